import { Entity, Index } from 'typeorm';
import { Amount, At, Code, Count, Id, On, Ref } from '../../kernel/columns.js';

/** A member: the row every transaction about it locks. It holds nothing personal and hardly ever changes. */
@Entity('members')
@Index('members_number', ['number'], { unique: true })
@Index('members_enrolled', ['enrolledAt', 'id'])
export class Member {
  @Id() id!: string;
  /** Dense from 1: the position of the member in segment bitmaps. */
  @Count() number!: number;
  @Code({ length: 16 }) status!: 'active' | 'suspended' | 'closed';
  /** The brand that enrolled it. */
  @Ref() brandId!: string;
  @Code({ nullable: true }) channel!: string | null;
  @At() enrolledAt!: number;
  @At() createdAt!: number;
  /** The day of `enrolledAt` in the program's zone, in days since 1970: rules subtract it. */
  @Count() enrolledDay!: number;
}

/** Everything personal about a member but its identities; erasing blanks this row. */
@Entity('member_profiles')
@Index('member_profiles_occasion', ['occasionDueAt', 'memberId'])
export class MemberProfile {
  @Ref({ key: true }) memberId!: string;
  @Code({ length: 120, nullable: true }) displayName!: string | null;
  @On({ nullable: true }) birthday!: string | null;
  @Code({ length: 8, nullable: true }) locale!: string | null;
  @Code({ nullable: true }) zone!: string | null;
  /** Counts the changes: who read an older one is told. */
  @Count() version!: number;
  @At() updatedAt!: number;
  /** The day it last had its birthday, and its anniversary, as far as the house has told of one. */
  @On({ nullable: true }) birthdayOn!: string | null;
  @On({ nullable: true }) anniversaryOn!: string | null;
  /** When the next of them begins. */
  @At({ nullable: true }) occasionDueAt!: number | null;
}

/** How a brand knows a member: its own external id, a phone, an e-mail. Each brand has a name space of its own. */
@Entity('member_identities')
@Index('member_identities_value', ['brandId', 'kind', 'value'], { unique: true })
@Index('member_identities_member', ['memberId', 'brandId', 'kind', 'value'])
export class MemberIdentity {
  @Id() id!: string;
  @Ref() memberId!: string;
  @Ref() brandId!: string;
  @Code({ length: 16 }) kind!: 'external' | 'phone' | 'email' | 'oidc';
  /** Normalised: E.164 for phones, lower case for e-mails. */
  @Code({ length: 190 }) value!: string;
  @At() createdAt!: number;
}

/** Which partner may see a member; the host sees all. */
@Entity('member_links')
@Index('member_links_brand', ['brandId', 'memberId'], { unique: true })
export class MemberLink {
  @Ref({ key: true }) memberId!: string;
  @Ref({ key: true }) brandId!: string;
  @At() linkedAt!: number;
}

/** What a member has done so far, kept as activities arrive. `sequence` orders its facts. */
@Entity('member_metrics')
@Index('member_metrics_spend', ['spendMinor', 'memberId'])
export class MemberMetrics {
  @Ref({ key: true }) memberId!: string;
  @Count() sequence!: number;
  /** Orders that are not fully refunded. */
  @Count() orders!: number;
  /** Net of refunds; may be negative when refunds of older orders were imported without the orders. */
  @Amount() spendMinor!: number;
  @Count() refunds!: number;
  @Amount() refundedMinor!: number;
  /** Acts other than purchases and refunds: check-ins, shares, reviews … */
  @Count() interactions!: number;
  @At({ nullable: true }) firstOrderAt!: number | null;
  @At({ nullable: true }) lastOrderAt!: number | null;
  @At({ nullable: true }) lastActivityAt!: number | null;
  /** The day of `lastOrderAt` in the program's zone, in days since 1970. */
  @Count({ nullable: true }) lastOrderDay!: number | null;
}

/** The same by day and category; category `` (empty) is the whole day. Windows of rules and tiers are sums of these. */
@Entity('member_days')
@Index('member_days_day', ['category', 'occurredOn', 'memberId', 'orders', 'spendMinor', 'interactions'])
export class MemberDay {
  @Ref({ key: true }) memberId!: string;
  @On({ key: true }) occurredOn!: string;
  @Code({ key: true }) category!: string;
  @Count() orders!: number;
  @Amount() spendMinor!: number;
  @Count() interactions!: number;
}
