import { marks } from '../../kernel/rows.js';
import type { ReadSession } from '../../kernel/session.js';

/** What a member has in one wallet, in whole points. */
export interface Balance {
  /** `<member>:<wallet>`, so that clients can cache it. */
  readonly id: string;
  readonly memberId: string;
  readonly wallet: string;
  readonly available: number;
  readonly pending: number;
}

/** Balances of many members; a wallet a member never had points in is left out. */
export async function balancesOf({ sql }: ReadSession, memberIds: readonly string[]): Promise<Balance[]> {
  const rows = await sql.rows<Omit<Balance, 'id'>>(
    `SELECT memberId, wallet, available, pending FROM point_accounts WHERE memberId IN ${marks(memberIds)}`,
    memberIds,
  );
  return rows.map((row) => ({ ...row, id: `${row.memberId}:${row.wallet}` }));
}

/** Points of several members that die after now and before an instant, the next first. */
export async function expiringOf(
  { sql, now }: ReadSession,
  memberIds: readonly string[],
  before: number,
): Promise<{ memberId: string; wallet: string; amount: number; expiresAt: number }[]> {
  return sql.rows(
    `SELECT memberId, wallet, SUM(remaining) AS amount, expiresAt FROM point_lots
      WHERE memberId IN ${marks(memberIds)} AND remaining > 0 AND expiresAt > ? AND expiresAt < ?
      GROUP BY memberId, wallet, expiresAt ORDER BY expiresAt`,
    [...memberIds, now, before],
  );
}
