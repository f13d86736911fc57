import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { DAY_MS } from '../../../src/kernel/calendar.js';
import { balance, buy, earn, enrolMember, giveBack, tierOf } from '../../support/acts.js';
import type { TestHouse } from '../../support/house.js';
import { openTestHouse } from '../../support/house.js';
import { testProgram } from '../../support/program.js';

describe('A ladder entered by what was spent in a year', () => {
  let test: TestHouse;
  let memberId: string;
  beforeEach(async () => {
    test = await openTestHouse();
    memberId = await enrolMember(test);
  });
  afterEach(() => test.close());

  it('leaves a member at the start until the last cent is there', async () => {
    await buy(test, memberId, 9_999);
    expect(await tierOf(test, memberId)).toBeUndefined();
    await buy(test, memberId, 1);
    expect(await tierOf(test, memberId)).toBe('silver');
  });

  it('counts purchases on the day they happened, whenever they are reported', async () => {
    const now = test.clock.now();
    await buy(test, memberId, 9_000, { occurredAt: now - 366 * DAY_MS });
    await buy(test, memberId, 9_000);
    expect(await tierOf(test, memberId)).toBeUndefined();
    await buy(test, memberId, 1_000, { occurredAt: now - 364 * DAY_MS });
    expect(await tierOf(test, memberId)).toBe('silver'); // together with the 9,000 of the year before that day
  });

  it('counts refunds of an order on the day of the order', async () => {
    await buy(test, memberId, 9_000, { orderId: 'o-1' });
    await giveBack(test, memberId, 5_000, 'o-1');
    await buy(test, memberId, 5_000);
    expect(await tierOf(test, memberId)).toBeUndefined();
    await buy(test, memberId, 1_000);
    expect(await tierOf(test, memberId)).toBe('silver');
  });

  it('gives the pack of every tier passed, once', async () => {
    await buy(test, memberId, 50_000);
    const after = await balance(test, memberId);
    expect(after.available).toBe(500 + 50 + 300);
    await buy(test, memberId, 0);
    expect(await balance(test, memberId)).toEqual(after);
  });

  it('keeps the tier when money is given back afterwards', async () => {
    await buy(test, memberId, 10_000, { orderId: 'o-1' });
    await giveBack(test, memberId, 10_000, 'o-1');
    expect(await tierOf(test, memberId)).toBe('silver');
  });

  it('records every change as an activity with its cause and the numbers it was decided on', async () => {
    const { activityId } = await buy(test, memberId, 10_000);
    const rows = await test.house.database.reader.rows(
      "SELECT type, causeId, payload FROM activities WHERE memberId = ? AND type = 'tier.changed'",
      [memberId],
    );
    expect(rows).toEqual([
      {
        type: 'tier.changed',
        causeId: activityId,
        payload: JSON.stringify({
          ladder: 'main',
          from: 'base',
          to: 'silver',
          cause: 'upgrade',
          measure: 'spend',
          had: 10_000,
          needed: 10_000,
          windowFrom: '2025-01-16',
          windowTo: '2026-01-15',
        }),
      },
    ]);
  });
});

describe('A ladder entered by points', () => {
  const ladder = (entry: object) => ({
    ...testProgram,
    ladders: [
      {
        code: 'main',
        name: { en: 'Main', 'zh-CN': '主', 'zh-TW': '主' },
        tiers: [
          { code: 'base', name: { en: 'Base', 'zh-CN': '基', 'zh-TW': '基' }, rank: 0 },
          {
            code: 'top',
            name: { en: 'Top', 'zh-CN': '顶', 'zh-TW': '頂' },
            rank: 1,
            entry,
            upgradePack: [{ wallet: 'growth', points: 5 }],
          },
        ],
      },
    ],
  });

  it('is reached by the purchase that earns the missing points, and by points a brand gives', async () => {
    const test = await openTestHouse({ program: ladder({ measure: 'points', wallet: 'growth', atLeast: 100 }) });
    const [buyer, given] = [await enrolMember(test), await enrolMember(test)];
    await buy(test, buyer, 10_000);
    await earn(test, given, 100, 'growth');
    expect([await tierOf(test, buyer), await tierOf(test, given)]).toEqual(['top', 'top']);
    expect((await balance(test, buyer, 'growth')).available).toBe(105);
    await test.close();
  });

  it('looks back as many days as the rule says', async () => {
    const test = await openTestHouse({
      program: ladder({ measure: 'points', wallet: 'growth', atLeast: 100, days: 30 }),
    });
    const memberId = await enrolMember(test);
    await earn(test, memberId, 60, 'growth');
    test.clock.advance(30 * DAY_MS);
    await earn(test, memberId, 60, 'growth');
    expect(await tierOf(test, memberId)).toBeUndefined();
    test.clock.advance(29 * DAY_MS);
    await earn(test, memberId, 40, 'growth');
    expect(await tierOf(test, memberId)).toBe('top');
    await test.close();
  });

  it('counts orders that were not given back whole', async () => {
    const test = await openTestHouse({ program: ladder({ measure: 'orders', atLeast: 2 }) });
    const memberId = await enrolMember(test);
    await buy(test, memberId, 500, { orderId: 'o-1' });
    await giveBack(test, memberId, 500, 'o-1');
    await buy(test, memberId, 500);
    expect(await tierOf(test, memberId)).toBeUndefined();
    await buy(test, memberId, 500);
    expect(await tierOf(test, memberId)).toBe('top');
    await test.close();
  });
});
