import { afterEach, describe, expect, it } from '@jest/globals';
import { DAY_MS } from '../../../src/kernel/calendar.js';
import { replay } from '../../../src/modules/engine/index.js';
import { balance, buy, enrolMember, giveBack, settleDue, tierOf } from '../../support/acts.js';
import type { TestHouse } from '../../support/house.js';
import { openTestHouse } from '../../support/house.js';
import { movesOf, payloadsOf, setTier, standingOf } from '../../support/tier-acts.js';
import { tier, tierProgram } from '../../support/tier-program.js';

const A_YEAR = { validity: { kind: 'months', months: 12 } };
const BLACK = tier('black', 3, { invitedOnly: true, multiplier: { numerator: 3, denominator: 2 } });

let test: TestHouse;
afterEach(async () => {
  expect((await replay(test.house)).differences).toEqual([]);
  await test.close();
});

async function open(wanted: Parameters<typeof tierProgram>[0] = {}) {
  test = await openTestHouse({ program: tierProgram(wanted) });
  return enrolMember(test);
}

async function pass(days: number): Promise<void> {
  test.clock.advance(days * DAY_MS);
  await settleDue(test);
}

describe('A tier that somebody sets', () => {
  it('holds until its end, whatever the rules say; then they decide again', async () => {
    const memberId = await open();
    const before = await balance(test, memberId);
    await setTier(test, memberId, 'gold', { days: 90 });
    expect(await tierOf(test, memberId)).toBe('gold');
    expect(await balance(test, memberId)).toEqual(before); // no pack for what was not reached
    await pass(60);
    await buy(test, memberId, 10_000);
    expect(await tierOf(test, memberId)).toBe('gold');
    await pass(30);
    expect(await tierOf(test, memberId)).toBe('silver');
    expect(await payloadsOf(test, memberId, 'tier.changed')).toMatchObject([
      { from: 'base', to: 'gold', cause: 'set', reason: 'a test' },
      { from: 'gold', to: 'silver', cause: 'set-ended', had: 10_000, needed: 10_000 },
    ]);
    expect((await balance(test, memberId)).available).toBe(100 + 50 + 50); // of the purchase, of gold for it, and the pack of silver
  });

  it('gives back what the member had before, with its validity', async () => {
    const memberId = await open({ silver: A_YEAR });
    await buy(test, memberId, 10_000);
    const { validUntil } = (await standingOf(test, memberId)) ?? {};
    await setTier(test, memberId, 'gold', { days: 30 });
    await setTier(test, memberId, 'base', { days: 60 });
    await pass(61);
    expect(await standingOf(test, memberId)).toMatchObject({ tier: 'silver', validUntil, setUntil: null });
    expect((await movesOf(test, memberId)).map(([from, to]) => [from, to])).toEqual([
      ['base', 'silver'],
      ['silver', 'gold'],
      ['gold', 'base'],
      ['base', 'silver'],
    ]);
  });

  it('holds for good where no end is given', async () => {
    const memberId = await open();
    await setTier(test, memberId, 'silver', { days: null });
    await pass(3_000);
    await buy(test, memberId, 60_000);
    expect(await standingOf(test, memberId)).toMatchObject({ tier: 'silver', nextCheckAt: null });
  });

  it('needs a reason, a tier of the ladder and an end to come', async () => {
    const memberId = await open();
    await expect(setTier(test, memberId, 'gold', { reason: ' ' })).rejects.toMatchObject({ code: 'REASON_MISSING' });
    await expect(setTier(test, memberId, 'platinum')).rejects.toMatchObject({ code: 'UNKNOWN_TIER' });
    await expect(setTier(test, memberId, 'gold', { ladder: 'other' })).rejects.toMatchObject({
      code: 'UNKNOWN_LADDER',
    });
    await expect(setTier(test, memberId, 'gold', { days: -1 })).rejects.toMatchObject({ code: 'INVALID_INPUT' });
    expect(await tierOf(test, memberId)).toBeUndefined();
  });
});

describe('A tier by invitation', () => {
  it('is never reached by a rule, and its points are multiplied for who was invited', async () => {
    const memberId = await open({ more: [BLACK] });
    await buy(test, memberId, 10_000_000);
    expect(await tierOf(test, memberId)).toBe('gold');
    const invited = await enrolMember(test);
    await setTier(test, invited, 'black', { days: 365 });
    await buy(test, invited, 1_150); // 11.5 points, and half as many more: 17.25
    expect((await balance(test, invited)).available).toBe(17);
    expect((await balance(test, invited, 'growth')).available).toBe(11); // growth points are not multiplied
    await pass(366);
    expect(await tierOf(test, invited)).toBe('base');
  });
});

describe('Multipliers', () => {
  const DOUBLE = { multiplier: { numerator: 2, denominator: 1 } };

  it('count at the tier before the purchase, and not for packs', async () => {
    const memberId = await open({ silver: DOUBLE });
    await buy(test, memberId, 10_000);
    expect((await balance(test, memberId)).available).toBe(100 + 50);
    await buy(test, memberId, 1_000);
    expect((await balance(test, memberId)).available).toBe(150 + 20);
  });

  it('are taken back in proportion with a refund, and count once on several ladders: the highest', async () => {
    const club = {
      code: 'club',
      name: { en: 'Club', 'zh-CN': '俱乐部', 'zh-TW': '俱樂部' },
      tiers: [tier('guest', 0), tier('friend', 1, { entry: { measure: 'orders', atLeast: 1 }, multiplier: { numerator: 4, denominator: 3 } })],
    }; // prettier-ignore
    const memberId = await open({ silver: DOUBLE, otherLadders: [club] });
    await buy(test, memberId, 300);
    await buy(test, memberId, 1_000); // 13.33
    expect((await balance(test, memberId)).available).toBe(3 + 13);
    await buy(test, memberId, 10_000);
    const { available } = await balance(test, memberId);
    await buy(test, memberId, 1_000, { orderId: 'o-1' });
    expect((await balance(test, memberId)).available).toBe(available + 20);

    await giveBack(test, memberId, 500, 'o-1');
    expect((await balance(test, memberId)).available).toBe(available + 10);
  });
});

describe('A condition instead of a count', () => {
  it('lets members in who meet it, and keeps them as long as they do', async () => {
    const gold = { entry: { when: 'orders(30) >= 2 && metrics.spendMinor >= 2000' }, ...A_YEAR, keep: { when: 'metrics.recencyDays <= 100' } }; // prettier-ignore
    const memberId = await open({ gold });
    await buy(test, memberId, 1_000);
    await pass(31);
    await buy(test, memberId, 1_000);
    expect(await tierOf(test, memberId)).toBeUndefined();
    await pass(29);
    await buy(test, memberId, 1_000);
    expect(await tierOf(test, memberId)).toBe('gold');
    await pass(300);
    await buy(test, memberId, 1_000);
    await pass(70);
    expect(await tierOf(test, memberId)).toBe('gold');
    await pass(400);
    expect(await tierOf(test, memberId)).toBe('silver');
    expect((await payloadsOf(test, memberId, 'tier.changed')).at(-1)).toMatchObject({ measure: 'rule', rule: 'metrics.recencyDays <= 100' }); // prettier-ignore
  });
});
