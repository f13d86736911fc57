import { IANAZone } from 'luxon';
import type { Instant } from './clock.js';

/** A calendar day `YYYY-MM-DD` in the zone of the program. Days compare as text. */
export type Day = string;

export const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;

/** The IANA zone of that name, which Luxon keeps; throws a RangeError for one that does not exist. */
export function zoneOf(name: string): IANAZone {
  const zone = IANAZone.create(name);
  if (!zone.isValid) throw new RangeError(`"${name}" is no IANA time zone`);
  return zone;
}

/** The day an instant falls on in a zone. Computed here and stored, because the databases disagree about zones. */
export function dayOf(at: Instant, zone: string): Day {
  return days.dayOf(Math.floor((at + offsets.at(at, zone)) / DAY_MS));
}

/** The first instant of a day in a zone. */
export function startOfDay(day: Day, zone: string): Instant {
  return instantOf(dayNumber(day) * DAY_MS, zone);
}

/** Minutes since midnight that clocks in a zone show. */
export function minuteOfDay(at: Instant, zone: string): number {
  const local = at + offsets.at(at, zone);
  return Math.floor((local - Math.floor(local / DAY_MS) * DAY_MS) / MINUTE_MS);
}

/** When clocks in a zone show so many minutes after midnight of a day. */
export function atMinute(day: Day, minute: number, zone: string): Instant {
  return instantOf(dayNumber(day) * DAY_MS + minute * MINUTE_MS, zone);
}

/** 1 for Monday to 7 for Sunday. */
export function weekdayOf(day: Day): number {
  return ((dayNumber(day) + 3) % 7) + 1; // 1970-01-01, day 0, was a Thursday
}

/** A day as a whole number: days since 1970. What databases subtract. */
export function dayNumber(day: Day): number {
  return days.numberOf(day);
}

/** `days` later (or earlier, when negative) on the calendar. */
export function addDays(day: Day, later: number): Day {
  return days.dayOf(dayNumber(day) + later);
}

/** Whole calendar days from one day to another; negative when `to` is earlier. */
export function daysBetween(from: Day, to: Day): number {
  return dayNumber(to) - dayNumber(from);
}

/** The first day of the month in which a day lies, or of one so many months later. */
export function startOfMonth(day: Day, later = 0): Day {
  const [year = 0, month = 0] = day.split('-').map(Number);
  return new Date(Date.UTC(year, month - 1 + later, 1)).toISOString().slice(0, 10);
}

/** The first day of the quarter of a calendar year in which a day lies, or of one so many quarters later. */
export function startOfQuarter(day: Day, later = 0): Day {
  const monthsOver = (Number(day.slice(5, 7)) - 1) % 3;
  return startOfMonth(day, 3 * later - monthsOver);
}

/** What the quarter of a day is called: `2026-Q3`. */
export function quarterOf(day: Day): string {
  return `${day.slice(0, 4)}-Q${Math.ceil(Number(day.slice(5, 7)) / 3)}`;
}

/** The first day of a quarter by its name; undefined for what is none. */
export function dayOfQuarter(name: string): Day | undefined {
  const [, year, quarter] = /^(\d{4})-Q([1-4])$/.exec(name) ?? [];
  return year && `${year}-${String(3 * Number(quarter) - 2).padStart(2, '0')}-01`;
}

/** The instant at which the month ends that lies `months` after `at`: "rolling months, rounded up to the month's end". */
export function endOfMonthAfter(at: Instant, months: number, zone: string): Instant {
  const local = new Date(at + offsets.at(at, zone));
  return instantOf(Date.UTC(local.getUTCFullYear(), local.getUTCMonth() + months + 1, 1), zone);
}

/** The instant at which clocks in a zone first show a local time; where they skip it, as much later as they skip. */
function instantOf(local: number, zone: string): Instant {
  const [before, after] = [offsets.at(local - DAY_MS, zone), offsets.at(local + DAY_MS, zone)];
  if (before === after) return local - before;
  const early = local - Math.max(before, after);
  return early + offsets.at(early, zone) === local ? early : local - Math.min(before, after);
}

const DAYS_MAX = 50_000;

/** Days as text and as numbers. Windows of rules ask for the same ones again and again, and writing one takes half a microsecond. */
class Days {
  readonly #texts = new Map<number, Day>();
  readonly #numbers = new Map<Day, number>();

  dayOf(number: number): Day {
    return this.#texts.get(number) ?? keep(this.#texts, number, new Date(number * DAY_MS).toISOString().slice(0, 10));
  }

  numberOf(day: Day): number {
    return this.#numbers.get(day) ?? keep(this.#numbers, day, Date.parse(`${day}T00:00:00Z`) / DAY_MS);
  }
}

function keep<K, V>(known: Map<K, V>, key: K, value: V): V {
  if (known.size >= DAYS_MAX) known.clear();
  known.set(key, value);
  return value;
}

const days = new Days();

const OFFSETS_MAX = 50_000;

/**
 * How far a zone is from UTC, in milliseconds. Intl takes ten microseconds to say, so what it said is kept for each day of
 * UTC that begins and ends with one offset; a day on which clocks are changed is asked for again every time.
 */
class Offsets {
  readonly #known = new Map<string, Map<number, number>>();

  at(at: Instant, zone: string): number {
    const day = Math.floor(at / DAY_MS);
    return this.#known.get(zone)?.get(day) ?? this.#learn(at, day, zone);
  }

  #learn(at: Instant, day: number, zone: string): number {
    const start = this.#ask(day * DAY_MS, zone);
    if (start !== this.#ask((day + 1) * DAY_MS, zone)) return this.#ask(at, zone);
    const days = this.#known.get(zone) ?? new Map<number, number>();
    if (days.size >= OFFSETS_MAX) days.clear();
    this.#known.set(zone, days.set(day, start));
    return start;
  }

  #ask(at: Instant, name: string): number {
    return zoneOf(name).offset(at) * 60_000;
  }
}

const offsets = new Offsets();
