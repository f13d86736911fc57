import type { Bound } from '../../kernel/bind.js';
import type { Instant } from '../../kernel/clock.js';
import type { Engine } from '../../kernel/database.js';
import { marks } from '../../kernel/rows.js';

/** A stretch of time, its end not included, and the number it is told by. */
export interface Stretch {
  readonly n: number;
  readonly fromAt: Instant;
  readonly toAt: Instant;
}

export interface InUse {
  readonly text: string;
  readonly params: readonly Bound[];
}

/** Of a grant `g`: it was never there to be used, because the promise of it was ended by something else. */
export const NEVER_THERE =
  "(g.status = 'owed' OR (g.status = 'revoked' AND EXISTS (SELECT 1 FROM obligations o WHERE o.memberId = g.memberId AND o.grantId = g.id AND o.endedAt >= g.endedAt)))";

const END = 'COALESCE(g.endedAt, g.expiresAt)';

/**
 * Who could have used a benefit on at least one day of a stretch, and who did: `memberId, benefit, n, used`, with several
 * rows of a member. A use that was reversed is none. Standing rights are used without a trace and are not among them.
 */
export function entitledAndUsed(
  engine: Engine,
  stretches: readonly Stretch[],
  benefits: readonly string[] | null = null,
): InUse {
  const beside = engine === 'mysql' ? 'STRAIGHT_JOIN' : 'CROSS JOIN'; // each row is read once, whatever the planner thinks of it
  const named = stretches.map(() => 'SELECT ? AS n, ? AS fromAt, ? AS toAt').join(' UNION ALL ');
  const bounds = stretches.flatMap(({ n, fromAt, toAt }) => [n, fromAt, toAt]);
  const among = benefits ?? [];
  const of = (alias: string): string => (benefits ? ` AND ${alias}.benefit IN ${marks(among)}` : '');
  const entitled = `SELECT g.memberId, g.benefit, w.n, 0 AS used FROM grants g ${beside} (${named}) w
    ON g.usableFrom < w.toAt AND (g.usableFrom >= w.fromAt OR ${END} IS NULL OR ${END} > w.fromAt) WHERE NOT ${NEVER_THERE}${of('g')}`;
  const used = `SELECT r.memberId, r.benefit, w.n, 1 AS used FROM redemptions r ${beside} (${named}) w
    ON r.redeemedAt >= w.fromAt AND r.redeemedAt < w.toAt WHERE r.status = 'redeemed'${of('r')}`;
  return { text: `${entitled} UNION ALL ${used}`, params: [...bounds, ...among, ...bounds, ...among] };
}
