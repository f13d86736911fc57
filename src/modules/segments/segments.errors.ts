import { Field, Int, ObjectType } from 'type-graphql';
import type { ErrorType } from '../../kernel/graphql/errors.js';
import { MutationError } from '../../kernel/graphql/errors.js';

@ObjectType('RuleDeclined', {
  implements: MutationError,
  simpleResolvers: true,
  description: 'A rule that cannot be saved, and the place in it because of which.',
})
export class RuleDeclined extends MutationError {
  @Field(() => Int, { description: 'Where it starts, in UTF-16 units of the rule.' })
  start!: number;

  @Field(() => Int, { description: 'Where it ends, exclusive.' })
  end!: number;

  @Field(() => Int, { description: 'The line it starts in, from 1.' })
  line!: number;

  @Field(() => Int, { description: 'The column it starts in, from 1, in UTF-16 units.' })
  column!: number;

  @Field(() => String, { nullable: true, description: 'What kind of problem it is, as `RuleProblem.kind`; null where the code says all.' })
  kind?: string | null;

  @Field(() => String, { nullable: true, description: 'What could stand there instead.' })
  suggestion?: string | null;

  @Field(() => String, { nullable: true, description: 'With SEGMENT_CYCLE: the way round, `a → b → a`.' })
  way?: string | null;
} // prettier-ignore

export const ruleDeclined: ErrorType = {
  codes: ['INVALID_RULE', 'SEGMENT_CYCLE', 'UNKNOWN_SEGMENT'],
  type: RuleDeclined,
};
