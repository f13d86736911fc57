import { afterEach, describe, expect, it } from '@jest/globals';
import { enrolMember, settleDue } from '../../support/acts.js';
import { claim, issue, redeem, reverse } from '../../support/benefit-acts.js';
import { benefitProgram, coupon } from '../../support/benefit-program.js';
import type { TestHouse } from '../../support/house.js';
import { follow, openTestHouse } from '../../support/house.js';

const DAY = 86_400_000;
const NEW_YORK = { winter: 5 * 3_600_000, summer: 4 * 3_600_000 };

describe('A benefit that few use', () => {
  let test: TestHouse;
  let members: string[];
  afterEach(() => test.close());

  const open = async (...benefits: readonly object[]) => {
    test = await openTestHouse({ program: benefitProgram(benefits), now: Date.UTC(2026, 0, 1) - DAY });
    members = [];
    for (let nth = 0; nth < 10; nth++) members.push(await enrolMember(test));
  };
  const reach = async (instant: number) => {
    test.clock.advance(instant - test.clock.now());
    await settleDue(test);
  };
  const rows = <T extends object>(text: string) => test.house.database.reader.rows<T>(text);
  const statusOf = async (code: string) => (await rows<{ code: string; status: string }>('SELECT code, status FROM benefits')).find((row) => row.code === code)?.status; // prettier-ignore
  const events = async () => (await rows<{ payload: string }>("SELECT payload FROM outbox WHERE type = 'benefit.watched' ORDER BY id")).map(({ payload }) => JSON.parse(payload) as object); // prettier-ignore
  /** So many of the ten get one, and so many use it. */
  const hand = async (benefit: string, issued: number, used: number) => {
    for (const [nth, id] of members.slice(0, issued).entries()) {
      const grantId = await issue(test, id, benefit);
      if (nth < used) await redeem(test, id, grantId);
    }
  };

  it('is watched when the quarter of the program is over, can still be had, and is live again after a better one', async () => {
    await open(coupon('dull', { validity: { kind: 'days', days: 60 } }), coupon('liked'), coupon('untouched'));
    test.clock.advance(30 * DAY);
    await hand('dull', 10, 1);
    await hand('liked', 10, 2);
    await reach(Date.UTC(2026, 3, 1) + NEW_YORK.summer - 1);
    expect(await statusOf('dull')).toBe('live');
    await reach(Date.UTC(2026, 3, 1) + NEW_YORK.summer);
    expect([await statusOf('dull'), await statusOf('liked'), await statusOf('untouched')]).toEqual(['watch', 'live', 'live']); // prettier-ignore
    expect(test.house.programs.current().sections['benefits']).toMatchObject([
      { code: 'dull', status: 'watch' },
      {},
      {},
    ]);
    expect(await events()).toEqual([{ benefitId: 'bnf_dull', status: 'watch', quarter: '2026-Q1', entitled: 10, used: 1 }]); // prettier-ignore
    const [audit] = await rows<{ was: string; became: string; reason: string; actor: string }>("SELECT was, became, reason, actor FROM audit_rows WHERE action = 'benefits.watched'"); // prettier-ignore
    expect(audit).toEqual({ was: '{"status":"live"}', became: '{"status":"watch"}', reason: '2026-Q1: 1 of 10 members who could have used it did', actor: 'system' }); // prettier-ignore
    expect(await rows('SELECT benefit, entitled, used, became FROM benefit_reviews ORDER BY benefit')).toEqual([
      { benefit: '', entitled: 0, used: 0, became: null },
      { benefit: 'dull', entitled: 10, used: 1, became: 'watch' },
      { benefit: 'liked', entitled: 10, used: 2, became: null },
      { benefit: 'untouched', entitled: 0, used: 0, became: null },
    ]);
    test.clock.advance(10 * DAY);
    const grantId = await claim(test, members[0] ?? '', 'dull');
    await redeem(test, members[0] ?? '', grantId);
    await reach(Date.UTC(2026, 6, 1) + NEW_YORK.summer);
    // only who holds one in the quarter counts: those of January died in March
    expect(await rows("SELECT entitled, used, became FROM benefit_reviews WHERE benefit = 'dull' AND quarter = '2026-Q2'")).toEqual([{ entitled: 1, used: 1, became: 'live' }]); // prettier-ignore
    expect(await statusOf('dull')).toBe('live');
    expect(await statusOf('liked')).toBe('watch');
    expect(await events()).toMatchObject([{}, { benefitId: 'bnf_dull', status: 'live' }, { benefitId: 'bnf_liked', status: 'watch', entitled: 8, used: 0 }]); // prettier-ignore
  });

  it('counts no use that was reversed', async () => {
    await open(coupon('dull'));
    test.clock.advance(DAY);
    await hand('dull', 9, 1);
    const grantId = await issue(test, members[9] ?? '', 'dull');
    const useId = await redeem(test, members[9] ?? '', grantId);
    await reverse(test, members[9] ?? '', grantId, useId);
    await reach(Date.UTC(2026, 3, 2));
    expect(await statusOf('dull')).toBe('watch');
  });

  it('is left alone where it was not live all quarter, is a standing right, or is on its way out', async () => {
    const right = { code: 'right', kind: 'percent', name: 'right', face: { percent: 10 }, isStanding: true };
    await open(right, coupon('leaving'));
    test.clock.advance(5 * DAY);
    await follow(test.house, benefitProgram([right, coupon('leaving', { status: 'retiring', honourUntil: '2030-01-01T00:00:00Z' }), coupon('late')])); // prettier-ignore
    await hand('late', 10, 0);
    const gone = (status: string) => follow(test.house, benefitProgram([right, coupon('late', { status })]));
    test.clock.advance(DAY);
    await reach(Date.UTC(2026, 3, 2));
    expect([await statusOf('late'), await statusOf('leaving'), await statusOf('right')]).toEqual(['live', 'retiring', 'live']); // prettier-ignore
    await reach(Date.UTC(2026, 6, 2));
    expect(await statusOf('late')).toBe('watch');
    test.clock.advance(DAY);
    await gone('retired');
    test.clock.advance(DAY);
    await gone('live');
    await reach(Date.UTC(2026, 9, 2));
    expect(await statusOf('late')).toBe('live'); // it was away for a day
    await reach(Date.UTC(2027, 0, 2));
    expect(await statusOf('late')).toBe('watch');
  });

  it('is looked at once a quarter, each quarter in its turn after a long sleep, and not again', async () => {
    await open(coupon('dull'));
    test.clock.advance(DAY);
    await hand('dull', 10, 1);
    await reach(Date.UTC(2027, 0, 2));
    const reviews = await rows('SELECT quarter, benefit, entitled, used, became, at FROM benefit_reviews ORDER BY quarter, benefit'); // prettier-ignore
    expect(reviews.filter((row) => (row as { benefit: string }).benefit === 'dull')).toMatchObject([
      { quarter: '2026-Q1', became: 'watch', at: Date.UTC(2026, 3, 1) + NEW_YORK.summer },
      { quarter: '2026-Q2', entitled: 9, used: 0, became: null },
      { quarter: '2026-Q3', became: null },
      { quarter: '2026-Q4', became: null, at: Date.UTC(2027, 0, 1) + NEW_YORK.winter },
    ]);
    const before = await rows('SELECT version, status FROM benefits');
    await settleDue(test);
    expect(await rows('SELECT quarter, benefit, entitled, used, became, at FROM benefit_reviews ORDER BY quarter, benefit')).toEqual(reviews); // prettier-ignore
    expect(await rows('SELECT version, status FROM benefits')).toEqual(before);
    expect(await events()).toHaveLength(1);
  });
});
