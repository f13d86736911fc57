import type { Day } from '../../kernel/calendar.js';
import { addDays, dayNumber, dayOf, startOfDay, startOfQuarter } from '../../kernel/calendar.js';
import type { Instant } from '../../kernel/clock.js';
import type { Period } from './terms.js';

export interface Limit {
  readonly max: number;
  readonly per: Period;
}

/** How much of a benefit a member may still get, and when that begins anew. */
export interface Room {
  readonly left: number;
  readonly resetsAt: Instant | null;
}

/** What the limits leave to a member who got some at these instants, as of `at`. Weeks begin on Monday; days are those of the program. */
export function roomUnder(limits: readonly Limit[], issuedAts: readonly Instant[], at: Instant, zone: string): Room {
  let room: Room = { left: Infinity, resetsAt: null };
  for (const { max, per } of limits) {
    const { from, until } = periodAt(per, at, zone);
    const left = max - issuedAts.filter((each) => each >= from && each < until).length;
    if (left < room.left) room = { left: Math.max(0, left), resetsAt: until === Infinity ? null : until };
  }
  return room;
}

/** The first instant that any of the limits looks at. */
export function earliestOf(limits: readonly Limit[], at: Instant, zone: string): Instant {
  return Math.min(at, ...limits.map(({ per }) => periodAt(per, at, zone).from));
}

function periodAt(per: Period, at: Instant, zone: string): { from: Instant; until: Instant } {
  if (per === 'ever') return { from: -Infinity, until: Infinity };
  const [first, next] = daysOf(per, dayOf(at, zone));
  return { from: startOfDay(first, zone), until: startOfDay(next, zone) };
}

function daysOf(per: Exclude<Period, 'ever'>, day: Day): [Day, Day] {
  const [year = 0, month = 0] = day.split('-').map(Number);
  if (per === 'day') return [day, addDays(day, 1)];
  if (per === 'week') {
    const monday = addDays(day, -((dayNumber(day) + 3) % 7)); // 1970-01-01, day 0, was a Thursday
    return [monday, addDays(monday, 7)];
  }
  if (per === 'month') return [monthDay(year, month), monthDay(year, month + 1)];
  if (per === 'year') return [monthDay(year, 1), monthDay(year + 1, 1)];
  return [startOfQuarter(day), startOfQuarter(day, 1)];
}

function monthDay(year: number, month: number): Day {
  const at = new Date(Date.UTC(year, month - 1, 1));
  return at.toISOString().slice(0, 10);
}
