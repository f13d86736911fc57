import type { Caller } from '../../../kernel/caller.js';
import type { Instant } from '../../../kernel/clock.js';
import type { Sql } from '../../../kernel/database.js';
import type { Wish } from '../../../kernel/effect.js';
import type { House } from '../../../kernel/house.js';
import type { Job } from '../../../kernel/jobs.js';
import { lockJob, saveCheckpoint } from '../../../kernel/jobs.js';
import type { JsonObject } from '../../../kernel/json.js';
import { refuse } from '../../../kernel/refusal.js';
import { marks, pages } from '../../../kernel/rows.js';
import type { WriteSession } from '../../../kernel/session.js';
import { drainNow, write } from '../../../kernel/unit-of-work.js';
import { membersAfter } from '../../segments/index.js';
import type { Intent } from '../settled.js';
import type { Lane, Tally } from './batch.js';
import { grantOfBatch, lanesOf } from './batch.js';

/** Members of a page are locked while it is worked on: a thousand of them for about a tenth of a second. */
export const PAGE = 1_000;

interface Paging {
  readonly size?: number;
  readonly now?: Instant;
}

/**
 * The next page of a lane of a batch, with its checkpoint in one transaction; null when there is none. Whoever works on
 * another lane is waited for where both note how far they came. Refuses JOB_TAKEN_OVER.
 */
export async function issuePage(house: House, caller: Caller, job: Job, at: number, { size = PAGE, now }: Paging = {}): Promise<Job | null> {
  const tally = job.checkpoint as unknown as Tally;
  const lane = lanesOf(tally)[at];
  const members = lane ? await nextMembers(house.database.reader, tally, lane, size) : [];
  const last = members.at(-1);
  if (!lane || last === undefined) return null;
  const { value } = await write(house, { caller, members, ...(now === undefined ? {} : { now }) }, async (session) => {
    const { had, asked } = await askForAll(session, tally);
    await drainNow(session);
    const { issued, owed } = countedIn(session, asked);
    const before = await lockJob(session, job.id);
    const so = before.checkpoint as unknown as Tally;
    if (lanesOf(so)[at]?.after !== lane.after) refuse('JOB_TAKEN_OVER', {});
    const checkpoint: JsonObject = {
      ...before.checkpoint,
      lanes: lanesOf(so).map((each, nth) => (nth === at ? { ...each, after: last } : { ...each })),
      members: so.members + members.length,
      issued: so.issued + issued,
      owed: so.owed + owed,
      had: so.had + had,
      declined: so.declined + members.length - issued - owed - had,
    };
    const progress = before.progress + members.length;
    await saveCheckpoint(session, { id: job.id, before: before.progress, progress, checkpoint });
    return { progress, checkpoint };
  });
  return { ...job, ...value };
} // prettier-ignore

async function nextMembers(sql: Sql, { segment, listed }: Tally, { after, until }: Lane, size: number): Promise<string[]> {
  const isIn = (id: string) => until === null || id <= until;
  if (segment !== null) return (await membersAfter(sql, segment, after, size)).filter(isIn);
  const from = listed.findIndex((id) => id > after);
  return from < 0 ? [] : listed.slice(from, from + size).filter(isIn);
} // prettier-ignore

/** Asks for one for everybody who takes part and has none of this batch. Answers how many have one, and what was asked for. */
async function askForAll(session: WriteSession, { batchId, benefit, reason }: Tally): Promise<{ had: number; asked: ReadonlySet<string> }> {
  const { sql, queue, members, now } = session;
  const there = [...members.values()].filter(({ status }) => status === 'active');
  const grantIds = new Map(there.map(({ id }) => [id, grantOfBatch(batchId, id)]));
  const had = await existing(sql, [...grantIds.values()]);
  const asked = new Set<string>();
  for (const [memberId, grantId] of grantIds) {
    if (had.has(grantId)) continue;
    asked.add(grantId);
    const intent: Intent['issue'] = { benefit, source: 'bulk', grantId };
    const wish: Wish = { kind: 'benefit.issue', reason, intent };
    queue.settle.set(memberId, now);
    queue.asked.set(memberId, [wish]);
  }
  return { had: had.size, asked };
} // prettier-ignore

async function existing(sql: Sql, grantIds: readonly string[]): Promise<Set<string>> {
  const found = new Set<string>();
  for (const page of pages(grantIds)) {
    for (const { id } of await sql.rows<{ id: string }>(`SELECT id FROM grants WHERE id IN ${marks(page)}`, page)) found.add(id); // prettier-ignore
  }
  return found;
}

/** Rules that act on what was issued may give more: only what the batch itself gave is counted. */
function countedIn({ queue }: WriteSession, asked: ReadonlySet<string>): { issued: number; owed: number } {
  const types = queue.stored.flatMap(({ activity: { type, payload } }) => (asked.has(payload['grantId'] as string) ? type : []));
  return { issued: types.filter((type) => type === 'benefit.issued').length, owed: types.filter((type) => type === 'benefit.owed').length };
} // prettier-ignore
