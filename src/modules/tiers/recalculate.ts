import type { Caller } from '../../kernel/caller.js';
import type { Instant } from '../../kernel/clock.js';
import type { Sql } from '../../kernel/database.js';
import type { House } from '../../kernel/house.js';
import type { Job } from '../../kernel/jobs.js';
import { failJob, finishJob, openJob, saveCheckpoint } from '../../kernel/jobs.js';
import type { JsonObject } from '../../kernel/json.js';
import { systemCaller } from '../../kernel/session.js';
import { drainNow, write } from '../../kernel/unit-of-work.js';
import type { TiersPart } from './compile.js';

const MEMBERS_A_PAGE = 300;

/** What a recalculation came to; `moved` counts moves to another tier. */
export interface Recalculated {
  readonly members: number;
  readonly moved: number;
  readonly isResumed: boolean;
}

export interface Recalculating {
  /** Validity counts for nothing for whoever stands where it stands since before the program was changed. */
  readonly isStrict: boolean;
  readonly onProgress?: (done: number, of: number) => void;
  /** Stops after the page that is under way. */
  readonly signal?: AbortSignal;
}

interface Tally {
  readonly after: string;
  readonly members: number;
  readonly moved: number;
  /** When the program was last changed as the job began: a job taken up again goes on as it began. */
  readonly strictBefore: Instant | null;
}

/**
 * Looks at every member anew after a ladder was changed: who meets more rises, who falls is treated by the policy when the
 * validity ends. A page of members in one transaction, its checkpoint with it; a second time nothing changes.
 */
export async function recalculateTiers(house: House, { isStrict, onProgress, signal }: Recalculating): Promise<Recalculated> {
  const program = await house.programs.reload(house.database.reader);
  const caller = systemCaller(program.hostBrandId);
  const changedAt = await changedAtOf(house.database.reader);
  const key = { kind: 'tiers.recalculate', key: `${program.hash} ${changedAt}${isStrict ? ' strict' : ''}` };
  const first: JsonObject = { after: '', members: 0, moved: 0, strictBefore: isStrict ? changedAt : null };
  const begun = await openJob(house, caller, key, first);
  const total = await countMembers(house.database.reader);
  let job = begun;
  try {
    for (let isMore = true; isMore && !signal?.aborted; ) {
      const next = await recalculatePage(house, caller, job);
      isMore = next !== null;
      if (next) job = next;
      onProgress?.(job.progress, total);
    }
  } catch (error) {
    await failJob(house, caller, job, error instanceof Error ? error.message : String(error));
    throw error;
  }
  if (!signal?.aborted) await finishJob(house, caller, job);
  const { members, moved } = job.checkpoint as unknown as Tally;
  return { members, moved, isResumed: begun.progress > 0 };
} // prettier-ignore

/** The next page of members; null when there is none. */
async function recalculatePage(house: House, caller: Caller, job: Job): Promise<Job | null> {
  const tally = job.checkpoint as unknown as Tally;
  const page = await house.database.reader.rows<{ id: string }>(
    `SELECT id FROM members WHERE id > ? ORDER BY id LIMIT ${MEMBERS_A_PAGE}`,
    [tally.after],
  );
  const last = page.at(-1);
  if (!last) return null;
  const members = page.map(({ id }) => id);
  const progress = job.progress + members.length;
  const { value } = await write(house, { caller, members }, async (session) => {
    const { ladders } = house.programs.current().parts['tiers'] as TiersPart;
    for (const memberId of session.members.keys()) {
      session.queue.settle.set(memberId, session.now);
      session.queue.asked.set(memberId, ladders.map(({ code }) => ({ kind: 'tiers.recalculate', reason: 'recalculated', intent: { ladder: code, strictBefore: tally.strictBefore } }))); // prettier-ignore
    }
    await drainNow(session);
    const moves = session.queue.stored.filter(({ activity }) => activity.type === 'tier.changed').length;
    const next: JsonObject = { ...tally, after: last.id, members: progress, moved: tally.moved + moves };
    await saveCheckpoint(session, { id: job.id, before: job.progress, progress, checkpoint: next });
    return next;
  });
  return { ...job, progress, checkpoint: value };
}

/** When the program became what it is: one that was another in between has everybody to be looked at again. */
async function changedAtOf(sql: Sql): Promise<Instant> {
  const [head] = await sql.rows<{ appliedAt: Instant }>('SELECT appliedAt FROM program_head WHERE id = 1');
  return head?.appliedAt ?? 0;
}

async function countMembers(sql: Sql): Promise<number> {
  const [row] = await sql.rows<{ n: number }>('SELECT COUNT(*) AS n FROM members');
  return row?.n ?? 0;
}
