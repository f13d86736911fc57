import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { DateTime } from 'luxon';
import { addDays, DAY_MS, dayOf, daysBetween, endOfMonthAfter, startOfDay } from '../../src/kernel/calendar.js';

/** Zones that change their clocks at midnight, back to midnight, by half an hour, on odd dates, or have skipped a whole day. */
const ZONES = ['UTC', 'Asia/Shanghai', 'America/New_York', 'America/Sao_Paulo', 'Asia/Beirut', 'Asia/Amman', 'Australia/Lord_Howe', 'Africa/Casablanca', 'Pacific/Apia', 'Asia/Kathmandu']; // prettier-ignore

const HOUR_MS = 3_600_000;
const zone = fc.constantFrom(...ZONES);
const instant = fc.integer({ min: Date.UTC(1975, 0, 1), max: Date.UTC(2060, 0, 1) });
/** Within a day of a change of clocks, where mistakes live. */
const aroundChanges = fc
  .tuple(
    fc.constantFrom(...ZONES.flatMap((name) => changesOf(name).map((change) => [name, change] as const))),
    fc.integer({ min: -DAY_MS, max: DAY_MS }),
  )
  .map(([[name, change], by]) => [name, change + by] as const);

describe('the calendar', () => {
  it('finds the day an instant falls on, as Luxon does', () => {
    fc.assert(
      fc.property(zone, instant, (name, at) => {
        expect(dayOf(at, name)).toBe(DateTime.fromMillis(at, { zone: name }).toISODate());
      }),
    );
  });

  it('finds the day on both sides of a change of clocks', () => {
    fc.assert(
      fc.property(aroundChanges, ([name, at]) => {
        expect(dayOf(at, name)).toBe(DateTime.fromMillis(at, { zone: name }).toISODate());
      }),
    );
  });

  it('finds the first instant of a day, also of one whose midnight the clocks skip or show twice', () => {
    fc.assert(
      fc.property(aroundChanges, ([name, at]) => {
        const day = dayOf(at, name);
        expect(startOfDay(day, name)).toBe(firstQuarterOf(day, name));
      }),
    );
  });

  it('rounds rolling months up to the end of the month, as Luxon does', () => {
    fc.assert(
      fc.property(zone, instant, fc.integer({ min: 1, max: 60 }), (name, at, months) => {
        const luxon = DateTime.fromMillis(at, { zone: name }).plus({ months }).endOf('month').toMillis() + 1;
        expect(endOfMonthAfter(at, months, name)).toBe(luxon);
      }),
    );
  });

  it('adds days on the calendar and counts them back', () => {
    fc.assert(
      fc.property(instant, fc.integer({ min: -4_000, max: 4_000 }), (at, days) => {
        const day = dayOf(at, 'UTC');
        expect(daysBetween(day, addDays(day, days))).toBe(days);
      }),
    );
  });

  it('refuses a zone that does not exist', () => {
    expect(() => dayOf(0, 'Asia/Atlantis')).toThrow(RangeError);
  });
});

/** The first quarter of an hour that Luxon puts on a day; what it says itself of the start of one is an hour late in Apia in 2011. */
function firstQuarterOf(day: string, name: string): number {
  let at = Date.parse(day) - 15 * HOUR_MS;
  while (DateTime.fromMillis(at, { zone: name }).toISODate() !== day) at += HOUR_MS / 4;
  return at;
}

function changesOf(name: string): number[] {
  const changes = [Date.UTC(2011, 11, 30, 10)];
  for (let at = Date.UTC(2008, 0, 1); at < Date.UTC(2028, 0, 1); at += 7 * DAY_MS) {
    if (offsetAt(at, name) !== offsetAt(at + 7 * DAY_MS, name)) changes.push(boundary(at, at + 7 * DAY_MS, name));
  }
  return changes;
}

function boundary(from: number, to: number, name: string): number {
  let [low, high] = [from, to];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (offsetAt(middle, name) === offsetAt(from, name)) low = middle;
    else high = middle;
  }
  return high;
}

function offsetAt(at: number, name: string): number {
  return DateTime.fromMillis(at, { zone: name }).offset;
}
