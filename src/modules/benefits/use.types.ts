import { Field, ID, InputType, ObjectType, registerEnumType } from 'type-graphql';
import { Access } from '../../kernel/graphql/access.js';
import { connectionOf } from '../../kernel/graphql/connection.js';
import { Node } from '../../kernel/graphql/node.js';
import { DateTime, SafeInt } from '../../kernel/graphql/scalars.js';
import { BenefitType } from './benefits.types.js';
import type { RedemptionStatus } from './grants.js';
import { GrantPayload, GrantType } from './grants.types.js';

export const RedemptionStatusName = { HELD: 'held', REDEEMED: 'redeemed', RELEASED: 'released', EXPIRED: 'expired', REVERSED: 'reversed' } as const satisfies Record<string, RedemptionStatus>; // prettier-ignore
export const RedemptionAction = { REDEEM: 'REDEEM', RELEASE: 'RELEASE', REVERSE: 'REVERSE' } as const;

registerEnumType(RedemptionStatusName, {
  name: 'RedemptionStatus',
  description: 'How a use of a benefit stands.',
  valuesConfig: {
    HELD: { description: 'It is reserved for a payment that is under way.' },
    REDEEMED: { description: 'It was made.' },
    RELEASED: { description: 'It was let go.' },
    EXPIRED: { description: 'Nobody redeemed it in time: it was let go by itself.' },
    REVERSED: { description: 'It was made and taken back.' },
  },
});
registerEnumType(RedemptionAction, {
  name: 'RedemptionAction',
  description: 'What may be done with a use now.',
  valuesConfig: {
    REDEEM: { description: '`benefitRedeem` may be called with it.' },
    RELEASE: { description: '`benefitRelease` may be called with it.' },
    REVERSE: { description: '`benefitRedemptionReverse` may be called with it.' },
  },
});

@ObjectType('Redemption', {
  simpleResolvers: true,
  implements: Node,
  description: 'A use of a benefit: reserved first where a payment is under way, then made.',
})
@Access({ brand: 'benefits:read', member: true })
export class RedemptionType implements Node {
  readonly id!: string;

  @Field(() => GrantType, { nullable: true, description: 'What was used; null where it is not yours to see.' })
  grant!: GrantType | null;

  @Field(() => ID, { description: 'The id of what was used.' })
  grantId!: string;

  @Field(() => BenefitType, { nullable: true, description: 'What that is; null when it is not for you to see.' })
  benefit!: BenefitType | null;

  @Field(() => RedemptionStatusName, { description: 'How it stands now.' })
  status!: RedemptionStatus;

  @Field(() => SafeInt, { nullable: true, description: 'Money it takes, in minor units; null where a use is a use.' })
  amountMinor!: number | null;

  @Field(() => String, { nullable: true, description: 'The order it was used on. A refund of the whole order takes it back.' })
  orderId!: string | null;

  @Field(() => ID, { description: 'The brand it was used at.' })
  brandId!: string;

  @Field(() => ID, { nullable: true, description: 'The store it was used in; null online.' })
  storeId!: string | null;

  @Field(() => DateTime, { description: 'When it began.' })
  heldAt!: number;

  @Field(() => DateTime, { nullable: true, description: 'When it is let go by itself; null unless it is reserved.' })
  expiresAt!: number | null;

  @Field(() => DateTime, { nullable: true, description: 'When it was made.' })
  redeemedAt!: number | null;

  @Field(() => DateTime, { nullable: true, description: 'When it was let go or taken back.' })
  endedAt!: number | null;
} // prettier-ignore

export const RedemptionConnection = connectionOf(RedemptionType, 'Redemption', 'uses of benefits, the newest first');

@InputType('BenefitUseInput', { description: 'What is used: a code that was shown, or a grant; how much of it, and for what.' })
export class BenefitUseInput {
  @Field(() => String, { nullable: true, description: 'A code, as it was typed or scanned: groups, spaces and small letters are understood.' })
  code?: string | null;

  @Field(() => ID, { nullable: true, description: 'Or a grant that is yours to see.' })
  grantId?: string | null;

  @Field(() => SafeInt, { nullable: true, description: 'Of money that is used bit by bit, in minor units; all that is left when nothing is said.' })
  amountMinor?: number | null;

  @Field(() => String, { nullable: true, description: 'Your order. When all of it is refunded, the benefit is there again.' })
  orderId?: string | null;

  @Field(() => ID, { nullable: true, description: 'The store; absent online, and where the caller is a till.' })
  storeId?: string | null;
} // prettier-ignore

/** What every mutation about a use answers. */
@ObjectType({ simpleResolvers: true })
export abstract class UsePayload extends GrantPayload {
  /** Not told: the use is looked up when it is asked for. */
  readonly redemptionId!: string | null;
}

@ObjectType('BenefitHoldPayload', { simpleResolvers: true, description: 'A use that was reserved. Of a member you are not linked to it tells nothing.' })
export class BenefitHoldPayload extends UsePayload {} // prettier-ignore

@ObjectType('BenefitRedeemPayload', { simpleResolvers: true, description: 'A use that was made. Of a member you are not linked to it tells nothing.' })
export class BenefitRedeemPayload extends UsePayload {} // prettier-ignore

@ObjectType('BenefitReleasePayload', { simpleResolvers: true, description: 'A reserved use that was let go.' })
export class BenefitReleasePayload extends UsePayload {}

@ObjectType('BenefitRedemptionReversePayload', { simpleResolvers: true, description: 'A use that was taken back.' })
export class BenefitRedemptionReversePayload extends UsePayload {}
