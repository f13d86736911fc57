import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Refusal } from '../../../src/kernel/refusal.js';
import type { Report } from '../../../src/modules/engine/index.js';
import { recordMany, recordOne } from '../../../src/modules/engine/index.js';
import { balance, enrolMember, freshId } from '../../support/acts.js';
import type { TestHouse } from '../../support/house.js';
import { openTestHouse } from '../../support/house.js';

describe('Recording activities', () => {
  let test: TestHouse;
  let memberId: string;
  beforeEach(async () => {
    test = await openTestHouse();
    memberId = await enrolMember(test);
  });
  afterEach(() => test.close());

  const purchase = (amountMinor: unknown, more: Partial<Report> = {}): Report => ({
    member: { id: memberId },
    type: 'purchase',
    externalId: freshId('p'),
    payload: { orderId: freshId('o'), amountMinor: amountMinor as number },
    ...more,
  });

  it('answers a repeat with the first answer and counts it once', async () => {
    const report = purchase(1_000);
    const first = await recordOne(test.house, test.caller, report);
    const again = await recordOne(test.house, test.caller, report);
    expect(again).toEqual({ ...first, isReplay: true });
    expect((await balance(test, memberId)).available).toBe(10);
  });

  it('refuses another body under the same external id', async () => {
    const report = purchase(1_000);
    await recordOne(test.house, test.caller, report);
    const other = { ...report, payload: { ...report.payload, amountMinor: 2_000 } };
    await expect(recordOne(test.house, test.caller, other)).rejects.toMatchObject({ code: 'IDEMPOTENCY_KEY_REUSED' });
    expect((await balance(test, memberId)).available).toBe(10);
  });

  it.each([
    ['an unknown type', { type: 'teleport' }, 'UNKNOWN_ACTIVITY_TYPE'],
    ['a type only the house records', { type: 'tier.changed' }, 'ACTIVITY_NOT_ALLOWED'],
    ['a negative amount', { payload: { orderId: 'x', amountMinor: -1 } }, 'INVALID_AMOUNT'],
    ['a fraction', { payload: { orderId: 'x', amountMinor: 10.5 } }, 'INVALID_AMOUNT'],
    ['an amount beyond safe integers', { payload: { orderId: 'x', amountMinor: 2 ** 53 } }, 'INVALID_AMOUNT'],
    ['another currency', { payload: { orderId: 'x', amountMinor: 1, currency: 'EUR' } }, 'WRONG_CURRENCY'],
    ['an unknown field', { payload: { orderId: 'x', amountMinor: 1, colour: 'red' } }, 'INVALID_INPUT'],
    ['an empty external id', { externalId: '' }, 'INVALID_INPUT'],
    ['a control character in the external id', { externalId: 'a\u0000b' }, 'INVALID_INPUT'],
    ['a member that is not there', { member: { externalId: 'nobody' } }, 'NOT_FOUND'],
    ['two names for one member', { member: { externalId: 'a', phone: '+8613800000000' } }, 'INVALID_INPUT'],
    [
      'a refund of an order that is not there',
      { type: 'refund', payload: { orderId: 'none', amountMinor: 5 } },
      'ORDER_NOT_FOUND',
    ],
  ] as const)('refuses %s and writes nothing', async (_what, more, code) => {
    await expect(recordOne(test.house, test.caller, purchase(100, more as Partial<Report>))).rejects.toMatchObject({
      code,
    });
    expect(await balance(test, memberId)).toEqual({ available: 0, pending: 0 });
  });

  it('refuses the future beyond five minutes and accepts the past', async () => {
    const now = test.clock.now();
    await expect(
      recordOne(test.house, test.caller, purchase(100, { occurredAt: now + 301_000 })),
    ).rejects.toMatchObject({ code: 'FUTURE_DATE' });
    await recordOne(test.house, test.caller, purchase(100, { occurredAt: now + 299_000 }));
    await recordOne(test.house, test.caller, purchase(100, { occurredAt: now - 400 * 86_400_000 }));
    expect((await balance(test, memberId)).available).toBe(2);
  });

  it('gives each line of a batch its own result, so that a bad one does not lose the others', async () => {
    const twice = purchase(300);
    const results = await recordMany(test.house, test.caller, [
      purchase(100),
      purchase(-5),
      twice,
      purchase(100, { member: { externalId: 'nobody' } }),
      twice,
      { ...twice, payload: { ...twice.payload, amountMinor: 400 } },
    ]);
    const told = results.map((result) => (result instanceof Refusal ? result.code : result.isReplay));
    expect(told).toEqual([false, 'INVALID_AMOUNT', false, 'NOT_FOUND', true, 'IDEMPOTENCY_KEY_REUSED']);
    expect((await balance(test, memberId)).available).toBe(4);
  });

  it('refuses totals beyond safe integers, and points beyond them are skipped with a reason', async () => {
    const most = Number.MAX_SAFE_INTEGER;
    await recordOne(test.house, test.caller, purchase(most - 1_000));
    await expect(recordOne(test.house, test.caller, purchase(1_001))).rejects.toMatchObject({
      ...{ code: 'INVALID_INPUT', path: ['amountMinor'] },
      details: { reason: { en: 'the sum of this member would become too large: amountMinor may be 1000 at most' } },
    });
    const big = { orderId: 'big', amountMinor: 1, lines: [{ sku: 's', category: 'c', amountMinor: most }] };
    await expect(recordOne(test.house, test.caller, purchase(1, { payload: big }))).rejects.toMatchObject({
      code: 'INVALID_INPUT',
    });
    await recordOne(test.house, test.caller, purchase(1_000));
  });

  it('refuses an id that differs from another only by a space at the end', async () => {
    await expect(recordOne(test.house, test.caller, purchase(1, { externalId: 'a ' }))).rejects.toMatchObject({
      code: 'INVALID_INPUT',
    });
  });

  it('refuses to record anything before there is a program', async () => {
    const bare = await openTestHouse({ program: null });
    await expect(enrolMember(bare)).rejects.toMatchObject({ code: 'NO_PROGRAM' });
    await bare.close();
  });

  it('takes at most 500 lines', async () => {
    const lines = Array.from({ length: 501 }, () => purchase(1));
    await expect(recordMany(test.house, test.caller, lines)).rejects.toMatchObject({ code: 'BATCH_TOO_LARGE' });
  });

  it('records what 20 callers send for one member and for many at once, exactly', async () => {
    const others = await Promise.all(Array.from({ length: 5 }, () => enrolMember(test)));
    const sends = Array.from({ length: 20 }, async (_, caller) => {
      for (let round = 0; round < 10; round++) {
        await recordOne(test.house, test.caller, purchase(100));
        const id = others[(caller + round) % others.length] ?? memberId;
        await recordOne(test.house, test.caller, purchase(200, { member: { id } }));
      }
    });
    await Promise.all(sends);
    expect((await balance(test, memberId)).available).toBe(200 + 50); // and the pack of silver
    const sums = await Promise.all(others.map(async (id) => (await balance(test, id)).available));
    expect(sums.reduce((sum, each) => sum + each, 0)).toBe(400);
  });

  it('has one effect when one fact is sent 20 times at once', async () => {
    const report = purchase(5_000);
    const answers = await Promise.all(Array.from({ length: 20 }, () => recordOne(test.house, test.caller, report)));
    expect(new Set(answers.map(({ activityId }) => activityId)).size).toBe(1);
    expect(answers.filter(({ isReplay }) => !isReplay)).toHaveLength(1);
    expect((await balance(test, memberId)).available).toBe(50);
  });
});
