import type { Day } from '../../../kernel/calendar.js';
import { dayOf, startOfDay } from '../../../kernel/calendar.js';
import type { Instant } from '../../../kernel/clock.js';
import type { Sql } from '../../../kernel/database.js';
import type { House } from '../../../kernel/house.js';
import type { Programs } from '../../../kernel/program.js';
import { idAbout } from '../../../kernel/id.js';
import { marks, pages, upsertRows } from '../../../kernel/rows.js';
import type { Schedule } from '../../../kernel/schedules.js';
import { systemCaller } from '../../../kernel/session.js';
import { write } from '../../../kernel/unit-of-work.js';
import type { Due } from '../../engine/index.js';
import { ASKING, duesOf, givesBenefits } from '../../engine/index.js';

/** Members of one look at what was written down, which reads all of that. */
const LOOK = 2_000;
/** A journal may be long: so many members are played again at once. */
const PAGE = 200;
/** What was under way at midnight has been written down by then. */
const LATER_MS = 3_600_000;

/** What tells that a member was promised something, whatever rules say: an act of somebody, a card, a batch. */
const PROMISING = [...ASKING, 'benefit.issued', 'benefit.owed'];

/** How far the journal was played again, and whom the go that is under way has looked at. */
interface Check {
  readonly day: Day;
  readonly since: Instant;
  readonly until: Instant;
  readonly after: string;
}

/** Every day: what members were promised by what was written down since the last time, a page of members at a time. */
export const duesSchedule: Schedule = {
  name: 'analytics.dues',

  async nextDueAt({ sql, house, now }) {
    const { open, done } = await checksOf(sql);
    if (open) return open.until + LATER_MS;
    const first = await firstSince(sql, done);
    if (first === null) return null;
    const { zone } = house.programs.current();
    const until = startOfDay(dayOf(now - LATER_MS, zone), zone); // days that nobody looked at are looked at in one go
    return until > first ? until + LATER_MS : null;
  },

  async run(house, at) {
    const { zone } = house.programs.current();
    const { open, done } = await checksOf(house.database.reader);
    const day = dayOf(at, zone);
    const check = open ?? { day, since: done, until: startOfDay(day, zone), after: '' };
    const members = await membersIn(house, check);
    const isLast = members.length < LOOK;
    for (const page of pages(members, PAGE)) await note(house, at, { check, members: page, isDone: isLast && page.at(-1) === members.at(-1) });
    if (members.length === 0) await note(house, at, { check, members, isDone: true });
    return 1;
  },
}; // prettier-ignore

interface Noted {
  readonly check: Check;
  readonly members: readonly string[];
  readonly isDone: boolean;
}

/** Plays some members again and writes down what they were promised, and how far that is. */
async function note(house: House, at: Instant, { check, members, isDone }: Noted): Promise<void> {
  const dues = await house.database.snapshot((sql) => duesOf(house, sql, members, check));
  await write(house, { caller: systemCaller(house.programs.current().hostBrandId), members: [], now: at }, async (session) => {
    await upsertRows(session.sql, 'issue_dues', ['id'], rowsOf(dues), { dueAt: 'replace', usesMax: 'replace', valueMinor: 'replace' });
    const next = { ...check, after: members.at(-1) ?? check.after, isDone };
    await upsertRows(session.sql, 'issue_checks', ['day'], [next], { after: 'replace', isDone: 'replace' });
    return undefined;
  });
} // prettier-ignore

/** The go that is under way, and up to where everything was looked at. */
async function checksOf(sql: Sql): Promise<{ open: Check | null; done: Instant }> {
  const [last, before] = await sql.rows<Check & { isDone: number }>('SELECT day, since, until, after, isDone FROM issue_checks ORDER BY day DESC LIMIT 2'); // prettier-ignore
  if (last && last.isDone !== 1) return { open: last, done: before?.until ?? 0 };
  return { open: null, done: last?.until ?? 0 };
}

/** When the first thing was written down that nobody has looked at. Asked for the first in order: for the least, the server reads them all. */
async function firstSince(sql: Sql, since: Instant): Promise<Instant | null> {
  const ofBrand = 'SELECT a.recordedAt FROM activities a WHERE a.brandId = b.id AND a.recordedAt >= ? ORDER BY a.recordedAt LIMIT 1';
  const [row] = await sql.rows<{ at: Instant | null }>(`SELECT MIN(x.at) AS at FROM (SELECT (${ofBrand}) AS at FROM brands b) x`, [since]);
  return row?.at ?? null;
} // prettier-ignore

const WITHIN = 'a.brandId IN (SELECT b.id FROM brands b) AND a.recordedAt >= ? AND a.recordedAt < ?';

/**
 * The next members about whom something was written down by a version of the program that gives benefits, or by which they
 * were promised one. Of a journal nobody has looked at yet that is sooner everybody than what is found by reading all of it.
 */
async function membersIn(house: House, check: Check): Promise<string[]> {
  const { since, until, after } = check;
  const { reader } = house.database;
  if (since === 0 && (await hasEverGiven(house))) {
    const everybody = `SELECT id FROM members WHERE id > ? ORDER BY id LIMIT ${LOOK}`;
    return (await reader.rows<{ id: string }>(everybody, [after])).map(({ id }) => id);
  }
  const giving = since === 0 ? [] : await givingVersions(house, check);
  const by = `${giving.length === 0 ? '' : `a.programHash IN ${marks(giving)} OR `}a.type IN ${marks(PROMISING)}`;
  const rows = await reader.rows<{ memberId: string }>(`SELECT DISTINCT a.memberId FROM activities a WHERE ${WITHIN} AND (${by}) AND a.memberId > ? ORDER BY a.memberId LIMIT ${LOOK}`, [since, until, ...giving, ...PROMISING, after]);
  return rows.map(({ memberId }) => memberId);
} // prettier-ignore

/** Whether any version of the program gives benefits; the current one mostly says so, and there may be very many. */
async function hasEverGiven({ programs, database: { reader } }: House): Promise<boolean> {
  if (givesBenefits(programs.current())) return true;
  const rows = await reader.rows<{ hash: string }>('SELECT hash FROM program_versions');
  return (await givingAmong(programs, reader, rows)).length > 0;
}

/** The versions something was written down by that give benefits. */
async function givingVersions({ programs, database: { reader } }: House, { since, until }: Check): Promise<string[]> {
  const text = `SELECT DISTINCT a.programHash AS hash FROM activities a WHERE ${WITHIN}`;
  return givingAmong(programs, reader, await reader.rows<{ hash: string }>(text, [since, until]));
}

async function givingAmong(
  programs: Programs,
  sql: Sql,
  rows: readonly { readonly hash: string }[],
): Promise<string[]> {
  const versions = await programs.versions(sql, rows.map(({ hash }) => hash)); // prettier-ignore
  return [...versions.values()].filter(givesBenefits).map(({ hash }) => hash);
}

/** Who is played again has the same rows again. */
function rowsOf(dues: readonly Due[]) {
  const counts = new Map<string, number>();
  return dues.map((due) => {
    const key = `${due.memberId}|${due.benefit}|${due.issuedAt}`;
    const nth = (counts.get(key) ?? 0) + 1;
    counts.set(key, nth);
    return { id: idAbout('due', key, String(nth)), ...due };
  });
}
