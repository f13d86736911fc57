import { Field, ID, ObjectType, registerEnumType } from 'type-graphql';
import { Access } from '../../kernel/graphql/access.js';
import { connectionOf } from '../../kernel/graphql/connection.js';
import { Node } from '../../kernel/graphql/node.js';
import { DateTime, SafeInt } from '../../kernel/graphql/scalars.js';
import { PaymentType, PointsPayload } from './points.types.js';
import { WalletType } from './wallet.types.js';

export const HoldState = { HELD: 'held', CAPTURED: 'captured', RELEASED: 'released', EXPIRED: 'expired' } as const;
export const HoldAction = { CAPTURE: 'CAPTURE', RELEASE: 'RELEASE' } as const;

registerEnumType(HoldState, {
  name: 'HoldState',
  description: 'How a hold stands.',
  valuesConfig: {
    HELD: { description: 'Points are reserved.' },
    CAPTURED: { description: 'They were spent, whole or in part; the rest was let go.' },
    RELEASED: { description: 'They were let go.' },
    EXPIRED: { description: 'Nobody captured them in time: they were let go by themselves.' },
  },
});
registerEnumType(HoldAction, {
  name: 'HoldAction',
  description: 'What may be done with a hold now.',
  valuesConfig: {
    CAPTURE: { description: '`pointsCapture` may be called.' },
    RELEASE: { description: '`pointsRelease` may be called.' },
  },
});

@Access({ brand: 'points:read', member: true })
@ObjectType('PointHold', {
  implements: Node,
  simpleResolvers: true,
  description: 'Points that are reserved for a payment that is under way.',
})
export class PointHoldType {
  @Field(() => ID, { description: '`hld_` and 26 characters.' })
  id!: string;

  @Field(() => WalletType, { description: 'The wallet.' })
  wallet!: WalletType;

  @Field(() => HoldState, { description: 'How it stands.' })
  status!: (typeof HoldState)[keyof typeof HoldState];

  @Field(() => SafeInt, { description: 'How many points were reserved.' })
  amount!: number;

  @Field(() => SafeInt, { description: 'How many of them were spent.' })
  captured!: number;

  @Field(() => SafeInt, { description: 'How many of them were let go.' })
  released!: number;

  @Field(() => String, { description: 'Why: what the brand said.' })
  reason!: string;

  @Field(() => String, { nullable: true, description: "The brand's order they are to pay for." })
  orderId!: string | null;

  @Field(() => DateTime, { description: 'When they were reserved.' })
  occurredAt!: number;

  @Field(() => DateTime, { description: 'When they are let go by themselves.' })
  expiresAt!: number;

  @Field(() => DateTime, { nullable: true, description: 'When it ended.' })
  endedAt!: number | null;

  @Field(() => ID, { description: 'The activity that made it.' })
  causeId!: string;
}

export const PointHoldConnection = connectionOf(PointHoldType, 'PointHold', "a member's holds, the newest first");

@ObjectType('PointsHoldPayload', { simpleResolvers: true, description: 'Points that were reserved.' })
export class PointsHoldPayload extends PointsPayload {
  @Field(() => PaymentType, { nullable: true, description: 'What they pay of the order, where one was named.' })
  payment?: PaymentType | null;
}

@ObjectType('PointsCapturePayload', { simpleResolvers: true, description: 'Reserved points that were spent.' })
export class PointsCapturePayload extends PointsPayload {}

@ObjectType('PointsReleasePayload', { simpleResolvers: true, description: 'Reserved points that were let go.' })
export class PointsReleasePayload extends PointsPayload {}
