import { Field, ID, InputType, ObjectType, registerEnumType } from 'type-graphql';
import { Access } from '../../../kernel/graphql/access.js';
import { connectionOf } from '../../../kernel/graphql/connection.js';
import { MutationError } from '../../../kernel/graphql/errors.js';
import { Node } from '../../../kernel/graphql/node.js';
import { DateTime } from '../../../kernel/graphql/scalars.js';
import { BenefitType } from '../benefits.types.js';
import { GrantPayload } from '../grants.types.js';
import type { PurchaseStatus } from './purchase.js';

export const PurchaseStatusName = { OPEN: 'open', PAID: 'paid', LATE: 'late', RELEASED: 'released', EXPIRED: 'expired', REFUND_DUE: 'refund-due', REFUNDED: 'refunded' } as const satisfies Record<string, PurchaseStatus>; // prettier-ignore
export const PurchaseAction = { CONFIRM: 'CONFIRM', RELEASE: 'RELEASE', REFUND: 'REFUND' } as const;

registerEnumType(PurchaseStatusName, {
  name: 'BenefitPurchaseStatus',
  description: 'How a purchase of a benefit stands.',
  valuesConfig: {
    OPEN: { description: 'It is kept for the member, who has to pay.' },
    PAID: { description: 'It was paid for: the member has the grant.' },
    LATE: { description: 'It was paid for when it was not kept any more and could not be had: it is owed.' },
    RELEASED: { description: 'It was let go before it was paid for.' },
    EXPIRED: { description: 'Nobody paid in time: it was let go by itself.' },
    REFUND_DUE: {
      description:
        'It was paid for and taken back, is not sent or not owed any more: its points went back, and the money is to be given back. `benefitPurchaseRefund` says that it was.',
    },
    REFUNDED: { description: 'It was paid for, and the payment was given back.' },
  },
});
registerEnumType(PurchaseAction, {
  name: 'BenefitPurchaseAction',
  description: 'What may be done about a purchase now.',
  valuesConfig: {
    CONFIRM: { description: '`paymentConfirm` may be called with it: also for what was let go, because a payment may come late.' },
    RELEASE: { description: '`benefitPurchaseRelease` may be called with it.' },
    REFUND: { description: '`benefitPurchaseRefund` may be called with it; refused where the grant was used.' },
  },
}); // prettier-ignore

@ObjectType('BenefitPurchase', {
  simpleResolvers: true,
  implements: Node,
  description: 'Something a member buys for money, which its brand takes: kept for it meanwhile, a grant once the payment was reported.',
})
@Access({ brand: 'benefits:read', member: true })
export class BenefitPurchaseType implements Node {
  readonly id!: string;

  @Field(() => BenefitType, { nullable: true, description: 'What it is; null when it is not for you to see.' })
  benefit!: BenefitType | null;

  @Field(() => ID, { description: 'The brand that sells it.' })
  brandId!: string;

  @Field(() => DateTime, { description: 'When it began.' })
  openedAt!: number;

  @Field(() => DateTime, { description: 'Until when it is kept for the member.' })
  expiresAt!: number;

  @Field(() => DateTime, { nullable: true, description: 'Of what is sold before it is there: from when on it is given; null where one is kept.' })
  promisedAt!: number | null;

  @Field(() => DateTime, { nullable: true, description: 'When the payment was reported.' })
  paidAt!: number | null;

  @Field(() => DateTime, { nullable: true, description: 'When it was let go, or the payment was given back.' })
  endedAt!: number | null;
} // prettier-ignore

export const BenefitPurchaseConnection = connectionOf(BenefitPurchaseType, 'BenefitPurchase', 'purchases of benefits, the newest first'); // prettier-ignore

@InputType('BenefitPurchaseFilter', { description: 'Which purchases; all when nothing is said.' })
export class BenefitPurchaseFilter {
  @Field(() => [PurchaseStatusName], { nullable: true, description: 'Only those that stand so.' })
  status?: PurchaseStatus[] | null;

  @Field(() => [ID], { nullable: true, description: 'Only of these benefits.' })
  benefitIds?: string[] | null;

  @Field(() => String, { nullable: true, description: 'The one with this payment.' })
  externalPaymentId?: string | null;
}

/** What every mutation about a purchase answers; the purchase is looked up when it is asked for. */
@ObjectType({ simpleResolvers: true })
export abstract class PurchasePayload extends GrantPayload {}

@ObjectType('BenefitBuyPayload', {
  simpleResolvers: true,
  description: 'A purchase that began. There is no grant before it is paid for.',
})
export class BenefitBuyPayload extends PurchasePayload {}

@ObjectType('PaymentConfirmPayload', {
  simpleResolvers: true,
  description: 'A purchase that was paid for, with the grant the member has, or is owed. Of a member you are not linked to it tells nothing.',
})
export class PaymentConfirmPayload extends PurchasePayload {} // prettier-ignore

@ObjectType('BenefitPurchaseReleasePayload', { simpleResolvers: true, description: 'A purchase that was let go.' })
export class BenefitPurchaseReleasePayload extends PurchasePayload {}

@ObjectType('BenefitPurchaseRefundPayload', { simpleResolvers: true, description: 'A purchase whose payment was given back, with the grant that was taken back.' })
export class BenefitPurchaseRefundPayload extends PurchasePayload {} // prettier-ignore

@ObjectType('PaymentMismatch', {
  implements: MutationError,
  simpleResolvers: true,
  description: 'The payment that was reported is not the price. Nothing was written.',
})
export class PaymentMismatch extends MutationError {
  /** Told as `expected` and `reported`. */
  readonly expectedMinor!: number;
  readonly expectedCurrency!: string;
  readonly reportedMinor!: number;
  readonly reportedCurrency!: string;
}
