import { afterEach, expect, it } from '@jest/globals';
import { rebuildSegments } from '../../../src/modules/segments/index.js';
import { buy, enrolMember } from '../../support/acts.js';
import type { TestHouse } from '../../support/house.js';
import { openTestHouse } from '../../support/house.js';
import { testProgram } from '../../support/program.js';

let test: TestHouse;
afterEach(() => test.close());

const named = (text: string) => ({ en: text, 'zh-CN': text, 'zh-TW': text });

/** Sixty windows of its own: as large as a rule may be, and forty of them more than one statement holds. */
const many = (n: number) => Array.from({ length: 60 }, (_, at) => `orders(${n * 60 + at + 1}) >= ${n + 1}`).join(' || '); // prettier-ignore

it('Many large rules, layers among them, are worked out though no statement has room for all of them', async () => {
  const segments = Array.from({ length: 20 }, (_, n) => ({ code: `large-${n}`, name: named('Large'), when: many(n) }));
  const layers = Array.from({ length: 20 }, (_, n) => ({ code: `layer-${n}`, name: named('Layer'), when: many(19 - n) })); // prettier-ignore
  const layerings = [{ code: 'large', name: named('Large'), layers, rest: { code: 'rest', name: named('Rest') } }];
  test = await openTestHouse({ program: { ...testProgram, segments: { segments, layerings } } });
  const buyers = [await enrolMember(test), await enrolMember(test), await enrolMember(test)];
  for (const [at, id] of buyers.entries()) for (let n = 0; n < at; n++) await buy(test, id, 1_000);
  const stored = await test.house.database.reader.rows('SELECT segment, memberId FROM segment_members ORDER BY segment, memberId'); // prettier-ignore
  const built = await rebuildSegments(test.house);
  const sizes = Object.fromEntries(built.map(({ segment, size }) => [segment, size]));
  expect(sizes).toMatchObject({ 'large-0': 2, 'large-1': 1, 'large-2': 0, 'layer-18': 1, 'layer-19': 1, rest: 1 });
  expect(stored).toEqual(await test.house.database.reader.rows('SELECT segment, memberId FROM segment_members ORDER BY segment, memberId')); // prettier-ignore
});
