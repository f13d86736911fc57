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
    for (const port of ['0', '0']) {
      const { child, ended } = start(['serve', '--demo'], `sqlite:${folder}laurel.sqlite`, { PORT: port, LAUREL_SECRETS: `${folder}secrets.json` }); // prettier-ignore
      const said = await untilSaid(child, /^curl (\S+) .*Bearer (\S+)' -d '(.*)'$/m);
      const [, url = '', key = '', body = ''] = said;
      const headers = { 'content-type': 'application/json', authorization: `Bearer ${key}` };
      const answer = await fetch(url, { method: 'POST', headers, body });
      tried.push(key, await answer.json());
      child.kill('SIGTERM');
      expect((await ended).code).toBe(0);
    }
    const [firstKey, first, secondKey, second] = tried;
    expect(first).toMatchObject({ data: { members: { nodes: [{}, {}, {}] } } });
    expect([secondKey, second]).toEqual([firstKey, first]);
  });
});

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
