import type { Day } from '../../kernel/calendar.js';
import { addDays, atMinute, dayOf, minuteOfDay, weekdayOf } from '../../kernel/calendar.js';
import type { Instant } from '../../kernel/clock.js';
import type { Face } from './terms.js';

type Hours = Face['hours'];

const DAY_MINUTES = 1_440;

/**
 * Whether something may be used at an instant, by the clocks of a zone; always where no hours are said. `from` belongs to
 * the time, `to` does not. Where `to` is not later than `from` it is of the next day: Friday 22:00 to 02:00 is over on Saturday.
 */
export function isWithin(hours: Hours, at: Instant, zone: string): boolean {
  if (hours.length === 0) return true;
  const today = dayOf(at, zone);
  const minute = minuteOfDay(at, zone);
  return isOn(hours, today, minute) || isOn(hours, addDays(today, -1), minute + DAY_MINUTES);
}

/** When it may be used next: the instant itself where that is now. */
export function nextWithin(hours: Hours, at: Instant, zone: string): Instant {
  if (isWithin(hours, at, zone)) return at;
  const today = dayOf(at, zone);
  const starts = [0, 1, 2, 3, 4, 5, 6, 7].flatMap((days) => {
    const day = addDays(today, days);
    return hours.filter(({ weekdays }) => weekdays.includes(weekdayOf(day))).map(({ from }) => atMinute(day, minutes(from), zone)); // prettier-ignore
  });
  return Math.min(...starts.filter((start) => start > at));
}

/** Whether a minute counted from the midnight of a day is within hours that begin on that day. */
function isOn(hours: Hours, day: Day, minute: number): boolean {
  const weekday = weekdayOf(day);
  return hours.some(({ weekdays, from, to }) => weekdays.includes(weekday) && minute >= minutes(from) && minute < endOf(from, to)); // prettier-ignore
}

function endOf(from: string, to: string): number {
  const end = minutes(to);
  return end > minutes(from) ? end : end + DAY_MINUTES;
}

function minutes(time: string): number {
  const [hours = 0, rest = 0] = time.split(':').map(Number);
  return hours * 60 + rest;
}
