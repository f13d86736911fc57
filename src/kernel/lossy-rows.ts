import type { Bound } from './bind.js';
import type { Database } from './database.js';
import { faultOf } from './database.js';
import type { Log } from './log.js';
import type { Metrics } from './metrics.js';
import { insertRows } from './rows.js';

type Row = Readonly<Record<string, Bound>>;

/** How long a row waits for others to travel with. */
export const FLUSH_MS = 1_000;
/** How many rows wait at most, of all tables together: some ten megabytes. Who comes when it is full is not kept. */
export const WAITING_MAX = 20_000;

const BATCH = 500;

interface Needs {
  readonly database: Database;
  readonly metrics: Metrics;
  readonly log: Log;
}

/**
 * Rows that may be lost: kept in memory and written many at once, beside requests and never in their way. While the
 * database is away they wait, as long as there is room; a process that dies takes what waits with it.
 */
export class LossyRows {
  readonly #waiting: { readonly table: string; readonly row: Row }[] = [];
  #timer: NodeJS.Timeout | null = null;
  #writing: Promise<void> | null = null;
  #isStopped = false;

  constructor(private readonly needs: Needs) {}

  /** Takes as many of the rows as there is room for; answers how many. All rows of a table have the same columns. */
  offer(table: string, rows: readonly Row[]): number {
    const room = this.#isStopped ? 0 : WAITING_MAX - this.#waiting.length;
    const taken = rows.slice(0, Math.max(0, room));
    for (const row of taken) this.#waiting.push({ table, row });
    this.#count(table, 'dropped', rows.length - taken.length);
    if (this.#waiting.length >= BATCH) void this.flush();
    else this.#wake();
    return taken.length;
  }

  /** Writes what waits; resolves when it is written or has to wait on. Never throws. */
  flush(): Promise<void> {
    this.#writing ??= this.#write().finally(() => {
      this.#writing = null;
      if (this.#waiting.length > 0) this.#wake();
    });
    return this.#writing;
  }

  /** Writes what waits, once more, and takes nothing from now on. What cannot be written is lost and counted. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    await this.flush();
    await this.flush(); // what came while the first one was under way
    clearTimeout(this.#timer ?? undefined);
    for (const { table } of this.#waiting.splice(0)) this.#count(table, 'dropped', 1);
  }

  #wake(): void {
    if (this.#timer || this.#waiting.length === 0) return;
    this.#timer = setTimeout(() => {
      this.#timer = null;
      void this.flush();
    }, FLUSH_MS);
    this.#timer.unref();
  }

  async #write(): Promise<void> {
    while (this.#waiting.length > 0) {
      const table = this.#waiting[0]?.table ?? '';
      const end = this.#waiting.findIndex((each) => each.table !== table);
      const batch = this.#waiting.slice(0, Math.min(BATCH, end < 0 ? BATCH : end));
      const outcome = await this.#insert(table, batch.map(({ row }) => row)); // prettier-ignore
      if (outcome === 'later') return;
      this.#waiting.splice(0, batch.length);
      this.#count(table, outcome, batch.length);
    }
  }

  async #insert(table: string, rows: readonly Row[]): Promise<'written' | 'dropped' | 'later'> {
    try {
      await this.needs.database.transaction(async (sql) => {
        await insertRows(sql, table, rows);
        return { value: null, commit: true };
      });
      return 'written';
    } catch (error) {
      const fault = faultOf((error as Error).cause ?? error);
      if (!this.#isStopped && ['away', 'busy', 'retry', 'full'].includes(fault)) return 'later';
      this.needs.log.warn({ table, rows: rows.length, error: String(error) }, 'Rows that may be lost were lost');
      return 'dropped';
    }
  }

  #count(table: string, outcome: 'written' | 'dropped', rows: number): void {
    if (rows > 0) this.needs.metrics.lossyRows.inc({ table, outcome }, rows);
  }
}
