import { addDays, atMinute, DAY_MS, dayOf, minuteOfDay, weekdayOf } from '../../../kernel/calendar.js';
import type { Instant } from '../../../kernel/clock.js';
import type { Slots } from '../terms.js';

const MINUTE_MS = 60_000;

/** A time that can be booked. */
export interface SlotTime {
  readonly startsAt: Instant;
  readonly endsAt: Instant;
}

/** The times of a service that begin from `from` on and before `to`, in order, by the clocks of a zone. */
export function slotTimes({ hours, minutes }: Slots, from: Instant, to: Instant, zone: string): SlotTime[] {
  const starts = new Set<Instant>();
  for (let day = dayOf(from, zone); atMinute(day, 0, zone) < to; day = addDays(day, 1)) {
    for (const minute of minutesOn(hours, minutes, weekdayOf(day))) {
      const startsAt = atMinute(day, minute, zone);
      const isThere = minuteOfDay(startsAt, zone) === minute; // clocks leave out an hour on one night a year
      if (isThere && startsAt >= from && startsAt < to) starts.add(startsAt);
    }
  }
  const inOrder = [...starts].sort((a, b) => a - b);
  return inOrder.map((startsAt) => ({ startsAt, endsAt: startsAt + minutes * MINUTE_MS }));
}

/** Minutes of a day of the week at which times begin, as far as a whole one fits. */
function minutesOn(hours: Slots['hours'], length: number, weekday: number): number[] {
  return hours.flatMap(({ weekdays, from, to }) => {
    const count = weekdays.includes(weekday) ? Math.floor((minuteOf(to) - minuteOf(from)) / length) : 0;
    return Array.from({ length: count }, (_, nth) => minuteOf(from) + nth * length);
  });
}

/** The time of a service that begins at an instant; undefined where none does. */
export function slotAt(slots: Slots, startsAt: Instant, zone: string): SlotTime | undefined {
  return slotTimes(slots, startsAt, startsAt + 1, zone)[0];
}

/** From when until when times can be booked now. */
export function bookable({ aheadMinMinutes, aheadMaxDays }: Slots, now: Instant): { readonly from: Instant; readonly to: Instant } {
  return { from: now + aheadMinMinutes * MINUTE_MS, to: now + aheadMaxDays * DAY_MS };
} // prettier-ignore

export function cancelUntil({ cancelMinutes }: Slots, startsAt: Instant): Instant {
  return startsAt - cancelMinutes * MINUTE_MS;
}

function minuteOf(time: string): number {
  const [hours = 0, rest = 0] = time.split(':').map(Number);
  return hours * 60 + rest;
}
