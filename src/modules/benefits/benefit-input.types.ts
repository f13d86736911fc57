import { Field, Float, ID, InputType, Int } from 'type-graphql';
import { LocalisedTextInput } from '../../kernel/graphql/locale.type.js';
import { DateTime, SafeInt } from '../../kernel/graphql/scalars.js';
import { BenefitFallbackKind, BenefitStockKind, BenefitValidityKind } from './benefit-terms.types.js';
import { LimitPeriodName } from './benefits.types.js';

type Of<Enum> = Enum[keyof Enum];

@InputType('BenefitScopeInput', { description: 'Goods, by what they are.' })
export class BenefitScopeInput {
  @Field(() => [String], { nullable: true, description: 'Categories, up to 100.' })
  categories?: string[] | null;

  @Field(() => [String], { nullable: true, description: 'SKUs, up to 500.' })
  skus?: string[] | null;
}

@InputType('BenefitHoursInput', { description: 'Hours of some days of the week.' })
export class BenefitHoursInput {
  @Field(() => [Int], { description: 'Days of the week; 1 is Monday.' })
  weekdays!: number[];

  @Field(() => String, { description: 'From: `09:00`, in the zone of the program.' })
  from!: string;

  @Field(() => String, { description: 'To, exclusive: `21:30`; `24:00` is the end of the day.' })
  to!: string;
}

@InputType('BenefitPriceInput', { description: 'What something costs a member.' })
export class BenefitPriceInput {
  @Field(() => String, { description: 'Which thing.' })
  sku!: string;

  @Field(() => SafeInt, { description: 'Its price in minor units.' })
  priceMinor!: number;
}

@InputType('BenefitEarlyInput', { description: 'What may be bought before others may.' })
export class BenefitEarlyInput {
  @Field(() => [String], { description: 'SKUs, 1 to 500.' })
  skus!: string[];

  @Field(() => Int, { description: 'So many hours before everybody else.' })
  hours!: number;
}

@InputType('BenefitFaceInput', { description: 'What stands on a benefit.' })
export class BenefitFaceInput {
  @Field(() => SafeInt, { nullable: true, description: 'What it takes off, or is worth, in minor units: for THRESHOLD and CASH.' })
  amountMinor?: number | null;

  @Field(() => Float, { nullable: true, description: 'What it takes off, in percent: for PERCENT. 12 % off (八八折) is 12.' })
  percent?: number | null;

  @Field(() => SafeInt, { nullable: true, description: 'What the basket must reach, in minor units.' })
  thresholdMinor?: number | null;

  @Field(() => SafeInt, { nullable: true, description: 'It takes off no more than this, in minor units; WAIVER has one.' })
  capMinor?: number | null;

  @Field(() => Float, { nullable: true, description: 'Points that rules give for a purchase are multiplied by this, 1.01 to 100: for MULTIPLIER. Each purchase it multiplies is one of `usesMax`.' })
  multiplier?: number | null;

  @Field(() => [BenefitPriceInput], { nullable: true, description: 'Prices of a member: for MEMBER_PRICE.' })
  prices?: BenefitPriceInput[] | null;

  @Field(() => BenefitScopeInput, { nullable: true, description: 'The goods it is for; all of them when absent.' })
  include?: BenefitScopeInput | null;

  @Field(() => BenefitScopeInput, { nullable: true, description: 'Goods it is not for.' })
  exclude?: BenefitScopeInput | null;

  @Field(() => [BenefitHoursInput], { nullable: true, description: 'When it may be used, up to 20; always when absent.' })
  hours?: BenefitHoursInput[] | null;

  @Field(() => Boolean, { nullable: true, description: 'It may be used from the day after it was issued.' })
  startsNextDay?: boolean | null;

  @Field(() => BenefitEarlyInput, { nullable: true, description: 'What may be bought before others may: for PRIORITY.' })
  early?: BenefitEarlyInput | null;
} // prettier-ignore

@InputType('BenefitValidityInput', { description: 'How long one that was issued may be used.' })
export class BenefitValidityInput {
  @Field(() => BenefitValidityKind, { description: 'How it is told.' })
  kind!: Of<typeof BenefitValidityKind>;

  @Field(() => Int, { nullable: true, description: 'With DAYS: 1 to 3,650.' })
  days?: number | null;

  @Field(() => DateTime, { nullable: true, description: 'With FIXED: not before this.' })
  from?: number | null;

  @Field(() => DateTime, { nullable: true, description: 'With FIXED: until then.' })
  until?: number | null;
}

@InputType('BenefitStockInput', { description: 'What there is of a benefit.' })
export class BenefitStockInput {
  @Field(() => BenefitStockKind, { description: 'How it is told.' })
  kind!: Of<typeof BenefitStockKind>;

  @Field(() => Int, { nullable: true, description: 'With COUNTED: so many in all, those that were handed out included; up to 1,000,000.' })
  units?: number | null;

  @Field(() => Boolean, { nullable: true, description: 'With POOL: they are handed out on paper, and whoever enters one first has it.' })
  isPrinted?: boolean | null;
} // prettier-ignore

@InputType('BenefitLimitInput', { description: 'How many a member may get.' })
export class BenefitLimitInput {
  @Field(() => Int, { description: 'So many.' })
  max!: number;

  @Field(() => LimitPeriodName, { description: 'In this time.' })
  per!: Of<typeof LimitPeriodName>;
}

@InputType('PointsPriceInput', { description: 'What something costs in points.' })
export class PointsPriceInput {
  @Field(() => String, { description: 'The wallet, by its code.' })
  wallet!: string;

  @Field(() => SafeInt, { description: 'Points.' })
  points!: number;
}

@InputType('BenefitFunderInput', { description: 'Who pays for a benefit, and how much of it.' })
export class BenefitFunderInput {
  @Field(() => String, { description: 'The brand, by its code.' })
  brand!: string;

  @Field(() => Int, { description: 'Its share in percent; all shares come to 100.' })
  percent!: number;
}

@InputType('BenefitStackingInput', { description: 'What it may be used together with.' })
export class BenefitStackingInput {
  @Field(() => String, { nullable: true, description: 'Of one group only one is used in a basket.' })
  group?: string | null;

  @Field(() => Boolean, { nullable: true, description: 'It is used with no other.' })
  isAlone?: boolean | null;
}

@InputType('BenefitFallbackInput', { description: 'What happens when there is none left.' })
export class BenefitFallbackInput {
  @Field(() => BenefitFallbackKind, { description: 'What.' })
  kind!: Of<typeof BenefitFallbackKind>;

  @Field(() => String, { nullable: true, description: 'With SUBSTITUTE and COMPENSATION: the code of what is given.' })
  benefit?: string | null;

  @Field(() => Int, { nullable: true, description: 'With WAIT: 1 to 365 days at most.' })
  days?: number | null;

  @Field(() => String, { nullable: true, description: 'With PRE_SALE: the day, `2026-09-30`.' })
  on?: string | null;
}

@InputType('BenefitDeliveryInput', { description: 'A thing that is sent to whoever has the benefit.' })
export class BenefitDeliveryInput {
  @Field(() => Int, { nullable: true, description: 'So many days after the address is known it is shipped: 1 to 365, 7 when absent.' })
  shipWithinDays?: number | null;

  @Field(() => Int, { nullable: true, description: 'So many days after it arrived, came back or was cancelled the address is erased: 1 to 365, 30 when absent.' })
  eraseAddressAfterDays?: number | null;
} // prettier-ignore

@InputType('BenefitSlotsInput', { description: 'Times of a service that are booked, all of it.' })
export class BenefitSlotsInput {
  @Field(() => [String], { nullable: true, description: 'Where it is had, by codes of stores of its brand.' })
  stores?: string[] | null;

  @Field(() => Boolean, { nullable: true, description: 'It is had online.' })
  isOnline?: boolean | null;

  @Field(() => [BenefitHoursInput], { description: 'When, 1 to 20 of them; each ends on the day it begins.' })
  hours!: BenefitHoursInput[];

  @Field(() => Int, { description: 'How long a time is, in minutes: 5 to 480. They follow one another.' })
  minutes!: number;

  @Field(() => Int, { nullable: true, description: 'How many members a time has room for: 1 to 500, 1 when absent.' })
  capacity?: number | null;

  @Field(() => Int, { nullable: true, description: 'So many minutes ahead at least: 60 when absent.' })
  aheadMinMinutes?: number | null;

  @Field(() => Int, { nullable: true, description: 'So many days ahead at most: 30 when absent.' })
  aheadMaxDays?: number | null;

  @Field(() => Int, { nullable: true, description: 'A member cancels until so many minutes before: 120 when absent.' })
  cancelMinutes?: number | null;
} // prettier-ignore

/** What creating and updating have in common. */
@InputType('BenefitTermsInput', { description: 'The terms of a benefit.' })
export class BenefitTermsInput {
  @Field(() => LocalisedTextInput, { nullable: true, description: 'What it is: up to 1,000 characters each.' })
  description?: LocalisedTextInput | null;

  @Field(() => LocalisedTextInput, { nullable: true, description: 'Why it is worth having, in a sentence: up to 300 characters each.' })
  value?: LocalisedTextInput | null;

  @Field(() => BenefitFaceInput, { nullable: true, description: 'What stands on it, all of it.' })
  face?: BenefitFaceInput | null;

  @Field(() => SafeInt, { nullable: true, description: 'What it is worth to a member, in minor units.' })
  valueMinor?: number | null;

  @Field(() => SafeInt, { nullable: true, description: 'What one costs whoever pays for it, in minor units.' })
  costMinor?: number | null;

  @Field(() => [BenefitFunderInput], { nullable: true, description: 'Who pays for it; whoever issues it when absent.' })
  funders?: BenefitFunderInput[] | null;

  @Field(() => [String], { nullable: true, description: 'Where it is good, by codes of brands; at the brand’s own when absent.' })
  brands?: string[] | null;

  @Field(() => [String], { nullable: true, description: 'And there in these stores only, by their codes; in all of them when absent.' })
  stores?: string[] | null;

  @Field(() => [String], { nullable: true, description: 'Shown with these tiers, by their codes. Who may have it is for `eligibility`.' })
  tiers?: string[] | null;

  @Field(() => BenefitValidityInput, { nullable: true, description: 'How long one that was issued may be used; for ever when absent.' })
  validity?: BenefitValidityInput | null;

  @Field(() => BenefitStockInput, { nullable: true, description: 'What there is of it; as many as are wanted when absent. Of which kind does not change once it is published.' })
  stock?: BenefitStockInput | null;

  @Field(() => [BenefitLimitInput], { nullable: true, description: 'How many a member may get, up to 6 limits.' })
  limits?: BenefitLimitInput[] | null;

  @Field(() => String, { nullable: true, description: 'Who may have it, in the rule language; everybody when absent. Of the host’s benefits only.' })
  eligibility?: string | null;

  @Field(() => PointsPriceInput, { nullable: true, description: 'What it costs in points.' })
  price?: PointsPriceInput | null;

  @Field(() => SafeInt, { nullable: true, description: 'What it costs in money, in minor units.' })
  priceMinor?: number | null;

  @Field(() => Int, { nullable: true, description: 'Of one that costs money: for how many minutes it is kept for whoever pays, 1 to 1,440; 15 when absent.' })
  holdMinutes?: number | null;

  @Field(() => Int, { nullable: true, description: 'How often one may be used: once when absent.' })
  usesMax?: number | null;

  @Field(() => Boolean, { nullable: true, description: 'Its money may be used bit by bit: for CASH.' })
  isPartial?: boolean | null;

  @Field(() => BenefitStackingInput, { nullable: true, description: 'What it may be used together with.' })
  stacking?: BenefitStackingInput | null;

  @Field(() => Boolean, { nullable: true, description: 'A right of whoever is eligible, used without being granted. Does not change once it is published.' })
  isStanding?: boolean | null;

  @Field(() => Boolean, { nullable: true, description: 'Members may take it by themselves.' })
  isClaimable?: boolean | null;

  @Field(() => [BenefitFallbackInput], { nullable: true, description: 'What happens when there is none left: the first that works, up to 4.' })
  otherwise?: BenefitFallbackInput[] | null;

  @Field(() => BenefitDeliveryInput, { nullable: true, description: 'It is a thing that is sent to the member. Whether it is does not change once it is published.' })
  delivery?: BenefitDeliveryInput | null;

  @Field(() => BenefitSlotsInput, { nullable: true, description: 'Times that are booked: of a SERVICE.' })
  slots?: BenefitSlotsInput | null;

  @Field(() => Boolean, { nullable: true, description: 'It is shown as new.' })
  isHighlighted?: boolean | null;

  @Field(() => [ID], { nullable: true, description: 'Its pictures, as ids of files for BENEFIT; up to 10.' })
  images?: string[] | null;
} // prettier-ignore
