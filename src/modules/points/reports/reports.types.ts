import { Field, Float, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import { Access } from '../../../kernel/graphql/access.js';
import { MoneyType } from '../../../kernel/graphql/money.type.js';
import { DateTime, SafeInt } from '../../../kernel/graphql/scalars.js';
import { LedgerKind } from '../ledger-entry.types.js';
import { WalletType } from '../wallet.types.js';

export const LiabilityByEnum = { COHORT: 'COHORT', FUNDER: 'FUNDER', EXPIRY_MONTH: 'EXPIRY_MONTH' } as const;
export const AccountKind = { MEMBERS: 'members', ISSUED: 'issued', REDEEMED: 'redeemed', REVERSED: 'reversed', EXPIRED: 'expired', ADJUSTED: 'adjusted', TRANSFERRED: 'transferred' } as const; // prettier-ignore

registerEnumType(LiabilityByEnum, {
  name: 'LiabilityBy',
  description: 'By what outstanding points are told apart.',
  valuesConfig: {
    COHORT: { description: 'The month in which they were earned.' },
    FUNDER: { description: 'The brand that pays for them.' },
    EXPIRY_MONTH: { description: 'The month in which they die.' },
  },
});
registerEnumType(AccountKind, {
  name: 'AccountKind',
  description: 'The accounts between which points move.',
  valuesConfig: {
    MEMBERS: { description: 'All members together.' },
    ISSUED: { description: 'Where points that brands give come from.' },
    REDEEMED: { description: 'Where points go that are spent.' },
    REVERSED: { description: 'Where points go that are taken back.' },
    EXPIRED: { description: 'Where points go that die.' },
    ADJUSTED: { description: 'The other side of corrections by hand.' },
    TRANSFERRED: { description: 'What is on its way from one member to another: always zero.' },
  },
});

@ObjectType('TrialBalanceLine', { simpleResolvers: true, description: 'What one account was debited and credited.' })
export class TrialBalanceLineType {
  @Field(() => WalletType, { description: 'The wallet.' })
  wallet!: WalletType;

  @Field(() => AccountKind, { description: 'The account.' })
  kind!: (typeof AccountKind)[keyof typeof AccountKind];

  @Field(() => ID, { nullable: true, description: 'The brand it is booked for; null for the members together.' })
  brandId!: string | null;

  @Field(() => SafeInt, { description: 'Points that left it.' })
  debit!: number;

  @Field(() => SafeInt, { description: 'Points that came to it.' })
  credit!: number;

  @Field(() => SafeInt, { description: 'What came more than left.' })
  balance!: number;
}

@ObjectType('TrialBalance', { simpleResolvers: true, description: 'Every account of the ledger at an instant.' })
export class TrialBalanceType {
  @Field(() => DateTime, { description: 'By what had been recorded by then: books that were told once do not change.' })
  asOf!: number;

  @Field(() => [TrialBalanceLineType], { description: 'The accounts, by wallet.' })
  lines!: TrialBalanceLineType[];

  @Field(() => SafeInt, { description: 'All balances together: zero.' })
  total!: number;
}

@ObjectType('LiabilityLine', { simpleResolvers: true, description: 'Points that are outstanding.' })
export class LiabilityLineType {
  @Field(() => String, { description: '`YYYY-MM`, `never`, or the id of a brand.' })
  key!: string;

  @Field(() => WalletType, { description: 'The wallet.' })
  wallet!: WalletType;

  @Field(() => SafeInt, { description: 'How many points members still have of them.' })
  outstanding!: number;

  @Field(() => SafeInt, { description: 'Of them those that waited for the return window to end.' })
  pending!: number;

  @Field(() => SafeInt, {
    nullable: true,
    description: 'Of them those that holds reserve; null for the past: what was held then, `Member.balancesAt` tells.',
  })
  held!: number | null;

  @Field(() => MoneyType, {
    nullable: true,
    description: 'What they are worth at a checkout; null where they are not money.',
  })
  worth!: MoneyType | null;
}

@ObjectType('BreakageAge', { simpleResolvers: true, description: 'What had become of points at an age.' })
export class BreakageAgeType {
  @Field(() => Int, { description: 'How many months after that in which they were earned, up to its end or to today.' })
  months!: number;

  @Field(() => SafeInt, { description: 'Spent, net of what was given back.' })
  spent!: number;

  @Field(() => SafeInt, { description: 'Died.' })
  expired!: number;

  @Field(() => SafeInt, { description: 'Taken back, corrected, or given to other members.' })
  otherwise!: number;

  @Field(() => SafeInt, { description: 'Left.' })
  outstanding!: number;

  @Field(() => Float, { description: 'Breakage so far: died ÷ issued, 0 to 1.' })
  expiredShare!: number;
}

@ObjectType('BreakageCohort', {
  simpleResolvers: true,
  description: 'The points of one month and how they were used up.',
})
export class BreakageCohortType {
  @Field(() => String, { description: '`YYYY-MM` in which they were earned.' })
  cohort!: string;

  @Field(() => SafeInt, { description: 'How many were given.' })
  issued!: number;

  @Field(() => [BreakageAgeType], { description: 'The curve, month by month; none beyond today.' })
  ages!: BreakageAgeType[];
}

@Access({ brand: 'points:read', member: true })
@ObjectType('MemberStatementEntry', { simpleResolvers: true, description: 'One line of the statement of a member.' })
export class StatementEntryType {
  @Field(() => ID, { description: 'The ledger entry.' })
  id!: string;

  @Field(() => LedgerKind, { description: 'What moved them.' })
  kind!: (typeof LedgerKind)[keyof typeof LedgerKind];

  @Field(() => String, { description: 'Why: the code of a rule, or what the brand said.' })
  reason!: string;

  @Field(() => String, { nullable: true, description: "The brand's order that these points paid for." })
  orderId!: string | null;

  @Field(() => DateTime, { description: 'When it counts from.' })
  occurredAt!: number;

  @Field(() => DateTime, { description: 'When it was written.' })
  recordedAt!: number;

  @Field(() => SafeInt, { description: 'Negative when points left.' })
  amount!: number;

  @Field(() => SafeInt, { description: 'The balance after it.' })
  balance!: number;
}

@ObjectType('MemberStatement', {
  simpleResolvers: true,
  description: 'What a member had, what moved, and what it had then, in one wallet over some days.',
})
export class MemberStatementType {
  @Field(() => WalletType, { description: 'The wallet.' })
  wallet!: WalletType;

  @Field(() => SafeInt, { description: 'The balance at the start of the first day.' })
  opening!: number;

  @Field(() => SafeInt, { description: 'The balance after the last entry.' })
  closing!: number;

  @Field(() => [StatementEntryType], {
    description: 'What moved, in the order in which it was written; at most 10,000.',
  })
  entries!: StatementEntryType[];

  @Field(() => Boolean, { description: 'Whether there were more: ask for fewer days.' })
  isCut!: boolean;
}
