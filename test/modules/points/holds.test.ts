import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { DAY_MS } from '../../../src/kernel/calendar.js';
import { verifyLedger } from '../../../src/modules/points/index.js';
import { account, capture, earn, enrolMember, giveBack, buy, hold, release, reverse, settleDue, spend, transfersOf } from '../../support/acts.js'; // prettier-ignore
import type { TestHouse } from '../../support/house.js';
import { openTestHouse } from '../../support/house.js';
import { ledgerProgram } from '../../support/ledger-program.js';

const MINUTE_MS = 60_000;

describe('A hold', () => {
  let test: TestHouse;
  let memberId: string;
  beforeEach(async () => {
    test = await openTestHouse({ program: ledgerProgram });
    memberId = await enrolMember(test);
    await earn(test, memberId, 100);
  });
  afterEach(async () => {
    expect(await verifyLedger(test.house)).toMatchObject({ ok: true, differences: [] });
    await test.close();
  });

  it('reserves points: they stay in the balance and nobody else can spend them', async () => {
    await hold(test, memberId, 70);
    expect(await account(test, memberId)).toMatchObject({ available: 30, held: 70 });
    await expect(spend(test, memberId, 31)).rejects.toMatchObject({
      code: 'INSUFFICIENT_POINTS',
      details: { needed: 31, available: 30 },
    });
  });

  it('is captured whole, and is over', async () => {
    const holdId = await hold(test, memberId, 70);
    await capture(test, memberId, holdId);
    expect(await account(test, memberId)).toMatchObject({ available: 30, held: 0 });
    await expect(capture(test, memberId, holdId)).rejects.toMatchObject({ code: 'HOLD_ENDED', details: { status: 'captured' } }); // prettier-ignore
    await expect(release(test, memberId, holdId)).rejects.toMatchObject({ code: 'HOLD_ENDED' });
  });

  it('is captured in part, and lets go of the rest', async () => {
    const holdId = await hold(test, memberId, 70);
    await capture(test, memberId, holdId, 50);
    expect(await account(test, memberId)).toMatchObject({ available: 50, held: 0 });
  });

  it('is captured in several parts when it is told to go on', async () => {
    const holdId = await hold(test, memberId, 70);
    await capture(test, memberId, holdId, 20, { isFinal: false });
    expect(await account(test, memberId)).toMatchObject({ available: 30, held: 50 });
    await capture(test, memberId, holdId, 50, { isFinal: false });
    expect(await account(test, memberId)).toMatchObject({ available: 30, held: 0 });
    await expect(release(test, memberId, holdId)).rejects.toMatchObject({ code: 'HOLD_ENDED' });
  });

  it('is never captured beyond what it holds', async () => {
    const holdId = await hold(test, memberId, 70);
    await expect(capture(test, memberId, holdId, 71)).rejects.toMatchObject({ code: 'CAPTURE_EXCEEDS_HOLD', details: { held: 70 } }); // prettier-ignore
    expect(await account(test, memberId)).toMatchObject({ available: 30, held: 70 });
  });

  it('is released once', async () => {
    const holdId = await hold(test, memberId, 70);
    await release(test, memberId, holdId);
    expect(await account(test, memberId)).toMatchObject({ available: 100, held: 0 });
    await expect(release(test, memberId, holdId)).rejects.toMatchObject({ code: 'HOLD_ENDED', details: { status: 'released' } }); // prettier-ignore
  });

  it('lets go by itself when its time is over, also when the next spend comes before the schedule', async () => {
    const holdId = await hold(test, memberId, 70, 'points', { minutes: 10 });
    test.clock.advance(10 * MINUTE_MS);
    await spend(test, memberId, 90);
    expect(await account(test, memberId)).toMatchObject({ available: 10, held: 0 });
    await expect(capture(test, memberId, holdId)).rejects.toMatchObject({ code: 'HOLD_ENDED', details: { status: 'expired' } }); // prettier-ignore
    const second = await hold(test, memberId, 10, 'points', { minutes: 1 });
    test.clock.advance(MINUTE_MS);
    await settleDue(test);
    expect(await account(test, memberId)).toMatchObject({ available: 10, held: 0 });
    await expect(release(test, memberId, second)).rejects.toMatchObject({ code: 'HOLD_ENDED' });
  });

  it('keeps points alive that would have died, and lets them die when it ends', async () => {
    await earn(test, memberId, 40, 'later');
    test.clock.advance(60 * DAY_MS);
    const holdId = await hold(test, memberId, 40, 'later', { minutes: 43_200 });
    test.clock.advance(20 * DAY_MS); // they were to die on the 31st of March
    await settleDue(test);
    expect(await account(test, memberId, 'later')).toMatchObject({ available: 0, held: 40 });
    await capture(test, memberId, holdId, 15);
    await settleDue(test);
    expect(await account(test, memberId, 'later')).toMatchObject({ available: 0, pending: 0, held: 0 });
    const kinds = (await transfersOf(test, memberId)).filter(({ wallet }) => wallet === 'later');
    expect(kinds.map(({ kind, amount }) => [kind, amount])).toEqual(expect.arrayContaining([['spend', 15], ['expire', 25]])); // prettier-ignore
  });

  it('is another brand’s own business', async () => {
    const holdId = await hold(test, memberId, 70);
    await expect(capture(test, await enrolMember(test), holdId)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(release(test, memberId, 'hld_none')).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it.each([0, -1, 1.5, 2 ** 53])('is refused for %d points', async (amount) => {
    await expect(hold(test, memberId, amount)).rejects.toMatchObject({ code: 'INVALID_POINTS' });
    const holdId = await hold(test, memberId, 10);
    await expect(capture(test, memberId, holdId, amount)).rejects.toMatchObject({ code: 'INVALID_POINTS' });
  });

  it.each([0, -5, 1.5, 43_201])('is refused for %d minutes', async (minutes) => {
    await expect(hold(test, memberId, 1, 'points', { minutes })).rejects.toMatchObject({ code: 'INVALID_HOLD_TIME' });
  });

  it('pays for an order whose refund gives the points back, whole or by line, once each', async () => {
    const holdId = await hold(test, memberId, 50, 'points', { orderId: 'o-1' });
    await capture(test, memberId, holdId);
    await buy(test, memberId, 9_000, { orderId: 'o-1' });
    expect(await account(test, memberId)).toMatchObject({ available: 50 + 90 });
    await giveBack(test, memberId, 3_000, 'o-1'); // a third: 17 of 50 back, 30 of 90 taken
    expect(await account(test, memberId)).toMatchObject({ available: 140 + 17 - 30 });
    await giveBack(test, memberId, 6_000, 'o-1');
    expect(await account(test, memberId)).toMatchObject({ available: 100 });
  });

  it('cannot be reversed after a refund gave a part of it back', async () => {
    await spend(test, memberId, 40, 'points', { orderId: 'o-2' });
    await buy(test, memberId, 1_000, { orderId: 'o-2' });
    const spent = (await transfersOf(test, memberId)).find(({ kind }) => kind === 'spend')?.id ?? '';
    await giveBack(test, memberId, 500, 'o-2');
    await expect(reverse(test, memberId, spent)).rejects.toMatchObject({ code: 'NOT_REVERSIBLE' });
  });

  it('gives back nothing more when the spending of an order was reversed before its refund', async () => {
    await spend(test, memberId, 40, 'points', { orderId: 'o-3' });
    await buy(test, memberId, 1_000, { orderId: 'o-3' });
    const spent = (await transfersOf(test, memberId)).find(({ kind }) => kind === 'spend')?.id ?? '';
    await reverse(test, memberId, spent);
    await giveBack(test, memberId, 1_000, 'o-3');
    expect(await account(test, memberId)).toMatchObject({ available: 100 });
  });
});
