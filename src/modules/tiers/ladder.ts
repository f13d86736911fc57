import type { LocalisedText } from '../../kernel/refusal.js';

/** What is counted of a member: at least so much of one measure, over the last N days, a year, or ever. */
export interface Entry {
  readonly measure: 'points' | 'spend' | 'orders';
  /** The wallet, when the measure is points: what was earned in it, net of refunds. */
  readonly wallet?: string | undefined;
  /** Points, minor units or orders. */
  readonly atLeast: number;
  /** Days of the window; absent for a year or for ever. */
  readonly days?: number | undefined;
  /** The year of the calendar, or the one that began on an anniversary of joining. */
  readonly year?: 'calendar' | 'membership' | undefined;
}

/** A condition in the rule language over the member, where counting one thing is not enough. */
export interface Condition {
  readonly when: string;
}

export type Requirement = Entry | Condition;

/** How long a tier is a member's before its keep rule is asked. */
export type Validity =
  | { readonly kind: 'ever' }
  | { readonly kind: 'months'; readonly months: number }
  | { readonly kind: 'calendar-year' }
  | { readonly kind: 'membership-year' };

/** What becomes of a member that does not keep its tier. */
export type DowngradePolicy = 'none' | 'one-step' | 'to-fit';

/** Points by rules times `numerator ÷ denominator`; in these wallets, or in those that can be spent. */
export interface Multiplier {
  readonly numerator: number;
  readonly denominator: number;
  readonly wallets?: readonly string[] | undefined;
}

/** Points given once when a tier is reached. */
export interface PackPoints {
  readonly wallet: string;
  readonly points: number;
}

/** Benefits issued once when a tier is reached, by the code of one. */
export interface PackBenefit {
  readonly benefit: string;
  readonly quantity: number;
}

/** A package given once when a tier is reached, by its code: all of it, or nothing. */
export interface PackPackage {
  readonly package: string;
}

export type PackItem = PackPoints | PackBenefit | PackPackage;

export interface TierRule {
  readonly code: string;
  readonly name: LocalisedText;
  readonly rank: number;
  /** Null where everybody starts, and for a tier by invitation. */
  readonly entry: Requirement | null;
  /** What it takes to keep it; null where that is what it takes to enter. */
  readonly keep: Requirement | null;
  readonly validity: Validity;
  readonly graceDays: number;
  readonly policy: DowngradePolicy;
  readonly isInvitedOnly: boolean;
  readonly multiplier: Multiplier | null;
  readonly perks: readonly LocalisedText[];
  readonly upgradePack: readonly PackItem[];
}

export interface Ladder {
  readonly code: string;
  readonly name: LocalisedText;
  /** From which share of what the next tier takes a member is told that it is near; null for never. */
  readonly nearPercent: number | null;
  /** How many days before a downgrade a member is told; null for never. */
  readonly endingDays: number | null;
  /** By rank, lowest first; the first is the start. */
  readonly tiers: readonly TierRule[];
}

/** Whether a member meets a rule, as of a day the caller has in mind. */
export type Meets = (requirement: Requirement) => boolean;

export function isBenefit(item: PackItem): item is PackBenefit {
  return 'benefit' in item;
}

export function isPackage(item: PackItem): item is PackPackage {
  return 'package' in item;
}

export function isPoints(item: PackItem): item is PackPoints {
  return 'wallet' in item;
}

export function isCondition(requirement: Requirement): requirement is Condition {
  return 'when' in requirement;
}

/** What it takes to keep a tier; null for the start, which nobody loses, and for a tier by invitation that says nothing. */
export function keepOf({ keep, entry }: TierRule): Requirement | null {
  return keep ?? entry;
}

/** The highest tier whose entry rule is met, or the start. Nobody comes to a tier by invitation by a rule. */
export function reached(ladder: Ladder, meets: Meets): TierRule {
  const met = byRule(ladder).filter(({ entry }) => entry === null || meets(entry));
  return met.at(-1) ?? startOf(ladder);
}

/** Where a member falls from a tier that it does not keep, as the policy of that tier says. */
export function fallenTo(ladder: Ladder, from: TierRule, meets: Meets): TierRule {
  if (from.policy === 'none') return from;
  const below = byRule(ladder).filter(({ rank }) => rank < from.rank);
  const fitting = from.policy === 'one-step' ? below : below.filter((tier) => isKept(tier, meets));
  return fitting.at(-1) ?? startOf(ladder);
}

/** Who would be let in again today is not put out. */
export function isKept(tier: TierRule, meets: Meets): boolean {
  const keep = keepOf(tier);
  if (keep === null) return !tier.isInvitedOnly;
  return meets(keep) || (tier.entry !== null && meets(tier.entry));
}

export function startOf(ladder: Ladder): TierRule {
  const [start] = ladder.tiers;
  if (!start) throw new Error(`Ladder ${ladder.code} has no tiers`);
  return start;
}

/** The tier of a code, or the start when there is none (no standing yet, or a tier retired since). */
export function tierOf(ladder: Ladder, code: string | undefined): TierRule {
  return ladder.tiers.find((tier) => tier.code === code) ?? startOf(ladder);
}

/** The tier after this one that can be reached by a rule, or null at the top. */
export function nextOf(ladder: Ladder, tier: TierRule): TierRule | null {
  return byRule(ladder).find(({ rank }) => rank > tier.rank) ?? null;
}

/**
 * The tiers gone through on the way up, the reached one included: nobody loses a pack by moving fast. None from a tier that
 * the ladder has no more: how high that was is not known, and whoever stood there has what lies below.
 */
export function passed(ladder: Ladder, from: string, to: string): TierRule[] {
  if (!ladder.tiers.some(({ code }) => code === from)) return [];
  const [low, high] = [tierOf(ladder, from).rank, tierOf(ladder, to).rank];
  const isOnTheWay = ({ isInvitedOnly, code }: TierRule) => !isInvitedOnly || code === to;
  return ladder.tiers.filter((tier) => tier.rank > low && tier.rank <= high && isOnTheWay(tier));
}

function byRule({ tiers }: Ladder): readonly TierRule[] {
  return tiers.filter(({ isInvitedOnly }) => !isInvitedOnly);
}
