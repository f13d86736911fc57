import { Arg, Ctx, ID, Query, Resolver } from 'type-graphql';
import { Access } from '../../kernel/graphql/access.js';
import { InCatalogue } from '../../kernel/graphql/catalogue.js';
import type { RequestContext } from '../../kernel/graphql/context.js';
import { benefitsListed } from './benefit-list.js';
import { benefitTypeById } from './benefit-type.js';
import { BenefitFilter, BenefitType } from './benefits.types.js';

@Resolver()
export class BenefitsResolver {
  @Query(() => [BenefitType], { description: 'The benefits of the program that can be had, in its order; others when the filter says so.' })
  @Access({ brand: 'catalogue:read', member: true, publishable: true })
  @InCatalogue()
  benefits(
    @Arg('filter', () => BenefitFilter, { nullable: true, description: 'Which.' }) filter: BenefitFilter | null,
    @Ctx() context: RequestContext,
  ): BenefitType[] {
    return benefitsListed(context, filter ?? {});
  }

  @Query(() => BenefitType, { nullable: true, description: 'A benefit; null when there is none.' })
  @Access({ brand: 'catalogue:read', member: true, publishable: true })
  @InCatalogue()
  benefit(@Arg('id', () => ID, { description: 'Which.' }) id: string, @Ctx() context: RequestContext): BenefitType | null {
    return benefitTypeById(context, id);
  }
} // prettier-ignore
