import { dayOf, startOfDay } from '../../kernel/calendar.js';
import type { Day } from '../../kernel/calendar.js';
import type { Instant } from '../../kernel/clock.js';
import type { Sql } from '../../kernel/database.js';
import type { SqlContext } from '../../kernel/expression/index.js';
import type { House } from '../../kernel/house.js';
import { idFrom } from '../../kernel/id.js';
import { ahead, all, insertRows, marks, pages, upsertRows } from '../../kernel/rows.js';
import type { WriteSession } from '../../kernel/session.js';
import { systemCaller } from '../../kernel/session.js';
import { write } from '../../kernel/unit-of-work.js';
import type { Audience } from './audience.js';
import { Bits } from './bits.js';
import type { OnProgress } from './scan.js';
import { scan } from './scan.js';
import { segmentsOf } from './segments.participant.js';
import { storedBits } from './stored.js';

const MEMBERS_A_PAGE = 300;
const ROWS_A_WRITE = 10_000;
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
    const stored = await storedBits(
      sql,
      Array.from(found.keys(), ({ code }) => code),
    );
    const differing: Difference[] = Array.from(found, ([audience, bits]) => ({ audience, bits, before: stored.get(audience.code) ?? new Bits() })); // prettier-ignore
    const [told, silent] = [differing.filter(({ audience }) => isTold(audience)), differing.filter(({ audience }) => !isTold(audience))]; // prettier-ignore
    for (const difference of silent) await mend(house, difference, at);
    const acted = silent.some(isMoving) ? await actedSince(sql, since) : [];
    for (const page of pages(numbersIn(told), MEMBERS_A_PAGE)) await settle(house, await idsOf(sql, page), at);
    await settle(house, acted, at);
    for (const difference of differing) built.push(await note(house, difference, today, at));
  }
  return built;
}

/** Who should be in a segment and who is. Their numbers are listed where they are used: the first time it is everybody. */
interface Difference {
  readonly audience: Audience;
  readonly bits: Bits;
  readonly before: Bits;
}

const entered = ({ bits, before }: Difference): number[] => [...bits.without(before)];
const left = ({ bits, before }: Difference): number[] => [...before.without(bits)];

/** Puts members in and takes them out without a word, set-based: it is the segment that changed and not they. */
async function mend(house: House, difference: Difference, since: Instant): Promise<void> {
  const { code } = difference.audience;
  const putIn = (page: readonly number[]) =>
    alone(house, ({ sql }) =>
      sql.run(
        `INSERT INTO segment_members (segment, memberId, since) SELECT ?, m.id, ? FROM members m WHERE m.number IN ${marks(page)} AND NOT EXISTS (SELECT 1 FROM segment_members x WHERE x.segment = ? AND x.memberId = m.id)`,
        [code, since, ...page, code],
      ),
    );
  const takeOut = (page: readonly number[]) =>
    alone(house, async ({ sql }) => {
      const ids = await idsOf(sql, page);
      await sql.run(`DELETE FROM segment_members WHERE segment = ? AND memberId IN ${marks(ids)}`, [code, ...ids]);
    });
  await all(ahead(pages(entered(difference), ROWS_A_WRITE), putIn));
  await all(ahead(pages(left(difference), ROWS_A_WRITE), takeOut));
}

/** Whoever acted while everybody was looked at: what was found of them may be what they were before. */
async function actedSince(sql: Sql, since: string): Promise<string[]> {
  const rows = await sql.rows<{ memberId: string }>('SELECT DISTINCT memberId FROM activities WHERE id >= ?', [since]);
  return rows.map(({ memberId }) => memberId);
}

function isMoving({ bits, before }: Difference): boolean {
  const shared = bits.shared(before);
  return bits.size > shared || before.size > shared;
}

function numbersIn(differences: readonly Difference[]): number[] {
  return [...new Set(differences.flatMap((difference) => [...entered(difference), ...left(difference)]))];
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
async function note(house: House, { audience, bits, before }: Difference, day: Day, at: Instant): Promise<Built> {
  const shared = bits.shared(before);
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
  return { segment, size, entered: size - shared, left: before.size - shared };
}

/** A transaction about no member. */
export async function alone(house: House, work: (session: WriteSession) => Promise<unknown>): Promise<void> {
  const caller = systemCaller(house.programs.current().hostBrandId);
  await write(house, { caller, members: [] }, async (session) => {
    await work(session);
    return undefined;
  });
}
