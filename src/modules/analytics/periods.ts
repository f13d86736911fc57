import type { Day } from '../../kernel/calendar.js';
import { addDays, quarterOf, startOfQuarter } from '../../kernel/calendar.js';

/** Days from the first up to the last, which does not belong to it. */
export interface Period {
  readonly from: Day;
  readonly to: Day;
}

export type Step = 'DAY' | 'WEEK' | 'MONTH' | 'QUARTER';

/** A period cut at the days on which calendar days, weeks from Monday, months or quarters begin. Its ends may be parts of such. */
export function cut({ from, to }: Period, step: Step): Period[] {
  const pieces: Period[] = [];
  for (let start = from; start < to;) {
    const next = nextStart(start, step);
    const end = next < to ? next : to;
    pieces.push({ from: start, to: end });
    start = end;
  }
  return pieces;
}

/** What a piece is called: its day, the Monday of its week, its month, its quarter. */
export function nameOf({ from }: Period, step: Step): string {
  if (step === 'QUARTER') return quarterOf(from);
  if (step === 'MONTH') return from.slice(0, 7);
  return step === 'WEEK' ? addDays(from, -daysSinceMonday(from)) : from;
}

/** The same day so many months later or earlier; the last of the month where it has no such day. */
export function addMonths(day: Day, months: number): Day {
  const [year, month, date] = day.split('-').map(Number) as [number, number, number];
  const last = new Date(Date.UTC(year, month + months, 0)).getUTCDate();
  return new Date(Date.UTC(year, month - 1 + months, Math.min(date, last))).toISOString().slice(0, 10);
}

export function startOfMonth(day: Day): Day {
  return `${day.slice(0, 7)}-01`;
}

function nextStart(day: Day, step: Step): Day {
  if (step === 'DAY') return addDays(day, 1);
  if (step === 'QUARTER') return startOfQuarter(day, 1);
  return step === 'WEEK' ? addDays(day, 7 - daysSinceMonday(day)) : addMonths(startOfMonth(day), 1);
}

function daysSinceMonday(day: Day): number {
  return (new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7;
}
