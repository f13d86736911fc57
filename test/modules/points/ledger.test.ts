import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { DAY_MS } from '../../../src/kernel/calendar.js';
import { verifyLedger } from '../../../src/modules/points/index.js';
import { act, balance, buy, earn, enrolMember, giveBack, reverse, spend, transfersOf } from '../../support/acts.js';
import type { TestHouse } from '../../support/house.js';
import { openTestHouse } from '../../support/house.js';

describe('The points ledger', () => {
  let test: TestHouse;
  let memberId: string;
  beforeEach(async () => {
    test = await openTestHouse();
    memberId = await enrolMember(test);
  });
  afterEach(async () => {
    expect(await verifyLedger(test.house)).toMatchObject({ ok: true, differences: [] });
    await test.close();
  });

  it('spends no more than there is, however many try at once', async () => {
    await earn(test, memberId, 1_000);
    const tries = await Promise.allSettled(Array.from({ length: 20 }, () => spend(test, memberId, 100)));
    expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(10);
    for (const each of tries) {
      if (each.status === 'rejected')
        expect(each.reason).toMatchObject({ code: 'INSUFFICIENT_POINTS', details: { needed: 100, available: 0 } });
    }
    expect(await balance(test, memberId)).toEqual({ available: 0, pending: 0 });
  });

  it('takes what dies first, first', async () => {
    await earn(test, memberId, 50, 'later');
    test.clock.advance(40 * DAY_MS);
    await earn(test, memberId, 50, 'later');
    test.clock.advance(8 * DAY_MS);
    await spend(test, memberId, 60, 'later');
    const lots = await test.house.database.reader.rows(
      'SELECT remaining FROM point_lots WHERE memberId = ? ORDER BY occurredAt',
      [memberId],
    );
    expect(lots).toEqual([{ remaining: 0 }, { remaining: 40 }]);
  });

  it('keeps points pending through the return window, then lets them be spent, then lets them die', async () => {
    await earn(test, memberId, 20, 'later');
    expect(await balance(test, memberId, 'later')).toEqual({ available: 0, pending: 20 });
    await expect(spend(test, memberId, 1, 'later')).rejects.toMatchObject({ code: 'INSUFFICIENT_POINTS' });
    test.clock.advance(7 * DAY_MS);
    await spend(test, memberId, 5, 'later');
    expect(await balance(test, memberId, 'later')).toEqual({ available: 15, pending: 0 });
    test.clock.advance(90 * DAY_MS);
    await act(test, memberId, 'check_in');
    expect(await balance(test, memberId, 'later')).toEqual({ available: 0, pending: 0 });
    const kinds = (await transfersOf(test, memberId)).map(({ kind, amount }) => [kind, amount]);
    expect(kinds).toEqual([
      ['earn', 20],
      ['spend', 5],
      ['expire', 15],
    ]);
  });

  it('takes back in proportion to what was refunded of the order, never more than it earned', async () => {
    await buy(test, memberId, 999, { orderId: 'o-1' });
    expect((await balance(test, memberId)).available).toBe(10);
    await giveBack(test, memberId, 333, 'o-1');
    expect((await balance(test, memberId)).available).toBe(7);
    await giveBack(test, memberId, 333, 'o-1');
    await giveBack(test, memberId, 333, 'o-1');
    expect((await balance(test, memberId)).available).toBe(0);
    await expect(giveBack(test, memberId, 1, 'o-1')).rejects.toMatchObject({
      code: 'REFUND_EXCEEDS_ORDER',
      details: { refundable: 0 },
    });
  });

  it('takes back what is left when the rest was spent, and goes no lower than zero', async () => {
    await buy(test, memberId, 1_000, { orderId: 'o-1' });
    await spend(test, memberId, 8);
    await giveBack(test, memberId, 1_000, 'o-1');
    expect((await balance(test, memberId)).available).toBe(0);
  });

  it('takes back what a purchase of the amount would have earned when the refund names no order', async () => {
    await buy(test, memberId, 1_000);
    await giveBack(test, memberId, 450);
    expect((await balance(test, memberId)).available).toBe(5);
  });

  it('reverses an earning and a spending once, into the lots they came from', async () => {
    await earn(test, memberId, 100);
    await spend(test, memberId, 30);
    const [given, spent] = await transfersOf(test, memberId);
    await reverse(test, memberId, spent?.id ?? '');
    expect((await balance(test, memberId)).available).toBe(100);
    await expect(reverse(test, memberId, spent?.id ?? '')).rejects.toMatchObject({ code: 'NOT_REVERSIBLE' });
    await reverse(test, memberId, given?.id ?? '');
    expect((await balance(test, memberId)).available).toBe(0);
    const reversal = (await transfersOf(test, memberId)).find(({ kind }) => kind === 'take_back');
    await expect(reverse(test, memberId, reversal?.id ?? '')).rejects.toMatchObject({ code: 'NOT_REVERSIBLE' });
  });

  it('does not reverse an earning whose points were spent', async () => {
    await earn(test, memberId, 100);
    await spend(test, memberId, 30);
    const [given] = await transfersOf(test, memberId);
    await expect(reverse(test, memberId, given?.id ?? '')).rejects.toMatchObject({ code: 'INSUFFICIENT_POINTS' });
    expect((await balance(test, memberId)).available).toBe(70);
  });

  it.each([0, -1, 1.5, 2 ** 53, Number.NaN])('refuses %d points', async (amount) => {
    await expect(earn(test, memberId, amount)).rejects.toMatchObject({ code: 'INVALID_POINTS' });
    await expect(spend(test, memberId, amount)).rejects.toMatchObject({ code: 'INVALID_POINTS' });
  });

  it('refuses more points than a wallet can count', async () => {
    const most = 1_000_000_000_000;
    await expect(earn(test, memberId, most + 1)).rejects.toMatchObject({ code: 'INVALID_POINTS' });
    await earn(test, memberId, most - 10);
    await expect(earn(test, memberId, 11)).rejects.toMatchObject({ code: 'INVALID_POINTS' });
    expect((await balance(test, memberId)).available).toBe(most - 10);
  });

  it('refuses to spend from a wallet that only counts, and from one that is not there', async () => {
    await earn(test, memberId, 10, 'growth');
    await expect(spend(test, memberId, 5, 'growth')).rejects.toMatchObject({ code: 'WALLET_NOT_SPENDABLE' });
    await expect(spend(test, memberId, 5, 'miles')).rejects.toMatchObject({ code: 'UNKNOWN_WALLET' });
    await expect(earn(test, memberId, 5, 'miles')).rejects.toMatchObject({ code: 'UNKNOWN_WALLET' });
  });
});

describe('A balance that is wrong already', () => {
  it('is never taken below what its wallet allows: nothing of what would do so is kept', async () => {
    const test = await openTestHouse();
    const memberId = await enrolMember(test);
    await earn(test, memberId, 20, 'later');
    test.clock.advance(8 * DAY_MS);
    await act(test, memberId, 'check_in'); // they can be spent from now on
    const damage = 'UPDATE point_accounts SET available = 5';
    await test.house.database.transaction(async (sql) => ({ value: await sql.run(damage), commit: true }));
    const before = await transfersOf(test, memberId);
    test.clock.advance(90 * DAY_MS);
    await expect(earn(test, memberId, 1)).rejects.not.toHaveProperty('details'); // twenty would die: no refusal, a fault
    expect(await transfersOf(test, memberId)).toEqual(before);
    expect(await balance(test, memberId, 'later')).toEqual({ available: 5, pending: 0 });
    await test.close();
  });
});

describe('laurel ledger verify', () => {
  it.each([
    ['a wrong balance', 'UPDATE point_accounts SET available = available + 1', 'balance'],
    ['a wrong pending', 'UPDATE point_accounts SET available = available - 1, pending = pending + 1', 'pending'],
    ['a wrong lot', 'UPDATE point_lots SET remaining = remaining - 1', 'lot'],
    ['a lost lot', 'DELETE FROM point_lots', 'transfer'],
    ['an altered transfer', 'UPDATE point_transfers SET amount = amount + 1', 'transfer'],
    ['a lost account', 'DELETE FROM point_accounts', 'account'],
  ])('finds %s', async (_what, damage, kind) => {
    const test = await openTestHouse();
    await earn(test, await enrolMember(test), 100);
    expect(await verifyLedger(test.house)).toMatchObject({
      ok: true,
      accounts: 1,
      transfers: 1,
      lots: 1,
      differences: [],
    });
    await test.house.database.transaction(async (sql) => ({ value: await sql.run(damage), commit: true }));
    const { ok, differences } = await verifyLedger(test.house);
    expect(ok).toBe(false);
    expect(differences.map(({ what }) => what)).toContain(kind);
    await test.close();
  });
});
