import { Arg, Ctx, FieldResolver, ID, Int, Query, Resolver } from 'type-graphql';
import { Access } from '../../../kernel/graphql/access.js';
import type { RequestContext } from '../../../kernel/graphql/context.js';
import { AnalyticsType, BenefitUseType } from './benefit-use.types.js';
import { BENEFITS_MAX, benefitUseOf, QUARTERS_MAX } from './benefit-use.js';

@Resolver(() => AnalyticsType)
export class BenefitUseResolver {
  @Query(() => AnalyticsType, { description: 'Figures that are more than one number. For the host only.' })
  @Access({ brand: 'analytics:read', isHostOnly: true })
  analytics(): AnalyticsType {
    return { isAnalytics: true };
  }

  @FieldResolver(() => [BenefitUseType], {
    nullable: true,
    description:
      'How benefits were used: each of them in each of the last quarters, the current one the last. Benefits that are not there are left out.',
  })
  @Access({ brand: 'analytics:read', isHostOnly: true })
  benefitUse(
    @Arg('benefitIds', () => [ID], { description: `Which, at most ${BENEFITS_MAX}.` }) benefitIds: string[],
    @Arg('quarters', () => Int, { defaultValue: 4, description: `How many quarters, at most ${QUARTERS_MAX}.` })
    quarters: number,
    @Ctx() context: RequestContext,
  ): Promise<BenefitUseType[]> {
    return benefitUseOf(context, benefitIds, quarters);
  }
}
