import type { Day } from '../../../kernel/calendar.js';
import { addDays, DAY_MS, startOfDay } from '../../../kernel/calendar.js';
import type { Sql } from '../../../kernel/database.js';
import type { House } from '../../../kernel/house.js';
import { ahead, all, marks, pages, upsertRows } from '../../../kernel/rows.js';
import { systemCaller } from '../../../kernel/session.js';
import { write } from '../../../kernel/unit-of-work.js';
import { segmentsOf } from '../segments.participant.js';
import type { RfmMethod } from './method.js';
import { RFM_SEGMENTS, rfmSegmentOf } from './names.js';
import type { Scores } from './scoring.js';
import { score } from './scoring.js';
import type { Valued } from './values.js';
import { valuesAsOf } from './values.js';

/** Minor units of one unit of money: what methods mean by one more. */
const MINOR_UNITS = 100;
const ROWS_A_WRITE = 10_000;

export interface Scored {
  readonly day: Day;
  readonly values: Valued;
  readonly scores: Scores;
}

/** Scores everybody as of the end of a day, without storing it. */
export async function scoresAsOf(house: House, sql: Sql, method: RfmMethod, day: Day, onProgress?: (members: number) => void): Promise<Scored> {
  const { zone, hostBrandId } = house.programs.current();
  const until = startOfDay(addDays(day, 1), zone);
  const values = await valuesAsOf(sql, method, { day, until, hostBrandId }, onProgress);
  const recency = method.recency === 'exact' ? DAY_MS : 1;
  return { day, values, scores: score(values, method, { recency, spend: MINOR_UNITS }) };
} // prettier-ignore

/** How many members each standard segment has, those without any included. */
export function segmentCounts({ scores: { r, f } }: Pick<Scored, 'scores'>): Record<string, number> {
  const counts = Object.fromEntries(RFM_SEGMENTS.map(({ code }) => [code, 0]));
  for (const [at, recency] of r.entries()) {
    const { code } = rfmSegmentOf(recency, f[at] ?? 0);
    counts[code] = (counts[code] ?? 0) + 1;
  }
  return counts;
}

/**
 * Scores everybody as of the day before `day` by the method of the program and stores what became another score. Answers
 * how many members have one. Each member is read whole, and the day is over: no snapshot keeps two pages from being read at once.
 */
export async function scoreMembers(house: House, day: Day, onProgress?: (members: number) => void): Promise<number> {
  const { rfm } = segmentsOf(house.programs.current());
  const scored = await scoresAsOf(house, house.database.reader, rfm, addDays(day, -1), onProgress);
  await storeScores(house, scored);
  return scored.values.memberIds.length;
}

/** Members with their scores put together, and the members among them who have none any more. */
interface Changes {
  readonly changed: { memberId: string; r: number; f: number; m: number; scoredOn: Day }[];
  readonly gone: string[];
}

async function storeScores(house: House, scored: Scored): Promise<void> {
  await all(ahead(changesOf(house.database.reader, scored), (changes) => writeChanges(house, changes)));
}

/** Both lists are in the order of ids, so they are walked side by side: the stored one is never held whole. */
async function* changesOf(sql: Sql, scored: Scored): AsyncGenerator<Changes> {
  const { memberIds } = scored.values;
  let at = 0;
  for await (const page of storedScores(sql)) {
    const changes: Changes = { changed: [], gone: [] };
    for (const { memberId, r, f, m } of page) {
      while (at < memberIds.length && memberIds.at(at) < memberId) changes.changed.push(scoreAt(scored, at++));
      if (at === memberIds.length || memberIds.at(at) !== memberId) changes.gone.push(memberId);
      else {
        const now = scoreAt(scored, at++);
        if (now.r !== r || now.f !== f || now.m !== m) changes.changed.push(now);
      }
    }
    yield changes;
  }
  for (; at < memberIds.length; at += SCORES_A_PAGE) {
    const end = Math.min(at + SCORES_A_PAGE, memberIds.length);
    const changed = Array.from({ length: end - at }, (_, more) => scoreAt(scored, at + more));
    yield { changed, gone: [] };
  }
}

function scoreAt({ values, scores: { r, f, m }, day }: Scored, at: number): Changes['changed'][number] {
  return { memberId: values.memberIds.at(at), r: r[at] ?? 0, f: f[at] ?? 0, m: m[at] ?? 0, scoredOn: day };
}

async function writeChanges(house: House, { changed, gone }: Changes): Promise<void> {
  const caller = systemCaller(house.programs.current().hostBrandId);
  const inPages = async <T>(items: readonly T[], work: (sql: Sql, page: readonly T[]) => Promise<unknown>) => {
    for (const page of pages(items, ROWS_A_WRITE)) {
      await write(house, { caller, members: [] }, async ({ sql }) => {
        await work(sql, page);
        return undefined;
      });
    }
  };
  await inPages(changed, (sql, page) => upsertRows(sql, 'member_rfm', ['memberId'], page, { r: 'replace', f: 'replace', m: 'replace', scoredOn: 'replace' })); // prettier-ignore
  await inPages(gone, (sql, page) => sql.run(`DELETE FROM member_rfm WHERE memberId IN ${marks(page)}`, page));
}

const SCORES_A_PAGE = 10_000;

interface StoredScore {
  readonly memberId: string;
  readonly r: number;
  readonly f: number;
  readonly m: number;
}

async function* storedScores(sql: Sql): AsyncGenerator<readonly StoredScore[]> {
  for (let after = ''; ;) {
    const rows = await sql.rows<StoredScore>(
      `SELECT memberId, r, f, m FROM member_rfm WHERE memberId > ? ORDER BY memberId LIMIT ${SCORES_A_PAGE}`,
      [after],
    );
    yield rows;
    after = rows.at(-1)?.memberId ?? after;
    if (rows.length < SCORES_A_PAGE) return;
  }
}
