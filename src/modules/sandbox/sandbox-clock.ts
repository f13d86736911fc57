import type { Clock, Instant } from '../../kernel/clock.js';
import type { Sql } from '../../kernel/database.js';
import { upsertRows } from '../../kernel/rows.js';

const ROW = 1;

/** The clock of the sandbox: goes as the real one does, ahead of it by as much as it was moved forward. */
export class SandboxClock implements Clock {
  #aheadMs = 0;

  constructor(private readonly real: Clock) {}

  now(): Instant {
    return this.real.now() + this.#aheadMs;
  }

  /** Takes over how far another process has moved it. */
  async follow(sql: Sql): Promise<void> {
    this.#aheadMs = (await storedAhead(sql)) ?? 0;
  }
}

/** Marks a database as a sandbox; one that is marked stays as it is. */
export async function markSandbox(sql: Sql, now: Instant): Promise<void> {
  await upsertRows(sql, 'sandbox', ['id'], [{ id: ROW, aheadMs: 0, madeAt: now }], { id: 'replace' });
}

/** Whether a database is a sandbox. */
export async function isMarked(sql: Sql): Promise<boolean> {
  return (await storedAhead(sql)) !== null;
}

/** How far ahead it is, held until the end of the transaction, so that nobody else moves it meanwhile. */
export async function holdClock(sql: Sql): Promise<number> {
  await sql.run('UPDATE sandbox SET aheadMs = aheadMs + 0 WHERE id = ?', [ROW]);
  return (await storedAhead(sql)) ?? 0;
}

/** Puts the clock so far ahead of the real time; zero is the real time itself. */
export async function moveClock(sql: Sql, aheadMs: number): Promise<void> {
  await sql.run('UPDATE sandbox SET aheadMs = ? WHERE id = ?', [aheadMs, ROW]);
}

async function storedAhead(sql: Sql): Promise<number | null> {
  const [row] = await sql.rows<{ aheadMs: number }>('SELECT aheadMs FROM sandbox WHERE id = ?', [ROW]);
  return row?.aheadMs ?? null;
}
