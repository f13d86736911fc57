import type { Day } from '../../../kernel/calendar.js';
import { addDays, DAY_MS, startOfDay } from '../../../kernel/calendar.js';
import type { Sql } from '../../../kernel/database.js';
import type { House } from '../../../kernel/house.js';
import { marks, pages, upsertRows } from '../../../kernel/rows.js';
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
const ROWS_A_WRITE = 5_000;

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
 * how many members have one.
 */
export async function scoreMembers(house: House, day: Day, onProgress?: (members: number) => void): Promise<number> {
  const { rfm } = segmentsOf(house.programs.current());
  const scored = await house.database.snapshot((sql) => scoresAsOf(house, sql, rfm, addDays(day, -1), onProgress));
  await storeScores(house, scored);
  return scored.values.memberIds.length;
}

type Triple = readonly [r: number, f: number, m: number];

async function storeScores(house: House, scored: Scored): Promise<void> {
  const stored = await storedScores(house.database.reader);
  const { memberIds } = scored.values;
  const { r, f, m } = scored.scores;
  const changed: { memberId: string; r: number; f: number; m: number; scoredOn: Day }[] = [];
  for (const [at, memberId] of memberIds.entries()) {
    const now: Triple = [r[at] ?? 0, f[at] ?? 0, m[at] ?? 0];
    if (stored.get(memberId) !== packed(now)) changed.push({ memberId, r: now[0], f: now[1], m: now[2], scoredOn: scored.day }); // prettier-ignore
    stored.delete(memberId);
  }
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
  await inPages([...stored.keys()], (sql, page) => sql.run(`DELETE FROM member_rfm WHERE memberId IN ${marks(page)}`, page)); // prettier-ignore
}

const packed = ([r, f, m]: Triple): number => r * 100 + f * 10 + m;

const SCORES_A_PAGE = 100_000;

async function storedScores(sql: Sql): Promise<Map<string, number>> {
  const stored = new Map<string, number>();
  for (let after = ''; ;) {
    const rows = await sql.rows<{ memberId: string; r: number; f: number; m: number }>(
      `SELECT memberId, r, f, m FROM member_rfm WHERE memberId > ? ORDER BY memberId LIMIT ${SCORES_A_PAGE}`,
      [after],
    );
    for (const { memberId, r, f, m } of rows) stored.set(memberId, packed([r, f, m]));
    after = rows.at(-1)?.memberId ?? after;
    if (rows.length < SCORES_A_PAGE) return stored;
  }
}
