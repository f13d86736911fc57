import type { Caller } from '../../../kernel/caller.js';
import type { Instant } from '../../../kernel/clock.js';
import type { Sql } from '../../../kernel/database.js';
import type { Wish } from '../../../kernel/effect.js';
import type { House } from '../../../kernel/house.js';
import type { Job } from '../../../kernel/jobs.js';
import { saveCheckpoint } from '../../../kernel/jobs.js';
import type { JsonObject } from '../../../kernel/json.js';
import { marks, pages } from '../../../kernel/rows.js';
import type { WriteSession } from '../../../kernel/session.js';
import { drainNow, write } from '../../../kernel/unit-of-work.js';
import { membersAfter } from '../../segments/index.js';
import type { Intent } from '../settled.js';
import type { Tally } from './batch.js';
import { grantOfBatch } from './batch.js';

/** Members of a page are locked while it is worked on: a thousand of them for about a tenth of a second. */
export const PAGE = 1_000;

interface Paging {
  readonly size?: number;
  readonly now?: Instant;
}

/** The next page of a batch, with its checkpoint in one transaction; null when there is none. */
export async function issuePage(house: House, caller: Caller, job: Job, { size = PAGE, now }: Paging = {}): Promise<Job | null> {
  const tally = job.checkpoint as unknown as Tally;
  const members = await nextMembers(house.database.reader, tally, size);
  const last = members.at(-1);
  if (last === undefined) return null;
  const progress = job.progress + members.length;
  const { value } = await write(house, { caller, members, ...(now === undefined ? {} : { now }) }, async (session) => {
    const { had, asked } = await askForAll(session, tally);
    await drainNow(session);
    const { issued, owed } = countedIn(session, asked);
    const checkpoint: JsonObject = {
      ...(tally as unknown as JsonObject),
      after: last,
      members: tally.members + members.length,
      issued: tally.issued + issued,
      owed: tally.owed + owed,
      had: tally.had + had,
      declined: tally.declined + members.length - issued - owed - had,
    };
    await saveCheckpoint(session, { id: job.id, before: job.progress, progress, checkpoint });
    return checkpoint;
  });
  return { ...job, progress, checkpoint: value };
} // prettier-ignore

function nextMembers(sql: Sql, { segment, listed, after }: Tally, size: number): Promise<string[]> {
  if (segment !== null) return membersAfter(sql, segment, after, size);
  const from = listed.findIndex((id) => id > after);
  return Promise.resolve(from < 0 ? [] : listed.slice(from, from + size));
}

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
