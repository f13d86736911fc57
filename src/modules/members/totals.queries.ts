import type { Day } from '../../kernel/calendar.js';
import { addDays } from '../../kernel/calendar.js';
import { marks } from '../../kernel/rows.js';
import type { ReadSession } from '../../kernel/session.js';
import { WHOLE_DAY } from './metrics.js';

export interface Totals {
  readonly memberId: string;
  readonly orders: number;
  readonly spendMinor: number;
}

/** Orders and net spend of several members: ever, or over `(today − days, today]`. */
export async function totalsOf(
  { sql }: ReadSession,
  memberIds: readonly string[],
  today: Day,
  days?: number,
): Promise<Map<string, Totals>> {
  const rows = days
    ? await sql.rows<Totals>(
        `SELECT memberId, SUM(orders) AS orders, SUM(spendMinor) AS spendMinor FROM member_days
          WHERE memberId IN ${marks(memberIds)} AND category = ? AND occurredOn > ? AND occurredOn <= ? GROUP BY memberId`,
        [...memberIds, WHOLE_DAY, addDays(today, -days), today],
      )
    : await sql.rows<Totals>(
        `SELECT memberId, orders, spendMinor FROM member_metrics WHERE memberId IN ${marks(memberIds)}`,
        memberIds,
      );
  return new Map(rows.map((row) => [row.memberId, row]));
}
