import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { DAY_MS } from '../../../src/kernel/calendar.js';
import { write } from '../../../src/kernel/unit-of-work.js';
import * as points from '../../../src/modules/points/index.js';
import { account, act, adjust, buy, earn, enrolMember, giveBack, reverse, settleDue, spend, transfer, transfersOf } from '../../support/acts.js'; // prettier-ignore
import type { TestHouse } from '../../support/house.js';
import { openTestHouse } from '../../support/house.js';
import { ledgerProgram } from '../../support/ledger-program.js';

let test: TestHouse;
let memberId: string;

beforeEach(async () => {
  test = await openTestHouse({ program: ledgerProgram });
  memberId = await enrolMember(test);
});
afterEach(async () => {
  expect(await points.verifyLedger(test.house)).toMatchObject({ ok: true, differences: [] });
  await test.close();
});

const lotsOf = (wallet: string) =>
  test.house.database.reader.rows<{ amount: number; remaining: number; expiresAt: number | null; issuerId: string; source: string }>(
    'SELECT amount, remaining, expiresAt, issuerId, source FROM point_lots WHERE memberId = ? AND wallet = ? ORDER BY occurredAt, id',
    [memberId, wallet],
  ); // prettier-ignore

describe('A refund of points that were spent', () => {
  it('lets them go in a wallet that forbids debts', async () => {
    await buy(test, memberId, 10_000, { orderId: 'o' });
    await spend(test, memberId, 80);
    await giveBack(test, memberId, 10_000, 'o');
    expect(await account(test, memberId)).toMatchObject({ available: 0, owed: 0 });
  });

  it('makes a debt no deeper than the wallet allows, which the next earning pays', async () => {
    await buy(test, memberId, 10_000, { orderId: 'o' });
    await spend(test, memberId, 80, 'debt');
    await giveBack(test, memberId, 5_000, 'o'); // takes the 20 that are left, and 30 more
    expect(await account(test, memberId, 'debt')).toMatchObject({ available: -30 });
    await giveBack(test, memberId, 5_000, 'o'); // 50 more, of which 30 are allowed
    expect(await account(test, memberId, 'debt')).toMatchObject({ available: -60 });
    await expect(spend(test, memberId, 1, 'debt')).rejects.toMatchObject({ code: 'INSUFFICIENT_POINTS', details: { available: 0 } }); // prettier-ignore
    await earn(test, memberId, 100, 'debt');
    expect(await account(test, memberId, 'debt')).toMatchObject({ available: 40 });
    expect((await lotsOf('debt')).map(({ remaining }) => remaining)).toEqual([0, 40]);
  });

  it('claims them from later earnings in a wallet that recovers', async () => {
    await buy(test, memberId, 10_000, { orderId: 'o' });
    await spend(test, memberId, 80, 'claim');
    await giveBack(test, memberId, 10_000, 'o');
    expect(await account(test, memberId, 'claim')).toMatchObject({ available: 0, owed: 80 });
    await earn(test, memberId, 50, 'claim');
    expect(await account(test, memberId, 'claim')).toMatchObject({ available: 0, owed: 30 });
    await earn(test, memberId, 50, 'claim');
    expect(await account(test, memberId, 'claim')).toMatchObject({ available: 20, owed: 0 });
  });

  it('asks nothing back for points that had died', async () => {
    await buy(test, memberId, 10_000, { orderId: 'o' });
    test.clock.advance(120 * DAY_MS);
    await settleDue(test);
    await earn(test, memberId, 70, 'debt');
    await giveBack(test, memberId, 10_000, 'o');
    expect(await account(test, memberId, 'debt')).toMatchObject({ available: 70 });
  });
});

describe('Caps of a wallet', () => {
  it('keep to an order, a day and a month, and make room again for what was refunded', async () => {
    await buy(test, memberId, 9_000, { orderId: 'a' });
    expect(await account(test, memberId, 'capped')).toMatchObject({ available: 40 });
    await buy(test, memberId, 9_000);
    expect(await account(test, memberId, 'capped')).toMatchObject({ available: 60 });
    test.clock.advance(DAY_MS);
    await buy(test, memberId, 9_000);
    await buy(test, memberId, 9_000);
    expect(await account(test, memberId, 'capped')).toMatchObject({ available: 100 });
    await giveBack(test, memberId, 9_000, 'a');
    expect(await account(test, memberId, 'capped')).toMatchObject({ available: 60 });
    test.clock.advance(DAY_MS);
    await buy(test, memberId, 9_000);
    expect(await account(test, memberId, 'capped')).toMatchObject({ available: 100 });
    test.clock.advance(31 * DAY_MS);
    await buy(test, memberId, 3_000);
    expect(await account(test, memberId, 'capped')).toMatchObject({ available: 130 });
  });

  it('do not bind what a brand gives by hand', async () => {
    await earn(test, memberId, 500, 'capped');
    await buy(test, memberId, 9_000);
    expect(await account(test, memberId, 'capped')).toMatchObject({ available: 540 });
  });
});

describe('Points die', () => {
  it('of idleness only: every act lets them live on', async () => {
    await buy(test, memberId, 5_000); // in January: until the end of March
    test.clock.advance(60 * DAY_MS);
    await act(test, memberId, 'check_in'); // in March: until the end of May
    test.clock.advance(60 * DAY_MS);
    await settleDue(test);
    expect(await account(test, memberId, 'idle')).toMatchObject({ available: 50 });
    test.clock.advance(30 * DAY_MS);
    await settleDue(test);
    expect(await account(test, memberId, 'idle')).toMatchObject({ available: 0 });
  });

  it('at the end of a fixed day, every year', async () => {
    await buy(test, memberId, 5_000);
    expect((await lotsOf('summer'))[0]?.expiresAt).toBe(Date.UTC(2026, 6, 1, 4)); // midnight in New York
    test.clock.advance(180 * DAY_MS);
    await settleDue(test);
    expect(await account(test, memberId, 'summer')).toMatchObject({ available: 0 });
    await buy(test, memberId, 5_000);
    expect((await lotsOf('summer'))[1]?.expiresAt).toBe(Date.UTC(2027, 6, 1, 4));
  });

  it('never before they can be spent', async () => {
    const order = { memberId, brandId: test.caller.brandId, wallet: 'points', amount: 5, reason: 'test' };
    const give = (availableAt: number, expiresAt: number) =>
      write(test.house, { caller: test.caller, members: [memberId] }, (session) =>
        Promise.resolve(points.earn(session, { ...order, availableAt, expiresAt })),
      );
    const now = test.clock.now();
    await expect(give(now + DAY_MS, now + DAY_MS)).rejects.toMatchObject({ code: 'EXPIRES_BEFORE_AVAILABLE' });
    await give(now + DAY_MS, now + 2 * DAY_MS);
    expect(await account(test, memberId)).toMatchObject({ available: 0, pending: 5 });
  });

  it('not without a word: thirty days, seven days and a day before, in one jump as in many steps', async () => {
    const told = async (steps: readonly number[]) => {
      const other = await openTestHouse({ program: ledgerProgram });
      const id = await enrolMember(other);
      await act(other, id, 'share');
      for (const days of steps) {
        other.clock.advance(days * DAY_MS);
        await settleDue(other);
      }
      const rows = await other.house.database.reader.rows<{ payload: string; occurredAt: number }>(
        "SELECT payload, occurredAt FROM activities WHERE memberId = ? AND type = 'points.expiring' ORDER BY sequence",
        [id],
      );
      await other.close();
      return rows.map(({ payload, occurredAt }): [unknown, number] => [JSON.parse(payload), occurredAt]);
    };
    const inSteps = await told([10, 40, 1, 1, 1, 20, 3, 2, 30]);
    expect(inSteps.map(([payload]) => (payload as { daysLeft: number }).daysLeft)).toEqual([30, 7, 1]);
    expect(inSteps[0]?.[0]).toEqual({ wallet: 'later', amount: 20, daysLeft: 30, expiresAt: '2026-04-01T04:00:00.000Z' }); // prettier-ignore
    expect(await told([200])).toEqual(inSteps);
  });
});

describe('A correction by hand', () => {
  it('gives and takes, with a reason, no more than is available', async () => {
    await adjust(test, memberId, 50);
    await adjust(test, memberId, -20);
    expect(await account(test, memberId)).toMatchObject({ available: 30 });
    await expect(adjust(test, memberId, -31)).rejects.toMatchObject({ code: 'INSUFFICIENT_POINTS' });
    await expect(adjust(test, memberId, 0)).rejects.toMatchObject({ code: 'INVALID_POINTS' });
    const order = { memberId, brandId: test.caller.brandId, wallet: 'points', amount: 1, reason: '  ' };
    await expect(
      write(test.house, { caller: test.caller, members: [memberId] }, (session) =>
        Promise.resolve(points.adjust(session, order)),
      ),
    ).rejects.toMatchObject({ code: 'REASON_MISSING' });
  });

  it('is reversed like anything else, once', async () => {
    await adjust(test, memberId, 50);
    await adjust(test, memberId, -20);
    const [up, down] = await transfersOf(test, memberId);
    await reverse(test, memberId, down?.id ?? '');
    await reverse(test, memberId, up?.id ?? '');
    expect(await account(test, memberId)).toMatchObject({ available: 0 });
    const reversal = (await transfersOf(test, memberId)).find(({ kind }) => kind === 'give_back');
    await expect(reverse(test, memberId, reversal?.id ?? '')).rejects.toMatchObject({ code: 'NOT_REVERSIBLE' });
  });
});

describe('A gift between members', () => {
  it('is seen by both, keeps issuer and end of the points, and is no earning', async () => {
    const other = await enrolMember(test);
    await earn(test, memberId, 60);
    await earn(test, memberId, 60);
    await transfer(test, memberId, other, 100);
    expect(await account(test, memberId)).toMatchObject({ available: 20 });
    expect(await account(test, other)).toMatchObject({ available: 100 });
    expect((await transfersOf(test, other)).map(({ kind, amount }) => [kind, amount])).toEqual([['transfer_in', 100]]);
    const [earned] = await test.house.database.reader.rows<{ earned: number }>(
      "SELECT earned FROM point_accounts WHERE memberId = ? AND wallet = 'points'",
      [other],
    );
    expect(earned?.earned).toBe(0);
  });

  it('is refused to oneself, from a wallet that has none, beyond the limit of a day, and to who takes no part', async () => {
    const other = await enrolMember(test);
    await earn(test, memberId, 2_000);
    await expect(transfer(test, memberId, memberId, 1)).rejects.toMatchObject({ code: 'SAME_MEMBER' });
    await expect(transfer(test, memberId, other, 1, 'later')).rejects.toMatchObject({ code: 'TRANSFER_NOT_ALLOWED' });
    await expect(transfer(test, memberId, other, 1, 'growth')).rejects.toMatchObject({ code: 'TRANSFER_NOT_ALLOWED' });
    await transfer(test, memberId, other, 400);
    await expect(transfer(test, memberId, other, 101)).rejects.toMatchObject({ code: 'TRANSFER_LIMIT', details: { left: 100 } }); // prettier-ignore
    test.clock.advance(DAY_MS);
    await transfer(test, memberId, other, 101);
    await test.house.database.transaction(async (sql) => ({
      value: await sql.run("UPDATE members SET status = 'closed' WHERE id = ?", [other]),
      commit: true,
    }));
    await expect(transfer(test, memberId, other, 1)).rejects.toMatchObject({ code: 'MEMBER_NOT_ACTIVE' });
    expect(await account(test, memberId)).toMatchObject({ available: 2_000 - 501 });
  });
});
