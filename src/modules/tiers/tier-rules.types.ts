import { Field, Int, ObjectType, registerEnumType } from 'type-graphql';
import { Access } from '../../kernel/graphql/access.js';
import type { Texts } from '../../kernel/graphql/localised.js';
import { Localised } from '../../kernel/graphql/localised.js';
import { SafeInt } from '../../kernel/graphql/scalars.js';
import { WalletType } from '../points/points.types.js';

export const TierMetric = { POINTS: 'points', SPEND: 'spend', ORDERS: 'orders' } as const;

registerEnumType(TierMetric, {
  name: 'TierMetric',
  description: 'What it takes to enter a tier.',
  valuesConfig: {
    POINTS: { description: 'Points earned in a wallet, net of refunds.' },
    SPEND: { description: 'Money spent, net of refunds, in minor units.' },
    ORDERS: { description: 'Orders that were not fully refunded.' },
  },
});

export const TierYear = { CALENDAR: 'calendar', MEMBERSHIP: 'membership' } as const;

registerEnumType(TierYear, {
  name: 'TierYear',
  description: 'A year over which something is counted.',
  valuesConfig: {
    CALENDAR: { description: 'From 1 January.' },
    MEMBERSHIP: {
      description:
        'From the anniversary of the day a member joined; that of 29 February is the 28th in years without one.',
    },
  },
});

export const TierValidityKind = {
  EVER: 'ever',
  MONTHS: 'months',
  CALENDAR_YEAR: 'calendar-year',
  MEMBERSHIP_YEAR: 'membership-year',
} as const;

registerEnumType(TierValidityKind, {
  name: 'TierValidityKind',
  description: 'How long a tier is a member’s before its keep rule is asked.',
  valuesConfig: {
    EVER: { description: 'For ever.' },
    MONTHS: { description: 'So many months, to the end of the day.' },
    CALENDAR_YEAR: { description: 'To the end of the calendar year.' },
    MEMBERSHIP_YEAR: { description: 'To the end of the year of membership.' },
  },
});

export const TierDowngrade = { NONE: 'none', ONE_STEP: 'one-step', TO_FIT: 'to-fit' } as const;

registerEnumType(TierDowngrade, {
  name: 'TierDowngrade',
  description: 'What becomes of a member that does not keep its tier.',
  valuesConfig: {
    NONE: { description: 'It stays, and is asked again when the next validity ends.' },
    ONE_STEP: { description: 'It falls to the tier below.' },
    TO_FIT: { description: 'It falls to the highest tier below whose keep rule it meets.' },
  },
});

@ObjectType('TierEntry', { simpleResolvers: true, description: 'What it takes to enter a tier, or to keep it.' })
export class TierEntryType {
  @Field(() => TierMetric, { description: 'What is counted.' })
  metric!: (typeof TierMetric)[keyof typeof TierMetric];

  @Field(() => SafeInt, { description: 'How much is needed: points, minor units or orders.' })
  atLeast!: number;

  @Field(() => Int, { nullable: true, description: 'Over the last so many days; null for a year or for ever.' })
  days!: number | null;

  @Field(() => TierYear, { nullable: true, description: 'Over this year; null for days or for ever.' })
  year!: (typeof TierYear)[keyof typeof TierYear] | null;

  @Field(() => WalletType, { nullable: true, description: 'The wallet, where points are counted.' })
  wallet!: WalletType | null;
}

@ObjectType('TierPackItem', {
  simpleResolvers: true,
  description: 'Points a member is given once, on reaching a tier.',
})
export class TierPackItemType {
  @Field(() => WalletType, { description: 'The wallet.' })
  wallet!: WalletType;

  @Field(() => SafeInt, { description: 'How many points.' })
  amount!: number;
}

@ObjectType('TierValidity', { simpleResolvers: true, description: 'How long a tier is a member’s.' })
export class TierValidityType {
  @Field(() => TierValidityKind, { description: 'Of which kind.' })
  kind!: (typeof TierValidityKind)[keyof typeof TierValidityKind];

  @Field(() => Int, { nullable: true, description: 'How many months, for MONTHS.' })
  months!: number | null;
}

@ObjectType('TierMultiplier', {
  simpleResolvers: true,
  description: 'By how much points of rules are multiplied: `numerator ÷ denominator`, exactly, rounded once.',
})
export class TierMultiplierType {
  @Field(() => Int, { description: 'The numerator.' })
  numerator!: number;

  @Field(() => Int, { description: 'The denominator.' })
  denominator!: number;

  @Field(() => [WalletType], { description: 'The wallets it counts for.' })
  wallets!: WalletType[];
}

@Access({ brand: 'program:read', member: true, publishable: true })
@ObjectType('TierPerk', { simpleResolvers: true, description: 'Something a tier brings, in words.' })
export class TierPerkType {
  @Field(() => String, { description: 'What it is.' })
  @Localised()
  text!: string;

  /** For `locale`. */
  texts!: Texts;
}
