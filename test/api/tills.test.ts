import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { createToken, setRoles } from '../../src/modules/operators/index.js';
import { doAs, operatorAs, sqlOf } from '../support/operators.js';
import { testProgram } from '../support/program.js';
import { ENROL, RECORD, TOKEN } from './documents.js';
import type { Answered, TestApi } from './open-api.js';
import { at, openTestApi, sandboxOf } from './open-api.js';

const PROGRAM = {
  ...testProgram,
  stores: [
    { code: 'north', name: 'North' },
    { code: 'south', name: 'South' },
    { code: 'pier', brand: 'partner', name: 'Pier' },
    { code: 'hill', brand: 'partner', name: 'Hill' },
    { code: 'gone', brand: 'partner', name: 'Gone', status: 'closed' },
  ],
};

const CREATE = `mutation ($input: ApiKeyCreateInput!, $key: String!) { apiKeyCreate(input: $input, idempotencyKey: $key) {
  apiKey { id scopes store { code } } token errors { code path } } }`;
const ROTATE = 'mutation ($id: ID!, $key: String!) { apiKeyRotate(id: $id, idempotencyKey: $key) { apiKey { scopes store { code } } token errors { code } } }'; // prettier-ignore
const KEYS = 'query ($storeId: ID) { apiKeys(storeId: $storeId) { nodes { label store { code } } } }';
const IDENTIFY = `mutation ($code: String!, $key: String!) { memberIdentify(code: $code, idempotencyKey: $key) {
  member { id maskedName tier { code } displayName } errors { code } replayed } }`;
const LINK = `mutation ($code: String!, $key: String!) { memberLink(input: { code: $code, consent: { purposes: [SHARING], textVersion: "t1" } }, idempotencyKey: $key) {
  member { id } errors { code } } }`;
const BIND = `mutation ($operatorId: ID!, $storeId: ID, $version: Int) { operatorStoreSet(operatorId: $operatorId, storeId: $storeId, expectedVersion: $version) {
  operator { id storeId version } errors { code path } } }`;
const VIEWER = '{ viewer { kind scopes store { code } brand { code } } }';
const MEMBERS = '{ members { nodes { id } } }';
const MEMBER = 'query ($id: ID, $phone: String) { member(id: $id, phone: $phone) { id maskedName } }';

let api: TestApi;
let host: string;
let counted = 0;
const fresh = (about: string) => `${about} ${(counted += 1)}`;

beforeAll(async () => {
  api = await openTestApi({ program: PROGRAM });
  host = await api.key(['host-admin']);
});
beforeEach(() => api.clock.advance(120_000)); // the codes of the test before are over
afterAll(() => api.close());

const storeId = async (brand: string, code: string) => {
  const filter = { brandId: `brd_${brand}`, code, status: ['OPEN', 'CLOSED'] };
  const document = 'query ($filter: StoreFilterInput) { stores(filter: $filter) { nodes { id } } }';
  return at(await api.ask(document, { filter }, { token: host }), 'data.stores.nodes.0.id');
};
const till = async (brand: string, code: string) => api.key([], brand, { storeId: await storeId(brand, code) });
const create = (input: object) =>
  api.ask(CREATE, { input: { label: fresh('till'), ...input }, key: fresh('key') }, { token: host });
const refusedAs = (answer: Answered, mutation: string) => at(answer, `data.${mutation}.errors.0.code`);

interface Somebody {
  readonly id: string;
  readonly phone: string;
  readonly token: string;
}

async function somebody(token = host, name = '王小明'): Promise<Somebody> {
  const phone = `+1415${String(5_550_000 + (counted += 1))}`;
  const enrolled = await api.ask(ENROL, { input: { phone, displayName: name }, key: phone }, { token });
  const id = at(enrolled, 'data.memberEnrol.member.id');
  return { id, phone, token: at(await api.ask(TOKEN, { member: { id } }, { token: host }), 'data.memberTokenIssue.token') }; // prettier-ignore
}

const codeOf = async ({ token }: Somebody) =>
  at(await api.ask('{ me { memberCode { code } } }', {}, { token }), 'data.me.memberCode.code');
const identify = (code: string, token: string, key = fresh('identify')) => api.ask(IDENTIFY, { code, key }, { token });

describe('a key with a store', () => {
  it('may do what the bundle of tills says or less, and says whose it is and which store', async () => {
    const whole = await create({ brandId: 'brd_partner', storeId: await storeId('partner', 'pier') });
    const scopes = at<string[]>(whole, 'data.apiKeyCreate.apiKey.scopes');
    expect(scopes).toEqual(
      expect.arrayContaining(['members:read', 'members:enrol', 'activities:write', 'points:spend']),
    );
    expect(scopes).not.toContain('members:pii');
    const viewer = await api.ask(VIEWER, {}, { token: at(whole, 'data.apiKeyCreate.token') });
    expect(at(viewer, 'data.viewer')).toEqual({ kind: 'BRAND', scopes, store: { code: 'pier' }, brand: { code: 'partner' } }); // prettier-ignore
    const less = await create({ brandId: 'brd_partner', storeId: await storeId('partner', 'pier'), scopes: ['members:read'] }); // prettier-ignore
    expect(at(less, 'data.apiKeyCreate.apiKey.scopes')).toEqual(['members:read']);
    const more = await create({ storeId: await storeId('host', 'north'), scopes: ['till', 'members:pii'] });
    expect(refusedAs(more, 'apiKeyCreate')).toBe('SCOPE_NOT_FOR_STORE');
    const page = await create({ storeId: await storeId('host', 'north'), kind: 'PUBLISHABLE', origins: ['https://a.example'] }); // prettier-ignore
    expect(refusedAs(page, 'apiKeyCreate')).toBe('INVALID_INPUT');
  });

  it('is of a store of its brand that is open', async () => {
    const foreign = await create({ brandId: 'brd_partner', storeId: await storeId('host', 'north') });
    expect(refusedAs(foreign, 'apiKeyCreate')).toBe('NOT_FOUND');
    const closed = await create({ brandId: 'brd_partner', storeId: await storeId('partner', 'gone') });
    expect(refusedAs(closed, 'apiKeyCreate')).toBe('STORE_CLOSED');
  });

  it('stays with its store when it is rotated, and is found by it', async () => {
    const pier = await storeId('partner', 'pier');
    const made = await create({ brandId: 'brd_partner', storeId: pier });
    const id = at(made, 'data.apiKeyCreate.apiKey.id');
    const rotated = await api.ask(ROTATE, { id, key: fresh('rotate') }, { token: host });
    expect(at(rotated, 'data.apiKeyRotate.apiKey.store')).toEqual({ code: 'pier' });
    const listed = await api.ask(KEYS, { storeId: pier }, { token: host });
    const stores = at<{ store: { code: string } | null }[]>(listed, 'data.apiKeys.nodes');
    expect(stores.length).toBeGreaterThan(1);
    expect(new Set(stores.map(({ store }) => store?.code))).toEqual(new Set(['pier']));
  });

  it('opens the sandbox as well, with the stores of the program', async () => {
    await sandboxOf(api);
    const token = await api.testKey([], 'partner', { storeId: await storeId('partner', 'pier') });
    expect(at(await api.ask(VIEWER, {}, { token }), 'data.viewer.store')).toEqual({ code: 'pier' });
  });
});

describe('what a till reports', () => {
  const record = (member: Somebody, token: string, more: object) => {
    const orderId = fresh('order');
    const input = { type: 'purchase', externalId: orderId, purchase: { orderId, amountMinor: 500, ...more } };
    return api.ask(RECORD, { member: { id: member.id }, input }, { token });
  };
  const placeOf = async (answer: Answered) => {
    const id = at(answer, 'data.activityRecord.activity.id');
    const [row] = await api.house.database.reader.rows<{ payload: string }>('SELECT payload FROM activities WHERE id = ?', [id]); // prettier-ignore
    return JSON.parse(row?.payload ?? '{}') as object;
  };

  it('happened in its store, whether it says so or not, and nowhere else', async () => {
    const pier = await till('partner', 'pier');
    const member = await somebody(await api.key(['partner-standard'], 'partner'));
    expect(await placeOf(await record(member, pier, {}))).toMatchObject({ store: 'pier' });
    expect(await placeOf(await record(member, pier, { store: 'pier' }))).toMatchObject({ store: 'pier' });
    expect(refusedAs(await record(member, pier, { store: 'hill' }), 'activityRecord')).toBe('OTHER_STORE');
    const visit = { type: 'store.visited', externalId: fresh('visit'), payload: { store: 'hill' } };
    const visited = await api.ask(RECORD, { member: { id: member.id }, input: visit }, { token: pier });
    expect(refusedAs(visited, 'activityRecord')).toBe('OTHER_STORE');
  });

  it('has its store also where it enrols somebody', async () => {
    const pier = await till('partner', 'pier');
    const enrolled = await api.ask(ENROL, { input: { externalId: fresh('new') }, key: fresh('k') }, { token: pier });
    const id = at(enrolled, 'data.memberEnrol.member.id');
    const [row] = await api.house.database.reader.rows<{ payload: string }>(
      "SELECT payload FROM activities WHERE memberId = ? AND type = 'member.enrolled'",
      [id],
    );
    expect(JSON.parse(row?.payload ?? '')).toEqual({ store: 'pier' });
    const elsewhere = { externalId: fresh('new'), store: 'hill' };
    expect(refusedAs(await api.ask(ENROL, { input: elsewhere, key: fresh('k') }, { token: pier }), 'memberEnrol')).toBe('OTHER_STORE'); // prettier-ignore
  });

  it('is seen by its brand as everything else', async () => {
    const member = await somebody(await api.key(['partner-standard'], 'partner'));
    const seen = await api.ask(MEMBER, { phone: member.phone }, { token: await till('partner', 'hill') });
    expect(at(seen, 'data.member')).toEqual({ id: member.id, maskedName: '王**' });
  });
});

describe('memberIdentify', () => {
  it('finds whoever shows the code, with a name that says nothing to the queue, and uses the code up', async () => {
    const member = await somebody();
    const [north, code] = [await till('host', 'north'), await codeOf(member)];
    const found = await identify(code, north, 'at the till');
    expect(at(found, 'data.memberIdentify.member')).toMatchObject({
      id: member.id,
      maskedName: '王**',
      displayName: null,
    });
    expect(at(await identify(code, north, 'at the till'), 'data.memberIdentify')).toMatchObject({ member: { id: member.id }, replayed: true }); // prettier-ignore
    expect(refusedAs(await identify(code, north), 'memberIdentify')).toBe('CODE_NOT_VALID');
    expect(refusedAs(await identify(code, await till('host', 'south')), 'memberIdentify')).toBe('CODE_NOT_VALID');
    api.clock.advance(60_000);
    expect(at(await identify(await codeOf(member), north), 'data.memberIdentify.errors')).toEqual([]);
  });

  it('does not take a code that is over, mistyped or made up', async () => {
    const member = await somebody();
    const [north, code] = [await till('host', 'north'), await codeOf(member)];
    api.clock.advance(120_000);
    for (const wrong of [code, '2222-2222-2222', 'nonsense', ''])
      expect(refusedAs(await identify(wrong, north), 'memberIdentify')).toBe('CODE_NOT_VALID');
  });

  it('of somebody the brand does not know asks for its consent, and leaves the code for that', async () => {
    const member = await somebody();
    const [pier, code] = [await till('partner', 'pier'), await codeOf(member)];
    expect(refusedAs(await identify(code, pier), 'memberIdentify')).toBe('CONSENT_NEEDED');
    const linked = await api.ask(LINK, { code, key: fresh('link') }, { token: pier });
    expect(at(linked, 'data.memberLink.member.id')).toBe(member.id);
    api.clock.advance(60_000);
    expect(at(await identify(await codeOf(member), pier), 'data.memberIdentify.member.id')).toBe(member.id);
  });
});

describe('a clerk', () => {
  const hire = async (at: string | null) => {
    const { operatorId } = await operatorAs(api, fresh('clerk').replace(' ', '-'), ['clerk']);
    const id = operatorId ?? '';
    if (at !== null)
      await sqlOf(api.house, 'UPDATE operators SET storeId = ? WHERE id = ?', await storeId('host', at), id);
    const { token } = await doAs(api.house, api.caller, (session) =>
      createToken(session, { operatorId: id, label: 'test', days: 1 }),
    );
    return { id, token };
  };
  const owner = async () => {
    const { operatorId } = await operatorAs(api, fresh('owner').replace(' ', '-'), ['owner']);
    const made = await doAs(api.house, api.caller, (session) =>
      createToken(session, { operatorId: operatorId ?? '', label: 'test', days: 1 }),
    );
    return made.token;
  };

  it('sees nobody but who showed it a code, and that for an hour', async () => {
    const [clerk, colleague] = [await hire('north'), await hire('north')];
    const [member, another] = [await somebody(), await somebody()];
    const seen = (of: Somebody, { token } = clerk) => api.ask(MEMBER, { id: of.id }, { token });
    expect(at(await api.ask(MEMBERS, {}, { token: clerk.token }), 'data.members.nodes')).toEqual([]);
    expect(at(await seen(member), 'data.member')).toBeNull();
    expect(at(await api.ask(MEMBER, { phone: member.phone }, { token: clerk.token }), 'data.member')).toBeNull();
    const found = await identify(await codeOf(member), clerk.token);
    expect(at(found, 'data.memberIdentify.member')).toMatchObject({ id: member.id, maskedName: '王**' });
    expect(at(await seen(member), 'data.member.id')).toBe(member.id);
    expect(at(await seen(member, colleague), 'data.member')).toBeNull();
    expect(at(await seen(another), 'data.member')).toBeNull();
    expect(at(await api.ask(MEMBERS, {}, { token: clerk.token }), 'data.members.nodes')).toEqual([{ id: member.id }]);
    api.clock.advance(3_600_001);
    api.house.revoked.give(); // half a second later for everybody else
    expect(at(await seen(member), 'data.member')).toBeNull();
  });

  it('enrols at its own store and sees whom it enrolled, not whom others did under the same number', async () => {
    const clerk = await hire('south');
    const old = await somebody();
    const input = { phone: `+1415${String(5_550_000 + (counted += 1))}`, displayName: 'Anna' };
    const enrolled = await api.ask(ENROL, { input, key: fresh('k') }, { token: clerk.token });
    const id = at(enrolled, 'data.memberEnrol.member.id');
    expect(at(await api.ask(MEMBER, { id }, { token: clerk.token }), 'data.member.maskedName')).toBe('A**');
    const elsewhere = { externalId: fresh('new'), store: 'north' };
    expect(refusedAs(await api.ask(ENROL, { input: elsewhere, key: fresh('k') }, { token: clerk.token }), 'memberEnrol')).toBe('OTHER_STORE'); // prettier-ignore
    const taken = await api.ask(ENROL, { input: { phone: old.phone }, key: fresh('k') }, { token: clerk.token });
    expect(refusedAs(taken, 'memberEnrol')).toBe('ALREADY_ENROLLED');
    expect(at(await api.ask(MEMBER, { id: old.id }, { token: clerk.token }), 'data.member')).toBeNull();
  });

  it('may do nothing without a store, nor in one that is closed', async () => {
    const clerk = await hire(null);
    expect(at(await api.ask(VIEWER, {}, { token: clerk.token }), 'data.viewer')).toMatchObject({
      scopes: [],
      store: null,
    });
    const bound = await hire('north');
    expect(at(await api.ask(VIEWER, {}, { token: bound.token }), 'data.viewer')).toMatchObject({
      store: { code: 'north' },
    });
    expect(at<string[]>(await api.ask(VIEWER, {}, { token: bound.token }), 'data.viewer.scopes')).toContain(
      'members:enrol',
    );
    await sqlOf(api.house, "UPDATE stores SET status = 'closed' WHERE code = 'north'");
    api.house.revoked.give();
    expect(at(await api.ask(VIEWER, {}, { token: bound.token }), 'data.viewer.scopes')).toEqual([]);
    await sqlOf(api.house, "UPDATE stores SET status = 'open' WHERE code = 'north'");
    api.house.revoked.give();
  });

  it('is bound to an open store of the host by who writes operators, and has no other role', async () => {
    const [clerk, token] = [await hire(null), await owner()];
    const bind = (id: string, to: string | null, version?: number) =>
      api.ask(BIND, { operatorId: id, storeId: to, version: version ?? null }, { token });
    const north = await storeId('host', 'north');
    const bound = await bind(clerk.id, north, 1);
    expect(at(bound, 'data.operatorStoreSet')).toMatchObject({ errors: [], operator: { id: clerk.id, storeId: north, version: 2 } }); // prettier-ignore
    expect(at(await api.ask(VIEWER, {}, { token: clerk.token }), 'data.viewer.store')).toEqual({ code: 'north' });
    expect(refusedAs(await bind(clerk.id, north, 1), 'operatorStoreSet')).toBe('VERSION_CONFLICT');
    expect(refusedAs(await bind(clerk.id, await storeId('partner', 'pier')), 'operatorStoreSet')).toBe('NOT_FOUND');
    expect(refusedAs(await bind(clerk.id, 'sto_nowhere'), 'operatorStoreSet')).toBe('NOT_FOUND');
    const { operatorId } = await operatorAs(api, fresh('agent').replace(' ', '-'), ['agent']);
    expect(refusedAs(await bind(operatorId ?? '', north), 'operatorStoreSet')).toBe('INVALID_INPUT');
    const both = doAs(api.house, api.caller, (session) =>
      setRoles(session, { operatorId: clerk.id, roles: ['clerk', 'analyst'] }),
    );
    await expect(both).rejects.toThrow('CLERK_ALONE');
    await bind(clerk.id, null);
    expect(at(await api.ask(VIEWER, {}, { token: clerk.token }), 'data.viewer')).toMatchObject({
      scopes: [],
      store: null,
    });
    const clerkItself = await api.ask(BIND, { operatorId: clerk.id, storeId: north }, { token: clerk.token });
    expect(at(clerkItself as never, 'errors.0.extensions.code')).toBe('FORBIDDEN');
  });
});
