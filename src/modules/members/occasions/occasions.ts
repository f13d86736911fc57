import type { Day } from '../../../kernel/calendar.js';
import { dayOf, daysBetween, startOfDay } from '../../../kernel/calendar.js';
import type { Instant } from '../../../kernel/clock.js';

/** Days of a member that come every year. */
export const OCCASIONS = ['birthday', 'anniversary'] as const;

export type Occasion = (typeof OCCASIONS)[number];

/** What of a member its days depend on, and when it last had one. */
export interface Celebrated {
  readonly birthday: Day | null;
  /** The zone it lives in, or that of the program. */
  readonly zone: string;
  readonly enrolledAt: Instant;
  readonly birthdayOn: Day | null;
  readonly anniversaryOn: Day | null;
}

/** A birthday that is moved comes no second time within a year; a zone that is moved shifts the day of joining by one. */
const DAYS_BETWEEN_MIN = { birthday: 365, anniversary: 364 } as const;

/** Before this many years are over every day has come, however a birthday was moved. */
const YEARS_AHEAD = 3;

/** What a member has on a day of its zone. */
export function occasionsOn(member: Celebrated, day: Day): Occasion[] {
  return OCCASIONS.filter((occasion) => nextOn(member, occasion, day) === day);
}

/** When the next of its days begins that is not before `from`: every member has an anniversary. */
export function nextOccasionAt(member: Celebrated, from: Day): Instant {
  const days = OCCASIONS.flatMap((occasion) => nextOn(member, occasion, from) ?? []);
  return Math.min(...days.map((day) => startOfDay(day, member.zone)));
}

/** How many years it has been a member on an anniversary. */
export function yearsOn({ enrolledAt, zone }: Celebrated, day: Day): number {
  return yearOf(day) - yearOf(dayOf(enrolledAt, zone));
}

/** The first one from a day on. Not the day of birth, or of joining, itself. */
function nextOn(member: Celebrated, occasion: Occasion, from: Day): Day | null {
  const origin = occasion === 'birthday' ? member.birthday : dayOf(member.enrolledAt, member.zone);
  if (origin === null) return null;
  const first = Math.max(yearOf(from), yearOf(origin) + 1);
  const days = Array.from({ length: YEARS_AHEAD }, (_, later) => dayIn(first + later, origin));
  return days.find((day) => day >= from && !isTooSoon(member, occasion, day)) ?? null;
}

function isTooSoon(member: Celebrated, occasion: Occasion, day: Day): boolean {
  const last = member[`${occasion}On`];
  if (last === null) return false;
  const isSameYear = occasion === 'birthday' && yearOf(last) === yearOf(day);
  return isSameYear || daysBetween(last, day) < DAYS_BETWEEN_MIN[occasion];
}

/** The day of a year; that of 29 February is the 28th in years without one. */
function dayIn(year: number, origin: Day): Day {
  const date = origin.slice(5);
  const isLeap = new Date(Date.UTC(year, 2, 0)).getUTCDate() === 29;
  return `${String(year)}-${date === '02-29' && !isLeap ? '02-28' : date}`;
}

function yearOf(day: Day): number {
  return Number(day.slice(0, 4));
}
