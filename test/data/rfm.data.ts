import { describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { rfmMethod, scoresAsOf, segmentCounts } from '../../src/modules/segments/index.js';
import type { TestHouse } from '../support/house.js';
import { dataSets, hasRealData, importInto, openFor } from './real-data.js';

const MINUTES = 60_000;
const PUBLISHED = `${process.env['LAUREL_DATA'] ?? '../shared/data'}/rfm/published_orders_segments.csv`;

function scored({ house }: TestHouse, day: string, method: object) {
  return scoresAsOf(house, house.database.reader, rfmMethod.parse(method), day);
}

(hasRealData ? describe : describe.skip)('scores of recency, frequency and money', () => {
  it(
    'come out as published for every customer of the orders file',
    async () => {
      const test = await openFor(dataSets['rfm-orders']);
      await importInto(test, dataSets['rfm-orders']);
      const { values, scores } = await scored(test, '2006-12-31', { method: 'quantile-cut' });
      const mine = Array.from({ length: values.memberIds.length }, (_, at) =>
        [values.orders[at], values.recency[at], values.spend[at], scores.r[at], scores.f[at], scores.m[at]].join(),
      );
      const rows = parse<Record<string, string>>(readFileSync(PUBLISHED, 'utf8'), { columns: true });
      const published = rows.map((row) =>
        [row['orders'], row['recency_days'], Number(row['amount']) * 100, row['recency_score'], row['frequency_score'], row['monetary_score']].join(),
      ); // prettier-ignore
      expect(mine.sort()).toEqual(published.sort());
      expect(mine).toHaveLength(995);
      await test.close();
    },
    2 * MINUTES,
  );

  it(
    'put as many customers of the shop into each of the ten segments as published',
    async () => {
      const test = await openFor(dataSets['online-retail']);
      await importInto(test, dataSets['online-retail']);
      const found = await scored(test, '2011-12-11', { method: 'quintile-rank', refunds: 'ignore' });
      expect(segmentCounts(found)).toEqual({ champions: 633, loyal: 819, potential_loyalists: 484, new: 42, promising: 94, need_attention: 187, about_to_sleep: 352, at_risk: 593, cant_lose: 63, hibernating: 1_071 }); // prettier-ignore
      await test.close();
    },
    10 * MINUTES,
  );
});
