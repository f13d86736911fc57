import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { runDue } from '../../src/kernel/schedule-runner.js';
import { systemCaller } from '../../src/kernel/session.js';
import { write } from '../../src/kernel/unit-of-work.js';
import { applyProgram, showProgram } from '../../src/modules/engine/index.js';
import { buy, enrolMember } from '../support/acts.js';
import { segmentProgram } from '../support/segment-program.js';
import type { Answered, TestApi } from './open-api.js';
import { at, openTestApi } from './open-api.js';

const PARTS =
  'key industry code stage pain strategy kind rule isLive isPreset version segments { code } segment { code } translations { field locale text }';
const MAP = `query M($industry: String) { segmentStrategies(industry: $industry) { ${PARTS} } }`;
const COVERAGE =
  'query C($industry: String) { strategyCoverage(industry: $industry) { pains live share members reached ofMembers } }';
const SAVE = `mutation S($input: StrategyInput!, $version: Int, $key: String!) { strategySave(input: $input, expectedVersion: $version, idempotencyKey: $key) { strategy { ${PARTS} } errors { code message path } replayed } }`;
const ADOPT = `mutation A($industry: String!, $key: String!) { strategiesAdopt(industry: $industry, idempotencyKey: $key) { strategies { ${PARTS} } errors { code path } replayed } }`;
const RETIRE = `mutation R($which: String!, $version: Int!, $key: String!) { strategyRetire(key: $which, expectedVersion: $version, idempotencyKey: $key) { strategy { key } errors { code path } } }`; // prettier-ignore

interface Strategy {
  readonly key: string;
  readonly code: string;
  readonly isPreset: boolean;
  readonly isLive: boolean;
  readonly version: number | null;
  readonly segments: readonly { code: string }[];
  readonly segment: { code: string } | null;
  readonly rule: string | null;
}

const named = (en: string, zhCN = en, zhTW = zhCN) => ({ en, zhCN, zhTW });
const queue = {
  industry: 'retail',
  code: 'long-queue',
  stage: 'CONVERSION',
  pain: named('Waits too long', '排队久', '排隊久'),
  strategy: named('Order ahead', '提前下单', '提前下單'),
};

let api: TestApi;
let host: string;
let keys = 0;

beforeAll(async () => {
  const one = { code: 'one-and-gone', name: named('One'), when: 'metrics.orders == 1 && metrics.recencyDays > 14' };
  const segments = { ...segmentProgram.segments, segments: [...segmentProgram.segments.segments, { ...one, name: 'One and gone' }] };
  api = await openTestApi({ program: { ...segmentProgram, segments } });
  host = await api.key(['host-admin']);
  for (let n = 0; n < 10; n++) {
    const id = await enrolMember(api, `person-${n}`);
    if (n < 6) await buy(api, id, 1_000 * (n + 1));
  }
  await runDue(api.house);
}); // prettier-ignore
afterAll(() => api.close());

const ask = (document: string, variables: object, token = host): Promise<Answered> => api.ask(document, variables, { token }); // prettier-ignore
const map = async (industry?: string) => at<Strategy[]>(await ask(MAP, { industry }), 'data.segmentStrategies');
const of = async (key: string) => (await map()).find((each) => each.key === key);
const save = (input: object, version: number | null = null, key = `s-${keys++}`) => ask(SAVE, { input, version, key });
const coverage = async (industry?: string) => at<object>(await ask(COVERAGE, { industry }), 'data.strategyCoverage');

describe('The map from pain to strategy', () => {
  it('begins with presets by industry and stage, none of which counts', async () => {
    const all = await map();
    expect(new Set(all.map(({ key }) => key.split('.')[0]))).toEqual(new Set(['retail', 'catering', 'services']));
    expect(all.every(({ isPreset, isLive, version }) => isPreset && !isLive && version === null)).toBe(true);
    expect(await coverage()).toEqual({ pains: 0, live: 0, share: null, members: 0, reached: 0, ofMembers: 10 });
  });

  it('is taken over by industry, with the segments that answer to its pains, and once', async () => {
    const [first, again] = [await ask(ADOPT, { industry: 'retail', key: 'once' }), await ask(ADOPT, { industry: 'retail', key: 'once' })]; // prettier-ignore
    const taken = at<Strategy[]>(first, 'data.strategiesAdopt.strategies');
    expect(taken).toHaveLength(9);
    expect(taken.every(({ isPreset, isLive, version }) => !isPreset && !isLive && version === 1)).toBe(true);
    expect(taken.find(({ code }) => code === 'one-time')?.segments).toEqual([{ code: 'one-and-gone' }]);
    expect(at(again, 'data.strategiesAdopt.replayed')).toBe(true);
    await ask(ADOPT, { industry: 'retail', key: 'twice' });
    expect((await map('retail')).every(({ version }) => version === 1)).toBe(true);
    expect((await map('catering')).every(({ isPreset }) => isPreset)).toBe(true);
    expect(await coverage('retail')).toMatchObject({ pains: 9, live: 0, share: 0, members: 0, ofMembers: 10 });
  });

  it('is refused for an industry without presets', async () => {
    const answer = await ask(ADOPT, { industry: 'banking', key: 'bank' });
    expect(at(answer, 'data.strategiesAdopt')).toMatchObject({ strategies: [], errors: [{ code: 'UNKNOWN_PRESET', path: ['industry'] }] }); // prettier-ignore
  });
});

describe('A strategy', () => {
  it('is made in three languages, and told in that of the request', async () => {
    const input = { ...queue, kind: named('Task', '任务', '任務'), segmentIds: ['seg_fresh'], isLive: true };
    const saved = at<Strategy>(await save(input), 'data.strategySave.strategy');
    expect(saved).toMatchObject({ key: 'retail.long-queue', stage: 'CONVERSION', version: 1, isLive: true, isPreset: false, rule: null, segments: [{ code: 'fresh' }] }); // prettier-ignore
    const told = await api.ask(MAP, { industry: 'retail' }, { token: host, language: 'zh-TW' });
    expect(at<Strategy[]>(told, 'data.segmentStrategies').at(-1)).toMatchObject({ pain: '排隊久', strategy: '提前下單', kind: '任務' }); // prettier-ignore
    expect(saved).toMatchObject({ translations: expect.arrayContaining([{ field: 'pain', locale: 'ZH_CN', text: '排队久' }]) }); // prettier-ignore
  });

  it('counts as coverage while it is live, with the members of its segments', async () => {
    expect(await coverage('retail')).toEqual({ pains: 10, live: 1, share: 0.1, members: 6, reached: 6, ofMembers: 10 });
    await save({ ...queue, segmentIds: ['seg_fresh'], isLive: false }, 1);
    expect(await coverage('retail')).toEqual({ pains: 10, live: 0, share: 0, members: 6, reached: 0, ofMembers: 10 });
    expect(await coverage('catering')).toMatchObject({ pains: 0, share: null });
  });

  it('is not saved over a change somebody has not seen, and a repeat answers the first time', async () => {
    const late = await save({ ...queue, isLive: false }, 1);
    expect(at(late, 'data.strategySave.errors.0')).toMatchObject({ code: 'VERSION_CONFLICT', path: ['expectedVersion'] }); // prettier-ignore
    const input = { ...queue, strategy: named('Second till') };
    expect(at(await save(input, 2, 'same'), 'data.strategySave.strategy.version')).toBe(3);
    expect(at(await save(input, 2, 'same'), 'data.strategySave')).toMatchObject({ replayed: true, errors: [] });
    expect((await of('retail.long-queue'))?.version).toBe(3);
  });

  it.each([
    ['live for nobody', { isLive: true }, 'STRATEGY_WITHOUT_SEGMENT', ['input', 'isLive']],
    ['for a segment that is not there', { segmentIds: ['seg_fresh', 'seg_nowhere'] }, 'UNKNOWN_SEGMENT', ['input', 'segmentIds', '1']],
    ['for one segment twice', { segmentIds: ['seg_fresh', 'seg_fresh'] }, 'INVALID_INPUT', ['input', 'segmentIds']],
    ['with a code that is none', { code: 'Long Queue' }, 'INVALID_INPUT', ['input', 'code']],
    ['with a pain that is too long', { pain: named('x'.repeat(121)) }, 'INVALID_INPUT', ['input', 'pain']],
    ['without a text', { strategy: named('') }, 'INVALID_INPUT', ['input', 'strategy']],
  ])('%s is refused with the place', async (_what, wrong, code, path) => {
    const answer = await save({ ...queue, ...wrong }, 3);
    const [error] = at<{ code: string; path: string[] }[]>(answer, 'data.strategySave.errors');
    expect(error?.code).toBe(code);
    expect(error?.path.slice(0, path.length)).toEqual(path);
    expect((await of('retail.long-queue'))?.version).toBe(3);
  }); // prettier-ignore

  it('keeps its segment from being retired, and says which it is', async () => {
    await save({ ...queue, segmentIds: ['seg_old-hands'] }, 3);
    const retire = (key: string) => ask('mutation T($key: String!) { segmentRetire(id: "seg_old-hands", expectedVersion: 1, idempotencyKey: $key) { errors { code message } } }', { key }); // prettier-ignore
    const [error] = at<{ code: string; message: string }[]>(await retire('t1'), 'data.segmentRetire.errors');
    expect(error).toMatchObject({ code: 'SEGMENT_IN_USE' });
    expect(error?.message).toContain('retail.long-queue');
    await save({ ...queue, segmentIds: [] }, 4);
    expect(at(await retire('t2'), 'data.segmentRetire.errors')).toEqual([]);
  });

  it('stands in the place of the preset of its key, whatever industry was taken over', async () => {
    const input = { industry: 'catering', code: 'visits-seldom', stage: 'REPURCHASE', pain: named('Comes seldom'), strategy: named('Set meal') }; // prettier-ignore
    await save(input);
    const catering = await map('catering');
    expect(catering).toHaveLength(9);
    expect(catering.filter(({ isPreset }) => !isPreset).map(({ code }) => code)).toEqual(['visits-seldom']);
    expect(catering[0]).toMatchObject({ rule: 'metrics.orders >= 1 && orders(30) == 0', strategy: 'Set meal' });
  });

  it('that is retired is gone with its pain, does not come back as a preset, and can be made anew', async () => {
    const retire = (version: number, key: string) => ask(RETIRE, { which: 'catering.visits-seldom', version, key });
    expect(at(await retire(9, 'r1'), 'data.strategyRetire.errors.0.code')).toBe('VERSION_CONFLICT');
    expect(at(await retire(1, 'r2'), 'data.strategyRetire')).toEqual({ strategy: null, errors: [] });
    expect(at(await retire(1, 'r3'), 'data.strategyRetire.errors.0')).toEqual({ code: 'NOT_FOUND', path: ['key'] });
    await ask(ADOPT, { industry: 'catering', key: 'food' });
    expect(await of('catering.visits-seldom')).toBeUndefined();
    expect(await map('catering')).toHaveLength(8);
    const input = { industry: 'catering', code: 'visits-seldom', stage: 'REPURCHASE', pain: named('Comes seldom'), strategy: named('Set meal') }; // prettier-ignore
    expect(at(await save(input), 'data.strategySave.strategy.version')).toBe(2);
  });

  it('is seen and changed by the host alone', async () => {
    const partner = await api.key(['segments:read'], 'partner');
    expect((await ask(MAP, {}, partner)).data).toEqual({ segmentStrategies: null });
    const reader = await api.key(['segments:read']);
    const denied = await ask(SAVE, { input: queue, version: 5, key: 'no' }, reader);
    expect(JSON.stringify(denied.errors)).toContain('segments:write');
  });
}); // prettier-ignore

describe('The program with strategies', () => {
  const session = () => ({ caller: systemCaller('brd_host'), now: api.clock.now(), sql: api.house.database.reader, house: api.house }); // prettier-ignore
  const apply = (body: object) => write(api.house, { caller: systemCaller('brd_host'), members: [] }, async (writing) => ({ ...(await applyProgram(writing, body)) })); // prettier-ignore

  it('shows them, and applied again changes nothing', async () => {
    const shown = await showProgram(session());
    const { strategies } = shown['segments'] as { strategies: { code: string; live: boolean }[] };
    expect(strategies.map(({ code }) => code)).toEqual(expect.arrayContaining(['long-queue', 'price-sensitive', 'visits-seldom'])); // prettier-ignore
    expect((await apply(shown)).value.isChanged).toBe(false);
    expect((await of('retail.long-queue'))?.version).toBe(5);
  });

  it('is refused with the place when one is live for nobody, and retires those it leaves out', async () => {
    const shown = (await showProgram(session())) as { segments: { strategies: { code: string }[] } };
    const having = (strategies: object[]) => apply({ ...shown, segments: { ...shown.segments, strategies } });
    const live = shown.segments.strategies.map((each) => ({ ...each, live: each.code === 'long-queue' }));
    await expect(having(live)).rejects.toMatchObject({ code: 'STRATEGY_WITHOUT_SEGMENT' });
    await having(shown.segments.strategies.filter(({ code }) => code !== 'long-queue'));
    expect(await of('retail.long-queue')).toBeUndefined();
  });

  it('notes in the audit log who changed what', async () => {
    const rows = await api.house.database.reader.rows<{ action: string }>("SELECT action FROM audit_rows WHERE subjectId = 'catering.visits-seldom' ORDER BY at, id"); // prettier-ignore
    expect(rows.map(({ action }) => action)).toEqual([
      'strategies.created',
      'strategies.retired',
      'strategies.created',
    ]);
  });
});
