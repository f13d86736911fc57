import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { request as httpRequest } from 'node:http';
import { askBothWays } from '../api/both-ways.js';
import type { Answered, TestApi } from '../api/open-api.js';
import { ask, at, openTestApi } from '../api/open-api.js';

/**
 * Longest an attack may keep the processor busy, this process as client and server together, at the best of a few times: what
 * an attack costs it costs each time, and a machine that is busy with something else is not what is asked about.
 */
const BUSY_MS_MAX = 1_500;
const TIMES = 4;

let api: TestApi;
let production: TestApi;
let token: string;

beforeAll(async () => {
  api = await openTestApi();
  production = await openTestApi({ server: { isProduction: true } });
  token = await api.key(['host-admin']);
});
afterAll(async () => {
  await production.close();
  await api.close();
});

const repeat = (count: number, text: (nth: number) => string) => Array.from({ length: count }, (_, nth) => text(nth)).join(' '); // prettier-ignore

/** Sends it a few times and answers what came of each. It may keep the server busy for so long and no longer. */
async function notBusy(work: () => Promise<Answered>): Promise<Answered[]> {
  const answers: Answered[] = [];
  const took: number[] = [];
  for (let time = 0; time < TIMES; time++) {
    const before = process.cpuUsage();
    answers.push(await work());
    const { user, system } = process.cpuUsage(before);
    took.push((user + system) / 1_000);
  }
  expect(Math.min(...took)).toBeLessThan(BUSY_MS_MAX);
  return answers;
}

function expectRefused(answer: Answered): void {
  expect(answer.data).toBeUndefined();
  expect([answer.status, at(answer, 'errors.0.extensions.code')]).toEqual([400, 'BAD_USER_INPUT']);
  for (const error of answer.errors as { extensions: object }[]) expect(error.extensions).toMatchObject({ requestId: expect.any(String) as unknown }); // prettier-ignore
  expect(JSON.stringify(answer.errors)).not.toMatch(/\bat .*\.js|node_modules|SELECT /);
}

describe('a document made to keep the server busy', () => {
  const deep = (levels: number) => `{ me { ${'tier { ladder { '.repeat(levels)} id ${'} }'.repeat(levels)} } }`;
  const spread = (levels: number) =>
    `query { me { ...F0 } } ${repeat(levels, (n) => `fragment F${n} on Member { tierProgress { next { id } } ...F${n + 1} ...F${n + 1} ...F${n + 1} }`)} fragment F${levels} on Member { id }`;

  it.each<[string, string]>([
    ['aliases', `{ ${repeat(100, (n) => `a${n}: viewer { kind }`)} }`],
    ['directives', `{ serverTime ${'@include(if: true) '.repeat(20)} }`],
    ['directives nobody knows', `{ serverTime ${'@no '.repeat(500)} }`],
    ['fragments in a circle', 'query { me { ...A } } fragment A on Member { ...B } fragment B on Member { ...A }'],
    ['a fragment in itself', 'query { me { ...A } } fragment A on Member { id ...A }'],
    ['fields that overlap and differ', `{ me { ${repeat(300, (n) => `x: ledger(first: ${n + 1}) { totalCount }`)} } }`],
    ['levels', deep(20)],
    ['words', `{ ${'serverTime '.repeat(5_000)} }`],
    ['a comment of a megabyte, and words', `# ${'x'.repeat(400_000)}\n{ ${'a '.repeat(100_000)} }`],
    ['brackets', `{ members(filter: { channel: ${'['.repeat(900)}1${']'.repeat(900)} }) { totalCount } }`],
    ['types in brackets', `query ($a: ${'['.repeat(900)}Int${']'.repeat(900)}) { serverTime }`],
    ['the cost of nested pages', '{ members(first: 100) { nodes { ledger(first: 100) { nodes { id } } } } }'],
    ['fragments that double', spread(12)],
  ])('with %s is refused at once', async (_, query) => {
    for (const answer of await notBusy(() => api.ask(query, {}, { token }))) expectRefused(answer);
  }); // prettier-ignore

  it('with the same field many times answers it once', async () => {
    for (const answer of await notBusy(() => api.ask(`{ ${'serverTime '.repeat(100)} }`, {}, { token }))) {
      expect([answer.errors, Object.keys(answer.data ?? {})]).toEqual([undefined, ['serverTime']]);
    }
  });
});

describe('variables made to keep the server busy', () => {
  const nested = (levels: number) => `${'['.repeat(levels)}${']'.repeat(levels)}`;
  const objects = (levels: number) => `${'{"a":'.repeat(levels)}1${'}'.repeat(levels)}`;
  const body = (query: string, variables: string) => `{"query":${JSON.stringify(query)},"variables":{"x":${variables}}}`; // prettier-ignore
  const TYPES = 'query ($x: [String!]) { activities(types: $x, first: 1) { totalCount } }';
  const PAYLOAD = 'mutation ($x: JSON) { activityRecord(member: { id: "mem_x" }, input: { type: "share", externalId: "x", payload: $x }, dryRun: true) { errors { code } } }'; // prettier-ignore
  const REF = 'mutation ($x: MemberRef!) { memberTokenIssue(member: $x) { errors { code } } }';
  const UNKNOWN = '{ serverTime }';

  it.each<[string, string, string]>([
    ['lists in lists', TYPES, nested(450_000)],
    ['lists in lists for JSON', PAYLOAD, nested(450_000)],
    ['objects in objects for JSON', PAYLOAD, objects(160_000)],
    ['objects in objects for an input', REF, objects(160_000)],
    ['what nobody asked for', UNKNOWN, objects(160_000)],
    ['very many items that are wrong', TYPES, `[${'1,'.repeat(450_000)}1]`],
    ['very many items', TYPES, `[${'"a",'.repeat(200_000)}"a"]`],
    ['very many names', REF, `{${repeat(60_000, (n) => `"a${n}":1`).replaceAll(' ', ',')}}`],
  ])('%s', async (_, query, variables) => {
    for (const answer of await notBusy(() => ask(api.server.url, body(query, variables), { token }))) {
      expect(answer.status).toBeLessThan(500);
      expect(JSON.stringify(answer.errors ?? null).length).toBeLessThan(20_000);
    }
  });
});

describe('names that are traps', () => {
  it.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty', ''])('as the name of an operation: %j', async (operationName) => {
    for (let run = 0; run < 5; run++) {
      const answer = await ask(api.server.url, { query: 'query A { serverTime } query B { serverTime }', operationName }, { token });
      expectRefused(answer);
    }
  }); // prettier-ignore

  it('as variables and as members of what is sent', async () => {
    const query = 'query ($constructor: Int) { members(first: $constructor) { totalCount } }';
    for (const text of ['{"__proto__":{"first":1}}', '{"constructor":1}', '{"toString":1,"__proto__":null}']) {
      const answer = await ask(api.server.url, `{"query":${JSON.stringify(query)},"variables":${text},"__proto__":{"x":1}}`, { token }); // prettier-ignore
      expect(answer.status).toBe(200);
    }
  });
});

describe('a subscription over HTTP', () => {
  it('is told where subscriptions are answered, whether the document is known or not', async () => {
    const subscription = Object.keys(subscriptions(await introspect(api)))[0] ?? 'memberFeed';
    const { known, unknown } = await askBothWays(api, `subscription { ${subscription} { cursor } }`, {}, { token });
    for (const answer of [known, unknown]) expectRefused(answer);
  });
});

describe('in production', () => {
  it('the schema is not told and names are not suggested', async () => {
    for (const query of ['{ __schema { types { name } } }', '{ __type(name: "Member") { fields { name } } }']) {
      const answer = await production.ask(query);
      expect([answer.status, answer.data]).toEqual([400, undefined]);
    }
    const answer = await production.ask('{ serverTim membr { id } }');
    expect(JSON.stringify(answer.errors)).not.toMatch(/Did you mean|serverTime|member\b/);
    expect(JSON.stringify((await api.ask('{ serverTim }')).errors)).toContain('Did you mean');
  });
});

describe('headers', () => {
  it('cannot put anything into the answer', async () => {
    const seen = await new Promise<Record<string, unknown>>((resolve, reject) => {
      const headers = { 'content-type': 'application/json', 'x-request-id': 'evil; set-cookie=a', 'x-forwarded-for': '1.1.1.1, <b>', origin: 'https://evil.example' }; // prettier-ignore
      const sent = httpRequest(`${api.server.url}/graphql?x=%0d%0aset-cookie:%20a=1`, { method: 'POST', headers }, (response) => {
        response.resume().on('end', () => resolve({ ...response.headers }));
      });
      sent.on('error', reject).end('{"query":"{ serverTime }"}');
    }); // prettier-ignore
    expect(seen['set-cookie']).toBeUndefined();
    expect(seen['x-request-id']).toMatch(/^req_\w{26}$/);
    expect(JSON.stringify(seen)).not.toContain('evil');
  });

  it.each(['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x', 'application/json-patch+json', 'application/json; charset=utf-16'])('of a form do not pass for a request: %s', async (type) => {
    const answer = await ask(api.server.url, '{"query":"{ serverTime }"}', { headers: { 'content-type': type } });
    expect([answer.status, answer.data, at(answer, 'errors.0.extensions.code')]).toEqual([400, undefined, 'BAD_USER_INPUT']);
  }); // prettier-ignore

  it('of a plain link do not pass for a query, and those of a mutation by GET for nothing', async () => {
    const get = (query: string, headers: Record<string, string> = {}) => fetch(`${api.server.url}/graphql?query=${encodeURIComponent(query)}`, { headers }); // prettier-ignore
    expect((await get('{ serverTime }')).status).toBe(400);
    expect((await get('{ serverTime }', { 'apollo-require-preflight': '1' })).status).toBe(200);
    const mutation = await get('mutation { memberTokenIssue(member: { id: "x" }) { token } }', { 'apollo-require-preflight': '1' }); // prettier-ignore
    expect([mutation.status, mutation.headers.get('allow')]).toEqual([405, 'POST']);
  });
});

async function introspect(of: TestApi): Promise<unknown> {
  return (await of.ask('{ __schema { subscriptionType { fields { name } } } }')).data;
}

function subscriptions(data: unknown): Record<string, true> {
  const { fields } = (data as { __schema: { subscriptionType: { fields: { name: string }[] } | null } }).__schema.subscriptionType ?? { fields: [] }; // prettier-ignore
  return Object.fromEntries(fields.map(({ name }) => [name, true]));
}
