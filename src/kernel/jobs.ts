import type { Caller } from './caller.js';
import type { Sql } from './database.js';
import type { House } from './house.js';
import { newId } from './id.js';
import type { JsonObject } from './json.js';
import { refuse } from './refusal.js';
import { insertRows } from './rows.js';
import type { WriteSession } from './session.js';
import { write } from './unit-of-work.js';

const ERROR_LENGTH_MAX = 1_000;

/** Long work that survives its process: what it is, and how far it came. */
export interface Job {
  readonly id: string;
  readonly status: 'running' | 'done' | 'failed';
  /** Grows with every checkpoint, which tells two processes at the same job apart. */
  readonly progress: number;
  readonly checkpoint: JsonObject;
}

/** What makes a second start the same job: its kind and a fingerprint of what it works on. */
export interface JobKey {
  readonly kind: string;
  readonly key: string;
}

/** Starts a job, or takes up one that was killed or failed where its last checkpoint stands; one that is done starts over. */
export async function openJob(house: House, caller: Caller, key: JobKey, first: JsonObject): Promise<Job> {
  const { value } = await write(house, { caller, members: [] }, async (session) => ({
    ...(await startJob(session, key, first)),
  }));
  return value;
}

/** The same in a transaction that is open: for work that is asked for here and done by whoever does due work. */
export async function startJob(session: WriteSession, { kind, key }: JobKey, first: JsonObject): Promise<Job> {
  const stored = await find(session.sql, 'kind = ? AND `key` = ?', [kind, key]);
  if (!stored) return insert(session, { kind, key }, first);
  const from = stored.status === 'done' ? { progress: 0, checkpoint: first } : stored;
  await session.sql.run(
    "UPDATE jobs SET status = 'running', progress = ?, checkpoint = ?, error = NULL, updatedAt = ? WHERE id = ?",
    [from.progress, JSON.stringify(from.checkpoint), session.now, stored.id],
  );
  return { id: stored.id, status: 'running', progress: from.progress, checkpoint: from.checkpoint };
}

/** The job of a kind that was asked for first and is not done; undefined when there is none. */
export async function firstRunning(sql: Sql, kind: string): Promise<Job | undefined> {
  return find(sql, "kind = ? AND status = 'running' ORDER BY createdAt, id LIMIT 1", [kind]);
}

/**
 * Notes in the transaction of the work itself how far the job came: both are there, or neither. Refuses JOB_TAKEN_OVER
 * when another process has moved it since `before`.
 */
export async function saveCheckpoint(
  session: WriteSession,
  { id, before, progress, checkpoint }: { id: string; before: number; progress: number; checkpoint: JsonObject },
): Promise<void> {
  const moved = await session.sql.run(
    "UPDATE jobs SET progress = ?, checkpoint = ?, updatedAt = ? WHERE id = ? AND progress = ? AND status = 'running'",
    [progress, JSON.stringify(checkpoint), session.now, id, before],
  );
  if (moved !== 1) refuse('JOB_TAKEN_OVER', {});
}

/** How far a job came as far as the database knows: what decides after a COMMIT whose answer was lost. */
export async function storedJob(sql: Sql, id: string): Promise<Job> {
  return (await find(sql, 'id = ?', [id])) ?? refuse('NOT_FOUND', { what: 'job' });
}

/** Ends a job that is done. One that another process has moved meanwhile is that process's to end. */
export async function finishJob(house: House, caller: Caller, job: Pick<Job, 'id' | 'progress'>): Promise<void> {
  await end(house, caller, job, 'done', null);
}

/** Ends a job that cannot go on; the next start takes it up at its last checkpoint. */
export async function failJob(
  house: House,
  caller: Caller,
  job: Pick<Job, 'id' | 'progress'>,
  error: string,
): Promise<void> {
  await end(house, caller, job, 'failed', error.slice(0, ERROR_LENGTH_MAX));
}

async function end(
  house: House,
  caller: Caller,
  job: Pick<Job, 'id' | 'progress'>,
  status: Job['status'],
  error: string | null,
) {
  await write(house, { caller, members: [] }, async (session) => {
    const set =
      "UPDATE jobs SET status = ?, error = ?, updatedAt = ? WHERE id = ? AND progress = ? AND status = 'running'";
    await session.sql.run(set, [status, error, session.now, job.id, job.progress]);
    return undefined;
  });
}

async function insert(session: WriteSession, key: JobKey, checkpoint: JsonObject): Promise<Job> {
  const job: Job = { id: newId('job'), status: 'running', progress: 0, checkpoint };
  const times = { createdAt: session.now, updatedAt: session.now };
  const row = { ...job, ...key, checkpoint: JSON.stringify(checkpoint), error: null, ...times };
  await insertRows(session.sql, 'jobs', [row]);
  return job;
}

async function find(sql: Sql, where: string, params: readonly string[]): Promise<Job | undefined> {
  const [row] = await sql.rows<Omit<Job, 'checkpoint'> & { checkpoint: string }>(
    `SELECT id, status, progress, checkpoint FROM jobs WHERE ${where}`,
    params,
  );
  return row && { ...row, checkpoint: JSON.parse(row.checkpoint) as JsonObject };
}
