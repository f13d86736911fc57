import { describe, expect, it } from '@jest/globals';
import { startOfDay } from '../../../../src/kernel/calendar.js';
import { birthdayMonth, cardEnd, cycleAt, noticeAt } from '../../../../src/modules/benefits/packages/cycles.js';

const ZONE = 'Asia/Shanghai';
const at = (day: string, hour = 0) => startOfDay(day, ZONE) + hour * 3_600_000;
const days = (unit: 'week' | 'month' | 'quarter', issued: string, count: number, zone = ZONE) => {
  const issuedAt = startOfDay(issued, zone) + 15 * 3_600_000;
  return Array.from({ length: count }, (_, nth) => new Date(cycleAt(unit, issuedAt, nth, zone).until + 8 * 3_600_000).toISOString().slice(0, 10)); // prettier-ignore
};

describe('The cycles of a card', () => {
  it('end on the same day of every month, or on the last one of a month without it, and never drift', () => {
    expect(days('month', '2026-01-31', 5)).toEqual(['2026-02-28', '2026-03-31', '2026-04-30', '2026-05-31', '2026-06-30']); // prettier-ignore
    expect(days('month', '2026-01-29', 2)).toEqual(['2026-02-28', '2026-03-29']);
    expect(days('month', '2026-01-15', 2)).toEqual(['2026-02-15', '2026-03-15']);
  });

  it('know leap years', () => {
    expect(days('month', '2028-01-31', 2)).toEqual(['2028-02-29', '2028-03-31']);
    expect(days('quarter', '2027-11-30', 3)).toEqual(['2028-02-29', '2028-05-30', '2028-08-30']);
    expect(days('month', '2028-02-29', 13).at(-2)).toBe('2029-02-28');
  });

  it('of weeks are seven days, over the end of a year', () => {
    expect(days('week', '2026-12-28', 2)).toEqual(['2027-01-04', '2027-01-11']);
  });

  it('follow one another without a gap, the first from the instant it was issued, each other from midnight of the zone', () => {
    const issuedAt = at('2026-01-31', 15);
    const cycles = Array.from({ length: 12 }, (_, nth) => cycleAt('month', issuedAt, nth, ZONE));
    expect(cycles[0]?.from).toBe(issuedAt);
    for (const [nth, { until }] of cycles.slice(0, -1).entries()) expect(cycles[nth + 1]?.from).toBe(until);
    expect(cardEnd({ unit: 'month', count: 12 }, issuedAt, ZONE)).toBe(at('2027-01-31'));
  });

  it('begin at midnight where clocks are changed too', () => {
    const zone = 'America/New_York';
    const { from, until } = cycleAt('month', startOfDay('2026-02-08', zone), 1, zone);
    expect([from, until].map((instant) => new Date(instant).toISOString())).toEqual(['2026-03-08T05:00:00.000Z', '2026-04-08T04:00:00.000Z']); // prettier-ignore
  });
});

describe('The notice of what is unused', () => {
  it('comes so many days before the end, and not before the beginning', () => {
    const span = { from: at('2026-02-01'), until: at('2026-03-01') };
    expect(noticeAt(3, span)).toBe(at('2026-02-26'));
    expect(noticeAt(0, span)).toBeNull();
    expect(noticeAt(6, { from: at('2026-02-24'), until: at('2026-03-01') })).toBeNull();
  });
});

describe('The month of a birthday', () => {
  const issuedAt = at('2026-01-20', 10);
  const card = { from: issuedAt, until: cardEnd({ unit: 'month', count: 12 }, issuedAt, ZONE) };
  const months = (birthday: string | null) =>
    Array.from({ length: 12 }, (_, nth) => birthdayMonth(birthday, cycleAt('month', issuedAt, nth, ZONE), card, ZONE)).flatMap((span) => span ?? []); // prettier-ignore

  it('comes once with a card of a year, for the whole month', () => {
    expect(months('1990-05-03')).toEqual([{ from: at('2026-05-01'), until: at('2026-06-01') }]);
    expect(months('1992-02-29')).toEqual([{ from: at('2026-02-01'), until: at('2026-03-01') }]);
    expect(months('1990-12-31')).toEqual([{ from: at('2026-12-01'), until: at('2027-01-01') }]);
  });

  it('that is under way when the card is issued counts from then, and the next one as far as the card goes', () => {
    expect(months('1990-01-02')).toEqual([
      { from: issuedAt, until: at('2026-02-01') },
      { from: at('2027-01-01'), until: at('2027-01-20') },
    ]);
  });

  it('of nobody knows when never comes', () => {
    expect(months(null)).toEqual([]);
  });
});
