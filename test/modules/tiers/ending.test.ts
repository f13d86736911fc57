import { afterEach, describe, expect, it } from '@jest/globals';
import { DAY_MS } from '../../../src/kernel/calendar.js';
import { replay } from '../../../src/modules/engine/index.js';
import { buy, enrolMember, giveBack, settleDue, tierOf } from '../../support/acts.js';
import type { TestHouse } from '../../support/house.js';
import { openTestHouse } from '../../support/house.js';
import { movesOf, payloadsOf, standingOf } from '../../support/tier-acts.js';
import { tierProgram } from '../../support/tier-program.js';

const NEW_YORK_MORNING = 5 * 3_600_000;
const day = (text: string) => Date.parse(`${text}T00:00:00Z`) + NEW_YORK_MORNING;

let test: TestHouse;
afterEach(async () => {
  expect((await replay(test.house)).differences).toEqual([]);
  await test.close();
});

async function openWith(wanted: Parameters<typeof tierProgram>[0], now = day('2026-01-15')) {
  test = await openTestHouse({ program: tierProgram(wanted), now });
  return enrolMember(test);
}

/** To a day, with everything that is due on the way. */
async function until(text: string): Promise<void> {
  test.clock.advance(day(text) + 1 - test.clock.now());
  await settleDue(test);
}

const A_YEAR = { validity: { kind: 'months', months: 12 } };

describe('A tier that is valid for a year', () => {
  it('stays where its rule is met again, and ends where it is not: one step', async () => {
    const memberId = await openWith({ gold: A_YEAR, silver: A_YEAR });
    await buy(test, memberId, 50_000);
    expect(await standingOf(test, memberId)).toMatchObject({ tier: 'gold', validUntil: day('2027-01-16') });
    await until('2026-12-01');
    await buy(test, memberId, 50_000);
    await until('2027-01-16');
    expect(await standingOf(test, memberId)).toMatchObject({ tier: 'gold', validUntil: day('2028-01-16') });
    await until('2028-01-16');
    expect(await standingOf(test, memberId)).toMatchObject({ tier: 'silver', since: day('2028-01-16'), validUntil: day('2029-01-17') }); // prettier-ignore
    await until('2029-01-18');
    expect(await tierOf(test, memberId)).toBe('base');
    expect(await payloadsOf(test, memberId, 'tier.changed')).toMatchObject([
      { from: 'base', to: 'gold', cause: 'upgrade', had: 50_000, needed: 50_000 },
      { from: 'gold', to: 'silver', cause: 'downgrade', policy: 'one-step', measure: 'spend', had: 0, needed: 50_000, windowFrom: '2027-01-16', windowTo: '2028-01-15' },
      { from: 'silver', to: 'base', cause: 'downgrade' },
    ]); // prettier-ignore
  });

  it('falls to where it fits, or stays, as its policy says', async () => {
    const memberId = await openWith({ gold: { ...A_YEAR, downgrade: 'to-fit' }, silver: { ...A_YEAR, downgrade: 'none' } }); // prettier-ignore
    const another = await enrolMember(test);
    await buy(test, memberId, 50_000);
    await buy(test, another, 50_000);
    await until('2026-10-01');
    await buy(test, another, 10_000);
    await until('2027-01-16');
    expect([await tierOf(test, memberId), await tierOf(test, another)]).toEqual(['base', 'silver']);
    await until('2030-01-01');
    expect(await standingOf(test, another)).toMatchObject({ tier: 'silver', validUntil: day('2030-01-17') });
  });

  it('asks for less to keep it where there is a rule of its own for that', async () => {
    const keep = { measure: 'orders', atLeast: 1, days: 365 };
    const memberId = await openWith({ gold: { ...A_YEAR, keep } });
    await buy(test, memberId, 50_000);
    await until('2026-10-01');
    await buy(test, memberId, 1);
    await until('2027-01-16');
    expect(await tierOf(test, memberId)).toBe('gold');
    await until('2028-01-17');
    expect(await tierOf(test, memberId)).toBe('silver');
  });

  it('counts refunds, and late reports on the day they happened', async () => {
    const memberId = await openWith({ silver: A_YEAR });
    const late = await enrolMember(test);
    await buy(test, memberId, 10_000);
    await buy(test, late, 10_000);
    await until('2026-06-01');
    await buy(test, memberId, 10_000, { orderId: 'o-2' });
    await giveBack(test, memberId, 1, 'o-2');
    expect(await tierOf(test, memberId)).toBe('silver');
    await until('2027-01-16');
    expect([await tierOf(test, memberId), await tierOf(test, late)]).toEqual(['base', 'base']);
    await buy(test, late, 10_000, { occurredAt: day('2027-01-10') });
    expect(await standingOf(test, late)).toMatchObject({ tier: 'silver', since: day('2027-01-10') });
  });

  it('is decided in time for whoever comes back long after, as if everybody had looked', async () => {
    const memberId = await openWith({ gold: A_YEAR, silver: A_YEAR });
    await buy(test, memberId, 50_000);
    test.clock.advance(5 * 365 * DAY_MS);
    await buy(test, memberId, 100);
    expect(await movesOf(test, memberId)).toEqual([
      ['base', 'gold', day('2026-01-15')],
      ['gold', 'silver', day('2027-01-16')],
      ['silver', 'base', day('2028-01-17')],
    ]);
  });
});

describe('Grace', () => {
  const GRACE = { validity: { kind: 'calendar-year' }, graceDays: 31, entry: { measure: 'spend', atLeast: 10_000, year: 'calendar' } }; // prettier-ignore

  it('lets a member make up for what is missing in the year that ended', async () => {
    const memberId = await openWith({ silver: GRACE });
    const another = await enrolMember(test);
    await buy(test, memberId, 10_000);
    await buy(test, another, 10_000);
    await until('2027-01-01');
    expect(await standingOf(test, memberId)).toMatchObject({ tier: 'silver', validUntil: day('2028-01-01') });
    await until('2028-01-01');
    expect(await standingOf(test, memberId)).toMatchObject({ tier: 'silver', validUntil: day('2028-01-01'), graceUntil: day('2028-02-01') }); // prettier-ignore
    await until('2028-01-31');
    await buy(test, memberId, 9_999);
    expect(await standingOf(test, memberId)).toMatchObject({ graceUntil: day('2028-02-01') });
    await buy(test, memberId, 1);
    expect(await standingOf(test, memberId)).toMatchObject({ tier: 'silver', validUntil: day('2029-01-01'), graceUntil: null }); // prettier-ignore
    await until('2028-02-01');
    expect([await tierOf(test, memberId), await tierOf(test, another)]).toEqual(['silver', 'base']);
  });
});

describe('A year of membership', () => {
  const YEARLY = { validity: { kind: 'membership-year' }, entry: { measure: 'spend', atLeast: 10_000, year: 'membership' } }; // prettier-ignore

  it('begins on the anniversary; who joined on 29 February has it on the 28th in years without one', async () => {
    const memberId = await openWith({ silver: YEARLY }, day('2024-02-29'));
    await until('2025-02-27');
    await buy(test, memberId, 9_999); // the last day of the first year
    await until('2025-02-28');
    await buy(test, memberId, 9_999); // the first of the second
    expect(await tierOf(test, memberId)).toBeUndefined();
    await buy(test, memberId, 1);
    expect(await standingOf(test, memberId)).toMatchObject({ tier: 'silver', validUntil: day('2026-02-28') });
    await until('2026-02-28');
    expect(await standingOf(test, memberId)).toMatchObject({ tier: 'silver', validUntil: day('2027-02-28') });
    await until('2027-02-20');
    await buy(test, memberId, 10_000);
    await until('2027-02-28');
    expect(await standingOf(test, memberId)).toMatchObject({ tier: 'silver', validUntil: day('2028-02-29') });
    await until('2028-02-29');
    expect(await tierOf(test, memberId)).toBe('base');
  });
});

describe('What a member is told', () => {
  const TOLD = { ladder: { nearPercent: 80, endingDays: 30 }, silver: A_YEAR };

  it('that the next tier is near, once', async () => {
    const memberId = await openWith(TOLD);
    await buy(test, memberId, 7_999);
    expect(await payloadsOf(test, memberId, 'tier.near')).toEqual([]);
    await buy(test, memberId, 1);
    await buy(test, memberId, 1);
    expect(await payloadsOf(test, memberId, 'tier.near')).toMatchObject([{ tier: 'base', next: 'silver', had: 8_000, needed: 10_000, missing: 2_000 }]); // prettier-ignore
    await buy(test, memberId, 35_000);
    expect(await tierOf(test, memberId)).toBe('silver');
    expect(await payloadsOf(test, memberId, 'tier.near')).toHaveLength(2);
  });

  it('that its tier ends, thirty days before and once for each validity, with what is missing', async () => {
    const memberId = await openWith(TOLD);
    const safe = await enrolMember(test);
    await buy(test, memberId, 10_000);
    await buy(test, safe, 10_000);
    await until('2026-10-01');
    await buy(test, memberId, 4_000);
    await buy(test, safe, 10_000);
    await until('2026-12-16');
    expect(await payloadsOf(test, memberId, 'tier.ending')).toEqual([]);
    await until('2026-12-17');
    await until('2027-01-10');
    expect(await payloadsOf(test, memberId, 'tier.ending')).toMatchObject([{ tier: 'silver', endsAt: new Date(day('2027-01-16')).toISOString(), daysLeft: 30, had: 4_000, needed: 10_000, missing: 6_000 }]); // prettier-ignore
    await buy(test, memberId, 6_000);
    await until('2028-01-10');
    expect(await payloadsOf(test, memberId, 'tier.ending')).toHaveLength(2);
    expect(await payloadsOf(test, safe, 'tier.ending')).toHaveLength(1); // only of its second year
  });
});
