import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { Payload } from '../../../kernel/graphql/payload.js';

@InputType('BenefitIssueBulkInput', { description: 'A benefit for many members.' })
export class BenefitIssueBulkInput {
  @Field(() => ID, { description: 'What.' })
  benefitId!: string;

  @Field(() => ID, { nullable: true, description: 'To everybody who is in this segment.' })
  segmentId?: string | null;

  @Field(() => [ID], { nullable: true, description: 'Or to these members, at most 5,000; those that are not there are left out.' })
  memberIds?: string[] | null;

  @Field(() => String, { description: 'Why: 1 to 120 characters.' })
  reason!: string;

  @Field(() => String, { nullable: true, description: 'Names the batch, at most 200 characters: under one name nobody gets a second one of the benefit, however often it is asked for. The idempotency key when absent.' })
  batch?: string | null;
} // prettier-ignore

@ObjectType('BenefitIssueBulkPayload', { simpleResolvers: true, description: 'A batch that is being worked on.' })
export class BenefitIssueBulkPayload extends Payload {
  @Field(() => ID, { nullable: true, description: 'The job: `jobs` tells how many members are done.' })
  jobId!: string | null;

  @Field(() => Int, { nullable: true, description: 'How many members it is about.' })
  members!: number | null;
}
