import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { stringify } from 'yaml';
import { fileOf, orders } from '../modules/imports/import-text.js';
import type { Scratch } from '../support/scratch.js';
import { openScratch } from '../support/scratch.js';
import { segmentProgram } from '../support/segment-program.js';
import { lastJson } from './laurel.js';
import { runHere } from './run-here.js';

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
