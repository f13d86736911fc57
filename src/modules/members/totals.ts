import type { Day } from '../../kernel/calendar.js';
import { addDays } from '../../kernel/calendar.js';
import { windowOf } from '../../kernel/caller.js';
import type { Loading } from '../../kernel/graphql/loaders.js';
import { ask } from '../../kernel/graphql/loaders.js';
import { marks } from '../../kernel/rows.js';
import { WHOLE_DAY } from './metrics.js';
import { ofSeenMembers } from './seen.js';

export interface Totals {
  readonly memberId: string;
  readonly orders: number;
  readonly spendMinor: number;
}

/** The days to look at: `(today − days, today]`, or all there ever were. */
export interface LookBack {
  readonly today: Day;
  readonly days: number | null;
}

/** Orders and net spend of several members, over all brands: none for who sees through the window of one. */
export const memberTotals: Loading<string, Totals, LookBack> = {
  async read(context, memberIds, { today, days }) {
    if (windowOf(context.caller) !== null) return new Map();
    const seen = ofSeenMembers(context.caller);
    const { from, params, ...question } = days === null ? ever(memberIds) : within(memberIds, today, days);
    const rows = await ask<Totals>(context, {
      ...question,
      from: `${from}${seen.where}${GROUPED}`,
      params: [...params, ...seen.params],
    });
    return new Map(rows.map((row) => [row.memberId, row]));
  },
};

const SUMS = ['memberId', 'SUM(orders) AS orders', 'SUM(spendMinor) AS spendMinor'];
const GROUPED = ' GROUP BY memberId';

function ever(memberIds: readonly string[]) {
  const from = `FROM member_metrics WHERE memberId IN ${marks(memberIds)}`;
  return { columns: SUMS, from, params: memberIds };
}

function within(memberIds: readonly string[], today: Day, days: number) {
  return {
    columns: SUMS,
    from: `FROM member_days WHERE memberId IN ${marks(memberIds)} AND category = ? AND occurredOn > ? AND occurredOn <= ?`,
    params: [...memberIds, WHOLE_DAY, addDays(today, -days), today],
  };
}
