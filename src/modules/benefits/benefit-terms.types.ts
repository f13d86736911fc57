import { Field, Float, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import { MoneyType } from '../../kernel/graphql/money.type.js';
import { DateTime, SafeInt } from '../../kernel/graphql/scalars.js';
import type { Terms } from './terms.js';

type Of<Enum> = Enum[keyof Enum];

export const BenefitValidityKind = { EVER: 'ever', DAYS: 'days', FIXED: 'fixed' } as const satisfies Record<string, Terms['validity']['kind']>; // prettier-ignore
export const BenefitStockKind = { UNLIMITED: 'unlimited', COUNTED: 'counted', POOL: 'pool' } as const satisfies Record<string, Terms['stock']['kind']>; // prettier-ignore
export const BenefitFallbackKind = { SUBSTITUTE: 'substitute', WAIT: 'wait', PRE_SALE: 'pre-sale', COMPENSATION: 'compensation' } as const satisfies Record<string, Terms['otherwise'][number]['kind']>; // prettier-ignore

registerEnumType(BenefitValidityKind, {
  name: 'BenefitValidityKind',
  description: 'How long one that was issued may be used.',
  valuesConfig: {
    EVER: { description: 'It does not die.' },
    DAYS: { description: 'So many days, the one on which it may first be used included.' },
    FIXED: { description: 'Until an instant, the same for everybody.' },
  },
});
registerEnumType(BenefitStockKind, {
  name: 'BenefitStockKind',
  description: 'What there is of a benefit.',
  valuesConfig: {
    UNLIMITED: { description: 'As many as are wanted.' },
    COUNTED: { description: 'So many and no more.' },
    POOL: { description: 'As many as codes were imported.' },
  },
});
registerEnumType(BenefitFallbackKind, {
  name: 'BenefitFallbackKind',
  description: 'What happens when there is none left.',
  valuesConfig: {
    SUBSTITUTE: { description: 'Something else of the same worth is given.' },
    WAIT: { description: 'It is owed, for so many days at most.' },
    PRE_SALE: { description: 'It is owed until a day.' },
    COMPENSATION: { description: 'Something is given that makes up for it.' },
  },
});

@ObjectType('BenefitScope', { simpleResolvers: true, description: 'Goods, by what they are.' })
export class BenefitScopeType {
  @Field(() => [String], { description: 'Categories.' })
  categories!: readonly string[];

  @Field(() => [String], { description: 'SKUs.' })
  skus!: readonly string[];
}

@ObjectType('BenefitHours', { simpleResolvers: true, description: 'Hours of some days of the week.' })
export class BenefitHoursType {
  @Field(() => [Int], { description: 'Days of the week; 1 is Monday.' })
  weekdays!: readonly number[];

  @Field(() => String, { description: 'From: `09:00`, in the zone of the program.' })
  from!: string;

  @Field(() => String, { description: 'To, exclusive: `21:30`; `24:00` is the end of the day.' })
  to!: string;
}

@ObjectType('BenefitPrice', { simpleResolvers: true, description: 'What something costs a member.' })
export class BenefitPriceType {
  @Field(() => String, { description: 'Which thing.' })
  sku!: string;

  @Field(() => MoneyType, { description: 'What it costs.' })
  price!: MoneyType;
}

@ObjectType('BenefitEarly', { simpleResolvers: true, description: 'What may be bought before others may.' })
export class BenefitEarlyType {
  @Field(() => [String], { description: 'Which things.' })
  skus!: readonly string[];

  @Field(() => Int, { description: 'So many hours before everybody else.' })
  hours!: number;
}

@ObjectType('BenefitFace', {
  simpleResolvers: true,
  description: 'What stands on a benefit: what it takes off, from which amount on, of what, and when.',
})
export class BenefitFaceType {
  @Field(() => MoneyType, { nullable: true, description: 'What it takes off, or is worth.' })
  amount!: MoneyType | null;

  @Field(() => Float, { nullable: true, description: 'What it takes off, in percent.' })
  percent!: number | null;

  @Field(() => MoneyType, { nullable: true, description: 'What the basket must reach, of the goods it is for; null for nothing.' })
  threshold!: MoneyType | null;

  @Field(() => MoneyType, { nullable: true, description: 'It takes off no more than this.' })
  cap!: MoneyType | null;

  @Field(() => Float, { nullable: true, description: 'Points that rules give for a purchase are multiplied by this, beside the tier’s multiplier; of several benefits the highest counts.' })
  multiplier!: number | null;

  @Field(() => [BenefitPriceType], { description: 'Prices of a member.' })
  prices!: readonly BenefitPriceType[];

  @Field(() => BenefitScopeType, { description: 'The goods it is for; all of them where nothing is named.' })
  include!: BenefitScopeType;

  @Field(() => BenefitScopeType, { description: 'Goods it is not for.' })
  exclude!: BenefitScopeType;

  @Field(() => [BenefitHoursType], { description: 'When it may be used; always when empty.' })
  hours!: readonly BenefitHoursType[];

  @Field(() => Boolean, { description: 'It may be used from the day after it was issued.' })
  startsNextDay!: boolean;

  @Field(() => BenefitEarlyType, { nullable: true, description: 'What may be bought before others may.' })
  early!: BenefitEarlyType | null;
} // prettier-ignore

@ObjectType('BenefitValidity', { simpleResolvers: true, description: 'How long one that was issued may be used.' })
export class BenefitValidityType {
  @Field(() => BenefitValidityKind, { description: 'How it is told.' })
  kind!: Of<typeof BenefitValidityKind>;

  @Field(() => Int, { nullable: true, description: 'With DAYS: so many.' })
  days!: number | null;

  @Field(() => DateTime, { nullable: true, description: 'With FIXED: not before this.' })
  from!: number | null;

  @Field(() => DateTime, { nullable: true, description: 'With FIXED: until then.' })
  until!: number | null;
}

@ObjectType('BenefitStock', { simpleResolvers: true, description: 'What there is of a benefit.' })
export class BenefitStockType {
  @Field(() => BenefitStockKind, { description: 'How it is told.' })
  kind!: Of<typeof BenefitStockKind>;

  @Field(() => SafeInt, { nullable: true, description: 'With COUNTED: so many in all, those that were handed out included.' })
  units!: number | null;

  @Field(() => Boolean, { description: 'With POOL: they are handed out on paper, and whoever enters one first has it.' })
  isPrinted!: boolean;
} // prettier-ignore

@ObjectType('BenefitDelivery', { simpleResolvers: true, description: 'How a thing is sent to whoever has the benefit.' })
export class BenefitDeliveryType {
  @Field(() => Int, { description: 'So many days after its address is known it is shipped.' })
  shipWithinDays!: number;

  @Field(() => Int, { description: 'So many days after it arrived, came back or was cancelled its address is erased.' })
  eraseAddressAfterDays!: number;
} // prettier-ignore

@ObjectType('BenefitSlots', { simpleResolvers: true, description: 'Times of a service that are booked.' })
export class BenefitSlotsType {
  @Field(() => [String], { description: 'Where it is had, by codes of stores of its brand.' })
  stores!: readonly string[];

  @Field(() => Boolean, { description: 'It is had online.' })
  isOnline!: boolean;

  @Field(() => [BenefitHoursType], { description: 'When.' })
  hours!: readonly BenefitHoursType[];

  @Field(() => Int, { description: 'How long a time is, in minutes.' })
  minutes!: number;

  @Field(() => Int, { description: 'How many members a time has room for.' })
  capacity!: number;

  @Field(() => Int, { description: 'It is booked so many minutes ahead at least.' })
  aheadMinMinutes!: number;

  @Field(() => Int, { description: 'It is booked so many days ahead at most.' })
  aheadMaxDays!: number;

  @Field(() => Int, { description: 'A member cancels until so many minutes before.' })
  cancelMinutes!: number;
}

@ObjectType('BenefitStacking', { simpleResolvers: true, description: 'What it may be used together with.' })
export class BenefitStackingType {
  @Field(() => String, { nullable: true, description: 'Of one group only one is used in a basket.' })
  group!: string | null;

  @Field(() => Boolean, { description: 'It is used with no other.' })
  isAlone!: boolean;
}

@ObjectType('BenefitFunder', { simpleResolvers: true, description: 'Who pays for a benefit, and how much of it.' })
export class BenefitFunderType {
  @Field(() => ID, { description: 'The brand.' })
  brandId!: string;

  @Field(() => Int, { description: 'Its share in percent.' })
  percent!: number;
}

@ObjectType('BenefitFallback', { simpleResolvers: true, description: 'What happens when there is none left.' })
export class BenefitFallbackType {
  @Field(() => BenefitFallbackKind, { description: 'What.' })
  kind!: Of<typeof BenefitFallbackKind>;

  @Field(() => ID, { nullable: true, description: 'With SUBSTITUTE and COMPENSATION: what is given.' })
  benefitId!: string | null;

  @Field(() => Int, { nullable: true, description: 'With WAIT: days at most.' })
  days!: number | null;

  @Field(() => String, { nullable: true, description: 'With PRE_SALE: the day, `2026-09-30`.' })
  on!: string | null;
}
