import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { write } from '../../../src/kernel/unit-of-work.js';
import { queueReports, ready } from '../../../src/modules/engine/index.js';
import { verifyLedger } from '../../../src/modules/points/index.js';
import { balance, buy, enrolMember, freshId, tierOf } from '../../support/acts.js';
import type { TestHouse } from '../../support/house.js';
import { openTestHouse } from '../../support/house.js';

describe('A purchase that leads to a tier', () => {
  let test: TestHouse;
  beforeEach(async () => void (test = await openTestHouse()));
  afterEach(() => test.close());

  it('earns points, lifts the tier and adds its packs in the same answer', async () => {
    const memberId = await enrolMember(test);
    const { outcome } = await buy(test, memberId, 55_555);
    expect(outcome).toMatchObject({
      'points.earn': [
        { wallet: 'points', amount: 556, reason: 'rul_earn' },
        { wallet: 'growth', amount: 555, reason: 'rul_earn' },
        { wallet: 'points', amount: 50, reason: 'upgrade pack' },
        { wallet: 'points', amount: 300, reason: 'upgrade pack' },
      ],
      'tiers.change': [{ from: 'base', to: 'gold' }],
    });
    expect(await balance(test, memberId)).toEqual({ available: 906, pending: 0 });
    expect(await tierOf(test, memberId)).toBe('gold');
  });

  it('commits in one transaction of at most 12 statements and 12 rows of facts', async () => {
    const memberId = await enrolMember(test);
    const payload = { orderId: 'o-1', amountMinor: 55_555 };
    const line = ready(test.house, test.caller, {
      member: { id: memberId },
      type: 'purchase',
      externalId: 'p-1',
      payload,
    });
    const written = await write(test.house, { caller: test.caller, members: [memberId] }, (session) => {
      queueReports(session, [{ ...line, memberId }], false);
      return Promise.resolve(undefined);
    });
    expect(written.statements).toBeLessThanOrEqual(12);
  });

  it('keeps the rules of the tier for the purchases after it, not for the one that earned it', async () => {
    const memberId = await enrolMember(test);
    await buy(test, memberId, 55_555);
    const before = await balance(test, memberId);
    await buy(test, memberId, 3_000);
    expect((await balance(test, memberId)).available - before.available).toBe(30 + 15);
  });

  it('leaves nothing behind after a dry run that tells the same', async () => {
    const memberId = await enrolMember(test);
    const { recordOne } = await import('../../../src/modules/engine/index.js');
    const report = {
      member: { id: memberId },
      type: 'purchase',
      externalId: freshId('dry'),
      payload: { orderId: 'd', amountMinor: 60_000 },
    };
    const dry = await recordOne(test.house, test.caller, report, true);
    expect(await balance(test, memberId)).toEqual({ available: 0, pending: 0 });
    const real = await recordOne(test.house, test.caller, report);
    expect(real).toMatchObject({ isReplay: false, outcome: dry.outcome });
    expect((await verifyLedger(test.house)).ok).toBe(true);
  });
});
