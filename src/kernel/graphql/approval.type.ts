import { Field, ID, ObjectType } from 'type-graphql';
import { Access } from './access.js';

/**
 * Something that was asked for instead of done, by its id: what the payload of a mutation answers in its field `approval`.
 * The module of operators adds the fields that tell of it.
 */
@Access({ operator: true })
@ObjectType('Approval', {
  simpleResolvers: true,
  description: 'Something one operator asked for and another decides: who asked never decides, and it is done once.',
})
export class ApprovalType {
  @Field(() => ID, { description: '`apr_` and 26 characters: what `approvalDecide` takes.' })
  id!: string;
}

/** For a payload: what waits, if anything does. */
export function approvalOf(id: string | null | undefined): ApprovalType | null {
  return id == null ? null : { id };
}

export const APPROVAL = 'What was asked for instead of done: an operator may not do it alone. Null when it was done.';
