import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DAY_MS } from '../../src/kernel/calendar.js';
import { runDue } from '../../src/kernel/schedule-runner.js';
import { write } from '../../src/kernel/unit-of-work.js';
import { suspend } from '../../src/modules/members/index.js';
import { act, buy, enrolMember } from '../support/acts.js';
import { testProgram } from '../support/program.js';
import type { Answered, TestApi } from './open-api.js';
import { at, openTestApi } from './open-api.js';

const named = (text: string) => ({ en: text, 'zh-CN': `${text}组`, 'zh-TW': `${text}組` });
const segment = (code: string, when: string | null) => ({ code, name: named(code), when });

const program = {
  ...testProgram,
  segments: {
    segments: [
      segment('spenders', 'metrics.spendMinor >= 10000'),
      segment('regulars', 'orders(30) >= 2 && interactions(14) >= 1'),
      segment('best', 'inSegment("spenders") && metrics.orders >= 1'),
      segment('slept', 'now - metrics.lastOrderAt > days(30)'),
      segment('known', 'tier.code == "silver"'),
      segment('gone', 'metrics.orders >= 1'),
      segment('friends', null),
    ],
    layerings: [
      {
        code: 'life',
        name: named('Life'),
        layers: [
          { code: 'loyal', name: named('Loyal'), when: 'metrics.orders >= 4' },
          { code: 'active', name: named('Active'), when: 'metrics.orders >= 2' },
          { code: 'new', name: named('New'), when: 'metrics.spendMinor >= 1' },
        ],
        rest: { code: 'other', name: named('Other') },
      },
    ],
  },
};

const CONDITION = 'text sentence verdict actual wanted distance missing';
const EXPLAIN = `query E($id: ID!, $segment: ID!, $activity: ID) { explain(memberId: $id, subjectId: $segment, activity: $activity) {
  subjectId name kind verdict ground sentence isValid note decided { hit } tree { ${CONDITION} children { ${CONDITION} } }
  earlier { subjectId name verdict tree { ${CONDITION} } } nextActions { kind text amount byAt } membership { isIn since cause { id type } } } }`;
const RECORD = 'mutation R($m: MemberRef!, $input: ActivityInput!) { activityRecord(member: $m, input: $input) { outcome { segments { isEntered segment { code } } } errors { code } } }'; // prettier-ignore

let api: TestApi;
let host: string;
let partner: string;
let keys = 0;

beforeAll(async () => {
  api = await openTestApi({ program });
  host = await api.key(['host-admin']);
  partner = await api.key(['partner-standard', 'segments:read', 'members:enrol'], 'partner');
  await runDue(api.house);
});
afterAll(() => api.close());

const ask = (id: string, segment: string, more: { token?: string; language?: string; activity?: string } = {}) =>
  api.ask(EXPLAIN, { id, segment: `seg_${segment}`, activity: more.activity }, { token: more.token ?? host, language: more.language ?? 'en' }); // prettier-ignore
const explained = async (id: string, segment: string): Promise<Answered['data']> => at(await ask(id, segment), 'data.explain.0'); // prettier-ignore
const enrol = () => enrolMember(api, `person-${keys++}`);
const order = () => `order-${keys++}`;

async function newcomerOfPartner(): Promise<string> {
  const answer = await api.ask(
    'mutation ($id: String!) { memberEnrol(input: { externalId: $id }, idempotencyKey: $id) { member { id } errors { code } } }',
    { id: `partner-${keys++}` },
    { token: partner },
  );
  return at(answer, 'data.memberEnrol.member.id');
}

describe('Why a member is not in a segment', () => {
  it('is told as for a rule: what is, what is wanted, how far that is, and what the member can do', async () => {
    const member = await enrol();
    await buy(api, member, 4_000);
    expect(await explained(member, 'spenders')).toMatchObject({
      subjectId: 'seg_spenders', kind: 'SEGMENT', verdict: 'NO', ground: 'CONDITION', isValid: true, note: 'NOW',
      tree: { text: 'metrics.spendMinor >= 10000', actual: 4_000, wanted: 10_000, distance: 6_000, verdict: 'NO' },
      nextActions: [{ kind: 'SPEND', amount: 6_000, text: expect.stringContaining('60.00') as unknown }],
      membership: { isIn: false, since: null, cause: null },
    }); // prettier-ignore
  });

  it('is told part by part, and doing what is said brings the member in with the answer of the act', async () => {
    const member = await enrol();
    await buy(api, member, 1_000);
    const told = await explained(member, 'regulars');
    expect(told).toMatchObject({
      tree: {
        children: [
          { text: 'orders(30) >= 2', actual: 1 },
          { text: 'interactions(14) >= 1', actual: 0 },
        ],
      },
      nextActions: [
        { kind: 'INTERACT', amount: 1 },
        { kind: 'ORDER', amount: 1 },
      ],
    });
    await act(api, member, 'share');
    const purchase = { type: 'purchase', externalId: order(), purchase: { orderId: order(), amountMinor: 100 } };
    const recorded = await api.ask(RECORD, { m: { id: member }, input: purchase }, { token: host });
    expect(at(recorded, 'data.activityRecord')).toMatchObject({ outcome: { segments: expect.arrayContaining([{ isEntered: true, segment: { code: 'regulars' } }]) as object }, errors: [] }); // prettier-ignore
    expect(await explained(member, 'regulars')).toMatchObject({ verdict: 'YES', nextActions: [], membership: { isIn: true } }); // prettier-ignore
  });

  it('asks of other segments by what the member belongs to now', async () => {
    const member = await enrol();
    await buy(api, member, 9_000);
    expect(await explained(member, 'best')).toMatchObject({ verdict: 'NO', tree: { children: [{ text: 'inSegment("spenders")', verdict: 'NO' }, { verdict: 'YES' }] } }); // prettier-ignore
    await buy(api, member, 9_000);
    expect(await explained(member, 'best')).toMatchObject({ verdict: 'YES', membership: { isIn: true } });
  });

  it('says that something is not known where that is why', async () => {
    expect(await explained(await enrol(), 'slept')).toMatchObject({ verdict: 'UNKNOWN', tree: { missing: ['metrics.lastOrderAt'] } }); // prettier-ignore
  });

  it('is that it does not take part, where it was suspended', async () => {
    const member = await enrol();
    await buy(api, member, 20_000);
    await write(api.house, { caller: api.caller, members: [member] }, (session) => Promise.resolve(suspend(session, member, 'fraud'))); // prettier-ignore
    expect(await explained(member, 'spenders')).toMatchObject({ verdict: 'NO', ground: 'NOT_ACTIVE', tree: { verdict: 'YES' }, nextActions: [], membership: { isIn: false, cause: { type: 'member.suspended' } } }); // prettier-ignore
  });
});

describe('Why a member is in a segment', () => {
  it('is told with since when and by which activity it came in', async () => {
    const member = await enrol();
    const { activityId: id } = await buy(api, member, 10_000);
    expect(await explained(member, 'spenders')).toMatchObject({
      verdict: 'YES',
      membership: { isIn: true, since: expect.any(String) as unknown, cause: { id, type: 'purchase' } },
    });
  });

  it('names no activity where only time passed, and now is the start of the day', async () => {
    const member = await enrol();
    await buy(api, member, 1_000);
    api.clock.advance(30 * DAY_MS);
    await runDue(api.house);
    expect(await explained(member, 'slept')).toMatchObject({ verdict: 'NO', membership: { isIn: false } });
    api.clock.advance(DAY_MS);
    await runDue(api.house);
    expect(await explained(member, 'slept')).toMatchObject({ verdict: 'YES', membership: { isIn: true, cause: null } });
  });
});

describe('Layers are explained by their order', () => {
  it('says which layer above took who meets the condition of this one', async () => {
    const member = await enrol();
    await buy(api, member, 500);
    await buy(api, member, 500);
    expect(await explained(member, 'new')).toMatchObject({
      kind: 'LAYER', verdict: 'NO', ground: 'EARLIER', tree: { verdict: 'YES' }, nextActions: [],
      sentence: expect.stringContaining('Active') as unknown,
      earlier: [{ subjectId: 'seg_loyal', verdict: 'NO' }, { subjectId: 'seg_active', verdict: 'YES', tree: { actual: 2 } }],
    }); // prettier-ignore
    expect(await explained(member, 'loyal')).toMatchObject({ verdict: 'NO', ground: 'CONDITION', earlier: [], nextActions: [{ kind: 'ORDER', amount: 2 }] }); // prettier-ignore
    expect(await explained(member, 'other')).toMatchObject({ kind: 'LEFT_OVER', verdict: 'NO', ground: 'EARLIER', tree: null, sentence: expect.stringContaining('Active') as unknown }); // prettier-ignore
  });

  it('says of who is left over that no layer above has it, with the condition of each', async () => {
    const member = await enrol();
    const told = await explained(member, 'other');
    expect(told).toMatchObject({ kind: 'LEFT_OVER', verdict: 'YES', ground: 'NONE_ABOVE', tree: null, earlier: [{ verdict: 'NO', tree: { actual: 0, wanted: 4 } }, { verdict: 'NO' }, { verdict: 'NO' }], nextActions: [] }); // prettier-ignore
  });
});

describe('Lists and segments that are no more', () => {
  it('are explained without a condition', async () => {
    const member = await enrol();
    expect(await explained(member, 'friends')).toMatchObject({ kind: 'LIST', verdict: 'NO', ground: 'LIST', tree: null, sentence: expect.stringContaining('not in the list') as unknown, membership: { isIn: false } }); // prettier-ignore
    await api.ask('mutation ($csv: String!) { segmentUpload(input: { segmentId: "seg_friends", csv: $csv, mode: ADD }, idempotencyKey: "l1") { added errors { message } } }', { csv: `id\n${member}\n` }, { token: host }); // prettier-ignore
    expect(await explained(member, 'friends')).toMatchObject({ verdict: 'YES', ground: 'LIST', nextActions: [], membership: { isIn: true, cause: { type: 'segment.entered' } } }); // prettier-ignore
  });

  it('says of a retired one that nobody is in it', async () => {
    const member = await enrol();
    await buy(api, member, 1_000);
    const { data } = await api.ask('{ segment(id: "seg_gone") { version } }', {}, { token: host });
    const retired = await api.ask('mutation ($v: Int!) { segmentRetire(id: "seg_gone", expectedVersion: $v, idempotencyKey: "r1") { errors { message } } }', { v: (data as { segment: { version: number } }).segment.version }, { token: host }); // prettier-ignore
    expect(at(retired, 'data.segmentRetire.errors')).toEqual([]);
    expect(await explained(member, 'gone')).toMatchObject({ verdict: 'NO', ground: 'RETIRED', isValid: false, tree: null, name: 'gone' }); // prettier-ignore
    expect(at(await ask(member, 'never-was'), 'errors.0.extensions.reason')).toBe('NOT_FOUND');
  });
});

describe('Whom segments are explained to', () => {
  it('speaks the language of the request', async () => {
    const member = await enrol();
    await buy(api, member, 500);
    await buy(api, member, 500);
    const sentences = await Promise.all(['en', 'zh-CN', 'zh-TW'].map(async (language) => at(await ask(member, 'new', { language }), 'data.explain.0.sentence'))); // prettier-ignore
    expect(sentences).toEqual([
      '“Active” comes first and has the member, so this layer does not, even where its own condition is met.',
      '“Active组”排在前面，会员已归入该层；即使符合本层条件，也不会归入本层。',
      '「Active組」排在前面，會員已歸入該層；即使符合本層條件，也不會歸入本層。',
    ]);
  });

  it('takes the scope segments:read, and members are not told', async () => {
    const member = await enrol();
    const narrow = await api.key(['activities:read']);
    expect(at(await ask(member, 'spenders', { token: narrow }), 'errors.0.extensions')).toMatchObject({ code: 'FORBIDDEN', scope: 'segments:read' }); // prettier-ignore
  });

  it('tells a partner only of segments that ask for what it may know, and never what is stored', async () => {
    const member = await newcomerOfPartner();
    const known = await ask(member, 'known', { token: partner });
    expect(at(known, 'data.explain.0')).toMatchObject({ verdict: 'NO', tree: { wanted: 'silver' }, membership: null });
    for (const segment of ['spenders', 'best', 'new', 'other', 'friends', 'gone']) {
      expect(at(await ask(member, segment, { token: partner }), 'errors.0.extensions.reason')).toBe('NOT_FOUND');
    }
    expect(at(await ask(await enrol(), 'known', { token: partner }), 'errors.0.extensions.reason')).toBe('NOT_FOUND');
  });
});
