import { describe, expect, it } from '@jest/globals';
import type { TestHouse } from '../support/house.js';
import { dataSets, expectRight, hasRealData, importInto, openFor } from './real-data.js';

const MINUTES = 60_000;

/** What must come out, as it is published with the data. */
const expected = {
  'cdnow-master': { read: 69_659, accepted: 69_659, rejected: 0, members: 23_570, amountMinor: 250_031_563, orders: { purchase: 69_659, refund: 0 } },
  'online-retail': { read: 541_909, accepted: 406_829, rejected: 135_080, members: 4_372, amountMinor: 830_006_581, orders: { purchase: 18_536, refund: 3_654 } },
  'rfm-orders': { read: 4_906, accepted: 4_906, rejected: 0, members: 995, orders: { purchase: 4_906, refund: 0 } },
} as const;

async function ordersIn({ house }: TestHouse): Promise<{ purchase: number; refund: number }> {
  const rows = await house.database.reader.rows<{ type: string; n: number }>(
    'SELECT type, COUNT(*) AS n FROM activities WHERE externalId IS NOT NULL GROUP BY type',
  );
  return { purchase: 0, refund: 0, ...Object.fromEntries(rows.map(({ type, n }) => [type, n])) };
}

describe('importing the whole files', () => {
  const names = hasRealData ? (Object.keys(expected) as (keyof typeof expected)[]) : [];
  if (names.length === 0) it('is left out, because they are not there', () => undefined);

  it.each(names)(
    '%s: every balance, lot and tier follows from the file',
    async (name) => {
      const test = await openFor(dataSets[name]);
      const { result, activities } = await importInto(test, dataSets[name]);
      process.stderr.write(`${name}: ${JSON.stringify(result)}, ${activities} activities\n`);
      const { orders, ...counts } = expected[name];
      expect(result).toMatchObject({ ...counts, replayed: 0 });
      expect([activities, await ordersIn(test)]).toEqual([orders.purchase + orders.refund, orders]);
      await expectRight(test, name);
      await test.close();
    },
    10 * MINUTES,
  );
});
