import type { Day } from '../../kernel/calendar.js';
import type { LocalisedText } from '../../kernel/refusal.js';

/** What it takes to enter a tier: at least so much of one measure, over the last N days or ever. */
export interface Entry {
  readonly measure: 'points' | 'spend' | 'orders';
  /** The wallet, when the measure is points: what was earned in it, net of refunds. */
  readonly wallet?: string | undefined;
  /** Points, minor units or orders. */
  readonly atLeast: number;
  /** Days of the window; absent for ever. */
  readonly days?: number | undefined;
}

/** Points given once when a tier is reached. */
export interface PackItem {
  readonly wallet: string;
  readonly points: number;
}

export interface TierRule {
  readonly code: string;
  readonly name: LocalisedText;
  readonly rank: number;
  readonly entry: Entry | null;
  readonly upgradePack: readonly PackItem[];
}

export interface Ladder {
  readonly code: string;
  readonly name: LocalisedText;
  /** By rank, lowest first; the first is the start. */
  readonly tiers: readonly TierRule[];
}

/** Reads one measure of a member as of a day. */
export type Measure = (entry: Entry, on: Day) => number;

/** The highest tier whose entry rule is met, or the start. */
export function reached(ladder: Ladder, measure: Measure, on: Day): TierRule {
  const met = ladder.tiers.filter(({ entry }) => entry === null || measure(entry, on) >= entry.atLeast);
  return met.at(-1) ?? startOf(ladder);
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

/** The tier after this one, or null at the top. */
export function nextOf(ladder: Ladder, tier: TierRule): TierRule | null {
  return ladder.tiers.find(({ rank }) => rank > tier.rank) ?? null;
}

/** The tiers gone through on the way up, the reached one included: nobody loses a pack by moving fast. */
export function passed(ladder: Ladder, from: string, to: string): TierRule[] {
  const [low, high] = [tierOf(ladder, from).rank, tierOf(ladder, to).rank];
  return ladder.tiers.filter(({ rank }) => rank > low && rank <= high);
}
