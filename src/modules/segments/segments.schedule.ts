import type { Day } from '../../kernel/calendar.js';
import { addDays, dayOf, startOfDay } from '../../kernel/calendar.js';
import type { Instant } from '../../kernel/clock.js';
import type { Sql } from '../../kernel/database.js';
import type { House } from '../../kernel/house.js';
import { upsertRows } from '../../kernel/rows.js';
import type { Schedule } from '../../kernel/schedules.js';
import type { Audience } from './audience.js';
import { storeBases } from './bases.js';
import type { Built } from './build.js';
import { alone, buildSegments } from './build.js';
import type { OnProgress } from './scan.js';
import { scoreMembers } from './rfm/score-members.js';
import type { SegmentsPart } from './segments.participant.js';
import { segmentsOf } from './segments.participant.js';
import { forgetSegments } from './segments.section.js';

/**
 * At the start of each day members come in and leave because time has passed: everybody is scored, the figures they are
 * compared with are taken, and all rules are asked. A segment that is new or has another rule is worked out as soon as it is
 * saved.
 */
export const segmentsSchedule: Schedule = {
  name: 'segments',

  async nextDueAt({ sql, house }) {
    const { zone, parts } = house.programs.current();
    const part = segmentsOf({ parts });
    if (part.audiences.size === 0) return null;
    if ((await unbuilt(sql, part)).length > 0) return appliedAt(sql);
    const day = await lastDay(sql);
    return day === null || day === '' ? appliedAt(sql) : startOfDay(addDays(day, 1), zone);
  },

  async run(house, at) {
    const { zone, parts } = house.programs.current();
    const day = await lastDay(house.database.reader);
    const isNewDay = day === null || day < dayOf(at, zone);
    const waiting = new Set(await unbuilt(house.database.reader, segmentsOf({ parts })));
    if (isNewDay) await turnDay(house, at);
    else await buildSegments(house, { at, isAsked: (audience) => waiting.has(audience), isTold: never });
    return 1;
  },
};

/** Works everything out anew, as of now: scores, figures, segments. Answers every segment that rules decide on. */
export async function rebuildSegments(house: House, onProgress?: OnProgress): Promise<Built[]> {
  return turnDay(house, house.clock.now(), onProgress);
}

/** Has everything worked out anew by whoever does due work, which is seconds away. */
export async function askForRebuild(house: House): Promise<void> {
  await alone(house, ({ sql }) => upsertRows(sql, 'segment_days', ['id'], [{ id: 1, day: '' }], { day: 'replace' }));
  house.bell.ring();
}

async function turnDay(house: House, at: Instant, onProgress?: OnProgress): Promise<Built[]> {
  const { zone, parts } = house.programs.current();
  const part = segmentsOf({ parts });
  const day = dayOf(at, zone);
  await scoreMembers(house, day);
  await alone(house, (session) => storeBases(session, day));
  await forgetRetired(house);
  const waiting = new Set(await unbuilt(house.database.reader, part));
  const isTold = (audience: Audience) => !waiting.has(audience);
  const built = await buildSegments(house, { at, isAsked: always, isTold, onProgress });
  await alone(house, async (session) => {
    await upsertRows(session.sql, 'segment_days', ['id'], [{ id: 1, day }], { day: 'replace' });
    session.emit({ type: SEGMENTS_REBUILT, payload: { day, segments: built.length } });
  });
  return built;
}

export const SEGMENTS_REBUILT = 'segments.rebuilt';

const always = () => true;
const never = () => false;

/** Segments that were never worked out by the rule they have now. */
async function unbuilt(sql: Sql, { levels }: SegmentsPart): Promise<Audience[]> {
  const rows = await sql.rows<{ segment: string; ruleHash: string }>('SELECT segment, ruleHash FROM segment_builds');
  const builds = new Map(rows.map(({ segment, ruleHash }) => [segment, ruleHash]));
  const audiences = levels.flat().flatMap((unit) => unit.audiences);
  return audiences.filter(({ code, ruleHash }) => builds.get(code) !== ruleHash);
}

/** What the program no longer has, nobody is in: not who came in while another process still knew it either. */
async function forgetRetired(house: House): Promise<void> {
  const rows = await house.database.reader.rows<{ code: string }>("SELECT code FROM segments WHERE status = 'retired'");
  if (rows.length === 0) return;
  await alone(house, ({ sql }) => forgetSegments(sql, rows.map(({ code }) => code))); // prettier-ignore
}

async function lastDay(sql: Sql): Promise<Day | null> {
  const [row] = await sql.rows<{ day: Day }>('SELECT day FROM segment_days WHERE id = 1');
  return row?.day ?? null;
}

async function appliedAt(sql: Sql): Promise<Instant> {
  const [row] = await sql.rows<{ at: Instant }>('SELECT appliedAt AS at FROM program_head');
  return row?.at ?? 0;
}
