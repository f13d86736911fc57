import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { buildSegments } from '../../../src/modules/segments/index.js';
import { buy, enrolMember } from '../../support/acts.js';
import type { TestHouse } from '../../support/house.js';
import { follow, openTestHouse } from '../../support/house.js';
import { testProgram } from '../../support/program.js';

let test: TestHouse;
beforeEach(async () => {
  test = await openTestHouse();
});
afterEach(() => test.close());

const fresh = { code: 'no-order', name: { en: 'No order', 'zh-CN': '未购', 'zh-TW': '未購' }, when: 'metrics.orders == 0' }; // prettier-ignore

it('Whoever acts while a new segment is worked out is where its act has brought it', async () => {
  const members: string[] = [];
  for (let n = 0; n < 40; n++) members.push(await enrolMember(test));
  await follow(test.house, { ...testProgram, segments: { segments: [fresh] } });
  let bought: Promise<unknown>[] = [];
  const actMeanwhile = () => (bought = members.slice(0, 20).map((id) => buy(test, id, 1_000)));
  await buildSegments(test.house, { at: test.clock.now(), isAsked: () => true, isTold: () => false, onProgress: actMeanwhile }); // prettier-ignore
  await Promise.all(bought);
  const [row] = await test.house.database.reader.rows<{ n: number }>('SELECT COUNT(*) AS n FROM segment_members');
  expect(row?.n).toBe(20);
});
