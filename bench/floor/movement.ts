import type { PoolConnection } from 'mysql2';
import type { Row } from './database.js';
import { send, take } from './database.js';
import type { Moment } from './decide.js';
import type { Decided } from './movement-rows.js';
import { keyIdOf, storedIn, writesOf } from './movement-rows.js';
import type { Answer, Floor } from './record.js';
import { isRetried, momentOf, problem } from './record.js';
import { BRAND, WALLETS } from './rules.js';

/** One request to move points, checked. */
export interface Movement {
  /** `points.given`, `points.spent` …: the type of the activity that records it. */
  readonly type: string;
  readonly scope: 'points:earn' | 'points:spend';
  readonly idempotencyKey: string;
  readonly inputHash: string;
  /** The member's row as `m`, and how it is found. */
  readonly from: readonly [tables: string, where: string];
  /** What it reads besides, under the lock, from the same tables. */
  readonly reads: (tables: string, where: string) => string;
  /** What it comes to, or in one word why not. */
  readonly decide: (holder: Holder, rows: readonly Row[], moment: Moment) => Decided | string;
  /** What it tells besides the member. `stored` is the outcome as the journal keeps it. */
  readonly tell: (stored: string, holdId: string | null) => object;
}

/** A member under its lock, as far as moving points needs it. */
export interface Holder {
  readonly memberId: string;
  readonly sequence: number;
  readonly points: Balance;
  readonly growth: Balance;
}

export interface Balance {
  readonly available: number;
  readonly pending: number;
  readonly held: number;
}

const ATTEMPTS_MAX = 5;
const HOLDER = 'm.id, m.status, x.sequence, p.available, p.pending, p.held, g.available, g.pending, g.held, k.inputHash, k.answer'; // prettier-ignore
const BESIDE = "LEFT JOIN member_metrics x ON x.memberId = m.id LEFT JOIN point_accounts p ON p.memberId = m.id AND p.wallet = 'points' LEFT JOIN point_accounts g ON g.memberId = m.id AND g.wallet = 'growth'"; // prettier-ignore

/** A member a brand names by its own id. */
export function namedBy(customer: string): Movement['from'] {
  return [
    'FROM member_identities i JOIN members m ON m.id = i.memberId',
    `i.brandId = '${BRAND}' AND i.kind = 'external' AND i.value = ${customer}`,
  ];
}

/**
 * Moves points of one member in three round trips: the key, then one packet that opens the transaction, locks the member
 * and reads where it stands and whether this was answered before, then one packet with every write and COMMIT.
 */
export async function moved(floor: Floor, authorization: string | undefined, movement: Movement): Promise<Answer> {
  const connection = await take(floor.pool);
  try {
    if (!(await floor.keys.allows(connection, authorization, movement.scope))) return problem(401, 'UNAUTHENTICATED');
    for (let attempt = 1; ; attempt++) {
      try {
        return await inTransaction(floor, connection, movement);
      } catch (error) {
        await send(connection, 'ROLLBACK');
        if (!isRetried(error) || attempt === ATTEMPTS_MAX) throw error;
      }
    }
  } finally {
    connection.release();
  }
}

async function inTransaction(floor: Floor, connection: PoolConnection, movement: Movement): Promise<Answer> {
  const results = (await send(connection, openingOf(movement))) as Row[][];
  const row = results[2]?.[0];
  const refused = refusalOf(row, movement);
  if (!row || refused) {
    await send(connection, 'ROLLBACK');
    return refused ?? problem(404, 'NOT_FOUND');
  }
  const holder = holderOf(row);
  if (row[10] !== null) {
    await send(connection, 'ROLLBACK');
    const { outcome, holdId } = storedIn(row[10] as string);
    return told(movement.tell(outcome, holdId), holder, true);
  }
  const moment = momentOf(floor, floor.calendar.dayOf(Date.now()));
  const decided = movement.decide(holder, results[3] ?? [], moment);
  if (typeof decided === 'string') {
    await send(connection, 'ROLLBACK');
    return problem(409, decided);
  }
  await send(connection, writesOf(movement, holder, decided, moment));
  return told(movement.tell(decided.outcome, decided.holdId), decided.after, false);
}

/** The reading is a statement of its own: within the locking one, the snapshot could be older than the lock. */
function openingOf({ type, idempotencyKey, from: [tables, where], reads }: Movement): string {
  const key = `LEFT JOIN idempotency_keys k ON k.id = '${keyIdOf(type, idempotencyKey)}'`;
  return `START TRANSACTION;SELECT m.id ${tables} WHERE ${where} FOR UPDATE;SELECT ${HOLDER} ${tables} ${BESIDE} ${key} WHERE ${where};${reads(tables, where)}`;
}

function refusalOf(row: Row | undefined, { inputHash }: Movement): Answer | null {
  if (!row) return null;
  if (row[9] !== null && row[9] !== inputHash) return problem(409, 'IDEMPOTENCY_KEY_REUSED');
  return row[9] === null && row[1] !== 'active' ? problem(409, 'MEMBER_NOT_ACTIVE') : null;
}

function holderOf([memberId, , sequence, ...balances]: Row): Holder {
  const [available = 0, pending = 0, held = 0, ...growth] = balances.slice(0, 6).map((value) => Number(value ?? 0));
  const [growthAvailable = 0, growthPending = 0, growthHeld = 0] = growth;
  return {
    memberId: memberId as string,
    sequence: Number(sequence ?? 0),
    points: { available, pending, held },
    growth: { available: growthAvailable, pending: growthPending, held: growthHeld },
  };
}

function told(what: object, { memberId, points, growth }: Holder, isReplay: boolean): Answer {
  const balances = [
    { id: `${memberId}:points`, ...points },
    { id: `${memberId}:growth`, ...growth },
  ];
  const body = JSON.stringify({ ...what, member: { id: memberId, balances }, errors: [], replayed: isReplay });
  return { status: 200, body };
}

interface MovedPoints {
  readonly reason: string;
  readonly wallet: 'points' | 'growth';
  readonly amount: number;
  readonly availableAt: number;
}

/** The points of a stored outcome, as an answer tells them. */
export function pointsIn(outcome: string): object {
  const moved = Object.values(JSON.parse(outcome) as Record<string, readonly MovedPoints[]>).flat();
  return {
    points: moved.map(({ wallet, amount, availableAt, reason }) => ({
      wallet: { id: WALLETS[wallet].id },
      amount,
      availableAt: new Date(availableAt).toISOString(),
      reason,
    })),
  };
}
