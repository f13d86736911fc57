import { Arg, Ctx, ID, Query, Resolver } from 'type-graphql';
import { Access } from '../../../kernel/graphql/access.js';
import { InCatalogue } from '../../../kernel/graphql/catalogue.js';
import type { RequestContext } from '../../../kernel/graphql/context.js';
import { packagesListed, packageTypeById } from './package-type.js';
import { BenefitPackageFilter, BenefitPackageType } from './packages.types.js';

@Resolver()
export class PackagesResolver {
  @Query(() => [BenefitPackageType], { description: 'The packages of the program that can be had, in its order; others when the filter says so.' })
  @Access({ brand: 'catalogue:read', member: true, publishable: true })
  @InCatalogue()
  benefitPackages(
    @Arg('filter', () => BenefitPackageFilter, { nullable: true, description: 'Which.' }) filter: BenefitPackageFilter | null,
    @Ctx() context: RequestContext,
  ): BenefitPackageType[] {
    return packagesListed(context, filter ?? {});
  }

  @Query(() => BenefitPackageType, { nullable: true, description: 'A package; null when there is none.' })
  @Access({ brand: 'catalogue:read', member: true, publishable: true })
  @InCatalogue()
  benefitPackage(@Arg('id', () => ID, { description: 'Which.' }) id: string, @Ctx() context: RequestContext): BenefitPackageType | null {
    return packageTypeById(context, id);
  }
} // prettier-ignore
