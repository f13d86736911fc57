import { pause } from './bell.js';
import type { Instant } from './clock.js';
import type { House } from './house.js';
import type { HeldLease } from './lease.js';
import { LeaseLost, withLease } from './lease.js';
import type { Schedule } from './schedules.js';
import type { ReadSession } from './session.js';
import { systemCaller } from './session.js';
import { read } from './unit-of-work.js';

const POLL_MS = 5_000;
/** At one instant no schedule has this many pages of work; one that has goes in circles. */
const PAGES_AT_ONE_INSTANT_MAX = 100_000;

/** How many things each schedule did, by its name. */
export type Progress = Readonly<Record<string, number>>;

export interface RunOptions {
  readonly onProgress?: (done: Progress, at: Instant) => void;
  /** Stops after the page that is under way. */
  readonly signal?: AbortSignal;
}

/**
 * Does everything that is due up to an instant: always the smallest due instant of all schedules first, one page at a
 * time, each at its own instant, so that one long step and many short ones give the same. A schedule that fails is left
 * until the next run and the others go on; when they are done, it throws SchedulesFailed. While another process runs
 * them, it does nothing and answers {}.
 */
export async function runDue(house: House, until = house.clock.now(), options: RunOptions = {}): Promise<Progress> {
  const run = new Run(house, until, options);
  const isAnyDue = (await run.next()) !== undefined; // asked without a lease first: mostly there is nothing to do
  if (isAnyDue) await withLease(house, 'schedules', (lease) => run.run(lease));
  if (run.failures.size > 0) throw new SchedulesFailed(run.failures);
  return run.done;
}

/** Whether anything is due up to an instant. */
export async function isWorkDue(house: House, until: Instant): Promise<boolean> {
  return (await new Run(house, until, {}).next()) !== undefined;
}

/** Does due work as long as the process lives. Resolves when it has stopped. */
export async function startSchedules(house: House, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    try {
      await runDue(house, house.clock.now(), { signal });
    } catch (error) {
      house.log.error({ err: error }, 'Due work was not done; it is tried again');
    }
    await pause(POLL_MS, signal);
  }
}

/** Schedules that threw, or that were due and did nothing. What they had committed stays. */
export class SchedulesFailed extends AggregateError {
  override readonly name = 'SchedulesFailed';

  constructor(readonly failures: ReadonlyMap<string, unknown>) {
    const reasons = [...failures].map(
      ([name, error]) => `${name}: ${error instanceof Error ? error.message : String(error)}`,
    );
    super([...failures.values()], `Due work failed in ${reasons.join('; ')}`);
  }
}

interface Due {
  readonly schedule: Schedule;
  readonly at: Instant;
}

class Run {
  readonly done: Record<string, number> = {};
  readonly failures = new Map<string, unknown>();
  readonly #pages = new Map<string, number>();

  constructor(
    private readonly house: House,
    private readonly until: Instant,
    private readonly options: RunOptions,
  ) {}

  async run(lease: HeldLease): Promise<void> {
    for (let due = await this.next(); due && !this.options.signal?.aborted; due = await this.next()) {
      lease.check();
      await this.#attempt(due.schedule, () => this.#page(due));
    }
  }

  /** The schedule with the smallest due instant; of several, the one that stands first. */
  async next(): Promise<Due | undefined> {
    const session = this.#session();
    let first: Due | undefined;
    for (const schedule of this.house.schedules) {
      if (this.failures.has(schedule.name)) continue;
      const at = await this.#attempt(schedule, () => schedule.nextDueAt(session));
      if (at !== null && at !== undefined && at <= this.until && at < (first?.at ?? Infinity)) first = { schedule, at };
    }
    return first;
  }

  #session(): ReadSession {
    return { ...read(this.house, systemCaller('')), now: this.until };
  }

  async #page({ schedule, at }: Due): Promise<void> {
    const { name } = schedule;
    const key = `${name}@${at}`;
    const pages = (this.#pages.get(key) ?? 0) + 1;
    if (pages === 1) this.#pages.clear(); // a new instant: the counts of earlier ones are of no use any more
    this.#pages.set(key, pages);
    const count = await schedule.run(this.house, at);
    const isStuck = count === 0 && (await schedule.nextDueAt(this.#session())) === at; // else somebody has done it meanwhile
    if (isStuck || pages > PAGES_AT_ONE_INSTANT_MAX) throw new Error(`it is due at ${at} but makes no progress`);
    this.done[name] = (this.done[name] ?? 0) + count;
    this.house.metrics.scheduleRuns.inc({ schedule: name, outcome: 'done' });
    this.options.onProgress?.(this.done, at);
  }

  /** Whatever a schedule throws is its own affair; a lost lease ends the run. */
  async #attempt<T>({ name }: Schedule, work: () => Promise<T>): Promise<T | undefined> {
    try {
      return await work();
    } catch (error) {
      if (error instanceof LeaseLost) throw error;
      this.failures.set(name, error);
      this.house.metrics.scheduleRuns.inc({ schedule: name, outcome: 'failed' });
      this.house.log.error({ err: error, schedule: name }, 'A schedule failed; the others go on');
      return undefined;
    }
  }
}
