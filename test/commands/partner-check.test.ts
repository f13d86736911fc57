import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { TestApi } from '../api/open-api.js';
import { openTestApi } from '../api/open-api.js';
import { lastJson } from './laurel.js';
import { runHere } from './run-here.js';

let api: TestApi;

beforeAll(async () => {
  api = await openTestApi();
});
afterAll(() => api.close());

const check = (key: string, ...more: string[]) =>
  runHere(['partner', 'check', '--url', api.server.url, '--key', key, ...more], api.databaseUrl);

describe('laurel partner check', () => {
  it('goes through everything a partner does and finds it right, as often as it is run', async () => {
    const key = await api.testKey(['partner-standard'], 'partner');
    for (let run = 0; run < 2; run++) {
      const ended = await check(key, '--json');
      const { ok, steps } = lastJson(ended) as { ok: boolean; steps: { step: string; isOk: boolean; told: string }[] };
      expect(steps.filter(({ isOk }) => !isOk)).toEqual([]);
      expect([ok, ended.code, steps.length]).toEqual([true, 0, 14]);
    }
  });

  it('tells each step in a line, and does nothing in the real house', async () => {
    const ended = await check(await api.testKey(['partner-standard'], 'partner'));
    expect(ended.stdout).toMatch(/^ok {6}key: you are the brand partner/m);
    expect(ended.stdout).toMatch(/^All 14 steps are right\.$/m);
    const [row] = await api.house.database.reader.rows('SELECT COUNT(*) AS members FROM members');
    expect(row).toEqual({ members: 0 });
  });

  it('says which scope is missing and what to do, and ends with 1', async () => {
    const ended = await check(await api.testKey(['members:read'], 'partner'));
    expect(ended.code).toBe(1);
    expect(ended.stdout).toMatch(
      /^failed {2}key: the key has not members:enrol, activities:write\n {8}→ Ask the host/m,
    );
  });

  it('tells a key that is unknown', async () => {
    const key = await api.testKey(['partner-standard'], 'partner');
    const ended = await check(`${key.slice(0, -4)}AAAA`);
    expect([ended.code, ended.stdout]).toEqual([1, expect.stringMatching(/^failed {2}key: .*\n {8}→ Ask the host/)]);
  });

  it.each([
    ['a key of the real house', 'lrl_live_abc', 'This is a key of the real house'],
    ['no key at all', 'hello', '--key must be the test key'],
  ])('does nothing with %s', async (_, key, sentence) => {
    const ended = await check(key);
    expect([ended.code, ended.stdout]).toEqual([1, '']);
    expect(ended.stderr).toContain(sentence);
  });

  it('says so when nobody answers', async () => {
    const ended = await runHere(['partner', 'check', '--url', 'http://127.0.0.1:9', '--key', 'lrl_test_x'], api.databaseUrl); // prettier-ignore
    expect([ended.code, ended.stderr]).toEqual([1, expect.stringContaining('does not answer')]);
  });
});
