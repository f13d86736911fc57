import { Field, ID, ObjectType } from 'type-graphql';
import { Access } from '../../../kernel/graphql/access.js';
import { OutcomeType } from '../../../kernel/graphql/outcome.type.js';
import { Payload } from '../../../kernel/graphql/payload.js';
import { DateTime } from '../../../kernel/graphql/scalars.js';
import { CallerKind } from '../../brands/brands.types.js';
import { MemberStatus, MemberType } from '../members.types.js';

type Of<Enum> = Enum[keyof Enum];

@Access({ brand: 'members:suspend', isHostOnly: true })
@ObjectType('MemberStatusChange', { simpleResolvers: true, description: 'When a member was suspended or reinstated.' })
export class MemberStatusChangeType {
  @Field(() => ID, { description: '`sta_` and 26 characters.' })
  id!: string;

  @Field(() => MemberStatus, { description: 'What it was.' })
  fromStatus!: Of<typeof MemberStatus>;

  @Field(() => MemberStatus, { description: 'What it became.' })
  toStatus!: Of<typeof MemberStatus>;

  @Field(() => String, { description: 'Why, as whoever did it wrote it.' })
  reason!: string;

  @Field(() => CallerKind, { description: 'What kind of caller did it.' })
  byKind!: Of<typeof CallerKind>;

  @Field(() => ID, { nullable: true, description: 'Who did it: an operator or a key.' })
  byId!: string | null;

  @Field(() => DateTime, { description: 'When.' })
  occurredAt!: number;
}

@ObjectType('MemberSuspendPayload', { simpleResolvers: true, description: 'Who was suspended.' })
export class MemberSuspendPayload extends Payload {
  @Field(() => MemberType, { nullable: true, description: 'The member, with its status.' })
  member?: MemberType | null;

  @Field(() => OutcomeType, { nullable: true, description: 'What it led to.' })
  outcome?: OutcomeType | null;
}

@ObjectType('MemberReinstatePayload', { simpleResolvers: true, description: 'Who takes part again.' })
export class MemberReinstatePayload extends Payload {
  @Field(() => MemberType, { nullable: true, description: 'The member, with its status.' })
  member?: MemberType | null;

  @Field(() => OutcomeType, { nullable: true, description: 'What it led to.' })
  outcome?: OutcomeType | null;
}
