import { Field, ID, ObjectType, registerEnumType } from 'type-graphql';
import { MoneyType } from '../../../kernel/graphql/money.type.js';
import { DateTime } from '../../../kernel/graphql/scalars.js';
import { PaymentType, WalletType } from '../../points/points.types.js';
import { BenefitType } from '../benefits.types.js';
import type { Reason } from './refused.js';

export const BasketReason = { NOTHING_IN_SCOPE: 'NOTHING_IN_SCOPE', BELOW_THRESHOLD: 'BELOW_THRESHOLD', NO_SHIPPING: 'NO_SHIPPING', NOTHING_CHEAPER: 'NOTHING_CHEAPER', IN_KIND: 'IN_KIND', BEATEN: 'BEATEN', KEPT_ALONE: 'KEPT_ALONE', GOES_ALONE: 'GOES_ALONE', NOTHING_LEFT: 'NOTHING_LEFT', NOT_ELIGIBLE: 'NOT_ELIGIBLE', NOT_YET: 'NOT_YET', EXPIRED: 'EXPIRED', ENDED: 'ENDED', HELD: 'HELD', KEPT: 'KEPT', SENT: 'SENT', NOT_GOOD_HERE: 'NOT_GOOD_HERE', NOT_AT_THIS_HOUR: 'NOT_AT_THIS_HOUR', CODE_UNKNOWN: 'CODE_UNKNOWN', CODE_MISTYPED: 'CODE_MISTYPED', CODE_NOT_CLAIMED: 'CODE_NOT_CLAIMED', NOT_OF_MEMBER: 'NOT_OF_MEMBER' } as const satisfies { readonly [Key in Reason]: Key }; // prettier-ignore

registerEnumType(BasketReason, {
  name: 'BasketReason',
  description: 'Why a right is not used on a basket.',
  valuesConfig: {
    NOTHING_IN_SCOPE: { description: 'It is for other things than those in the basket.' },
    BELOW_THRESHOLD: { description: 'What it counts does not come to the amount it asks for; `missing` says by how much.' },
    NO_SHIPPING: { description: 'There is no delivery to pay.' },
    NOTHING_CHEAPER: { description: "The prices are not above the member's." },
    IN_KIND: { description: 'It takes nothing off: it may be used all the same.' },
    BEATEN: { description: 'Of its group only one is used, and `by` leaves less to pay.' },
    KEPT_ALONE: { description: '`by` is used, which allows no other.' },
    GOES_ALONE: { description: 'It allows no other, and less is paid without it.' },
    NOTHING_LEFT: { description: 'It would take nothing more off.' },
    NOT_ELIGIBLE: { description: 'A standing right of others.' },
    NOT_YET: { description: 'It can be used from `usableFrom` on.' },
    EXPIRED: { description: 'It has expired.' },
    ENDED: { description: 'It was used up or taken back, or it is owed.' },
    HELD: { description: 'It is reserved for a payment that is under way; `usableFrom` says until when.' },
    KEPT: { description: 'It is to be sent, or a time is booked with it.' },
    SENT: { description: 'It is sent to the member, not used at a till.' },
    NOT_GOOD_HERE: { description: 'It is good at other brands or in other stores.' },
    NOT_AT_THIS_HOUR: { description: 'It is good at other hours; `usableFrom` says when they begin.' },
    CODE_UNKNOWN: { description: 'There is no such code, or not here.' },
    CODE_MISTYPED: { description: 'The sign that checks the code does not fit.' },
    CODE_NOT_CLAIMED: { description: 'A printed code that nobody has entered yet.' },
    NOT_OF_MEMBER: { description: 'The code is of somebody else.' },
  },
}); // prettier-ignore

@ObjectType('BasketUse', { simpleResolvers: true, description: 'A right that is used on a basket.' })
export class BasketUseType {
  @Field(() => ID, { nullable: true, description: 'The grant to hold or redeem; null for a standing right, which is not used up.' })
  grantId!: string | null;

  @Field(() => String, { nullable: true, description: 'The code by which it was presented.' })
  code!: string | null;

  @Field(() => BenefitType, { nullable: true, description: 'What it is.' })
  benefit?: BenefitType | null;

  @Field(() => Boolean, { description: 'The member has it by what it is, without a grant.' })
  isStanding!: boolean;

  @Field(() => MoneyType, { description: 'What it takes off where it stands in the order; of money that is used bit by bit, the amount to redeem.' })
  takenOff?: MoneyType;
} // prettier-ignore

@ObjectType('BasketRefusal', { simpleResolvers: true, description: 'A right, or a code, that is not used on a basket, and why.' })
export class BasketRefusalType {
  @Field(() => ID, { nullable: true, description: 'The grant; null for a standing right and a code that opens nothing.' })
  grantId!: string | null;

  @Field(() => String, { nullable: true, description: 'The code, as it was presented.' })
  code!: string | null;

  @Field(() => BenefitType, { nullable: true, description: 'What it is, where the caller may know.' })
  benefit?: BenefitType | null;

  @Field(() => BasketReason, { description: 'Why.' })
  reason!: Reason;

  @Field(() => String, { description: 'The same for people, in the language of the request.' })
  text?: string;

  @Field(() => MoneyType, { nullable: true, description: 'What is missing to the amount it asks for.' })
  missing?: MoneyType | null;

  @Field(() => DateTime, { nullable: true, description: 'From when on it can be used, where that is known.' })
  usableFrom!: number | null;

  @Field(() => BenefitType, { nullable: true, description: 'What is used instead.' })
  by?: BenefitType | null;
} // prettier-ignore

@ObjectType('BasketPoints', { simpleResolvers: true, description: 'What the points of one wallet can pay.' })
export class BasketPointsType {
  @Field(() => WalletType, { description: 'The wallet.' })
  wallet?: WalletType;

  @Field(() => PaymentType, { description: 'The most of its points that can be used, and what is left to pay then.' })
  payment!: PaymentType;
}

@ObjectType('BasketQuote', { simpleResolvers: true, description: 'What a basket costs a member at best. Nothing is used or reserved.' })
export class BasketQuoteType {
  @Field(() => MoneyType, { description: 'The basket with delivery, before anything is taken off.' })
  total?: MoneyType;

  @Field(() => MoneyType, { description: 'What rights take off.' })
  takenOff?: MoneyType;

  @Field(() => MoneyType, { description: 'What is left to pay, before points.' })
  payable?: MoneyType;

  @Field(() => [BasketUseType], { description: 'The rights that together leave the least to pay, in the order in which they are applied.' })
  used!: readonly BasketUseType[];

  @Field(() => [BasketRefusalType], { description: 'Every other right of the member, and every code that opens none, with the reason.' })
  refused!: readonly BasketRefusalType[];

  @Field(() => [BasketPointsType], { description: 'Wallets whose points can pay of what is left, each by itself.' })
  points!: readonly BasketPointsType[];
} // prettier-ignore
