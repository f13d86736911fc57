import { Field, InputType, Int, ObjectType } from 'type-graphql';
import { LocalisedTextInput } from '../../kernel/graphql/locale.type.js';
import { Payload } from '../../kernel/graphql/payload.js';
import { SafeInt } from '../../kernel/graphql/scalars.js';
import { ExpiryKind, NegativePolicyKind, WalletType } from './wallet.types.js';

@InputType('ExpiryInput', { description: 'When points of a wallet die.' })
export class ExpiryInput {
  @Field(() => ExpiryKind, { description: 'By which rule.' })
  kind!: (typeof ExpiryKind)[keyof typeof ExpiryKind];

  @Field(() => Int, { nullable: true, description: 'After how many months, for ROLLING and INACTIVITY.' })
  months?: number | null;

  @Field(() => String, {
    nullable: true,
    description: 'On which day, for FIXED: `MM-DD` of every year, or `YYYY-MM-DD`.',
  })
  on?: string | null;
}

@InputType('PointCapsInput', { description: 'How many points rules give at most, net of refunds.' })
export class PointCapsInput {
  @Field(() => SafeInt, { nullable: true, description: 'For one order; absent for no limit.' })
  order?: number | null;

  @Field(() => SafeInt, { nullable: true, description: 'On one day; absent for no limit.' })
  day?: number | null;

  @Field(() => SafeInt, { nullable: true, description: 'In one month of the calendar; absent for no limit.' })
  month?: number | null;
}

@InputType('CashRateInput', { description: 'What points are worth at a checkout.' })
export class CashRateInput {
  @Field(() => SafeInt, { description: 'So many points …' })
  points!: number;

  @Field(() => SafeInt, { description: '… are worth so many minor units of the currency of the program.' })
  minor!: number;

  @Field(() => Int, { defaultValue: 100, description: 'How much of an order points pay for at most, in percent.' })
  maxPercent!: number;
}

@InputType('WalletInput', { description: 'A wallet with its rules; what is absent is as for a new wallet.' })
export class WalletInput {
  @Field(() => String, { description: 'Its short name, 2 to 26 small letters, digits and hyphens. Never changes.' })
  code!: string;

  @Field(() => LocalisedTextInput, { description: 'What one of its points is called.' })
  unitName!: LocalisedTextInput;

  @Field(() => Boolean, { defaultValue: true, description: 'Whether its points can be spent.' })
  isSpendable!: boolean;

  @Field(() => Int, { defaultValue: 0, description: 'Days until points can be spent: the return window.' })
  pendingDays!: number;

  @Field(() => ExpiryInput, { nullable: true, description: 'When its points die; never when absent.' })
  expiry?: ExpiryInput | null;

  @Field(() => PointCapsInput, { nullable: true, description: 'How many points rules give at most.' })
  caps?: PointCapsInput | null;

  @Field(() => NegativePolicyKind, {
    nullable: true,
    description: 'What becomes of points that a refund takes back and that were spent; they are let go when absent.',
  })
  negativePolicy?: (typeof NegativePolicyKind)[keyof typeof NegativePolicyKind] | null;

  @Field(() => SafeInt, {
    nullable: true,
    description: 'For FLOOR: how far below zero it may go, as a number below zero.',
  })
  floor?: number | null;

  @Field(() => SafeInt, {
    nullable: true,
    description: 'How many points a member may give away in a day; absent for none.',
  })
  transferPerDay?: number | null;

  @Field(() => CashRateInput, {
    nullable: true,
    description: 'What points are worth at a checkout; absent for nothing.',
  })
  cash?: CashRateInput | null;

  @Field(() => [Int], {
    nullable: true,
    description: 'How many days before points die members are told; 30, 7 and 1 when absent.',
  })
  noticeDays?: number[] | null;
}

@ObjectType('WalletSavePayload', { simpleResolvers: true, description: 'The wallet as it is now.' })
export class WalletSavePayload extends Payload {
  @Field(() => WalletType, { nullable: true, description: 'The wallet.' })
  wallet?: WalletType | null;
}
