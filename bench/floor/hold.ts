import { escape } from 'mysql2';
import type { Row } from './database.js';
import type { Order } from './give.js';
import { hashOf, transferRow } from './movement-rows.js';
import type { Movement } from './movement.js';
import { namedBy, pointsIn } from './movement.js';
import { drawsRow, OPEN_LOTS, takenFrom } from './spend.js';
import { BRAND } from './rules.js';

const HELD_MS = 15 * 60_000;

/** Reserves points for the time a hold has when nothing is said. */
export function holding({ customer, amount, reason, key }: Order): Movement {
  return {
    type: 'points.held',
    scope: 'points:spend',
    idempotencyKey: key,
    inputHash: hashOf(JSON.stringify([customer, amount, reason])),
    from: namedBy(escape(customer)),
    reads: OPEN_LOTS,

    decide(holder, rows, { base, now }) {
      const { memberId, points } = holder;
      const taken = points.available < amount ? null : takenFrom(rows, amount);
      if (!taken) return 'INSUFFICIENT_POINTS';
      const holdId = `hld_${base}01`;
      const expiresAt = now + HELD_MS;
      const reserves = taken.map(({ lotId, amount: part }) => `('${holdId}','${lotId}','${memberId}',${part})`);
      return {
        payload: JSON.stringify({ wallet: 'points', amount, reason, expiresAt }),
        outcome: `{"points.hold":[{"reason":${JSON.stringify(reason)},"wallet":"points","amount":0,"availableAt":${now},"holdId":"${holdId}"}]}`,
        holdId,
        statements: [
          `INSERT INTO point_holds (id, memberId, wallet, brandId, causeId, reason, subjectId, amount, captured, released, status, occurredAt, recordedAt, expiresAt, endedAt, dueAt) VALUES ('${holdId}','${memberId}','points','${BRAND}','act_${base}00',${escape(reason)},NULL,${amount},0,0,'held',${now},${now},${expiresAt},NULL,${expiresAt})`,
          `INSERT INTO point_reserves (holdId, lotId, memberId, amount) VALUES ${reserves.join(',')}`,
          ...taken.map(({ lotId, amount: part, isAll }) => `UPDATE point_lots SET held = held + ${part}${isAll ? ', dueAt = NULL' : ''} WHERE id = '${lotId}'`), // prettier-ignore
          `UPDATE point_accounts SET available = available - ${amount}, held = held + ${amount} WHERE memberId = '${memberId}' AND wallet = 'points'`,
        ],
        after: { ...holder, points: { ...points, available: points.available - amount, held: points.held + amount } },
      };
    },

    /** A repeat is told what the first was told, whatever became of the hold since. */
    tell: (stored, holdId) => ({ hold: { id: holdId, status: 'HELD', amount, expiresAt: endIn(stored) } }),
  };
}

function endIn(stored: string): string {
  const { 'points.hold': [hold] = [] } = JSON.parse(stored) as { 'points.hold'?: { availableAt: number }[] };
  return new Date((hold?.availableAt ?? 0) + HELD_MS).toISOString();
}

export interface CaptureOrder {
  readonly holdId: string;
  readonly key: string;
}

/** Null when it is none. */
export function captureOf(body: unknown): CaptureOrder | null {
  const { holdId, key } = body as Partial<CaptureOrder>;
  const isCapture = /^hld_[0-9A-Z]{26}$/.test(holdId ?? '') && typeof key === 'string' && key.length > 0;
  return isCapture && key.length <= 255 ? { holdId: holdId ?? '', key } : null;
}

const HELD = (tables: string, where: string): string =>
  `SELECT r.lotId, r.amount, h.status, h.amount ${tables} LEFT JOIN point_reserves r ON r.holdId = h.id AND r.amount > 0 LEFT JOIN point_lots l ON l.id = r.lotId WHERE ${where} ORDER BY l.expiresAt IS NULL, l.expiresAt, l.occurredAt`;

/** Spends all that a hold reserves. */
export function capturing({ holdId, key }: CaptureOrder): Movement {
  return {
    type: 'points.captured',
    scope: 'points:spend',
    idempotencyKey: key,
    inputHash: hashOf(holdId),
    from: ['FROM point_holds h JOIN members m ON m.id = h.memberId', `h.id = '${holdId}'`],
    reads: HELD,

    decide(holder, rows, moment) {
      const { memberId, points } = holder;
      if (rows[0]?.[2] !== 'held') return 'HOLD_ENDED';
      const amount = heldIn(rows);
      const { base, now } = moment;
      const draws = rows.map(([lotId, part]) => ({ lotId: lotId as string, amount: part as number }));
      return {
        payload: JSON.stringify({ holdId, amount, isFinal: true, reason: 'captured' }),
        outcome: `{"points.capture":[{"reason":"captured","wallet":"points","amount":${-amount},"availableAt":${now},"holdId":"${holdId}"}]}`,
        holdId,
        statements: [
          transferRow('spend', holder, amount, 'captured', holdId, moment),
          drawsRow(draws, holder, base, now),
          `UPDATE point_holds SET captured = amount, status = 'captured', endedAt = ${now}, dueAt = NULL WHERE id = '${holdId}'`,
          `UPDATE point_reserves SET amount = 0 WHERE holdId = '${holdId}'`,
          ...draws.map(({ lotId, amount: part }) => `UPDATE point_lots SET remaining = remaining - ${part}, held = held - ${part} WHERE id = '${lotId}'`), // prettier-ignore
          `UPDATE point_accounts SET held = held - ${amount} WHERE memberId = '${memberId}' AND wallet = 'points'`,
        ],
        after: { ...holder, points: { ...points, held: points.held - amount } },
      };
    },

    tell: (stored, id) => ({ outcome: pointsIn(stored), hold: { id, status: 'CAPTURED', captured: takenIn(stored) } }),
  };
}

function heldIn(rows: readonly Row[]): number {
  return rows.reduce((sum, [, part]) => sum + (part as number), 0);
}

function takenIn(stored: string): number {
  const { 'points.capture': [capture] = [] } = JSON.parse(stored) as { 'points.capture'?: { amount: number }[] };
  return -(capture?.amount ?? 0);
}
