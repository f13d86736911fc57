import { Field, ID, Int, ObjectType } from 'type-graphql';
import { Access } from '../../kernel/graphql/access.js';
import type { Texts } from '../../kernel/graphql/localised.js';
import { Localised } from '../../kernel/graphql/localised.js';
import { Node } from '../../kernel/graphql/node.js';
import { DateTime, SafeInt } from '../../kernel/graphql/scalars.js';
import type { Ladder, TierRule } from './ladder.js';
import { TierMetric } from './tier-rules.types.js';

export { TierPackItemType } from './tier-rules.types.js';

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

  @Field(() => Int, {
    nullable: true,
    description: 'From which percentage of what the next tier takes members are told (`tier.near`); null for never.',
  })
  nearPercent!: number | null;

  @Field(() => Int, {
    nullable: true,
    description: 'How many days before they fall members are told (`tier.ending`); null for never.',
  })
  endingDays!: number | null;

  /** For `locale` and `translations`. */
  texts!: Texts;
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

@ObjectType('TierKeepProgress', {
  simpleResolvers: true,
  description: 'How far a member is from keeping its tier, if nothing more is counted until then.',
})
export class TierKeepProgressType {
  @Field(() => TierMetric, { nullable: true, description: 'What is counted; null where the rule is a condition.' })
  metric!: (typeof TierMetric)[keyof typeof TierMetric] | null;

  @Field(() => SafeInt, { nullable: true, description: 'How much of what is there will count.' })
  current!: number | null;

  @Field(() => SafeInt, { nullable: true, description: 'How much is needed.' })
  target!: number | null;

  @Field(() => SafeInt, { nullable: true, description: 'How much is missing.' })
  remaining!: number | null;

  @Field(() => DateTime, { description: 'Until when it has to be there: the end of the validity, or of the grace.' })
  until!: number;
}

@ObjectType('TierProgress', { simpleResolvers: true, description: 'How far a member is from the next tier.' })
export class TierProgressType {
  @Field(() => TierType, { nullable: true, description: 'The next tier; null at the top.' })
  next!: TierType | null;

  @Field(() => TierMetric, { nullable: true, description: 'What is counted; null at the top and for a condition.' })
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

  @Field(() => DateTime, {
    nullable: true,
    description: 'When it falls after all, where it did not keep its tier and is given time.',
  })
  graceUntil!: number | null;

  @Field(() => Boolean, { description: 'Somebody has set the tier by hand: until that ends, rules do not decide.' })
  isSet!: boolean;

  /** For `keep`. */
  memberId!: string;
  ladder!: Ladder;
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
    description: 'How much the member has of it: points, minor units or orders; null for a condition.',
  })
  current!: number | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'It is enough; always for a tier that asks for nothing, null for a condition and by invitation.',
  })
  isMet!: boolean | null;
}
