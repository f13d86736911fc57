import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { documentIdOf } from '../../src/app/trusted-documents.js';
import { applyProgram } from '../../src/modules/engine/index.js';
import { systemCaller } from '../../src/kernel/session.js';
import { write } from '../../src/kernel/unit-of-work.js';
import { openBeside } from '../support/house.js';
import { testProgram } from '../support/program.js';
import { ENROL, TOKEN } from './documents.js';
import type { TestApi } from './open-api.js';
import { ask, at, openTestApi } from './open-api.js';
import { setTimeout as sleep } from 'node:timers/promises';

const TIERS = 'query Tiers($ladder: String) { tiers(ladder: $ladder) { id name rank } wallets { id unitName } }';
const MIXED = 'query Mixed { ...Public viewer { kind } } fragment Public on Query { tiers { id } }';
const PERSONAL = 'query Me { me { id } tiers { id } }';
const WRITING = 'mutation Write { memberTokenIssue(member: { id: "x" }) { token errors { code } } }';
const SCOPED = 'query Scoped { tiers { id } member(id: "mem_x") { id } }';
const OPERATIONS = [TIERS, MIXED, PERSONAL, WRITING, SCOPED].map((text) => ({ text }));

let api: TestApi;
let page: string;
let host: string;
let member: string;

beforeAll(async () => {
  const program = structuredClone(testProgram);
  Object.assign(program.ladders[0]?.tiers[0]?.name ?? {}, { 'zh-TW': '基礎', 'zh-CN': '基础' });
  api = await openTestApi({ program, server: { operations: OPERATIONS } });
  page = await api.key([], 'partner', { kind: 'publishable', origins: ['https://shop.example'] });
  host = await api.key(['host-admin']);
  const enrolled = await api.ask(ENROL, { input: { externalId: 'm' }, key: 'm' }, { token: host });
  const ref = { id: at(enrolled, 'data.memberEnrol.member.id') };
  member = at(await api.ask(TOKEN, { member: ref }, { token: host }), 'data.memberTokenIssue.token');
});
afterAll(() => api.close());

interface Got {
  readonly status: number;
  readonly headers: Headers;
  readonly body: string;
}

async function get(params: Record<string, string>, headers: Record<string, string> = {}, token: string | null = page): Promise<Got> {
  const response = await fetch(`${api.server.url}/graphql?${new URLSearchParams(params).toString()}`, {
    headers: { ...(token ? { authorization: `Bearer ${token}` } : {}), ...headers },
  });
  return { status: response.status, headers: response.headers, body: await response.text() };
} // prettier-ignore

const byId = (text: string, variables: object = {}) => ({ documentId: documentIdOf(text), variables: JSON.stringify(variables) }); // prettier-ignore
const tiersOf = ({ body }: Got) => (JSON.parse(body) as { data: { tiers: { id: string; name: string }[] } }).data.tiers;

describe('the public catalogue by a link', () => {
  it('is answered without sign-in, for everybody between to keep', async () => {
    for (let run = 0; run < 2; run++) {
      const answer = await get(byId(TIERS));
      expect([answer.status, answer.headers.get('cache-control')]).toEqual([200, 'public, s-maxage=60']);
      expect(answer.headers.get('vary')).toMatch(/Accept-Language/);
      expect(answer.headers.get('vary')).toMatch(/Authorization/);
      expect(JSON.parse(answer.body)).toMatchObject({
        data: { tiers: [{ id: 'tie_base' }, { id: 'tie_silver' }, { id: 'tie_gold' }], wallets: [{ id: 'wal_points' }, {}, {}] },
        extensions: { cost: { requested: 2, limit: 1_000 } },
      }); // prettier-ignore
    }
  });

  it('is not sent again to whoever has it', async () => {
    const etag = (await get(byId(TIERS))).headers.get('etag') ?? '';
    expect(etag).toMatch(/^"[\w-]{22}"$/);
    for (const tags of [etag, `W/${etag}`, `"other", ${etag}`, '*']) {
      const answer = await get(byId(TIERS), { 'if-none-match': tags });
      expect([answer.status, answer.body, answer.headers.get('etag')]).toEqual([304, '', etag]);
    }
    expect((await get(byId(TIERS), { 'if-none-match': '"other"' })).status).toBe(200);
  });

  it('differs by language, variables and brand, and so do its tags', async () => {
    const other = await api.key([], 'host', { kind: 'publishable', origins: ['https://shop.example'] });
    const answers = [
      await get(byId(TIERS)),
      await get(byId(TIERS), { 'accept-language': 'zh-TW' }),
      await get(byId(TIERS), { 'accept-language': 'zh-CN' }),
      await get(byId(TIERS, { ladder: 'none' })),
      await get(byId(TIERS), {}, other),
    ];
    expect(answers.map((answer) => tiersOf(answer)[0]?.name)).toEqual(['Base', '基礎', '基础', undefined, 'Base']);
    expect(new Set(answers.map(({ headers }) => headers.get('etag'))).size).toBe(answers.length);
  });

  it('is the same in the form of Apollo clients, and by POST', async () => {
    const persistedQuery = { version: 1, sha256Hash: documentIdOf(TIERS) };
    const link = await get({ extensions: JSON.stringify({ persistedQuery }), variables: '{}' });
    expect(tiersOf(link)).toHaveLength(3);
    expect(link.headers.get('cache-control')).toContain('public');
    for (const body of [{ documentId: documentIdOf(TIERS) }, { extensions: { persistedQuery } }]) {
      const posted = await ask(api.server.url, body, { token: page });
      expect(at<object[]>(posted, 'data.tiers')).toHaveLength(3);
      expect(posted.headers.get('cache-control')).toBe('private, no-store');
    }
    const whole = await ask(api.server.url, { query: TIERS, extensions: { persistedQuery } }, { token: page });
    expect(at<object[]>(whole, 'data.tiers')).toHaveLength(3);
  });

  it('follows the program in every process, within two seconds', async () => {
    const before = await get(byId(TIERS));
    const beside = await openBeside(api);
    const changed = structuredClone(testProgram);
    Object.assign(changed.ladders[0]?.tiers[0]?.name ?? {}, { en: 'Ground' });
    await write(beside, { caller: systemCaller(''), members: [] }, async (session) => {
      await applyProgram(session, changed);
      return undefined;
    });
    await beside.database.close();
    let after = await get(byId(TIERS));
    for (let turn = 0; turn < 20 && tiersOf(after)[0]?.name !== 'Ground'; turn++) {
      await sleep(100);
      after = await get(byId(TIERS));
    }
    expect(tiersOf(after)[0]?.name).toBe('Ground');
    expect(after.headers.get('etag')).not.toBe(before.headers.get('etag'));
  });
});

describe('what is not of the catalogue', () => {
  it.each([['a mixed document', MIXED, 200], ['a document about a member', PERSONAL, 200], ['a document that wants a scope', SCOPED, 200], ['a mutation', WRITING, 405]])('is never kept by anybody: %s', async (_, text, status) => {
    for (const token of [page, member, host, null]) {
      for (let run = 0; run < 2; run++) {
        const answer = await get(byId(text), {}, token);
        expect([answer.status, answer.headers.get('cache-control'), answer.headers.get('etag')]).toEqual([status, 'private, no-store', null]);
      }
    }
  }); // prettier-ignore

  it('is what members and brands are answered, whatever they ask for', async () => {
    for (const token of [member, host]) {
      const answer = await get(byId(TIERS), {}, token);
      expect([tiersOf(answer).length, answer.headers.get('cache-control')]).toEqual([3, 'private, no-store']);
    }
  });

  it('is a document nobody has listed', async () => {
    for (const params of [byId('{ serverTime }'), { documentId: 'x' }, { documentId: '__proto__' }]) {
      const answer = await get(params);
      expect([answer.status, answer.headers.get('cache-control')]).toEqual([400, 'private, no-store']);
      expect(JSON.parse(answer.body)).toMatchObject({ errors: [{ message: 'PersistedQueryNotFound', extensions: { code: 'BAD_USER_INPUT', reason: 'PERSISTED_QUERY_NOT_FOUND', requestId: expect.any(String) as unknown } }] }); // prettier-ignore
    }
  });

  it('is a request without the key of a brand: refused, and that is not kept either', async () => {
    const answer = await get(byId(TIERS), {}, null);
    expect(JSON.parse(answer.body)).toMatchObject({ data: { tiers: null }, errors: [{ extensions: { code: 'UNAUTHENTICATED' } }, {}] }); // prettier-ignore
    expect(answer.headers.get('cache-control')).toBe('private, no-store');
  });

  it.each(['[]', '5', '{', 'null'])('is a link with variables that are no object: %s', async (variables) => {
    const answer = await get({ documentId: documentIdOf(TIERS), variables });
    expect([answer.status, answer.headers.get('cache-control')]).toEqual([400, 'private, no-store']);
  });

  it('is served from what is kept only to keys that are still good', async () => {
    const token = await api.key([], 'partner', { kind: 'publishable', origins: ['https://shop.example'] });
    expect((await get(byId(TIERS), {}, token)).status).toBe(200);
    expect((await get(byId(TIERS), {}, `${token.slice(0, -2)}00`)).status).toBe(401);
  });

  it('is more than the share of an address, also of what is ready', async () => {
    const small = await openTestApi({ server: { operations: OPERATIONS, budgets: { visitor: { perSecond: 1, burst: 20 } } } }); // prettier-ignore
    const token = await small.key([], 'host', { kind: 'publishable', origins: ['https://shop.example'] });
    const link = `${small.server.url}/graphql?${new URLSearchParams(byId(TIERS)).toString()}`;
    const statuses: number[] = [];
    for (let n = 0; n < 25; n++) statuses.push((await fetch(link, { headers: { authorization: `Bearer ${token}` } })).status);
    await small.close();
    expect(statuses.slice(0, 15)).toEqual(Array(15).fill(200));
    expect(statuses.at(-1)).toBe(429);
  }); // prettier-ignore
});

describe('an answer that was given a moment ago', () => {
  it('is given again as it was, and stops within a second of its key', async () => {
    const token = await api.key([], 'partner', { kind: 'publishable', origins: ['https://shop.example'] });
    const answers = [];
    for (let n = 0; n < 5; n++) answers.push(await get(byId(TIERS), {}, token));
    const shown = ({ status, body, headers }: Got) => [status, body, ...['cache-control', 'etag', 'vary', 'content-type', 'x-content-type-options'].map((name) => headers.get(name))]; // prettier-ignore
    for (const answer of answers) expect(shown(answer)).toEqual(shown(answers[0] as Got));
    await api.house.database.transaction(async (sql) => ({
      value: await sql.run('UPDATE api_keys SET revokedAt = ? WHERE keyId = ?', [1, token.slice('lrl_pub_'.length)]),
      commit: true,
    }));
    await sleep(1_000);
    expect((await get(byId(TIERS), {}, token)).status).toBe(401);
  });

  it('is not given to a web page the key does not list, or lists', async () => {
    const seen = async (origin?: string) => {
      const { status, headers } = await get(byId(TIERS), origin ? { origin } : {});
      return [status, headers.get('access-control-allow-origin')];
    };
    expect(await seen()).toEqual([200, null]);
    expect(await seen('https://evil.example')).toEqual([403, null]);
    expect(await seen('https://shop.example')).toEqual([200, 'https://shop.example']);
    expect(await seen()).toEqual([200, null]);
  });
});
