import { Entity, Index } from 'typeorm';
import { Amount, At, Code, Count, Flag, Id, JsonText, On, Ref } from '../../kernel/columns.js';
import type { LocalisedText } from '../../kernel/refusal.js';
import type { LotSource } from './lots.js';
import type { Caps, CashRate, Expiry, NegativePolicy, TransferRule } from './wallet-rules.js';

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
  /** How much rules may give within an order, a day, a month. */
  @JsonText({ nullable: true }) caps!: Caps | null;
  /** What a refund does about points that were spent. */
  @JsonText({ nullable: true }) negative!: NegativePolicy | null;
  /** Whether members may give points to one another; null for no. */
  @JsonText({ nullable: true }) transfer!: TransferRule | null;
  /** What points are worth at a checkout; null where they are not money. */
  @JsonText({ nullable: true }) cash!: CashRate | null;
  /** How many days before they die members are told. */
  @JsonText({ nullable: true }) noticeDays!: number[] | null;
  /** Grows with every change, so that nobody overwrites what they have not seen. */
  @Count() version!: number;
  @Count() position!: number;
  @Code({ length: 16 }) status!: 'active' | 'retired';
}

/** What a member has in a wallet. `available + pending + held` is the balance: the sum of its transfers and of its open lots. */
@Entity('point_accounts')
export class PointAccount {
  @Ref({ key: true }) memberId!: string;
  @Code({ key: true, length: 26 }) wallet!: string;
  @Amount() available!: number;
  @Amount() pending!: number;
  /** Reserved by holds. */
  @Amount() held!: number;
  /** Claims of refunds on points that had been spent, to be taken from later earnings. Not part of the balance. */
  @Amount() owed!: number;
  /** Ever earned, net of what was taken back. */
  @Amount() earned!: number;
}

export type TransferKind =
  | 'earn' | 'spend' | 'take_back' | 'give_back' | 'expire' | 'adjust' | 'transfer_out' | 'transfer_in' | 'recover' | 'offset'; // prettier-ignore

/** One immutable row a movement: `amount` goes from `debit` to `credit`, so all accounts together are always zero. */
@Entity('point_transfers')
@Index('point_transfers_member_time', ['memberId', 'occurredAt', 'id'])
@Index('point_transfers_reverses', ['reversesId'], { unique: true })
@Index('point_transfers_recorded', ['recordedAt'])
export class PointTransfer {
  @Id() id!: string;
  @Ref() memberId!: string;
  @Code({ length: 26 }) wallet!: string;
  @Code({ length: 16 }) kind!: TransferKind;
  /** A member's id, or a program account such as `issued:brd_aurora`, `redeemed:…`, `reversed:…`, `expired:…`, `adjusted:…`, `transferred:…`. */
  @Code() debit!: string;
  @Code() credit!: string;
  @Amount() amount!: number;
  /** The brand it is booked for. */
  @Ref() brandId!: string;
  /** The activity that caused it. */
  @Ref() causeId!: string;
  @Code({ length: 120 }) reason!: string;
  @Ref({ nullable: true }) reversesId!: string | null;
  /** The brand's order that points paid for. */
  @Code({ nullable: true, length: 190 }) subjectId!: string | null;
  /** The hold it was captured from. */
  @Ref({ nullable: true }) holdId!: string | null;
  @At() occurredAt!: number;
  @On() occurredOn!: string;
  @At() recordedAt!: number;
}

/** Points of one earning: where they came from, who pays for them, when they can be spent and when they die. */
@Entity('point_lots')
@Index('point_lots_member_time', ['memberId', 'occurredAt', 'id'])
@Index('point_lots_cause', ['causeId'])
@Index('point_lots_due', ['dueAt', 'memberId'])
@Index('point_lots_notice', ['noticeAt', 'memberId'])
export class PointLot {
  /** The ULID of the transfer that opened it. */
  @Id() id!: string;
  @Ref() memberId!: string;
  @Code({ length: 26 }) wallet!: string;
  @Ref() issuerId!: string;
  @Ref() funderId!: string;
  @Ref() causeId!: string;
  /** Who gave them: a rule, a brand by hand, the pack of a tier, a correction, another member. */
  @Code({ length: 16 }) source!: LotSource;
  @Amount() amount!: number;
  /** What is left, that held by holds included. Below zero only where a wallet allows debts. */
  @Amount() remaining!: number;
  @Amount() held!: number;
  @Amount() expired!: number;
  /** How much of it refunds have claimed, also what had been spent by then. */
  @Amount() reversed!: number;
  @At() occurredAt!: number;
  @On() occurredOn!: string;
  @At() recordedAt!: number;
  @At() availableAt!: number;
  @At({ nullable: true }) expiresAt!: number | null;
  @Flag() isPending!: boolean;
  /** When it was written that they can be spent, where they waited. */
  @At({ nullable: true }) maturedAt!: number | null;
  /** When something happens to it next: it becomes available, or it expires. */
  @At({ nullable: true }) dueAt!: number | null;
  /** When the member is told next that they die. */
  @At({ nullable: true }) noticeAt!: number | null;
}

/** Points that are reserved for a time: captured, whole or in part, or released. */
@Entity('point_holds')
@Index('point_holds_member_time', ['memberId', 'occurredAt', 'id'])
@Index('point_holds_due', ['dueAt', 'memberId'])
export class PointHold {
  @Id() id!: string;
  @Ref() memberId!: string;
  @Code({ length: 26 }) wallet!: string;
  @Ref() brandId!: string;
  @Ref() causeId!: string;
  @Code({ length: 120 }) reason!: string;
  @Code({ nullable: true, length: 190 }) subjectId!: string | null;
  @Amount() amount!: number;
  @Amount() captured!: number;
  @Amount() released!: number;
  @Code({ length: 16 }) status!: HoldStatus;
  @At() occurredAt!: number;
  @At() recordedAt!: number;
  /** When it is released by itself. */
  @At() expiresAt!: number;
  @At({ nullable: true }) endedAt!: number | null;
  /** `expiresAt` while it is held. */
  @At({ nullable: true }) dueAt!: number | null;
}

export type HoldStatus = 'held' | 'captured' | 'released' | 'expired';

/** What a hold still reserves of a lot. */
@Entity('point_reserves')
@Index('point_reserves_member', ['memberId'])
export class PointReserve {
  @Ref({ key: true }) holdId!: string;
  @Ref({ key: true }) lotId!: string;
  @Ref() memberId!: string;
  @Amount() amount!: number;
}

/** What a refund could not take back, because it had been spent: taken from later earnings where the wallet recovers. */
@Entity('point_claims')
@Index('point_claims_member', ['memberId', 'wallet'])
export class PointClaim {
  @Id() id!: string;
  @Ref() memberId!: string;
  @Code({ length: 26 }) wallet!: string;
  @Ref() brandId!: string;
  @Ref() causeId!: string;
  @Ref() lotId!: string;
  @Amount() amount!: number;
  @At() occurredAt!: number;
  @At() recordedAt!: number;
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
