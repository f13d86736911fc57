import type { Day } from '../../kernel/calendar.js';
import { addDays } from '../../kernel/calendar.js';
import type { Loading } from '../../kernel/graphql/loaders.js';
import { ask } from '../../kernel/graphql/loaders.js';
import { marks } from '../../kernel/rows.js';
import { WHOLE_DAY } from './metrics.js';

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

/** Orders and net spend of several members. */
export const memberTotals: Loading<string, Totals, LookBack> = {
  async read(context, memberIds, { today, days }) {
    const rows = days === null ? await ask<Totals>(context, ever(memberIds)) : await ask<Totals>(context, within(memberIds, today, days)); // prettier-ignore
    return new Map(rows.map((row) => [row.memberId, row]));
  },
};

function ever(memberIds: readonly string[]) {
  const from = `FROM member_metrics WHERE memberId IN ${marks(memberIds)}`;
  return { columns: ['memberId', 'orders', 'spendMinor'], from, params: memberIds };
}

function within(memberIds: readonly string[], today: Day, days: number) {
  return {
    columns: ['memberId', 'SUM(orders) AS orders', 'SUM(spendMinor) AS spendMinor'],
    from: `FROM member_days WHERE memberId IN ${marks(memberIds)} AND category = ? AND occurredOn > ? AND occurredOn <= ? GROUP BY memberId`,
    params: [...memberIds, WHOLE_DAY, addDays(today, -days), today],
  };
}
