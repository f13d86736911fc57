import { Entity, Index } from 'typeorm';
import { Amount, At, Code, Count, Flag, Id, JsonText, On, Ref } from '../../kernel/columns.js';
import type { LocalisedText } from '../../kernel/refusal.js';
import type { Expiry } from './lots.js';

/** A kind of points with rules of its own. */
@Entity('wallets')
export class Wallet {
  @Id() id!: string;
  @Code() code!: string;
  @JsonText() unitName!: LocalisedText;
  @Flag() isSpendable!: boolean;
  /** Days until points can be spent: the return window. */
  @Count() pendingDays!: number;
  @JsonText() expiry!: Expiry;
  @Count() position!: number;
  @Code({ length: 16 }) status!: 'active' | 'retired';
}

/** What a member has in a wallet. `available + pending` is the balance: the sum of its transfers and of its open lots. */
@Entity('point_accounts')
export class PointAccount {
  @Ref({ key: true }) memberId!: string;
  @Code({ key: true, length: 26 }) wallet!: string;
  @Amount() available!: number;
  @Amount() pending!: number;
  /** Ever earned, net of what was taken back. */
  @Amount() earned!: number;
}

/** One immutable row a movement: `amount` goes from `debit` to `credit`, so all accounts together are always zero. */
@Entity('point_transfers')
@Index('point_transfers_member_time', ['memberId', 'occurredAt', 'id'])
@Index('point_transfers_reverses', ['reversesId'], { unique: true })
export class PointTransfer {
  @Id() id!: string;
  @Ref() memberId!: string;
  @Code({ length: 26 }) wallet!: string;
  @Code({ length: 16 }) kind!: 'earn' | 'spend' | 'take_back' | 'give_back' | 'expire';
  /** A member's id, or a program account such as `issued:brd_aurora`, `redeemed:…`, `reversed:…`, `expired:…`. */
  @Code() debit!: string;
  @Code() credit!: string;
  @Amount() amount!: number;
  /** The brand it is booked for. */
  @Ref() brandId!: string;
  /** The activity that caused it. */
  @Ref() causeId!: string;
  @Code({ length: 120 }) reason!: string;
  @Ref({ nullable: true }) reversesId!: string | null;
  @At() occurredAt!: number;
  @On() occurredOn!: string;
  @At() recordedAt!: number;
}

/** Points of one earning: where they came from, who pays for them, when they can be spent and when they die. */
@Entity('point_lots')
@Index('point_lots_member_time', ['memberId', 'occurredAt', 'id'])
@Index('point_lots_cause', ['causeId'])
@Index('point_lots_due', ['dueAt', 'memberId'])
export class PointLot {
  /** The ULID of the transfer that opened it. */
  @Id() id!: string;
  @Ref() memberId!: string;
  @Code({ length: 26 }) wallet!: string;
  @Ref() issuerId!: string;
  @Ref() funderId!: string;
  @Ref() causeId!: string;
  @Amount() amount!: number;
  @Amount() remaining!: number;
  /** How much of it refunds have claimed, also what had been spent by then. */
  @Amount() reversed!: number;
  @At() occurredAt!: number;
  @On() occurredOn!: string;
  @At() availableAt!: number;
  @At({ nullable: true }) expiresAt!: number | null;
  @Flag() isPending!: boolean;
  /** When something happens to it next: it becomes available, or it expires. */
  @At({ nullable: true }) dueAt!: number | null;
}

/** Which lots a transfer took from, and how much; negative where it gave back. */
@Entity('point_draws')
@Index('point_draws_lot', ['lotId'])
export class PointDraw {
  @Ref({ key: true }) transferId!: string;
  @Ref({ key: true }) lotId!: string;
  @Ref() memberId!: string;
  @Amount() amount!: number;
  @At() occurredAt!: number;
}
