import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';
import { PROVEN_MS } from '../../src/app/proven.js';
import { testProgram } from '../support/program.js';
import { EARN, ENROL, purchase, RECORD, TOKEN } from './documents.js';
import type { TestApi } from './open-api.js';
import { at, openTestApi } from './open-api.js';

const [first] = testProgram.brands.partners;
const PROGRAM = {
  ...testProgram,
  brands: { ...testProgram.brands, partners: [first, { ...first, code: 'other', name: 'Other' }] },
};
const SCOPES = ['partner-standard', 'members:pii', 'members:token', 'points:earn'];

const LINK = `mutation ($input: MemberLinkInput!, $key: String!) { memberLink(input: $input, idempotencyKey: $key) {
  member { id balances { available } consents { brandId channel purpose state textVersion source } identities { kind value } }
  outcome { points { amount } } errors { code message path nextActions { kind } } replayed } }`;
const UNLINK = `mutation ($member: MemberRef, $brandId: ID) { memberUnlink(member: $member, brandId: $brandId) {
  brandId member { id links { brand { code } } } errors { code path } } }`;
const CODE = '{ me { memberCode { code expiresAt } links { brand { code } linkedAt } } }';
const SEEN = 'query ($id: ID!) { member(id: $id) { id } }';

let api: TestApi;
let host: string;
let partner: string;
let other: string;
let counted = 0;

beforeAll(async () => {
  api = await openTestApi({ program: PROGRAM });
  host = await api.key(['host-admin']);
  partner = await api.key(SCOPES, 'partner');
  other = await api.key(SCOPES, 'other');
});
beforeEach(() => api.clock.advance(120_000)); // the minute of the test before is over, its tries as well
afterAll(() => api.close());

const fresh = (name: string) => `${name} ${(counted += 1)}`;

/** Of whatever brand, with a token for itself that the host issued. */
async function enrol(token = host): Promise<{ id: string; token: string }> {
  const externalId = fresh('somebody');
  const enrolled = await api.ask(ENROL, { input: { externalId }, key: externalId }, { token });
  const id = at(enrolled, 'data.memberEnrol.member.id');
  return { id, token: await tokenOf(id, host) };
}

const tokenOf = async (id: string, key: string) =>
  at(await api.ask(TOKEN, { member: { id } }, { token: key }), 'data.memberTokenIssue.token');

const codeOf = async ({ token }: { token: string }) =>
  at(await api.ask(CODE, {}, { token }), 'data.me.memberCode.code');

interface Wish {
  readonly key?: string;
  readonly externalId?: string;
  readonly purposes?: readonly string[];
  readonly language?: string;
}

function link(code: string, token: string, { key = fresh('link'), externalId, purposes = ['SHARING'], language }: Wish = {}) {
  const consent = { purposes, textVersion: 'terms-2026-01', source: 'till' };
  const asking = { token, ...(language ? { language } : {}) };
  return api.ask(LINK, { input: { code, consent, ...(externalId ? { externalId } : {}) }, key }, asking);
} // prettier-ignore

describe('the code of a member', () => {
  it('has twelve signs nobody mistakes for another, and is another one every minute and for everybody', async () => {
    const [me, somebody] = [await enrol(), await enrol()];
    const shown = await codeOf(me);
    expect(shown).toMatch(/^[2-9A-HJ-NP-Z]{4}(-[2-9A-HJ-NP-Z]{4}){2}$/);
    expect(await codeOf(me)).toBe(shown);
    expect(await codeOf(somebody)).not.toBe(shown);
    api.clock.advance(60_000);
    expect(await codeOf(me)).not.toBe(shown);
  });

  it('is for the member alone', async () => {
    const { id } = await enrol();
    const answer = await api.ask(
      'query ($id: ID!) { member(id: $id) { memberCode { code } } }',
      { id },
      { token: host },
    );
    expect(answer.errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
  });

  it('is not shown to a token that a partner issued: two partners could use it behind the back of the member', async () => {
    const { id } = await enrol(partner);
    const token = await tokenOf(id, partner);
    expect((await api.ask(CODE, {}, { token })).data).toMatchObject({ me: { memberCode: null } });
  });
});

describe('a partner that is shown the code of a member', () => {
  it('sees the member from then on, under its own id, with what the member agreed to', async () => {
    const member = await enrol();
    expect((await api.ask(SEEN, member, { token: partner })).data).toEqual({ member: null });
    const answer = await link(await codeOf(member), partner, { externalId: 'p-1', purposes: ['SHARING', 'MARKETING'] });
    const said = { brandId: 'brd_partner', channel: 'NONE', state: 'GRANTED', textVersion: 'terms-2026-01', source: 'till' };
    expect(answer.data).toMatchObject({
      memberLink: {
        member: {
          id: member.id,
          identities: [{ kind: 'EXTERNAL_ID', value: 'p-1' }],
          consents: [{ ...said, purpose: 'MARKETING' }, { ...said, purpose: 'SHARING' }],
        },
        outcome: { points: [] },
        errors: [],
        replayed: false,
      },
    });
    expect((await api.ask(SEEN, member, { token: partner })).data).toEqual({ member: { id: member.id } });
    expect((await api.ask(SEEN, member, { token: other })).data).toEqual({ member: null });
    expect(at(await api.ask(CODE, {}, { token: member.token }), 'data.me.links.0.brand.code')).toBe('partner');
  }); // prettier-ignore

  it('may type it in small letters with spaces, and a minute late', async () => {
    const [typed, late] = [await enrol(), await enrol()];
    const code = (await codeOf(typed)).toLowerCase().replaceAll('-', ' ');
    expect(at(await link(code, partner), 'data.memberLink.member.id')).toBe(typed.id);
    const old = await codeOf(late);
    api.clock.advance(60_000);
    expect(at(await link(old, partner), 'data.memberLink.member.id')).toBe(late.id);
  });

  it('needs the consent that it may see the membership', async () => {
    const member = await enrol();
    const refused = await link(await codeOf(member), partner, { purposes: ['MARKETING'], language: 'zh-CN' });
    expect(at<object[]>(refused, 'data.memberLink.errors')).toMatchObject([
      { code: 'CONSENT_NEEDED', message: '需先取得会员对“向该品牌展示会员信息”的同意。' },
    ]);
    expect((await api.ask(SEEN, member, { token: partner })).data).toEqual({ member: null });
  });

  it('uses each code once, another brand may use it as well, and a repeat of the request is answered', async () => {
    const member = await enrol();
    const code = await codeOf(member);
    const once = await link(code, partner, { key: 'once' });
    expect(at(once, 'data.memberLink.member.id')).toBe(member.id);
    expect(at(await link(code, partner), 'data.memberLink.errors.0.code')).toBe('CODE_NOT_VALID');
    expect(at(await link(code, other), 'data.memberLink.member.id')).toBe(member.id);
    api.clock.advance(300_000);
    const repeated = await link(code, partner, { key: 'once' });
    expect(repeated.data).toMatchObject({ memberLink: { member: { id: member.id }, errors: [], replayed: true } });
  });

  it('gets one link out of ten calls at once', async () => {
    const member = await enrol();
    const code = await codeOf(member);
    const answers = await Promise.all(Array.from({ length: 10 }, () => link(code, partner)));
    const codes = answers.map((answer) => at<string | undefined>(answer, 'data.memberLink.errors.0.code') ?? 'done');
    expect(codes.sort()).toEqual([...Array<string>(9).fill('CODE_NOT_VALID'), 'done']);
  });

  it('cannot give a member the external id of another', async () => {
    const [one, two] = [await enrol(), await enrol()];
    await link(await codeOf(one), partner, { externalId: 'taken' });
    const refused = await link(await codeOf(two), partner, { externalId: 'taken', language: 'zh-TW' });
    expect(refused.data).toMatchObject({ memberLink: { member: null, errors: [{ code: 'IDENTITY_TAKEN', message: '該外部編號已被使用。' }] } }); // prettier-ignore
    expect((await api.ask(SEEN, two, { token: partner })).data).toEqual({ member: null });
  });
});

describe('a partner that has no code', () => {
  it('gets one answer for whatever is wrong, and cannot tell whom another brand knows', async () => {
    const [gone, used, suspended] = [await enrol(), await enrol(partner), await enrol()];
    const old = await codeOf(gone);
    const again = await codeOf(used);
    await link(again, partner);
    const stopped = await codeOf(suspended);
    await api.ask('mutation ($member: MemberRef!) { memberSuspend(member: $member, reason: "x") { errors { code } } }', { member: { id: suspended.id } }, { token: host }); // prettier-ignore
    const answers = [await link(again, partner), await link(stopped, partner)];
    api.clock.advance(180_000);
    for (const code of [old, 'ABCD-EFGH-JKLM', '7777-7777-7777', '', 'x'.repeat(10_000), gone.id, '\u202e']) {
      answers.push(await link(code, partner));
    }
    const [one, ...others] = answers.map(({ data, errors }) => ({ data, errors }));
    expect(one).toMatchObject({ data: { memberLink: { member: null, errors: [{ code: 'CODE_NOT_VALID', path: ['input', 'code'] }] } } }); // prettier-ignore
    for (const each of others) expect(each).toEqual(one);
  });

  it('is told the same about a member that another brand knows as about one nobody knows', async () => {
    const [known, unknown] = [await enrol(), await enrol()];
    await link(await codeOf(known), other, { externalId: 'at the other' });
    const answerOf = async (member: { id: string; token: string }) =>
      JSON.stringify((await link(await codeOf(member), partner)).data).replaceAll(member.id, 'mem');
    expect(await answerOf(known)).toBe(await answerOf(unknown));
  });

  it('may guess thirty times a minute and no more, and slips of the finger do not count', async () => {
    const member = await enrol();
    const old = await codeOf(member);
    api.clock.advance(600_000);
    for (let slip = 0; slip < 40; slip++)
      await link(
        old.replace(/.$/, (sign) => (sign === 'A' ? 'B' : 'A')),
        other,
      );
    const guesses = await Promise.all(Array.from({ length: 40 }, () => link(old, other)));
    const codes = guesses.map((answer) => at(answer, 'data.memberLink.errors.0.code')).sort();
    expect(codes).toEqual([...Array<string>(30).fill('CODE_NOT_VALID'), ...Array<string>(10).fill('TOO_MANY_TRIES')]);
    const right = await codeOf(member);
    const stopped = await link(right, other);
    expect(stopped.data).toMatchObject({ memberLink: { member: null, errors: [{ code: 'TOO_MANY_TRIES' }] } });
    expect(at(await link(right, partner), 'data.memberLink.member.id')).toBe(member.id);
    api.clock.advance(60_000);
    expect(at(await link(right, other), 'data.memberLink.member.id')).toBe(member.id);
  });
});

describe('after a member has left a partner', () => {
  async function left(by: 'member' | 'partner') {
    const member = await enrol();
    const shown = await codeOf(member);
    const wish = { externalId: fresh('known'), key: fresh('before') };
    await link(shown, partner, wish);
    const token = await tokenOf(member.id, partner);
    await api.ask(RECORD, { member: { id: member.id }, input: purchase(fresh('order'), 5_000) }, { token: partner });
    const earn = { member: { id: member.id }, input: { wallet: 'points', amount: 5, reason: '' }, key: fresh('earn') };
    await api.ask(EARN, earn, { token: partner });
    const page = await api.ask('{ members(first: 1) { pageInfo { endCursor } } }', {}, { token: partner });
    const unlinked =
      by === 'member'
        ? await api.ask(UNLINK, { brandId: 'brd_partner' }, { token: member.token })
        : await api.ask(UNLINK, { member: { id: member.id } }, { token: partner });
    return {
      member,
      token,
      earn,
      unlinked,
      repeat: () => link(shown, partner, wish),
      cursor: at(page, 'data.members.pageInfo.endCursor'),
    };
  }

  it('the member is told that it is gone, and the brand nothing but that', async () => {
    expect((await left('member')).unlinked.data).toMatchObject({ memberUnlink: { brandId: 'brd_partner', member: { links: [] }, errors: [] } }); // prettier-ignore
    expect((await left('partner')).unlinked.data).toEqual({ memberUnlink: { brandId: 'brd_partner', member: null, errors: [] } }); // prettier-ignore
  });

  it.each(['member', 'partner'] as const)('the partner finds nothing of it any more (left by the %s)', async (by) => {
    const { member, earn, cursor, repeat: linkAgain } = await left(by);
    const everything = `query ($id: ID!, $after: String) {
      member(id: $id) { balances { available } activities { totalCount } ledger { nodes { id } } tier { id } consents { state } }
      members(first: 100, after: $after) { nodes { id } } }`;
    const { data, errors } = await api.ask(everything, { id: member.id, after: cursor }, { token: partner });
    expect(errors).toBeUndefined();
    expect(JSON.stringify(data)).not.toContain(member.id);
    expect(data).toMatchObject({ member: null });
    const repeats = [
      await api.ask(EARN, earn, { token: partner }),
      await linkAgain(),
      await api.ask(RECORD, { member: { id: member.id }, input: purchase(fresh('order'), 100) }, { token: partner }),
    ];
    for (const repeat of repeats) {
      expect(JSON.stringify(repeat.data)).not.toContain(member.id);
      expect(JSON.stringify(repeat.data)).not.toContain('"available"');
    }
  });

  it('a repeat of the request that linked or enrolled it tells nothing of it', async () => {
    const externalId = fresh('enrolled');
    const enrolment = { input: { externalId }, key: externalId };
    const id = at(await api.ask(ENROL, enrolment, { token: partner }), 'data.memberEnrol.member.id');
    expect(at(await api.ask(ENROL, enrolment, { token: partner }), 'data.memberEnrol.member.id')).toBe(id);
    await api.ask(UNLINK, { member: { id } }, { token: partner });
    const repeated = await api.ask(ENROL, enrolment, { token: partner });
    expect(repeated.data).toMatchObject({ memberEnrol: { member: null, errors: [{ code: 'NOT_FOUND' }] } });
  });

  it('tokens the partner issued for it stop within a second, and the member keeps its points', async () => {
    const { member, token } = await left('member');
    await sleep(PROVEN_MS + 50);
    expect((await api.ask('{ me { id } }', {}, { token })).status).toBe(401);
    const own = await api.ask('{ me { balances { available } } }', {}, { token: member.token });
    expect(at<number>(own, 'data.me.balances.0.available')).toBe(55);
  });

  it('it may come back with another code', async () => {
    const { member } = await left('member');
    api.clock.advance(60_000);
    expect(at(await link(await codeOf(member), partner), 'data.memberLink.member.id')).toBe(member.id);
    const history = 'query { me { consentHistory { totalCount nodes { purpose state source } } } }';
    expect((await api.ask(history, {}, { token: member.token })).data).toMatchObject({
      me: { consentHistory: { totalCount: 3, nodes: [{ state: 'GRANTED' }, { state: 'WITHDRAWN', source: 'unlink' }, { state: 'GRANTED' }] } },
    }); // prettier-ignore
  });
});

describe('unlinking', () => {
  it('answers the same for a link of others, one that was never there and a brand that does not exist', async () => {
    const member = await enrol();
    await link(await codeOf(member), other);
    const of = async (variables: object, token: string) => (await api.ask(UNLINK, variables, { token })).data;
    const never = await of({ brandId: 'brd_partner' }, member.token);
    expect(never).toMatchObject({ memberUnlink: { errors: [{ code: 'NOT_FOUND' }] } });
    expect(await of({ brandId: 'brd_nothing' }, member.token)).toEqual(never);
    expect(await of({ brandId: 'brd_host' }, member.token)).toEqual(never);
    const foreign = await of({ member: { id: member.id } }, partner);
    expect(await of({ member: { id: 'mem_nothing' } }, partner)).toEqual(foreign);
    const mine = await enrol(partner);
    expect(await of({ member: { id: mine.id }, brandId: 'brd_other' }, partner)).toMatchObject({ memberUnlink: { errors: [{ code: 'NOT_FOUND' }] } }); // prettier-ignore
  });

  it('by the host says which brand', async () => {
    const member = await enrol();
    await link(await codeOf(member), other);
    const unlinked = await api.ask(UNLINK, { member: { id: member.id }, brandId: 'brd_other' }, { token: host });
    expect(unlinked.data).toMatchObject({ memberUnlink: { brandId: 'brd_other', member: { id: member.id, links: [] } } }); // prettier-ignore
  });
});
