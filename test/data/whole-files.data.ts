import { describe, expect, it } from '@jest/globals';
import { dataSets, expectRight, hasRealData, importInto, openFor } from './real-data.js';

const MINUTES = 60_000;

/** What must come out, as it is published with the data. */
const expected = {
  'cdnow-master': { read: 69_659, accepted: 69_659, rejected: 0, members: 23_570, amountMinor: 250_031_563 },
  'online-retail': { read: 541_909, accepted: 406_829, rejected: 135_080, members: 4_372, amountMinor: 830_006_581 },
  'rfm-orders': { read: 4_906, accepted: 4_906, rejected: 0, members: 995 },
} as const;

describe('importing the whole files', () => {
  const names = hasRealData ? (Object.keys(expected) as (keyof typeof expected)[]) : [];
  if (names.length === 0) it('is left out, because they are not there', () => undefined);

  it.each(names)(
    '%s: every balance, lot and tier follows from the file',
    async (name) => {
      const test = await openFor(dataSets[name]);
      const { result, activities } = await importInto(test, dataSets[name]);
      process.stderr.write(`${name}: ${JSON.stringify(result)}, ${activities} activities\n`);
      expect(result).toMatchObject({ ...expected[name], replayed: 0 });
      await expectRight(test, name);
      await test.close();
    },
    10 * MINUTES,
  );

  it.each(names.filter((name) => name === 'online-retail'))('%s: its orders are those that are published', async (name) => {
    const test = await openFor(dataSets[name]);
    const { activities } = await importInto(test, dataSets[name]);
    const rows = await test.house.database.reader.rows<{ type: string; n: number }>(
      'SELECT type, COUNT(*) AS n FROM activities WHERE externalId IS NOT NULL GROUP BY type ORDER BY type',
    );
    expect(activities).toBe(22_190);
    expect(rows).toEqual([
      { type: 'purchase', n: 18_536 },
      { type: 'refund', n: 3_654 },
    ]);
    await test.close();
  }, 10 * MINUTES);
});
