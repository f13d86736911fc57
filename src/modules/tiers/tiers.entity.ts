import { Entity, Index } from 'typeorm';
import { At, Code, Count, Flag, Id, JsonText, Ref } from '../../kernel/columns.js';
import type { LocalisedText } from '../../kernel/refusal.js';
import type { DowngradePolicy, Multiplier, PackItem, Requirement, Validity } from './ladder.js';
import type { Held } from './standing.js';

/** One way up: a list of tiers by rank. A program may have several. */
@Entity('tier_ladders')
export class TierLadder {
  @Id() id!: string;
  @Code({ length: 26 }) code!: string;
  @JsonText() name!: LocalisedText;
  @Count() position!: number;
  @Code({ length: 16 }) status!: 'active' | 'retired';
  @Count({ nullable: true }) nearPercent!: number | null;
  @Count({ nullable: true }) endingDays!: number | null;
  @Count() version!: number;
}

/** A step of a ladder. The first is where everybody starts. */
@Entity('tiers')
export class Tier {
  @Id() id!: string;
  @Code({ length: 26 }) ladder!: string;
  @Code({ length: 26 }) code!: string;
  @JsonText() name!: LocalisedText;
  @Count() rank!: number;
  @JsonText({ nullable: true }) entry!: Requirement | null;
  @JsonText() upgradePack!: PackItem[];
  @Code({ length: 16 }) status!: 'active' | 'retired';
  @JsonText({ nullable: true }) keepRule!: Requirement | null;
  @JsonText({ nullable: true }) validity!: Validity | null;
  @Count() graceDays!: number;
  @Code({ length: 16 }) policy!: DowngradePolicy;
  @Flag() isInvitedOnly!: boolean;
  @JsonText({ nullable: true }) multiplier!: Multiplier | null;
  @JsonText({ nullable: true }) perks!: LocalisedText[] | null;
  @Count() version!: number;
}

/** Where a member stands on a ladder; without a row it stands at the start. How it came there is in the journal (`tier.changed`). */
@Entity('tier_standings')
@Index('tier_standings_check', ['nextCheckAt'])
export class TierStanding {
  @Ref({ key: true }) memberId!: string;
  @Code({ key: true, length: 26 }) ladder!: string;
  @Code({ length: 26 }) tier!: string;
  @At() since!: number;
  /** The activity that brought it there. */
  @Ref() causeId!: string;
  /** When the keep rule is asked; null for a tier without an end. */
  @At({ nullable: true }) validUntil!: number | null;
  /** When it falls after all, where it did not keep its tier. */
  @At({ nullable: true }) graceUntil!: number | null;
  /** What it had before somebody set its tier by hand; while there is something here, rules do not decide. */
  @JsonText({ nullable: true }) heldBefore!: Held | null;
  /** When a tier set by hand ends; null for good. */
  @At({ nullable: true }) setUntil!: number | null;
  @Code({ nullable: true, length: 26 }) nearTold!: string | null;
  @At({ nullable: true }) endingTold!: number | null;
  /** When something is to be decided about it next. */
  @At({ nullable: true }) nextCheckAt!: number | null;
  @At({ nullable: true }) recordedAt!: number | null;
}
