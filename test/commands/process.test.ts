import { describe, expect, it } from '@jest/globals';
import { openTestHouse } from '../support/house.js';
import { fileOf } from '../modules/imports/import-text.js';
import { laurel, start } from './laurel.js';

describe('the laurel process', () => {
  it('ends with 1 and one sentence on stderr when a command fails', async () => {
    const test = await openTestHouse();
    const mapping = fileOf('kind: nothing', 'map.yaml');
    const { code, stdout, stderr } = await laurel(
      ['import', 'activities', 'x', '--mapping', mapping],
      test.databaseUrl,
    );
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toMatch(/^This mapping cannot work\. At kind: .*\n$/);
    await test.close();
  });

  it('serves the demo out of an empty folder, says how to try it, and what it says works; again after a restart', async () => {
    const folder = fileOf('', 'anything').replace(/anything$/, '');
    const tried: unknown[] = [];
    const passwords: (string | undefined)[] = [];
    for (const port of ['0', '0']) {
      const { child, ended } = start(['serve', '--demo'], `sqlite:${folder}laurel.sqlite`, { PORT: port, LAUREL_SECRETS: `${folder}secrets.json` }); // prettier-ignore
      const pattern = /^curl (\S+) .*Bearer (\S+)' -d '(.*)'$[^]*^(lrl_test_\S+)$[^]*^(lrl_pub_\S+)$/m;
      const said = await untilSaid(child, pattern);
      const [, url = '', key = '', body = '', testKey = '', publishableKey = ''] = said;
      for (const [token, query] of [
        [testKey, SANDBOX],
        [publishableKey, '{ brands { code } }'],
      ] as const) {
        const asked = { method: 'POST', headers: headersOf(token), body: JSON.stringify({ query }) };
        expect(await (await fetch(url, asked)).json()).not.toHaveProperty('errors');
      }
      const answer = await fetch(url, { method: 'POST', headers: headersOf(key), body });
      tried.push(key, await answer.json());
      child.kill('SIGTERM');
      const { code, stdout, stderr } = await ended;
      expect(code).toBe(0);
      const [, password] = /^ {2}password {2}(\S+)$/m.exec(stderr) ?? [];
      passwords.push(password);
      expect(stdout).not.toContain(password ?? 'a password');
    }
    expect(passwords).toEqual([expect.stringMatching(/^[a-z2-9-]{19}$/), undefined]); // shown once, and not in the log
    const [firstKey, first, secondKey, second] = tried;
    expect(first).toMatchObject({ data: { members: { nodes: [{}, {}, {}] } } });
    expect([secondKey, second]).toEqual([firstKey, first]);
  });
});

const SANDBOX = 'mutation { clockAdvance(input: { byDays: 1 }, idempotencyKey: "a day") { now errors { code } } }';

function headersOf(token: string): Record<string, string> {
  return { 'content-type': 'application/json', authorization: `Bearer ${token}` };
}

function untilSaid({ stdout }: ReturnType<typeof start>['child'], pattern: RegExp): Promise<RegExpExecArray> {
  return new Promise((resolve, reject) => {
    let said = '';
    stdout?.on('data', (chunk: Buffer) => {
      said += chunk.toString();
      const match = pattern.exec(said);
      if (match) resolve(match);
    });
    stdout?.on('close', () => reject(new Error(`The server ended. It said: ${said}`)));
  });
}
