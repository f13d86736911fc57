import type { Day } from '../../../kernel/calendar.js';
import { addDays, DAY_MS, dayOf, startOfDay } from '../../../kernel/calendar.js';
import type { Instant } from '../../../kernel/clock.js';
import type { CycleUnit, PackageTerms } from './package-terms.js';

type Rhythm = NonNullable<PackageTerms['cycle']>;

/** A stretch of time: from inclusive, until exclusive. */
export interface Span {
  readonly from: Instant;
  readonly until: Instant;
}

const MONTHS: Readonly<Record<Exclude<CycleUnit, 'week'>, number>> = { month: 1, quarter: 3 };

/**
 * The nth cycle of a card, 0 the first: it begins with the card, every other at midnight of the zone on the day of the
 * month on which the card was issued, or the last one of a month that has no such day. Counted from the first day every
 * time, so that a card of 31 January begins on 28 February and again on 31 March.
 */
export function cycleAt(unit: CycleUnit, issuedAt: Instant, nth: number, zone: string): Span {
  const first = dayOf(issuedAt, zone);
  const starts = (at: number) => startOfDay(dayAfter(unit, first, at), zone);
  return { from: nth === 0 ? issuedAt : starts(nth), until: starts(nth + 1) };
}

/** When a card ends: with the last of its cycles. */
export function cardEnd({ unit, count }: Rhythm, issuedAt: Instant, zone: string): Instant {
  return cycleAt(unit, issuedAt, count - 1, zone).until;
}

/** When a member hears of what it has not used of a cycle; null for never, and where that would be before the cycle has begun. */
export function noticeAt(noticeDays: number, { from, until }: Span): Instant | null {
  if (noticeDays === 0) return null;
  const at = until - noticeDays * DAY_MS;
  return at > from ? at : null;
}

/**
 * The month of a birthday that is given with a cycle, as far as it lies within the card: the one that begins in the cycle,
 * or under way when the first cycle begins. So each is given once, whichever cycles it touches.
 */
export function birthdayMonth(birthday: Day | null, cycle: Span, card: Span, zone: string): Span | null {
  if (birthday === null) return null;
  const month = birthday.slice(5, 7);
  const years = new Set([dayOf(cycle.from, zone), dayOf(cycle.until, zone)].map((day) => day.slice(0, 4)));
  for (const year of years) {
    const first = `${year}-${month}-01`;
    const [from, until] = [startOfDay(first, zone), startOfDay(monthsAfter(first, 1), zone)];
    const isUnderWay = cycle.from === card.from && from <= cycle.from && cycle.from < until;
    const isBegun = cycle.from <= from && from < cycle.until;
    if (isUnderWay || isBegun) return { from: Math.max(from, card.from), until: Math.min(until, card.until) };
  }
  return null;
}

function dayAfter(unit: CycleUnit, day: Day, count: number): Day {
  return unit === 'week' ? addDays(day, 7 * count) : monthsAfter(day, MONTHS[unit] * count);
}

/** The same day so many months later, or the last one of a month that is shorter. */
function monthsAfter(day: Day, count: number): Day {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  const last = new Date(Date.UTC(year, month + count, 0)).getUTCDate();
  return new Date(Date.UTC(year, month - 1 + count, Math.min(date, last))).toISOString().slice(0, 10);
}
