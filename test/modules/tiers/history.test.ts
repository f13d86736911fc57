import { afterEach, describe, expect, it } from '@jest/globals';
import { DAY_MS } from '../../../src/kernel/calendar.js';
import { queueReports, ready, replay } from '../../../src/modules/engine/index.js';
import { verifyLedger } from '../../../src/modules/points/index.js';
import { write } from '../../../src/kernel/unit-of-work.js';
import { enrolMember, freshId, settleDue, tierOf } from '../../support/acts.js';
import type { TestHouse } from '../../support/house.js';
import { openTestHouse } from '../../support/house.js';
import { movesOf } from '../../support/tier-acts.js';
import { tierProgram } from '../../support/tier-program.js';

let test: TestHouse;
afterEach(() => test.close());

const A_YEAR = { validity: { kind: 'months', months: 12 } };

/** Purchases of long ago, as an import brings them. */
async function bring(memberId: string, purchases: readonly (readonly [daysAgo: number, amountMinor: number])[]) {
  const lines = purchases.map(([daysAgo, amountMinor]) => {
    const payload = { orderId: freshId('old'), amountMinor };
    const line = { member: { id: memberId }, type: 'purchase', externalId: freshId('old'), occurredAt: test.clock.now() - daysAgo * DAY_MS, payload }; // prettier-ignore
    return { ...ready(test.house, test.caller, line), memberId };
  });
  await write(test.house, { caller: test.caller, members: [memberId] }, (session) => {
    queueReports(session, lines, true);
    return Promise.resolve(undefined);
  });
}

describe('Imported history', () => {
  it('goes through the tiers it had at the time, years of them, and nobody is told of it', async () => {
    test = await openTestHouse({ program: tierProgram({ silver: A_YEAR, gold: A_YEAR, ladder: { endingDays: 30 } }) });
    const memberId = await enrolMember(test);
    await bring(memberId, [[2_000, 50_000]]);
    await bring(memberId, [[1_900, 20_000], [900, 20_000], [100, 12_000]]); // prettier-ignore
    await settleDue(test);
    expect((await movesOf(test, memberId)).map(([from, to]) => [from, to])).toEqual([
      ['base', 'gold'],
      ['gold', 'silver'],
      ['silver', 'base'],
      ['base', 'silver'],
      ['silver', 'base'],
      ['base', 'silver'],
    ]);
    expect(await tierOf(test, memberId)).toBe('silver');
    const sql = test.house.database.reader;
    expect(await sql.rows("SELECT type FROM activities WHERE type LIKE 'tier.%' AND isHistory = 0")).toEqual([]);
    expect(await sql.rows("SELECT type FROM outbox WHERE payload LIKE '%tier.%'")).toEqual([]);
    expect((await replay(test.house)).differences).toEqual([]);
    expect((await verifyLedger(test.house)).ok).toBe(true);
  });
});
