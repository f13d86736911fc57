import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { stringify } from 'yaml';
import { fileOf, orders } from '../modules/imports/import-text.js';
import type { Scratch } from '../support/scratch.js';
import { openScratch } from '../support/scratch.js';
import { segmentProgram } from '../support/segment-program.js';
import { lastJson } from './laurel.js';
import { runHere } from './run-here.js';

interface ByThresholds {
  readonly segments: Readonly<Record<string, number>>;
  readonly members: readonly { readonly externalId: string; readonly score: number }[];
}

describe('laurel segments', () => {
  let scratch: Scratch;
  beforeAll(async () => {
    scratch = await openScratch();
    await run('migrate');
    await run('program', 'apply', fileOf(stringify(segmentProgram), 'program.yaml'));
    const customers = Array.from({ length: 25 }, (_, n) => `${n},c${String(n).padStart(2, '0')},2025-0${1 + (n % 9)}-02,${10 * (n + 1)}.00`); // prettier-ignore
    const file = fileOf(`id,customer,date,amount\n${customers.join('\n')}\n`);
    await run('import', 'activities', file, '--mapping', fileOf(stringify(orders), 'map.yaml'));
  });
  afterAll(() => scratch.close());
  const run = (...args: string[]) => runHere(args, scratch.databaseUrl);

  it('rebuild works everything out and changes nothing the second time', async () => {
    const first = lastJson(await run('segments', 'rebuild', '--json')) as { segments: { segment: string; size: number }[] }; // prettier-ignore
    expect(first.segments.find(({ segment }) => segment === 'spenders')?.size).toBe(13);
    const again = lastJson(await run('segments', 'rebuild', '--json')) as { segments: { entered: number; left: number }[] }; // prettier-ignore
    expect(again.segments.filter(({ entered, left }) => entered + left > 0)).toEqual([]);
  });

  it('rfm scores as of a day by a method, and says what does not go together', async () => {
    const scored = lastJson(await run('segments', 'rfm', '--as-of', '2025-06-30', '--refunds', 'ignore', '--members', '--json')) as { scored: number; members: { externalId: string; recency: number }[] }; // prettier-ignore
    expect(scored).toMatchObject({ asOf: '2025-06-30', scored: 18 });
    expect(scored.members.find(({ externalId }) => externalId === 'c00')?.recency).toBe(179);
    expect((await run('segments', 'rfm', '--as-of', '2025-02-30')).stderr).toContain('no day');
    expect((await run('segments', 'rfm', '--recency', 'exact')).stderr).toContain('refunds: ignore');
  });

  it('rfm scores by thresholds that are given or those of an industry, whatever others bought', async () => {
    const rfm = (...more: string[]) => run('segments', 'rfm', '--as-of', '2025-06-30', '--method', 'thresholds', ...more, '--members', '--json'); // prettier-ignore
    const own = lastJson(await rfm('--recency-days', '30,60,90,150', '--orders', '2,3,4,5', '--spend', '1000,6000,12000,16000')) as ByThresholds; // prettier-ignore
    expect(own).toMatchObject({ method: 'thresholds', cuts: { recencyDays: [30, 60, 90, 150], spendMinor: [1_000, 6_000, 12_000, 16_000] } }); // prettier-ignore
    // c00: 10.00 on 2 January; c05: 60.00 on 2 June, 28 days before; c14: 150.00 on 2 June
    const of = (scored: ByThresholds, id: string) => scored.members.find(({ externalId }) => externalId === id)?.score;
    expect(['c00', 'c05', 'c14'].map((id) => of(own, id))).toEqual([112, 513, 514]);
    const retail = lastJson(await rfm('--cuts', 'retail', '--spend', '1,2,3,4')) as ByThresholds;
    expect(['c00', 'c05', 'c14'].map((id) => of(retail, id))).toEqual([215, 515, 515]);
    expect(Object.values(retail.segments).reduce((sum, size) => sum + size, 0)).toBe(18);
  });

  it('rfm says which cut points are missing, out of order, or go with no method', async () => {
    const failed = async (...more: string[]) => (await run('segments', 'rfm', ...more)).stderr;
    expect(await failed('--method', 'thresholds')).toContain('need cut points');
    expect(await failed('--method', 'thresholds', '--orders', '2,3,4,5')).toContain('are missing');
    expect(await failed('--method', 'thresholds', '--cuts', 'retail', '--orders', '2,4,3,5')).toContain('rising');
    expect(await failed('--method', 'thresholds', '--cuts', 'retail', '--orders', '1,2,3')).toContain('--orders takes four');
    expect(await failed('--cuts', 'retail')).toContain('cuts go with the method thresholds');
  }); // prettier-ignore

  it('upload puts the members of a file into a list, tells wrong lines, and may be run again', async () => {
    const file = fileOf(`externalId\nc01\nc02\nnobody\nc03\nc01\n`);
    const done = lastJson(await run('segments', 'upload', 'friends', file, '--json'));
    expect(done).toEqual({ added: 3, removed: 0, unchanged: 0, problems: [{ line: 4, code: 'unknown' }, { line: 6, code: 'duplicate' }] }); // prettier-ignore
    expect(await run('segments', 'upload', 'friends', file)).toMatchObject({ code: 0 });
    expect(lastJson(await run('segments', 'upload', 'friends', file, '--remove', '--json'))).toMatchObject({ removed: 3 }); // prettier-ignore
    expect(lastJson(await run('segments', 'upload', 'friends', file, '--json'))).toMatchObject({ added: 3 });
    expect(lastJson(await run('segments', 'upload', 'friends', file, '--json'))).toMatchObject({
      added: 0,
      unchanged: 3,
    });
    expect((await run('segments', 'upload', 'nowhere', file)).code).toBe(1);
  });
});
