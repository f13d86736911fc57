import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';
import { openServer } from '../../src/app/server.js';
import { askBothWays } from './both-ways.js';
import { ENROL, purchase, RECORD_MANY } from './documents.js';
import type { Answered, TestApi } from './open-api.js';
import { ask, at, openTestApi } from './open-api.js';

let api: TestApi;
let token: string;

beforeAll(async () => {
  api = await openTestApi();
  token = await api.key(['host-admin']);
});
afterAll(() => api.close());

const costOf = (answer: Answered) => at<number>(answer, 'extensions.cost.requested');
const PAGE = 'query ($first: Int, $last: Int, $with: Boolean = true) { members(first: $first, last: $last) { nodes { id tier @include(if: $with) { id name } } } }'; // prettier-ignore
const BASKET = 'query ($basket: BasketInput!) { basketQuote(member: { externalId: "nobody" }, basket: $basket) { total { currency } } }'; // prettier-ignore
const TEA = { sku: 'tea', priceMinor: 1 };

describe('the cost of a query', () => {
  const lines = (count: number) => ({ inputs: Array.from({ length: count }, (_, n) => ({ member: { externalId: 'nobody' }, input: purchase(`c-${n}`, 1) })) }); // prettier-ignore

  it.each<[string, string, object, number]>([
    ['nothing for values', '{ serverTime }', {}, 0],
    ['1 for an object and nothing for its values', '{ viewer { kind scopes } }', {}, 1],
    ['an object once, however often it is selected', '{ viewer { kind brand { id } } viewer { brand { code } } }', {}, 2],
    ['an object once for each name it is given', '{ a: viewer { kind } b: viewer { kind } }', {}, 2],
    ['a page as often as it says', '{ members(first: 7) { nodes { id tier { id } } } }', {}, 1 + 7 * 2],
    ['a page from the end the same', '{ members(last: 7) { nodes { id } } }', {}, 1 + 7],
    ['a page of 20 where nothing is said', '{ members { nodes { id } pageInfo { hasNextPage } } }', {}, 1 + 20 + 1],
    ['edges and what is in them', '{ members(first: 3) { edges { cursor node { id } } } }', {}, 1 + 3 * 2],
    ['pages within a page for each item', '{ members(first: 5) { nodes { ledger(first: 4) { nodes { id } } } } }', {}, 1 + 5 * (1 + 1 + 4)],
    ['what variables say', PAGE, { first: 9 }, 1 + 9 * 2],
    ['what variables leave out', PAGE, { first: 9, with: false }, 1 + 9],
    ['the default where a variable is null', PAGE, { first: null }, 1 + 20 * 2],
    ['what fragments select', 'query { members(first: 2) { ...Page } } fragment Page on MemberConnection { nodes { ... on Member { ...Parts } } } fragment Parts on Member { tier { id } }', {}, 1 + 2 * 2],
    ['the dearest of the types it may be', 'mutation { memberTokenIssue(member: { id: "x" }) { errors { code ... on AlreadyEnrolled { nextActions { kind } } ... on Declined { nextActions { kind text } } } } }', {}, 10 + 1 + 1 + 1],
    ['10 for a mutation and its answer besides', 'mutation { memberTokenIssue(member: { id: "x" }) { member { id } errors { code } } }', {}, 10 + 1 + 1 + 1],
    ['a tenth for a line of a batch', RECORD_MANY, lines(400), 40 + 9],
    ['1 for a line of a basket that is quoted', BASKET, { basket: { lines: Array.from({ length: 7 }, () => TEA) } }, 7 + 2],
    ['the same where only the lines are a variable', 'query ($lines: [BasketLineInput!]!) { basketQuote(member: { externalId: "nobody" }, basket: { lines: $lines }) { total { currency } } }', { lines: [TEA, TEA] }, 2 + 2],
    ['the same where they stand in the document', '{ basketQuote(member: { externalId: "nobody" }, basket: { lines: [{ sku: "tea", priceMinor: 1 }, { sku: "cup", priceMinor: 1 }] }) { total { currency } } }', {}, 2 + 2],
    ['no less for a small batch than for a mutation', RECORD_MANY, lines(3), 10 + 9],
  ])('is %s', async (_, query, variables, requested) => {
    for (const answer of Object.values(await askBothWays(api, query, variables, { token }))) {
      expect(answer.extensions).toEqual({ cost: { requested, limit: 1_000 } });
    }
  }); // prettier-ignore

  it('is refused above 1,000, by the same answer whether the document is known or not', async () => {
    const { known, unknown } = await askBothWays(api, PAGE, { first: 3 }, { token });
    expect([known.status, unknown.status]).toEqual([200, 200]);
    const dear = '{ members(first: 100) { nodes { ledger(first: 10) { nodes { id } } } } }';
    const answers = await askBothWays(api, dear, {}, { token, headers: { 'x-request-id': 'the-same-one' } });
    for (const answer of Object.values(answers)) {
      expect([answer.status, answer.data, costOf(answer)]).toEqual([400, undefined, 1 + 100 * (1 + 1 + 10)]);
      expect(answer.errors).toEqual([
        {
          message: expect.stringContaining('1201') as unknown,
          extensions: { code: 'BAD_USER_INPUT', reason: 'QUERY_TOO_EXPENSIVE', requestId: 'the-same-one' },
        },
      ]);
    }
    expect(answers.known.errors).toEqual(answers.unknown.errors);
  });

  it('is refused where only the variables make it too much', async () => {
    const text = 'query ($n: Int!) { members(first: $n) { nodes { ledger(first: $n) { nodes { id } } } } }';
    await askBothWays(api, text, { n: 3 }, { token });
    const { known, unknown } = await askBothWays(api, text, { n: 100 }, { token });
    for (const answer of [known, unknown]) expect([answer.status, costOf(answer)]).toEqual([400, 1 + 100 * 102]);
    expect(known.extensions).toEqual(unknown.extensions);
  });

  it('is told also by an answer that is a refusal', async () => {
    const answer = await api.ask('{ nothing }', {}, { token });
    expect([answer.status, answer.extensions]).toEqual([400, { cost: { requested: 0, limit: 1_000 } }]);
  });

  it('leaves room for what a front end shows: 50 members with tier, balances and five entries', async () => {
    const page = '{ members(first: 50) { nodes { id tier { id name } balances { id available wallet { unitName } } ledger(first: 5) { nodes { id amount wallet { unitName } } } } pageInfo { endCursor } } }'; // prettier-ignore
    expect(costOf(await api.ask(page, {}, { token }))).toBeLessThan(1_000);
  });
});

describe('a caller that asks for more than its share', () => {
  const budgets = { brand: { perSecond: 20, burst: 60 }, visitor: { perSecond: 10, burst: 30 } };
  let small: TestApi;
  let key: string;

  beforeAll(async () => {
    small = await openTestApi({ server: { budgets } });
  });
  beforeEach(async () => {
    key = await small.key(['host-admin']);
  });
  afterAll(() => small.close());

  const TEN = '{ members(first: 9) { nodes { id } } }';

  it('is told to wait, in seconds, and is served again when it has waited', async () => {
    const answers: Answered[] = [];
    for (let n = 0; n < 8; n++) answers.push(await small.ask(TEN, {}, { token: key }));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200, 200, 429, 429]);
    const last = answers[7] as Answered;
    expect(last.data).toBeUndefined();
    expect(last.errors).toMatchObject([{ extensions: { code: 'THROTTLED', retryAfter: 1, requestId: expect.any(String) as unknown } }]); // prettier-ignore
    expect(last.headers.get('retry-after')).toBe('1');
    await sleep(1_000);
    expect((await small.ask(TEN, {}, { token: key })).status).toBe(200);
  });

  it('is answered the same whether its document is known or not, and nothing of it runs', async () => {
    const enrol = (token: string, key: string) => ask(small.server.url, { query: ENROL, variables: { input: { externalId: key }, key } }, { token }); // prettier-ignore
    const other = await small.key(['host-admin']);
    for (let n = 0; n < 3; n++) await enrol(other, `warm ${n}`);
    let answer: Answered;
    let count = 0;
    do answer = await enrol(key, `run ${count++}`);
    while (answer.status === 200);
    const unknown = await ask(small.server.url, { query: `${ENROL} # new`, variables: { input: { externalId: 'x' }, key: 'x' } }, { token: key }); // prettier-ignore
    expect([answer.status, unknown.status]).toEqual([429, 429]);
    const strip = ({ errors }: Answered) => JSON.stringify(errors).replace(/req_\w+/g, '');
    expect(strip(answer)).toBe(strip(unknown));
    const [row] = await small.house.database.reader.rows<{ total: number }>(
      "SELECT COUNT(*) AS total FROM member_identities WHERE value LIKE 'run %'",
    );
    expect(row?.total).toBe(count - 1);
  });

  it('does not slow down anybody else', async () => {
    while ((await small.ask(TEN, {}, { token: key })).status === 200);
    const other = await small.key(['host-admin']);
    expect((await small.ask(TEN, {}, { token: other })).status).toBe(200);
    expect((await small.ask('{ serverTime }')).status).toBe(200);
  });

  it('knows beforehand: viewer says what is left and when all of it is back', async () => {
    await small.ask(TEN, {}, { token: key });
    const answer = await small.ask('{ viewer { rateLimit { limit remaining resetsAt } } serverTime }', {}, { token: key }); // prettier-ignore
    const { limit, remaining, resetsAt } = at<{ limit: number; remaining: number; resetsAt: string }>(answer, 'data.viewer.rateLimit'); // prettier-ignore
    expect(limit).toBe(60);
    expect(remaining).toBeGreaterThanOrEqual(48);
    expect(remaining).toBeLessThan(60);
    const wait = Date.parse(resetsAt) - Date.parse(at(answer, 'data.serverTime'));
    expect(wait).toBeGreaterThan(0);
    expect(wait).toBeLessThanOrEqual(600);
  });

  it('has the rate of its key where that has one of its own', async () => {
    const rate = 'query { viewer { rateLimit { limit } } }';
    const own = await small.key(['host-admin'], 'host', { ratePerSecond: 700 });
    expect(at(await small.ask(rate, {}, { token: own }), 'data.viewer.rateLimit.limit')).toBe(7_000);
  });

  it('pays also for documents that cannot be run', async () => {
    const statuses = new Set<number>();
    for (let n = 0; n < 200 && !statuses.has(429); n++) statuses.add((await small.ask(`{ nothing${n} }`, {}, { token: key })).status); // prettier-ignore
    expect([...statuses]).toEqual([400, 429]);
  });

  it('is not served better for guessing keys', async () => {
    const guess = () => small.ask('{ serverTime }', {}, { token: 'lrl_live_000000000000000000_x' });
    const statuses = [];
    for (let n = 0; n < 6; n++) statuses.push((await guess()).status);
    expect(statuses.slice(0, 3)).toEqual([401, 401, 401]);
    expect(statuses.at(-1)).toBe(429);
  });
});

describe('processes that share Redis', () => {
  const redisUrl = process.env['REDIS_URL'] ?? '';
  const whenThere = redisUrl ? it : it.skip;
  const TEN = '{ members(first: 9) { nodes { id } } }';

  const openTwo = async (url: string, budgets: object = { brand: { perSecond: 1, burst: 60 } }) => {
    const options = { port: 0, host: '127.0.0.1', isProduction: false, redisUrl: url, budgets };
    const servers = [await openServer(api.house, options), await openServer(api.house, options)] as const;
    await sleep(300); // until both are connected
    return servers;
  };

  whenThere('count together', async () => {
    const servers = await openTwo(redisUrl);
    const key = await api.key(['host-admin']);
    const statuses = [];
    for (let n = 0; n < 8; n++) statuses.push((await ask(servers[n % 2]?.url ?? '', { query: TEN }, { token: key })).status); // prettier-ignore
    for (const server of servers) await server.stop();
    expect(statuses).toEqual([200, 200, 200, 200, 200, 200, 429, 429]);
  });

  whenThere('count guesses at codes together', async () => {
    const servers = await openTwo(redisUrl, {});
    const key = await api.key(['benefits:redeem']);
    const GUESS = 'query ($code: String!) { grantByCode(code: $code) { refusal { code } } }';
    const refused = [];
    for (let n = 0; n < 130; n++) {
      const { data } = await ask(servers[n % 2]?.url ?? '', { query: GUESS, variables: { code: `guess-${n}` } }, { token: key }); // prettier-ignore
      refused.push((data as { grantByCode: { refusal: { code: string } } }).grantByCode.refusal.code);
    }
    for (const server of servers) await server.stop();
    expect([...new Set(refused.slice(0, 100))]).toEqual(['NOT_FOUND']);
    expect(refused).toContain('TOO_MANY_TRIES');
  });

  it('count alone when Redis is away, and serve all the same', async () => {
    const servers = await openTwo('redis://127.0.0.1:1');
    const key = await api.key(['host-admin']);
    const statuses = [];
    for (let n = 0; n < 14; n++) statuses.push((await ask(servers[n % 2]?.url ?? '', { query: TEN }, { token: key })).status); // prettier-ignore
    for (const server of servers) await server.stop();
    expect(statuses).toEqual([...Array<number>(12).fill(200), 429, 429]);
  });
});
