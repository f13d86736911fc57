import { Field, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import { Access } from '../../kernel/graphql/access.js';
import { Localised } from '../../kernel/graphql/localised.js';
import type { Texts } from '../../kernel/graphql/localised.js';
import { MoneyType } from '../../kernel/graphql/money.type.js';
import { Node } from '../../kernel/graphql/node.js';
import { SafeInt } from '../../kernel/graphql/scalars.js';
import type { Offered } from './compile.js';
import type { BenefitKind, BenefitLevel, BenefitStatus, Period } from './terms.js';

export const BenefitKindName = {
  THRESHOLD: 'threshold',
  PERCENT: 'percent',
  CASH: 'cash',
  EXCHANGE: 'exchange',
  FREE_SHIPPING: 'free-shipping',
  TRIAL: 'trial',
  GIFT: 'gift',
  WAIVER: 'waiver',
  SET_MEAL: 'set-meal',
  UPGRADE: 'upgrade',
  PRIORITY: 'priority',
  MEMBER_PRICE: 'member-price',
  EVENT_TICKET: 'event-ticket',
  SERVICE: 'service',
  MULTIPLIER: 'multiplier',
  CUSTOM: 'custom',
} as const satisfies Record<string, BenefitKind>;
export const BenefitLevelName = { BASIC: 'basic', ADVANCED: 'advanced', PREMIUM: 'premium', EMOTIONAL: 'emotional' } as const satisfies Record<string, BenefitLevel>; // prettier-ignore
export const BenefitStatusName = { DRAFT: 'draft', LIVE: 'live', WATCH: 'watch', RETIRING: 'retiring', RETIRED: 'retired' } as const satisfies Record<string, BenefitStatus>; // prettier-ignore
export const LimitPeriodName = { EVER: 'ever', DAY: 'day', WEEK: 'week', MONTH: 'month', QUARTER: 'quarter', YEAR: 'year' } as const satisfies Record<string, Period>; // prettier-ignore
export const BenefitAction = { CLAIM: 'CLAIM', EXCHANGE: 'EXCHANGE', BUY: 'BUY' } as const;

registerEnumType(BenefitKindName, {
  name: 'BenefitKind',
  description: 'What a benefit is.',
  valuesConfig: {
    THRESHOLD: { description: 'An amount off from a threshold on.' },
    PERCENT: { description: 'A share off.' },
    CASH: { description: 'Money to pay with.' },
    EXCHANGE: { description: 'A thing that is handed out for it.' },
    FREE_SHIPPING: { description: 'Shipping costs nothing.' },
    TRIAL: { description: 'Something to try.' },
    GIFT: { description: 'A present.' },
    WAIVER: { description: 'The order costs nothing, up to a cap.' },
    SET_MEAL: { description: 'A set meal.' },
    UPGRADE: { description: 'Something better for the same price.' },
    PRIORITY: { description: 'Things may be bought before others may.' },
    MEMBER_PRICE: { description: 'Things cost less.' },
    EVENT_TICKET: { description: 'Entry to an event.' },
    SERVICE: { description: 'A service; with `slots` its times are booked.' },
    MULTIPLIER: {
      description: 'Points of purchases are multiplied while the member can use it; every purchase is a use.',
    },
    CUSTOM: { description: 'Anything else.' },
  },
});
registerEnumType(BenefitLevelName, {
  name: 'BenefitLevel',
  description: 'How much a benefit is meant to matter.',
  valuesConfig: {
    BASIC: { description: 'For everybody.' },
    ADVANCED: { description: 'For who stays.' },
    PREMIUM: { description: 'For the best.' },
    EMOTIONAL: { description: 'Worth more than its money.' },
  },
});
registerEnumType(BenefitStatusName, {
  name: 'BenefitStatus',
  description: 'Where a benefit is in its life.',
  valuesConfig: {
    DRAFT: { description: 'Being written; nobody gets it.' },
    LIVE: { description: 'Can be had.' },
    WATCH: { description: 'Can be had, and too few use it.' },
    RETIRING: { description: 'Cannot be had any more; what was promised is honoured.' },
    RETIRED: { description: 'Over.' },
  },
});
registerEnumType(LimitPeriodName, {
  name: 'LimitPeriod',
  description: 'What a limit counts in, by the calendar of the program; weeks begin on Monday.',
  valuesConfig: {
    EVER: { description: 'All time.' },
    DAY: { description: 'A day.' },
    WEEK: { description: 'A week.' },
    MONTH: { description: 'A month.' },
    QUARTER: { description: 'A quarter of a year.' },
    YEAR: { description: 'A year.' },
  },
});
registerEnumType(BenefitAction, {
  name: 'BenefitAction',
  description: 'What a member may do about a benefit now.',
  valuesConfig: {
    CLAIM: { description: '`benefitClaim` may be called.' },
    EXCHANGE: { description: '`benefitExchange` may be called.' },
    BUY: { description: '`benefitBuy` may be called.' },
  },
});

@ObjectType('BenefitLimit', { simpleResolvers: true, description: 'How many a member may get.' })
export class BenefitLimitType {
  @Field(() => Int, { description: 'So many.' })
  max!: number;

  @Field(() => LimitPeriodName, { description: 'In this time.' })
  per!: Period;
}

@ObjectType('Price', { simpleResolvers: true, description: 'What something costs: points, money, or both.' })
export class PriceType {
  @Field(() => String, { nullable: true, description: 'The wallet, by its code; null where it costs no points.' })
  wallet!: string | null;

  @Field(() => SafeInt, { nullable: true, description: 'Points; null where it costs none.' })
  points!: number | null;

  @Field(() => MoneyType, { nullable: true, description: 'Money, which the brand takes; null where it costs none.' })
  money!: MoneyType | null;
}

@ObjectType('Benefit', {
  simpleResolvers: true,
  implements: Node,
  description: 'Something members may get, and on what terms. What a member has of it is a `Grant`.',
})
@Access({ brand: 'catalogue:read', member: true, publishable: true })
export class BenefitType implements Node {
  readonly id!: string;

  /** Whom it is told about, where that is not who asks; not told. */
  readonly memberId?: string;

  /** As the program says it; not told. */
  readonly offered!: Offered;
  readonly texts!: Texts;

  @Field(() => String, { description: 'Its short name.' })
  code!: string;

  @Field(() => BenefitKindName, { description: 'What it is.' })
  kind!: BenefitKind;

  @Field(() => BenefitLevelName, { description: 'How much it is meant to matter.' })
  level!: BenefitLevel;

  @Field(() => BenefitStatusName, { description: 'Where it is in its life.' })
  status!: BenefitStatus;

  @Localised()
  @Field(() => String, { description: 'What it is called.' })
  name!: string;

  @Localised()
  @Field(() => String, { nullable: true, description: 'What it is.' })
  description!: string | null;

  @Localised()
  @Field(() => String, { nullable: true, description: 'Why it is worth having, in a sentence.' })
  value!: string | null;

  @Field(() => Boolean, { description: 'Whether it is shown as new.' })
  isHighlighted!: boolean;

  @Field(() => Boolean, { description: 'A right of whoever is eligible, used without being granted.' })
  isStanding!: boolean;

  @Field(() => Boolean, { description: 'Whether members may take it by themselves.' })
  isClaimable!: boolean;

  @Field(() => [BenefitLimitType], { description: 'How many a member may get.' })
  limits!: readonly BenefitLimitType[];

  @Field(() => PriceType, { nullable: true, description: 'What it costs; null where it costs nothing.' })
  price!: PriceType | null;

  @Field(() => Int, { description: 'How often one may be used.' })
  usesMax!: number;
}

@InputType('BenefitFilter', { description: 'Which benefits; all that can be had when nothing is said.' })
export class BenefitFilter {
  @Field(() => [BenefitKindName], { nullable: true, description: 'Only of these kinds.' })
  kind?: BenefitKind[] | null;

  @Field(() => [BenefitLevelName], { nullable: true, description: 'Only of these levels.' })
  level?: BenefitLevel[] | null;

  @Field(() => [BenefitStatusName], { nullable: true, description: 'Only at these points of their lives; drafts are told to the host only.' })
  status?: BenefitStatus[] | null;

  @Field(() => [ID], { nullable: true, description: 'Only of these brands.' })
  brandIds?: string[] | null;
} // prettier-ignore
