import { afterEach, describe, expect, it } from '@jest/globals';
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { openTestApi } from '../api/open-api.js';
import type { TestApi } from '../api/open-api.js';
import { enrolMember } from '../support/acts.js';
import { benefitProgram } from '../support/benefit-program.js';
import { parcelActs } from '../support/parcel-acts.js';
import { scratchPath } from '../support/scratch.js';
import { lastJson } from './laurel.js';
import { runHere } from './run-here.js';

describe('laurel benefits parcels', () => {
  let api: TestApi;
  afterEach(() => api.close());

  it('writes a ship list only its owner reads, and marks what it says when it comes back, also twice', async () => {
    api = await openTestApi({ program: benefitProgram([{ code: 'mug', kind: 'gift', name: 'Mug', delivery: { kind: 'ship' } }]) });
    const acts = parcelActs(api, await api.key(['host-admin']));
    const ids = [await acts.addressed(await enrolMember(api)), await acts.addressed(await enrolMember(api))];
    const [out, back] = [scratchPath(`ship-list-${Date.now()}.csv`), scratchPath(`came-back-${Date.now()}.csv`)];
    const run = (...args: string[]) => runHere(['benefits', 'parcels', ...args, '--json'], api.databaseUrl);
    expect(lastJson(await run('export', out))).toEqual({ parcels: 2, file: out });
    expect(statSync(out).mode & 0o777).toBe(0o600);
    expect((await run('export', out)).stderr).toContain('EEXIST');
    const lines = readFileSync(out, 'utf8').split('\r\n').map((line) => (line.includes(ids[0] ?? '') ? line.replace(/"",""$/, '"SF","N1"') : line));
    writeFileSync(back, [...lines.filter((line) => line !== ''), '"ful_x"' + ',""'.repeat(12) + ',"SF","N2"'].join('\r\n'));
    expect(lastJson(await run('import', back))).toEqual({ shipped: 1, unchanged: 0, left: 1, wrong: 1, errorFile: `${back}.errors.csv` });
    expect(readFileSync(`${back}.errors.csv`, 'utf8')).toContain('"unknown"');
    expect(lastJson(await run('import', back))).toMatchObject({ shipped: 1 });
  }); // prettier-ignore
});
