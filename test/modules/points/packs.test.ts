import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Refusal } from '../../../src/kernel/refusal.js';
import { write } from '../../../src/kernel/unit-of-work.js';
import { recordMany } from '../../../src/modules/engine/index.js';
import * as points from '../../../src/modules/points/index.js';
import { packLeft, returnToPack } from '../../../src/modules/settlements/index.js';
import { account, enrolMember, freshId, reverse } from '../../support/acts.js';
import type { TestHouse } from '../../support/house.js';
import { openTestHouse } from '../../support/house.js';
import { ledgerProgram } from '../../support/ledger-program.js';

const PARTNER = 'brd_partner';
const program = {
  ...ledgerProgram,
  agreements: [{ brand: 'partner', validFrom: '2026-01-01', earnRate: 800, redeemRate: 1_000, issuing: 'prepaid' }],
};

describe('Points a brand bought ahead', () => {
  let test: TestHouse;
  let memberId: string;
  beforeEach(async () => {
    test = await openTestHouse({ program });
    memberId = await enrolMember(test);
    await write(test.house, { caller: test.caller, members: [] }, async (session) => {
      await returnToPack(session, PARTNER, 'points', 100);
      return undefined;
    });
  });
  afterEach(async () => {
    expect(await points.verifyLedger(test.house)).toMatchObject({ ok: true, differences: [] });
    await test.close();
  });

  const give = (amount: number) =>
    write(test.house, { caller: test.caller, members: [memberId] }, (session) =>
      Promise.resolve(points.earn(session, { memberId, brandId: PARTNER, wallet: 'points', amount, reason: 'gift' })),
    );
  const left = async () => (await packLeft(test.house.database.reader, PARTNER)).get('points');
  const buyAt = (whom: string) => ({ member: { id: whom }, type: 'purchase', externalId: freshId('p'), payload: { orderId: freshId('o'), amountMinor: 3_000 } }); // prettier-ignore

  it('are what it can issue, and no more; the host pays for them when they are spent', async () => {
    await give(70);
    expect(await left()).toBe(30);
    await expect(give(31)).rejects.toMatchObject({ code: 'PACK_EMPTY', details: { left: 30 } });
    expect(await left()).toBe(30);
    const lots = await test.house.database.reader.rows('SELECT issuerId, funderId FROM point_lots');
    expect(lots).toEqual([{ issuerId: PARTNER, funderId: 'brd_host' }]);
  });

  it('are never issued twice, however many issue at once', async () => {
    const ended = await Promise.allSettled(Array.from({ length: 20 }, () => give(10)));
    expect(ended.filter(({ status }) => status === 'fulfilled')).toHaveLength(10);
    for (const each of ended) {
      if (each.status === 'rejected') expect(each.reason).toMatchObject({ code: 'PACK_EMPTY' });
    }
    expect([await left(), (await account(test, memberId)).available]).toEqual([0, 100]);
  });

  it('come back when what was issued is taken back', async () => {
    await give(70);
    const [row] = await test.house.database.reader.rows<{ id: string }>('SELECT id FROM point_transfers');
    await reverse(test, memberId, row?.id ?? '');
    expect(await left()).toBe(100);
  });

  it('leave a purchase without points when they are gone, and never without the purchase; also in batches', async () => {
    const others = [memberId, await enrolMember(test), await enrolMember(test)];
    const caller = { ...test.caller, brandId: PARTNER };
    for (let round = 0; round < 6; round++) {
      const results = await recordMany(test.house, caller, others.map(buyAt));
      expect(results.filter((result) => result instanceof Refusal)).toEqual([]);
    }
    const [row] = await test.house.database.reader.rows<{ sum: number }>(
      "SELECT SUM(available) AS sum FROM point_accounts WHERE wallet = 'points'",
    );
    expect((row?.sum ?? 0) + ((await left()) ?? 0)).toBe(100);
    expect(await left()).toBeGreaterThanOrEqual(0);
  });
});
