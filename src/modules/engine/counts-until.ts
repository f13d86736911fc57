import { addDays, dayOf, startOfDay } from '../../kernel/calendar.js';
import type { Instant } from '../../kernel/clock.js';

/** Beyond that nobody needs a date. */
export const DAYS_AHEAD = 61;

/**
 * The last instant up to which something holds that holds now: it is asked at the end of each day in a zone, and within the
 * day on which it ends. Null when it still holds as far as anybody looks.
 */
export function countsUntil(holdsAt: (at: Instant) => boolean, now: Instant, zone: string): Instant | null {
  const today = dayOf(now, zone);
  let last = now;
  for (let day = 1; day <= DAYS_AHEAD; day++) {
    const endOfDay = startOfDay(addDays(today, day), zone) - 1;
    if (!holdsAt(endOfDay)) return lastBetween(holdsAt, last, endOfDay);
    last = endOfDay;
  }
  return null;
}

/** `last` holds and `end` does not. */
function lastBetween(holdsAt: (at: Instant) => boolean, last: Instant, end: Instant): Instant {
  let [holding, ended] = [last, end];
  while (ended - holding > 1) {
    const half = Math.floor((holding + ended) / 2);
    if (holdsAt(half)) holding = half;
    else ended = half;
  }
  return holding;
}
