import type { Caller } from '../../../kernel/caller.js';
import type { Instant } from '../../../kernel/clock.js';
import type { Sql } from '../../../kernel/database.js';
import type { Wish } from '../../../kernel/effect.js';
import type { House } from '../../../kernel/house.js';
import type { Job } from '../../../kernel/jobs.js';
import { saveCheckpoint } from '../../../kernel/jobs.js';
import type { State } from '../../../kernel/participant.js';
import type { WriteSession } from '../../../kernel/session.js';
import { drainNow, write } from '../../../kernel/unit-of-work.js';
import { membersAfter } from '../../segments/index.js';
import type { Intent } from '../settled.js';
import { sliceIn } from '../slice.js';
import type { Tally } from './batch.js';
import { grantOfBatch } from './batch.js';

/** Members of a page are locked while it is worked on: a thousand of them for about a tenth of a second. */
export const PAGE = 1_000;

interface Paging {
  readonly size?: number;
  readonly now?: Instant;
}

/** A page that is under way: its last member is known at once, how far the batch came when it is written. */
export interface Page {
  readonly last: string;
  readonly done: Promise<Job>;
}

/** Where a batch stands that nobody works on. */
export function resting(job: Job): Page {
  return { last: tallyOf(job).after, done: Promise.resolve(job) };
}

/**
 * Begins the next page of a batch, with its checkpoint in one transaction; null when there is none. It is read and decided
 * while the page before it is written.
 */
export async function beginPage(house: House, caller: Caller, of: Job, before: Page, { size = PAGE, now }: Paging = {}): Promise<Page | null> {
  const batch = tallyOf(of);
  const members = await nextMembers(house.database.reader, batch, before.last, size);
  const last = members.at(-1);
  if (last === undefined) return null;
  const work = { caller, members, follows: before.done, ...(now === undefined ? {} : { now }) };
  const writing = write(house, work, async (session) => {
    const asked = askForAll(session, batch);
    await drainNow(session);
    const job = await before.done;
    const next = { ...job, progress: job.progress + members.length, checkpoint: { ...added(tallyOf(job), counted(session, asked), members) } };
    await saveCheckpoint(session, { id: job.id, before: job.progress, progress: next.progress, checkpoint: next.checkpoint });
    return next;
  });
  return { last, done: writing.then(({ value }) => value as unknown as Job) };
} // prettier-ignore

/** The next page of a batch; null when there is none. */
export async function issuePage(house: House, caller: Caller, job: Job, paging: Paging = {}): Promise<Job | null> {
  const page = await beginPage(house, caller, job, resting(job), paging);
  return page ? page.done : null;
}

function tallyOf(job: Job): Tally {
  return job.checkpoint as unknown as Tally;
}

function nextMembers(sql: Sql, { segment, listed }: Tally, after: string, size: number): Promise<string[]> {
  if (segment !== null) return membersAfter(sql, segment, after, size);
  const from = listed.findIndex((id) => id > after);
  return Promise.resolve(from < 0 ? [] : listed.slice(from, from + size));
}

/** Asks for one for everybody who takes part; whoever has one of this batch gets none. Answers their grants, by member. */
function askForAll({ queue, members, now }: WriteSession, { batchId, benefit, reason }: Tally): ReadonlyMap<string, string> {
  const there = [...members.values()].filter(({ status }) => status === 'active');
  const grantIds = new Map(there.map(({ id }) => [id, grantOfBatch(batchId, id)]));
  for (const [memberId, grantId] of grantIds) {
    const intent: Intent['issue'] = { benefit, source: 'bulk', grantId };
    const wish: Wish = { kind: 'benefit.issue', reason, intent };
    queue.settle.set(memberId, now);
    queue.asked.set(memberId, [wish]);
  }
  return grantIds;
} // prettier-ignore

type Counts = Pick<Tally, 'issued' | 'owed' | 'had'>;

/** Rules that act on what was issued may give more: only what the batch itself gave is counted. */
function counted({ queue }: WriteSession, asked: ReadonlyMap<string, string>): Counts {
  const ours = new Set(asked.values());
  const types = queue.stored.flatMap(({ activity: { type, payload } }) => (ours.has(payload['grantId'] as string) ? type : []));
  const [issued, owed] = ['benefit.issued', 'benefit.owed'].map((which) => types.filter((type) => type === which).length) as [number, number];
  const holders = [...asked].filter(([memberId, grantId]) => sliceIn(queue.after.get(memberId) as State).grants.has(grantId));
  return { issued, owed, had: holders.length - issued - owed };
} // prettier-ignore

function added(tally: Tally, { issued, owed, had }: Counts, members: readonly string[]): Tally {
  return {
    ...tally,
    after: members.at(-1) ?? tally.after,
    members: tally.members + members.length,
    issued: tally.issued + issued,
    owed: tally.owed + owed,
    had: tally.had + had,
    declined: tally.declined + members.length - issued - owed - had,
  };
}
