import type { Instant } from '../../kernel/clock.js';
import type { Sql } from '../../kernel/database.js';
import { marks } from '../../kernel/rows.js';

/** What a member had in one wallet, in whole points. */
export interface BalanceAsOf {
  readonly memberId: string;
  readonly wallet: string;
  readonly available: number;
  readonly pending: number;
  readonly held: number;
  readonly owed: number;
}

/** One part of a balance: what of it a wallet of a member had. */
interface Part {
  readonly memberId: string;
  readonly wallet: string;
  readonly part: 'balance' | 'pending' | 'held' | 'owed';
  readonly amount: number;
}

/** What transfers had brought and taken by then. Every wallet a member had by then has a row. */
const BALANCE = `SELECT memberId, wallet, 'balance' AS part,
    SUM(CASE WHEN credit = memberId THEN amount ELSE 0 END) - SUM(CASE WHEN debit = memberId THEN amount ELSE 0 END) AS amount
  FROM point_transfers WHERE recordedAt <= ? AND memberId IN `;

/** What lots that waited then had been opened with, less what had been taken of them by then. */
const PENDING = `SELECT l.memberId, l.wallet, 'pending', SUM(l.amount) FROM point_lots l
  WHERE l.recordedAt <= ? AND (l.isPending = 1 OR l.maturedAt > ?) AND l.memberId IN `;
const PENDING_DRAWN = `SELECT l.memberId, l.wallet, 'pending', -SUM(d.amount)
  FROM point_lots l JOIN point_draws d ON d.lotId = l.id JOIN point_transfers t ON t.id = d.transferId
  WHERE l.recordedAt <= ? AND (l.isPending = 1 OR l.maturedAt > ?) AND t.recordedAt <= ? AND l.memberId IN `;

/** What holds that had not ended then had been made for, less what had been captured of them by then. */
const HELD = `SELECT memberId, wallet, 'held', SUM(amount) FROM point_holds
  WHERE recordedAt <= ? AND (endedAt IS NULL OR endedAt > ?) AND memberId IN `;
const HELD_CAPTURED = `SELECT h.memberId, h.wallet, 'held', -SUM(t.amount)
  FROM point_holds h JOIN point_transfers t ON t.memberId = h.memberId AND t.holdId = h.id AND t.kind = 'spend'
  WHERE h.recordedAt <= ? AND (h.endedAt IS NULL OR h.endedAt > ?) AND t.recordedAt <= ? AND h.memberId IN `;

const CLAIMED = `SELECT memberId, wallet, 'owed', SUM(amount) FROM point_claims WHERE recordedAt <= ? AND memberId IN `;
const RECOVERED = `SELECT memberId, wallet, 'owed', -SUM(amount) FROM point_transfers WHERE kind = 'recover' AND recordedAt <= ? AND memberId IN `;

/** Each part with how often it asks for the instant, and the columns it is grouped by. */
const PARTS = [
  [BALANCE, 1, 'memberId, wallet'],
  [PENDING, 2, 'l.memberId, l.wallet'],
  [PENDING_DRAWN, 3, 'l.memberId, l.wallet'],
  [HELD, 2, 'memberId, wallet'],
  [HELD_CAPTURED, 3, 'h.memberId, h.wallet'],
  [CLAIMED, 1, 'memberId, wallet'],
  [RECOVERED, 1, 'memberId, wallet'],
] as const;

/**
 * What members had in their wallets at an instant, as it was stored then: by what had been recorded by it, so that what
 * was told once stays true. Members without points by then have no rows.
 */
export async function balancesAsOf(sql: Sql, memberIds: readonly string[], at: Instant): Promise<BalanceAsOf[]> {
  if (memberIds.length === 0) return [];
  const texts = PARTS.map(([text, , group]) => `${text}${marks(memberIds)} GROUP BY ${group}`);
  const params = PARTS.flatMap(([, instants]) => [...Array<Instant>(instants).fill(at), ...memberIds]);
  const parts = await sql.rows<Part>(texts.join(' UNION ALL '), params);
  const found = new Map<string, Record<Part['part'], number> & Pick<Part, 'memberId' | 'wallet'>>();
  for (const { memberId, wallet, part, amount } of parts) {
    const key = `${memberId}|${wallet}`;
    const sums = found.get(key) ?? { memberId, wallet, balance: 0, pending: 0, held: 0, owed: 0 };
    found.set(key, { ...sums, [part]: sums[part] + amount });
  }
  return [...found.values()].map(({ memberId, wallet, balance, pending, held, owed }) => ({
    memberId,
    wallet,
    available: balance - pending - held,
    pending,
    held,
    owed,
  }));
}
