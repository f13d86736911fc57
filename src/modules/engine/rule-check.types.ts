import { Field, Int, ObjectType, registerEnumType } from 'type-graphql';

export const RuleContext = { EARNING_RULE: 'EARNING_RULE', AUDIENCE: 'AUDIENCE', SEGMENT: 'SEGMENT' } as const;

registerEnumType(RuleContext, {
  name: 'RuleContext',
  description: 'Where a rule is to stand: it decides what the rule may ask about.',
  valuesConfig: {
    EARNING_RULE: { description: 'A condition on an activity and the member it is about.' },
    AUDIENCE: { description: 'A condition on members alone: there is no activity to ask about.' },
    SEGMENT: {
      description: 'The rule of a segment: on members alone, and such that all of them can be asked at once.',
    },
  },
});

@ObjectType('RuleProblem', { simpleResolvers: true, description: 'Why a rule cannot be saved, and where.' })
export class RuleProblemType {
  @Field(() => String, { description: 'For programs: `UNKNOWN_ATTRIBUTE`, `TYPE_MISMATCH` …' })
  code!: string;

  @Field(() => String, { description: 'Finer than the code, one sentence each: `DIVISION_BY_ZERO`, `NOT_COMPARED` …' })
  kind!: string;

  @Field(() => String, { description: 'For people, in the language of the request.' })
  message!: string;

  @Field(() => Int, { description: 'Where it starts, in UTF-16 units.' })
  start!: number;

  @Field(() => Int, { description: 'Where it ends, exclusive.' })
  end!: number;

  @Field(() => Int, { description: 'The line it starts in, from 1.' })
  line!: number;

  @Field(() => Int, { description: 'The column it starts in, from 1, in UTF-16 units.' })
  column!: number;

  @Field(() => [String], { description: 'What could stand there instead, the best first.' })
  suggestions!: readonly string[];
}

@ObjectType('RuleSize', {
  simpleResolvers: true,
  description:
    'How many members a rule selects at the moment, among those that take part and that the caller sees. Of more than 200,000 members a sample is asked.',
})
export class RuleSizeType {
  @Field(() => Int, { nullable: true, description: 'Members it selects; null where that is too few to tell.' })
  members!: number | null;

  @Field(() => Int, { nullable: true, description: 'Of how many.' })
  of!: number | null;

  @Field(() => Int, { nullable: true, description: 'Of a sample: not fewer, nineteen times out of twenty.' })
  low!: number | null;

  @Field(() => Int, { nullable: true, description: 'Of a sample: not more, nineteen times out of twenty.' })
  high!: number | null;

  @Field(() => Boolean, { description: 'Whether a sample was asked and not everybody.' })
  isEstimate!: boolean;

  @Field(() => Boolean, { description: 'Whether it is below 20, which partners are not told.' })
  isTooSmallToTell!: boolean;
}

@ObjectType('RuleWarning', { simpleResolvers: true, description: 'Something about a rule that is probably not meant.' })
export class RuleWarningType {
  @Field(() => String, { description: 'For programs: `NOBODY`, `EVERYBODY`, `MOSTLY_UNKNOWN`, `EMPTY_BASE` …' })
  code!: string;

  @Field(() => String, { description: 'For people, in the language of the request.' })
  message!: string;

  @Field(() => Int, { nullable: true, description: 'Where what it is about starts, in UTF-16 units; null when it is about the whole rule.' })
  start!: number | null;

  @Field(() => Int, { nullable: true, description: 'Where that ends, exclusive.' })
  end!: number | null;

  @Field(() => Int, { nullable: true, description: 'The line it starts in, from 1.' })
  line!: number | null;

  @Field(() => Int, { nullable: true, description: 'The column it starts in, from 1, in UTF-16 units.' })
  column!: number | null;
} // prettier-ignore

@ObjectType('RuleCheck', { simpleResolvers: true, description: 'Whether a rule can be saved, and what it asks about.' })
export class RuleCheckType {
  @Field(() => Boolean, { description: 'Whether it can be saved.' })
  ok!: boolean;

  @Field(() => String, { nullable: true, description: 'What it results in: a condition is `bool`.' })
  resultType!: string | null;

  @Field(() => [String], { description: 'The attributes it asks for.' })
  attributes!: readonly string[];

  @Field(() => [String], { description: 'The functions it calls.' })
  functions!: readonly string[];

  @Field(() => [RuleProblemType], { description: 'Everything that is wrong with it, from left to right.' })
  problems!: readonly RuleProblemType[];
}
