import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import { showProgram } from '../../src/modules/engine/index.js';
import { read } from '../../src/kernel/unit-of-work.js';
import { ENROL, purchase, RECORD } from './documents.js';
import type { TestApi } from './open-api.js';
import { at, openTestApi, sandboxOf } from './open-api.js';

const CREATE = `mutation ($input: BrandCreateInput!, $key: String!) { brandCreate(input: $input, idempotencyKey: $key) {
  brand { id code name zone currency locale isHost status version } errors { code path } replayed } }`;
const UPDATE = `mutation ($id: ID!, $input: BrandUpdateInput!, $expectedVersion: Int!) { brandUpdate(id: $id, input: $input, expectedVersion: $expectedVersion) {
  brand { id name status version } errors { code path } } }`;
const LIST = 'query ($status: [BrandStatus!] = [ACTIVE]) { brands(status: $status) { id code name isHost } }';

let api: TestApi;
let host: string;

beforeAll(async () => {
  api = await openTestApi();
  host = await api.key(['host-admin']);
});
afterAll(() => api.close());

const create = (input: object, key: string, token = host) => api.ask(CREATE, { input, key }, { token });
const update = (id: string, input: object, expectedVersion: number, token = host) =>
  api.ask(UPDATE, { id, input, expectedVersion }, { token });
const codes = async (token: string, status?: string[]) =>
  at<{ code: string }[] | null>(await api.ask(LIST, { status }, { token }), 'data.brands')?.map(({ code }) => code);

describe('brands', () => {
  it('are told to a visitor with a publishable key, and not to one without', async () => {
    const token = await api.key([], 'partner', { kind: 'publishable', origins: ['https://shop.example'] });
    expect(await codes(token)).toEqual(['host', 'partner']);
    expect(at(await api.ask(LIST), 'errors.0.extensions.code')).toBe('UNAUTHENTICATED');
    const more = await api.ask('{ brands { id version status createdAt } }', {}, { token });
    expect(at<{ version: null }[]>(more, 'data.brands')[0]).toMatchObject({ version: null, status: null, createdAt: null });
    expect(at(more, 'errors.0.extensions.code')).toBe('UNAUTHENTICATED');
    expect((await api.ask(LIST, { status: ['CLOSED'] }, { token })).data).toEqual({ brands: null });
  }); // prettier-ignore

  it('are told with more to who manages them, and to no partner', async () => {
    const [first] = at<object[]>(await api.ask('{ brands { code version status createdAt } }', {}, { token: host }), 'data.brands'); // prettier-ignore
    expect(first).toEqual({ code: 'host', version: 1, status: 'ACTIVE', createdAt: new Date(api.clock.now()).toISOString() }); // prettier-ignore
    const partner = await api.key(['program:read'], 'partner');
    const answer = await api.ask('{ brands { code version } }', {}, { token: partner });
    expect(at(answer, 'errors.0.extensions')).toMatchObject({ code: 'FORBIDDEN', scope: 'brands:write' });
  });
});

describe('brandCreate', () => {
  it('takes a partner into the program, and the program file says so', async () => {
    const before = api.house.programs.current().hash;
    const answer = await create({ code: 'tea-house', name: 'Tea House 茶舍', locale: 'zh-TW' }, 'tea');
    expect(at(answer, 'data.brandCreate')).toEqual({
      brand: { id: 'brd_tea-house', code: 'tea-house', name: 'Tea House 茶舍', zone: 'America/New_York', currency: 'USD', locale: 'zh-TW', isHost: false, status: 'ACTIVE', version: 1 },
      errors: [],
      replayed: false,
    }); // prettier-ignore
    expect(api.house.programs.current().hash).not.toBe(before);
    expect(await codes(host)).toEqual(['host', 'partner', 'tea-house']);
    const shown = (await showProgram(read(api.house, api.caller))) as { brands: { partners: object[] } };
    expect(shown.brands.partners).toContainEqual(expect.objectContaining({ code: 'tea-house', locale: 'zh-TW' }));
    expect(parse(JSON.stringify(shown))).toEqual(shown);
  });

  it('works at once: its key enrols and reports, in the sandbox too', async () => {
    await create({ code: 'works', name: 'Works' }, 'works');
    for (const token of [await api.key(['partner-standard'], 'works'), await api.testKey(['partner-standard'], 'works')]) {
      const enrolled = await api.ask(ENROL, { input: { externalId: 'w-1' }, key: 'w-1' }, { token });
      const member = { id: at(enrolled, 'data.memberEnrol.member.id') };
      const recorded = await api.ask(RECORD, { member, input: purchase('w-1', 1_000) }, { token });
      expect(at(recorded, 'data.activityRecord.errors')).toEqual([]);
    }
  }); // prettier-ignore

  it('answers a repeat, and refuses a code that is taken and what is no brand', async () => {
    await create({ code: 'twice', name: 'Twice' }, 'twice');
    const again = await create({ code: 'twice', name: 'Twice' }, 'twice');
    expect(at(again, 'data.brandCreate')).toMatchObject({ brand: { code: 'twice' }, replayed: true });
    const refused = async (input: object) => at(await create(input, JSON.stringify(input)), 'data.brandCreate.errors.0.code'); // prettier-ignore
    expect(await refused({ code: 'twice', name: 'Other' })).toBe('BRAND_CODE_TAKEN');
    for (const input of [
      { code: 'Not A Code', name: 'x' },
      { code: 'x', name: 'x' },
      { code: 'nowhere', name: 'x', zone: 'Mars/Olympus' },
      { code: 'money', name: 'x', currency: 'dollars' },
      { code: 'tongue', name: 'x', locale: 'fr' },
      { code: 'nameless', name: '  ' },
    ]) {
      expect([input, await refused(input)]).toEqual([input, 'INVALID_INPUT']);
    }
  });
});

describe('brandUpdate', () => {
  it('changes what somebody has seen, and refuses who has seen an older version', async () => {
    await create({ code: 'changes', name: 'Before' }, 'changes');
    const first = await update('brd_changes', { name: 'After' }, 1);
    expect(at(first, 'data.brandUpdate')).toEqual({ brand: { id: 'brd_changes', name: 'After', status: 'ACTIVE', version: 2 }, errors: [] }); // prettier-ignore
    expect(at(await update('brd_changes', { name: 'Late' }, 1), 'data.brandUpdate.errors')).toEqual([{ code: 'VERSION_CONFLICT', path: ['expectedVersion'] }]); // prettier-ignore
    expect(at(await update('brd_nothing', { name: 'x' }, 1), 'data.brandUpdate.errors.0.code')).toBe('NOT_FOUND');
    const raced = await Promise.all(['a', 'b', 'c'].map((name) => update('brd_changes', { name }, 2)));
    expect(raced.filter((answer) => at<object[]>(answer, 'data.brandUpdate.errors').length === 0)).toHaveLength(1);
  });

  it('closes a brand: its keys stop at once, in the sandbox too, and it is in no list and no program; and takes it back', async () => {
    await create({ code: 'leaves', name: 'Leaves' }, 'leaves');
    const tokens = [await api.key(['program:read'], 'leaves'), await api.testKey(['program:read'], 'leaves')];
    const status = () => Promise.all(tokens.map(async (token) => (await api.ask('{ viewer { kind } }', {}, { token })).status)); // prettier-ignore
    expect(await status()).toEqual([200, 200]);
    await update('brd_leaves', { status: 'CLOSED' }, 1);
    await sandboxOf(api); // follows the program as soon as somebody looks in
    expect(await status()).toEqual([401, 401]);
    expect(await codes(host)).not.toContain('leaves');
    expect(await codes(host, ['CLOSED'])).toEqual(['leaves']);
    expect(at(await create({ code: 'leaves', name: 'Again' }, 'again'), 'data.brandCreate.errors.0.code')).toBe('BRAND_CODE_TAKEN'); // prettier-ignore
    await update('brd_leaves', { status: 'ACTIVE' }, 2);
    await sandboxOf(api);
    expect(await status()).toEqual([200, 200]);
  });

  it('leaves the host what it is: never closed, its zone and currency fixed once anybody has done anything', async () => {
    const [{ version } = { version: 0 }] = at<{ version: number }[]>(await api.ask('{ brands { version } }', {}, { token: host }), 'data.brands'); // prettier-ignore
    expect(at(await update('brd_host', { status: 'CLOSED' }, version), 'data.brandUpdate.errors.0.code')).toBe('HOST_BRAND_STAYS'); // prettier-ignore
    await api.ask(ENROL, { input: { externalId: 'somebody' }, key: 'somebody' }, { token: host });
    expect(at(await update('brd_host', { zone: 'Asia/Shanghai' }, version), 'data.brandUpdate.errors.0.code')).toBe('HOST_BRAND_FIXED'); // prettier-ignore
    expect(at(await update('brd_host', { name: 'Renamed' }, version), 'data.brandUpdate.errors')).toEqual([]);
  });

  it('is for the live house: the sandbox has the brands of it', async () => {
    const test = await api.testKey(['host-admin']);
    expect(at(await create({ code: 'sandy', name: 'Sandy' }, 'sandy', test), 'data.brandCreate.errors.0.code')).toBe('LIVE_ONLY'); // prettier-ignore
    expect(at(await update('brd_partner', { name: 'x' }, 1, test), 'data.brandUpdate.errors.0.code')).toBe('LIVE_ONLY');
  });

  it('is for the host alone', async () => {
    const partner = await api.key(['partner-standard'], 'partner');
    expect((await update('brd_partner', { name: 'Mine' }, 1, partner)).errors).toMatchObject([{ extensions: { code: 'FORBIDDEN', scope: 'brands:write' } }]); // prettier-ignore
  });
});
