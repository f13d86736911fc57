import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { runDue } from '../../src/kernel/schedule-runner.js';
import { buy, enrolMember } from '../support/acts.js';
import { segmentProgram } from '../support/segment-program.js';
import type { TestApi } from './open-api.js';
import { at, openTestApi } from './open-api.js';

const SAVE = 'mutation S($input: SegmentInput!, $version: Int, $key: String!) { segmentSave(input: $input, expectedVersion: $version, idempotencyKey: $key) { segment { isBuilding } errors { code message path } } }'; // prettier-ignore
const UPLOAD = 'mutation U($input: SegmentUploadInput!, $key: String!) { segmentUpload(input: $input, idempotencyKey: $key) { added removed errors { code } } }'; // prettier-ignore
const RETIRE = 'mutation R($id: ID!, $version: Int!, $key: String!) { segmentRetire(id: $id, expectedVersion: $version, idempotencyKey: $key) { errors { code path } } }'; // prettier-ignore

const named = (text: string) => ({ en: text, zhCN: text, zhTW: text });
let api: TestApi;
let host: string;
let keys = 0;
const members: string[] = [];

beforeAll(async () => {
  api = await openTestApi({ program: segmentProgram });
  host = await api.key(['host-admin']);
  for (let n = 0; n < 30; n++) members.push(await enrolMember(api, `person-${n}`));
  for (const [n, id] of members.slice(0, 12).entries()) await buy(api, id, 1_000 * (n + 1));
  await runDue(api.house);
});
afterAll(() => api.close());

async function change(text: string, variables: object) {
  const answer = await api.ask(text, { key: `key-${keys++}`, ...variables }, { token: host });
  await runDue(api.house);
  return answer;
}

const save = (input: object, version: number | null = null) => change(SAVE, { input, version });
const upload = (segmentId: string, externalIds: readonly string[], more: object = {}) =>
  change(UPLOAD, { input: { segmentId, csv: ['externalId', ...externalIds].join('\n'), ...more } });
const retire = async (id: string, version: number) => at<unknown>(await change(RETIRE, { id, version }), 'data.segmentRetire.errors'); // prettier-ignore

async function sizes(): Promise<Record<string, number>> {
  const answer = await api.ask('{ segments { code size } }', {}, { token: host });
  return Object.fromEntries(at<{ code: string; size: number }[]>(answer, 'data.segments').map(({ code, size }) => [code, size])); // prettier-ignore
}

describe('A list that two people replace at once', () => {
  it('is what one of them said, and the other is told when that was lost', async () => {
    const [one, other] = [['person-1', 'person-2', 'person-3'], ['person-4', 'person-5']]; // prettier-ignore
    const both = await Promise.all([one, other].map((ids) => upload('seg_friends', ids, { mode: 'REPLACE' })));
    const refused = both.flatMap((answer) => at<{ code: string }[]>(answer, 'data.segmentUpload.errors'));
    expect(refused.every(({ code }) => code === 'VERSION_CONFLICT')).toBe(true);
    expect([2, 3]).toContain((await sizes())['friends']);
  });
});

describe('A segment', () => {
  it('that is made anew under the code of a retired one begins with nobody, and by the same rule with whom it selects now', async () => {
    const byRule = { code: 'again', name: named('Again'), rule: 'metrics.orders == 0' };
    const list = { code: 'again-list', name: named('Again'), isList: true };
    await save(byRule);
    await save(list);
    await upload('seg_again-list', ['person-1', 'person-2']);
    expect(await sizes()).toMatchObject({ again: 18, 'again-list': 2 });
    await retire('seg_again', 1);
    await retire('seg_again-list', 1);
    await buy(api, members[29] ?? '', 100);
    await save(byRule);
    await save(list);
    expect(await sizes()).toMatchObject({ again: 17, 'again-list': 0 });
  });

  it('that becomes a list keeps who is in it, and by its rule again has whom that selects', async () => {
    const rule = 'metrics.spendMinor > 9000';
    await save({ code: 'turns', name: named('Turns'), rule });
    await save({ code: 'turns', name: named('Turns'), isList: true }, 1);
    await upload('seg_turns', ['person-20', 'person-21']);
    expect(await sizes()).toMatchObject({ turns: 5 });
    const answer = await save({ code: 'turns', name: named('Turns'), rule }, 2);
    expect(at(answer, 'data.segmentSave.segment.isBuilding')).toBe(true);
    expect(await sizes()).toMatchObject({ turns: 3 });
  });

  it('is retired by its own id: a layer is not, and never the layering that has its code', async () => {
    const layers = [{ code: 'twin', name: named('Twin'), rule: 'metrics.orders > 3' }, { code: 'twin-rest', name: named('Rest') }]; // prettier-ignore
    await save({ code: 'twin', name: named('Twins'), layers });
    expect(await retire('seg_twin', 1)).toMatchObject([{ code: 'INVALID_INPUT', path: ['id'] }]);
    expect(await retire('sgl_again', 1)).toMatchObject([{ code: 'NOT_FOUND', path: ['id'] }]);
    expect(await sizes()).toHaveProperty('twin');
    expect(await retire('sgl_twin', 1)).toEqual([]);
    expect(await sizes()).not.toHaveProperty('twin');
  });
});
