import { encodeTime } from 'ulid';
import type { Day } from '../../src/kernel/calendar.js';
import { addDays, dayOf, startOfDay } from '../../src/kernel/calendar.js';
import type { TiersPart } from '../../src/modules/tiers/index.js';
import { tiersParticipant } from '../../src/modules/tiers/index.js';
import { COUNT_MAX } from '../adapter/read.js';
import type { Desk } from '../desk.js';
import { deskOf } from '../desk.js';

const DAYS = 14;
/** The figures of the board cost a walk over where members stand, so that all who look within a minute share them. */
const FRESH_MS = 60_000;

interface Figures {
  readonly members: number;
  /** By code of the tier; who never moved stands at the start of the ladder. */
  readonly moved: ReadonlyMap<string, number>;
  readonly enrolled: readonly PerDay[];
  readonly recorded: readonly PerDay[];
  readonly parked: number;
  readonly running: number;
}

interface PerDay {
  readonly day: Day;
  readonly count: number;
}

/** What the first page shows. Which of it, the roles of whoever looks decide. */
export function homeHandler(): (
  request: unknown,
  response: unknown,
  context: { currentAdmin?: unknown },
) => Promise<object> {
  let read: { readonly at: number; readonly figures: Promise<Figures> } | null = null;
  return async (_request, _response, context) => {
    const desk = deskOf(context);
    const now = Date.now();
    if (!read || now - read.at > FRESH_MS) {
      const figures = readFigures(desk);
      read = { at: now, figures };
      figures.catch(() => (read = null));
    }
    return boardOf(desk, await read.figures);
  };
}

function boardOf(desk: Desk, { members, moved, enrolled, recorded, parked, running }: Figures): object {
  const isClerk = desk.caller.metSince !== undefined; // how the house does is no business of a counter
  const mayMembers = desk.may('members:read') && !isClerk;
  const mayWork = desk.may('jobs:read');
  return {
    countMax: COUNT_MAX,
    members: mayMembers ? members : null,
    tiers: mayMembers ? tiersOf(desk, members, moved) : null,
    enrolled: mayMembers ? enrolled : null,
    recorded: desk.may('activities:read') ? recorded : null,
    parked: mayWork ? parked : null,
    running: mayWork ? running : null,
  };
}

function tiersOf({ house, locale }: Desk, members: number, moved: Figures['moved']): { name: string; count: number }[] {
  const [ladder] = (house.programs.current().parts[tiersParticipant.name] as TiersPart).ladders;
  const elsewhere = [...moved.values()].reduce((sum, count) => sum + count, 0);
  return (ladder?.tiers ?? []).map(({ code, name }, at) => ({
    name: name[locale],
    count: (moved.get(code) ?? 0) + (at === 0 ? Math.max(0, members - elsewhere) : 0),
  }));
}

async function readFigures(desk: Desk): Promise<Figures> {
  const { house, sql } = desk;
  const { zone, parts } = house.programs.current();
  const [ladder] = (parts[tiersParticipant.name] as TiersPart).ladders;
  const today = dayOf(house.clock.now(), zone);
  const days = Array.from({ length: DAYS }, (_, at) => addDays(today, at - DAYS + 1));
  const [[last], moved, enrolled, recorded, [parked], [running]] = await Promise.all([
    sql.rows<{ number: number | null }>('SELECT MAX(number) AS number FROM members'), // dense from 1, so the last is the count
    sql.rows<{ tier: string; count: number }>(
      'SELECT tier, COUNT(*) AS count FROM tier_standings WHERE ladder = ? GROUP BY tier',
      [ladder?.code ?? ''],
    ),
    perDay(days, (day) =>
      countBetween(desk, 'members', 'enrolledAt', startOfDay(day, zone), startOfDay(addDays(day, 1), zone)),
    ),
    perDay(days, (day) =>
      countBetween(desk, 'activities', 'id', idAt(startOfDay(day, zone)), idAt(startOfDay(addDays(day, 1), zone))),
    ),
    sql.rows<{ count: number }>('SELECT COUNT(*) AS count FROM outbox WHERE parkedAt IS NOT NULL'),
    sql.rows<{ count: number }>("SELECT COUNT(*) AS count FROM jobs WHERE status = 'running'"),
  ]);
  return {
    members: last?.number ?? 0,
    moved: new Map(moved.map(({ tier, count }) => [tier, count])),
    enrolled,
    recorded,
    parked: parked?.count ?? 0,
    running: running?.count ?? 0,
  };
}

async function perDay(days: readonly Day[], count: (day: Day) => Promise<number>): Promise<PerDay[]> {
  const found: PerDay[] = [];
  for (const day of days) found.push({ day, count: await count(day) });
  return found;
}

/** Along an index, and no further than anybody wants to know. */
async function countBetween(
  { sql }: Desk,
  table: string,
  column: string,
  from: number | string,
  to: number | string,
): Promise<number> {
  const [row] = await sql.rows<{ count: number }>(
    `SELECT COUNT(*) AS count FROM (SELECT 1 AS one FROM ${table} WHERE ${column} >= ? AND ${column} < ? LIMIT ${COUNT_MAX}) AS some`,
    [from, to],
  );
  return row?.count ?? 0;
}

/** Ids of activities begin with the moment they were made, so that a day is a range of them. */
function idAt(at: number): string {
  return `act_${encodeTime(at, 10)}`;
}
