import { Field, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import { Access } from '../../kernel/graphql/access.js';
import { ApprovalType } from '../../kernel/graphql/approval.type.js';
import { connectionOf } from '../../kernel/graphql/connection.js';
import { Payload } from '../../kernel/graphql/payload.js';
import { OperatorType } from '../../kernel/graphql/operator.type.js';
import { DateTime } from '../../kernel/graphql/scalars.js';

export const ApprovalStatusEnum = { PENDING: 'pending', APPROVED: 'approved', REJECTED: 'rejected', WITHDRAWN: 'withdrawn', EXPIRED: 'expired' } as const; // prettier-ignore

registerEnumType(ApprovalStatusEnum, {
  name: 'ApprovalStatus',
  description: 'Where an approval stands.',
  valuesConfig: {
    PENDING: { description: 'Nobody has decided yet.' },
    APPROVED: { description: 'Somebody else approved it, and it was done.' },
    REJECTED: { description: 'Somebody else rejected it.' },
    WITHDRAWN: { description: 'Who asked for it took it back, or may not come any more.' },
    EXPIRED: { description: 'Nobody decided within seven days.' },
  },
});

export const ApprovalDecision = { APPROVE: 'APPROVE', REJECT: 'REJECT', WITHDRAW: 'WITHDRAW' } as const;

registerEnumType(ApprovalDecision, {
  name: 'ApprovalDecision',
  description: 'How an approval ends.',
  valuesConfig: {
    APPROVE: { description: 'It is done now, in the same transaction. Not for who asked for it.' },
    REJECT: { description: 'It is not done. Not for who asked for it.' },
    WITHDRAW: { description: 'Taken back by who asked for it.' },
  },
});

@InputType('ApprovalFilterInput', { description: 'Which approvals. What is not said does not matter.' })
export class ApprovalFilterInput {
  @Field(() => [ApprovalStatusEnum], { nullable: true, description: 'In any of these states.' })
  status?: (typeof ApprovalStatusEnum)[keyof typeof ApprovalStatusEnum][] | null;

  @Field(() => String, { nullable: true, description: 'Of this kind, such as `operators.give-role`.' })
  kind?: string | null;
}

@ObjectType('ApprovalDecidePayload', { simpleResolvers: true, description: 'An approval that was decided.' })
export class ApprovalDecidePayload extends Payload {
  @Field(() => ApprovalType, { nullable: true, description: 'The approval as it stands now.' })
  approval?: ApprovalType | null;
}

@ObjectType('OperatorStoreSetPayload', { simpleResolvers: true, description: 'A clerk that was bound to a store.' })
export class OperatorStoreSetPayload extends Payload {
  @Field(() => OperatorType, { nullable: true, description: 'The operator.' })
  operator?: OperatorType | null;
}

export const ApprovalConnection = connectionOf(ApprovalType, 'Approval', 'approvals, the newest first');

@Access({ brand: 'audit:read', isHostOnly: true })
@ObjectType('AuditEntry', {
  simpleResolvers: true,
  description: 'What a person changed. Entries are never changed; personal values are left out.',
})
export class AuditEntryType {
  @Field(() => ID, { description: '`aud_` and 26 characters.' })
  id!: string;

  @Field(() => DateTime, { description: 'When.' })
  at!: number;

  @Field(() => String, { description: '`operator`, or `system` for whoever works on the machine itself.' })
  actor!: string;

  /** For the field that tells who. */
  operatorId!: string | null;

  @Field(() => String, { description: 'What: module and act, or the mutation that was called.' })
  action!: string;

  @Field(() => String, { nullable: true, description: 'What kind of thing it was done to.' })
  subjectType!: string | null;

  @Field(() => ID, { nullable: true, description: 'The thing it was done to.' })
  subjectId!: string | null;

  /** Texts of JSON, for the fields that tell them. */
  was!: string | null;
  became!: string | null;
  input!: string | null;

  @Field(() => String, { nullable: true, description: 'Why, in the words of who did it.' })
  reason!: string | null;

  @Field(() => String, { nullable: true, description: 'The request it came with.' })
  requestId!: string | null;

  @Field(() => Int, { nullable: true, description: 'The seal that covers it; null for about a minute.' })
  seal!: number | null;
}

@InputType('AuditFilterInput', { description: 'Which entries. What is not said does not matter.' })
export class AuditFilterInput {
  @Field(() => ID, { nullable: true, description: 'About this thing.' })
  subjectId?: string | null;

  @Field(() => ID, { nullable: true, description: 'By this operator.' })
  operatorId?: string | null;

  @Field(() => String, { nullable: true, description: 'Of this action, such as `operators.created`.' })
  action?: string | null;

  @Field(() => DateTime, { nullable: true, description: 'At this instant or later.' })
  from?: number | null;

  @Field(() => DateTime, { nullable: true, description: 'Before this instant.' })
  before?: number | null;
}

export const AuditConnection = connectionOf(AuditEntryType, 'Audit', 'what people changed, the newest first');

export const JobStatus = { RUNNING: 'running', DONE: 'done', FAILED: 'failed' } as const;

registerEnumType(JobStatus, {
  name: 'JobStatus',
  description: 'Where long work stands.',
  valuesConfig: {
    RUNNING: { description: 'Under way, or interrupted and to be started again.' },
    DONE: { description: 'Done.' },
    FAILED: { description: 'Failed; when it is started again it goes on where it was.' },
  },
});

@Access({ brand: 'jobs:read', isHostOnly: true })
@ObjectType('Job', { simpleResolvers: true, description: 'Long work with its progress: an import, a rebuild.' })
export class JobType {
  @Field(() => ID, { description: '`job_` and 26 characters.' })
  id!: string;

  @Field(() => String, { description: 'What kind of work.' })
  kind!: string;

  @Field(() => JobStatus, { description: 'Where it stands.' })
  status!: (typeof JobStatus)[keyof typeof JobStatus];

  @Field(() => Int, { description: 'How many steps are done and will not be done again.' })
  progress!: number;

  @Field(() => String, { nullable: true, description: 'Why it failed.' })
  error!: string | null;

  @Field(() => DateTime, { description: 'When it was started first.' })
  createdAt!: number;

  @Field(() => DateTime, { description: 'When it last came further.' })
  updatedAt!: number;
}

export const JobConnection = connectionOf(JobType, 'Job', 'long work, the newest first');
