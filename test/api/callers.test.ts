import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';
import { PROVEN_MS } from '../../src/app/proven.js';
import { EARN, ENROL, purchase, RECORD, TOKEN } from './documents.js';
import type { TestApi } from './open-api.js';
import { ask, at, openTestApi } from './open-api.js';

let api: TestApi;
let host: string;
let partner: string;

beforeAll(async () => {
  api = await openTestApi();
  host = await api.key(['host-admin']);
  partner = await api.key(['partner-standard', 'members:pii', 'members:token', 'points:earn'], 'partner');
});
afterAll(() => api.close());

async function enrol(externalId: string, token: string): Promise<{ id: string }> {
  const answer = await api.ask(ENROL, { input: { externalId }, key: externalId }, { token });
  return { id: at(answer, 'data.memberEnrol.member.id') };
}

const tokenOf = async (member: object, token: string) =>
  at(await api.ask(TOKEN, { member }, { token }), 'data.memberTokenIssue.token');

describe('viewer', () => {
  const VIEWER = '{ viewer { kind brand { code } member { id } scopes } serverTime }';

  it('tells a visitor, a key and a member who the server thinks they are', async () => {
    const member = await enrol('viewer', host);
    const read = await api.key(['members:read', 'program:read'], 'partner');
    expect((await api.ask(VIEWER)).data).toMatchObject({ viewer: { kind: 'VISITOR', brand: null, member: null, scopes: [] } }); // prettier-ignore
    expect((await api.ask(VIEWER, {}, { token: read })).data).toMatchObject({
      viewer: { kind: 'BRAND', brand: { code: 'partner' }, member: null, scopes: ['members:read', 'program:read'] },
    });
    expect((await api.ask(VIEWER, {}, { token: await tokenOf(member, host) })).data).toMatchObject({
      viewer: { kind: 'MEMBER', member, scopes: [] },
    });
  });
});

describe('a key', () => {
  it('without the scope of a field gets null there, one FORBIDDEN that names the scope, and everything else', async () => {
    const member = await enrol('scopes', host);
    const token = await api.key(['members:read']);
    const answer = await api.ask('query ($id: ID!) { member(id: $id) { id status displayName } }', member, { token });
    expect(answer.data).toEqual({ member: { ...member, status: 'ACTIVE', displayName: null } });
    expect(answer.errors).toMatchObject([
      { path: ['member', 'displayName'], extensions: { code: 'FORBIDDEN', scope: 'members:pii', requestId: expect.any(String) as unknown } },
    ]); // prettier-ignore
  });

  it('without the scope of a mutation changes nothing', async () => {
    const member = await enrol('no scope', host);
    const token = await api.key(['members:read']);
    const answer = await api.ask(EARN, { member, input: { wallet: 'points', amount: 5, reason: '' }, key: 'k' }, { token }); // prettier-ignore
    expect(answer.errors).toMatchObject([{ extensions: { code: 'FORBIDDEN', scope: 'points:earn' } }]);
  });

  it('that is forged, cut short or of another brand of key is refused', async () => {
    const forged = `${host.slice(0, -4)}AAAA`;
    for (const token of [forged, host.slice(0, 40), 'lrl_live_x', 'lrl_test_abc', 'nonsense', `${host}x`]) {
      const answer = await api.ask('{ viewer { kind } }', {}, { token });
      expect(answer.status).toBe(401);
      expect(answer.errors).toMatchObject([{ extensions: { code: 'UNAUTHENTICATED' } }]);
    }
  });

  it('is refused everywhere half a second after it was revoked', async () => {
    const token = await api.key(['members:read']);
    expect((await api.ask('{ viewer { kind } }', {}, { token })).status).toBe(200);
    const keyId = /^lrl_live_(\w{18})_/.exec(token)?.[1] ?? '';
    await api.house.database.transaction(async (sql) => ({
      value: await sql.run('UPDATE api_keys SET revokedAt = ? WHERE keyId = ?', [1, keyId]),
      commit: true,
    }));
    await sleep(PROVEN_MS + 50);
    expect((await api.ask('{ viewer { kind } }', {}, { token })).status).toBe(401);
  });
});

describe('a partner', () => {
  it('cannot tell a member of somebody else from one that is not there', async () => {
    const { id } = await enrol('of the host', host);
    const read = 'query ($id: ID, $externalId: String) { member(id: $id, externalId: $externalId) { id } }';
    for (const variables of [{ id }, { id: 'mem_nothing' }, { externalId: 'of the host' }]) {
      const answer = await api.ask(read, variables, { token: partner });
      expect({ data: answer.data, errors: answer.errors }).toEqual({ data: { member: null }, errors: undefined });
    }
    const earn = (member: object) =>
      api.ask(EARN, { member, input: { wallet: 'points', amount: 5, reason: '' }, key: 'foreign' }, { token: partner });
    expect((await earn({ id })).data).toEqual((await earn({ id: 'mem_nothing' })).data);
  });

  it('sees in a list, and in the count of it, only its own', async () => {
    const own = await enrol('own', partner);
    await enrol('of the host too', host);
    const answer = await api.ask('{ members(first: 100) { totalCount nodes { id } } }', {}, { token: partner });
    expect(answer.data).toEqual({ members: { totalCount: 1, nodes: [own] } });
  });

  it('does not see what its member did elsewhere', async () => {
    const member = await enrol('of both', partner);
    await api.ask(RECORD, { member, input: purchase('at the host', 7_700) }, { token: host });
    const read = 'query ($id: ID!) { member(id: $id) { activities { totalCount nodes { externalId } } } }';
    const seen = (await api.ask(read, member, { token: partner })).data;
    expect(JSON.stringify(seen)).not.toContain('at the host');
  });
});

describe('a member', () => {
  it('reads itself with everything it is', async () => {
    const member = await enrol('myself', host);
    await api.ask(RECORD, { member, input: purchase('mine', 12_000) }, { token: host });
    const token = await tokenOf(member, host);
    const read = '{ me { id tier { id } balances { available } ledger { totalCount } lots { totalCount } metrics { orders } } }';
    expect((await api.ask(read, {}, { token })).data).toMatchObject({
      me: { ...member, tier: { id: 'tie_silver' }, metrics: { orders: 1 } },
    });
  }); // prettier-ignore

  it('cannot read or act for another, and not for itself where only brands may', async () => {
    const [me, other] = [await enrol('me', host), await enrol('other', host)];
    const token = await tokenOf(me, host);
    const foreign = await api.ask('query ($id: ID!) { member(id: $id) { id } }', other, { token });
    expect(foreign.data).toEqual({ member: null });
    const earn = await api.ask(EARN, { member: me, input: { wallet: 'points', amount: 5, reason: '' }, key: 'k' }, { token }); // prettier-ignore
    expect(earn.errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
    expect((await api.ask('{ members { totalCount } }', {}, { token })).errors).toMatchObject([
      { extensions: { code: 'FORBIDDEN' } },
    ]);
  });

  it('is told that its token has expired', async () => {
    const token = await tokenOf(await enrol('late', host), host);
    api.clock.advance(16 * 60_000);
    await sleep(PROVEN_MS + 50);
    const answer = await api.ask('{ me { id } }', {}, { token });
    api.clock.advance(-16 * 60_000);
    expect([answer.status, at(answer, 'errors.0.extensions.code')]).toEqual([401, 'TOKEN_EXPIRED']);
  });
});

describe('a visitor', () => {
  it.each(['{ members { totalCount } }', '{ explain { name } }', '{ ruleCheck(expression: "true") { ok } }'])(
    'may not ask %s',
    async (query) => {
      const answer = await api.ask(query);
      expect(at(answer, 'errors.0.extensions.code')).toBe('UNAUTHENTICATED');
    },
  );
});

describe('a request that is none', () => {
  const send = (body: string | Uint8Array, headers: Record<string, string> = {}) =>
    ask(api.server.url, body, { token: host, headers });

  it.each([
    ['no JSON', '{', 400],
    ['no UTF-8', new Uint8Array([0x7b, 0x22, 0xff, 0x22, 0x7d]), 400],
    ['longer than a megabyte', JSON.stringify({ query: `#${'x'.repeat(1_000_001)}` }), 413],
    ['no query', '{}', 400],
    ['a query that is no text', '{"query":5}', 400],
    ['variables that are no object', '{"query":"{serverTime}","variables":[1]}', 400],
    ['an operation there is none of', '{"query":"query A {serverTime}","operationName":"B"}', 400],
    ['an operation with the name of a trap', '{"query":"query A {serverTime}","operationName":"__proto__"}', 400],
    ['a batch', '[{"query":"{serverTime}"},{"query":"{serverTime}"}]', 400],
  ])('because it is %s is refused', async (_, body, status) => {
    const answer = await send(body);
    expect(answer.status).toBe(status);
    expect(at(answer, 'errors.0.extensions.code')).toBe('BAD_USER_INPUT');
    expect(JSON.stringify(answer.errors)).not.toMatch(/\bat .*\.js|node_modules/);
  });

  it('because it subscribes is refused', async () => {
    const answer = await api.ask('subscription { serverTime }', {}, { token: host });
    expect(at(answer, 'errors.0.extensions.code')).toBe('BAD_USER_INPUT');
  });

  it('because a foreign page made a browser send it is refused', async () => {
    const answer = await send('{"query":"{serverTime}"}', { 'content-type': 'text/plain' });
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(answer.data).toBeUndefined();
  });

  it.each([
    ['a field there is none of', '{ serverTim }'],
    ['15 levels', `{ members { nodes { ${'activities { nodes { member { '.repeat(5)} id ${'} } }'.repeat(5)} } } }`],
    ['too many aliases', `{ ${Array.from({ length: 30 }, (_, n) => `a${n}: serverTime`).join(' ')} }`],
    ['too many words', `{ ${'serverTime '.repeat(3_000)} }`],
  ])('because it asks for %s is refused', async (_, query) => {
    const answer = await api.ask(query, {}, { token: host });
    expect(answer.data).toBeUndefined();
    expect(answer.status).toBe(400);
  });

  it('answers the id of the request with every refusal, the caller’s own where it sent one', async () => {
    const answer = await api.ask('{ members { totalCount } }', {}, { headers: { 'x-request-id': 'till-4711-0001' } });
    expect(at(answer, 'errors.0.extensions.requestId')).toBe('till-4711-0001');
    expect(answer.headers.get('x-request-id')).toBe('till-4711-0001');
  });
});

interface Page {
  readonly nodes: object[];
  readonly pageInfo: {
    readonly hasNextPage: boolean;
    readonly hasPreviousPage: boolean;
    readonly startCursor: string | null;
    readonly endCursor: string | null;
  };
}

describe('members', () => {
  it('come page by page, forward and backward, each once', async () => {
    const names = Array.from({ length: 7 }, (_, n) => `page ${n}`);
    const token = await api.key(['partner-standard'], 'partner');
    for (const name of names) await enrol(name, token);
    const page = 'query ($first: Int, $after: String, $last: Int, $before: String) { members(first: $first, after: $after, last: $last, before: $before) { nodes { id } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } totalCount } }'; // prettier-ignore
    const all = at<object[]>(await api.ask(page, { first: 100 }, { token }), 'data.members.nodes');
    const walk = async (forward: boolean) => {
      const seen: object[] = [];
      let cursor: string | null = null;
      for (;;) {
        const variables: object = forward ? { first: 3, after: cursor } : { last: 3, before: cursor };
        const { nodes, pageInfo } = at<Page>(await api.ask(page, variables, { token }), 'data.members');
        if (forward) seen.push(...nodes);
        else seen.unshift(...nodes);
        if (!(forward ? pageInfo.hasNextPage : pageInfo.hasPreviousPage)) return seen;
        cursor = forward ? pageInfo.endCursor : pageInfo.startCursor;
      }
    };
    expect(await walk(true)).toEqual(all);
    expect(await walk(false)).toEqual(all);
  });

  it.each([{ first: 101 }, { first: -1 }, { first: 2, last: 2 }, { after: 'tampered' }, { last: 0.5 }])(
    'with %j are refused',
    async (variables) => {
      const page = 'query ($first: Int, $after: String, $last: Int) { members(first: $first, after: $after, last: $last) { totalCount } }'; // prettier-ignore
      const answer = await api.ask(page, variables, { token: host });
      expect(at(answer, 'errors.0.extensions.code')).toBe('BAD_USER_INPUT');
    },
  );
});
