import { Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import { Access } from '../../kernel/graphql/access.js';
import type { Texts } from '../../kernel/graphql/localised.js';
import { Localised } from '../../kernel/graphql/localised.js';
import { Node } from '../../kernel/graphql/node.js';
import { SafeInt } from '../../kernel/graphql/scalars.js';

export const ExpiryKind = { NEVER: 'never', ROLLING: 'rolling', INACTIVITY: 'inactivity', FIXED: 'fixed' } as const;
export const NegativePolicyKind = { FORBID: 'forbid', FLOOR: 'floor', RECOVER: 'recover' } as const;

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
