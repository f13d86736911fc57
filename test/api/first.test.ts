import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { TestApi } from './open-api.js';
import { openTestApi } from './open-api.js';
import { openLog } from '../../src/kernel/log.js';

let api: TestApi;
beforeAll(async () => {
  api = await openTestApi({ house: { log: openLog('debug') } });
});
afterAll(() => api.close());

describe('first', () => {
  it('runs', async () => {
    const token = await api.key(['host-admin']);
    for (const q of [
      '{ explain(memberId: "nope") { name }}',
      '{ members { totalCount nodes { id } }}',
      '{ ruleCheck(expression: "tier.rnk > 1") { ok problems { message suggestions } } }',
    ])
      console.log(JSON.stringify(await api.ask(q, {}, { token }), null, 1));
    expect(1).toBe(1);
  });
});
