import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';
import { PROVEN_MS } from '../../src/app/proven.js';
import { EARN, ENROL, purchase, RECORD, RECORD_MANY, TOKEN } from './documents.js';
import type { TestApi } from './open-api.js';
import { at, openTestApi } from './open-api.js';

const mutation = (name: string) =>
  `mutation ($member: MemberRef!, $reason: String!) { ${name}(member: $member, reason: $reason) {
    member { id status statusHistory { fromStatus toStatus reason byKind byId occurredAt } } errors { code message path } } }`;
const [SUSPEND, REINSTATE] = [mutation('memberSuspend'), mutation('memberReinstate')];

let api: TestApi;
let host: string;
let partner: string;
let counted = 0;

beforeAll(async () => {
  api = await openTestApi();
  host = await api.key(['host-admin']);
  partner = await api.key(['partner-standard', 'members:token', 'consents:write'], 'partner');
});
afterAll(() => api.close());

async function enrol(key = partner): Promise<{ id: string }> {
  const externalId = `somebody ${(counted += 1)}`;
  const answer = await api.ask(ENROL, { input: { externalId }, key: externalId }, { token: key });
  return { id: at(answer, 'data.memberEnrol.member.id') };
}

const suspend = (member: object, key = host, reason = 'two people, one phone') => api.ask(SUSPEND, { member, reason }, { token: key }); // prettier-ignore
const reinstate = (member: object, reason = 'it was a family') => api.ask(REINSTATE, { member, reason }, { token: host }); // prettier-ignore

describe('a suspended member', () => {
  it('has nothing recorded for it, alone or in a batch, until it is reinstated', async () => {
    const member = await enrol();
    const other = await enrol();
    expect(at(await suspend(member), 'data.memberSuspend.member.status')).toBe('SUSPENDED');
    const record = (id: string) => api.ask(RECORD, { member, input: purchase(id, 1_000) }, { token: partner });
    const refused = await api.ask(RECORD, { member, input: purchase('a', 1_000) }, { token: partner, language: 'zh-CN' }); // prettier-ignore
    expect(refused.data).toMatchObject({ activityRecord: { activity: null, errors: [{ code: 'MEMBER_NOT_ACTIVE', message: '该会员状态为“已停用”，无法记录行为。' }] } }); // prettier-ignore
    const earn = { member, input: { wallet: 'points', amount: 5, reason: '' }, key: 'suspended' };
    expect(at(await api.ask(EARN, earn, { token: host }), 'data.pointsEarn.errors.0.code')).toBe('MEMBER_NOT_ACTIVE');
    const inputs = [
      { member, input: purchase('b', 1_000) },
      { member: other, input: purchase('c', 1_000) },
    ];
    const batch = await api.ask(RECORD_MANY, { inputs }, { token: partner });
    expect(batch.data).toMatchObject({ activitiesRecord: { results: [{ errors: [{ code: 'MEMBER_NOT_ACTIVE' }] }, { errors: [] }] } }); // prettier-ignore
    expect(at(await reinstate(member), 'data.memberReinstate.member.status')).toBe('ACTIVE');
    expect((await record('a')).data).toMatchObject({ activityRecord: { activity: { externalId: 'a' }, errors: [] } });
  });

  it('has no token that works a second later, and gets none', async () => {
    const member = await enrol();
    const issue = () => api.ask(TOKEN, { member }, { token: partner });
    const token = at(await issue(), 'data.memberTokenIssue.token');
    expect((await api.ask('{ me { id } }', {}, { token })).data).toEqual({ me: member });
    await suspend(member);
    await sleep(PROVEN_MS + 50);
    expect((await api.ask('{ me { id } }', {}, { token })).status).toBe(401);
    expect(at(await issue(), 'data.memberTokenIssue.errors.0.code')).toBe('MEMBER_NOT_ACTIVE');
    await reinstate(member);
    expect((await api.ask('{ me { id } }', {}, { token })).data).toEqual({ me: member });
  });

  it('has a history that says who did it and why, as text, for the host alone', async () => {
    const member = await enrol();
    const reason = '<script>alert(1)</script> “为什么” 💎';
    await suspend(member, host, reason);
    api.clock.advance(1_000);
    await reinstate(member);
    const read = 'query ($id: ID!) { member(id: $id) { statusHistory { toStatus reason byKind byId } } }';
    const byId = expect.stringMatching(/^key_/) as unknown;
    expect((await api.ask(read, member, { token: host })).data).toEqual({
      member: {
        statusHistory: [
          { toStatus: 'ACTIVE', reason: 'it was a family', byKind: 'BRAND', byId },
          { toStatus: 'SUSPENDED', reason, byKind: 'BRAND', byId },
        ],
      },
    });
    const ofPartner = await api.ask(read, member, { token: partner });
    expect(ofPartner.errors).toMatchObject([{ extensions: { code: 'FORBIDDEN', scope: 'members:suspend' } }]);
    const activities = 'query ($id: ID!) { member(id: $id) { activities { nodes { type } } } }';
    const types = at<{ type: string }[]>(await api.ask(activities, member, { token: host }), 'data.member.activities.nodes'); // prettier-ignore
    expect(types.map(({ type }) => type)).toEqual(['member.reinstated', 'member.suspended', 'member.enrolled']);
  });

  it('may still withdraw what it agreed to, through its brand', async () => {
    const member = await enrol();
    await suspend(member);
    const input = { channel: 'EMAIL', purpose: 'MARKETING', state: 'WITHDRAWN', textVersion: 'v1' };
    const text = 'mutation ($member: MemberRef, $inputs: [ConsentInput!]!) { consentSet(member: $member, inputs: $inputs) { member { consents { state } } errors { code } } }'; // prettier-ignore
    const answer = await api.ask(text, { member, inputs: [input] }, { token: partner });
    expect(answer.data).toEqual({ consentSet: { member: { consents: [{ state: 'WITHDRAWN' }] }, errors: [] } });
  });
});

describe('suspending', () => {
  it('happens once when ten do it at once', async () => {
    const member = await enrol();
    const answers = await Promise.all(Array.from({ length: 10 }, () => suspend(member)));
    const codes = answers.map((answer) => at<string | undefined>(answer, 'data.memberSuspend.errors.0.code') ?? 'done');
    expect(codes.sort()).toEqual([...Array<string>(9).fill('MEMBER_NOT_ACTIVE'), 'done']);
  });

  it('needs a reason, somebody to suspend, and a key of the host', async () => {
    const member = await enrol();
    expect(at(await suspend(member, host, '  '), 'data.memberSuspend.errors.0.code')).toBe('INVALID_INPUT');
    expect(at(await suspend(member, host, 'x'.repeat(501)), 'data.memberSuspend.errors.0.code')).toBe('INVALID_INPUT');
    expect(at(await suspend({ id: 'mem_nothing' }), 'data.memberSuspend.errors.0.code')).toBe('NOT_FOUND');
    expect((await suspend(member, partner)).errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
    await expect(api.key(['members:suspend'], 'partner')).rejects.toMatchObject({ code: 'UNKNOWN_SCOPE' });
    expect(at(await reinstate(member), 'data.memberReinstate.errors.0.code')).toBe('MEMBER_NOT_SUSPENDED');
  });
});
