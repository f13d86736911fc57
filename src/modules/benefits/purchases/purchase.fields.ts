import { Arg, Args, Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { Access } from '../../../kernel/graphql/access.js';
import type { Caller } from '../../../kernel/caller.js';
import { PageArgs } from '../../../kernel/graphql/connection.js';
import type { RequestContext } from '../../../kernel/graphql/context.js';
import type { ErrorType } from '../../../kernel/graphql/errors.js';
import { load, loadWith } from '../../../kernel/graphql/loaders.js';
import { MoneyType } from '../../../kernel/graphql/money.type.js';
import type { PageArguments } from '../../../kernel/graphql/page.js';
import { MemberType } from '../../members/members.types.js';
import { benefitTypeByCode, priceType } from '../benefit-type.js';
import { BenefitType, PriceType } from '../benefits.types.js';
import { grants } from '../grant-list.js';
import { GrantType } from '../grants.types.js';
import { ObligationType } from '../obligations/obligations.types.js';
import type { PurchaseRow } from './purchase-list.js';
import { purchasePages, purchases } from './purchase-list.js';
import type { PurchaseStatus } from './purchase.js';
import { purchaseOf, statusAt } from './purchase.js';
import { BenefitPurchaseConnection, BenefitPurchaseFilter, BenefitPurchaseType, PaymentMismatch, PurchaseAction, PurchasePayload, PurchaseStatusName } from './purchases.types.js'; // prettier-ignore

type Action = keyof typeof PurchaseAction;

@Resolver(() => BenefitPurchaseType)
export class BenefitPurchaseFields {
  @FieldResolver(() => BenefitType, { nullable: true })
  benefit(@Root() { benefit }: PurchaseRow, @Ctx() context: RequestContext): BenefitType | null {
    return benefitTypeByCode(context, benefit);
  }

  @FieldResolver(() => PriceType, { description: 'What it costs: points are held meanwhile, money is for the brand to take.' })
  price(@Root() { wallet, points, amountMinor, currency }: PurchaseRow): PriceType | null {
    return priceType({ wallet, points, amountMinor }, currency);
  }

  @FieldResolver(() => PurchaseStatusName, { description: 'How it stands now.' })
  status(@Root() row: PurchaseRow, @Ctx() { session }: RequestContext): PurchaseStatus {
    return statusAt(row, session.now);
  }

  @FieldResolver(() => GrantType, { nullable: true, description: 'What the member got; null before it is paid for, and where it is not yours to see.' })
  grant(@Root() { grantId }: PurchaseRow, @Ctx() context: RequestContext) {
    return load(context, grants, grantId);
  }

  @FieldResolver(() => String, { nullable: true, description: 'The payment, as the brand knows it.' })
  @Access({ brand: 'benefits:read' })
  externalPaymentId(@Root() { paymentId }: PurchaseRow): string | null {
    return paymentId;
  }

  @FieldResolver(() => [PurchaseAction], { description: 'What may be done about it now by who asks.' })
  availableActions(@Root() row: PurchaseRow, @Ctx() { session, caller }: RequestContext): readonly Action[] {
    return actionsOn(statusAt(row, session.now), caller);
  }
} // prettier-ignore

const ACTIONS: Readonly<Record<PurchaseStatus, readonly Action[]>> = {
  open: ['CONFIRM', 'RELEASE'],
  paid: ['REFUND'],
  late: ['REFUND'],
  released: ['CONFIRM'],
  expired: ['CONFIRM'],
  'refund-due': ['REFUND'],
  refunded: [],
};

function actionsOn(status: PurchaseStatus, { kind }: Caller): readonly Action[] {
  return kind === 'member' ? ACTIONS[status].filter((action) => action === 'RELEASE') : ACTIONS[status];
}

@Resolver(() => MemberType)
export class MemberPurchasesFields {
  @FieldResolver(() => BenefitPurchaseConnection, { nullable: true, description: 'What it buys and bought for money, the newest first. A partner sees what it sold.' })
  @Access({ brand: 'benefits:read', member: true })
  benefitPurchases(
    @Root() { id }: MemberType,
    @Arg('filter', () => BenefitPurchaseFilter, { nullable: true, description: 'Which.' }) filter: BenefitPurchaseFilter | null,
    @Args(() => PageArgs) { first, after, last, before }: PageArguments,
    @Ctx() context: RequestContext,
  ) {
    return loadWith(context, purchasePages, id, { first, after, last, before, filter: filter ?? {} });
  }
} // prettier-ignore

@Resolver(() => GrantType)
export class GrantPurchaseFields {
  @FieldResolver(() => BenefitPurchaseType, { nullable: true, description: 'The purchase it came of; null where it was not bought.' })
  @Access({ brand: 'benefits:read', member: true })
  purchase(@Root() { id }: GrantType, @Ctx() context: RequestContext) {
    return load(context, purchases, purchaseOf(id));
  }
} // prettier-ignore

@Resolver(() => ObligationType)
export class ObligationPurchaseFields {
  @FieldResolver(() => BenefitPurchaseType, { nullable: true, description: 'What was paid for; null where it was not bought.' })
  @Access({ brand: 'benefits:read', member: true })
  purchase(@Root() { grantId }: { readonly grantId: string }, @Ctx() context: RequestContext) {
    return load(context, purchases, purchaseOf(grantId));
  }
} // prettier-ignore

@Resolver(() => PurchasePayload)
export class PurchasePayloadFields {
  @FieldResolver(() => BenefitPurchaseType, { nullable: true, description: 'The purchase as it stands now; null for a dry run of `benefitBuy`.' })
  purchase(@Root() { grantId }: PurchasePayload, @Ctx() context: RequestContext) {
    return grantId ? load(context, purchases, purchaseOf(grantId)) : null;
  }
} // prettier-ignore

@Resolver(() => PaymentMismatch)
export class PaymentMismatchFields {
  @FieldResolver(() => MoneyType, { description: 'The price.' })
  expected(@Root() { expectedMinor, expectedCurrency }: PaymentMismatch): MoneyType {
    return { amountMinor: expectedMinor, currency: expectedCurrency };
  }

  @FieldResolver(() => MoneyType, { description: 'What was reported.' })
  reported(@Root() { reportedMinor, reportedCurrency }: PaymentMismatch): MoneyType {
    return { amountMinor: reportedMinor, currency: reportedCurrency };
  }
}

/** Both amounts are in the answer, so that whoever took the money knows what to give back. */
export const paymentMismatch: ErrorType = { codes: ['PAYMENT_MISMATCH'], type: PaymentMismatch };
