import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';
import { PROVEN_MS } from '../../src/app/proven.js';
import type { TestApi } from '../api/open-api.js';
import { openTestApi } from '../api/open-api.js';

let api: TestApi;
let host: string;
let partner: string;

beforeAll(async () => {
  api = await openTestApi();
  host = await api.key(['host-admin']);
  partner = await api.key(EVERYTHING, 'partner');
});
afterAll(() => api.close());

const EVERYTHING = ['partner-standard', 'members:pii', 'members:token', 'points:earn', 'points:reverse'];
const AMOUNT = 'mutation ($amount: SafeInt!) { pointsEarn(member: { id: "x" }, input: { wallet: "points", amount: $amount, reason: "" }, idempotencyKey: "k", dryRun: true) { errors { code } } }'; // prettier-ignore
const EARN = 'mutation ($member: MemberRef!, $key: String!) { pointsEarn(member: $member, input: { wallet: "points", amount: 100, reason: "gift" }, idempotencyKey: $key) { transfer { id } errors { code path message } } }'; // prettier-ignore
const REVERSE = 'mutation ($transfer: ID!) { pointsReverse(transferId: $transfer, reason: "", idempotencyKey: "reverse") { errors { code path message } } }'; // prettier-ignore
const TOKEN =
  'mutation ($member: MemberRef!) { memberTokenIssue(member: $member) { token errors { code path message } } }';

async function enrol(externalId: string, token: string): Promise<string> {
  const text =
    'mutation ($id: String!) { memberEnrol(input: { externalId: $id }, idempotencyKey: $id) { member { id } } }';
  return textAt(await api.ask(text, { id: externalId }, { token }), 'data', 'memberEnrol', 'member', 'id');
}

/** A text deep inside an answer, by the names on the way to it. */
function textAt(value: unknown, ...names: readonly string[]): string {
  return names.reduce<unknown>((inside, name) => (inside as Record<string, unknown>)[name], value) as string;
}

/** Sent often enough to be compiled. */
async function often(query: string, variables: object, token?: string) {
  const answers = [];
  for (let run = 0; run < 4; run++) answers.push(await api.ask(query, variables, { token }));
  return answers;
}

describe('a document that is sent often', () => {
  it('still has the defaults of its variables', async () => {
    const answers = await often('query ($with: Boolean! = true) { viewer @include(if: $with) { kind } }', {});
    for (const answer of answers) expect(answer.data).toEqual({ viewer: { kind: 'VISITOR' } });
  });

  it.each([[1.5], ['5'], [2 ** 53], [null]])('still says what is wrong with %j', async (amount) => {
    const mistake = { message: expect.stringContaining('$amount') as unknown, extensions: { code: 'BAD_USER_INPUT' } };
    for (const answer of await often(AMOUNT, { amount }, host)) expect(answer).toMatchObject({ errors: [mistake] });
  });
});

describe('arguments inside a query', () => {
  const first = (field: string) => `query ($text: String) { members(first: 1) { nodes { ${field} } } }`;

  it.each(['ledger(wallet: $text) { totalCount }', 'lots(wallet: $text) { totalCount }', 'activities(types: [$text]) { totalCount }'])('are refused where no column can hold them: %s', async (field) => {
    await enrol(`texts of ${field}`, host);
    const query = first(field).replace('$text: String', '$text: String!');
    const answer = await api.ask(query, { text: 'a\0b' }, { token: host });
    expect(textAt(answer, 'errors', '0', 'extensions', 'code')).toBe('BAD_USER_INPUT');
  }); // prettier-ignore

  it('are refused where they are instants of a year that nobody can send back', async () => {
    const id = await enrol('instants', host);
    const text = 'query ($id: ID, $at: DateTime!) { member(id: $id) { balancesAt(at: $at) { available } } }';
    for (const instant of ['9999-12-31T23:59:59-12:00', '0000-01-01T00:00:00+14:00', '0000-01-01T00:00:00Z']) {
      const answer = await api.ask(text, { id, at: instant }, { token: host });
      expect(answer.errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' } }]);
    }
  });

  it('that are refused do not spoil what stands beside them', async () => {
    const id = await enrol('beside', host);
    const text = 'query ($id: ID, $text: String) { member(id: $id) { id ledger(wallet: $text) { totalCount } } }';
    const answer = await api.ask(text, { id, text: 'a\0b' }, { token: host });
    expect(answer.data).toEqual({ member: { id, ledger: null } });
    expect(answer.errors).toMatchObject([{ path: ['member', 'ledger'], extensions: { code: 'BAD_USER_INPUT' } }]);
  });

  it('may repeat a status as often as they like, and name types only so often', async () => {
    const byStatus = 'query ($status: [MemberStatus!]) { members(filter: { status: $status }) { totalCount } }';
    const others = `query ($states: [StatementState!], $brands: [BrandStatus!]! = [ACTIVE]) {
      statements(state: $states) { totalCount } brands(status: $brands) { id } }`;
    for (const often of [0, 40_000]) {
      const variables = { states: Array(often).fill('ISSUED'), brands: Array(often).fill('CLOSED') };
      expect((await api.ask(others, variables, { token: host })).errors).toBeUndefined();
    }
    const statuses = await api.ask(byStatus, { status: Array(40_000).fill('ACTIVE') }, { token: host });
    expect(statuses.errors).toBeUndefined();
    const byType =
      'query ($types: [String!]) { members(first: 1) { nodes { activities(types: $types) { totalCount } } } }';
    const types = Array.from({ length: 40_000 }, (_, at) => `type-${at}`);
    const answer = await api.ask(byType, { types }, { token: host });
    expect(textAt(answer, 'errors', '0', 'extensions', 'code')).toBe('BAD_USER_INPUT');
  });

  it('are a mistake of the caller when they are null and must not be', async () => {
    const text =
      'query ($days: Int) { members(first: 1) { nodes { balances { expiring(withinDays: $days) { amount } } } } }';
    for (const answer of await often(text, { days: null }, host)) {
      expect(textAt(answer, 'errors', '0', 'extensions', 'code')).toBe('BAD_USER_INPUT');
    }
  });
});

describe('several mutations in one request', () => {
  it('each answer what is there after them', async () => {
    const id = await enrol('twice', host);
    await api.ask(EARN, { member: { id }, key: 'twice' }, { token: host });
    const spend = (name: string) =>
      `${name}: pointsSpend(member: { id: "${id}" }, input: { wallet: "points", amount: 10, reason: "" }, idempotencyKey: "${name}") { member { balances { available } } }`;
    const { data } = (await api.ask(`mutation { ${spend('first')} ${spend('second')} }`, {}, { token: host })) as {
      data: unknown;
    };
    const left = (available: number) => ({ member: { balances: expect.arrayContaining([{ available }]) as unknown } });
    expect(data).toMatchObject({ first: left(90), second: left(80) });
  });
});

describe('a partner', () => {
  it('does not learn from an explanation what its member did elsewhere', async () => {
    const id = await enrol('shopper', partner);
    const text =
      'mutation ($id: ID!) { activityRecord(member: { id: $id }, input: { type: "purchase", externalId: "elsewhere", purchase: { orderId: "elsewhere", amountMinor: 77700 } }) { activity { id } errors { code } } }';
    const recorded = await api.ask(text, { id }, { token: host });
    const activity = textAt(recorded, 'data', 'activityRecord', 'activity', 'id');
    const explain =
      'query ($id: ID, $at: DateTime, $activity: ID) { explain(memberId: $id, at: $at, activity: $activity) { note decided { hit } tree { actual children { actual } } } }';
    const byTime = await api.ask(explain, { id, at: '2026-02-01T00:00:00Z' }, { token: partner });
    expect(JSON.stringify(byTime)).not.toContain('77700');
    const byId = await api.ask(explain, { id, activity }, { token: partner });
    expect(byId.errors).toMatchObject([{ extensions: { reason: 'NOT_FOUND', input: ['activity'] } }]);
    const ofHost = await api.ask(explain, { id, activity }, { token: host });
    expect(JSON.stringify(ofHost)).toContain('77700');
  });

  it('cannot tell a transfer of another brand from one that is not there', async () => {
    const id = await enrol('somebody of the host', host);
    const earned = await api.ask(EARN, { member: { id }, key: 'of the host' }, { token: host });
    const transfer = textAt(earned, 'data', 'pointsEarn', 'transfer', 'id');
    const foreign = await api.ask(REVERSE, { transfer }, { token: partner });
    const unknown = await api.ask(REVERSE, { transfer: 'trf_nothing' }, { token: partner });
    expect(foreign.data).toEqual(unknown.data);
  });
});

describe('an id', () => {
  it('is that id and not one with spaces after it', async () => {
    const id = await enrol('padded', host);
    const padded = { id: `${id} ` };
    const token = await api.ask(TOKEN, { member: padded }, { token: host });
    expect(token.data).toMatchObject({ memberTokenIssue: { token: null, errors: [{ code: 'NOT_FOUND' }] } });
    const earned = await api.ask(EARN, { member: padded, key: 'padded' }, { token: host });
    expect(earned.data).toMatchObject({ pointsEarn: { errors: [{ code: 'NOT_FOUND' }] } });
    const given = await api.ask(EARN, { member: { id }, key: 'not padded' }, { token: host });
    const reversed = await api.ask(
      REVERSE,
      { transfer: `${textAt(given, 'data', 'pointsEarn', 'transfer', 'id')} ` },
      { token: host },
    );
    expect(reversed.data).toMatchObject({ pointsReverse: { errors: [{ code: 'NOT_FOUND' }] } });
    const text = 'mutation ($member: MemberRef) { activityRecord(member: $member, input: { type: "share", externalId: "padded" }) { errors { code } } }'; // prettier-ignore
    const recorded = await api.ask(text, { member: padded }, { token: host });
    expect(recorded.data).toMatchObject({ activityRecord: { errors: [{ code: 'NOT_FOUND' }] } });
  });
});

describe('an e-mail address', () => {
  it('that grows in small letters is refused when it grows too long', async () => {
    const email = `${'İ'.repeat(60)}@${'İ'.repeat(100)}.co`;
    const text = 'mutation ($email: String!) { memberEnrol(input: { email: $email }, idempotencyKey: "long") { errors { code } } }'; // prettier-ignore
    const answer = await api.ask(text, { email }, { token: host });
    expect(answer.data).toMatchObject({ memberEnrol: { errors: [{ code: 'INVALID_IDENTITY' }] } });
  });
});

describe('a member token', () => {
  it('dies with the brand that issued it', async () => {
    const id = await enrol('of a brand that closes', partner);
    const issued = await api.ask(TOKEN, { member: { id } }, { token: partner });
    const token = textAt(issued, 'data', 'memberTokenIssue', 'token');
    expect((await api.ask('{ me { id } }', {}, { token })).data).toEqual({ me: { id } });
    const { database } = api.house;
    const setStatus = (status: string) =>
      database.transaction(async (sql) => ({
        value: await sql.run("UPDATE brands SET status = ? WHERE code = 'partner'", [status]),
        commit: true,
      }));
    await setStatus('closed');
    await sleep(PROVEN_MS + 50);
    const closed = await api.ask('{ me { id } }', {}, { token });
    await setStatus('active');
    expect(closed.status).toBe(401);
  });
});
