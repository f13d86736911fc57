import { addDays, DAY_MS, startOfDay } from '../../kernel/calendar.js';
import type { Day } from '../../kernel/calendar.js';
import type { Instant } from '../../kernel/clock.js';

/** A month `2026-05` in the zone of the program. Months compare as text. */
export type Month = string;

const MONTH = /^\d{4}-(0[1-9]|1[0-2])$/;
const GRACE_MS = 600_000;

/** What of the ledger belongs to a month: bounds for the day something happened on and the instant it was written. */
export interface MonthSpan {
  readonly month: Month;
  readonly firstDay: Day;
  readonly lastDay: Day;
  readonly startsAt: Instant;
  readonly endsAt: Instant;
}

export function isMonth(text: string): boolean {
  return MONTH.test(text);
}

export function monthOf(day: Day): Month {
  return day.slice(0, 7);
}

export function monthAfter(month: Month): Month {
  return monthOf(addDays(`${month}-28`, 5));
}

export function spanOf(month: Month, zone: string): MonthSpan {
  const next = `${monthAfter(month)}-01`;
  return {
    month,
    firstDay: `${month}-01`,
    lastDay: addDays(next, -1),
    startsAt: startOfDay(`${month}-01`, zone),
    endsAt: startOfDay(next, zone),
  };
}

/** When a month is closed: a little after it is over, when what was under way at midnight has been written. */
export function closesAt(month: Month, zone: string): Instant {
  return spanOf(month, zone).endsAt + GRACE_MS;
}

/** From when on something may have been written that counts as of a month: clocks of tills may be minutes ahead. */
export function writtenFrom({ startsAt }: MonthSpan): Instant {
  return startsAt - DAY_MS;
}
