import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';
import { PROVEN_MS } from '../../src/app/proven.js';
import { runDue } from '../../src/kernel/schedule-runner.js';
import { createToken, disable, SHIPPED_ROLES } from '../../src/modules/operators/index.js';
import * as operators from '../../src/modules/operators/index.js';
import { SCOPES } from '../../src/modules/brands/index.js';
import { openBeside } from '../support/house.js';
import { callerOf, doAs, operatorAs, sqlOf } from '../support/operators.js';
import { EARN, ENROL } from './documents.js';
import { testProgram } from '../support/program.js';
import type { Answered, TestApi } from './open-api.js';
import { at, openTestApi } from './open-api.js';

const APPROVALS = `query ($filter: ApprovalFilterInput) { approvals(filter: $filter) { totalCount nodes {
  id kind status sentence reason availableActions note requestedBy { id name login roles } decidedBy { id } } } }`;
const DECIDE = `mutation ($id: ID!, $decision: ApprovalDecision!, $key: String!, $note: String) {
  approvalDecide(approvalId: $id, decision: $decision, idempotencyKey: $key, note: $note) {
    approval { id status note } errors { code message } replayed } }`;
const AUDIT = `query ($filter: AuditFilterInput, $first: Int, $after: String) { auditLog(filter: $filter, first: $first, after: $after) {
  nodes { id action subjectType subjectId operator { id name } before after input reason requestId } pageInfo { hasNextPage endCursor } } }`;

interface Person {
  readonly id: string;
  readonly token: string;
}

const GIVE = `mutation ($member: MemberRef!, $input: PointsInput!, $key: String!) {
  pointsEarn(member: $member, input: $input, idempotencyKey: $key) {
    approval { id status sentence } transfer { id } outcome { points { amount } } member { balances { available } } errors { code } replayed } }`;
const CORRECT = `mutation ($member: MemberRef!, $input: PointsAdjustInput!, $key: String!) {
  pointsAdjust(member: $member, input: $input, idempotencyKey: $key) { approval { id } errors { code } } }`;
const MAKE_KEY = `mutation ($input: ApiKeyCreateInput!, $key: String!) {
  apiKeyCreate(input: $input, idempotencyKey: $key) { token apiKey { id status } approval { id } errors { code } } }`;

let api: TestApi;
let ada: Person;
let bea: Person;
let clerk: Person;
let agent: Person;
beforeAll(async () => {
  api = await openTestApi({ program: { ...testProgram, stores: [{ code: 'corner', name: 'Corner' }] } });
  [ada, bea] = [await person('ada', ['owner']), await person('bea', ['owner'])];
  [clerk, agent] = [await person('cleo', ['clerk']), await person('amos', ['agent'])];
  await sqlOf(api.house, "UPDATE operators SET storeId = (SELECT id FROM stores) WHERE login = 'cleo'");
}, 30_000);
afterAll(() => api.close());

async function person(login: string, roles: readonly string[]): Promise<Person> {
  const { operatorId: id } = await operatorAs(api, login, roles);
  const operatorId = id ?? '';
  const { token } = await doAs(api.house, api.caller, (session) => createToken(session, { operatorId, label: 'test', days: 1 })); // prettier-ignore
  return { id: operatorId, token };
}

let counted = 0;
/** Ada asks for a role for somebody; answers the approval. */
async function ask(role = 'finance', whose = agent.id, reason = 'quarter end'): Promise<string> {
  const caller = await callerOf(api, ada.id);
  const had = (await operators.listOperators(api.house.database.reader)).find(({ id }) => id === whose)?.roles ?? [];
  const ids = await doAs(api.house, caller, (session) =>
    operators.setRoles(session, { operatorId: whose, roles: [...had, role], reason }),
  );
  return ids[0] ?? 'nothing was asked for';
}
const decide = (who: Person, id: string, decision = 'APPROVE', key = `key-${++counted}`, note: string | null = null) =>
  api.ask(DECIDE, { id, decision, key, note }, { token: who.token });
const codeOf = (answer: Answered) => at<string | undefined>(answer, 'data.approvalDecide.errors.0.code') ?? 'done';
const rolesOf = async (id: string) =>
  (await operators.listOperators(api.house.database.reader)).find((one) => one.id === id)?.roles;

describe('an operator with a personal token', () => {
  it('is known by the API, with the scopes of its roles', async () => {
    const viewer = '{ viewer { kind scopes brand { code } operator { id name login roles } } }';
    expect((await api.ask(viewer, {}, { token: clerk.token })).data).toEqual({
      viewer: { kind: 'OPERATOR', scopes: ['benefits:read', 'benefits:redeem', 'members:enrol', 'members:read'], brand: { code: 'host' }, operator: { id: clerk.id, name: 'cleo name', login: 'cleo', roles: ['clerk'] } },
    }); // prettier-ignore
    const scopes = at<string[]>(await api.ask(viewer, {}, { token: ada.token }), 'data.viewer.scopes');
    expect(scopes).toEqual([...Object.keys(SCOPES), ...Object.keys(operators.OPERATOR_SCOPES)].sort());
  });

  it('may do what a role of its allows and nothing else: a clerk enrols and gives no points', async () => {
    const enrolled = await api.ask(ENROL, { input: { externalId: 'by-clerk' }, key: 'c1' }, { token: clerk.token });
    const member = { id: at(enrolled, 'data.memberEnrol.member.id') };
    expect(member.id).toMatch(/^mem_/);
    const earned = await api.ask(EARN, { member, input: { wallet: 'points', amount: 5, reason: 'x' }, key: 'c2' }, { token: clerk.token }); // prettier-ignore
    expect(at(earned, 'errors.0.extensions')).toMatchObject({ code: 'FORBIDDEN', scope: 'points:earn' });
    const log = await api.ask(AUDIT, {}, { token: clerk.token });
    expect(at(log, 'errors.0.extensions')).toMatchObject({ code: 'FORBIDDEN', scope: 'audit:read' });
  });

  it.each(SHIPPED_ROLES.map(({ code }) => code))('has, as %s, only scopes that exist', async (code) => {
    const known = new Set([...Object.keys(SCOPES), ...Object.keys(operators.OPERATOR_SCOPES)]);
    const role = (await operators.listRoles(api.house)).find((one) => one.code === code);
    expect(role?.scopes.filter((scope) => !known.has(scope))).toEqual([]);
    expect(role?.scopes.length).toBeGreaterThan(0);
  });

  it('is nobody any more half a second after it was disabled, on every process', async () => {
    const guest = await person('guest', ['agent']);
    const kind = async () => (await api.ask('{ viewer { kind } }', {}, { token: guest.token })).status;
    expect(await kind()).toBe(200);
    await doAs(api.house, api.caller, (session) => disable(session, guest.id));
    await sleep(PROVEN_MS + 10);
    expect(await kind()).toBe(401);
    expect((await api.ask('{ viewer { kind } }', {}, { token: `${clerk.token.slice(0, -1)}_` })).status).toBe(401);
  });
});

describe('the audit log', () => {
  it('has what an operator did through the API, although the mutation says nothing itself, and nothing personal', async () => {
    const enrolled = await api.ask(ENROL, { input: { externalId: '13800138000', displayName: 'Zhang San' }, key: 'audit-1' }, { token: ada.token }); // prettier-ignore
    const memberId = at(enrolled, 'data.memberEnrol.member.id');
    const member = { id: memberId };
    await api.ask(EARN, { member, input: { wallet: 'points', amount: 5, reason: 'sorry' }, key: 'audit-2' }, { token: ada.token, headers: { 'x-request-id': 'req-audit-2' } }); // prettier-ignore
    await api.ask(EARN, { member, input: { wallet: 'points', amount: 5, reason: 'sorry' }, key: 'audit-2' }, { token: ada.token }); // prettier-ignore
    const about = await api.ask(AUDIT, { filter: { subjectId: memberId } }, { token: ada.token });
    expect(at<unknown[]>(about, 'data.auditLog.nodes')).toEqual([
      expect.objectContaining({ action: 'pointsEarn', subjectType: 'member', subjectId: memberId, operator: { id: ada.id, name: 'ada name' }, reason: 'sorry', requestId: 'req-audit-2', input: { member, input: { wallet: 'points', amount: 5 } } }),
      expect.objectContaining({ action: 'memberEnrol', subjectId: memberId, input: { input: { externalId: '***', displayName: '***' } } }),
    ]); // prettier-ignore
    const all = JSON.stringify(await api.house.database.reader.rows('SELECT * FROM audit_rows'));
    expect(all).not.toMatch(/13800138000|Zhang San/);
  });

  it('is filtered by operator, action and time, page by page, and not for partners', async () => {
    const actions = async (filter: object) =>
      at<{ action: string }[]>(await api.ask(AUDIT, { filter }, { token: ada.token }), 'data.auditLog.nodes').map(({ action }) => action); // prettier-ignore
    expect(new Set(await actions({ operatorId: clerk.id }))).toEqual(new Set(['memberEnrol']));
    expect(new Set(await actions({ action: 'operators.created' }))).toEqual(new Set(['operators.created']));
    expect(await actions({ from: new Date(api.clock.now() + 1).toISOString() })).toEqual([]);
    expect(await actions({ before: new Date(api.clock.now()).toISOString() })).toEqual([]);
    const first = await api.ask(AUDIT, { first: 2 }, { token: ada.token });
    const after = at(first, 'data.auditLog.pageInfo.endCursor');
    const second = await api.ask(AUDIT, { first: 2, after }, { token: ada.token });
    const ids = [first, second].flatMap((answer) =>
      at<{ id: string }[]>(answer, 'data.auditLog.nodes').map(({ id }) => id),
    );
    expect(new Set(ids).size).toBe(4);
    const partner = await api.key(['members:read'], 'partner');
    for (const document of [AUDIT, APPROVALS, '{ jobs { totalCount } }']) {
      expect(at(await api.ask(document, {}, { token: partner }), 'errors.0.extensions.code')).toBe('FORBIDDEN');
    }
    const host = await api.key(['audit:read', 'jobs:read']);
    expect((await api.ask(AUDIT, {}, { token: host })).errors).toBeUndefined();
    expect(
      (await api.ask('{ jobs { nodes { id kind status progress } } }', {}, { token: host })).errors,
    ).toBeUndefined();
  });
});

describe('an approval', () => {
  it('stands instead of the act, says what will happen in three languages, and is done by the decision', async () => {
    const id = await ask();
    expect(await rolesOf(agent.id)).toEqual(['agent']);
    const list = async (who: Person, language: string) =>
      at<Record<string, unknown>[]>(await api.ask(APPROVALS, { filter: { status: ['PENDING'] } }, { token: who.token, language }), 'data.approvals.nodes').find((one) => one['id'] === id); // prettier-ignore
    expect(await list(bea, 'en')).toMatchObject({ kind: 'operators.give-role', status: 'PENDING', sentence: 'amos gets the role Finance.', reason: 'quarter end', availableActions: ['APPROVE', 'REJECT'], requestedBy: { id: ada.id, name: 'ada name' } }); // prettier-ignore
    expect((await list(bea, 'zh-CN'))?.['sentence']).toBe('授予 amos 角色“财务”。');
    expect((await list(ada, 'zh-TW'))?.['sentence']).toBe('授予 amos 角色「財務」。');
    expect((await list(ada, 'en'))?.['availableActions']).toEqual(['WITHDRAW']);
    expect(await list(agent, 'en')).toBeUndefined();

    expect(codeOf(await decide(ada, id))).toBe('OWN_APPROVAL');
    expect(codeOf(await decide(agent, id))).toBe('NOT_FOUND');
    expect(codeOf(await decide(bea, id, 'WITHDRAW'))).toBe('NOT_FOUND');
    expect(codeOf(await decide(bea, 'apr_nothing'))).toBe('NOT_FOUND');
    expect(await rolesOf(agent.id)).toEqual(['agent']);

    const done = await decide(bea, id, 'APPROVE', 'once', 'checked');
    expect(done.data).toEqual({ approvalDecide: { approval: { id, status: 'APPROVED', note: 'checked' }, errors: [], replayed: false } }); // prettier-ignore
    expect((await decide(bea, id, 'APPROVE', 'once', 'checked')).data).toMatchObject({ approvalDecide: { replayed: true } }); // prettier-ignore
    expect(codeOf(await decide(bea, id))).toBe('APPROVAL_CLOSED');
    expect(await rolesOf(agent.id)).toEqual(['agent', 'finance']);
    const log = await api.ask(AUDIT, { filter: { subjectId: id } }, { token: bea.token });
    expect(at<{ action: string; operator: { id: string } }[]>(log, 'data.auditLog.nodes').map(({ action, operator }) => [action, operator.id])).toEqual([['approvals.approved', bea.id], ['approvals.asked', ada.id]]); // prettier-ignore
    await doAs(api.house, api.caller, (session) =>
      operators.setRoles(session, { operatorId: agent.id, roles: ['agent'] }),
    );
  });

  it('is decided by one of many who decide at the same time, on two processes, and done once', async () => {
    const id = await ask();
    const beside = await openBeside(api);
    const caller = await callerOf(api, bea.id);
    const there = (decision: 'APPROVE' | 'REJECT') =>
      doAs(beside, caller, async (session) => {
        await operators.decide(session, { approvalId: id, decision });
      }).then(
        () => 'done',
        (error: unknown) => (error as { code: string }).code,
      );
    const ended = await Promise.all([
      ...Array.from({ length: 4 }, () => decide(bea, id).then(codeOf)),
      there('REJECT'),
      ...Array.from({ length: 3 }, () => there('APPROVE')),
    ]);
    expect(ended.filter((code) => code === 'done')).toHaveLength(1);
    expect(new Set(ended)).toEqual(new Set(['done', 'APPROVAL_CLOSED']));
    const log = await api.house.database.reader.rows('SELECT id FROM audit_rows WHERE subjectId = ?', [id]);
    expect(log).toHaveLength(2);
    await beside.database.close();
    await doAs(api.house, api.caller, (session) =>
      operators.setRoles(session, { operatorId: agent.id, roles: ['agent'] }),
    );
  });

  it('is taken back by who asked, rejected by somebody else, or expires after seven days', async () => {
    const withdrawn = await ask();
    expect(codeOf(await decide(ada, withdrawn, 'WITHDRAW'))).toBe('done');
    expect(codeOf(await decide(bea, withdrawn))).toBe('APPROVAL_CLOSED');
    const rejected = await ask('owner');
    expect((await decide(bea, rejected, 'REJECT', 'r', 'no')).data).toMatchObject({ approvalDecide: { approval: { status: 'REJECTED', note: 'no' } } }); // prettier-ignore
    const late = await ask();
    const before = api.clock.now();
    await sqlOf(api.house, 'UPDATE operator_tokens SET expiresAt = expiresAt + ?', 30 * 86_400_000);
    api.clock.advance(7 * 86_400_000);
    expect(codeOf(await decide(bea, late))).toBe('APPROVAL_CLOSED');
    const statuses = async () => at<{ id: string; status: string }[]>(await api.ask(APPROVALS, {}, { token: bea.token }), 'data.approvals.nodes').find(({ id }) => id === late)?.status; // prettier-ignore
    expect(await statuses()).toBe('EXPIRED');
    await runDue(api.house);
    expect(await statuses()).toBe('EXPIRED');
    api.clock.set(before);
    expect(await rolesOf(agent.id)).toEqual(['agent']);
  });

  it('stays open when what it would do is refused, and ends when who asked for it may not come any more', async () => {
    const asker = await person('dora', ['owner']);
    const target = await person('emil', ['agent']);
    const caller = await callerOf(api, asker.id);
    const ids = await doAs(api.house, caller, (session) =>
      operators.setRoles(session, { operatorId: target.id, roles: ['agent', 'finance'] }),
    );
    const id = ids[0] ?? '';
    await doAs(api.house, api.caller, (session) => disable(session, target.id));
    expect(codeOf(await decide(bea, id))).toBe('NOT_FOUND');
    const status = async () =>
      (await api.house.database.reader.rows<{ status: string }>('SELECT status FROM approvals WHERE id = ?', [id]))[0]?.status; // prettier-ignore
    expect(await status()).toBe('pending');
    await doAs(api.house, api.caller, (session) => disable(session, asker.id));
    expect(await status()).toBe('withdrawn');
  });

  it('stands instead of many points, which the member has once somebody else agrees; few are given at once', async () => {
    const enrolled = await api.ask(ENROL, { input: { externalId: 'rich' }, key: 'rich' }, { token: ada.token });
    const member = { id: at(enrolled, 'data.memberEnrol.member.id') };
    const have = (available: number): unknown => expect.arrayContaining([{ available }]);
    const give = (amount: number, key: string, who = ada.token) =>
      api.ask(
        GIVE,
        { member, input: { wallet: 'points', amount, reason: 'goodwill' }, key },
        { token: who, language: 'en' },
      );
    expect(at(await give(10_000, 'few'), 'data.pointsEarn')).toMatchObject({ approval: null, member: { balances: have(10_000) } }); // prettier-ignore
    const asked = await give(10_001, 'many');
    const id = at(asked, 'data.pointsEarn.approval.id');
    expect(at(asked, 'data.pointsEarn')).toMatchObject({ approval: { status: 'PENDING', sentence: `Member ${member.id} gets 10001 points of the wallet points.` }, transfer: null, outcome: null, member: { balances: have(10_000) } }); // prettier-ignore
    expect(at(await give(10_001, 'many'), 'data.pointsEarn')).toMatchObject({ approval: { id }, replayed: true });
    expect(codeOf(await decide(bea, id))).toBe('done');
    const [account] = await api.house.database.reader.rows("SELECT available FROM point_accounts WHERE memberId = ? AND wallet = 'points'", [member.id]); // prettier-ignore
    expect(account).toEqual({ available: 20_001 });
    const key = await api.key(['points:earn', 'members:read', 'points:read']);
    expect(at(await give(10_001, 'brand', key), 'data.pointsEarn')).toMatchObject({ approval: null, member: { balances: have(30_002) } }); // prettier-ignore
  });

  it('is not asked about what would be refused whoever agrees', async () => {
    const enrolled = await api.ask(ENROL, { input: { externalId: 'asked-for-nothing' }, key: 'afn' }, { token: ada.token }); // prettier-ignore
    const member = { id: at(enrolled, 'data.memberEnrol.member.id') };
    const many = { wallet: 'points', amount: 20_000, reason: 'x' };
    const refused = async (document: string, more: object) => {
      const input = { ...many, ...more };
      const { data } = await api.ask(document, { member, input, key: `nothing-${++counted}` }, { token: ada.token });
      return Object.values(data as Record<string, { approval: unknown; errors: { code: string }[] }>)[0];
    };
    for (const document of [GIVE, CORRECT]) {
      expect(await refused(document, { wallet: 'none' })).toMatchObject({ approval: null, errors: [{ code: 'UNKNOWN_WALLET' }] }); // prettier-ignore
      expect(await refused(document, { reason: 'x'.repeat(121) })).toMatchObject({ approval: null, errors: [{ code: 'INVALID_INPUT' }] }); // prettier-ignore
      expect(await refused(document, { amount: Number.MAX_SAFE_INTEGER })).toMatchObject({ approval: null, errors: [{ code: 'INVALID_POINTS' }] }); // prettier-ignore
    }
    expect(await refused(CORRECT, { reason: ' ' })).toMatchObject({ errors: [{ code: 'REASON_MISSING' }] });
    const suspend =
      'mutation ($member: MemberRef!) { memberSuspend(member: $member, reason: "x") { errors { code } } }';
    await api.ask(suspend, { member }, { token: ada.token });
    expect(await refused(GIVE, {})).toMatchObject({ approval: null, errors: [{ code: 'MEMBER_NOT_ACTIVE' }] });
  });

  it('is needed for a key that may do what only the host may: its token works from then on', async () => {
    const make = async (scopes: readonly string[], key: string) =>
      at<{ token: string; apiKey: { id: string; status: string }; approval: { id: string } | null }>(
        await api.ask(MAKE_KEY, { input: { label: 'back', scopes }, key }, { token: ada.token }),
        'data.apiKeyCreate',
      );
    const kind = async (token: string) => (await api.ask('{ viewer { kind } }', {}, { token })).status;
    const plain = await make(['till'], 'k1');
    expect([plain.approval, plain.apiKey.status, await kind(plain.token)]).toEqual([null, 'ACTIVE', 200]);
    const held = await make(['till', 'audit:read'], 'k2');
    expect([held.apiKey.status, await kind(held.token)]).toEqual(['HELD', 401]);
    expect(codeOf(await decide(ada, held.approval?.id ?? ''))).toBe('OWN_APPROVAL');
    expect(codeOf(await decide(bea, held.approval?.id ?? ''))).toBe('done');
    expect(await kind(held.token)).toBe(200);
    const rotate = 'mutation ($id: ID!) { apiKeyRotate(id: $id, idempotencyKey: "r1") { token apiKey { status } approval { id } } }'; // prettier-ignore
    const next = at<typeof held>(
      await api.ask(rotate, { id: held.apiKey.id }, { token: ada.token }),
      'data.apiKeyRotate',
    );
    expect([next.apiKey.status, await kind(next.token), await kind(held.token)]).toEqual(['HELD', 401, 200]);
  });

  it('is not needed for other roles, and the last owner stays, also when two remove one another', async () => {
    const caller = await callerOf(api, ada.id);
    const set = (operatorId: string, roles: readonly string[]) =>
      doAs(api.house, caller, (session) => operators.setRoles(session, { operatorId, roles }));
    expect(await set(agent.id, ['moderator', 'agent'])).toEqual([]);
    expect(await rolesOf(agent.id)).toEqual(['agent', 'moderator']);
    const beside = await openBeside(api);
    const take = (house: typeof beside, id: string) =>
      doAs(house, api.caller, (session) => disable(session, id)).then(
        () => 'done',
        (error: unknown) => (error as { code: string }).code,
      );
    expect((await Promise.all([take(api.house, ada.id), take(beside, bea.id)])).sort()).toEqual(['LAST_OWNER', 'done']);
    await beside.database.close();
  });
});
