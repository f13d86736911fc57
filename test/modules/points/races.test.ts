import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Refusal } from '../../../src/kernel/refusal.js';
import { verifyLedger } from '../../../src/modules/points/index.js';
import {
  account,
  buy,
  capture,
  earn,
  enrolMember,
  giveBack,
  hold,
  release,
  spend,
  transfer,
} from '../../support/acts.js';
import type { TestHouse } from '../../support/house.js';
import { openTestHouse } from '../../support/house.js';
import { ledgerProgram } from '../../support/ledger-program.js';

/** How many tries ended in which way: `done`, or the code of the refusal. Anything else that is thrown fails the test. */
async function tally(tries: readonly Promise<unknown>[]): Promise<Record<string, number>> {
  const counted: Record<string, number> = {};
  for (const each of await Promise.allSettled(tries)) {
    const ended = each.status === 'fulfilled' ? 'done' : codeOf(each.reason);
    counted[ended] = (counted[ended] ?? 0) + 1;
  }
  return counted;
}

function codeOf(reason: unknown): string {
  if (reason instanceof Refusal) return reason.code;
  throw reason;
}

const times = <T>(count: number, act: (nth: number) => Promise<T>) => Array.from({ length: count }, (_, nth) => act(nth)); // prettier-ignore

describe('At the same moment', () => {
  let test: TestHouse;
  let memberId: string;
  beforeEach(async () => {
    test = await openTestHouse({ program: ledgerProgram });
    memberId = await enrolMember(test);
  });
  afterEach(async () => {
    expect(await verifyLedger(test.house)).toMatchObject({ ok: true, differences: [] });
    await test.close();
  });

  it('a hundred spends of one balance: exactly those succeed that it pays for', async () => {
    await earn(test, memberId, 370);
    expect(await tally(times(100, () => spend(test, memberId, 10)))).toEqual({ done: 37, INSUFFICIENT_POINTS: 63 });
    expect(await account(test, memberId)).toMatchObject({ available: 0 });
  });

  it('a hundred spends with one key: one of them spends, all are answered', async () => {
    await earn(test, memberId, 370);
    const tries = times(100, () => spend(test, memberId, 10, 'points', { key: 'once' }));
    expect(await tally(tries)).toEqual({ done: 100 });
    expect(new Set(await Promise.all(tries.map(async (each) => (await each).value))).size).toBe(1);
    expect(await account(test, memberId)).toMatchObject({ available: 360 });
  });

  it('captures and releases of one hold: exactly one of them ends it', async () => {
    await earn(test, memberId, 100);
    const holdId = await hold(test, memberId, 60);
    const ended = await tally(times(40, (nth): Promise<unknown> => (nth % 2 === 0 ? capture(test, memberId, holdId) : release(test, memberId, holdId)))); // prettier-ignore
    expect(ended).toEqual({ done: 1, HOLD_ENDED: 39 });
    const { available, held } = await account(test, memberId);
    expect([40, 100]).toContain(available);
    expect(held).toBe(0);
  });

  it('captures in parts of one hold: exactly as many as it has', async () => {
    await earn(test, memberId, 100);
    const holdId = await hold(test, memberId, 70);
    const ended = await tally(times(30, () => capture(test, memberId, holdId, 10, { isFinal: false })));
    expect(ended).toEqual({ done: 7, HOLD_ENDED: 23 });
    expect(await account(test, memberId)).toMatchObject({ available: 30, held: 0 });
  });

  it('holds and spends of one balance: together never more than there is', async () => {
    await earn(test, memberId, 200);
    const ended = await tally(times(60, (nth): Promise<unknown> => (nth % 2 === 0 ? hold(test, memberId, 10) : spend(test, memberId, 10)))); // prettier-ignore
    expect(ended).toEqual({ done: 20, INSUFFICIENT_POINTS: 40 });
    const { available, held } = await account(test, memberId);
    expect(available).toBe(0);
    expect(held % 10).toBe(0);
  });

  it('a refund and spends of what it takes back: nothing is spent that was taken, nothing taken that was spent', async () => {
    await buy(test, memberId, 10_000, { orderId: 'o' }); // 100 points
    const [refund, ...spends] = await Promise.allSettled([giveBack(test, memberId, 10_000, 'o'), ...times(20, () => spend(test, memberId, 10))]); // prettier-ignore
    expect(refund.status).toBe('fulfilled');
    const spent = spends.filter(({ status }) => status === 'fulfilled').length;
    expect(spent).toBeLessThanOrEqual(10);
    expect(await account(test, memberId)).toMatchObject({ available: 0 });
    const rows = await test.house.database.reader.rows<{ kind: string; sum: number }>(
      "SELECT kind, SUM(amount) AS sum FROM point_transfers WHERE memberId = ? AND wallet = 'points' GROUP BY kind",
      [memberId],
    );
    const sums = Object.fromEntries(rows.map(({ kind, sum }) => [kind, sum]));
    expect((sums['spend'] ?? 0) + (sums['take_back'] ?? 0)).toBe(100);
    expect(sums['spend'] ?? 0).toBe(spent * 10);
  });

  it('refunds of one order, by line and whole: never more than the order', async () => {
    await buy(test, memberId, 10_000, { orderId: 'o' });
    const ended = await tally(times(20, () => giveBack(test, memberId, 1_000, 'o')));
    expect(ended).toEqual({ done: 10, REFUND_EXCEEDS_ORDER: 10 });
    expect(await account(test, memberId)).toMatchObject({ available: 0 });
  });

  it('gifts to and fro between two members: no deadlock, nothing lost, nothing made', async () => {
    const other = await enrolMember(test);
    await earn(test, memberId, 100);
    await earn(test, other, 100);
    const ended = await tally(times(40, (nth) => (nth % 2 === 0 ? transfer(test, memberId, other, 7) : transfer(test, other, memberId, 7)))); // prettier-ignore
    expect(ended).toEqual({ done: 40 });
    const [one, two] = [await account(test, memberId), await account(test, other)];
    expect(one.available + two.available).toBe(200);
  });
});
