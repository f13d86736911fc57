import { Field, Float, Int, ObjectType } from 'type-graphql';
import { MoneyType } from '../../../kernel/graphql/money.type.js';
import { CalendarDate, DateTime, SafeInt } from '../../../kernel/graphql/scalars.js';
import type { BenefitStatus } from '../../benefits/index.js';
import { BenefitStatusName, BenefitType } from '../../benefits/benefits.types.js';

@ObjectType('BenefitReview', {
  simpleResolvers: true,
  description: 'What the use of a benefit in a quarter made of it, as it was counted when the quarter was over.',
})
export class BenefitReviewType {
  @Field(() => DateTime, { description: 'When it was looked at.' })
  at!: number;

  @Field(() => Int, { description: 'Members who could have used it on at least one day of the quarter.' })
  entitled!: number;

  @Field(() => Int, { description: 'Of these, members who used it.' })
  used!: number;

  @Field(() => BenefitStatusName, {
    nullable: true,
    description: 'What it became: watched below 20 %, live again from there on. Null where it stayed what it was.',
  })
  became!: BenefitStatus | null;
}

@ObjectType('BenefitUse', {
  simpleResolvers: true,
  description:
    'How a benefit was used in a quarter, from who may have it to what it cost. Members are active ones, each counted once; a stage need not lie within the one before it.',
})
export class BenefitUseType {
  @Field(() => BenefitType, { simple: false, nullable: true, description: 'Which.' })
  benefit!: BenefitType | null;

  @Field(() => String, { description: 'The quarter of the calendar year: `2026-Q3`.' })
  quarter!: string;

  @Field(() => CalendarDate, { description: 'Its first day.' })
  from!: string;

  @Field(() => CalendarDate, { description: 'The day before which it ends.' })
  to!: string;

  @Field(() => Boolean, { description: 'Whether the quarter is over.' })
  isOver!: boolean;

  @Field(() => SafeInt, {
    nullable: true,
    description:
      'Members who had joined by its end and may have the benefit by its rule, as they are now; null where the rule cannot be asked of all members at once.',
  })
  eligible!: number | null;

  @Field(() => SafeInt, { description: 'Members who looked at it in the quarter.' })
  seen!: number;

  @Field(() => SafeInt, {
    description: 'Members who claimed one in the quarter, or used one: who uses it has taken it.',
  })
  claimed!: number;

  @Field(() => SafeInt, { description: 'Members who could have used one on at least one day of the quarter.' })
  entitled!: number;

  @Field(() => SafeInt, { description: 'Members who used one in the quarter, uses that were reversed aside.' })
  used!: number;

  @Field(() => Float, {
    nullable: true,
    description: '`used` ÷ `entitled`, a part of one; below 0.2 it is watched. Null where nobody could have used it.',
  })
  useRate!: number | null;

  @Field(() => SafeInt, { description: 'Uses in the quarter, whoever made them, those that were reversed among them.' })
  uses!: number;

  @Field(() => SafeInt, { description: 'Of these, uses that were reversed.' })
  reversed!: number;

  @Field(() => MoneyType, { description: 'What they cost: the cost the benefit has now × the uses that stood.' })
  cost!: MoneyType;

  @Field(() => MoneyType, {
    nullable: true,
    description: '`cost` ÷ `uses`, rounded half up to minor units; null where nothing was used.',
  })
  costPerUse!: MoneyType | null;

  @Field(() => BenefitReviewType, {
    nullable: true,
    description: 'What that made of it; null before the quarter is over, and where it was not looked at.',
  })
  review!: BenefitReviewType | null;
}

@ObjectType('Analytics', { description: 'Figures that are more than one number.' })
export class AnalyticsType {
  /** Its fields are worked out, each when it is asked for. */
  readonly isAnalytics!: true;
}
