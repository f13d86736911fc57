import { describe, expect, it } from '@jest/globals';
import { openHouse } from '../../src/app/house.js';
import { ManualClock } from '../../src/kernel/clock.js';
import { openLog } from '../../src/kernel/log.js';
import { systemCaller } from '../../src/kernel/session.js';
import { verifyLedger } from '../../src/modules/points/index.js';
import { balance, buy, enrolMember } from '../support/acts.js';
import type { TestHouse } from '../support/house.js';
import { configOf, follow, TEST_NOW, testSecrets } from '../support/house.js';
import { testProgram } from '../support/program.js';
import { openFileScratch } from '../support/scratch.js';

describe('The embedded database without room', () => {
  it('answers a typed error, keeps nothing of the purchase, and goes on when there is room again', async () => {
    const scratch = await openFileScratch();
    const clock = new ManualClock(TEST_NOW);
    const house = await openHouse(configOf(scratch.databaseUrl), {
      clock,
      log: openLog('silent'),
      secrets: testSecrets(),
    });
    await follow(house, testProgram);
    const { databaseUrl } = scratch;
    const test: TestHouse = {
      house,
      clock,
      caller: systemCaller('brd_host'),
      databaseUrl,
      close: () => house.database.close(),
    };
    const memberId = await enrolMember(test);
    await setPages(test, 1); // the engine rounds it up to what the file has already
    const lines = Array.from({ length: 500 }, (_, at) => ({ sku: `sku-${'x'.repeat(150)}-${at}` }));
    const large = () => buy(test, memberId, 50_000, { payload: { orderId: 'o', amountMinor: 50_000, lines } });
    await expect(large()).rejects.toMatchObject({ name: 'DatabaseUnavailable', why: 'full' });
    expect(await balance(test, memberId)).toEqual({ available: 0, pending: 0 });
    expect(await house.database.reader.rows("SELECT id FROM activities WHERE type <> 'member.enrolled'")).toEqual([]);
    await setPages(test, 1_000_000);
    await large();
    expect((await balance(test, memberId)).available).toBe(850);
    expect((await verifyLedger(house)).ok).toBe(true);
    await test.close();
    await scratch.close();
  });
});

function setPages({ house }: TestHouse, pages: number): Promise<unknown> {
  return house.database.source.query(`PRAGMA max_page_count = ${pages}`);
}
