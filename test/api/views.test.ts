import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { closeHouse } from '../../src/app/house.js';
import { WAITING_MAX } from '../../src/kernel/lossy-rows.js';
import { openBeside } from '../support/house.js';
import { ENROL, TOKEN } from './documents.js';
import type { SignInApi } from './sign-in-api.js';
import { frontKey, openSignInApi } from './sign-in-api.js';
import { at } from './open-api.js';

const VIEWS = `mutation ($inputs: [ViewInput!]!, $visitorId: String, $memberId: ID) {
  viewsRecord(inputs: $inputs, visitorId: $visitorId, memberId: $memberId) { accepted dropped errors { code path } } }`;
const PAGE = { kind: 'PAGE', subject: '/home' };
const FRONT = { origin: 'https://shop.example' };

let api: SignInApi;
let host: string;
let partner: string;
let front: string;
let counted = 0;

beforeAll(async () => {
  api = await openSignInApi();
  host = await api.key(['host-admin']);
  partner = await api.key(['partner-standard', 'members:token', 'views:write'], 'partner');
  front = await frontKey(api, 'partner');
});
beforeEach(async () => {
  await api.house.lossyRows.flush();
  await api.house.database.transaction(async (sql) => ({ value: await sql.run('DELETE FROM views'), commit: true }));
});
afterAll(() => api.close());

const visitor = () => `visitor-${(counted += 1)}`.padEnd(12, 'x');

async function enrol(key = partner, more: object = {}): Promise<{ id: string }> {
  const externalId = `somebody ${(counted += 1)}`;
  const answer = await api.ask(ENROL, { input: { externalId, ...more }, key: externalId }, { token: key });
  return { id: at(answer, 'data.memberEnrol.member.id') };
}

const see = (variables: object, token?: string) =>
  api.ask(VIEWS, { inputs: [PAGE], ...variables }, { token, headers: token === front ? FRONT : {} });

async function stored(): Promise<Record<string, unknown>[]> {
  await api.house.lossyRows.flush();
  return api.house.database.reader.rows('SELECT * FROM views ORDER BY id');
}

describe('what is looked at', () => {
  it('is taken from a web page, a member and a backend, each for its own brand', async () => {
    const member = await enrol();
    const token = at(await api.ask(TOKEN, { member }, { token: partner }), 'data.memberTokenIssue.token');
    const visitorId = visitor();
    const answers = [
      await see({ visitorId }, front),
      await see({ visitorId }, token),
      await see({ memberId: member.id }, partner),
      await see({ memberId: member.id }, host),
    ];
    for (const { data } of answers) expect(data).toEqual({ viewsRecord: { accepted: 1, dropped: 0, errors: [] } });
    expect(await stored()).toMatchObject([
      { brandId: 'brd_partner', visitorId, memberId: null, kind: 'page', subject: '/home', occurredOn: '2026-01-15' },
      { brandId: 'brd_partner', visitorId, memberId: member.id },
      { brandId: 'brd_partner', visitorId: null, memberId: member.id },
      { brandId: 'brd_host', visitorId: null, memberId: member.id },
    ]);
  });

  it('is kept as it was given, five hundred at once', async () => {
    const subject = `/<script>alert(1)</script>?q='; DROP TABLE views; --\u202e💎`;
    const inputs = Array.from({ length: 500 }, (_, n) => ({
      kind: 'LINK',
      subject,
      place: `place ${n}`,
      channel: 'poster',
    }));
    expect((await see({ inputs, visitorId: visitor() }, front)).data).toMatchObject({ viewsRecord: { accepted: 500 } });
    const rows = await stored();
    expect(rows).toHaveLength(500);
    expect(rows[0]).toMatchObject({ kind: 'link', subject, channel: 'poster' });
  });

  it('is written without anybody waiting for it, within a second or so', async () => {
    await see({ visitorId: visitor() }, front);
    const count = async () => (await api.house.database.reader.rows('SELECT id FROM views')).length;
    expect(await count()).toBe(0);
    const until = Date.now() + 5_000;
    while ((await count()) === 0 && Date.now() < until) await new Promise((resolve) => setTimeout(resolve, 50));
    expect(await count()).toBe(1);
  });

  it.each([
    ['none', { inputs: [] }],
    ['501', { inputs: Array.from({ length: 501 }, () => PAGE) }],
    ['a subject that is empty', { inputs: [{ ...PAGE, subject: '' }] }],
    ['a subject of 191 characters', { inputs: [PAGE, { ...PAGE, subject: 'x'.repeat(191) }] }],
    ['a channel of 65 characters', { inputs: [{ ...PAGE, channel: 'x'.repeat(65) }] }],
    ['a time to come', { inputs: [{ ...PAGE, occurredAt: '2026-01-15T18:00:00Z' }] }],
    ['a time long ago', { inputs: [{ ...PAGE, occurredAt: '2026-01-01T00:00:00Z' }] }],
    ['a visitor of three letters', { visitorId: 'abc' }],
    ['a visitor with a space', { visitorId: 'abc def ghi' }],
    ['nobody who looked', { visitorId: null }],
  ])('is refused whole with %s', async (_, wrong) => {
    const answer = await see({ visitorId: visitor(), ...wrong }, front);
    expect(at(answer, 'data.viewsRecord.errors.0.code')).toBe('INVALID_INPUT');
    expect(await stored()).toEqual([]);
  });

  it('of a member somebody else sees is not found, as one that is not there, and a visitor names no member', async () => {
    const stranger = await enrol(host);
    const unknown = await see({ memberId: 'mem_nothing' }, partner);
    expect(at(unknown, 'data.viewsRecord.errors.0.code')).toBe('NOT_FOUND');
    expect((await see({ memberId: stranger.id }, partner)).data).toEqual(unknown.data);
    expect((await see({ memberId: stranger.id, visitorId: visitor() }, front)).data).toEqual(unknown.data);
    expect(await stored()).toEqual([]);
  });

  it('needs a publishable key, a member token or the scope', async () => {
    expect((await see({ visitorId: visitor() })).errors).toMatchObject([{ extensions: { code: 'UNAUTHENTICATED' } }]);
    const weak = await api.key(['members:read'], 'partner');
    expect((await see({ visitorId: visitor() }, weak)).errors).toMatchObject([{ extensions: { code: 'FORBIDDEN', scope: 'views:write' } }]); // prettier-ignore
    expect(await stored()).toEqual([]);
  });
});

describe('a visitor', () => {
  const joined = (visitorId: string) =>
    api.house.database.reader.rows('SELECT brandId, memberId FROM visitor_members WHERE visitorId = ?', [visitorId]);

  it('is the member that enrols with its id', async () => {
    const visitorId = visitor();
    const member = await enrol(partner, { visitorId });
    expect(await joined(visitorId)).toEqual([{ brandId: 'brd_partner', memberId: member.id }]);
  });

  it('is the member that signs in with its id, once, however often it does', async () => {
    const visitorId = visitor();
    const email = `visitor${(counted += 1)}@example.com`;
    const member = await enrol(host, { email });
    const text = `mutation ($email: String!, $code: String!, $visitorId: String) {
      memberSignIn(provider: CODE, credential: { identity: $email, code: $code }, visitorId: $visitorId) { errors { code } } }`;
    for (const hours of [1, 2]) {
      api.clock.advance(hours * 3_600_000);
      const code = await api.codeFor(email);
      const answer = await api.front(text, { email, code, visitorId });
      expect(answer.data).toEqual({ memberSignIn: { errors: [] } });
    }
    expect(await joined(visitorId)).toEqual([{ brandId: 'brd_host', memberId: member.id }]);
  });
});

describe('rows that may be lost', () => {
  const row = { brandId: 'brd_host', visitorId: 'visitor-many', memberId: null, kind: 'page', subject: '/', place: null, channel: null, occurredAt: 1, occurredOn: '2026-01-15' }; // prettier-ignore
  const many = (name: string, count: number) => Array.from({ length: count }, (_, n) => ({ id: `viw_${name}${n}`, ...row })); // prettier-ignore

  it('are bounded: what comes when too many wait is dropped and counted, the rest is written', async () => {
    const { lossyRows, metrics } = api.house;
    expect(lossyRows.offer('views', many('a', WAITING_MAX))).toBe(WAITING_MAX);
    expect(lossyRows.offer('views', many('b', 10))).toBe(0);
    await lossyRows.flush();
    expect(await stored()).toHaveLength(WAITING_MAX);
    const { values } = await metrics.lossyRows.get();
    expect(values.find(({ labels }) => labels.outcome === 'dropped')?.value).toBe(10);
  });

  it('are written when the process stops in order', async () => {
    const beside = await openBeside(api);
    beside.lossyRows.offer('views', many('s', 3));
    await closeHouse(beside);
    expect(await stored()).toHaveLength(3);
    expect(beside.lossyRows.offer('views', many('t', 1))).toBe(0);
  });

  it('that can never be written hold up nobody', async () => {
    const { lossyRows } = api.house;
    lossyRows.offer('views', [...many('c', 1), ...many('c', 1)]);
    lossyRows.offer('views', many('d', 500));
    await lossyRows.flush();
    lossyRows.offer('views', many('e', 1));
    expect((await stored()).map(({ id }) => id)).toContain('viw_e0');
  });
});
