import type { JsonObject } from '../../../kernel/json.js';
import type { LivedMember } from './member.js';

/** What a crowd came to so far; kept with every batch in its own transaction. */
export interface CrowdTally {
  readonly members: number;
  readonly activities: number;
  readonly purchases: number;
  readonly refunds: number;
  /** Purchases less refunds. */
  readonly spendMinor: number;
  /** Working time of all runs. */
  readonly milliseconds: number;
}

export const NOTHING: CrowdTally = { members: 0, activities: 0, purchases: 0, refunds: 0, spendMinor: 0, milliseconds: 0 }; // prettier-ignore

export function withMembers(tally: CrowdTally, lived: readonly LivedMember[]): CrowdTally {
  let { activities, purchases, refunds, spendMinor } = tally;
  for (const { history } of lived) {
    activities += history.rows.length;
    for (const { type, amountMinor } of history.recorded) {
      if (type === 'purchase') [purchases, spendMinor] = [purchases + 1, spendMinor + (amountMinor ?? 0)];
      if (type === 'refund') [refunds, spendMinor] = [refunds + 1, spendMinor - (amountMinor ?? 0)];
    }
  }
  return { ...tally, members: tally.members + lived.length, activities, purchases, refunds, spendMinor };
}

export function tallyOf(checkpoint: JsonObject): CrowdTally {
  return checkpoint['tally'] as unknown as CrowdTally;
}
