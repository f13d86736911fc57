import { Field, InputType, ObjectType } from 'type-graphql';
import { APPROVAL, ApprovalType } from '../../kernel/graphql/approval.type.js';
import { MutationError } from '../../kernel/graphql/errors.js';
import { OutcomeType } from '../../kernel/graphql/outcome.type.js';
import { Payload } from '../../kernel/graphql/payload.js';
import { DateTime, SafeInt } from '../../kernel/graphql/scalars.js';
import { MemberType } from '../members/members.types.js';
import { WalletType } from './wallet.types.js';

/** For other modules, which come in by this file alone. */
export { WalletType } from './wallet.types.js';

@ObjectType('PointsOutcome', { simpleResolvers: true, description: 'Points that moved.' })
export class PointsOutcomeType {
  @Field(() => WalletType, { description: 'The wallet.' })
  wallet!: WalletType;

  @Field(() => SafeInt, { description: 'How the balance changed: negative when points left it.' })
  amount!: number;

  @Field(() => DateTime, { description: 'When they can be spent from.' })
  availableAt!: number;

  @Field(() => String, { description: 'Why: the code of a rule, or what the brand said.' })
  reason!: string;
}

@InputType('PointsInput', { description: 'Points a brand gives or takes outside the rules.' })
export class PointsInput {
  @Field(() => String, { description: 'The code of the wallet.' })
  wallet!: string;

  @Field(() => SafeInt, { description: 'How many: a whole number from 1.' })
  amount!: number;

  @Field(() => String, { description: "Why, for the member's ledger: at most 120 characters." })
  reason!: string;
}

@InputType('PointsLifeInput', { description: 'When points can be spent and when they die.' })
export class PointsLifeInput {
  @Field(() => DateTime, {
    nullable: true,
    description: 'From when they can be spent; as the wallet says when absent.',
  })
  availableAt?: number | null;

  @Field(() => DateTime, { nullable: true, description: 'When they die; as the wallet says when absent.' })
  expiresAt?: number | null;
}

@InputType('OrderPaidInput', { description: 'An order that points pay for, whole or in part.' })
export class OrderPaidInput {
  @Field(() => String, { description: "The brand's id of the order: what its refunds will name." })
  orderId!: string;

  @Field(() => SafeInt, { description: 'What the order costs before points, in minor units.' })
  amountMinor!: number;
}

@ObjectType('PointsPayment', {
  simpleResolvers: true,
  description: 'What points pay of an order, and what is left to pay.',
})
export class PaymentType {
  @Field(() => SafeInt, { description: 'How many points.' })
  points!: number;

  /** In minor units, for the fields that tell money. */
  worthMinor!: number;
  payableMinor!: number;
}

/** What giving, taking and reversing answer. */
@ObjectType({ simpleResolvers: true })
export abstract class PointsPayload extends Payload {
  @Field(() => MemberType, { nullable: true, description: 'The member, with its balances as they are now.' })
  member?: MemberType | null;

  @Field(() => OutcomeType, { nullable: true, description: 'Everything it led to.' })
  outcome?: OutcomeType | null;

  /** The entry this wrote; null for a dry run. */
  transferId?: string | null;

  /** The hold it was about; null for a dry run. */
  holdId?: string | null;
}

@ObjectType('PointsEarnPayload', { simpleResolvers: true, description: 'Points that were given.' })
export class PointsEarnPayload extends PointsPayload {
  @Field(() => ApprovalType, { nullable: true, description: APPROVAL })
  approval?: ApprovalType | null;
}

@ObjectType('PointsSpendPayload', { simpleResolvers: true, description: 'Points that were spent.' })
export class PointsSpendPayload extends PointsPayload {
  @Field(() => PaymentType, { nullable: true, description: 'What they pay of the order, where one was named.' })
  payment?: PaymentType | null;
}

@ObjectType('PointsReversePayload', { simpleResolvers: true, description: 'A movement of points that was reversed.' })
export class PointsReversePayload extends PointsPayload {}

@ObjectType('InsufficientPoints', {
  implements: MutationError,
  simpleResolvers: true,
  description: 'There are not enough points.',
})
export class InsufficientPoints extends MutationError {
  @Field(() => SafeInt, { description: 'How many are needed.' })
  needed!: number;

  @Field(() => SafeInt, { description: 'How many can be spent now.' })
  available!: number;
}
