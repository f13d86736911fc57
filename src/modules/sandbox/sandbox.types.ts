import { Field, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import { Payload } from '../../kernel/graphql/payload.js';
import { DateTime } from '../../kernel/graphql/scalars.js';
import { MemberType } from '../members/members.types.js';
import { PersonaKind } from './personas.js';

registerEnumType(PersonaKind, {
  name: 'PersonaKind',
  description: 'People to try things with, each with a history that leads up to where it stands.',
  valuesConfig: {
    NEWCOMER: { description: 'Has just joined and done nothing yet.' },
    REGULAR: { description: 'Buys every month.' },
    LOYAL: { description: 'Has bought enough for the highest tier of the first ladder.' },
    NEARLY_THERE: { description: 'Has nine tenths of what the first step up the ladder takes.' },
    LAPSING: {
      description: 'Took the first step up nearly a window ago: within days those purchases no longer count.',
    },
    EXPIRING: { description: 'Has points that die by the end of the month, if the program lets any die.' },
    SUSPENDED: { description: 'A regular who was suspended: nothing can be recorded for it.' },
    RETURNER: { description: 'Has bought twice and given one order back.' },
  },
});

@InputType('PersonaCreateInput', { description: 'Whom to make up.' })
export class PersonaCreateInput {
  @Field(() => PersonaKind, { description: 'What kind of person.' })
  kind!: keyof typeof PersonaKind;

  @Field(() => String, {
    nullable: true,
    description: 'Your own id for it, 1 to 150 characters; made up when nothing is said.',
  })
  externalId?: string | null;
}

@InputType('ClockAdvanceInput', { description: 'How far the clock is to go: exactly one of the fields.' })
export class ClockAdvanceInput {
  @Field(() => DateTime, { nullable: true, description: 'To this instant.' })
  to?: number | null;

  @Field(() => Int, { nullable: true, description: 'By so many hours.' })
  byHours?: number | null;

  @Field(() => Int, { nullable: true, description: 'By so many days of 24 hours.' })
  byDays?: number | null;
}

@ObjectType('PersonaCreatePayload', { simpleResolvers: true, description: 'Who was made up.' })
export class PersonaCreatePayload extends Payload {
  @Field(() => MemberType, { nullable: true, description: 'A member of the sandbox like any other.' })
  member?: MemberType | null;
}

@ObjectType('SandboxResetPayload', { simpleResolvers: true, description: 'That the sandbox is empty.' })
export class SandboxResetPayload extends Payload {
  @Field(() => DateTime, { nullable: true, description: 'What its clock shows: the real time again.' })
  now?: number | null;
}

@ObjectType('DueWork', { simpleResolvers: true, description: 'What one schedule did.' })
export class DueWorkType {
  @Field(() => String, { description: 'The name of the schedule, such as `points.settle`.' })
  schedule!: string;

  @Field(() => Int, { description: 'How many things it did: members, rows or letters, as the schedule counts.' })
  count!: number;
}

@ObjectType('ClockAdvancePayload', { simpleResolvers: true, description: 'How late it is in the sandbox now.' })
export class ClockAdvancePayload extends Payload {
  @Field(() => DateTime, { nullable: true, description: 'What its clock shows. It goes on from there.' })
  now?: number | null;

  @Field(() => [DueWorkType], { description: 'What became due on the way and was done.' })
  due!: readonly DueWorkType[];
}
