import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '../../src/kernel/id.js';
import { insertRows, pages } from '../../src/kernel/rows.js';
import { write } from '../../src/kernel/unit-of-work.js';
import { buy, enrolMember } from '../support/acts.js';
import { segmentProgram } from '../support/segment-program.js';
import type { Answered, TestApi } from './open-api.js';
import { at, openTestApi } from './open-api.js';

const PREVIEW = 'query P($rules: [String!], $preset: String, $values: [PresetValueInput!]) { segmentPreview(rules: $rules, preset: $preset, values: $values) { name rule size low high isEstimate sample { id number } } }'; // prettier-ignore

interface Previewed {
  readonly name: string | null;
  readonly rule: string | null;
  readonly size: number;
  readonly low: number;
  readonly high: number;
  readonly isEstimate: boolean;
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
    expect(one).toMatchObject({ rule: 'metrics.spendMinor >= 2000', size: 6, low: 6, high: 6, isEstimate: false });
    expect(one?.sample?.map(({ number }) => number)).toEqual([2, 3, 4, 5, 6]);
    expect(rest).toMatchObject({ rule: null, size: 3 });
    expect(await api.house.database.reader.rows('SELECT segment FROM segment_builds')).toEqual([]);
  });

  it('layers count each member once, in the first they meet', async () => {
    const answer = await ask({ rules: ['metrics.spendMinor > 5000', 'metrics.orders > 0'] });
    expect(told(answer).map(({ size }) => size)).toEqual([2, 5, 2]);
  });

  it('takes blanks of a preset between which a single number lies', async () => {
    const values = ['potentialFrom', 'potentialTo'].map((name) => ({ name, value: 5 }));
    const { data } = await ask({ preset: 'lifecycle', values });
    expect(JSON.stringify(data)).toContain('metrics.orders >= 5 && metrics.orders <= 5');
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

/** So many, of whom every fourth came by the app, that twenty rules are not asked of each. */
const MANY = 25_000;

describe('Before a segment of very many members is saved', () => {
  let share: readonly Previewed[];
  let again: readonly Previewed[];
  beforeAll(async () => {
    const now = api.clock.now();
    const row = { status: 'active', brandId: 'brd_host', enrolledAt: now, createdAt: now, enrolledDay: 20_000 };
    const rows = Array.from({ length: MANY - 9 }, (_, at) => at + 10).map((number) => ({ id: newId('mem'), number, channel: number % 4 === 0 ? 'app' : 'store', ...row }));
    for (const page of pages(rows, 2_000)) {
      await write(api.house, { caller: api.caller, members: [] }, async ({ sql }) => {
        await insertRows(sql, 'members', page);
        return undefined;
      });
    }
    const rules = ['member.channel == "app"', ...Array.from({ length: 19 }, (_, n) => `member.channel == "none-${n}"`)];
    share = told(await ask({ rules }));
    again = told(await ask({ rules }));
  }); // prettier-ignore

  it('a sample of them is asked, which says so, and between which sizes the true one lies', () => {
    const [app] = share;
    expect(app?.isEstimate).toBe(true);
    expect(app?.low).toBeLessThanOrEqual(MANY / 4);
    expect(app?.high).toBeGreaterThanOrEqual(MANY / 4);
    expect((app?.high ?? 0) - (app?.low ?? 0)).toBeLessThan(MANY / 40);
    expect(share[1]).toMatchObject({ size: 0, low: 0, isEstimate: true });
    expect(share.reduce((sum, { size }) => sum + size, 0)).toBeCloseTo(MANY, -2);
  });

  it('the same ones are asked again, and those that are shown are of it', () => {
    expect(again).toEqual(share);
    expect(share[0]?.sample?.map(({ number }) => number % 4)).toEqual([0, 0, 0, 0, 0]);
  });

  it('a single rule is still asked of everybody', async () => {
    const [app] = told(await ask({ rules: ['member.channel == "app"'] }));
    expect(app).toMatchObject({ size: MANY / 4 - 2, isEstimate: false }); // the first nine came by no channel
  });
});
