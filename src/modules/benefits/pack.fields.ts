import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import type { RequestContext } from '../../kernel/graphql/context.js';
import { TierPackItemType } from '../tiers/tiers.types.js';
import { benefitTypeByCode } from './benefit-type.js';
import { BenefitType } from './benefits.types.js';

@Resolver(() => TierPackItemType)
export class TierPackItemFields {
  @FieldResolver(() => BenefitType, { nullable: true, description: 'The benefit; null of points.' })
  benefit(@Root() { offers }: TierPackItemType, @Ctx() context: RequestContext): BenefitType | null {
    return offers === null ? null : benefitTypeByCode(context, offers);
  }
}
