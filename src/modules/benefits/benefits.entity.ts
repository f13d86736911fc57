import { Entity, Index } from 'typeorm';
import { Amount, At, Code, Count, Id, JsonText, Ref } from '../../kernel/columns.js';
import type { BenefitKind, BenefitLevel, BenefitStatus, Terms } from './terms.js';
import type { GrantSource, GrantStatus, RedemptionStatus } from './grants.js';
import type { PurchaseStatus } from './purchases/purchase.js';
import type { Missing, ObligationStatus, Obliged } from './settled.js';

/** Something a member may get, and on what terms. What became of it is in the grants. */
@Entity('benefits')
export class Benefit {
  @Id() id!: string;
  @Code({ length: 26 }) code!: string;
  @Code({ length: 16 }) kind!: BenefitKind;
  @Code({ length: 16 }) level!: BenefitLevel;
  /** The brand that offers it, by its code; null for the host. */
  @Code({ nullable: true, length: 26 }) brand!: string | null;
  @JsonText() terms!: Terms;
  @Code({ length: 16 }) status!: BenefitStatus;
  @Count() version!: number;
  @Count() position!: number;
  @At({ nullable: true }) publishedAt!: number | null;
}

/** One of a limited number, taken with SKIP LOCKED: nobody waits for another's, and there is never one too many. */
@Entity('benefit_units')
@Index('benefit_units_code', ['code'], { unique: true })
@Index('benefit_units_free', ['benefit', 'grantId', 'number'])
@Index('benefit_units_grant', ['grantId'])
export class BenefitUnit {
  @Code({ key: true, length: 26 }) benefit!: string;
  @Count({ key: true }) number!: number;
  /** A code of a pool, as somebody else has printed it. */
  @Code({ nullable: true }) code!: string | null;
  /** Who has it; null while it is free. */
  @Ref({ nullable: true }) grantId!: string | null;
  /** Since when it was free the last time. */
  @At({ nullable: true }) freedAt!: number | null;
}

/** A promise to a member: issued, claimed, used. `owed` while there is nothing to keep it with. */
@Entity('grants')
@Index('grants_code', ['code'], { unique: true })
@Index('grants_member_time', ['memberId', 'issuedAt', 'id'])
@Index('grants_benefit_time', ['benefit', 'issuedAt', 'id'])
@Index('grants_due', ['dueAt', 'memberId'])
export class Grant {
  @Id() id!: string;
  @Ref() memberId!: string;
  @Code({ length: 26 }) benefit!: string;
  @Code({ length: 16 }) status!: GrantStatus;
  /** What is shown at a till; null while it is owed. */
  @Code({ nullable: true }) code!: string | null;
  /** The brand on whose act it was issued. */
  @Ref() brandId!: string;
  @Ref() causeId!: string;
  @Code({ length: 16 }) source!: GrantSource;
  /** The order that earned it: a refund takes it back while it is unused. */
  @Code({ nullable: true, length: 190 }) orderId!: string | null;
  /** Why: a rule's id or what somebody said. */
  @Code({ length: 120 }) reason!: string;
  /** The benefit this one stands in for. */
  @Code({ nullable: true, length: 26 }) instead!: string | null;
  /** The package it is a part of. */
  @Ref({ nullable: true }) packageIssueId!: string | null;
  /** How often it may be used. */
  @Count() usesMax!: number;
  @Count() uses!: number;
  /** Money that may be used bit by bit, in minor units; null where a use is a use. */
  @Amount({ nullable: true }) valueMinor!: number | null;
  @Amount() usedMinor!: number;
  @At() issuedAt!: number;
  @At() recordedAt!: number;
  @At({ nullable: true }) claimedAt!: number | null;
  @At() usableFrom!: number;
  @At({ nullable: true }) expiresAt!: number | null;
  /** When it was used up, expired or was taken back. */
  @At({ nullable: true }) endedAt!: number | null;
  /** `expiresAt` while it has not ended. */
  @At({ nullable: true }) dueAt!: number | null;
}

/** A use of a grant: held first where a payment is under way, then redeemed, or let go; a redeemed one may be reversed. */
@Entity('redemptions')
@Index('redemptions_grant', ['grantId'])
@Index('redemptions_member_time', ['memberId', 'heldAt', 'id'])
@Index('redemptions_benefit_time', ['benefit', 'redeemedAt'])
@Index('redemptions_brand_time', ['brandId', 'heldAt', 'id'])
@Index('redemptions_due', ['dueAt', 'memberId'])
export class Redemption {
  @Id() id!: string;
  @Ref() grantId!: string;
  @Ref() memberId!: string;
  @Code({ length: 26 }) benefit!: string;
  @Code({ length: 16 }) status!: RedemptionStatus;
  /** Money it took, in minor units, where the grant is money. */
  @Amount({ nullable: true }) amountMinor!: number | null;
  @Code({ nullable: true, length: 190 }) orderId!: string | null;
  /** The brand it was used at. */
  @Ref() brandId!: string;
  @Ref({ nullable: true }) storeId!: string | null;
  @Ref() causeId!: string;
  @At() heldAt!: number;
  @At() recordedAt!: number;
  /** When a hold ends by itself. */
  @At({ nullable: true }) expiresAt!: number | null;
  @At({ nullable: true }) redeemedAt!: number | null;
  @At({ nullable: true }) endedAt!: number | null;
  /** The purchase whose points it has multiplied: it is a use of that one, and ends with its refund only. */
  @Ref({ nullable: true }) multipliedId!: string | null;
  /** `expiresAt` while it is held. */
  @At({ nullable: true }) dueAt!: number | null;
}

/** What Laurel owes a member because there was nothing to keep the promise with: by when, and who sees to it. */
@Entity('obligations')
@Index('obligations_open', ['status', 'dueAt', 'id'])
@Index('obligations_benefit', ['benefit', 'status', 'createdAt', 'id'])
@Index('obligations_member_time', ['memberId', 'createdAt', 'id'])
@Index('obligations_ready', ['benefit', 'status', 'readyAt', 'createdAt', 'id'])
@Index('obligations_alarm', ['alarmAt', 'id'])
export class Obligation {
  /** The ULID of the grant that is owed. */
  @Id() id!: string;
  @Ref() memberId!: string;
  @Ref() grantId!: string;
  @Code({ length: 26 }) benefit!: string;
  @Code({ length: 16 }) kind!: Obliged['kind'];
  /** Of a payment that came late: what was missing then. */
  @Code({ nullable: true, length: 16 }) missing!: Missing | null;
  @Ref() brandId!: string;
  @Ref() causeId!: string;
  @Code({ length: 16 }) status!: ObligationStatus;
  /** The operator who sees to it. */
  @Ref({ nullable: true }) owner!: string | null;
  @At() dueAt!: number;
  /** From when on it can be kept: at once, or from the day of a pre-sale. */
  @At() readyAt!: number;
  /** `dueAt` while it is open and nobody has heard that it is overdue. */
  @At({ nullable: true }) alarmAt!: number | null;
  @At() createdAt!: number;
  @At({ nullable: true }) endedAt!: number | null;
  @Code({ nullable: true, length: 500 }) note!: string | null;
}

/** Something a member buys for money, which the brand takes: kept for it meanwhile, a grant once the payment was reported. */
@Entity('benefit_purchases')
@Index('benefit_purchases_payment', ['brandId', 'paymentId'], { unique: true })
@Index('benefit_purchases_time', ['openedAt', 'id'])
@Index('benefit_purchases_member_time', ['memberId', 'openedAt', 'id'])
@Index('benefit_purchases_benefit_time', ['benefit', 'openedAt', 'id'])
@Index('benefit_purchases_brand_time', ['brandId', 'openedAt', 'id'])
@Index('benefit_purchases_grant', ['grantId'])
@Index('benefit_purchases_due', ['dueAt', 'memberId'])
export class BenefitPurchase {
  @Id() id!: string;
  @Ref() memberId!: string;
  /** The grant it becomes: the same ULID. */
  @Ref() grantId!: string;
  @Code({ length: 26 }) benefit!: string;
  /** The brand that sells it and reports the payment. */
  @Ref() brandId!: string;
  @Code({ length: 16 }) status!: PurchaseStatus;
  /** What it costs in money, in minor units. */
  @Amount() amountMinor!: number;
  @Code({ length: 3 }) currency!: string;
  /** And in points, and which: held meanwhile. */
  @Code({ nullable: true, length: 26 }) wallet!: string | null;
  @Amount() points!: number;
  @Ref({ nullable: true }) holdId!: string | null;
  @At() openedAt!: number;
  /** Since when it takes room under the limits. */
  @At() reservedAt!: number;
  @At() recordedAt!: number;
  @At() expiresAt!: number;
  @At({ nullable: true }) paidAt!: number | null;
  /** When it was let go, or the payment was given back. */
  @At({ nullable: true }) endedAt!: number | null;
  /** The payment as the brand knows it. */
  @Code({ nullable: true, length: 190 }) paymentId!: string | null;
  @Ref() causeId!: string;
  /** The activity that tells of the payment. */
  @Ref({ nullable: true }) paidCauseId!: string | null;
  /** Of what is sold before it is there: from when on it is given. */
  @At({ nullable: true }) promisedAt!: number | null;
  /** `expiresAt` while it is open. */
  @At({ nullable: true }) dueAt!: number | null;
}

/** What the use of a benefit in a quarter made of it, as it was counted then. The row without a benefit says that a quarter was looked at. */
@Entity('benefit_reviews')
@Index('benefit_reviews_benefit', ['benefit', 'quarter'])
export class BenefitReview {
  /** `2026-Q3`, by the calendar of the program. */
  @Code({ key: true, length: 7 }) quarter!: string;
  @Code({ key: true, length: 26 }) benefit!: string;
  /** Members who could have used it on at least one day, and those of them who did. */
  @Count() entitled!: number;
  @Count() used!: number;
  /** What it became by that; null where it stayed what it was. */
  @Code({ nullable: true, length: 16 }) became!: BenefitStatus | null;
  @At() at!: number;
}
