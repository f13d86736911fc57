import { DateTime, IANAZone } from 'luxon';
import type { Instant } from './clock.js';

/** A calendar day `YYYY-MM-DD` in the zone of the program. Days compare as text. */
export type Day = string;

export const DAY_MS = 86_400_000;

/** The IANA zone of that name, which Luxon keeps; throws a RangeError for one that does not exist. */
export function zoneOf(name: string): IANAZone {
  const zone = IANAZone.create(name);
  if (!zone.isValid) throw new RangeError(`"${name}" is no IANA time zone`);
  return zone;
}

/** The day an instant falls on in a zone. Computed here and stored, because the databases disagree about zones. */
export function dayOf(at: Instant, zone: string): Day {
  const local = new Date(at + zoneOf(zone).offset(at) * 60_000);
  return local.toISOString().slice(0, 10);
}

/** The first instant of a day in a zone. */
export function startOfDay(day: Day, zone: string): Instant {
  return DateTime.fromISO(day, { zone: zoneOf(zone) }).toMillis();
}

/** `days` later (or earlier, when negative) on the calendar. */
export function addDays(day: Day, days: number): Day {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);
}

/** Whole calendar days from one day to another; negative when `to` is earlier. */
export function daysBetween(from: Day, to: Day): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / DAY_MS);
}

/** The instant at which the month ends that lies `months` after `at`: "rolling months, rounded up to the month's end". */
export function endOfMonthAfter(at: Instant, months: number, zone: string): Instant {
  return (
    DateTime.fromMillis(at, { zone: zoneOf(zone) })
      .plus({ months })
      .endOf('month')
      .toMillis() + 1
  );
}
