import { ArgsType, Field, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import { Access } from '../../kernel/graphql/access.js';
import { connectionOf } from '../../kernel/graphql/connection.js';
import { Node } from '../../kernel/graphql/node.js';
import type { PageArguments } from '../../kernel/graphql/page.js';
import { OutcomeType } from '../../kernel/graphql/outcome.type.js';
import { Payload } from '../../kernel/graphql/payload.js';
import { Cursor, DateTime, JsonScalar, SafeInt } from '../../kernel/graphql/scalars.js';
import { MemberRefInput, MemberType } from '../members/members.types.js';

@Access({ brand: 'activities:read', member: true })
@ObjectType('Activity', {
  implements: Node,
  simpleResolvers: true,
  description: 'Something a member did, or that happened to it. Activities never change.',
})
export class ActivityType {
  @Field(() => ID, { description: '`act_` and 26 characters.' })
  id!: string;

  @Field(() => String, { description: 'What it was: `purchase`, `refund`, `tier.changed` …' })
  type!: string;
}

export const ActivityConnection = connectionOf(ActivityType, 'Activity', "a member's activities, the newest first");

/** What it is of itself; fields of it are added in `feed.fields.ts`. */
@ObjectType('FeedEvent', {
  simpleResolvers: true,
  description: 'Something that happened to a member, as live feeds tell it and as clients that poll read it.',
})
export class FeedEventType {
  @Field(() => DateTime, { description: 'When it happened.' })
  occurredAt!: number;
}

export const FeedEventConnection = connectionOf(
  FeedEventType,
  'FeedEvent',
  'what happened to a member, in the order it was committed',
);

@ArgsType()
export class FeedArgs implements PageArguments {
  @Field(() => ID, { nullable: true, description: 'Whose; absent where the caller is the member.' })
  memberId?: string | null;

  @Field(() => Cursor, { nullable: true, description: 'Only what comes after this place.' })
  after?: string | null;

  @Field(() => Int, { nullable: true, description: 'How many from the start: 1 to 100; 20 when nothing is said.' })
  first?: number | null;

  @Field(() => Cursor, { nullable: true, description: 'Only what comes before this place.' })
  before?: string | null;

  @Field(() => Int, {
    nullable: true,
    description: 'How many from the end, 1 to 100: `last: 1` finds the place from which to follow what happens next.',
  })
  last?: number | null;
}

@InputType('OrderLineInput', { description: 'A line of an order.' })
export class OrderLineInput {
  @Field(() => String, { description: 'What was bought, at most 190 characters.' })
  sku!: string;

  @Field(() => String, {
    nullable: true,
    description: 'Its category, at most 64 characters: rules and windows count by it.',
  })
  category?: string | null;

  @Field(() => String, { nullable: true, description: 'Its brand.' })
  brand?: string | null;

  @Field(() => SafeInt, { nullable: true, description: 'How many; 1 when nothing is said.' })
  quantity?: number | null;

  @Field(() => SafeInt, { nullable: true, description: 'What the line came to after discount, in minor units.' })
  amountMinor?: number | null;
}

@InputType('PurchaseInput', { description: 'An order.' })
export class PurchaseInput {
  @Field(() => String, { description: "The order's own id: refunds name it." })
  orderId!: string;

  @Field(() => SafeInt, { description: 'What was paid after discount, in minor units of the currency of the program.' })
  amountMinor!: number;

  @Field(() => String, { nullable: true, description: 'ISO 4217; refused unless it is the currency of the program.' })
  currency?: string | null;

  @Field(() => SafeInt, {
    nullable: true,
    description: 'What was taken off, in minor units; nothing is earned for it.',
  })
  discountMinor?: number | null;

  @Field(() => String, { nullable: true, description: 'The store.' })
  store?: string | null;

  @Field(() => String, { nullable: true, description: 'The channel.' })
  channel?: string | null;

  @Field(() => [OrderLineInput], { nullable: true, description: 'The lines of it, at most 3,000.' })
  lines?: OrderLineInput[] | null;
}

@InputType('RefundInput', { description: 'Money given back.' })
export class RefundInput {
  @Field(() => String, { nullable: true, description: 'The order it is about; absent when the till cannot tell.' })
  orderId?: string | null;

  @Field(() => SafeInt, { description: 'What was given back, in minor units of the currency of the program.' })
  amountMinor!: number;

  @Field(() => String, { nullable: true, description: 'ISO 4217; refused unless it is the currency of the program.' })
  currency?: string | null;

  @Field(() => String, { nullable: true, description: 'The store.' })
  store?: string | null;

  @Field(() => String, { nullable: true, description: 'The channel.' })
  channel?: string | null;

  @Field(() => String, { nullable: true, description: 'Why, at most 500 characters.' })
  reason?: string | null;

  @Field(() => [OrderLineInput], { nullable: true, description: 'The lines that came back, at most 3,000.' })
  lines?: OrderLineInput[] | null;
}

@InputType('ActivityInput', { description: 'A fact as a caller reports it: its type, and what goes with that type.' })
export class ActivityInput {
  @Field(() => String, { description: 'What it was: `purchase`, `refund`, `check_in` …' })
  type!: string;

  @Field(() => String, {
    description: "The reporter's own id of the fact, 1 to 150 characters: the same id again is a repeat, for ever.",
  })
  externalId!: string;

  @Field(() => DateTime, {
    nullable: true,
    description: 'When it happened; now when nothing is said. Not more than 5 minutes ahead.',
  })
  occurredAt?: number | null;

  @Field(() => PurchaseInput, { nullable: true, description: 'With the type `purchase`, and only with it.' })
  purchase?: PurchaseInput | null;

  @Field(() => RefundInput, { nullable: true, description: 'With the type `refund`, and only with it.' })
  refund?: RefundInput | null;

  @Field(() => JsonScalar, {
    nullable: true,
    description: 'With every other type: an object of facts rules may ask about.',
  })
  payload?: unknown;
}

@InputType('ActivityLineInput', { description: 'A fact of a batch and the member it is about.' })
export class ActivityLineInput {
  @Field(() => MemberRefInput, { nullable: true, description: 'Whose; absent where the caller is the member.' })
  member?: MemberRefInput | null;

  @Field(() => ActivityInput, { description: 'What.' })
  input!: ActivityInput;
}

/** What recording one fact answers. */
@ObjectType({ simpleResolvers: true })
export abstract class RecordedPayload extends Payload {
  @Field(() => ActivityType, { nullable: true, description: 'The activity; null for a dry run.' })
  activity?: ActivityType | null;

  @Field(() => MemberType, { nullable: true, description: 'The member, as it is now.' })
  member?: MemberType | null;

  @Field(() => OutcomeType, { nullable: true, description: 'Everything it led to.' })
  outcome?: OutcomeType | null;
}

@ObjectType('ActivityRecordPayload', { simpleResolvers: true, description: 'An activity that was recorded.' })
export class ActivityRecordPayload extends RecordedPayload {}

@ObjectType('ActivityRecordResult', { simpleResolvers: true, description: 'How a line of a batch ended.' })
export class ActivityRecordResult extends RecordedPayload {}

@ObjectType('ActivitiesRecordPayload', { simpleResolvers: true, description: 'How every line of a batch ended.' })
export class ActivitiesRecordPayload extends Payload {
  @Field(() => [ActivityRecordResult], {
    description: 'A result for every line, in their order. A line that was declined does not lose the others.',
  })
  results!: readonly ActivityRecordResult[];
}

export const Verdict = { YES: 'YES', NO: 'NO', UNKNOWN: 'UNKNOWN' } as const;
export const ExplanationNote = { NOW: 'NOW', KEPT: 'KEPT', NOT_KEPT: 'NOT_KEPT', NO_ACTIVITY: 'NO_ACTIVITY' } as const;

registerEnumType(Verdict, {
  name: 'Verdict',
  description: 'What a condition says.',
  valuesConfig: {
    YES: { description: 'It holds.' },
    NO: { description: 'It does not hold.' },
    UNKNOWN: { description: 'Something it asks for is not known; such a rule does not act.' },
  },
});
registerEnumType(ExplanationNote, {
  name: 'ExplanationNote',
  description: 'What an explanation is about.',
  valuesConfig: {
    NOW: { description: 'The member as it stands now; no activity was asked about.' },
    KEPT: { description: 'The activity that was asked about; what was decided then is in `decided`.' },
    NOT_KEPT: { description: 'The activity that was asked about; what was decided then is not kept.' },
    NO_ACTIVITY: { description: 'There was no activity by then that the rule listens to.' },
  },
});

export const ExplainedKind = { RULE: 'RULE', SEGMENT: 'SEGMENT', LAYER: 'LAYER', LEFT_OVER: 'LEFT_OVER', LIST: 'LIST' } as const; // prettier-ignore
export const ExplanationGround = { ALWAYS: 'ALWAYS', CONDITION: 'CONDITION', EARLIER: 'EARLIER', NONE_ABOVE: 'NONE_ABOVE', LIST: 'LIST', NOT_ACTIVE: 'NOT_ACTIVE', RETIRED: 'RETIRED' } as const; // prettier-ignore

registerEnumType(ExplainedKind, {
  name: 'ExplainedKind',
  description: 'How something decides about a member.',
  valuesConfig: {
    RULE: { description: 'A rule of a campaign: it acts when an activity comes and its condition is met.' },
    SEGMENT: { description: 'A segment whose rule is met.' },
    LAYER: { description: 'A layer: its rule is met, and that of no layer above.' },
    LEFT_OVER: { description: 'The last layer: no rule of the layers above is met.' },
    LIST: { description: 'A list: somebody put the member in.' },
  },
});
registerEnumType(ExplanationGround, {
  name: 'ExplanationGround',
  description: 'What a verdict rests on.',
  valuesConfig: {
    ALWAYS: { description: 'There is no condition.' },
    CONDITION: { description: 'Its own condition: `tree`.' },
    EARLIER: { description: 'A layer above has the member: the first of `earlier` that says yes.' },
    NONE_ABOVE: { description: 'No layer above has the member: every one of `earlier` says no.' },
    LIST: { description: 'Whether somebody put the member in.' },
    NOT_ACTIVE: { description: 'The member does not take part at the moment, so no rule selects it.' },
    RETIRED: { description: 'The segment is no longer part of the program.' },
  },
});

@ObjectType('ExplainedCondition', {
  simpleResolvers: true,
  description: 'A condition of a rule, what it asks for and what is.',
})
export class ExplainedConditionType {
  @Field(() => String, { description: 'As it is written.' })
  text!: string;

  @Field(() => String, {
    description: 'For people, in the language of the request: what it asks for, what is, and how far that is from it.',
  })
  sentence!: string;

  @Field(() => Verdict, { description: 'What it says.' })
  verdict!: keyof typeof Verdict;

  @Field(() => String, { nullable: true, description: 'The attribute or function it asks for.' })
  attribute!: string | null;

  @Field(() => String, { nullable: true, description: 'How `actual` is compared with `wanted`.' })
  operator!: string | null;

  @Field(() => JsonScalar, { nullable: true, description: 'What is; instants and durations in milliseconds.' })
  actual!: unknown;

  @Field(() => JsonScalar, { nullable: true, description: 'What it would take.' })
  wanted!: unknown;

  @Field(() => String, { nullable: true, description: 'The type of `actual`.' })
  type!: string | null;

  @Field(() => Number, { nullable: true, description: 'How far `actual` is from what it would take; 0 when it holds.' })
  distance!: number | null;

  @Field(() => [String], { description: 'What is not known, where that is the reason.' })
  missing!: readonly string[];

  @Field(() => [ExplainedConditionType], { description: 'The conditions it is made of.' })
  children!: readonly ExplainedConditionType[];
}

export const PointsFactorKind = { TIER: 'TIER', BENEFIT: 'BENEFIT' } as const;
registerEnumType(PointsFactorKind, {
  name: 'PointsFactorKind',
  description: 'What multiplies points of a rule.',
  valuesConfig: {
    TIER: { description: 'The tier the member had before the activity.' },
    BENEFIT: { description: 'A benefit of kind `MULTIPLIER` that the member could use on the purchase.' },
  },
});

@ObjectType('PointsFactor', { simpleResolvers: true, description: 'Something that multiplied the points of a rule.' })
export class PointsFactorType {
  @Field(() => PointsFactorKind, { description: 'What it is.' })
  kind!: keyof typeof PointsFactorKind;

  @Field(() => String, { description: 'The name of the tier or the benefit, in the language of the request.' })
  name!: string;

  @Field(() => Int, { description: 'Points times this …' })
  numerator!: number;

  @Field(() => Int, { description: '… divided by this.' })
  denominator!: number;

  @Field(() => String, {
    description: 'The same in a sentence for people, in the language of the request; of a benefit that is good for a part of the order also for how much of it.',
  })
  sentence!: string;
} // prettier-ignore

@ObjectType('DecidedThen', { simpleResolvers: true, description: 'What was decided when the activity was recorded.' })
export class DecidedThenType {
  @Field(() => Boolean, { description: 'Whether the rule acted.' })
  hit!: boolean;

  @Field(() => String, { nullable: true, description: 'The first condition that was not met, as it was written then.' })
  unmet!: string | null;

  @Field(() => [PointsFactorType], {
    description: 'What multiplied the points it gave: all factors together, rounded once. Empty where they are what the rule says.',
  })
  multipliedBy!: readonly PointsFactorType[];
} // prettier-ignore

@ObjectType('ExplainedEarlier', {
  simpleResolvers: true,
  description: 'A layer that comes before: where its condition is met, the layers after it do not get the member.',
})
export class ExplainedEarlierType {
  @Field(() => ID, { description: 'The segment.' })
  subjectId!: string;

  @Field(() => String, { description: 'Its name in the language of the request.' })
  name!: string;

  @Field(() => Verdict, { description: 'What its condition says; the first that says yes has the member.' })
  verdict!: keyof typeof Verdict;

  @Field(() => ExplainedConditionType, { description: 'Its condition, part by part.' })
  tree!: ExplainedConditionType;
}

@Access({ brand: 'activities:read', member: true })
@ObjectType('ExplainedCause', { simpleResolvers: true, description: 'The activity because of which it is so.' })
export class ExplainedCauseType {
  @Field(() => ID, { description: 'Its id, for `explain(activity:)` and the timeline.' })
  id!: string;

  @Field(() => String, { description: 'Its type: `purchase`.' })
  type!: string;
}

@ObjectType('ExplainedMembership', {
  simpleResolvers: true,
  description: 'Whether the member is stored as being in a segment: what every query about the segment goes by.',
})
export class ExplainedMembershipType {
  @Field(() => Boolean, {
    description: 'It is in. Other than `verdict` only until a rule that was changed has been worked out, or the day has been turned.',
  })
  isIn!: boolean;

  @Field(() => DateTime, { nullable: true, description: 'Since when it is in, or out; null when it never was in.' })
  since!: number | null;

  @Field(() => ExplainedCauseType, {
    nullable: true,
    description: 'What brought it in or out; null where only time passed, or the rule was changed.',
  })
  cause!: ExplainedCauseType | null;
} // prettier-ignore

@ObjectType('Explanation', {
  simpleResolvers: true,
  description: 'Why a rule does or does not act for a member, or why the member is or is not in a segment.',
})
export class ExplanationType {
  @Field(() => ID, { description: 'The rule or the segment.' })
  subjectId!: string;

  @Field(() => String, { description: 'Its name in the language of the request.' })
  name!: string;

  @Field(() => ExplainedKind, { description: 'How it decides.' })
  kind!: keyof typeof ExplainedKind;

  @Field(() => Verdict, {
    description: 'What a rule’s condition says of the member as it stands now; of a segment, whether the member belongs to it now.',
  })
  verdict!: keyof typeof Verdict;

  @Field(() => ExplanationGround, { description: 'What the verdict rests on.' })
  ground!: keyof typeof ExplanationGround;

  @Field(() => String, { description: 'The same in a sentence for people, in the language of the request.' })
  sentence!: string;

  @Field(() => Boolean, { description: 'Whether it counts at the time in question; false for a segment that was retired.' })
  isValid!: boolean;

  @Field(() => ExplainedConditionType, {
    nullable: true,
    description: 'The condition, part by part; null where none of its own decides: a rule without one, a list, who is left over.',
  })
  tree!: ExplainedConditionType | null;

  @Field(() => [ExplainedEarlierType], { description: 'Of a layer: those above it, in their order.' })
  earlier!: readonly ExplainedEarlierType[];

  @Field(() => DecidedThenType, {
    nullable: true,
    description: 'What was decided then; null when nothing was, or it is no longer kept.',
  })
  decided!: DecidedThenType | null;

  @Field(() => ExplanationNote, { description: 'What this is about.' })
  note!: keyof typeof ExplanationNote;
} // prettier-ignore
