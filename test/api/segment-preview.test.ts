import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { buy, enrolMember } from '../support/acts.js';
import { segmentProgram } from '../support/segment-program.js';
import type { Answered, TestApi } from './open-api.js';
import { at, openTestApi } from './open-api.js';

const PREVIEW = 'query P($rules: [String!], $preset: String, $values: [PresetValueInput!]) { segmentPreview(rules: $rules, preset: $preset, values: $values) { name rule size sample { id number } } }'; // prettier-ignore

interface Previewed {
  readonly name: string | null;
  readonly rule: string | null;
  readonly size: number;
  readonly sample: readonly { number: number }[] | null;
}

let api: TestApi;
let host: string;
beforeAll(async () => {
  api = await openTestApi({ program: segmentProgram });
  host = await api.key(['segments:read', 'members:read']);
  for (let n = 0; n < 9; n++) {
    const id = await enrolMember(api, `person-${n}`);
    if (n < 7) await buy(api, id, 1_000 * (n + 1));
  }
});
afterAll(() => api.close());

const ask = (variables: object, token = host): Promise<Answered> => api.ask(PREVIEW, variables, { token });
const told = (answer: Answered) => at<Previewed[]>(answer, 'data.segmentPreview');

describe('Before a segment is saved', () => {
  it('its rule says how many members it would have, and shows some; nothing is kept', async () => {
    const [one, rest] = told(await ask({ rules: ['metrics.spendMinor >= 2000'] }));
    expect(one).toMatchObject({ rule: 'metrics.spendMinor >= 2000', size: 6 });
    expect(one?.sample?.map(({ number }) => number)).toEqual([2, 3, 4, 5, 6]);
    expect(rest).toMatchObject({ rule: null, size: 3 });
    expect(await api.house.database.reader.rows('SELECT segment FROM segment_builds')).toEqual([]);
  });

  it('layers count each member once, in the first they meet', async () => {
    const answer = await ask({ rules: ['metrics.spendMinor > 5000', 'metrics.orders > 0'] });
    expect(told(answer).map(({ size }) => size)).toEqual([2, 5, 2]);
  });

  it('a preset says what its numbers make of it', async () => {
    const answer = await ask({ preset: 'joined-without-order', values: [{ name: 'days', value: 0 }] });
    expect(told(answer)[0]).toMatchObject({ rule: 'metrics.orders == 0 && member.enrolledDays >= 0', size: 2 });
    const layers = told(await ask({ preset: 'lifecycle' }));
    expect(layers.map(({ name }) => name)).toEqual(['High loyalty', 'New', 'Active', 'Dormant', 'Potential', 'Other']);
    expect(layers.reduce((sum, { size }) => sum + size, 0)).toBe(9);
  });

  it('a rule that cannot be used says where it is wrong', async () => {
    const answer = await ask({ rules: ['metrics.orders > 0', 'metrics.ordrs > 0'] });
    expect(JSON.stringify(answer.errors)).toMatch(/ordrs/);
    expect(at(answer, 'data.segmentPreview')).toBeNull();
    for (const wrong of [{}, { rules: [] }, { rules: ['true'], preset: 'rfm' }]) {
      expect((await ask(wrong)).errors).toBeDefined();
    }
  });

  it('who may not look at members sees no sample, and a partner nothing at all', async () => {
    const narrow = await api.key(['segments:read']);
    expect(told(await ask({ rules: ['metrics.orders > 0'] }, narrow))[0]).toMatchObject({ size: 7, sample: null });
    const partner = await api.key(['segments:read', 'members:read'], 'partner');
    expect(at(await ask({ rules: ['true'] }, partner), 'data.segmentPreview')).toBeNull();
  });
});
