import { dayOf, startOfDay } from '../../kernel/calendar.js';
import type { Day } from '../../kernel/calendar.js';
import type { Instant } from '../../kernel/clock.js';
import type { Sql } from '../../kernel/database.js';
import type { SqlContext } from '../../kernel/expression/index.js';
import type { House } from '../../kernel/house.js';
import { idFrom } from '../../kernel/id.js';
import { insertRows, marks, pages, upsertRows } from '../../kernel/rows.js';
import type { WriteSession } from '../../kernel/session.js';
import { systemCaller } from '../../kernel/session.js';
import { write } from '../../kernel/unit-of-work.js';
import type { Audience } from './audience.js';
import { Bits } from './bits.js';
import type { OnProgress } from './scan.js';
import { scan } from './scan.js';
import { segmentsOf } from './segments.participant.js';

const MEMBERS_A_PAGE = 300;
const ROWS_A_WRITE = 5_000;
const STORED_A_PAGE = 5_000;
/** How long an act may have been under way before everybody is looked at. */
const UNDER_WAY_MS = 5_000;

/** What is to be worked out, and whether members are told. */
export interface Building {
  /** Rules are asked as of the day of this instant. */
  readonly at: Instant;
  readonly isAsked: (audience: Audience) => boolean;
  /** Whether whoever comes in or leaves is told of it: not when it is the rule that changed. */
  readonly isTold: (audience: Audience) => boolean;
  readonly onProgress?: OnProgress | undefined;
}

/** A segment that was worked out for everybody. */
export interface Built {
  readonly segment: string;
  readonly size: number;
  readonly entered: number;
  readonly left: number;
}

/**
 * Works segments out for everybody in SQL and mends what differs from what is stored. Run again after a kill it goes on,
 * and a second run changes nothing.
 */
export async function buildSegments(house: House, { at, isAsked, isTold, onProgress }: Building): Promise<Built[]> {
  const { zone, parts } = house.programs.current();
  const today = dayOf(at, zone);
  const sql = house.database.reader;
  const context: SqlContext = { engine: sql.engine, now: startOfDay(today, zone), today, zone, parts };
  const built: Built[] = [];
  for (const level of segmentsOf({ parts }).levels) {
    const units = level.filter(({ audiences }) => audiences.some(isAsked));
    if (units.length === 0) continue;
    const since = idFrom('act', Date.now() - UNDER_WAY_MS);
    const found = await scan(sql, units, context, { onProgress });
    const differing: Difference[] = [];
    for (const [audience, bits] of found) {
      const before = await storedBits(sql, audience.code);
      differing.push({ audience, bits, entered: [...bits.without(before)], left: [...before.without(bits)] });
    }
    const [told, silent] = [differing.filter(({ audience }) => isTold(audience)), differing.filter(({ audience }) => !isTold(audience))]; // prettier-ignore
    for (const difference of silent) await mend(house, difference, at);
    const acted = silent.some(isMoving) ? await actedSince(sql, since) : [];
    for (const page of pages(numbersIn(told), MEMBERS_A_PAGE)) await settle(house, await idsOf(sql, page), at);
    await settle(house, acted, at);
    for (const difference of differing) built.push(await note(house, difference, today, at));
  }
  return built;
}

/** Who is in a segment and should not be, or is not and should be, by number. */
interface Difference {
  readonly audience: Audience;
  readonly bits: Bits;
  readonly entered: readonly number[];
  readonly left: readonly number[];
}

/** The members a segment has at the moment, by number. */
export async function storedBits(sql: Sql, segment: string): Promise<Bits> {
  const bits = new Bits();
  for (let after = ''; ;) {
    const rows = await sql.rows<{ id: string; number: number }>(
      `SELECT x.memberId AS id, m.number AS number FROM (SELECT memberId FROM segment_members WHERE segment = ? AND memberId > ? ORDER BY memberId LIMIT ${STORED_A_PAGE}) x JOIN members m ON m.id = x.memberId ORDER BY x.memberId`,
      [segment, after],
    );
    for (const { number } of rows) bits.add(number);
    after = rows.at(-1)?.id ?? after;
    if (rows.length < STORED_A_PAGE) return bits;
  }
}

/** Puts members in and takes them out without a word, set-based: it is the segment that changed and not they. */
async function mend(house: House, { audience: { code }, entered, left }: Difference, since: Instant): Promise<void> {
  for (const page of pages(entered, ROWS_A_WRITE)) {
    await alone(house, ({ sql }) =>
      sql.run(
        `INSERT INTO segment_members (segment, memberId, since) SELECT ?, m.id, ? FROM members m WHERE m.number IN ${marks(page)} AND NOT EXISTS (SELECT 1 FROM segment_members x WHERE x.segment = ? AND x.memberId = m.id)`,
        [code, since, ...page, code],
      ),
    );
  }
  for (const page of pages(left, ROWS_A_WRITE)) {
    await alone(house, async ({ sql }) => {
      const ids = await idsOf(sql, page);
      await sql.run(`DELETE FROM segment_members WHERE segment = ? AND memberId IN ${marks(ids)}`, [code, ...ids]);
    });
  }
}

/** Whoever acted while everybody was looked at: what was found of them may be what they were before. */
async function actedSince(sql: Sql, since: string): Promise<string[]> {
  const rows = await sql.rows<{ memberId: string }>('SELECT DISTINCT memberId FROM activities WHERE id >= ?', [since]);
  return rows.map(({ memberId }) => memberId);
}

function isMoving({ entered, left }: Difference): boolean {
  return entered.length + left.length > 0;
}

function numbersIn(differences: readonly Difference[]): number[] {
  return [...new Set(differences.flatMap(({ entered, left }) => [...entered, ...left]))];
}

/** Lets members come in and leave one by one, each under its lock and by its own state, so that rules hear of it. */
async function settle(house: House, ids: readonly string[], at: Instant): Promise<void> {
  const caller = systemCaller(house.programs.current().hostBrandId);
  for (const members of pages(ids, MEMBERS_A_PAGE)) {
    await write(house, { caller, members, now: at }, (session) => {
      for (const memberId of session.members.keys()) session.queue.settle.set(memberId, at);
      return Promise.resolve(undefined);
    });
  }
}

async function idsOf(sql: Sql, numbers: readonly number[]): Promise<string[]> {
  const rows = await sql.rows<{ id: string }>(`SELECT id FROM members WHERE number IN ${marks(numbers)}`, numbers);
  return rows.map(({ id }) => id);
}

/** Keeps what was found: the size of the day, and the bits that overlaps are counted on. */
async function note(
  house: House,
  { audience, bits, entered, left }: Difference,
  day: Day,
  at: Instant,
): Promise<Built> {
  const { code: segment, ruleHash } = audience;
  const size = bits.size;
  await alone(house, async ({ sql }) => {
    await upsertRows(sql, 'segment_builds', ['segment'], [{ segment, ruleHash, day, builtAt: at, size }], { ruleHash: 'replace', day: 'replace', builtAt: 'replace', size: 'replace' }); // prettier-ignore
    await upsertRows(sql, 'segment_sizes', ['segment', 'day'], [{ segment, day, size }], { size: 'replace' });
    await sql.run('DELETE FROM segment_bitmaps WHERE segment = ?', [segment]);
    await insertRows(
      sql,
      'segment_bitmaps',
      Array.from(bits.chunks(), (chunk) => ({ segment, ...chunk })),
    );
  });
  return { segment, size, entered: entered.length, left: left.length };
}

/** A transaction about no member. */
export async function alone(house: House, work: (session: WriteSession) => Promise<unknown>): Promise<void> {
  const caller = systemCaller(house.programs.current().hostBrandId);
  await write(house, { caller, members: [] }, async (session) => {
    await work(session);
    return undefined;
  });
}
