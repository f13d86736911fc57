import { Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import { Access } from '../../kernel/graphql/access.js';
import type { Texts } from '../../kernel/graphql/localised.js';
import { Localised } from '../../kernel/graphql/localised.js';
import { Node } from '../../kernel/graphql/node.js';
import { DateTime, SafeInt } from '../../kernel/graphql/scalars.js';
import type { Ladder, TierRule } from './ladder.js';
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

@Access({ brand: 'program:read', member: true, publishable: true })
@ObjectType('TierLadder', {
  implements: Node,
  simpleResolvers: true,
  description: 'One way up: a list of tiers by rank.',
})
export class TierLadderType {
  @Field(() => ID, { description: '`lad_` and its code.' })
  id!: string;

  @Field(() => String, { description: 'Its short name: what `ladder` arguments take.' })
  code!: string;

  @Field(() => String, { description: 'Its name.' })
  @Localised()
  name!: string;

  /** For `locale` and `translations`. */
  texts!: Texts;
}

@ObjectType('TierEntry', { simpleResolvers: true, description: 'What it takes to enter a tier.' })
export class TierEntryType {
  @Field(() => TierMetric, { description: 'What is counted.' })
  metric!: (typeof TierMetric)[keyof typeof TierMetric];

  @Field(() => SafeInt, { description: 'How much is needed: points, minor units or orders.' })
  atLeast!: number;

  @Field(() => Int, { nullable: true, description: 'Over the last so many days; null for ever.' })
  days!: number | null;

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

  @Field(() => SafeInt, { description: 'How many.' })
  amount!: number;
}

@Access({ brand: 'program:read', member: true, publishable: true })
@ObjectType('Tier', { implements: Node, simpleResolvers: true, description: 'A step of a ladder.' })
export class TierType {
  @Field(() => ID, { description: '`tie_` and its code.' })
  id!: string;

  @Field(() => String, { description: 'Its short name: what rules compare with.' })
  code!: string;

  @Field(() => String, { description: 'Its name.' })
  @Localised()
  name!: string;

  @Field(() => Int, { description: 'Its place on the ladder, the lowest first.' })
  rank!: number;

  /** For the fields that say more. */
  rule!: TierRule;
  of!: Ladder;
  texts!: Texts;
}

@ObjectType('TierProgress', { simpleResolvers: true, description: 'How far a member is from the next tier.' })
export class TierProgressType {
  @Field(() => TierType, { nullable: true, description: 'The next tier; null at the top.' })
  next!: TierType | null;

  @Field(() => TierMetric, { nullable: true, description: 'What is counted; null at the top.' })
  metric!: (typeof TierMetric)[keyof typeof TierMetric] | null;

  @Field(() => SafeInt, { nullable: true, description: 'How much the member has of it.' })
  current!: number | null;

  @Field(() => SafeInt, { nullable: true, description: 'How much is needed.' })
  target!: number | null;

  @Field(() => SafeInt, { nullable: true, description: 'How much is missing.' })
  remaining!: number | null;

  @Field(() => DateTime, {
    nullable: true,
    description: 'Until when the tier is the member’s; null for as long as it likes.',
  })
  validUntil!: number | null;
}

@ObjectType('TierRequirement', {
  simpleResolvers: true,
  description: 'What a tier asks for and what a member has of it: why it stands where it stands.',
})
export class TierRequirementType {
  @Field(() => TierType, { description: 'The tier; `entry` says what it asks for.' })
  tier!: TierType;

  @Field(() => SafeInt, {
    nullable: true,
    description: 'How much the member has of it: points, minor units or orders.',
  })
  current!: number | null;

  @Field(() => Boolean, { nullable: true, description: 'It is enough; always for a tier that asks for nothing.' })
  isMet!: boolean | null;
}

@ObjectType('TierChange', { simpleResolvers: true, description: 'A move from one tier to another.' })
export class TierChangeType {
  @Field(() => TierType, {
    nullable: true,
    description: 'Where the member stood before; null for a tier that was retired since.',
  })
  from!: TierType | null;

  @Field(() => TierType, {
    nullable: true,
    description: 'Where it stands afterwards; null for a tier that was retired since.',
  })
  to!: TierType | null;
}

@ObjectType('TierHistoryEntry', { simpleResolvers: true, description: 'A move of a member to another tier, and when.' })
export class TierHistoryEntryType extends TierChangeType {
  @Field(() => DateTime, { description: 'When.' })
  occurredAt!: number;

  @Field(() => ID, { description: 'The activity that tells of it.' })
  activityId!: string;

  @Field(() => ID, { nullable: true, description: 'The activity that earned it.' })
  causeId!: string | null;
}
