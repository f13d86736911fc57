import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { TEST_NOW } from '../support/house.js';
import { ENROL, TOKEN } from './documents.js';
import type { TestApi } from './open-api.js';
import { at, openTestApi } from './open-api.js';

const SET = `mutation ($member: MemberRef, $inputs: [ConsentInput!]!, $brandId: ID) {
  consentSet(member: $member, inputs: $inputs, brandId: $brandId) {
    member { id consents { brandId channel purpose state textVersion source } } errors { code path } } }`;
const HISTORY = `{ consents { brandId channel purpose state textVersion source }
  consentHistory { totalCount nodes { id brandId state source occurredAt recordedAt } } }`;

let api: TestApi;
let host: string;
let partner: string;
let counted = 0;
let member: { id: string };
let token: string;

beforeAll(async () => {
  api = await openTestApi();
  host = await api.key(['host-admin']);
  partner = await api.key(['partner-standard', 'members:token'], 'partner');
});
beforeEach(async () => {
  ({ member, token } = await enrol(partner));
});
afterAll(() => api.close());

async function enrol(key: string) {
  const externalId = `somebody ${(counted += 1)}`;
  const enrolled = await api.ask(ENROL, { input: { externalId }, key: externalId }, { token: key });
  const id = at(enrolled, 'data.memberEnrol.member.id');
  const issued = await api.ask(TOKEN, { member: { id } }, { token: host });
  return { member: { id }, token: at(issued, 'data.memberTokenIssue.token') };
}

const word = (state: string, more: object = {}) => ({
  channel: 'EMAIL',
  purpose: 'MARKETING',
  state,
  textVersion: 'news-1',
  ...more,
});

const byBrand = (inputs: object[], key = partner) => api.ask(SET, { member, inputs }, { token: key });
const byMember = (inputs: object[], brandId = 'brd_partner') => api.ask(SET, { inputs, brandId }, { token });
const historyOf = async () => at<{ nodes: object[] }>(await api.ask(`{ me ${HISTORY} }`, {}, { token }), 'data.me.consentHistory'); // prettier-ignore

describe('a consent', () => {
  it('is given and withdrawn by the member, and every word of it stays', async () => {
    const given = await byMember([word('GRANTED'), word('GRANTED', { channel: 'SMS' })]);
    const email = { brandId: 'brd_partner', channel: 'EMAIL', purpose: 'MARKETING', textVersion: 'news-1', source: 'member' }; // prettier-ignore
    expect(at(given, 'data.consentSet.member.consents')).toEqual([
      { ...email, state: 'GRANTED' },
      { ...email, channel: 'SMS', state: 'GRANTED' },
    ]);
    api.clock.advance(1_000);
    const withdrawn = await byMember([word('WITHDRAWN', { source: 'app' })]);
    expect(at(withdrawn, 'data.consentSet.member.consents.0')).toEqual({ ...email, state: 'WITHDRAWN', source: 'app' });
    expect(await historyOf()).toMatchObject({ totalCount: 3, nodes: [{ state: 'WITHDRAWN', source: 'app' }, {}, {}] });
  });

  it('is what was said last, in whatever order the words arrive', async () => {
    const said = (state: string, hoursAgo: number) => word(state, { source: 'paper', occurredAt: new Date(TEST_NOW - hoursAgo * 3_600_000).toISOString() }); // prettier-ignore
    await byBrand([said('WITHDRAWN', 2)]);
    const late = await byBrand([said('GRANTED', 5)]);
    expect(at(late, 'data.consentSet.member.consents.0.state')).toBe('WITHDRAWN');
    const both = await byBrand([said('GRANTED', 1), said('WITHDRAWN', 3)]);
    expect(at(both, 'data.consentSet.member.consents.0.state')).toBe('GRANTED');
    expect(await historyOf()).toMatchObject({ totalCount: 4, nodes: [{ state: 'GRANTED' }, { state: 'WITHDRAWN' }, { state: 'WITHDRAWN' }, { state: 'GRANTED' }] }); // prettier-ignore
  });

  it('that is said again in the same words is kept once, ten times at once as well', async () => {
    await Promise.all(Array.from({ length: 10 }, () => byBrand([word('GRANTED')])));
    expect(await historyOf()).toMatchObject({ totalCount: 1 });
    await byBrand([word('GRANTED', { textVersion: 'news-2' })]);
    expect(await historyOf()).toMatchObject({ totalCount: 2 });
    const both = [word('WITHDRAWN', { textVersion: 'news-2' }), word('GRANTED', { textVersion: 'news-2' })];
    expect(at(await byBrand(both), 'data.consentSet.member.consents.0.state')).toBe('GRANTED');
  });

  it('given to one brand is not seen by another; the host and the member see all', async () => {
    await byBrand([word('GRANTED')]);
    await byMember([word('WITHDRAWN', { channel: 'PUSH' })], 'brd_host');
    const read = `query ($id: ID!) { member(id: $id) ${HISTORY} }`;
    const seenBy = async (key: string) => (await api.ask(read, member, { token: key })).data;
    expect(await seenBy(host)).toMatchObject({ member: { consents: [{ brandId: 'brd_host', channel: 'PUSH' }, { brandId: 'brd_partner', channel: 'EMAIL' }], consentHistory: { totalCount: 2 } } }); // prettier-ignore
    expect(await seenBy(partner)).toMatchObject({ member: { consents: [{ brandId: 'brd_partner', channel: 'EMAIL' }], consentHistory: { totalCount: 1 } } }); // prettier-ignore
    expect(await historyOf()).toMatchObject({ totalCount: 2 });
  });

  it('is not written down for somebody else, for another brand, or for one that is not there', async () => {
    const stranger = await enrol(host);
    const refused = (answer: Awaited<ReturnType<typeof byBrand>>) => at(answer, 'data.consentSet.errors.0.code');
    expect(refused(await api.ask(SET, { member: stranger.member, inputs: [word('GRANTED')] }, { token: partner }))).toBe('NOT_FOUND'); // prettier-ignore
    const issued = at(await api.ask(TOKEN, { member }, { token: partner }), 'data.memberTokenIssue.token');
    const elsewhere = await api.ask(SET, { inputs: [word('GRANTED')], brandId: 'brd_host' }, { token: issued });
    expect(refused(elsewhere)).toBe('NOT_FOUND');
    expect(refused(await api.ask(SET, { member: stranger.member, inputs: [word('GRANTED')] }, { token }))).toBe('NOT_FOUND'); // prettier-ignore
    for (const brandId of ['brd_host', 'brd_nothing']) {
      expect(refused(await api.ask(SET, { member, inputs: [word('GRANTED')], brandId }, { token: partner }))).toBe('NOT_FOUND'); // prettier-ignore
    }
    const other = await api.ask(SET, { inputs: [word('GRANTED')], brandId: 'brd_partner' }, { token: stranger.token });
    expect(refused(other)).toBe('NOT_FOUND');
    expect(await historyOf()).toMatchObject({ totalCount: 0 });
  });

  it.each([
    ['no word', []],
    ['51 words', Array.from({ length: 51 }, () => word('GRANTED'))],
    ['a text version with a space', [word('GRANTED', { textVersion: 'news 1' })]],
    ['a source with HTML', [word('GRANTED', { source: '<b>app</b>' })]],
    ['a time to come', [word('GRANTED', { occurredAt: '2027-01-01T00:00:00Z' })]],
  ])('with %s is refused', async (_, inputs) => {
    expect(at(await byBrand(inputs), 'data.consentSet.errors.0.code')).toBe('INVALID_INPUT');
  });

  it('needs the scope, and a visitor cannot say anything', async () => {
    const token = await api.key(['members:read'], 'partner');
    expect((await byBrand([word('GRANTED')], token)).errors).toMatchObject([{ extensions: { code: 'FORBIDDEN', scope: 'consents:write' } }]); // prettier-ignore
    expect((await api.ask(SET, { inputs: [word('GRANTED')] })).errors).toMatchObject([{ extensions: { code: 'UNAUTHENTICATED' } }]); // prettier-ignore
    const seen = await api.ask('query ($id: ID!) { member(id: $id) { consents { state } } }', member, { token });
    expect(seen.errors).toMatchObject([{ extensions: { code: 'FORBIDDEN', scope: 'consents:read' } }]);
  });
});
