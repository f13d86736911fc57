import { Arg, Args, Ctx, ID, Mutation, Query, Resolver } from 'type-graphql';
import { Access } from '../../../kernel/graphql/access.js';
import { PageArgs } from '../../../kernel/graphql/connection.js';
import type { RequestContext } from '../../../kernel/graphql/context.js';
import { MoneyInput } from '../../../kernel/graphql/money.type.js';
import type { PageArguments } from '../../../kernel/graphql/page.js';
import { answer } from '../../../kernel/graphql/payload.js';
import { MemberRefInput } from '../../members/members.types.js';
import { PriceInput } from '../exchange/exchange.types.js';
import { DRY_RUN, KEY } from '../promise.js';
import { buyFor, confirmed, refunded, released } from './buying.js';
import { ownPurchases } from './purchase-list.js';
import { BenefitBuyPayload, BenefitPurchaseConnection, BenefitPurchaseFilter, BenefitPurchaseRefundPayload, BenefitPurchaseReleasePayload, PaymentConfirmPayload } from './purchases.types.js'; // prettier-ignore

const WHICH = 'Which.';

@Resolver()
export class PurchasesResolver {
  @Query(() => BenefitPurchaseConnection, { description: 'What the calling brand sells for money, whoever buys it, the newest first: for its books.' })
  @Access({ brand: 'benefits:read' })
  benefitPurchases(
    @Arg('filter', () => BenefitPurchaseFilter, { nullable: true, description: WHICH }) filter: BenefitPurchaseFilter | null,
    @Args(() => PageArgs) { first, after, last, before }: PageArguments,
    @Ctx() context: RequestContext,
  ) {
    return ownPurchases(context, filter ?? {}, { first, after, last, before });
  }

  @Mutation(() => BenefitBuyPayload, {
    description:
      'A member begins to buy a benefit that costs money: one is kept for it, with the points that are a part of the price, for as many minutes as the benefit says. The brand takes the money and reports it with `paymentConfirm`; when nobody does, everything is let go.',
  })
  @Access({ brand: 'benefits:issue', member: true })
  benefitBuy(
    @Arg('member', () => MemberRefInput, { nullable: true, description: 'Who; absent where the caller is the member.' })
    member: MemberRefInput | null,
    @Arg('benefitId', () => ID, { description: 'What.' }) benefitId: string,
    @Arg('expectedPrice', () => PriceInput, { nullable: true, description: 'What the member has seen: PRICE_CHANGED where it costs something else by now.' })
    expectedPrice: PriceInput | null,
    @Arg('idempotencyKey', () => String, { description: KEY }) key: string,
    @Arg('dryRun', () => Boolean, { defaultValue: false, description: DRY_RUN }) isDryRun: boolean,
    @Ctx() context: RequestContext,
  ): Promise<BenefitBuyPayload> {
    const ref = member ?? { id: context.caller.memberId };
    const expected = expectedPrice ?? null;
    const once = { mutation: 'benefitBuy', key, input: { member: ref, benefitId, expectedPrice: expected } };
    return answer(context, () => buyFor(context, { once, isDryRun }, { member: ref, benefitId, expected }));
  }

  @Mutation(() => PaymentConfirmPayload, {
    description:
      'A brand reports that it has taken the money for a purchase: the member gets the grant, and the points that were held are spent. A payment that was reported before changes nothing, under whatever key. One that comes too late is granted all the same if there is one left, else it is owed: it is never lost.',
  })
  @Access({ brand: 'benefits:issue' })
  paymentConfirm(
    @Arg('holdId', () => ID, { description: 'The purchase, as `benefitBuy` answered it.' }) holdId: string,
    @Arg('externalPaymentId', () => String, { description: 'The payment, as you know it: 1 to 190 characters. Of each there is one with a brand. No data of cards.' })
    externalPaymentId: string,
    @Arg('amount', () => MoneyInput, { description: 'What you have taken: PAYMENT_MISMATCH where that is not the price.' }) amount: MoneyInput,
    @Arg('idempotencyKey', () => String, { description: KEY }) key: string,
    @Arg('dryRun', () => Boolean, { defaultValue: false, description: DRY_RUN }) isDryRun: boolean,
    @Ctx() context: RequestContext,
  ): Promise<PaymentConfirmPayload> {
    const said = { holdId, externalPaymentId, amount };
    const once = { mutation: 'paymentConfirm', key, input: said };
    return answer(context, () => confirmed<PaymentConfirmPayload>(context, { once, isDryRun }, said));
  }

  @Mutation(() => BenefitPurchaseReleasePayload, { description: 'Lets go of a purchase before it is paid for: by the member or by the brand that sells.' })
  @Access({ brand: 'benefits:issue', member: true })
  benefitPurchaseRelease(
    @Arg('purchaseId', () => ID, { description: WHICH }) purchaseId: string,
    @Arg('idempotencyKey', () => String, { description: KEY }) key: string,
    @Arg('dryRun', () => Boolean, { defaultValue: false, description: DRY_RUN }) isDryRun: boolean,
    @Ctx() context: RequestContext,
  ): Promise<BenefitPurchaseReleasePayload> {
    const once = { mutation: 'benefitPurchaseRelease', key, input: { purchaseId } };
    return answer(context, () => released<BenefitPurchaseReleasePayload>(context, { once, isDryRun }, purchaseId));
  }

  @Mutation(() => BenefitPurchaseRefundPayload, {
    description: 'Writes down that the brand gives the money back: the grant is taken back, or is not owed any more, and the points of the price go back. Refused where it was used.',
  })
  @Access({ brand: 'benefits:reverse' })
  benefitPurchaseRefund(
    @Arg('purchaseId', () => ID, { description: WHICH }) purchaseId: string,
    @Arg('reason', () => String, { description: 'Why: 1 to 120 characters.' }) reason: string,
    @Arg('idempotencyKey', () => String, { description: KEY }) key: string,
    @Arg('dryRun', () => Boolean, { defaultValue: false, description: DRY_RUN }) isDryRun: boolean,
    @Ctx() context: RequestContext,
  ): Promise<BenefitPurchaseRefundPayload> {
    const once = { mutation: 'benefitPurchaseRefund', key, input: { purchaseId, reason } };
    return answer(context, () => refunded<BenefitPurchaseRefundPayload>(context, { once, isDryRun }, purchaseId, reason));
  }
} // prettier-ignore
