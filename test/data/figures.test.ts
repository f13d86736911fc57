import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import type { TestApi } from '../api/open-api.js';
import { at, openTestApi } from '../api/open-api.js';
import { dataSets, hasRealData, importInto } from './real-data.js';

const METRIC = 'query M($key: String!, $from: Date!, $to: Date!) { metric(key: $key, from: $from, to: $to) { points { numerator denominator } } }'; // prettier-ignore
const PERIODS = [
  ['1997-01-01', '1998-01-01'],
  ['1997-02-01', '1997-03-01'],
  ['1998-01-01', '1998-07-01'],
] as const;
const set = dataSets['cdnow-sample'];

(hasRealData ? describe : describe.skip)('the figures of the CDNOW sample', () => {
  let api: TestApi;
  let token: string;
  beforeAll(async () => {
    api = await openTestApi({ program: parse(readFileSync(set.program, 'utf8')) as unknown });
    token = await api.key(['analytics:read'], 'cdnow');
    await importInto(api, set);
  });
  afterAll(() => api.close());

  it.each(PERIODS)('from %s to %s are what awk counts in the file', async (from, to) => {
    const plain = (day: string) => day.replaceAll('-', '');
    const counted = execFileSync('awk', ['-f', 'test/data/figures.awk', '-v', `from=${plain(from)}`, '-v', `to=${plain(to)}`, set.file], { encoding: 'utf8' }); // prettier-ignore
    const lines = counted.trim().split('\n').map((line) => line.split(' ')); // prettier-ignore
    expect(lines).toHaveLength(4);
    for (const [key = '', numerator, denominator] of lines) {
      const answer = await api.ask(METRIC, { key, from, to }, { token });
      expect({ key, ...at<object>(answer, 'data.metric.points.0') }).toEqual({ key, numerator: Number(numerator), denominator: Number(denominator) }); // prettier-ignore
    }
  });
});
