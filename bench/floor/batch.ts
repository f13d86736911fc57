import type { PoolConnection } from 'mysql2';
import { lineOf } from './answer.js';
import type { Row } from './database.js';
import { send, take } from './database.js';
import { decide } from './decide.js';
import type { Checked } from './purchase.js';
import { check } from './purchase.js';
import type { Answer, Floor } from './record.js';
import { momentOf, problem } from './record.js';
import { naming, openingMany, standingOf } from './standing.js';
import { Writes } from './writes.js';

/**
 * Records many purchases of today in one transaction: who they are, then lock and read all of them in one packet, then
 * every write and COMMIT in one packet. A bad line declines the batch: the floor needs no more for a comparison of speed.
 */
export async function recordBatch(floor: Floor, authorization: string | undefined, body: unknown): Promise<Answer> {
  const connection = await take(floor.pool);
  try {
    if (!(await floor.keys.allows(connection, authorization, 'activities:write')))
      return problem(401, 'UNAUTHENTICATED');
    const purchases = (body as { lines: unknown[] }).lines.map(check);
    const good = purchases.filter((purchase) => purchase !== null);
    if (good.length < purchases.length) return problem(400, 'INVALID_INPUT');
    return { status: 200, body: await inTransaction(floor, connection, good) };
  } catch (error) {
    await send(connection, 'ROLLBACK');
    throw error;
  } finally {
    connection.release();
  }
}

async function inTransaction(floor: Floor, connection: PoolConnection, purchases: readonly Checked[]): Promise<string> {
  const named = (await send(connection, naming(purchases.map(({ customer }) => customer)))) as Row[];
  const members = new Map(named.map(([customer, id]) => [customer as string, id as string]));
  const day = floor.calendar.dayOf(Date.now());
  const memberIds = [...new Set(members.values())].sort();
  const results = (await send(connection, openingMany(memberIds, floor.calendar.beforeWindow(day), day))) as Row[][];
  const standings = new Map((results[2] ?? []).map((row) => [row[15] as string, standingOf(row[15] as string, row)]));
  const writes = new Writes();
  const answers = purchases.map((purchase) => {
    const memberId = members.get(purchase.customer) ?? '';
    const before = standings.get(memberId);
    if (!before) throw new Error(`No member is known as ${purchase.customer}`);
    const { activityId, outcome, after } = decide(purchase, before, momentOf(floor, day), writes);
    standings.set(memberId, after);
    return lineOf(activityId, outcome);
  });
  await send(connection, writes.text());
  return JSON.stringify({ results: answers, errors: [] });
}
