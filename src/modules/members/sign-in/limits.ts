import type { Instant } from '../../../kernel/clock.js';
import type { House } from '../../../kernel/house.js';
import { digest } from '../../../kernel/json.js';
import { refuse } from '../../../kernel/refusal.js';
import { marks, upsertRows } from '../../../kernel/rows.js';
import type { ReadSession, WriteSession } from '../../../kernel/session.js';

/**
 * How often one thing may be done by one somebody in a window of time. Windows are fixed: an hour is the hour of the clock,
 * of the one nobody moves.
 */
export interface Limit {
  readonly name: string;
  readonly subject: string;
  readonly windowMs: number;
  readonly max: number;
}

interface Window {
  readonly id: string;
  readonly max: number;
  readonly resetsAt: Instant;
}

/** Refuses LIMIT_REACHED where there is no room left, without writing: a flood is turned away before it costs a transaction. */
export async function requireRoom({ sql, house }: ReadSession, limits: readonly Limit[]): Promise<void> {
  const windows = windowsOf(house, limits);
  const counts = await countsOf(sql, windows);
  requireAtMost(windows, counts, -1);
}

/**
 * Takes one of each, whatever becomes of the rest; part of a transaction that is committed. Each row is locked by the
 * statement that counts, so that calls at the same moment, also on two processes, cannot both have the last one.
 * Refuses LIMIT_REACHED, and then nothing was taken.
 */
export async function take(session: WriteSession, limits: readonly Limit[]): Promise<void> {
  const windows = windowsOf(session.house, limits);
  const rows = windows.map(({ id, resetsAt }) => ({ id, count: 1, expiresAt: resetsAt }));
  await upsertRows(session.sql, 'sign_in_limits', ['id'], rows, { count: 'add' });
  requireAtMost(windows, await countsOf(session.sql, windows), 0);
}

/** Takes what there is one of, ever; `until` is when nobody can come with it any more. Refuses SIGN_IN_FAILED. */
export async function takeOnce(session: WriteSession, name: string, subject: string, until: Instant): Promise<void> {
  const id = digest(['sign-in', name, subject]);
  await upsertRows(session.sql, 'sign_in_limits', ['id'], [{ id, count: 1, expiresAt: until }], { count: 'add' });
  const counts = await countsOf(session.sql, [{ id }]);
  if ((counts.get(id) ?? 0) > 1) refuse('SIGN_IN_FAILED');
}

/** Gives back what was taken for a try that turned out to be right: only failures count. */
export async function giveBack(session: WriteSession, limits: readonly Limit[]): Promise<void> {
  const ids = windowsOf(session.house, limits).map(({ id }) => id);
  await session.sql.run(`UPDATE sign_in_limits SET count = count - 1 WHERE count > 0 AND id IN ${marks(ids)}`, ids);
}

async function countsOf(sql: ReadSession['sql'], windows: readonly Pick<Window, 'id'>[]): Promise<Map<string, number>> {
  const ids = windows.map(({ id }) => id);
  const text = `SELECT id, count FROM sign_in_limits WHERE id IN ${marks(ids)}`;
  const rows = await sql.rows<{ id: string; count: number }>(text, ids);
  return new Map(rows.map(({ id, count }) => [id, count]));
}

function requireAtMost(windows: readonly Window[], counts: ReadonlyMap<string, number>, slack: number): void {
  const over = windows.filter(({ id, max }) => (counts.get(id) ?? 0) > max + slack);
  if (over.length > 0) refuse('LIMIT_REACHED', { resetsAt: Math.max(...over.map(({ resetsAt }) => resetsAt)) });
}

function windowsOf({ realClock }: House, limits: readonly Limit[]): Window[] {
  return limits.map((limit) => windowOf(limit, realClock.now()));
}

function windowOf({ name, subject, windowMs, max }: Limit, now: Instant): Window {
  const start = Math.floor(now / windowMs) * windowMs;
  return { id: digest(['sign-in', name, subject, start]), max, resetsAt: start + windowMs };
}
