import { DAY_MS } from './calendar.js';
import type { Instant } from './clock.js';
import type { Sql } from './database.js';
import type { House } from './house.js';
import { IDEMPOTENCY_KEPT_MS } from './idempotency.js';
import { newId } from './id.js';
import { insertRows, marks } from './rows.js';
import type { Schedule } from './schedules.js';
import { systemCaller } from './session.js';
import { write } from './unit-of-work.js';

export const DECISIONS_KEPT_MS = 400 * DAY_MS;
const HOUR_MS = 3_600_000;
const PAGE = 1_000;
const JOB = { kind: 'retention', key: 'activities.decisions' } as const;

/** Forgets answers of requests nobody repeats any more. By the hour, so that a page has many of them. */
export const forgetKeys: Schedule = {
  name: 'idempotency.forget',

  async nextDueAt({ sql }) {
    const [row] = await sql.rows<{ oldest: number | null }>('SELECT MIN(createdAt) AS oldest FROM idempotency_keys');
    return row?.oldest == null ? null : roundUp(row.oldest + IDEMPOTENCY_KEPT_MS, HOUR_MS);
  },

  run: (house, at) =>
    inPage(house, at, async (sql) => {
      const old = await sql.rows<{ id: string }>(
        `SELECT id FROM idempotency_keys WHERE createdAt <= ? ORDER BY createdAt LIMIT ${PAGE}`,
        [at - IDEMPOTENCY_KEPT_MS],
      );
      const ids = old.map(({ id }) => id);
      return ids.length === 0 ? 0 : sql.run(`DELETE FROM idempotency_keys WHERE id IN ${marks(ids)}`, ids);
    }),
};

/**
 * Blanks why rules acted, long after anybody asks. Walks the journal once, in the order of its primary key, which is the
 * order of insertion near enough; how far it came stands in `jobs`, so that it never reads a blanked row again.
 */
export const forgetDecisions: Schedule = {
  name: 'activities.forget-decisions',

  async nextDueAt({ sql }) {
    const [next] = await pageAfter(sql, await checkpoint(sql), 1);
    return next ? roundUp(next.recordedAt + DECISIONS_KEPT_MS, DAY_MS) : null;
  },

  run: (house, at) =>
    inPage(house, at, async (sql) => {
      const after = await checkpoint(sql);
      const page = await pageAfter(sql, after, PAGE);
      const young = page.findIndex(({ recordedAt }) => recordedAt + DECISIONS_KEPT_MS > at);
      const old = young < 0 ? page : page.slice(0, young);
      const last = old.at(-1);
      if (!last) return 0;
      await sql.run('UPDATE activities SET decisions = NULL WHERE id > ? AND id <= ? AND decisions IS NOT NULL', [
        after ?? '',
        last.id,
      ]);
      await keepCheckpoint(sql, last.id, after === null, at);
      return old.length;
    }),
};

export const kernelSchedules: readonly Schedule[] = [forgetKeys, forgetDecisions];

async function inPage(house: House, at: Instant, work: (sql: Sql) => Promise<number>): Promise<number> {
  const { value } = await write(house, { caller: systemCaller(''), members: [], now: at }, ({ sql }) => work(sql));
  return value;
}

function pageAfter(sql: Sql, after: string | null, limit: number): Promise<{ id: string; recordedAt: number }[]> {
  return sql.rows(`SELECT id, recordedAt FROM activities WHERE id > ? ORDER BY id LIMIT ${limit}`, [after ?? '']);
}

async function checkpoint(sql: Sql): Promise<string | null> {
  const [job] = await sql.rows<{ checkpoint: string }>('SELECT checkpoint FROM jobs WHERE kind = ? AND `key` = ?', [
    JOB.kind,
    JOB.key,
  ]);
  return job ? (JSON.parse(job.checkpoint) as { after: string }).after : null;
}

/** What was due is done, and the next page is due another day: between the two nothing is running. */
async function keepCheckpoint(sql: Sql, after: string, isFirst: boolean, now: Instant): Promise<void> {
  const text = JSON.stringify({ after });
  if (!isFirst) {
    const move = "UPDATE jobs SET status = 'done', checkpoint = ?, updatedAt = ? WHERE kind = ? AND `key` = ?";
    await sql.run(move, [text, now, JOB.kind, JOB.key]);
    return;
  }
  const row = { id: newId('job'), ...JOB, status: 'done', progress: 0, checkpoint: text, error: null };
  await insertRows(sql, 'jobs', [{ ...row, createdAt: now, updatedAt: now }]);
}

function roundUp(at: Instant, step: number): Instant {
  return Math.ceil(at / step) * step;
}
