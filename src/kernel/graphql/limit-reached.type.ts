import { Field, ObjectType } from 'type-graphql';
import { MutationError } from './errors.js';
import { DateTime } from './scalars.js';

@ObjectType('LimitReached', {
  implements: MutationError,
  simpleResolvers: true,
  description: 'It was done as often as it may be for now.',
})
export class LimitReached extends MutationError {
  @Field(() => DateTime, { nullable: true, description: 'When it may be done again; null for never.' })
  resetsAt!: number | null;
}
