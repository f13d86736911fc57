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

@ObjectType('DecidedThen', { simpleResolvers: true, description: 'What was decided when the activity was recorded.' })
export class DecidedThenType {
  @Field(() => Boolean, { description: 'Whether the rule acted.' })
  hit!: boolean;

  @Field(() => String, { nullable: true, description: 'The first condition that was not met, as it was written then.' })
  unmet!: string | null;
}

@ObjectType('Explanation', { simpleResolvers: true, description: 'Why a rule does or does not act for a member.' })
export class ExplanationType {
  @Field(() => ID, { description: 'The rule.' })
  subjectId!: string;

  @Field(() => String, { description: 'Its name in the language of the request.' })
  name!: string;

  @Field(() => Verdict, { description: 'What its condition says of the member as it stands now.' })
  verdict!: keyof typeof Verdict;

  @Field(() => Boolean, { description: 'Whether the rule counts at the time in question.' })
  isValid!: boolean;

  @Field(() => ExplainedConditionType, {
    nullable: true,
    description: 'The condition, part by part; null for a rule without one.',
  })
  tree!: ExplainedConditionType | null;

  @Field(() => DecidedThenType, {
    nullable: true,
    description: 'What was decided then; null when nothing was, or it is no longer kept.',
  })
  decided!: DecidedThenType | null;

  @Field(() => ExplanationNote, { description: 'What this is about.' })
  note!: keyof typeof ExplanationNote;
}
