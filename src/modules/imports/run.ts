import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Caller } from '../../kernel/caller.js';
import type { Sql } from '../../kernel/database.js';
import { DatabaseUnavailable } from '../../kernel/database.js';
import type { House } from '../../kernel/house.js';
import type { Job } from '../../kernel/jobs.js';
import { saveCheckpoint, storedJob } from '../../kernel/jobs.js';
import { Refusal } from '../../kernel/refusal.js';
import { write } from '../../kernel/unit-of-work.js';
import type { ErrorFile } from './error-file.js';
import type { Recorder } from './recorder.js';
import type { Counted, Tally } from './tally.js';
import { fromCheckpoint, toCheckpoint, withItems } from './tally.js';
import type { Rejected, Unit } from './units.js';

/** How long a run waits for a database that is away before it ends; a full disk is rarely helped by waiting. */
const PATIENCE_MS = { away: 120_000, busy: 120_000, crowded: 120_000, unsure: 120_000, full: 15_000 } as const;
const PAUSE_MS_MAX = 5_000;
/** So many rows in a row that fail inside Laurel are no fault of the rows. */
const FAILURES_MAX = 20;
const STOPS: ReadonlySet<string> = new Set(['JOB_TAKEN_OVER', 'ERROR_FILE']);

/** Records batch after batch and keeps the count that belongs to what is committed. */
export class Run<Item> {
  readonly #startedAt = performance.now();
  #failures = 0;

  constructor(
    private readonly house: House,
    private readonly caller: Caller,
    private readonly job: Job,
    private readonly recorder: Recorder<Item>,
    private readonly errors: ErrorFile,
    public tally: Tally,
    private readonly before = tally.milliseconds,
  ) {}

  /**
   * Records a batch in one transaction, its count and its errors with it. One that is refused whole is recorded by
   * halves until the line is found that brought it down, so that no other is lost.
   */
  async record(units: readonly Unit<Item>[]): Promise<void> {
    try {
      await this.#commit(units);
    } catch (error) {
      if (error instanceof DatabaseUnavailable || (error instanceof Refusal && STOPS.has(error.code))) throw error;
      const half = units.length >> 1;
      if (half > 0) {
        await this.record(units.slice(0, half));
        await this.record(units.slice(half));
      } else {
        await this.#commit(units.map((unit) => this.#withoutItem(unit, error)));
      }
    }
  }

  /** The count with the working time up to now. */
  counted(): Tally {
    return { ...this.tally, milliseconds: this.before + Math.round(performance.now() - this.#startedAt) };
  }

  async #commit(units: readonly Unit<Item>[]): Promise<void> {
    const items = units.flatMap(({ item }) => (item === null ? [] : item));
    for (let waited = 0, pause = 250; ; pause = Math.min(pause * 2, PAUSE_MS_MAX)) {
      let next = this.tally;
      try {
        const members = (sql: Sql) => this.recorder.lock(sql, items);
        await write(this.house, { caller: this.caller, members }, async (session) => {
          const results = items.length > 0 ? await this.recorder.record(session, items) : [];
          const { tally, errors } = this.#count(units, results);
          next = tally;
          const [before, progress] = [this.tally.read, next.read];
          await saveCheckpoint(session, { id: this.job.id, before, progress, checkpoint: toCheckpoint(next) });
          await this.errors.write(this.tally.errorBytes, errors); // the job is ours: nobody else writes there now
          return undefined;
        });
        this.tally = next;
        return;
      } catch (error) {
        if (!(error instanceof DatabaseUnavailable) || waited >= PATIENCE_MS[error.why]) throw error;
        this.house.log.warn({ why: error.why, waited }, 'the database is away, the import waits');
        await sleep(pause);
        waited += pause;
        if (await this.#isCommitted(next)) return;
      }
    }
  }

  /** A COMMIT whose answer was lost may have happened: the stored checkpoint tells. */
  async #isCommitted(next: Tally): Promise<boolean> {
    try {
      const { progress, checkpoint } = await storedJob(this.house.database.reader, this.job.id);
      if (progress !== next.read || progress === this.tally.read) return false;
      this.tally = fromCheckpoint(checkpoint);
      return true;
    } catch (error) {
      if (error instanceof DatabaseUnavailable) return false;
      throw error;
    }
  }

  #count(units: readonly Unit<Item>[], results: readonly (Counted | Refusal)[]): { tally: Tally; errors: Buffer } {
    const items: (Counted & { rows: number })[] = [];
    const rejected: Rejected[] = [];
    let next = 0;
    for (const unit of units) {
      rejected.push(...unit.rejected);
      if (unit.item === null) continue;
      const result = results[next++];
      if (result instanceof Refusal) rejected.push(...unit.rows.map((row) => ({ row, problem: result })));
      else if (result) items.push({ ...result, rows: unit.rows.length });
    }
    const tally = withItems(this.counted(), items);
    const errors = this.errors.bytesOf(tally.errorBytes, rejected);
    return {
      errors,
      tally: {
        ...tally,
        read: tally.read + rejected.length,
        rejected: tally.rejected + rejected.length,
        errorBytes: tally.errorBytes + errors.length,
        position: units.at(-1)?.next ?? tally.position,
      },
    };
  }

  /** A line that brings down its own transaction, with the reason where it has one. */
  #withoutItem({ rows, rejected, next }: Unit<Item>, error: unknown): Unit<Item> {
    const isRefusal = error instanceof Refusal;
    this.#failures = isRefusal ? 0 : this.#failures + 1;
    if (this.#failures > FAILURES_MAX) throw error;
    if (!isRefusal) this.house.log.error({ err: error, line: rows[0]?.line }, 'a row could not be recorded');
    const problem = isRefusal ? error : new Refusal('ROW_FAILED');
    return { item: null, rows: [], rejected: [...rejected, ...rows.map((row) => ({ row, problem }))], next };
  }
}
