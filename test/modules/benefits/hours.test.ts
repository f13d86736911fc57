import { describe, expect, it } from '@jest/globals';
import { isWithin, nextWithin } from '../../../src/modules/benefits/hours.js';

const NEW_YORK = 'America/New_York';
const at = (text: string) => Date.parse(text);
const hours = (weekdays: number[], from: string, to: string) => [{ weekdays, from, to }];
const told = (instant: number) => new Date(instant).toISOString();

describe('The hours at which a benefit may be used', () => {
  it('are all hours where none are said', () => {
    expect(isWithin([], 0, NEW_YORK)).toBe(true);
  });

  it('are those of the zone, the first minute included and the last not', () => {
    const lunch = hours([4], '11:00', '14:00'); // a Thursday; New York is five hours behind in January
    const open = ['15:59:59.999', '16:00:00.000', '18:59:59.999', '19:00:00.000'].map((time) => isWithin(lunch, at(`2026-01-15T${time}Z`), NEW_YORK)); // prettier-ignore
    expect(open).toEqual([false, true, true, false]);
  });

  it('end with the last instant of a day at 24:00, and a weekday is that of the zone and not of Greenwich', () => {
    const friday = hours([5], '00:00', '24:00');
    expect(isWithin(friday, at('2026-01-16T04:59:59.999Z'), NEW_YORK)).toBe(false); // still Thursday in New York
    expect(isWithin(friday, at('2026-01-16T05:00:00.000Z'), NEW_YORK)).toBe(true);
    expect(isWithin(friday, at('2026-01-17T04:59:59.999Z'), NEW_YORK)).toBe(true);
    expect(isWithin(friday, at('2026-01-17T05:00:00.000Z'), NEW_YORK)).toBe(false);
  });

  it('go on over midnight for the weekday on which they began, from Sunday into Monday too', () => {
    const night = hours([7], '22:00', '02:00');
    const open = ['2026-01-19T02:59:00Z', '2026-01-19T03:00:00Z', '2026-01-19T05:00:00Z', '2026-01-19T06:59:00Z', '2026-01-19T07:00:00Z', '2026-01-20T05:00:00Z'].map((time) => isWithin(night, at(time), NEW_YORK)); // prettier-ignore
    expect(open).toEqual([false, true, true, true, false, false]);
  });

  it('follow the clocks on the days they are changed', () => {
    const early = hours([7], '01:00', '04:00'); // 8 March 2026: 02:00 is 03:00
    expect(isWithin(early, at('2026-03-08T06:59:00Z'), NEW_YORK)).toBe(true); // 01:59
    expect(isWithin(early, at('2026-03-08T07:59:00Z'), NEW_YORK)).toBe(true); // 03:59
    expect(isWithin(early, at('2026-03-08T08:00:00Z'), NEW_YORK)).toBe(false); // 04:00
  });

  it('begin next at the first of them, a week later at the latest', () => {
    const lunch = hours([4], '11:00', '14:00');
    expect(told(nextWithin(lunch, at('2026-01-15T10:00:00Z'), NEW_YORK))).toBe('2026-01-15T16:00:00.000Z');
    expect(told(nextWithin(lunch, at('2026-01-15T17:00:00Z'), NEW_YORK))).toBe('2026-01-15T17:00:00.000Z');
    expect(told(nextWithin(lunch, at('2026-01-15T19:00:00Z'), NEW_YORK))).toBe('2026-01-22T16:00:00.000Z');
    expect(told(nextWithin([...lunch, ...hours([1, 6], '09:30', '10:00')], at('2026-01-15T19:00:00Z'), NEW_YORK))).toBe('2026-01-17T14:30:00.000Z'); // prettier-ignore
  });
});
