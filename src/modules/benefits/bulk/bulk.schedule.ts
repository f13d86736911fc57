import { failJob, finishJob, firstRunning, storedJob } from '../../../kernel/jobs.js';
import { Refusal } from '../../../kernel/refusal.js';
import type { Schedule } from '../../../kernel/schedules.js';
import { systemCaller } from '../../../kernel/session.js';
import type { Tally } from './batch.js';
import { lanesOf } from './batch.js';
import { ASKED } from './bulk.js';
import { issuePage } from './issue-page.js';

/** Batches somebody asked for, a page at a time, beside everything else that is due. */
export const bulkSchedule: Schedule = {
  name: 'benefits.bulk',

  async nextDueAt({ sql, now }) {
    return (await firstRunning(sql, ASKED)) ? now : null;
  },

  async run(house, at) {
    const job = await firstRunning(house.database.reader, ASKED);
    if (!job) return 0;
    const caller = systemCaller(house.programs.current().hostBrandId);
    try {
      const lanes = lanesOf(job.checkpoint as unknown as Tally);
      const pages = await Promise.allSettled(lanes.map((_, lane) => issuePage(house, caller, job, lane, { now: at })));
      const failed = pages.find((page) => page.status === 'rejected');
      if (failed) throw failed.reason;
      if (pages.every((page) => page.status === 'fulfilled' && page.value === null))
        await finishJob(house, caller, job);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error; // a database that is away comes back: the next run tries again
      await failJob(house, caller, await storedJob(house.database.reader, job.id), error.message);
    }
    return 1;
  },
};
