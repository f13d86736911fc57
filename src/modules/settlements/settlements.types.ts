import { ArgsType, Field, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import { Access } from '../../kernel/graphql/access.js';
import { connectionOf, PageArgs } from '../../kernel/graphql/connection.js';
import { Node } from '../../kernel/graphql/node.js';
import { Payload } from '../../kernel/graphql/payload.js';
import { CalendarDate, DateTime, SafeInt } from '../../kernel/graphql/scalars.js';

export const StatementState = { OPEN: 'open', ISSUED: 'issued', ACCEPTED: 'accepted', DISPUTED: 'disputed', SETTLED: 'settled' } as const; // prettier-ignore
export const StatementLineKind = { POINTS: 'points', PACK: 'pack' } as const;
export const Issuing = { ON_SPEND: 'on_spend', PREPAID: 'prepaid' } as const;

type ValueOf<Enum> = Enum[keyof Enum];

registerEnumType(StatementState, {
  name: 'StatementState',
  description: 'How far a statement has come.',
  valuesConfig: {
    OPEN: { description: 'The month is not closed: it is counted anew whenever it is asked for.' },
    ISSUED: { description: 'The month is closed and the statement stays as it is; the brand has not answered.' },
    ACCEPTED: { description: 'The brand agrees.' },
    DISPUTED: { description: 'The brand does not agree.' },
    SETTLED: { description: 'It is paid, or ended otherwise.' },
  },
});
registerEnumType(StatementLineKind, {
  name: 'StatementLineKind',
  description: 'What is paid for.',
  valuesConfig: {
    POINTS: { description: 'Points of one brand that were spent with another.' },
    PACK: { description: 'Points bought ahead.' },
  },
});
registerEnumType(Issuing, {
  name: 'Issuing',
  description: 'How a brand comes to the points it gives.',
  valuesConfig: {
    ON_SPEND: { description: 'It gives them freely and pays when they are spent.' },
    PREPAID: { description: 'It buys them ahead and gives no more than it has bought.' },
  },
});

@ObjectType('StatementTotals', { simpleResolvers: true, description: 'What a statement comes to, in minor units.' })
export class StatementTotalsType {
  @Field(() => SafeInt, { description: 'What the brand is to get, without tax.' })
  receivableMinor!: number;

  @Field(() => SafeInt, { description: 'The tax on that.' })
  receivableTaxMinor!: number;

  @Field(() => SafeInt, { description: 'What the brand is to pay, without tax.' })
  payableMinor!: number;

  @Field(() => SafeInt, { description: 'The tax on that.' })
  payableTaxMinor!: number;

  @Field(() => SafeInt, {
    description:
      'What remains, with tax: above zero the brand gets it, below zero it pays. Over all brands of a month it is zero.',
  })
  balanceMinor!: number;

  @Field(() => String, { description: 'ISO 4217: `CNY`.' })
  currency!: string;
}

@ObjectType('StatementLine', { simpleResolvers: true, description: 'What one brand pays another for.' })
export class StatementLineType {
  @Field(() => Int, { description: 'Its number in the statement, from 1: what `statementDispute` takes.' })
  number!: number;

  @Field(() => StatementLineKind, { description: 'What is paid for.' })
  kind!: ValueOf<typeof StatementLineKind>;

  @Field(() => Boolean, { description: 'Whether the brand of the statement is paid; otherwise it pays.' })
  isReceivable!: boolean;

  @Field(() => ID, { description: 'The brand that pays.' })
  payerId!: string;

  @Field(() => ID, { description: 'The brand that is paid.' })
  payeeId!: string;

  @Field(() => ID, { description: 'The brand whose points they are.' })
  issuerId!: string;

  @Field(() => String, { description: 'The code of the wallet.' })
  wallet!: string;

  @Field(() => String, { description: 'What points of the wallet are called.' })
  walletName!: string;

  @Field(() => SafeInt, { description: 'Points, net of what was given back; below zero where more was given back.' })
  points!: number;

  @Field(() => Int, { description: 'What of their price this line bears: the host may bear the rest in another line.' })
  sharePercent!: number;

  @Field(() => SafeInt, { nullable: true, description: 'Minor units for 1,000 points; null for a pack.' })
  rate!: number | null;

  @Field(() => ID, { nullable: true, description: 'The partner by whose agreement it is counted; null where there was none, and nothing is paid.' })
  agreementOfId!: string | null;

  @Field(() => CalendarDate, { nullable: true, description: 'The day from which that version of the agreement is valid.' })
  agreementFrom!: string | null;

  @Field(() => SafeInt, { description: 'Minor units, without tax, rounded half up once.' })
  amountMinor!: number;

  @Field(() => SafeInt, { description: 'The tax on it.' })
  taxMinor!: number;
} // prettier-ignore

@Access({ brand: 'statements:read' })
@ObjectType('Statement', {
  implements: Node,
  simpleResolvers: true,
  description: 'What a brand gets and pays for a month. Every line stands on the statements of two brands.',
})
export class StatementType {
  @Field(() => ID, { description: '`stm_` and 26 characters, the same before and after it is issued.' })
  id!: string;

  @Field(() => ID, { description: 'Whose it is.' })
  brandId!: string;

  @Field(() => String, { description: 'The month in the zone of the program: `2026-05`.' })
  month!: string;

  @Field(() => StatementState, { description: 'How far it has come.' })
  state!: ValueOf<typeof StatementState>;

  @Field(() => Int, { description: 'Grows with every change; 0 while the month is open.' })
  version!: number;

  @Field(() => CalendarDate, { nullable: true, description: 'The day it is to be settled by; null while it is open and without an agreement.' })
  dueOn!: string | null;

  @Field(() => String, { nullable: true, description: 'What the brand says is wrong with it.' })
  reason!: string | null;

  @Field(() => Int, { nullable: true, description: 'The number of the line that is about.' })
  disputedLine!: number | null;

  @Field(() => String, { nullable: true, description: 'How it was settled.' })
  note!: string | null;

  @Field(() => DateTime, { nullable: true, description: 'When it was issued.' })
  issuedAt!: number | null;

  @Field(() => DateTime, { nullable: true, description: 'When the brand accepted or disputed it last.' })
  answeredAt!: number | null;

  @Field(() => DateTime, { nullable: true, description: 'When it was settled.' })
  settledAt!: number | null;
} // prettier-ignore

export const StatementConnection = connectionOf(StatementType, 'Statement', 'statements, the latest month first');

@ArgsType()
export class StatementsArgs extends PageArgs {
  @Field(() => ID, { nullable: true, description: 'Of this brand only.' })
  brandId?: string | null;

  @Field(() => String, { nullable: true, description: 'Of this month only: `2026-05`.' })
  month?: string | null;

  @Field(() => [StatementState], { nullable: true, description: 'Only those that have come this far.' })
  state?: ValueOf<typeof StatementState>[] | null;
}

@ObjectType('PartnerAgreement', {
  simpleResolvers: true,
  description: 'What the host and a partner have agreed on, from a day until the next version.',
})
export class PartnerAgreementType {
  @Field(() => ID, { description: 'The partner.' })
  brandId!: string;

  @Field(() => CalendarDate, { description: 'The first day it is valid.' })
  validFrom!: string;

  @Field(() => SafeInt, { description: 'Minor units the partner pays for 1,000 of its points: spent with the host, or bought ahead.' })
  earnRate!: number;

  @Field(() => SafeInt, { description: 'Minor units the partner is paid for 1,000 points of others that are spent with it.' })
  redeemRate!: number;

  @Field(() => Int, { description: 'The day of the next month on which a statement is to be settled: 1 to 28.' })
  settlementDay!: number;

  @Field(() => Int, { description: 'Tax on every line, in hundredths of a percent: 600 are 6 %.' })
  taxBasisPoints!: number;

  @Field(() => Int, { description: 'What the host bears of what points of the partner cost: 0 to 100.' })
  hostSharePercent!: number;

  @Field(() => Issuing, { description: 'How the partner comes to the points it gives.' })
  issuing!: ValueOf<typeof Issuing>;

  @Field(() => Int, { description: 'Grows with every change of it.' })
  version!: number;
} // prettier-ignore

@InputType('PartnerAgreementInput', { description: 'What is agreed. What is absent stays, or is as in a program file that does not say it.' })
export class PartnerAgreementInput {
  @Field(() => ID, { description: 'The partner.' })
  brandId!: string;

  @Field(() => CalendarDate, { description: 'The first day it is valid; not in a month that is closed.' })
  validFrom!: string;

  @Field(() => SafeInt, { nullable: true, description: 'Minor units the partner pays for 1,000 of its points. A new version needs it.' })
  earnRate?: number | null;

  @Field(() => SafeInt, { nullable: true, description: 'Minor units the partner is paid for 1,000 points spent with it. A new version needs it.' })
  redeemRate?: number | null;

  @Field(() => Int, { nullable: true, description: 'The day a statement is to be settled: 1 to 28; 15 when nothing is said.' })
  settlementDay?: number | null;

  @Field(() => Int, { nullable: true, description: 'Tax in hundredths of a percent, 0 to 10000; none when nothing is said.' })
  taxBasisPoints?: number | null;

  @Field(() => Int, { nullable: true, description: 'What the host bears: 0 to 100; when nothing is said 0, and 100 for points bought ahead.' })
  hostSharePercent?: number | null;

  @Field(() => Issuing, { nullable: true, description: 'How the partner comes to its points; it pays when they are spent when nothing is said.' })
  issuing?: ValueOf<typeof Issuing> | null;
} // prettier-ignore

@ObjectType('PartnerAgreementSavePayload', { simpleResolvers: true, description: 'What is agreed now.' })
export class PartnerAgreementSavePayload extends Payload {
  @Field(() => PartnerAgreementType, { nullable: true, description: 'The version that begins on that day.' })
  agreement?: PartnerAgreementType | null;
}

@ObjectType({ simpleResolvers: true })
export abstract class StatementPayload extends Payload {
  @Field(() => StatementType, { nullable: true, description: 'The statement.' })
  statement?: StatementType | null;
}

@ObjectType('StatementAcceptPayload', { simpleResolvers: true, description: 'A statement that was accepted.' })
export class StatementAcceptPayload extends StatementPayload {}

@ObjectType('StatementDisputePayload', { simpleResolvers: true, description: 'A statement that is disputed.' })
export class StatementDisputePayload extends StatementPayload {}

@ObjectType('StatementSettlePayload', { simpleResolvers: true, description: 'A statement that was settled.' })
export class StatementSettlePayload extends StatementPayload {}

@InputType('PointsPackInput', { description: 'Points to buy ahead.' })
export class PointsPackInput {
  @Field(() => ID, { nullable: true, description: 'For whom; your own brand when nothing is said. The host may buy for partners.' })
  brandId?: string | null;

  @Field(() => String, { description: 'The code of the wallet.' })
  wallet!: string;

  @Field(() => SafeInt, { description: 'How many: a whole number from 1.' })
  points!: number;

  @Field(() => SafeInt, { description: 'Their price in minor units, without tax. A partner names the agreed one: points × `earnRate` ÷ 1,000, rounded half up.' })
  priceMinor!: number;
} // prettier-ignore

@ObjectType('PackBalance', { simpleResolvers: true, description: 'What a brand may still give of what it bought.' })
export class PackBalanceType {
  @Field(() => String, { description: 'The code of the wallet.' })
  wallet!: string;

  @Field(() => SafeInt, { description: 'How many points are left.' })
  remaining!: number;
}

@ObjectType('PointsPackBuyPayload', { simpleResolvers: true, description: 'Points that were bought ahead.' })
export class PointsPackBuyPayload extends Payload {
  @Field(() => ID, { nullable: true, description: 'What the purchase is called; null for a dry run.' })
  packId?: string | null;

  @Field(() => [PackBalanceType], { description: 'What the brand may give now, by wallet.' })
  balances!: readonly PackBalanceType[];
}
