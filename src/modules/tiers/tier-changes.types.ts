import { Field, InputType, Int, ObjectType } from 'type-graphql';
import { LocalisedTextInput } from '../../kernel/graphql/locale.type.js';
import { OutcomeType } from '../../kernel/graphql/outcome.type.js';
import { Payload } from '../../kernel/graphql/payload.js';
import { SafeInt } from '../../kernel/graphql/scalars.js';
import { MemberType } from '../members/members.types.js';
import { TierDowngrade, TierMetric, TierValidityKind, TierYear } from './tier-rules.types.js';
import { TierLadderType, TierType } from './tiers.types.js';

type Of<Enum> = Enum[keyof Enum];

@InputType('TierRuleInput', {
  description: 'What it takes: so much of one measure, or a condition, and then nothing else.',
})
export class TierRuleInput {
  @Field(() => TierMetric, { nullable: true, description: 'What is counted.' })
  metric?: Of<typeof TierMetric> | null;

  @Field(() => SafeInt, { nullable: true, description: 'How much is needed: points, minor units or orders.' })
  atLeast?: number | null;

  @Field(() => String, { nullable: true, description: 'The code of the wallet, for POINTS.' })
  wallet?: string | null;

  @Field(() => Int, { nullable: true, description: 'Over the last so many days; absent for a year or for ever.' })
  days?: number | null;

  @Field(() => TierYear, { nullable: true, description: 'Over this year; absent for days or for ever.' })
  year?: Of<typeof TierYear> | null;

  @Field(() => String, { nullable: true, description: 'A condition over the member, in the rule language.' })
  condition?: string | null;
}

@InputType('TierValidityInput', { description: 'How long a tier is a member’s.' })
export class TierValidityInput {
  @Field(() => TierValidityKind, { description: 'Of which kind.' })
  kind!: Of<typeof TierValidityKind>;

  @Field(() => Int, { nullable: true, description: 'How many months, for MONTHS.' })
  months?: number | null;
}

@InputType('TierMultiplierInput', { description: 'Points of rules times `numerator ÷ denominator`.' })
export class TierMultiplierInput {
  @Field(() => Int, { description: 'The numerator, 1 to 1,000.' })
  numerator!: number;

  @Field(() => Int, { description: 'The denominator, 1 to 1,000.' })
  denominator!: number;

  @Field(() => [String], {
    nullable: true,
    description: 'The codes of the wallets it counts for; those that can be spent when absent.',
  })
  wallets?: string[] | null;
}

@InputType('TierPackItemInput', {
  description:
    'What a member is given once, on reaching a tier: points of a wallet, benefits or a package, exactly one of the three.',
})
export class TierPackItemInput {
  @Field(() => String, { nullable: true, description: 'The code of the wallet.' })
  wallet?: string | null;

  @Field(() => String, { nullable: true, description: 'The code of the benefit.' })
  benefit?: string | null;

  @Field(() => String, { nullable: true, description: 'The code of the package: one of it, all of it or nothing.' })
  package?: string | null;

  @Field(() => SafeInt, {
    nullable: true,
    description: 'How many points, or how many of the benefit (1 to 20; 1 when absent). A package has none.',
  })
  amount?: number | null;
}

@InputType('TierInput', { description: 'A tier with its rules; what is absent is as for a new tier.' })
export class TierInput {
  @Field(() => String, { description: 'Its short name, 2 to 26 small letters, digits and hyphens. Never changes.' })
  code!: string;

  @Field(() => LocalisedTextInput, { description: 'Its name, 1 to 60 characters.' })
  name!: LocalisedTextInput;

  @Field(() => Int, { description: 'Its place on the ladder: ranks follow one another without gaps.' })
  rank!: number;

  @Field(() => TierRuleInput, { nullable: true, description: 'What it takes to enter; absent for the start and by invitation.' })
  entry?: TierRuleInput | null;

  @Field(() => TierRuleInput, { nullable: true, description: 'What it takes to keep it; what it takes to enter when absent.' })
  keep?: TierRuleInput | null;

  @Field(() => TierValidityInput, { nullable: true, description: 'How long it is a member’s; for ever when absent.' })
  validity?: TierValidityInput | null;

  @Field(() => Int, { nullable: true, description: 'Days a member that did not keep it is given before it falls; none when absent.' })
  graceDays?: number | null;

  @Field(() => TierDowngrade, { nullable: true, description: 'Where a member falls that does not keep it; one step when absent.' })
  downgrade?: Of<typeof TierDowngrade> | null;

  @Field(() => Boolean, { defaultValue: false, description: 'Nobody reaches it by a rule: it is given by hand.' })
  isInvitedOnly!: boolean;

  @Field(() => TierMultiplierInput, { nullable: true, description: 'By how much points of rules are multiplied; once when absent.' })
  multiplier?: TierMultiplierInput | null;

  @Field(() => [LocalisedTextInput], { nullable: true, description: 'What else it brings, in words; at most 30.' })
  perks?: LocalisedTextInput[] | null;

  @Field(() => [TierPackItemInput], { nullable: true, description: 'What a member is given once, on reaching it.' })
  upgradePack?: TierPackItemInput[] | null;
} // prettier-ignore

@InputType('TierLadderInput', { description: 'A ladder.' })
export class TierLadderInput {
  @Field(() => String, { description: 'Its short name, 2 to 26 small letters, digits and hyphens. Never changes.' })
  code!: string;

  @Field(() => LocalisedTextInput, { description: 'Its name, 1 to 60 characters.' })
  name!: LocalisedTextInput;

  @Field(() => Int, {
    nullable: true,
    description: 'From which percentage of what the next tier takes members are told, 1 to 99; never when absent.',
  })
  nearPercent?: number | null;

  @Field(() => Int, {
    nullable: true,
    description: 'How many days before they fall members are told, 1 to 365; never when absent.',
  })
  endingDays?: number | null;

  @Field(() => [TierInput], {
    nullable: true,
    description: 'All its tiers, the lowest first; those it has when absent. A new ladder needs at least its start.',
  })
  tiers?: TierInput[] | null;
}

@ObjectType('TierSavePayload', { simpleResolvers: true, description: 'The tier as it is now.' })
export class TierSavePayload extends Payload {
  @Field(() => TierType, { nullable: true, description: 'The tier.' })
  tier?: TierType | null;
}

@ObjectType('TierLadderSavePayload', { simpleResolvers: true, description: 'The ladder as it is now.' })
export class TierLadderSavePayload extends Payload {
  @Field(() => TierLadderType, { nullable: true, description: 'The ladder.' })
  ladder?: TierLadderType | null;
}

@ObjectType('MemberTierSetPayload', { simpleResolvers: true, description: 'The member whose tier was set.' })
export class MemberTierSetPayload extends Payload {
  @Field(() => MemberType, { nullable: true, description: 'The member, with its tier.' })
  member?: MemberType | null;

  @Field(() => OutcomeType, { nullable: true, description: 'Everything it led to.' })
  outcome?: OutcomeType | null;
}
