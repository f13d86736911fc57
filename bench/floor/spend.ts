import { escape } from 'mysql2';
import type { Row } from './database.js';
import type { Order } from './give.js';
import { hashOf, transferRow } from './movement-rows.js';
import type { Holder, Movement } from './movement.js';
import { namedBy, pointsIn } from './movement.js';

/** Open lots of the wallet that is spent from, those that die first first. */
export const OPEN_LOTS = (tables: string, where: string): string =>
  `SELECT l.id, l.remaining - l.held AS open, l.expiresAt ${tables} JOIN point_lots l ON l.memberId = m.id WHERE ${where} AND l.wallet = 'points' AND l.isPending = 0 AND l.remaining > l.held ORDER BY l.expiresAt IS NULL, l.expiresAt, l.occurredAt, l.id`;

/** A part of a lot that is taken, and whether that was all that was open of it. */
export interface Taken {
  readonly lotId: string;
  readonly amount: number;
  readonly isAll: boolean;
}

/** Takes an amount from lots as they were read; null where they have not enough. */
export function takenFrom(lots: readonly Row[], amount: number): Taken[] | null {
  const taken: Taken[] = [];
  let missing = amount;
  for (const [lotId, open] of lots) {
    if (missing === 0) break;
    const part = Math.min(missing, open as number);
    taken.push({ lotId: lotId as string, amount: part, isAll: part === open });
    missing -= part;
  }
  return missing === 0 ? taken : null;
}

/** One row a lot that was taken from. */
export function drawsRow(
  taken: readonly Omit<Taken, 'isAll'>[],
  { memberId }: Holder,
  base: string,
  at: number,
): string {
  const rows = taken.map(({ lotId, amount }) => `('trf_${base}01','${lotId}','${memberId}',${amount},${at})`);
  return `INSERT INTO point_draws (transferId, lotId, memberId, amount, occurredAt) VALUES ${rows.join(',')}`;
}

/** Takes points a member pays with. */
export function spending({ customer, amount, reason, key }: Order): Movement {
  return {
    type: 'points.spent',
    scope: 'points:spend',
    idempotencyKey: key,
    inputHash: hashOf(JSON.stringify([customer, amount, reason])),
    from: namedBy(escape(customer)),
    reads: OPEN_LOTS,

    decide(holder, rows, moment) {
      const { points } = holder;
      const taken = points.available < amount ? null : takenFrom(rows, amount);
      if (!taken) return 'INSUFFICIENT_POINTS';
      const { base, now } = moment;
      return {
        payload: JSON.stringify({ wallet: 'points', amount, reason }),
        outcome: `{"points.spend":[{"reason":${JSON.stringify(reason)},"wallet":"points","amount":${-amount},"availableAt":${now}}]}`,
        holdId: null,
        statements: [
          transferRow('spend', holder, amount, reason, null, moment),
          drawsRow(taken, holder, base, now),
          ...taken.map(({ lotId, amount: part, isAll }) => `UPDATE point_lots SET remaining = remaining - ${part}${isAll ? ', dueAt = NULL' : ''} WHERE id = '${lotId}'`), // prettier-ignore
          `UPDATE point_accounts SET available = available - ${amount} WHERE memberId = '${holder.memberId}' AND wallet = 'points'`,
        ],
        after: { ...holder, points: { ...points, available: points.available - amount } },
      };
    },

    tell: (stored) => ({ outcome: pointsIn(stored) }),
  };
}
