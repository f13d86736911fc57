import type { Day } from '../../../kernel/calendar.js';
import { dayOf, startOfDay } from '../../../kernel/calendar.js';
import type { Instant } from '../../../kernel/clock.js';
import type { Sql } from '../../../kernel/database.js';
import type { House } from '../../../kernel/house.js';
import { idAbout } from '../../../kernel/id.js';
import { marks, upsertRows } from '../../../kernel/rows.js';
import type { Schedule } from '../../../kernel/schedules.js';
import { systemCaller } from '../../../kernel/session.js';
import { write } from '../../../kernel/unit-of-work.js';
import type { Due } from '../../engine/index.js';
import { duesOf, givesBenefits } from '../../engine/index.js';

/** A journal may be long: so many members are played again at once. */
const PAGE = 200;
/** What was under way at midnight has been written down by then. */
const LATER_MS = 3_600_000;

/** How far the journal was played again, and whom the go that is under way has looked at. */
interface Check {
  readonly day: Day;
  readonly since: Instant;
  readonly until: Instant;
  readonly after: string;
}

/** Every day: what rules owed members for what was written down since the last time, a page of members at a time. */
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
    const dues = await house.database.snapshot((sql) => duesOf(house, sql, members, check));
    await write(house, { caller: systemCaller(house.programs.current().hostBrandId), members: [], now: at }, async (session) => {
      await upsertRows(session.sql, 'issue_dues', ['id'], rowsOf(dues), { dueAt: 'replace', usesMax: 'replace', valueMinor: 'replace' });
      const next = { ...check, after: members.at(-1) ?? check.after, isDone: members.length < PAGE };
      await upsertRows(session.sql, 'issue_checks', ['day'], [next], { after: 'replace', isDone: 'replace' });
      return undefined;
    });
    return 1;
  },
}; // prettier-ignore

/** The go that is under way, and up to where everything was looked at. */
async function checksOf(sql: Sql): Promise<{ open: Check | null; done: Instant }> {
  const [last, before] = await sql.rows<Check & { isDone: number }>('SELECT day, since, until, after, isDone FROM issue_checks ORDER BY day DESC LIMIT 2'); // prettier-ignore
  if (last && last.isDone !== 1) return { open: last, done: before?.until ?? 0 };
  return { open: null, done: last?.until ?? 0 };
}

/** When the first thing was written down that nobody has looked at. */
async function firstSince(sql: Sql, since: Instant): Promise<Instant | null> {
  const [row] = await sql.rows<{ at: Instant | null }>('SELECT MIN(x.at) AS at FROM (SELECT (SELECT MIN(a.recordedAt) FROM activities a WHERE a.brandId = b.id AND a.recordedAt >= ?) AS at FROM brands b) x', [since]); // prettier-ignore
  return row?.at ?? null;
}

/** The next members about whom something was written down by a version of the program that gives benefits. */
async function membersIn({ programs, database: { reader } }: House, { since, until, after }: Check): Promise<string[]> {
  const within = 'a.brandId IN (SELECT b.id FROM brands b) AND a.recordedAt >= ? AND a.recordedAt < ?';
  const found = await reader.rows<{ hash: string }>(`SELECT DISTINCT a.programHash AS hash FROM activities a WHERE ${within}`, [since, until]); // prettier-ignore
  const versions = await programs.versions(reader, found.map(({ hash }) => hash)); // prettier-ignore
  const giving = [...versions.values()].filter(givesBenefits).map(({ hash }) => hash);
  if (giving.length === 0) return [];
  const rows = await reader.rows<{ memberId: string }>(`SELECT DISTINCT a.memberId FROM activities a WHERE ${within} AND a.programHash IN ${marks(giving)} AND a.memberId > ? ORDER BY a.memberId LIMIT ${PAGE}`, [since, until, ...giving, after]); // prettier-ignore
  return rows.map(({ memberId }) => memberId);
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
