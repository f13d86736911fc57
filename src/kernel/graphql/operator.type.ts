import { Field, ID, ObjectType } from 'type-graphql';
import { Access } from './access.js';

/** Somebody of the back office, by its id; the module of operators adds the fields that say who it is. */
@Access({ brand: 'audit:read', isHostOnly: true, operator: true })
@ObjectType('Operator', { simpleResolvers: true, description: 'Somebody who works in the back office.' })
export class OperatorType {
  @Field(() => ID, { description: '`opr_` and 26 characters.' })
  id!: string;
}
