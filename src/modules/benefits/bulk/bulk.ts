import type { Sql } from '../../../kernel/database.js';
import type { House } from '../../../kernel/house.js';
import type { Job } from '../../../kernel/jobs.js';
import { failJob, finishJob, openJob, startJob } from '../../../kernel/jobs.js';
import type { WriteSession } from '../../../kernel/session.js';
import { systemCaller } from '../../../kernel/session.js';
import { memberAt, sizeOf } from '../../segments/index.js';
import { offeredOf } from '../compile.js';
import type { Batch, Lane, Tally } from './batch.js';
import { batchIdOf, begun, lanesOf, requireBatch } from './batch.js';
import { issuePage, PAGE } from './issue-page.js';

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
  const total = await countOf(house.database.reader, batch);
  const first = begun(batch, total, await middleOf(house, batch, total, size));
  const opened = await openJob(house, caller, { kind: 'benefits.issue', key: batchIdOf(batch) }, first);
  let job = opened;
  try {
    await sideBySide(lanesOf(opened.checkpoint as unknown as Tally), async (at, isStopped) => {
      let own: Job | null = opened;
      while (own && !signal?.aborted && !isStopped()) {
        own = await issuePage(house, caller, own, at, size === undefined ? {} : { size });
        if (own && own.progress > job.progress) job = own;
        onProgress?.(job.progress, (job.checkpoint as unknown as Tally).total);
      }
    });
  } catch (error) {
    await failJob(house, caller, job, error instanceof Error ? error.message : String(error));
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
  const members = await countOf(sql, batch);
  const middle = await middleOf({ programs: house.programs, database: { reader: sql } }, batch, members);
  const { id } = await startJob(session, { kind: ASKED, key: batchIdOf(batch) }, begun(batch, members, middle));
  const { benefit, reason } = batch;
  session.audit({ action: 'benefits.issued', subject: { type: 'benefit', id: benefit }, after: { members, jobId: id }, reason }); // prettier-ignore
  return { jobId: id, members };
}

function countOf(sql: Sql, { audience }: Batch): Promise<number> {
  return 'segment' in audience ? sizeOf(sql, audience.segment) : Promise.resolve(new Set(audience.members).size);
}

/**
 * Where a batch is parted in two that are worked on at the same time: of many members, on a database that has more than one
 * writer. What there is only so much of is handed out in one row, in the order of the members.
 */
async function middleOf({ programs, database }: Where, { benefit, audience }: Batch, total: number, size = PAGE): Promise<string | null> {
  const { reader } = database;
  const isShared = offeredOf(programs.current(), benefit)?.stock.kind !== 'unlimited';
  if (reader.engine === 'sqlite' || isShared || total < 2 * size) return null;
  const nth = Math.floor(total / 2);
  return 'segment' in audience ? memberAt(reader, audience.segment, nth) : ([...new Set(audience.members)].sort()[nth] ?? null);
} // prettier-ignore

interface Where {
  readonly programs: House['programs'];
  readonly database: Pick<House['database'], 'reader'>;
}

/** Works on lanes at the same time. Where one fails the others stop after the page they are at, and that is thrown. */
async function sideBySide(lanes: readonly Lane[], work: (at: number, isStopped: () => boolean) => Promise<void>): Promise<void> {
  let isFailed = false;
  const one = async (at: number) => {
    try {
      await work(at, () => isFailed);
    } catch (error) {
      isFailed = true;
      throw error;
    }
  };
  const ended = await Promise.allSettled(lanes.map((_, at) => one(at)));
  const failed = ended.find((each) => each.status === 'rejected');
  if (failed) throw failed.reason;
} // prettier-ignore
