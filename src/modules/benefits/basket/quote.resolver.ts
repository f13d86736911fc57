import { Arg, Ctx, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import { Access } from '../../../kernel/graphql/access.js';
import type { RequestContext } from '../../../kernel/graphql/context.js';
import { Cost } from '../../../kernel/graphql/cost.js';
import { MoneyType } from '../../../kernel/graphql/money.type.js';
import { MemberRefInput } from '../../members/members.types.js';
import { walletType } from '../../points/index.js';
import { WalletType } from '../../points/points.types.js';
import { benefitTypeByCode } from '../benefit-type.js';
import { BenefitType } from '../benefits.types.js';
import { BasketInput } from './basket.types.js';
import type { PointsUsable, Quote, UsedRight } from './quote.js';
import { quoteOf } from './quote.js';
import { BasketPointsType, BasketQuoteType, BasketRefusalType, BasketUseType } from './quote.types.js';
import type { RefusedRight } from './refused.js';
import { moneyOf, sentenceOf } from './told.js';

@Resolver(() => BasketQuoteType)
export class BasketQuoteResolver {
  @Query(() => BasketQuoteType, {
    description:
      'The best combination of what a member may use on a basket, why everything else is not used, what points can pay, and what is left. A partner is told of what is good at it, for members linked to it.',
  })
  @Access({ brand: 'baskets:quote', member: true })
  @Cost({ workedOn: ['basket', 'lines'] })
  basketQuote(
    @Arg('member', () => MemberRefInput, { nullable: true, description: 'Who; absent where the caller is the member.' })
    member: MemberRefInput | null,
    @Arg('basket', () => BasketInput, { description: 'What is about to be bought.' }) basket: BasketInput,
    @Arg('codes', () => [String], { nullable: true, description: 'Codes that are presented: at most 20.' })
    codes: string[] | null,
    @Ctx() context: RequestContext,
  ): Promise<Quote> {
    return quoteOf(context, { member: member ?? { id: context.caller.memberId }, basket, codes: codes ?? [] });
  }

  @FieldResolver(() => MoneyType)
  total(@Root() { totalMinor }: Quote, @Ctx() context: RequestContext): MoneyType {
    return moneyOf(context, totalMinor);
  }

  @FieldResolver(() => MoneyType)
  takenOff(@Root() { totalMinor, payableMinor }: Quote, @Ctx() context: RequestContext): MoneyType {
    return moneyOf(context, totalMinor - payableMinor);
  }

  @FieldResolver(() => MoneyType)
  payable(@Root() { payableMinor }: Quote, @Ctx() context: RequestContext): MoneyType {
    return moneyOf(context, payableMinor);
  }
}

@Resolver(() => BasketUseType)
export class BasketUseFields {
  @FieldResolver(() => BenefitType, { nullable: true })
  benefit(@Root() { benefit }: UsedRight, @Ctx() context: RequestContext): BenefitType | null {
    return benefitTypeByCode(context, benefit);
  }

  @FieldResolver(() => MoneyType)
  takenOff(@Root() { takenMinor }: UsedRight, @Ctx() context: RequestContext): MoneyType {
    return moneyOf(context, takenMinor);
  }
}

@Resolver(() => BasketRefusalType)
export class BasketRefusalFields {
  @FieldResolver(() => BenefitType, { nullable: true })
  benefit(@Root() { benefit }: RefusedRight, @Ctx() context: RequestContext): BenefitType | null {
    return benefitTypeByCode(context, benefit ?? '');
  }

  @FieldResolver(() => String)
  text(@Root() refused: RefusedRight, @Ctx() context: RequestContext): string {
    return sentenceOf(context, refused);
  }

  @FieldResolver(() => MoneyType, { nullable: true })
  missing(@Root() { missingMinor }: RefusedRight, @Ctx() context: RequestContext): MoneyType | null {
    return missingMinor === null ? null : moneyOf(context, missingMinor);
  }

  @FieldResolver(() => BenefitType, { nullable: true })
  by(@Root() { by }: RefusedRight, @Ctx() context: RequestContext): BenefitType | null {
    return benefitTypeByCode(context, by ?? '');
  }
}

@Resolver(() => BasketPointsType)
export class BasketPointsFields {
  @FieldResolver(() => WalletType)
  wallet(@Root() { wallet }: PointsUsable, @Ctx() context: RequestContext): WalletType {
    return walletType(context, wallet);
  }
}
