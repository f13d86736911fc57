import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';
import { PROVEN_MS } from '../../src/app/proven.js';
import { write } from '../../src/kernel/unit-of-work.js';
import { applyProgram, showProgram } from '../../src/modules/engine/index.js';
import { testProgram } from '../support/program.js';
import { RECORD } from './documents.js';
import type { Answered, TestApi } from './open-api.js';
import { at, openTestApi } from './open-api.js';

const [first] = testProgram.brands.partners;
const named = (text: string) => ({ en: text, 'zh-CN': `${text}店`, 'zh-TW': `${text}門市` });
const STORES = [
  { code: 'S1', name: named('Main street') },
  { code: '0731', brand: 'partner', name: named('Harbour') },
  { code: 'old', brand: 'partner', name: named('Old town'), status: 'closed' },
  { code: 'S1', brand: 'other', name: named('Market') },
];
const PROGRAM = {
  ...testProgram,
  brands: { ...testProgram.brands, partners: [first, { ...first, code: 'other', name: 'Other' }] },
  stores: STORES,
  channels: [{ code: 'app', brand: 'partner', kind: 'online', name: named('App') }],
};

const SAVE = `mutation ($input: StoreInput!, $version: Int, $key: String!) { storeSave(input: $input, expectedVersion: $version, idempotencyKey: $key) {
  store { id code name status zone city address geo { latitude longitude } hours { weekday opens closes } version brand { code }
    translations { field locale text } } errors { code message path } replayed } }`;
const CHANNEL = `mutation ($input: ChannelInput!, $version: Int, $key: String!) { channelSave(input: $input, expectedVersion: $version, idempotencyKey: $key) {
  channel { id code kind name version brand { code } } errors { code path } } }`;
const LIST = `query ($filter: StoreFilterInput, $first: Int, $after: String) { stores(filter: $filter, first: $first, after: $after) {
  totalCount nodes { id code name status brand { code } } pageInfo { hasNextPage endCursor } } }`;
const SCOPES = ['partner-standard'];

let api: TestApi;
let host: string;
let partner: string;
let other: string;
let counted = 0;
const fresh = (about: string) => `${about} ${(counted += 1)}`;

beforeAll(async () => {
  api = await openTestApi({ program: PROGRAM });
  host = await api.key(['host-admin']);
  partner = await api.key(SCOPES, 'partner');
  other = await api.key(SCOPES, 'other');
});
beforeEach(() => api.clock.advance(120_000));
afterAll(() => api.close());

const codesOf = (answer: Answered) =>
  at<{ code: string; brand: { code: string } }[]>(answer, 'data.stores.nodes').map(({ code, brand }) => `${brand.code}/${code}`).sort(); // prettier-ignore

const idOf = async (brand: string, code: string) => {
  const filter = { brandId: `brd_${brand}`, code, status: ['OPEN', 'CLOSED'] };
  return at(await api.ask(LIST, { filter }, { token: host }), 'data.stores.nodes.0.id');
};

interface Wish {
  readonly version?: number;
  readonly key?: string;
}

const store = (code: string, more: object = {}) => ({ code, name: { en: code, zhCN: code, zhTW: code }, ...more });
const save = (input: object, token: string, { version, key = fresh('save') }: Wish = {}) =>
  api.ask(SAVE, { input, version: version ?? null, key }, { token });
const refusedAs = (answer: Answered, mutation: string) => at(answer, `data.${mutation}.errors.0.code`);

describe('storeSave', () => {
  it('makes a store of the own brand with all that a shop finder shows, and changes it as it was seen last', async () => {
    const input = store('harbour-2', {
      name: { en: 'Harbour 2', zhCN: '港口二店', zhTW: '港口二店' },
      city: { en: 'Qingdao', zhCN: '青岛', zhTW: '青島' },
      address: { en: '1 Pier', zhCN: '码头1号', zhTW: '碼頭1號' },
      zone: 'Asia/Shanghai',
      geo: { latitude: 36.06, longitude: 120.38 },
      hours: [{ weekday: 6, opens: '10:00', closes: '02:00' }],
    });
    const made = await save(input, partner, { key: 'made once' });
    expect(at(made, 'data.storeSave')).toMatchObject({
      errors: [],
      store: {
        code: 'harbour-2', name: 'Harbour 2', status: 'OPEN', zone: 'Asia/Shanghai', city: 'Qingdao', address: '1 Pier', version: 1, brand: { code: 'partner' },
        geo: { latitude: 36.06, longitude: 120.38 }, hours: [{ weekday: 6, opens: '10:00', closes: '02:00' }],
      },
    }); // prettier-ignore
    expect(at(made, 'data.storeSave.store.id')).toMatch(/^sto_[0-9A-Z]{26}$/);
    expect(at(await save(input, partner, { key: 'made once' }), 'data.storeSave.replayed')).toBe(true);
    const changed = await save(store('harbour-2'), partner, { version: 1 });
    expect(at(changed, 'data.storeSave.store')).toMatchObject({ name: 'harbour-2', city: null, geo: null, version: 2 });
    expect(refusedAs(await save(store('harbour-2'), partner, { version: 1 }), 'storeSave')).toBe('VERSION_CONFLICT');
    expect(refusedAs(await save(store('harbour-2'), partner), 'storeSave')).toBe('VERSION_CONFLICT');
  });

  it('is for the own brand: another one is not there, for the host every one is', async () => {
    const foreign = await save(store('mine', { brandId: 'brd_other' }), partner);
    expect(at(foreign, 'data.storeSave')).toMatchObject({ store: null, errors: [{ code: 'NOT_FOUND', path: ['input', 'brandId'] }] }); // prettier-ignore
    expect(refusedAs(await save(store('mine', { brandId: 'brd_nobody' }), host), 'storeSave')).toBe('NOT_FOUND');
    const given = await save(store('given', { brandId: 'brd_other' }), host);
    expect(at(given, 'data.storeSave.store.brand.code')).toBe('other');
    const without = await api.key(['stores:read'], 'partner');
    expect(at((await save(store('mine'), without)) as never, 'errors.0.extensions.code')).toBe('FORBIDDEN');
  });

  it.each([
    ['a code with a space', { code: 'a b' }],
    ['a code of nothing', { code: '' }],
    ['a zone nobody has', { zone: 'Mars/Olympus' }],
    ['a place that is not on the map', { geo: { latitude: 91, longitude: 0 } }],
    ['a day the week does not have', { hours: [{ weekday: 8, opens: '09:00', closes: '10:00' }] }],
    ['a time the day does not have', { hours: [{ weekday: 1, opens: '24:00', closes: '10:00' }] }],
    ['a name of nothing', { name: { en: ' ', zhCN: ' ', zhTW: ' ' } }],
  ])('declines %s', async (_what, wrong) => {
    expect(refusedAs(await save({ ...store('fine'), ...wrong }, host), 'storeSave')).toBe('INVALID_INPUT');
    expect(await idOf('host', 'fine')).toBeUndefined();
  });

  it('gives the program a new version, which its file shows and takes back; what a file leaves out stays', async () => {
    await save(store('in-file'), host);
    const session = { caller: api.caller, members: [] };
    const told = await write(api.house, session, (open) => showProgram(open));
    const shown = told.value as { stores: { code: string; brand: string | null }[] };
    expect(shown.stores.map(({ code, brand }) => `${brand ?? 'host'}/${code}`)).toEqual(expect.arrayContaining(['host/in-file', 'partner/0731'])); // prettier-ignore
    const again = await write(api.house, session, (open) => applyProgram(open, told.value));
    expect(again.value).toMatchObject({ isChanged: false });
    const without = Object.fromEntries(Object.entries(told.value).filter(([name]) => name !== 'stores'));
    expect((await write(api.house, session, (open) => applyProgram(open, without))).value).toMatchObject({ isChanged: false }); // prettier-ignore
    const twice = { ...without, stores: [{ code: 'in-file', name: 'a' }, { code: 'in-file', brand: 'host', name: 'b' }] }; // prettier-ignore
    await expect(write(api.house, session, (open) => applyProgram(open, twice))).rejects.toThrow('INVALID_PROGRAM');
  });

  it('is written into the audit with what it was before', async () => {
    await save(store('audited'), host);
    await save(store('audited', { status: 'CLOSED' }), host, { version: 1 });
    const [row] = await api.house.database.reader.rows<{ action: string }>(
      "SELECT action, was, became FROM audit_rows WHERE action = 'brands.store-changed' ORDER BY at DESC, id DESC LIMIT 1",
    );
    expect(row).toMatchObject({ was: '{"status":"open"}', became: '{"status":"closed"}' });
  });
});

describe('channelSave', () => {
  it('makes a channel of the own brand, which a purchase may then name, and no other', async () => {
    const input = { code: 'poster-7', kind: 'POSTER', name: { en: 'Poster', zhCN: '海报', zhTW: '海報' } };
    const made = await api.ask(CHANNEL, { input, key: fresh('channel') }, { token: partner });
    expect(at(made, 'data.channelSave')).toMatchObject({ errors: [], channel: { code: 'poster-7', kind: 'POSTER', brand: { code: 'partner' } } }); // prettier-ignore
    const foreign = { ...input, brandId: 'brd_other' };
    expect(refusedAs(await api.ask(CHANNEL, { input: foreign, key: fresh('channel') }, { token: partner }), 'channelSave')).toBe('NOT_FOUND'); // prettier-ignore
    const list = await api.ask('{ channels { nodes { code brand { code } } } }', {}, { token: other });
    expect(at(list, 'data.channels.nodes')).toEqual([]);
  });
});

describe('stores', () => {
  it('are in the catalogue before anybody has signed in: the open ones of every brand, page by page', async () => {
    const page = await api.key([], 'partner', { kind: 'publishable', origins: ['https://shop.example'] });
    const asking = { token: page, headers: { origin: 'https://shop.example' } };
    const all = await api.ask(LIST, { filter: {}, first: 100 }, asking);
    expect(codesOf(all)).toEqual(expect.arrayContaining(['host/S1', 'other/S1', 'partner/0731']));
    expect(codesOf(all)).not.toContain('partner/old');
    const start = await api.ask(LIST, { filter: { brandId: 'brd_host' }, first: 1 }, asking);
    expect(at(start, 'data.stores.nodes')).toHaveLength(1);
    const after = at(start, 'data.stores.pageInfo.endCursor');
    const next = await api.ask(LIST, { filter: { brandId: 'brd_host' }, first: 1, after }, asking);
    expect(codesOf(next)).not.toEqual(codesOf(start));
  });

  it('that are closed are told to their brand and to the host, and to nobody else', async () => {
    const closed = { filter: { status: ['CLOSED'], brandId: 'brd_partner' } };
    expect(codesOf(await api.ask(LIST, closed, { token: partner }))).toContain('partner/old');
    expect(codesOf(await api.ask(LIST, closed, { token: host }))).toContain('partner/old');
    expect(codesOf(await api.ask(LIST, closed, { token: other }))).toEqual([]);
    const id = await idOf('partner', 'old');
    const node = 'query ($id: ID!) { node(id: $id) { ... on Store { code } } }';
    expect(at(await api.ask(node, { id }, { token: partner }), 'data.node.code')).toBe('old');
    expect(at(await api.ask(node, { id }, { token: other }), 'data.node')).toBeNull();
  });

  it('speak the language that is asked for', async () => {
    const filter = { brandId: 'brd_partner', code: '0731' };
    const answer = await api.ask(LIST, { filter }, { token: partner, language: 'zh-CN' });
    expect(at(answer, 'data.stores.nodes.0.name')).toBe('Harbour店');
  });
});

describe('a purchase', () => {
  let bought = 0;
  const buy = async (where: object, token: string) => {
    const externalId = fresh('buyer');
    const enrol = 'mutation ($input: MemberEnrolInput!, $key: String!) { memberEnrol(input: $input, idempotencyKey: $key) { errors { code } } }'; // prettier-ignore
    await api.ask(enrol, { input: { externalId }, key: externalId }, { token });
    const orderId = `order ${(bought += 1)}`;
    const input = { type: 'purchase', externalId: orderId, purchase: { orderId, amountMinor: 1_000, ...where } };
    return api.ask(RECORD, { member: { externalId }, input }, { token });
  };

  it('names a store and a channel of the brand that reports it, open or closed since', async () => {
    expect(at(await buy({ store: '0731', channel: 'app' }, partner), 'data.activityRecord.errors')).toEqual([]);
    expect(at(await buy({ store: 'old' }, partner), 'data.activityRecord.errors')).toEqual([]);
    expect(refusedAs(await buy({ store: 'S1' }, partner), 'activityRecord')).toBe('UNKNOWN_STORE');
    expect(refusedAs(await buy({ channel: 'nowhere' }, partner), 'activityRecord')).toBe('UNKNOWN_CHANNEL');
  });

  it('names any channel while the brand has named none', async () => {
    expect(at(await buy({ store: 'S1', channel: 'whatever' }, other), 'data.activityRecord.errors')).toEqual([]);
  });
});

describe('a store that closes', () => {
  it('stops its tills at once and lets them work again when it opens', async () => {
    await save(store('shuts'), partner);
    const till = await api.key([], 'partner', { storeId: await idOf('partner', 'shuts') });
    const viewer = async () => (await api.ask('{ viewer { kind store { code } brand { code } } }', {}, { token: till }));
    expect(at(await viewer(), 'data.viewer')).toEqual({ kind: 'BRAND', store: { code: 'shuts' }, brand: { code: 'partner' } }); // prettier-ignore
    await save(store('shuts', { status: 'CLOSED' }), partner, { version: 1 });
    expect((await viewer()).status).toBe(401);
    await save(store('shuts', { status: 'OPEN' }), partner, { version: 2 });
    expect((await viewer()).status).toBe(200);
    await sleep(PROVEN_MS + 50);
    await write(api.house, { caller: api.caller, members: [] }, async ({ sql }) => {
      await sql.run("UPDATE stores SET status = 'closed' WHERE code = 'shuts'"); // as another process would
      return undefined;
    });
    await sleep(PROVEN_MS + 50);
    expect((await viewer()).status).toBe(401);
  });
}); // prettier-ignore
