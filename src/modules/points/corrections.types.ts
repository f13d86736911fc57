import { Field, InputType, ObjectType } from 'type-graphql';
import { APPROVAL, ApprovalType } from '../../kernel/graphql/approval.type.js';
import { SafeInt } from '../../kernel/graphql/scalars.js';
import { PointsPayload } from './points.types.js';

@InputType('PointsAdjustInput', { description: 'A correction of a balance.' })
export class PointsAdjustInput {
  @Field(() => String, { description: 'The code of the wallet.' })
  wallet!: string;

  @Field(() => SafeInt, { description: 'Whole points: positive gives, negative takes what is available.' })
  amount!: number;

  @Field(() => String, { description: 'Why, for auditors and for the ledger of the member: 1 to 120 characters.' })
  reason!: string;
}

@ObjectType('PointsAdjustPayload', { simpleResolvers: true, description: 'A balance that was corrected.' })
export class PointsAdjustPayload extends PointsPayload {
  @Field(() => ApprovalType, { nullable: true, description: APPROVAL })
  approval?: ApprovalType | null;
}

@ObjectType('PointsTransferPayload', {
  simpleResolvers: true,
  description: 'Points that went from one member to another; `member` is who gave them.',
})
export class PointsTransferPayload extends PointsPayload {}
