import { describe, expect, it } from '@jest/globals';
import { Refusal } from '../../../src/kernel/refusal.js';
import type { Booking, BookingAct } from '../../../src/modules/benefits/slots/booking-acts.js';
import { BOOKING_STATUSES, BOOKING_TABLE, bookingAfter } from '../../../src/modules/benefits/slots/booking-acts.js';
import { slotAt, slotTimes } from '../../../src/modules/benefits/slots/slot-times.js';

const slots = { stores: [], isOnline: true, hours: [{ weekdays: [6, 7], from: '01:00', to: '05:00' }], minutes: 90, capacity: 1, aheadMinMinutes: 0, aheadMaxDays: 30, cancelMinutes: 0 }; // prettier-ignore
const NEW_YORK = 'America/New_York';
const at = (text: string) => Date.parse(text);
const told = (times: readonly { startsAt: number }[]) => times.map(({ startsAt }) => new Date(startsAt).toISOString());

describe('Times of a service', () => {
  it('follow one another as far as a whole one fits, on the days of the week that are named', () => {
    const week = slotTimes(slots, at('2026-01-12T00:00:00Z'), at('2026-01-19T00:00:00Z'), 'Asia/Shanghai');
    expect(told(week)).toEqual(['2026-01-16T17:00:00.000Z', '2026-01-16T18:30:00.000Z', '2026-01-17T17:00:00.000Z', '2026-01-17T18:30:00.000Z']); // prettier-ignore
  });

  it('are by the clocks of the zone on the nights these are changed, and never twice', () => {
    const spring = told(slotTimes(slots, at('2026-03-08T00:00:00Z'), at('2026-03-08T23:00:00Z'), NEW_YORK));
    expect(spring).toEqual(['2026-03-08T06:00:00.000Z']); // 02:30 is left out that night
    const autumn = told(slotTimes(slots, at('2026-11-01T04:30:00Z'), at('2026-11-01T23:00:00Z'), NEW_YORK));
    expect(autumn).toHaveLength(2);
    expect(autumn.at(-1)).toBe('2026-11-01T07:30:00.000Z');
  });

  it('begin within a range, its end left out', () => {
    const start = at('2026-01-17T06:00:00Z');
    expect(told(slotTimes(slots, start, start, NEW_YORK))).toEqual([]);
    expect(slotAt(slots, start, NEW_YORK)).toEqual({ startsAt: start, endsAt: start + 90 * 60_000 });
    expect(slotAt(slots, start + 1, NEW_YORK)).toBeUndefined();
  });
});

describe('A booking', () => {
  const booking = { status: 'booked', startsAt: 10_000_000, cancelUntil: 5_000_000 } as Booking;

  it('moves as the table says and no other way', () => {
    for (const act of Object.keys(BOOKING_TABLE) as BookingAct[]) {
      for (const status of BOOKING_STATUSES) {
        const end = () => bookingAfter({ ...booking, status }, act, 10_000_000, false);
        if (status === 'booked') expect(end()).toBe({ cancel: 'cancelled', attend: 'attended', miss: 'no-show' }[act]);
        else expect(end).toThrow(Refusal);
      }
    }
  });

  it('is cancelled by a member until its limit, and marked from an hour before, or from its beginning when nobody came', () => {
    expect(bookingAfter(booking, 'cancel', 5_000_000, true)).toBe('cancelled');
    expect(() => bookingAfter(booking, 'cancel', 5_000_001, true)).toThrow('CANCEL_TOO_LATE');
    expect(bookingAfter(booking, 'cancel', 9_000_000, false)).toBe('cancelled');
    expect(bookingAfter(booking, 'attend', 6_400_000, false)).toBe('attended');
    expect(() => bookingAfter(booking, 'attend', 6_399_999, false)).toThrow('BOOKING_NOT_YET');
    expect(() => bookingAfter(booking, 'miss', 9_999_999, false)).toThrow('BOOKING_NOT_YET');
  });
});
