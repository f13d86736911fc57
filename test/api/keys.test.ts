import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';
import { PROVEN_MS } from '../../src/app/proven.js';
import { callerOfKey } from '../../src/modules/brands/index.js';
import { read } from '../../src/kernel/unit-of-work.js';
import { visitor } from '../../src/kernel/caller.js';
import { ENROL, TOKEN } from './documents.js';
import type { Asking, TestApi } from './open-api.js';
import { at, openTestApi, sandboxOf } from './open-api.js';

const FACTS =
  'id keyId mode kind status label scopes origins ipAllow ratePerSecond publicToken expiresAt rotatedFromId brand { code }';
const CREATE = `mutation ($input: ApiKeyCreateInput!, $key: String!) { apiKeyCreate(input: $input, idempotencyKey: $key) {
  apiKey { ${FACTS} } token errors { code message path } replayed } }`;
const ROTATE = `mutation ($id: ID!, $overlapHours: Int = 24, $key: String!) { apiKeyRotate(id: $id, overlapHours: $overlapHours, idempotencyKey: $key) {
  apiKey { ${FACTS} } previous { id status expiresAt } token errors { code path } replayed } }`;
const REVOKE = 'mutation ($id: ID!) { apiKeyRevoke(id: $id) { apiKey { id status } errors { code } } }';
const LIST = `query ($mode: KeyMode, $brandId: ID, $first: Int) { apiKeys(mode: $mode, brandId: $brandId, first: $first) {
  totalCount nodes { ${FACTS} } pageInfo { hasNextPage } } }`; // prettier-ignore
const HOUR_MS = 3_600_000;

let api: TestApi;
let host: string;
let counted = 0;

beforeAll(async () => {
  api = await openTestApi();
  host = await api.key(['host-admin']);
});
afterAll(() => api.close());
beforeEach(() => void (counted += 1));

interface Made {
  readonly apiKey: { readonly id: string; readonly [field: string]: unknown };
  readonly token: string;
}

async function create(input: object, token = host, key = `key ${counted} ${JSON.stringify(input)}`) {
  return api.ask(CREATE, { input: { label: 'made by a test', ...input }, key }, { token });
}

async function made(input: object): Promise<Made> {
  const answer = await create(input, host, `made ${(counted += 1)}`);
  expect(answer.errors).toBeUndefined();
  expect(at(answer, 'data.apiKeyCreate.errors')).toEqual([]);
  return at<Made>(answer, 'data.apiKeyCreate');
}

const works = async (token: string, asking: Asking = {}) =>
  (await api.ask('{ viewer { kind } }', {}, { token, ...asking })).status;
const idOf = async (token: string) => (await callerOfKey(read(api.house, visitor), token))?.keyId ?? '';

describe('apiKeyCreate', () => {
  it('makes keys of every kind and mode, each of which is what it says', async () => {
    const backend = await made({ brandId: 'brd_partner', scopes: ['till'], ipAllow: ['127.0.0.1'], ratePerSecond: 50 });
    expect(backend.token).toMatch(/^lrl_live_[0-9a-f]{18}_[\w-]{43}$/);
    expect(backend.apiKey).toMatchObject({
      mode: 'LIVE', kind: 'BRAND', status: 'ACTIVE', brand: { code: 'partner' }, ipAllow: ['127.0.0.1'], ratePerSecond: 50, publicToken: null,
    }); // prettier-ignore
    const page = await made({ kind: 'PUBLISHABLE', origins: ['https://shop.example', 'http://localhost:3000'] });
    expect(page.token).toMatch(/^lrl_pub_[0-9a-f]{18}$/);
    expect(page.apiKey).toMatchObject({ kind: 'PUBLISHABLE', scopes: [], publicToken: page.token });
    const test = await made({ mode: 'TEST', scopes: ['host-admin'] });
    expect(test.token).toMatch(/^lrl_test_/);
    const testPage = await made({ mode: 'TEST', kind: 'PUBLISHABLE', origins: ['https://try.example'] });
    expect(testPage.token).toMatch(/^lrl_pub_test_/);
    for (const { token } of [backend, page, test, testPage]) expect(await works(token)).toBe(200);
    const viewer = '{ viewer { kind brand { code } scopes } }';
    expect((await api.ask(viewer, {}, { token: page.token })).data).toEqual({ viewer: { kind: 'VISITOR', brand: { code: 'host' }, scopes: [] } }); // prettier-ignore
  });

  it('shows the token once: a repeat answers the key without it, and nothing that is stored holds it', async () => {
    const first = await create({ scopes: ['till'] }, host, 'once');
    const again = await create({ scopes: ['till'] }, host, 'once');
    const token = at(first, 'data.apiKeyCreate.token');
    expect(at(again, 'data.apiKeyCreate')).toEqual({ ...at<object>(first, 'data.apiKeyCreate'), token: null, replayed: true }); // prettier-ignore
    const secret = token.slice(-43);
    for (const table of ['api_keys', 'idempotency_keys', 'outbox']) {
      expect(JSON.stringify(await api.house.database.reader.rows(`SELECT * FROM ${table}`))).not.toContain(secret);
    }
    expect((await create({ scopes: ['points:read'] }, host, 'once')).data).toMatchObject({ apiKeyCreate: { errors: [{ code: 'IDEMPOTENCY_KEY_REUSED' }] } }); // prettier-ignore
  });

  it.each([
    [{ scopes: [] }, 'INVALID_INPUT', 'scopes'],
    [{ scopes: ['everything'] }, 'UNKNOWN_SCOPE', 'scopes'],
    [{ brandId: 'brd_partner', scopes: ['brands:write'] }, 'UNKNOWN_SCOPE', 'scopes'],
    [{ brandId: 'brd_partner', scopes: ['host-admin'] }, 'UNKNOWN_SCOPE', 'scopes'],
    [{ brandId: 'brd_nobody', scopes: ['till'] }, 'NOT_FOUND', 'brandId'],
    [{ scopes: ['till'], label: ' ' }, 'INVALID_INPUT', 'label'],
    [{ scopes: ['till'], expiresAt: '2020-01-01T00:00:00Z' }, 'INVALID_INPUT', 'expiresAt'],
    [{ scopes: ['till'], ratePerSecond: 0 }, 'INVALID_INPUT', 'ratePerSecond'],
    [{ scopes: ['till'], origins: ['https://shop.example'] }, 'INVALID_INPUT', 'origins'],
    [{ scopes: ['till'], ipAllow: ['10.0.0.0/33'] }, 'INVALID_INPUT', 'ipAllow'],
    [{ scopes: ['till'], ipAllow: ['nowhere'] }, 'INVALID_INPUT', 'ipAllow'],
    [{ scopes: ['till'], ipAllow: ['10.0.0.0/8/8'] }, 'INVALID_INPUT', 'ipAllow'],
    [{ kind: 'PUBLISHABLE' }, 'INVALID_INPUT', 'origins'],
    [{ kind: 'PUBLISHABLE', origins: ['https://a.example'], scopes: ['till'] }, 'INVALID_INPUT', 'scopes'],
    ...['*', 'null', 'https://*.example', 'http://shop.example', 'https://shop.example/path', 'https://user@shop.example', 'shop.example', 'https://shop.example\r\nX-Evil: 1', 'javascript:alert(1)', 'file:///etc'].map(
      (origin) => [{ kind: 'PUBLISHABLE', origins: [origin] }, 'INVALID_INPUT', 'origins'] as const,
    ),
  ])('refuses %j with %s', async (input, code, field) => {
    expect(at(await create(input), 'data.apiKeyCreate')).toMatchObject({ apiKey: null, token: null, errors: [{ code, path: [field] }] });
  }); // prettier-ignore

  it('is for the host alone, and says no more to a partner than which scope it takes', async () => {
    const partner = await api.key(['partner-standard', 'keys:rotate'], 'partner');
    expect((await create({ scopes: ['till'] }, partner)).errors).toMatchObject([{ extensions: { code: 'FORBIDDEN', scope: 'keys:write' } }]); // prettier-ignore
  });
});

describe('a key that is not right', () => {
  it('proves nothing: forged, of another kind or mode, foreign or mixed together', async () => {
    const { token: page } = await made({ kind: 'PUBLISHABLE', origins: ['https://shop.example'] });
    const { token: other } = await made({ scopes: ['till'] });
    const { token: own } = await made({ scopes: ['till'] });
    const [keyId, secret] = [own.slice(9, 27), other.slice(-43)];
    const forged = [
      `lrl_live_${keyId}_${secret}`,
      `lrl_live_${keyId}_${'A'.repeat(43)}`,
      `lrl_pub_${keyId}`,
      `lrl_live_${page.slice(8)}_${'A'.repeat(43)}`,
      `lrl_pub_test_${page.slice(8)}`,
      `lrl_pub_${'0'.repeat(18)}`,
      `${page}_${secret}`,
      `lrl_pub_${page.slice(8).toUpperCase()}`,
    ].filter((token) => token !== page);
    for (const token of forged) expect([token, await works(token)]).toEqual([token, 401]);
    for (const authorization of [`Basic ${own}`, `Bearer ${own} ${own}`, 'Bearer', '']) {
      expect((await api.ask('{ viewer { kind } }', {}, { headers: { authorization } })).status).toBe(401);
    }
  });

  it('is refused from an address that is not in its networks, whatever the request says about itself', async () => {
    const elsewhere = await made({ scopes: ['till'], ipAllow: ['203.0.113.0/24', '2001:db8::/32'] });
    const said: Record<string, string>[] = [{}, { 'x-forwarded-for': '203.0.113.9' }, { forwarded: 'for=203.0.113.9' }];
    for (const headers of said) {
      const answer = await api.ask('{ viewer { kind } }', {}, { token: elsewhere.token, headers });
      expect([answer.status, at(answer, 'errors.0.extensions.code')]).toEqual([403, 'FORBIDDEN']);
    }
    const here = await made({ scopes: ['till'], ipAllow: ['10.0.0.1', '127.0.0.0/8'] });
    expect(await works(here.token)).toBe(200);
  });

  it('is judged by the address its own proxy has seen, not by what the caller wrote before it', async () => {
    const behind = await openTestApi({ server: { trustedProxies: 1 } });
    const token = await behind.key(['till'], 'host', { ipAllow: ['203.0.113.0/24'] });
    const from = async (list: string) =>
      (await behind.ask('{ viewer { kind } }', {}, { token, headers: { 'x-forwarded-for': list } })).status;
    expect(await from('203.0.113.9')).toBe(200);
    expect(await from('198.51.100.1, 203.0.113.9')).toBe(200);
    expect(await from('203.0.113.9, 198.51.100.1')).toBe(403);
    await behind.close();
  });

  it('stops when its time is over', async () => {
    const until = new Date(api.clock.now() + HOUR_MS).toISOString();
    const { token } = await made({ scopes: ['till'], expiresAt: until });
    expect(await works(token)).toBe(200);
    api.clock.advance(HOUR_MS);
    await sleep(PROVEN_MS + 50);
    expect(await works(token)).toBe(401);
    api.clock.advance(-HOUR_MS);
  });
});

describe('apiKeyRotate', () => {
  it('puts a key with the same rights in the place of one; both work until the overlap is over, then the old one dies', async () => {
    const old = await made({ brandId: 'brd_partner', scopes: ['points:read', 'keys:rotate'], ipAllow: ['127.0.0.1'] });
    const answer = await api.ask(ROTATE, { id: old.apiKey.id, overlapHours: 2, key: 'rotate' }, { token: old.token });
    const { token, apiKey } = at<Made>(answer, 'data.apiKeyRotate');
    const { id, keyId, ...same } = old.apiKey;
    expect(apiKey).toEqual({ ...same, id: apiKey.id, keyId: apiKey['keyId'], rotatedFromId: id });
    expect(keyId).not.toBe(apiKey['keyId']);
    expect(at(answer, 'data.apiKeyRotate.previous')).toEqual({ id, status: 'ACTIVE', expiresAt: new Date(api.clock.now() + 2 * HOUR_MS).toISOString() }); // prettier-ignore
    expect([await works(old.token), await works(token)]).toEqual([200, 200]);
    api.clock.advance(2 * HOUR_MS);
    await sleep(PROVEN_MS + 50);
    expect([await works(old.token), await works(token)]).toEqual([401, 200]);
  });

  it('ends the old one at once where there is no overlap', async () => {
    const old = await made({ scopes: ['till'] });
    expect(await works(old.token)).toBe(200);
    await api.ask(ROTATE, { id: old.apiKey.id, overlapHours: 0, key: 'at once' }, { token: host });
    expect(await works(old.token)).toBe(401);
  });

  it('replaces a key once, also when two try at the same moment, and never one that has ended', async () => {
    const { apiKey } = await made({ scopes: ['till'] });
    const rotate = (key: string, overlapHours = 1) => api.ask(ROTATE, { id: apiKey.id, overlapHours, key }, { token: host }); // prettier-ignore
    const answers = await Promise.all([rotate('a'), rotate('b'), rotate('c')]);
    const codes = answers.map(
      (answer) => at<{ code: string }[]>(answer, 'data.apiKeyRotate.errors')[0]?.code ?? 'done',
    );
    expect(codes.sort()).toEqual(['KEY_NOT_ACTIVE', 'KEY_NOT_ACTIVE', 'done']);
    expect(at(await rotate('d', -1), 'data.apiKeyRotate.errors.0.code')).toBe('INVALID_INPUT');
    expect(at(await rotate('e', 721), 'data.apiKeyRotate.errors.0.code')).toBe('INVALID_INPUT');
  });

  it('lets a key replace itself and no other one, not even of its own brand', async () => {
    const own = await api.key(['points:read', 'keys:rotate'], 'partner');
    const [ofBrand, ofHost] = [await made({ brandId: 'brd_partner', scopes: ['till'] }), await made({ scopes: ['till'] })];
    const tell = async (id: string) => (await api.ask(ROTATE, { id, key: id }, { token: own })).data;
    const nothing = await tell('key_nothing');
    expect(nothing).toMatchObject({ apiKeyRotate: { apiKey: null, token: null, errors: [{ code: 'NOT_FOUND' }] } });
    expect(await tell(ofBrand.apiKey.id)).toEqual(nothing);
    expect(await tell(ofHost.apiKey.id)).toEqual(nothing);
    expect(await tell(await idOf(own))).toMatchObject({ apiKeyRotate: { errors: [] } });
  }); // prettier-ignore
});

describe('apiKeyRevoke', () => {
  it('ends a key at once in this process, and with it the member tokens it has issued', async () => {
    const { token, apiKey } = await made({ scopes: ['members:enrol', 'members:token', 'members:read'] });
    const enrolled = await api.ask(ENROL, { input: { externalId: 'of a key' }, key: 'of a key' }, { token });
    const member = { id: at(enrolled, 'data.memberEnrol.member.id') };
    const memberToken = at(await api.ask(TOKEN, { member }, { token }), 'data.memberTokenIssue.token');
    expect([await works(token), await works(memberToken)]).toEqual([200, 200]);
    const answer = await api.ask(REVOKE, { id: apiKey.id }, { token: host });
    expect(answer.data).toEqual({ apiKeyRevoke: { apiKey: { id: apiKey.id, status: 'REVOKED' }, errors: [] } });
    expect([await works(token), await works(memberToken)]).toEqual([401, 401]);
    expect((await api.ask(REVOKE, { id: apiKey.id }, { token: host })).data).toEqual(answer.data);
  });

  it('lets a key end itself and the one it replaced, and no other one', async () => {
    const old = await made({ brandId: 'brd_partner', scopes: ['keys:rotate'] });
    const rotated = await api.ask(ROTATE, { id: old.apiKey.id, key: 'chain' }, { token: old.token });
    const { token, apiKey } = at<Made>(rotated, 'data.apiKeyRotate');
    const end = async (id: string, by: string) =>
      at<{ code: string }[]>(await api.ask(REVOKE, { id }, { token: by }), 'data.apiKeyRevoke.errors')[0]?.code ?? 'done'; // prettier-ignore
    expect(await end(apiKey.id, old.token)).toBe('NOT_FOUND');
    expect(await end(await idOf(host), token)).toBe('NOT_FOUND');
    expect(await end(old.apiKey.id, token)).toBe('done');
    expect(await works(old.token)).toBe(401);
    expect(await end(apiKey.id, token)).toBe('done');
    expect(await works(token)).toBe(401);
  });

  it('ends a test key too, from the live house', async () => {
    const { token, apiKey } = await made({ mode: 'TEST', scopes: ['till'] });
    expect(await works(token)).toBe(200);
    expect(at(await api.ask(REVOKE, { id: apiKey.id }, { token: host }), 'data.apiKeyRevoke.errors')).toEqual([]);
    expect(await works(token)).toBe(401);
  });
});

describe('apiKeys', () => {
  it('tells of every key but never its secret or the hash of it', async () => {
    const { token, apiKey } = await made({ scopes: ['till'] });
    const answer = await api.ask(LIST, { first: 100 }, { token: host });
    expect(at<object[]>(answer, 'data.apiKeys.nodes')).toContainEqual(apiKey);
    const hashes = await api.house.database.reader.rows<{ secretHash: string }>('SELECT secretHash FROM api_keys WHERE secretHash <> ?', ['']); // prettier-ignore
    const told = JSON.stringify(answer.data);
    for (const { secretHash } of hashes) expect(told).not.toContain(secretHash);
    expect(told).not.toContain(token.slice(-43));
    expect((await api.ask('{ apiKeys { nodes { secretHash } } }', {}, { token: host })).status).toBe(400);
  });

  it('shows a brand its own, whatever it asks for, and the host those of each', async () => {
    const partner = await api.key(['keys:rotate'], 'partner');
    const brands = async (token: string, variables: object) =>
      new Set(at<{ brand: { code: string } }[]>(await api.ask(LIST, { first: 100, ...variables }, { token }), 'data.apiKeys.nodes').map(({ brand }) => brand.code)); // prettier-ignore
    expect(await brands(partner, {})).toEqual(new Set(['partner']));
    expect(await brands(partner, { brandId: 'brd_host' })).toEqual(new Set());
    expect(await brands(host, {})).toEqual(new Set(['host', 'partner']));
    expect(await brands(host, { brandId: 'brd_partner' })).toEqual(new Set(['partner']));
    expect((await api.ask(LIST, {}, { token: await api.key(['till']) })).errors).toMatchObject([{ extensions: { code: 'FORBIDDEN', scope: 'keys:rotate' } }]); // prettier-ignore
  });

  it('shows those of the sandbox to the live house as a list of their own, and those of the live house never to the sandbox', async () => {
    const test = await api.testKey(['host-admin']);
    const modes = async (token: string, mode?: string) => {
      const answer = await api.ask(LIST, { first: 100, mode }, { token });
      return new Set(at<{ mode: string }[] | undefined>(answer, 'data.apiKeys.nodes')?.map((key) => key.mode));
    };
    expect(await modes(host)).toEqual(new Set(['LIVE']));
    expect(await modes(host, 'TEST')).toEqual(new Set(['TEST']));
    expect(await modes(test)).toEqual(new Set(['TEST']));
    const denied = await api.ask(LIST, { mode: 'LIVE' }, { token: test });
    expect([denied.data, at(denied, 'errors.0.extensions.reason')]).toEqual([{ apiKeys: null }, 'LIVE_ONLY']);
  });
});

describe('a test key with every scope', () => {
  it('makes, replaces and ends test keys, and has no way to a live one', async () => {
    const test = await api.testKey(['host-admin']);
    expect(at(await create({ mode: 'LIVE', scopes: ['till'] }, test), 'data.apiKeyCreate.errors.0.code')).toBe('LIVE_ONLY');
    const { apiKey, token } = at<Made>(await create({ mode: 'TEST', scopes: ['till'] }, test), 'data.apiKeyCreate');
    expect(await works(token)).toBe(200);
    const liveKey = await idOf(host);
    expect(at(await api.ask(REVOKE, { id: liveKey }, { token: test }), 'data.apiKeyRevoke.errors.0.code')).toBe('NOT_FOUND');
    expect(at(await api.ask(ROTATE, { id: liveKey, key: 'live' }, { token: test }), 'data.apiKeyRotate.errors.0.code')).toBe('NOT_FOUND');
    expect(at(await api.ask(REVOKE, { id: apiKey.id }, { token: test }), 'data.apiKeyRevoke.errors')).toEqual([]);
    const { reader } = (await sandboxOf(api)).database;
    expect(await reader.rows('SELECT id FROM api_keys WHERE id = ?', [liveKey])).toEqual([]);
    expect(await works(host)).toBe(200);
  }); // prettier-ignore
});
