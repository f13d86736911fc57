import type { Day } from '../../kernel/calendar.js';
import { addDays, startOfDay } from '../../kernel/calendar.js';
import type { Instant } from '../../kernel/clock.js';
import type { Entry, Validity } from './ladder.js';

/** Days `(after, to]`; `after` null for ever. */
export interface Range {
  readonly after: Day | null;
  readonly to: Day;
}

/** The day a rule is asked about: windows of days end at `to`, windows of years are those `anchor` lies in. */
export interface AsOf {
  readonly anchor: Day;
  readonly to: Day;
  readonly at: Instant;
}

/** What of a member windows depend on. */
export interface Enrolled {
  readonly enrolledOn: Day;
  readonly zone: string;
}

/** The days a measured rule counts. */
export function rangeOf({ days, year }: Pick<Entry, 'days' | 'year'>, { anchor, to }: AsOf, enrolledOn: Day): Range {
  if (days !== undefined) return { after: addDays(to, -days), to };
  if (year === undefined) return { after: null, to };
  return { after: addDays(year === 'calendar' ? `${anchor.slice(0, 4)}-01-01` : membershipYear(enrolledOn, anchor).from, -1), to }; // prettier-ignore
}

/** The year of membership a day lies in, from one anniversary to the day before the next. Who joined on 29 February has it on the 28th in other years. */
export function membershipYear(enrolledOn: Day, on: Day): { readonly from: Day; readonly next: Day } {
  const years = Number(on.slice(0, 4)) - Number(enrolledOn.slice(0, 4));
  const passed = addMonths(enrolledOn, years * 12) > on ? years - 1 : years;
  return { from: addMonths(enrolledOn, passed * 12), next: addMonths(enrolledOn, (passed + 1) * 12) };
}

/** So many months later; a day the month does not have is its last one. */
export function addMonths(day: Day, months: number): Day {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  const last = new Date(Date.UTC(year, month - 1 + months + 1, 0)).getUTCDate();
  return new Date(Date.UTC(year, month - 1 + months, Math.min(date, last))).toISOString().slice(0, 10);
}

/**
 * When the validity of a tier that was reached on a day ends: at the end of the same day so many months later, of the year
 * of the calendar, or of the year of membership. Null for never.
 */
export function validUntil(validity: Validity, on: Day, { enrolledOn, zone }: Enrolled): Instant | null {
  switch (validity.kind) {
    case 'ever':
      return null;
    case 'months':
      return startOfDay(addDays(addMonths(on, validity.months), 1), zone);
    case 'calendar-year':
      return startOfDay(`${String(Number(on.slice(0, 4)) + 1)}-01-01`, zone);
    case 'membership-year':
      return startOfDay(membershipYear(enrolledOn, on).next, zone);
  }
}

/** When the next validity ends, after one whose last day was `last`. */
export function renewedUntil(validity: Validity, last: Day, enrolled: Enrolled): Instant | null {
  return validUntil(validity, validity.kind === 'months' ? last : addDays(last, 1), enrolled);
}
