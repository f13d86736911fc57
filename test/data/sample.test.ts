import { describe, expect, it } from '@jest/globals';
import { writeFileSync } from 'node:fs';
import { scratchPath } from '../support/scratch.js';
import { dataSets, expectRight, hasRealData, importInto, openFor } from './real-data.js';

/** Purchases in the format of CDNOW: 400 people, one to nine purchases each, in order of their dates. */
function ownSample(): string {
  let seed = 19970101;
  const random = (below: number) => (seed = (seed * 48_271) % 2_147_483_647) % below;
  const rows = Array.from({ length: 400 }, (_, person) =>
    Array.from({ length: 1 + random(9) }, () => Date.UTC(1997, 0, 1 + random(540)))
      .sort()
      .map((at) => {
        const date = new Date(at).toISOString().slice(0, 10).replaceAll('-', '');
        const dollars = random(40) === 0 ? 900 : random(90);
        return ` ${String(person * 7).padStart(5, '0')} ${String(person).padStart(4, '0')} ${date} ${1 + random(4)} ${dollars}.${String(random(100)).padStart(2, '0')}\r\n`;
      }),
  );
  return rows.flat().join('');
}

const title = hasRealData ? 'the CDNOW sample' : 'a sample of our own (the real one is not there)';

describe(`importing ${title}`, () => {
  it('gives every member the balances, lots and tier that follow from the file, and nothing on a second run', async () => {
    const set = hasRealData ? dataSets['cdnow-sample'] : ownSet();
    const test = await openFor(set);
    const { result } = await importInto(test, set);
    if (hasRealData) {
      expect(result).toMatchObject({ read: 6_919, accepted: 6_919, replayed: 0, rejected: 0, members: 2_357, amountMinor: 24_409_194 });
    }
    expect(Object.keys(result)).toEqual(['read', 'accepted', 'replayed', 'rejected', 'members', 'amountMinor', 'seconds', 'rowsPerSecond']);
    await expectRight(test, 'cdnow-sample', set);
    const again = await importInto(test, set);
    expect(again.result).toMatchObject({ read: result.read, accepted: 0, replayed: result.read, rejected: 0, members: 0, amountMinor: 0 });
    await expectRight(test, 'cdnow-sample', set);
    await test.close();
  }); // prettier-ignore

  function ownSet() {
    const file = scratchPath('own_sample.txt');
    writeFileSync(file, ownSample());
    return { ...dataSets['cdnow-sample'], file };
  }
});
