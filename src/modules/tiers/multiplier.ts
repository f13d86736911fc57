import type { Activity } from '../../kernel/activity.js';
import type { Rate } from '../../kernel/money.js';
import { isLarger } from '../../kernel/money.js';
import type { State } from '../../kernel/participant.js';
import { sliceOf } from '../../kernel/participant.js';
import type { TiersPart } from './compile.js';
import type { Ladder, Multiplier } from './ladder.js';
import { tierOf } from './ladder.js';
import { tiersParticipant } from './tiers.participant.js';

/** A factor, and the tier it comes of; of none when points are what the rule says. */
export interface Multiplied extends Rate {
  readonly tier: string | null;
}

const ONCE: Multiplied = { numerator: 1, denominator: 1, tier: null };

/**
 * By how much the points of rules are multiplied in a wallet, at the tier a member had before an activity. Where it stands on
 * several ladders, the highest one counts. Exact: whoever multiplies rounds once, afterwards.
 */
export function multiplied(state: State, activity: Activity, wallet: string): Multiplied {
  const part = state.parts[tiersParticipant.name] as TiersPart | undefined;
  let highest = ONCE;
  for (const ladder of part?.ladders ?? []) {
    const { multiplier, code } = tierOf(ladder, tierBefore(state, activity, ladder));
    if (!multiplier || !part || !isFor(part, multiplier, wallet)) continue;
    if (isLarger(multiplier, highest)) highest = { ...multiplier, tier: code };
  }
  return highest;
}

/** A change of tier is an activity itself, and what it earns is earned at the tier before it. */
function tierBefore(state: State, { type, payload }: Activity, { code }: Ladder): string | undefined {
  if (type === 'tier.changed' && payload['ladder'] === code) return payload['from'] as string;
  return sliceOf(state, tiersParticipant).get(code)?.tier;
}

function isFor({ spendable }: TiersPart, { wallets }: Multiplier, wallet: string): boolean {
  return wallets ? wallets.includes(wallet) : spendable.has(wallet);
}
