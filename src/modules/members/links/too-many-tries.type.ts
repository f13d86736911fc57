import { Field, Int, ObjectType } from 'type-graphql';
import { MutationError } from '../../../kernel/graphql/errors.js';

@ObjectType('TooManyTries', {
  implements: MutationError,
  simpleResolvers: true,
  description: 'Too many codes were wrong: for a while none is looked at, right ones neither.',
})
export class TooManyTries extends MutationError {
  @Field(() => Int, { description: 'When to try again, in seconds from now.' })
  seconds!: number;
}
