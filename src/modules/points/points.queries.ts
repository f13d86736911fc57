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

/** Points of one member that expire before an instant, by expiry. */
export async function expiringOf(
  { sql }: ReadSession,
  memberId: string,
  wallet: string,
  before: number,
): Promise<{ amount: number; expiresAt: number }[]> {
  return sql.rows(
    `SELECT SUM(remaining) AS amount, expiresAt FROM point_lots
      WHERE memberId = ? AND wallet = ? AND remaining > 0 AND expiresAt < ? GROUP BY expiresAt ORDER BY expiresAt LIMIT 100`,
    [memberId, wallet, before],
  );
}
