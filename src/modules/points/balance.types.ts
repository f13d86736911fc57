import { Field, ID, ObjectType, registerEnumType } from 'type-graphql';
import { Access } from '../../kernel/graphql/access.js';
import { connectionOf } from '../../kernel/graphql/connection.js';
import { Node } from '../../kernel/graphql/node.js';
import { DateTime, SafeInt } from '../../kernel/graphql/scalars.js';
import { WalletType } from './wallet.types.js';

export const LotSourceKind = { RULE: 'rule', GIVEN: 'given', PACK: 'pack', ADJUSTED: 'adjusted', TRANSFERRED: 'transferred' } as const; // prettier-ignore

registerEnumType(LotSourceKind, {
  name: 'LotSource',
  description: 'Who gave points.',
  valuesConfig: {
    RULE: { description: 'A rule.' },
    GIVEN: { description: 'A brand, by hand.' },
    PACK: { description: 'The pack of a tier that was reached.' },
    ADJUSTED: { description: 'A correction.' },
    TRANSFERRED: { description: 'Another member.' },
  },
});

@ObjectType('ExpiringPoints', { simpleResolvers: true, description: 'Points that die at the same instant.' })
export class ExpiringPointsType {
  @Field(() => SafeInt, { description: 'How many.' })
  amount!: number;

  @Field(() => DateTime, { description: 'When.' })
  expiresAt!: number;
}

@Access({ brand: 'points:read', member: true })
@ObjectType('Balance', { simpleResolvers: true, description: 'What a member has in one wallet.' })
export class BalanceType {
  @Field(() => ID, { description: 'The member and the wallet: the same for as long as both exist.' })
  id!: string;

  @Field(() => WalletType, { description: 'The wallet.' })
  wallet!: WalletType;

  @Field(() => SafeInt, { description: 'Points that can be spent now.' })
  available!: number;

  @Field(() => SafeInt, { description: 'Points that are earned and wait for the return window to end.' })
  pending!: number;

  @Field(() => SafeInt, {
    description: 'Points that holds reserve. Available, pending and held together are the balance.',
  })
  held!: number;

  @Field(() => SafeInt, {
    description:
      'Points that refunds could not take back, because they had been spent: taken from what comes in next. Not part of the balance.',
  })
  owed!: number;

  /** Whose it is, for the fields that read on. */
  memberId!: string;
}

@Access({ brand: 'points:read', member: true })
@ObjectType('PointLot', {
  implements: Node,
  simpleResolvers: true,
  description: 'Points of one earning: where they came from and when they die.',
})
export class PointLotType {
  @Field(() => ID, { description: '`lot_` and 26 characters; those of the transfer that opened it.' })
  id!: string;

  @Field(() => WalletType, { description: 'The wallet.' })
  wallet!: WalletType;

  @Field(() => SafeInt, { description: 'How many were earned.' })
  amount!: number;

  @Field(() => SafeInt, { description: 'How many are left, those that are held included; below zero for a debt.' })
  remaining!: number;

  @Field(() => SafeInt, { description: 'How many of them holds reserve.' })
  held!: number;

  @Field(() => LotSourceKind, { description: 'Who gave them.' })
  source!: (typeof LotSourceKind)[keyof typeof LotSourceKind];

  @Field(() => ID, { nullable: true, description: 'The brand that issued them.' })
  @Access({ brand: 'points:read' })
  issuerId!: string;

  @Field(() => ID, { nullable: true, description: 'The brand that pays for them.' })
  @Access({ brand: 'points:read', isHostOnly: true })
  funderId!: string;

  @Field(() => DateTime, { description: 'When they were earned.' })
  occurredAt!: number;

  @Field(() => DateTime, { description: 'When they can be spent from.' })
  availableAt!: number;

  @Field(() => DateTime, { nullable: true, description: 'When they die; null for never.' })
  expiresAt!: number | null;

  @Field(() => Boolean, { description: 'Whether they still wait for the return window to end.' })
  isPending!: boolean;

  @Field(() => ID, { description: 'The activity that earned them.' })
  causeId!: string;
}

export const PointLotConnection = connectionOf(PointLotType, 'PointLot', "a member's lots, the newest first");
