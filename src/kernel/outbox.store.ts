import type { Sql } from './database.js';
import type { Instant } from './clock.js';
import type { Letter } from './events.js';
import type { House } from './house.js';
import type { JsonObject } from './json.js';
import { marks, pages } from './rows.js';
import { systemCaller } from './session.js';
import { write } from './unit-of-work.js';

/** A letter as the relay works on it. */
export interface Waiting extends Letter {
  readonly dueAt: Instant;
  readonly attempts: number;
  readonly deliveredTo: readonly string[];
}

/** A letter whose delivery failed somewhere, and what becomes of it. */
export interface Failed {
  readonly letter: Waiting;
  readonly deliveredTo: readonly string[];
  readonly reason: string;
  /** When it is tried again. The letters behind it wait as long; null parks it, and they go on. */
  readonly dueAt: Instant | null;
}

const LETTERS_PER_ROUND = 500;
const TOPICS_PER_ROUND = 200;
const REASON_LENGTH_MAX = 500;

/** Whether any letter is due. */
export async function isAnyDue(sql: Sql, now: Instant): Promise<boolean> {
  const [row] = await sql.rows('SELECT id FROM outbox WHERE parkedAt IS NULL AND dueAt <= ? LIMIT 1', [now]);
  return row !== undefined;
}

/** The topics that have waited longest, each with its first letters in their order, due or not. */
export async function waitingTopics(sql: Sql, now: Instant): Promise<Waiting[]> {
  const due = await sql.rows<{ topic: string }>(
    `SELECT topic FROM outbox WHERE parkedAt IS NULL AND dueAt <= ? ORDER BY dueAt, id LIMIT ${TOPICS_PER_ROUND}`,
    [now],
  );
  const topics = [...new Set(due.map(({ topic }) => topic))];
  if (topics.length === 0) return [];
  const rows = await sql.rows<Omit<Waiting, 'payload' | 'deliveredTo'> & { payload: string; deliveredTo: string }>(
    `SELECT id, topic, sequence, type, payload, dueAt, attempts, deliveredTo FROM outbox
      WHERE topic IN ${marks(topics)} AND parkedAt IS NULL ORDER BY topic, sequence, id LIMIT ${LETTERS_PER_ROUND}`,
    topics,
  );
  return rows.map((row) => ({
    ...row,
    payload: JSON.parse(row.payload) as JsonObject,
    deliveredTo: JSON.parse(row.deliveredTo) as string[],
  }));
}

/** Writes down how a round ended: delivered letters go, failed ones wait or are parked, held topics wait for their first letter. */
export async function settleRound(
  house: House,
  round: {
    readonly delivered: readonly string[];
    readonly failed: readonly Failed[];
    readonly held: readonly Pick<Waiting, 'topic' | 'dueAt'>[];
  },
): Promise<void> {
  await housekeep(house, async (sql) => {
    for (const page of pages(round.delivered)) await sql.run(`DELETE FROM outbox WHERE id IN ${marks(page)}`, page);
    for (const failed of round.failed) await noteFailure(sql, failed, house.clock.now());
    for (const { topic, dueAt } of round.held) await holdTopic(sql, topic, dueAt);
  });
}

/** Puts a parked letter back into its topic, to be tried as often as a new one. Answers false when there is no such letter. */
export async function retryParked(house: House, letterId: string): Promise<boolean> {
  const put = 'UPDATE outbox SET parkedAt = NULL, attempts = 0, dueAt = ? WHERE id = ? AND parkedAt IS NOT NULL';
  let isPut = false;
  await housekeep(house, async (sql) => {
    isPut = (await sql.run(put, [house.clock.now(), letterId])) === 1;
  });
  return isPut;
}

/** Counts what waits and what is parked, for `/metrics`. */
export async function measureOutbox({ database, metrics }: House): Promise<void> {
  const count = async (which: string) => {
    const [row] = await database.reader.rows<{ n: number }>(`SELECT COUNT(*) AS n FROM outbox WHERE parkedAt ${which}`);
    return row?.n ?? 0;
  };
  metrics.lettersWaiting.set(await count('IS NULL'));
  metrics.lettersParked.set(await count('IS NOT NULL'));
}

async function noteFailure(sql: Sql, { letter, deliveredTo, reason, dueAt }: Failed, now: Instant): Promise<void> {
  await sql.run(
    'UPDATE outbox SET attempts = ?, deliveredTo = ?, lastError = ?, dueAt = ?, parkedAt = ? WHERE id = ?',
    [
      letter.attempts + 1,
      JSON.stringify(deliveredTo),
      reason.slice(0, REASON_LENGTH_MAX).toWellFormed().replaceAll('\0', ''),
      dueAt ?? letter.dueAt,
      dueAt === null ? now : null,
      letter.id,
    ],
  );
  if (dueAt !== null) await holdTopic(sql, letter.topic, dueAt);
}

/** Letters behind one that waits wait as well: they are not due before it, so they do not crowd out other topics. */
async function holdTopic(sql: Sql, topic: string, until: Instant): Promise<void> {
  const hold = 'UPDATE outbox SET dueAt = ? WHERE topic = ? AND parkedAt IS NULL AND dueAt < ?';
  await sql.run(hold, [until, topic, until]);
}

async function housekeep(house: House, work: (sql: Sql) => Promise<void>): Promise<void> {
  await write(house, { caller: systemCaller(''), members: [] }, async ({ sql }) => {
    await work(sql);
    return undefined;
  });
}
