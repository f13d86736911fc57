import type { Instant } from '../../kernel/clock.js';
import type { Sql } from '../../kernel/database.js';
import type { House } from '../../kernel/house.js';
import { marks } from '../../kernel/rows.js';
import type { Schedule } from '../../kernel/schedules.js';
import { systemCaller } from '../../kernel/session.js';
import { write } from '../../kernel/unit-of-work.js';
import { WINDOW_MS } from './attempts.js';

const PAGE = 500;
const HOUR_MS = 3_600_000;

/** What nobody decided on in time. */
const expireApprovals: Schedule = {
  name: 'approvals.expire',
  nextDueAt: ({ sql }) => oldest(sql, "SELECT MIN(expiresAt) AS at FROM approvals WHERE status = 'pending'"),
  run: (house, at) =>
    inPage(house, at, async (sql) => {
      const due = await ids(sql, "SELECT id FROM approvals WHERE status = 'pending' AND expiresAt <= ?", at);
      const set = `UPDATE approvals SET status = 'expired', decidedAt = ? WHERE status = 'pending' AND id IN ${marks(due)}`;
      return due.length === 0 ? 0 : sql.run(set, [at, ...due]);
    }),
};

/** Sessions that are over. By the hour, so that a page has many of them. */
const forgetSessions: Schedule = {
  name: 'operators.forget-sessions',
  nextDueAt: async ({ sql }) => byHour(await oldest(sql, 'SELECT MIN(expiresAt) AS at FROM operator_sessions')),
  run: (house, at) =>
    inPage(house, at, async (sql) => {
      const due = await ids(sql, 'SELECT id FROM operator_sessions WHERE expiresAt <= ?', at);
      return due.length === 0 ? 0 : sql.run(`DELETE FROM operator_sessions WHERE id IN ${marks(due)}`, due);
    }),
};

/** Guesses that do not count any more. */
const forgetGuesses: Schedule = {
  name: 'operators.forget-guesses',
  async nextDueAt({ sql }) {
    const at = await oldest(sql, 'SELECT MIN(startedAt) AS at FROM sign_in_attempts');
    return at === null ? null : byHour(at + WINDOW_MS);
  },
  run: (house, at) =>
    inPage(house, at, async (sql) => {
      const due = await ids(sql, 'SELECT id FROM sign_in_attempts WHERE startedAt <= ?', at - WINDOW_MS);
      return due.length === 0 ? 0 : sql.run(`DELETE FROM sign_in_attempts WHERE id IN ${marks(due)}`, due);
    }),
};

export const operatorSchedules: readonly Schedule[] = [expireApprovals, forgetSessions, forgetGuesses];

async function oldest(sql: Sql, text: string): Promise<Instant | null> {
  const [row] = await sql.rows<{ at: number | null }>(text);
  return row?.at ?? null;
}

async function ids(sql: Sql, text: string, at: Instant): Promise<string[]> {
  const rows = await sql.rows<{ id: string }>(`${text} LIMIT ${PAGE}`, [at]);
  return rows.map(({ id }) => id);
}

async function inPage(house: House, at: Instant, work: (sql: Sql) => Promise<number>): Promise<number> {
  const { value } = await write(house, { caller: systemCaller(''), members: [], now: at }, ({ sql }) => work(sql));
  return value;
}

function byHour(at: Instant | null): Instant | null {
  return at === null ? null : Math.ceil(at / HOUR_MS) * HOUR_MS;
}
