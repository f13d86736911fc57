import { failJob, finishJob, firstRunning } from '../../../kernel/jobs.js';
import { Refusal } from '../../../kernel/refusal.js';
import type { Schedule } from '../../../kernel/schedules.js';
import { systemCaller } from '../../../kernel/session.js';
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
      const next = await issuePage(house, caller, job, { now: at });
      if (!next) await finishJob(house, caller, job);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error; // a database that is away comes back: the next run tries again
      await failJob(house, caller, job, error.message);
    }
    return 1;
  },
};
