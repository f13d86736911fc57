import type { Activity } from '../../kernel/activity.js';
import type { Rate } from '../../kernel/money.js';
import type { State } from '../../kernel/participant.js';
import { sliceOf } from '../../kernel/participant.js';
import type { TiersPart } from './compile.js';
import type { Ladder, Multiplier } from './ladder.js';
import { tierOf } from './ladder.js';
import { tiersParticipant } from './tiers.participant.js';

const ONCE: Rate = { numerator: 1, denominator: 1 };

/**
 * By how much the points of rules are multiplied in a wallet, at the tier a member had before an activity. Where it stands on
 * several ladders, the highest one counts. Exact: whoever multiplies rounds once, afterwards.
 */
export function multiplied(state: State, activity: Activity, wallet: string): Rate {
  const part = state.parts[tiersParticipant.name] as TiersPart | undefined;
  let highest = ONCE;
  for (const ladder of part?.ladders ?? []) {
    const { multiplier } = tierOf(ladder, tierBefore(state, activity, ladder));
    if (!multiplier || !part || !isFor(part, multiplier, wallet)) continue;
    if (multiplier.numerator * highest.denominator > highest.numerator * multiplier.denominator) highest = multiplier;
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
