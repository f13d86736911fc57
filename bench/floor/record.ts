import type { Pool, PoolConnection } from 'mysql2';
import { escape } from 'mysql2';
import { answerOf } from './answer.js';
import type { Calendar } from './calendar.js';
import type { Row } from './database.js';
import { send, take } from './database.js';
import type { Moment } from './decide.js';
import { decide } from './decide.js';
import type { Ids } from './ids.js';
import type { Keys } from './keys.js';
import type { Checked } from './purchase.js';
import { check } from './purchase.js';
import { BRAND, TIERS, tierOf } from './rules.js';
import { opening, standingOf } from './standing.js';
import { Writes } from './writes.js';

const ATTEMPTS_MAX = 5;
const RETRIED: ReadonlySet<unknown> = new Set(['ER_LOCK_DEADLOCK', 'ER_LOCK_WAIT_TIMEOUT', 'ER_CHECKREAD']);

/** A deadlock or a lock that did not come in time. */
export function isRetried(error: unknown): boolean {
  return RETRIED.has((error as { code?: string }).code);
}

export interface Floor {
  readonly pool: Pool;
  readonly keys: Keys;
  readonly ids: Ids;
  readonly calendar: Calendar;
  /** The version of the program, read once at start. */
  readonly programHash: string;
}

export interface Answer {
  readonly status: number;
  readonly body: string;
}

export function problem(status: number, error: string): Answer {
  return { status, body: `{"error":"${error}"}` };
}

/**
 * Records one purchase: the key, then one packet that opens the transaction, locks the member and reads where it stands,
 * then one packet with every write and COMMIT.
 */
export async function record(floor: Floor, authorization: string | undefined, body: unknown): Promise<Answer> {
  const connection = await take(floor.pool);
  try {
    if (!(await floor.keys.allows(connection, authorization, 'activities:write')))
      return problem(401, 'UNAUTHENTICATED');
    const purchase = check(body);
    return purchase ? await untilDone(floor, connection, purchase) : problem(400, 'INVALID_INPUT');
  } finally {
    connection.release();
  }
}

/** Once more after a deadlock or a lock timeout; a repeat is told by the unique index of the journal. */
export async function untilDone(floor: Floor, connection: PoolConnection, purchase: Checked): Promise<Answer> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await inTransaction(floor, connection, purchase);
    } catch (error) {
      await send(connection, 'ROLLBACK');
      if ((error as { code?: string }).code === 'ER_DUP_ENTRY') return repeated(connection, purchase);
      if (!isRetried(error) || attempt === ATTEMPTS_MAX) throw error;
    }
  }
}

async function inTransaction(floor: Floor, connection: PoolConnection, purchase: Checked): Promise<Answer> {
  const { calendar } = floor;
  const day = calendar.dayOf(purchase.occurredAt);
  const results = (await send(connection, opening(purchase.customer, calendar.beforeWindow(day), day))) as Row[][];
  const [locked, row] = [results[1]?.[0], results[2]?.[0]];
  if (!locked || !row || locked[1] !== 'active') {
    await send(connection, 'ROLLBACK');
    return locked ? problem(409, 'MEMBER_NOT_ACTIVE') : problem(404, 'NOT_FOUND');
  }
  const writes = new Writes();
  const standing = standingOf(locked[0] as string, row);
  const { activityId, outcome, after } = decide(purchase, standing, momentOf(floor, day), writes);
  await send(connection, writes.text());
  const { memberId, rank, points, growth } = after;
  const tier = TIERS[rank] ?? tierOf('');
  const balances = { points, growth };
  const body = answerOf({ activityId, at: purchase.occurredAt, outcome, memberId, tier, balances, isReplay: false });
  return { status: 200, body };
}

export function momentOf({ calendar, ids, programHash }: Floor, day: string): Moment {
  return { now: Date.now(), day, expiresAt: calendar.expiryOf(day), base: ids.next(), programHash };
}

/** The stored answer of the first one; another purchase under its id is refused. */
async function repeated(connection: PoolConnection, purchase: Checked): Promise<Answer> {
  const text = `SELECT a.id, a.memberId, a.inputHash, a.outcome, a.occurredAt, t.tier, p.available, g.available FROM activities a LEFT JOIN tier_standings t ON t.memberId = a.memberId AND t.ladder = 'main' LEFT JOIN point_accounts p ON p.memberId = a.memberId AND p.wallet = 'points' LEFT JOIN point_accounts g ON g.memberId = a.memberId AND g.wallet = 'growth' WHERE a.brandId = '${BRAND}' AND a.externalId = ${escape(purchase.externalId)}`;
  const [row] = (await send(connection, text)) as Row[];
  if (row?.[2] !== purchase.inputHash) return problem(409, 'IDEMPOTENCY_KEY_REUSED');
  const body = answerOf({
    activityId: row[0] as string,
    at: row[4] as number,
    outcome: row[3] as string,
    memberId: row[1] as string,
    tier: tierOf(row[5]),
    balances: { points: Number(row[6] ?? 0), growth: Number(row[7] ?? 0) },
    isReplay: true,
  });
  return { status: 200, body };
}
