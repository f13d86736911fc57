import { afterEach, describe, expect, it } from '@jest/globals';
import { DAY_MS } from '../../../../src/kernel/calendar.js';
import type { JsonObject } from '../../../../src/kernel/json.js';
import { queueReports, ready, replay } from '../../../../src/modules/engine/index.js';
import { write } from '../../../../src/kernel/unit-of-work.js';
import { issueBatch } from '../../../../src/modules/benefits/index.js';
import { verifyLedger } from '../../../../src/modules/points/index.js';
import { act, balance, buy, enrolMember, freshId, giveBack, settleDue } from '../../../support/acts.js';
import { grantsOf, hold, issue, redeem, release, reverse, revoke } from '../../../support/benefit-acts.js';
import { benefitProgram } from '../../../support/benefit-program.js';
import type { TestHouse } from '../../../support/house.js';
import { openTestHouse, TEST_NOW } from '../../../support/house.js';

const named = (text: string) => ({ en: text, 'zh-CN': text, 'zh-TW': text });
const double = (face: object = {}, more: object = {}) => ({ code: 'double', kind: 'multiplier', name: named('Double points'), face: { multiplier: 2, ...face }, usesMax: 100, ...more }); // prettier-ignore

let test: TestHouse;
afterEach(() => test.close());

async function open(benefits: readonly object[], more: { program?: object; rules?: readonly object[]; now?: number } = {}): Promise<string> {
  const program = { ...benefitProgram(benefits, more.rules), ...more.program };
  test = await openTestHouse({ program, ...(more.now === undefined ? {} : { now: more.now }) });
  return enrolMember(test);
} // prettier-ignore

/** What a purchase earned in a wallet. */
async function earned(memberId: string, payload: JsonObject & { amountMinor: number }, { wallet = 'points', ...more }: { wallet?: string; occurredAt?: number } = {}): Promise<number> {
  const { outcome } = await act(test, memberId, 'purchase', { orderId: freshId('order'), ...payload }, more);
  const told = ((outcome)['points.earn'] ?? []) as unknown as readonly { wallet: string; amount: number; reason: string }[];
  return told.filter((each) => each.wallet === wallet && each.reason !== 'upgrade pack').reduce((sum, { amount }) => sum + amount, 0);
} // prettier-ignore

const usesOf = async (memberId: string) =>
  (await grantsOf(test, memberId)).map(({ uses, status }) => `${uses} ${status}`);
const isSame = async () => [(await replay(test.house)).ok, (await verifyLedger(test.house)).ok];

describe('A benefit that multiplies points', () => {
  it('does so by itself for who holds it, in the wallets that can be spent, and for nobody else', async () => {
    const memberId = await open([double()]);
    expect(await earned(memberId, { amountMinor: 1_000 })).toBe(10);
    await issue(test, memberId, 'double');
    expect(await earned(memberId, { amountMinor: 1_000 })).toBe(20);
    expect(await earned(memberId, { amountMinor: 1_000 }, { wallet: 'growth' })).toBe(10);
    expect(await earned(await enrolMember(test), { amountMinor: 1_000 })).toBe(10);
    expect(await usesOf(memberId)).toEqual(['2 issued']);
    expect(await isSame()).toEqual([true, true]);
  });

  it('leaves what is not a purchase alone', async () => {
    const memberId = await open([double()], { rules: [{ code: 'shared', name: named('Shared'), on: 'share', earn: [{ wallet: 'points', points: 7 }] }] }); // prettier-ignore
    await issue(test, memberId, 'double');
    await act(test, memberId, 'share');
    expect(await balance(test, memberId)).toMatchObject({ available: 7 });
    expect(await usesOf(memberId)).toEqual(['0 issued']);
  });

  it('is used once by each purchase it multiplies, and is over when its uses are', async () => {
    const memberId = await open([double({}, { usesMax: 2 })]);
    await issue(test, memberId, 'double');
    const points = [];
    for (let nth = 0; nth < 3; nth += 1) points.push(await earned(memberId, { amountMinor: 1_000 }));
    expect(points).toEqual([20, 20, 10]);
    expect(await usesOf(memberId)).toEqual(['2 used']);
    const rows = await test.house.database.reader.rows<{ orderId: string; causeType: string }>('SELECT r.orderId, a.type AS causeType FROM redemptions r JOIN activities a ON a.id = r.causeId WHERE r.memberId = ?', [memberId]); // prettier-ignore
    expect(rows).toMatchObject([{ causeType: 'purchase' }, { causeType: 'purchase' }]);
    const told = await test.house.database.reader.rows("SELECT id FROM activities WHERE memberId = ? AND type = 'benefit.used'", [memberId]); // prettier-ignore
    expect(told).toHaveLength(2);
    expect(await isSame()).toEqual([true, true]);
  });

  it('is not used by a purchase that earns nothing, nor where the cap leaves nothing to gain', async () => {
    const wallets = [{ code: 'points', unitName: named('points'), caps: { order: 10 } }, { code: 'growth', unitName: named('growth'), spendable: false }, { code: 'later', unitName: named('later') }]; // prettier-ignore
    const memberId = await open([double()], { program: { wallets } });
    await issue(test, memberId, 'double');
    expect(await earned(memberId, { amountMinor: 0 })).toBe(0);
    expect(await earned(memberId, { amountMinor: 1_000 })).toBe(10);
    expect(await usesOf(memberId)).toEqual(['0 issued']);
    expect(await earned(memberId, { amountMinor: 800 })).toBe(10);
    expect(await usesOf(memberId)).toEqual(['1 issued']);
    expect(await isSame()).toEqual([true, true]);
  });

  it('is the highest of several, never two of them, and multiplies with the tier, rounded once', async () => {
    const [ladder] = benefitProgram([]).ladders;
    const tiers = ladder?.tiers.map((tier, at) =>
      at === 0 ? { ...tier, multiplier: { numerator: 3, denominator: 2 } } : tier,
    );
    const half = { ...double({ multiplier: 1.25 }), code: 'quarter' };
    const memberId = await open([half, double({ multiplier: 2.5 })], { program: { ladders: [{ ...ladder, tiers }] } });
    await issue(test, memberId, 'quarter');
    await issue(test, memberId, 'double');
    expect(await earned(memberId, { amountMinor: 333 })).toBe(12); // 3.33 × 1.5 × 2.5 = 12.4875; points rounded before would be 5 × 2.5
    expect((await grantsOf(test, memberId)).map(({ benefit, uses }) => [benefit, uses])).toEqual([['quarter', 0], ['double', 1]]); // prettier-ignore
  });

  it('of two of the same takes the one that dies first', async () => {
    const benefits = [double({}, { usesMax: 1, validity: { kind: 'days', days: 9 } }), { ...double({}, { usesMax: 1, validity: { kind: 'days', days: 2 } }), code: 'soon' }]; // prettier-ignore
    const memberId = await open(benefits);
    await issue(test, memberId, 'double');
    await issue(test, memberId, 'soon');
    await earned(memberId, { amountMinor: 1_000 });
    expect((await grantsOf(test, memberId)).filter(({ uses }) => uses > 0).map(({ benefit }) => benefit)).toEqual(['soon']); // prettier-ignore
  });

  it('counts for the part of an order within its scope, and from its threshold on', async () => {
    const memberId = await open([double({ include: { categories: ['tea'] }, exclude: { skus: ['gold-tea'] }, thresholdMinor: 500 })]); // prettier-ignore
    await issue(test, memberId, 'double');
    const line = (sku: string, category: string, amountMinor: number) => ({ sku, category, amountMinor });
    expect(await earned(memberId, { amountMinor: 1_000, lines: [line('a', 'tea', 600), line('b', 'cups', 400)] })).toBe(16); // prettier-ignore
    expect(await earned(memberId, { amountMinor: 1_000, lines: [line('a', 'tea', 400), line('b', 'cups', 600)] })).toBe(10); // prettier-ignore
    expect(await earned(memberId, { amountMinor: 1_000, lines: [line('gold-tea', 'tea', 1_000)] })).toBe(10);
    expect(await earned(memberId, { amountMinor: 900, lines: [line('a', 'tea', 1_000)] })).toBe(18); // the order was reduced
    expect(await earned(memberId, { amountMinor: 2_000, lines: [line('a', 'tea', 1_000)] })).toBe(30); // half of it has no line
    expect(await earned(memberId, { amountMinor: 1_000 })).toBe(10); // nobody knows what was in it
    expect(await isSame()).toEqual([true, true]);
  });

  it('counts at its hours, in its stores and at its brands only', async () => {
    const stores = [{ code: 'quay', brand: 'host', name: named('Quay') }];
    const thursdays = { hours: [{ weekdays: [4], from: '12:00', to: '13:00' }] };
    const memberId = await open([double(thursdays, { stores: ['quay'] })], { program: { stores } });
    await issue(test, memberId, 'double');
    expect(await earned(memberId, { amountMinor: 1_000, store: 'quay' })).toBe(20);
    expect(await earned(memberId, { amountMinor: 1_000 })).toBe(10);
    test.clock.advance(3_600_000);
    expect(await earned(memberId, { amountMinor: 1_000, store: 'quay' })).toBe(10);
    expect(await earned(memberId, { amountMinor: 1_000, store: 'quay' }, { occurredAt: TEST_NOW })).toBe(20);
  });

  it('counts for what was bought while it was good, however late that is told, and not before or after', async () => {
    const memberId = await open([double({}, { validity: { kind: 'days', days: 2 } })]);
    await issue(test, memberId, 'double');
    const before = TEST_NOW - 1_000;
    expect(await earned(memberId, { amountMinor: 1_000 }, { occurredAt: before })).toBe(10);
    test.clock.advance(4 * DAY_MS);
    await settleDue(test);
    expect(await usesOf(memberId)).toEqual(['0 expired']);
    expect(await earned(memberId, { amountMinor: 1_000 })).toBe(10);
    expect(await earned(memberId, { amountMinor: 1_000 }, { occurredAt: TEST_NOW + 1_000 })).toBe(20);
    expect(await isSame()).toEqual([true, true]);
  });

  it('goes with a refund: the points are taken back in proportion, and the use when all was given back', async () => {
    const memberId = await open([double({}, { usesMax: 1 })]);
    await issue(test, memberId, 'double');
    await buy(test, memberId, 1_000, { orderId: 'o-1' });
    expect(await balance(test, memberId)).toMatchObject({ available: 20 });
    await giveBack(test, memberId, 400, 'o-1');
    expect([await balance(test, memberId), await usesOf(memberId)]).toEqual([
      { available: 12, pending: 0 },
      ['1 used'],
    ]);
    await giveBack(test, memberId, 600, 'o-1');
    expect([await balance(test, memberId), await usesOf(memberId)]).toEqual([
      { available: 0, pending: 0 },
      ['0 issued'],
    ]);
    expect(await isSame()).toEqual([true, true]);
  });

  it('that the till has used on the very order counts for it, and is used once', async () => {
    const memberId = await open([double({}, { usesMax: 1 })]);
    const grantId = await issue(test, memberId, 'double');
    const redemptionId = await redeem(test, memberId, grantId, { orderId: 'o-2' });
    expect(await earned(memberId, { amountMinor: 1_000, orderId: 'o-3' })).toBe(10);
    expect(await earned(memberId, { amountMinor: 1_000, orderId: 'o-2' })).toBe(20);
    await expect(reverse(test, memberId, grantId, redemptionId)).rejects.toMatchObject({ code: 'USE_MULTIPLIED' });
    await giveBack(test, memberId, 1_000, 'o-2');
    expect(await usesOf(memberId)).toEqual(['0 issued']);
    await revoke(test, memberId, grantId);
    expect(await earned(memberId, { amountMinor: 1_000, orderId: 'o-4' })).toBe(10);
    expect(await isSame()).toEqual([true, true]);
  });

  it('that the till holds for the payment of the order counts for it, and for no other', async () => {
    const memberId = await open([double({}, { usesMax: 1 })]);
    const grantId = await issue(test, memberId, 'double');
    const redemptionId = await hold(test, memberId, grantId, 15, { orderId: 'o-5' });
    expect(await earned(memberId, { amountMinor: 1_000, orderId: 'o-6' })).toBe(10);
    expect(await earned(memberId, { amountMinor: 1_000, orderId: 'o-5' })).toBe(20);
    expect(await usesOf(memberId)).toEqual(['1 used']);
    await expect(release(test, memberId, grantId, redemptionId)).rejects.toMatchObject({ code: 'HOLD_ENDED' });
    expect(await isSame()).toEqual([true, true]);
  });

  it('is a right of a tier without being granted, at the tier a member had before', async () => {
    const memberId = await open([double({}, { isStanding: true, usesMax: 1, eligibility: 'tier.rank >= 1' })]);
    expect(await earned(memberId, { amountMinor: 20_000 })).toBe(200);
    expect(await earned(memberId, { amountMinor: 1_000 })).toBe(20);
    const before = (await balance(test, memberId)).available;
    await giveBack(test, memberId, 500); // nobody says of which order: what half as much would have earned
    expect((await balance(test, memberId)).available).toBe(before - 10);
    expect(await grantsOf(test, memberId)).toEqual([]);
    expect(await isSame()).toEqual([true, true]);
  });

  it('that was handed to many is known to a replay, with what was used of it', async () => {
    const memberId = await open([double({}, { usesMax: 2 })]);
    const handing = { benefit: 'double', reason: 'test', audience: { members: [memberId] }, name: 'many' };
    expect(await issueBatch(test.house, handing)).toMatchObject({ issued: 1 });
    const [grant] = await grantsOf(test, memberId);
    await redeem(test, memberId, grant?.id ?? '');
    expect([await earned(memberId, { amountMinor: 1_000 }), await earned(memberId, { amountMinor: 1_000 })]).toEqual([20, 10]);
    expect(await isSame()).toEqual([true, true]);
  }); // prettier-ignore

  it('multiplies no history that is imported', async () => {
    const memberId = await open([double()]);
    await issue(test, memberId, 'double');
    test.clock.advance(DAY_MS);
    await recorded(memberId, { isHistory: true, occurredAt: TEST_NOW + 5_000 });
    expect([await balance(test, memberId), await usesOf(memberId)]).toEqual([{ available: 10, pending: 0 }, ['0 issued']]); // prettier-ignore
    expect(await isSame()).toEqual([true, true]);
  });

  it('costs no statement more to decide, and two more to write the use down', async () => {
    const memberId = await open([double({}, { usesMax: 1 })]);
    await buy(test, memberId, 1_000);
    const { statements: plain } = await recorded(memberId);
    await issue(test, memberId, 'double');
    const { statements: multiplied } = await recorded(memberId);
    expect(multiplied - plain).toBeLessThanOrEqual(2);
    expect((await recorded(memberId)).statements).toBe(plain);
  });
});

/** A purchase of ten units of money in a unit of work of its own. */
function recorded(memberId: string, { isHistory = false, occurredAt }: { isHistory?: boolean; occurredAt?: number } = {}) {
  const { house, caller } = test;
  const payload = { orderId: freshId('order'), amountMinor: 1_000 };
  const line = ready(house, caller, { member: { id: memberId }, type: 'purchase', externalId: freshId('p'), payload, ...(occurredAt === undefined ? {} : { occurredAt }) });
  return write(house, { caller, members: [memberId] }, (session) => {
    queueReports(session, [{ ...line, memberId }], isHistory);
    return Promise.resolve(undefined);
  });
} // prettier-ignore
