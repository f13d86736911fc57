import { Field, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import { Access } from '../../kernel/graphql/access.js';
import { connectionOf } from '../../kernel/graphql/connection.js';
import { MutationError } from '../../kernel/graphql/errors.js';
import type { Texts } from '../../kernel/graphql/localised.js';
import { Localised } from '../../kernel/graphql/localised.js';
import { Node } from '../../kernel/graphql/node.js';
import { OutcomeType } from '../../kernel/graphql/outcome.type.js';
import { APPROVAL, ApprovalType } from '../../kernel/graphql/approval.type.js';
import { Payload } from '../../kernel/graphql/payload.js';
import { DateTime, SafeInt } from '../../kernel/graphql/scalars.js';
import { MemberType } from '../members/members.types.js';

export const LedgerKind = { EARN: 'earn', SPEND: 'spend', TAKE_BACK: 'take_back', GIVE_BACK: 'give_back', EXPIRE: 'expire', ADJUST: 'adjust', TRANSFER_OUT: 'transfer_out', TRANSFER_IN: 'transfer_in', RECOVER: 'recover', OFFSET: 'offset' } as const; // prettier-ignore
export const ExpiryKind = { NEVER: 'never', ROLLING: 'rolling', INACTIVITY: 'inactivity', FIXED: 'fixed' } as const;
export const NegativePolicyKind = { FORBID: 'forbid', FLOOR: 'floor', RECOVER: 'recover' } as const;
export const LotSourceKind = { RULE: 'rule', GIVEN: 'given', PACK: 'pack', ADJUSTED: 'adjusted', TRANSFERRED: 'transferred' } as const; // prettier-ignore

registerEnumType(LedgerKind, {
  name: 'LedgerKind',
  description: 'What moved points.',
  valuesConfig: {
    EARN: { description: 'Points were given.' },
    SPEND: { description: 'Points were spent.' },
    TAKE_BACK: { description: 'Points that were given were taken back: a refund or a reversal.' },
    GIVE_BACK: { description: 'Points that were spent were given back.' },
    EXPIRE: { description: 'Points died.' },
    ADJUST: { description: 'A balance was corrected by hand.' },
    TRANSFER_OUT: { description: 'The member gave points to another member.' },
    TRANSFER_IN: { description: 'The member got points of another member.' },
    RECOVER: { description: 'Points that a refund could not take back were taken from what came in later.' },
    OFFSET: { description: 'Points that came in paid a debt of the same wallet: the balance stays as it is.' },
  },
});
registerEnumType(ExpiryKind, {
  name: 'ExpiryKind',
  description: 'When points of a wallet die.',
  valuesConfig: {
    NEVER: { description: 'They do not.' },
    ROLLING: { description: 'So many months after they were earned, at the end of that month.' },
    INACTIVITY: { description: 'So many months after the member did anything, at the end of that month.' },
    FIXED: { description: 'At the end of a day: of every year, or of one.' },
  },
});

registerEnumType(NegativePolicyKind, {
  name: 'NegativePolicy',
  description: 'What becomes of points that a refund takes back and that had been spent.',
  valuesConfig: {
    FORBID: { description: 'They are let go.' },
    FLOOR: { description: 'They make a debt, as deep as the wallet allows.' },
    RECOVER: { description: 'They are taken from later earnings.' },
  },
});
registerEnumType(LotSourceKind, {
  name: 'LotSource',
  description: 'Who gave points.',
  valuesConfig: {
    RULE: { description: 'A rule.' },
    GIVEN: { description: 'A brand, by hand.' },
    PACK: { description: 'The pack of a tier that was reached.' },
    ADJUSTED: { description: 'A correction.' },
    TRANSFERRED: { description: 'Another member.' },
  },
});

@ObjectType('Expiry', { simpleResolvers: true, description: 'When points of a wallet die.' })
export class ExpiryType {
  @Field(() => ExpiryKind, { description: 'By which rule.' })
  kind!: (typeof ExpiryKind)[keyof typeof ExpiryKind];

  @Field(() => Int, { nullable: true, description: 'After how many months, where that is the rule.' })
  months?: number | null;

  @Field(() => String, { nullable: true, description: 'On which day: `MM-DD` of every year, or one `YYYY-MM-DD`.' })
  on?: string | null;
}

@ObjectType('PointCaps', { simpleResolvers: true, description: 'How many points rules give at most, net of refunds.' })
export class PointCapsType {
  @Field(() => SafeInt, { nullable: true, description: 'For one order; null for no limit.' })
  order?: number | null;

  @Field(() => SafeInt, { nullable: true, description: 'On one day; null for no limit.' })
  day?: number | null;

  @Field(() => SafeInt, { nullable: true, description: 'In one month of the calendar; null for no limit.' })
  month?: number | null;
}

@ObjectType('CashRate', { simpleResolvers: true, description: 'What points are worth at a checkout.' })
export class CashRateType {
  @Field(() => SafeInt, { description: 'So many points …' })
  points!: number;

  @Field(() => SafeInt, { description: '… are worth so many minor units of the currency of the program.' })
  minor!: number;

  @Field(() => Int, { description: 'How much of an order points pay for at most, in percent.' })
  maxPercent!: number;
}

@Access({ brand: 'program:read', member: true, publishable: true })
@ObjectType('Wallet', {
  implements: Node,
  simpleResolvers: true,
  description: 'A kind of points with rules of its own.',
})
export class WalletType {
  @Field(() => ID, { description: '`wal_` and its code.' })
  id!: string;

  @Field(() => String, { description: 'Its short name: what `wallet` arguments take.' })
  code!: string;

  @Field(() => String, { description: 'What one of its points is called.' })
  @Localised()
  unitName!: string;

  @Field(() => Boolean, { description: 'Whether its points can be spent, or only count towards tiers.' })
  isSpendable!: boolean;

  @Field(() => Int, { description: 'Days until points can be spent: the return window.' })
  pendingDays!: number;

  @Field(() => ExpiryType, { description: 'When its points die.' })
  expiry!: ExpiryType;

  @Field(() => PointCapsType, { description: 'How many points rules give at most.' })
  caps!: PointCapsType;

  @Field(() => NegativePolicyKind, {
    description: 'What becomes of points that a refund takes back and that were spent.',
  })
  negativePolicy!: (typeof NegativePolicyKind)[keyof typeof NegativePolicyKind];

  @Field(() => SafeInt, { nullable: true, description: 'How far below zero a refund may bring it, where it may.' })
  floor!: number | null;

  @Field(() => SafeInt, {
    nullable: true,
    description: 'How many points a member may give away in a day; null for none.',
  })
  transferPerDay!: number | null;

  @Field(() => CashRateType, {
    nullable: true,
    description: 'What points are worth at a checkout; null where they pay for nothing.',
  })
  cash!: CashRateType | null;

  @Field(() => [Int], { description: 'How many days before points die members are told.' })
  noticeDays!: readonly number[];

  /** For `locale` and `translations`; a wallet that was retired has none. */
  texts?: Texts;
}

@ObjectType('ExpiringPoints', { simpleResolvers: true, description: 'Points that die at the same instant.' })
export class ExpiringPointsType {
  @Field(() => SafeInt, { description: 'How many.' })
  amount!: number;

  @Field(() => DateTime, { description: 'When.' })
  expiresAt!: number;
}

@Access({ brand: 'points:read', member: true })
@ObjectType('Balance', { simpleResolvers: true, description: 'What a member has in one wallet.' })
export class BalanceType {
  @Field(() => ID, { description: 'The member and the wallet: the same for as long as both exist.' })
  id!: string;

  @Field(() => WalletType, { description: 'The wallet.' })
  wallet!: WalletType;

  @Field(() => SafeInt, { description: 'Points that can be spent now.' })
  available!: number;

  @Field(() => SafeInt, { description: 'Points that are earned and wait for the return window to end.' })
  pending!: number;

  @Field(() => SafeInt, {
    description: 'Points that holds reserve. Available, pending and held together are the balance.',
  })
  held!: number;

  @Field(() => SafeInt, {
    description:
      'Points that refunds could not take back, because they had been spent: taken from what comes in next. Not part of the balance.',
  })
  owed!: number;

  /** Whose it is, for the fields that read on. */
  memberId!: string;
}

@Access({ brand: 'points:read', member: true })
@ObjectType('PointLot', {
  implements: Node,
  simpleResolvers: true,
  description: 'Points of one earning: where they came from and when they die.',
})
export class PointLotType {
  @Field(() => ID, { description: '`lot_` and 26 characters; those of the transfer that opened it.' })
  id!: string;

  @Field(() => WalletType, { description: 'The wallet.' })
  wallet!: WalletType;

  @Field(() => SafeInt, { description: 'How many were earned.' })
  amount!: number;

  @Field(() => SafeInt, { description: 'How many are left, those that are held included; below zero for a debt.' })
  remaining!: number;

  @Field(() => SafeInt, { description: 'How many of them holds reserve.' })
  held!: number;

  @Field(() => LotSourceKind, { description: 'Who gave them.' })
  source!: (typeof LotSourceKind)[keyof typeof LotSourceKind];

  @Field(() => ID, { nullable: true, description: 'The brand that issued them.' })
  @Access({ brand: 'points:read' })
  issuerId!: string;

  @Field(() => ID, { nullable: true, description: 'The brand that pays for them.' })
  @Access({ brand: 'points:read', isHostOnly: true })
  funderId!: string;

  @Field(() => DateTime, { description: 'When they were earned.' })
  occurredAt!: number;

  @Field(() => DateTime, { description: 'When they can be spent from.' })
  availableAt!: number;

  @Field(() => DateTime, { nullable: true, description: 'When they die; null for never.' })
  expiresAt!: number | null;

  @Field(() => Boolean, { description: 'Whether they still wait for the return window to end.' })
  isPending!: boolean;

  @Field(() => ID, { description: 'The activity that earned them.' })
  causeId!: string;
}

@Access({ brand: 'points:read', member: true })
@ObjectType('LedgerEntry', {
  implements: Node,
  simpleResolvers: true,
  description: 'One movement of points. Entries never change; corrections are new entries.',
})
export class LedgerEntryType {
  @Field(() => ID, { description: '`trf_` and 26 characters: what `pointsReverse` takes.' })
  id!: string;

  @Field(() => LedgerKind, { description: 'What moved them.' })
  kind!: (typeof LedgerKind)[keyof typeof LedgerKind];

  @Field(() => WalletType, { description: 'The wallet.' })
  wallet!: WalletType;

  @Field(() => SafeInt, { description: 'How the balance changed: negative when points left it.' })
  amount!: number;

  @Field(() => String, { description: 'Why: the code of a rule, or what the brand said.' })
  reason!: string;

  @Field(() => DateTime, { description: 'When it counts from.' })
  occurredAt!: number;

  @Field(() => DateTime, { description: 'When it was written.' })
  recordedAt!: number;

  @Field(() => ID, { description: 'The activity that caused it.' })
  causeId!: string;

  @Field(() => ID, { nullable: true, description: 'The entry it reverses.' })
  reversesId!: string | null;

  @Field(() => String, { nullable: true, description: "The brand's order that these points paid for." })
  orderId!: string | null;

  @Field(() => ID, { nullable: true, description: 'The hold they were captured from.' })
  holdId!: string | null;
}

export const PointLotConnection = connectionOf(PointLotType, 'PointLot', "a member's lots, the newest first");
export const LedgerConnection = connectionOf(
  LedgerEntryType,
  'Ledger',
  "a member's movements of points, the newest first",
);

@ObjectType('PointsOutcome', { simpleResolvers: true, description: 'Points that moved.' })
export class PointsOutcomeType {
  @Field(() => WalletType, { description: 'The wallet.' })
  wallet!: WalletType;

  @Field(() => SafeInt, { description: 'How the balance changed: negative when points left it.' })
  amount!: number;

  @Field(() => DateTime, { description: 'When they can be spent from.' })
  availableAt!: number;

  @Field(() => String, { description: 'Why: the code of a rule, or what the brand said.' })
  reason!: string;
}

@InputType('PointsInput', { description: 'Points a brand gives or takes outside the rules.' })
export class PointsInput {
  @Field(() => String, { description: 'The code of the wallet.' })
  wallet!: string;

  @Field(() => SafeInt, { description: 'How many: a whole number from 1.' })
  amount!: number;

  @Field(() => String, { description: "Why, for the member's ledger: at most 120 characters." })
  reason!: string;
}

@InputType('PointsLifeInput', { description: 'When points can be spent and when they die.' })
export class PointsLifeInput {
  @Field(() => DateTime, {
    nullable: true,
    description: 'From when they can be spent; as the wallet says when absent.',
  })
  availableAt?: number | null;

  @Field(() => DateTime, { nullable: true, description: 'When they die; as the wallet says when absent.' })
  expiresAt?: number | null;
}

@InputType('OrderPaidInput', { description: 'An order that points pay for, whole or in part.' })
export class OrderPaidInput {
  @Field(() => String, { description: "The brand's id of the order: what its refunds will name." })
  orderId!: string;

  @Field(() => SafeInt, { description: 'What the order costs before points, in minor units.' })
  amountMinor!: number;
}

@ObjectType('PointsPayment', {
  simpleResolvers: true,
  description: 'What points pay of an order, and what is left to pay.',
})
export class PaymentType {
  @Field(() => SafeInt, { description: 'How many points.' })
  points!: number;

  /** In minor units, for the fields that tell money. */
  worthMinor!: number;
  payableMinor!: number;
}

/** What giving, taking and reversing answer. */
@ObjectType({ simpleResolvers: true })
export abstract class PointsPayload extends Payload {
  @Field(() => MemberType, { nullable: true, description: 'The member, with its balances as they are now.' })
  member?: MemberType | null;

  @Field(() => OutcomeType, { nullable: true, description: 'Everything it led to.' })
  outcome?: OutcomeType | null;

  /** The entry this wrote; null for a dry run. */
  transferId?: string | null;

  /** The hold it was about; null for a dry run. */
  holdId?: string | null;
}

@ObjectType('PointsEarnPayload', { simpleResolvers: true, description: 'Points that were given.' })
export class PointsEarnPayload extends PointsPayload {
  @Field(() => ApprovalType, { nullable: true, description: APPROVAL })
  approval?: ApprovalType | null;
}

@ObjectType('PointsSpendPayload', { simpleResolvers: true, description: 'Points that were spent.' })
export class PointsSpendPayload extends PointsPayload {
  @Field(() => PaymentType, { nullable: true, description: 'What they pay of the order, where one was named.' })
  payment?: PaymentType | null;
}

@ObjectType('PointsReversePayload', { simpleResolvers: true, description: 'A movement of points that was reversed.' })
export class PointsReversePayload extends PointsPayload {}

@ObjectType('InsufficientPoints', {
  implements: MutationError,
  simpleResolvers: true,
  description: 'There are not enough points.',
})
export class InsufficientPoints extends MutationError {
  @Field(() => SafeInt, { description: 'How many are needed.' })
  needed!: number;

  @Field(() => SafeInt, { description: 'How many can be spent now.' })
  available!: number;
}
