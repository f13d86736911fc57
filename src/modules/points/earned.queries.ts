import type { Day } from '../../kernel/calendar.js';
import { addDays } from '../../kernel/calendar.js';
import { marks } from '../../kernel/rows.js';
import type { ReadSession } from '../../kernel/session.js';

/** Points several members earned in a wallet, net of what was taken back: ever, or over `(today − days, today]`. */
export async function earnedOf(
  { sql }: ReadSession,
  memberIds: readonly string[],
  wallet: string,
  today: Day,
  days?: number,
): Promise<Map<string, number>> {
  const rows = days
    ? await sql.rows<{ memberId: string; earned: number }>(
        `SELECT memberId, SUM(amount - reversed) AS earned FROM point_lots
          WHERE memberId IN ${marks(memberIds)} AND wallet = ? AND occurredOn > ? AND occurredOn <= ? GROUP BY memberId`,
        [...memberIds, wallet, addDays(today, -days), today],
      )
    : await sql.rows<{ memberId: string; earned: number }>(
        `SELECT memberId, earned FROM point_accounts WHERE memberId IN ${marks(memberIds)} AND wallet = ?`,
        [...memberIds, wallet],
      );
  return new Map(rows.map(({ memberId, earned }) => [memberId, earned]));
}
