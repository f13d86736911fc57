import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';
import { PROVEN_MS } from '../../src/app/proven.js';
import { readConfig } from '../../src/app/config.js';
import { migrate, openDatabase, openHouse } from '../../src/app/house.js';
import { DAY_MS } from '../../src/kernel/calendar.js';
import { write } from '../../src/kernel/unit-of-work.js';
import { applyProgram } from '../../src/modules/engine/index.js';
import { configOf } from '../support/house.js';
import { testProgram } from '../support/program.js';
import { openEmptyScratch } from '../support/scratch.js';
import { EARN, ENROL, purchase, RECORD, TOKEN } from './documents.js';
import type { TestApi } from './open-api.js';
import { at, openTestApi, sandboxOf } from './open-api.js';

const PERSONA = `mutation ($input: PersonaCreateInput!, $key: String!) { personaCreate(input: $input, idempotencyKey: $key) {
  member { id displayName status tier { code } metrics { orders refunds } balances { wallet { code } available pending } activities(first: 50) { totalCount } }
  errors { code message } replayed } }`;
const RESET = 'mutation { sandboxReset { now errors { code message } } }';
const ADVANCE = `mutation ($input: ClockAdvanceInput!, $key: String!) { clockAdvance(input: $input, idempotencyKey: $key) {
  now due { schedule count } errors { code message } replayed } }`;
const MEMBERS = '{ members(first: 100) { totalCount nodes { id } } }';

let api: TestApi;
let live: string;
let test: string;
let counted = 0;

beforeAll(async () => {
  api = await openTestApi();
  live = await api.key(['host-admin']);
  test = await api.testKey(['host-admin']);
});
afterAll(() => api.close());
beforeEach(() => void (counted += 1));

const key = (name: string) => `${name} ${counted}`;

async function enrol(externalId: string, token: string): Promise<{ id: string }> {
  const answer = await api.ask(ENROL, { input: { externalId }, key: key(externalId) }, { token });
  return { id: at(answer, 'data.memberEnrol.member.id') };
}

async function tokenOf(member: object, token: string): Promise<string> {
  return at(await api.ask(TOKEN, { member }, { token }), 'data.memberTokenIssue.token');
}

async function persona(kind: string, token = test) {
  const answer = await api.ask(PERSONA, { input: { kind }, key: key(kind) }, { token });
  expect(answer.errors).toBeUndefined();
  expect(at(answer, 'data.personaCreate.errors')).toEqual([]);
  return at<Persona>(answer, 'data.personaCreate.member');
}

interface Persona {
  readonly id: string;
  readonly tier: { readonly code: string };
  readonly metrics: { readonly orders: number; readonly refunds: number };
  readonly balances: { readonly wallet: { code: string }; readonly available: number; readonly pending: number }[];
  readonly activities: { readonly totalCount: number };
}

const advance = (input: object, name = 'advance', token = test) =>
  api.ask(ADVANCE, { input, key: key(name) }, { token });
const reset = () => api.ask(RESET, {}, { token: test });

describe('the two houses', () => {
  it('know nothing of each other’s members, activities, names and ids', async () => {
    const [here, there] = [await enrol('same id', live), await enrol('same id', test)];
    expect(here.id).not.toBe(there.id);
    const read = 'query ($id: ID, $externalId: String) { member(id: $id, externalId: $externalId) { id } }';
    expect((await api.ask(read, here, { token: test })).data).toEqual({ member: null });
    expect((await api.ask(read, there, { token: live })).data).toEqual({ member: null });
    expect((await api.ask(read, { externalId: 'same id' }, { token: test })).data).toEqual({ member: there });
    expect((await api.ask(MEMBERS, {}, { token: live })).data).toEqual({ members: { totalCount: 1, nodes: [here] } });
    expect((await api.ask(MEMBERS, {}, { token: test })).data).toEqual({ members: { totalCount: 1, nodes: [there] } });
  });

  it('do not take each other’s cursors for their own', async () => {
    await enrol('second', test);
    const page = 'query ($after: String) { members(first: 1, after: $after) { pageInfo { endCursor } } }';
    const cursor = at(await api.ask(page, {}, { token: test }), 'data.members.pageInfo.endCursor');
    expect((await api.ask(page, { after: cursor }, { token: test })).errors).toBeUndefined();
    const foreign = await api.ask(page, { after: cursor }, { token: live });
    expect(at(foreign, 'errors.0.extensions.code')).toBe('BAD_USER_INPUT');
  });

  it('do the same request once each, under the same idempotency key', async () => {
    const [here, there] = [await enrol('once here', live), await enrol('once there', test)];
    const earn = (member: object, token: string) =>
      api.ask(EARN, { member, input: { wallet: 'points', amount: 5, reason: '' }, key: 'one key' }, { token });
    expect(at(await earn(here, live), 'data.pointsEarn.replayed')).toBe(false);
    expect(at(await earn(there, test), 'data.pointsEarn.replayed')).toBe(false);
  });

  it('keep their member tokens apart: each speaks for a member of its own house only', async () => {
    const [here, there] = [await enrol('token here', live), await enrol('token there', test)];
    const [liveToken, testToken] = [await tokenOf(here, live), await tokenOf(there, test)];
    expect((await api.ask('{ me { id } }', {}, { token: liveToken })).data).toEqual({ me: here });
    expect((await api.ask('{ me { id } }', {}, { token: testToken })).data).toEqual({ me: there });
    for (const token of [relabelled(liveToken, 'laurel-sandbox'), relabelled(testToken, 'laurel')]) {
      const answer = await api.ask('{ me { id } }', {}, { token });
      expect([answer.status, at(answer, 'errors.0.extensions.code')]).toEqual([401, 'UNAUTHENTICATED']);
    }
  });

  it('keep their keys apart: the secret of one proves nothing in the other', async () => {
    for (const token of [test.replace('lrl_test_', 'lrl_live_'), live.replace('lrl_live_', 'lrl_test_')]) {
      expect((await api.ask('{ viewer { kind } }', {}, { token })).status).toBe(401);
    }
  });

  it('follow one program, also after a new one was applied', async () => {
    const tiers = '{ tiers { code } }';
    expect((await api.ask(tiers, {}, { token: test })).data).toEqual((await api.ask(tiers, {}, { token: live })).data);
    const changed = { ...testProgram, ladders: [{ ...testProgram.ladders[0], tiers: testProgram.ladders[0]?.tiers.slice(0, 2) }] }; // prettier-ignore
    await follow(changed);
    expect(at<unknown[]>(await api.ask(tiers, {}, { token: test }), 'data.tiers')).toHaveLength(2);
    expect((await sandboxOf(api)).programs.current().hash).toBe(api.house.programs.current().hash);
    await follow(testProgram);
    expect(at<unknown[]>(await api.ask(tiers, {}, { token: test }), 'data.tiers')).toHaveLength(3);
  });
});

async function follow(program: unknown): Promise<void> {
  await write(api.house, { caller: api.caller, members: [] }, async (session) => ({
    ...(await applyProgram(session, program)),
  }));
  await api.house.programs.reload(api.house.database.reader);
  await sleep(PROVEN_MS + 50); // whoever is known looks no further for so long
}

/** The same signature under the name of the other house. */
function relabelled(token: string, issuer: string): string {
  const [head = '', body = '', seal = ''] = token.split('.');
  const claims = { ...(JSON.parse(Buffer.from(body, 'base64url').toString()) as object), iss: issuer };
  return [head, Buffer.from(JSON.stringify(claims)).toString('base64url'), seal].join('.');
}

describe('a live key', () => {
  it.each([
    ['personaCreate', PERSONA, { input: { kind: 'LOYAL' }, key: 'live' }],
    ['sandboxReset', RESET, {}],
    ['clockAdvance', ADVANCE, { input: { byDays: 1 }, key: 'live' }],
  ])('that asks for %s is told that only the sandbox does that, and nothing happens', async (name, document, variables) => {
    const before = await api.ask(MEMBERS, {}, { token: live });
    const answer = await api.ask(document, variables, { token: live });
    expect(at(answer, `data.${name}.errors.0.code`)).toBe('SANDBOX_ONLY');
    expect(at(answer, `data.${name}.errors.0.message`)).toContain('lrl_test_');
    expect((await api.ask(MEMBERS, {}, { token: live })).data).toEqual(before.data);
  });
}); // prettier-ignore

describe('a test key without sandbox:control', () => {
  it('neither empties the sandbox nor moves its clock', async () => {
    const token = await api.testKey(['partner-standard'], 'partner');
    for (const [document, variables] of [[RESET, {}], [ADVANCE, { input: { byDays: 1 }, key: 'k' }]] as const) {
      const answer = await api.ask(document, variables, { token });
      expect(answer.errors).toMatchObject([{ extensions: { code: 'FORBIDDEN', scope: 'sandbox:control' } }]);
    }
  }); // prettier-ignore
});

describe('personaCreate', () => {
  it('makes people who have lived what their name says', async () => {
    await reset();
    expect(await persona('NEWCOMER')).toMatchObject({ tier: { code: 'base' }, metrics: { orders: 0 } });
    expect(await persona('LOYAL')).toMatchObject({ tier: { code: 'gold' }, metrics: { orders: 24 } });
    expect(await persona('NEARLY_THERE')).toMatchObject({ tier: { code: 'base' } });
    expect(await persona('RETURNER')).toMatchObject({ metrics: { orders: 1, refunds: 1 } });
    expect((await persona('REGULAR')).metrics.orders).toBe(6);
    const { id } = await persona('SUSPENDED');
    const refused = await api.ask(RECORD, { member: { id }, input: purchase(key('refused'), 100) }, { token: test });
    expect(at(refused, 'data.activityRecord.errors.0.code')).toBe('MEMBER_NOT_ACTIVE');
    const points = (of: Persona) => of.balances.find(({ wallet }) => wallet.code === 'points')?.available ?? 0;
    expect(points(await persona('LAPSING'))).toBeGreaterThan(0);
    expect(at(await api.ask(MEMBERS, {}, { token: test }), 'data.members.totalCount')).toBe(7);
  });

  it('makes one who is a purchase away from the next tier', async () => {
    const { id } = await persona('NEARLY_THERE');
    const answer = await api.ask(RECORD, { member: { id }, input: purchase(key('last step'), 5_000) }, { token: test });
    expect(at(answer, 'data.activityRecord.outcome.tierChange.to.id')).toBe('tie_silver');
  });

  it('makes one whose purchases stop counting within days', async () => {
    const { id, tier } = await persona('LAPSING');
    expect(tier.code).toBe('silver');
    const remaining = 'query ($id: ID!) { member(id: $id) { tierProgress { next { code } current } } }';
    const before = await api.ask(remaining, { id }, { token: test });
    await advance({ byDays: 14 }, 'lapse');
    const after = await api.ask(remaining, { id }, { token: test });
    expect(at<number>(before, 'data.member.tierProgress.current')).toBeGreaterThan(10_000);
    expect(at<number>(after, 'data.member.tierProgress.current')).toBe(0);
    await reset();
  });

  it('makes one person a key, for the brand that asks, under the id it gives', async () => {
    const token = await api.testKey(['partner-standard', 'members:pii', 'sandbox:control'], 'partner');
    const send = () => api.ask(PERSONA, { input: { kind: 'LOYAL', externalId: 'mine' }, key: 'mine' }, { token });
    const first = await send();
    const again = await send();
    expect(at(again, 'data.personaCreate.member.id')).toBe(at(first, 'data.personaCreate.member.id'));
    expect([at(first, 'data.personaCreate.replayed'), at(again, 'data.personaCreate.replayed')]).toEqual([false, true]);
    const taken = await api.ask(PERSONA, { input: { kind: 'REGULAR', externalId: 'mine' }, key: 'other' }, { token });
    expect(at(taken, 'data.personaCreate.errors.0.code')).toBe('ALREADY_ENROLLED');
  });
});

describe('clockAdvance', () => {
  const state = async () => {
    const { reader } = (await sandboxOf(api)).database;
    return {
      accounts: await reader.rows('SELECT wallet, available, pending, earned FROM point_accounts ORDER BY wallet'),
      transfers: await reader.rows<{ kind: string }>('SELECT kind, wallet, amount, occurredAt, recordedAt FROM point_transfers ORDER BY occurredAt, wallet, kind, amount'),
      lots: await reader.rows('SELECT wallet, amount, remaining, isPending, dueAt FROM point_lots ORDER BY occurredAt, wallet, amount'),
    };
  }; // prettier-ignore

  /** A member with points that become available in a week and die in two months, and what time makes of them. */
  async function live3Months(...steps: object[]) {
    await reset();
    const member = await enrol('ages', test);
    for (const externalId of ['share 1', 'share 2']) {
      await api.ask(RECORD, { member, input: { type: 'share', externalId, payload: {} } }, { token: test });
    }
    for (const [nth, step] of steps.entries()) {
      expect(at(await advance(step, `step ${nth}`), 'data.clockAdvance.errors')).toEqual([]);
    }
    return state();
  }

  it('brings about the same in many steps as in one jump, each thing at its own instant', async () => {
    const jump = await live3Months({ byDays: 92 });
    const steps = await live3Months({ byHours: 30 }, { byDays: 6 }, { byDays: 40 }, { byHours: 18 }, { byDays: 44 });
    expect(steps).toEqual(jump);
    expect(jump.transfers.map(({ kind }) => kind)).toEqual(['earn', 'earn', 'expire', 'expire']);
    expect(jump.accounts).toMatchObject([{ wallet: 'later', available: 0, pending: 0, earned: 40 }]);
  });

  it('answers how late it is, what was done, and shows the new time everywhere; the live clock stays', async () => {
    await reset();
    const before = at(await api.ask('{ serverTime }', {}, { token: live }), 'data.serverTime');
    const answer = await advance({ byDays: 3 });
    const then = new Date(Date.parse(before) + 3 * DAY_MS).toISOString();
    expect(answer.data).toEqual({ clockAdvance: { now: then, due: [], errors: [], replayed: false } });
    expect((await api.ask('{ serverTime }', {}, { token: test })).data).toEqual({ serverTime: then });
    expect((await api.ask('{ serverTime }', {}, { token: live })).data).toEqual({ serverTime: before });
  });

  it('moves once a key, goes to an instant, adds up when two move it at once, and never goes back', async () => {
    await reset();
    const start = api.clock.now();
    await advance({ byDays: 1 }, 'one');
    expect(at(await advance({ byDays: 1 }, 'one'), 'data.clockAdvance.replayed')).toBe(true);
    await Promise.all([advance({ byDays: 1 }, 'two'), advance({ byDays: 1 }, 'three')]);
    expect((await sandboxOf(api)).clock.now()).toBe(start + 3 * DAY_MS);
    await advance({ to: new Date(start + 10 * DAY_MS).toISOString() }, 'to');
    expect((await sandboxOf(api)).clock.now()).toBe(start + 10 * DAY_MS);
    for (const input of [{ to: new Date(start).toISOString() }, { byDays: -1 }, { byDays: 0 }, { byHours: 1, byDays: 1 }, {}, { byDays: 801 }]) {
      expect(at(await advance(input, JSON.stringify(input)), 'data.clockAdvance.errors.0.code')).toBe('INVALID_INPUT');
    }
    expect((await sandboxOf(api)).clock.now()).toBe(start + 10 * DAY_MS);
  }); // prettier-ignore

  it('lets member tokens grow old, and keys not: those live by the time outside', async () => {
    const token = await tokenOf(await enrol('grows old', test), test);
    await advance({ byHours: 1 });
    const answer = await api.ask('{ me { id } }', {}, { token });
    expect(at(answer, 'errors.0.extensions.code')).toBe('TOKEN_EXPIRED');
    expect((await api.ask('{ viewer { kind } }', {}, { token: test })).status).toBe(200);
  });
});

describe('sandboxReset', () => {
  it('leaves the keys and the program, and nothing else; the clock shows the real time again', async () => {
    await persona('LOYAL');
    await advance({ byDays: 30 });
    expect(at(await reset(), 'data.sandboxReset')).toEqual({ now: new Date(api.clock.now()).toISOString(), errors: [] });
    const { reader, source } = (await sandboxOf(api)).database;
    const left: string[] = [];
    for (const { tableName } of source.entityMetadatas) {
      const rows = await reader.rows(`SELECT * FROM ${tableName}`);
      if (rows.length > 0) left.push(tableName);
    }
    const program = ['agreements', 'brands', 'campaign_rules', 'campaigns', 'program_head', 'program_versions', 'rfm_methods', 'segment_layerings', 'segments', 'statement_turn', 'tier_ladders', 'tiers', 'wallets'];
    expect(left.filter((name) => !program.includes(name)).sort()).toEqual(['api_keys', 'counters', 'leases', 'outbox', 'sandbox']);
    expect((await api.ask(MEMBERS, {}, { token: test })).data).toEqual({ members: { totalCount: 0, nodes: [] } });
  });

  it('leaves the live house as it is', async () => {
    await enrol('stays', live);
    const before = (await api.ask(MEMBERS, {}, { token: live })).data;
    await reset();
    expect((await api.ask(MEMBERS, {}, { token: live })).data).toEqual(before);
  });

  it('makes the tokens of its members worth nothing', async () => {
    const token = await tokenOf(await enrol('gone', test), test);
    expect((await api.ask('{ me { id } }', {}, { token })).status).toBe(200);
    await reset();
    expect((await api.ask('{ me { id } }', {}, { token })).status).toBe(401);
  });
}); // prettier-ignore

describe('the database of the sandbox', () => {
  it('is not made by somebody who only guesses at test keys', async () => {
    const fresh = await openTestApi();
    const answer = await fresh.ask('{ viewer { kind } }', {}, { token: test });
    expect(answer.status).toBe(401);
    expect(await fresh.house.sandbox?.existing()).toBeNull();
    await fresh.close();
  });

  it('must be another one than the live one', () => {
    for (const url of ['sqlite:data/laurel.sqlite', 'sqlite:./data/../data/laurel.sqlite']) {
      const environment = { DATABASE_URL: 'sqlite:data/laurel.sqlite', SANDBOX_DATABASE_URL: url };
      expect(() => readConfig(environment)).toThrow(/another database/);
    }
    const server = 'mysql://laurel@db.example:3306/laurel';
    expect(() => readConfig({ DATABASE_URL: server, SANDBOX_DATABASE_URL: 'mysql://root@db.example/laurel' })).toThrow(/another database/); // prettier-ignore
    expect(readConfig({ DATABASE_URL: server }).sandboxUrl).toBe('mysql://laurel@db.example:3306/laurel_sandbox');
    expect(readConfig({ DATABASE_URL: 'sqlite:/data/x.sqlite' }).sandboxUrl).toBe('sqlite:/data/x-sandbox.sqlite');
  });

  it('is never one that somebody lives in: a database with a program that was not made as a sandbox is left alone', async () => {
    const [scratch, livedIn] = [await openEmptyScratch(), await openEmptyScratch()];
    const other = await openHouse(configOf(livedIn.databaseUrl), { secrets: api.house.secrets, log: api.house.log });
    await migrate(other.database);
    await write(other, { caller: api.caller, members: [] }, async (session) => ({ ...(await applyProgram(session, testProgram)) })); // prettier-ignore
    const config = { ...configOf(scratch.databaseUrl), sandboxUrl: livedIn.databaseUrl };
    const house = await openHouse(config, { secrets: api.house.secrets, log: api.house.log });
    await expect(house.sandbox?.open()).rejects.toThrow(/not made as a sandbox/);
    const database = await openDatabase(configOf(livedIn.databaseUrl));
    expect(await database.reader.rows('SELECT hash FROM program_head')).toHaveLength(1);
    for (const each of [house.database, other.database, database]) await each.close();
    for (const each of [scratch, livedIn]) await each.close();
  });
});
