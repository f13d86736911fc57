import { performance } from 'node:perf_hooks';
import { setImmediate as breathe } from 'node:timers/promises';
import { dayOf, startOfDay } from '../../../kernel/calendar.js';
import type { Caller } from '../../../kernel/caller.js';
import type { House } from '../../../kernel/house.js';
import type { Job } from '../../../kernel/jobs.js';
import { failJob, finishJob, openJob, saveCheckpoint } from '../../../kernel/jobs.js';
import type { JsonObject } from '../../../kernel/json.js';
import { runDue } from '../../../kernel/schedule-runner.js';
import { systemCaller } from '../../../kernel/session.js';
import { write } from '../../../kernel/unit-of-work.js';
import { writeHistories } from '../../../modules/engine/index.js';
import { writeMembers } from '../../../modules/members/index.js';
import { followProgram, isEmpty } from '../load.js';
import type { LivedMember } from './member.js';
import { liveAs } from './member.js';
import type { Crowd } from './somebody.js';
import { workDone } from './somebody.js';
import type { CrowdTally } from './tally.js';
import { NOTHING, tallyOf, withMembers } from './tally.js';
import type { Found } from './found.js';

export interface CrowdOptions {
  readonly seed: number;
  readonly members: number;
  /** Members stored so far, and the part of all work that was, from 0 to 1. */
  readonly onProgress?: (members: number, work: number) => void;
}

export interface LoadedCrowd extends CrowdTally {
  /** True when an earlier run was taken up where it had been stopped. */
  readonly isResumed: boolean;
}

/** Members of one transaction: enough for full statements, few enough to be held in memory twice. */
const BATCH = 100;
/** Members played between two looks at what the database answers. */
const BREATH = 5;

/**
 * Fills a house with a crowd: every life is played in memory by the real rules and written with those of hundreds of
 * others, a batch a transaction, while the next batch is played. Killed, it goes on after the last batch that was
 * committed. Everything is history: no letters. `found` says what the database held before (`lookAround`).
 */
export async function loadCrowd(house: House, found: Found, options: CrowdOptions): Promise<LoadedCrowd> {
  if (await isEmpty(house)) await followProgram(house, 'crowd');
  const caller = systemCaller(house.programs.current().hostBrandId);
  const job = await openJob(house, caller, { kind: CROWD_JOB, key: crowdKey(options) }, firstCheckpoint(house, found));
  const run = new Run(house, caller, job, options);
  try {
    await run.finish();
  } catch (error) {
    await failJob(house, caller, { id: job.id, progress: run.tally.members }, (error as Error).message).catch(() => undefined); // prettier-ignore
    throw error;
  }
  await runDue(house);
  await finishJob(house, caller, { id: job.id, progress: run.tally.members });
  return { ...run.tally, isResumed: job.progress > 0 };
}

export const CROWD_JOB = 'demo.members';

export function crowdKey({ seed, members }: CrowdOptions): string {
  return `seed ${seed}, ${members} members`;
}

/** The crowd lives until the day it was first asked for, however often it is gone on with. */
function firstCheckpoint(house: House, { members }: Found): JsonObject {
  const { zone } = house.programs.current();
  const until = startOfDay(dayOf(house.clock.now(), zone), zone);
  return { until, before: members, tally: { ...NOTHING } };
}

/** Plays and writes, batch after batch. */
class Run {
  tally: CrowdTally;
  readonly #crowd: Crowd;
  readonly #startedAt = performance.now();
  readonly #worked: number;

  constructor(
    private readonly house: House,
    private readonly caller: Caller,
    private readonly job: Job,
    private readonly options: CrowdOptions,
  ) {
    const { until, before } = job.checkpoint as unknown as Pick<Crowd, 'until' | 'before'>;
    this.#crowd = { seed: options.seed, members: options.members, until, before };
    this.tally = tallyOf(job.checkpoint);
    this.#worked = this.tally.milliseconds;
  }

  /** One batch is written while the next is played. */
  async finish(): Promise<void> {
    const { members, onProgress } = this.options;
    let writing: Promise<void> = Promise.resolve();
    for (let from = this.tally.members; from < members; from += BATCH) {
      const lived = await this.#play(from, Math.min(from + BATCH, members), writing);
      await writing;
      if (from > 0) onProgress?.(this.tally.members, workDone(this.tally.members, members));
      writing = this.#write(lived);
      writing.catch(() => undefined); // it is awaited a batch later
    }
    await writing;
    onProgress?.(this.tally.members, workDone(this.tally.members, members));
  }

  /** The next batch, with a look at the database every few members while it has the last one to write. */
  async #play(from: number, until: number, writing: Promise<void>): Promise<LivedMember[]> {
    const work = { isGoingOn: true };
    void writing.catch(() => undefined).finally(() => (work.isGoingOn = false));
    const lived: LivedMember[] = [];
    for (let index = from; index < until; index++) {
      lived.push(liveAs(this.house, this.#crowd, index));
      if (work.isGoingOn && index % BREATH === 0) await breathe();
    }
    return lived;
  }

  async #write(lived: readonly LivedMember[]): Promise<void> {
    const milliseconds = this.#worked + Math.round(performance.now() - this.#startedAt);
    const next = { ...withMembers(this.tally, lived), milliseconds };
    const { until, before } = this.#crowd;
    const checkpoint: JsonObject = { until, before, tally: { ...next } };
    await write(this.house, { caller: this.caller, members: [] }, async (session) => {
      await writeMembers(session, lived.map(({ newcomer }) => newcomer)); // prettier-ignore
      await writeHistories(session, lived.map(({ history }) => history)); // prettier-ignore
      await saveCheckpoint(session, {
        id: this.job.id,
        before: this.tally.members,
        progress: next.members,
        checkpoint,
      });
      return undefined;
    });
    this.tally = next;
  }
}
