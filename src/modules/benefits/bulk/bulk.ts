import type { House } from '../../../kernel/house.js';
import { failJob, finishJob, openJob, startJob } from '../../../kernel/jobs.js';
import type { WriteSession } from '../../../kernel/session.js';
import { systemCaller } from '../../../kernel/session.js';
import { sizeOf } from '../../segments/index.js';
import type { Batch, Tally } from './batch.js';
import { batchIdOf, begun, requireBatch } from './batch.js';
import type { Page } from './issue-page.js';
import { beginPage, resting } from './issue-page.js';

/** Batches that whoever does due work works on. */
export const ASKED = 'benefits.issue.asked';

export interface Issuing {
  readonly onProgress?: (done: number, of: number) => void;
  /** Stops after the page that is under way. */
  readonly signal?: AbortSignal;
  /** Members a page. */
  readonly size?: number;
}

export interface Issued extends Pick<Tally, 'members' | 'issued' | 'owed' | 'had' | 'declined'> {
  readonly isResumed: boolean;
}

/**
 * Gives everybody of a batch its benefit here and now, a page of members in one transaction. Stopped or killed it goes on
 * where it was, and run again it gives nobody a second one. Refuses as `requireBatch` does.
 */
export async function issueBatch(house: House, batch: Batch, { onProgress, signal, size }: Issuing = {}): Promise<Issued> {
  const program = await house.programs.reload(house.database.reader);
  requireBatch(program, batch);
  const caller = systemCaller(program.hostBrandId);
  const first = begun(batch, await countOf(house, batch));
  const opened = await openJob(house, caller, { kind: 'benefits.issue', key: batchIdOf(batch) }, first);
  const paging = size === undefined ? {} : { size };
  let job = opened;
  let page: Page | null = resting(opened);
  try {
    while (page) {
      const next: Page | null = signal?.aborted ? null : await beginPage(house, caller, opened, page, paging);
      next?.done.catch(() => undefined); // it is awaited in its turn
      job = await page.done;
      onProgress?.(job.progress, (job.checkpoint as unknown as Tally).total);
      page = next;
    }
  } catch (error) {
    const last = await page?.done.catch(() => job);
    await failJob(house, caller, last ?? job, error instanceof Error ? error.message : String(error));
    throw error;
  }
  if (!signal?.aborted) await finishJob(house, caller, job);
  const { members, issued, owed, had, declined } = job.checkpoint as unknown as Tally;
  return { members, issued, owed, had, declined, isResumed: opened.progress > 0 };
} // prettier-ignore

/** Has a batch worked on by whoever does due work, seconds from now. Answers the job. Refuses as `requireBatch` does. */
export async function askForBatch(session: WriteSession, batch: Batch): Promise<{ jobId: string; members: number }> {
  const { house, sql } = session;
  requireBatch(house.programs.current(), batch);
  const members = await countOf({ database: { reader: sql } }, batch);
  const { id } = await startJob(session, { kind: ASKED, key: batchIdOf(batch) }, begun(batch, members));
  const { benefit, reason } = batch;
  session.audit({ action: 'benefits.issued', subject: { type: 'benefit', id: benefit }, after: { members, jobId: id }, reason }); // prettier-ignore
  return { jobId: id, members };
}

function countOf({ database }: { database: Pick<House['database'], 'reader'> }, { audience }: Batch): Promise<number> {
  return 'segment' in audience
    ? sizeOf(database.reader, audience.segment)
    : Promise.resolve(new Set(audience.members).size);
}
