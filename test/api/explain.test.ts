import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { act, buy, earn, enrolMember } from '../support/acts.js';
import { testProgram } from '../support/program.js';
import { purchase, RECORD } from './documents.js';
import type { TestApi } from './open-api.js';
import { at, openTestApi } from './open-api.js';

const name = { en: 'A rule', 'zh-CN': '规则', 'zh-TW': '規則' };
const ruled = (code: string, when: string, on = 'store.visited') => ({ code, name, on, when, earn: [{ wallet: 'points', points: 7 }] }); // prettier-ignore

const rules = [
  ruled('money', 'spend("tea", 30) >= 12000'),
  ruled('orders', 'orders(30) >= 3'),
  ruled('acts', 'interactions(7) >= 2'),
  ruled('points', 'earned("growth") >= 1000'),
  ruled('tier', 'tier.code == "gold"'),
  ruled('app', 'activity.channel == "app" && orders(30) >= 1', 'purchase'),
  ruled('average', 'metrics.averageOrderMinor >= 100'),
];

const EXPLAIN = `query ($id: ID, $rule: ID, $activity: ID) { explain(memberId: $id, subjectId: $rule, activity: $activity) {
  verdict note decided { hit unmet } tree { sentence verdict missing children { sentence verdict missing } }
  nextActions { kind text amount byAt } } }`;

let api: TestApi;
let token: string;
let partner: string;
let memberId: string;

beforeAll(async () => {
  api = await openTestApi({
    program: { ...testProgram, campaigns: [...testProgram.campaigns, { code: 'asked', name, rules }] },
  });
  token = await api.key(['host-admin']);
  partner = await api.key(['partner-standard'], 'partner');
  memberId = await enrolMember(api);
  await buy(api, memberId, 900);
  await act(api, memberId, 'share');
  await earn(api, memberId, 20, 'growth');
});
afterAll(() => api.close());

const explain = (rule: string, more: { language?: string; activity?: string } = {}) =>
  api.ask(EXPLAIN, { id: memberId, rule: `rul_${rule}`, activity: more.activity }, { token, language: more.language ?? 'en' }); // prettier-ignore

const inLanguages = async (rule: string, path: string) =>
  Promise.all(['en', 'zh-CN', 'zh-TW'].map(async (language) => at(await explain(rule, { language }), path)));

describe('nextActions of an explanation', () => {
  const DAY = 'Feb 13, 2026';

  it.each([
    ['money', 'SPEND', 12_000, ['Spend $120.00 more on tea', '再消费US$120.00（tea）', '再消費US$120.00（tea）']],
    ['orders', 'ORDER', 2, [`Place 2 more orders by ${DAY}`, '再下2单，最晚2026年2月13日', '再下 2 筆訂單，最晚 2026年2月13日']],
    ['acts', 'INTERACT', 1, ['Take part once more (such as a check-in or a share) by Jan 21, 2026', '再互动1次（如签到、分享），最晚2026年1月21日', '再互動 1 次（如簽到、分享），最晚 2026年1月21日']],
    ['points', 'EARN_POINTS', 971, ['Earn 971 more growth points', '再获得971growth points', '再獲得 971 growth points']],
    ['tier', 'SPEND', 49_100, ['Spend $491.00 more', '再消费US$491.00', '再消費US$491.00']],
  ])('says for %s what to do, how much and until when, in the language of the request', async (rule, kind, amount, texts) => {
    const answer = await explain(rule);
    expect(answer.errors).toBeUndefined();
    expect(at(answer, 'data.explain.0.nextActions')).toMatchObject([{ kind, amount }]);
    const told = await inLanguages(rule, 'data.explain.0.nextActions.0.text');
    expect(told.map((text) => text.replace('US$', '$'))).toEqual(texts.map((text) => text.replace('US$', '$')));
  }); // prettier-ignore

  it('are empty when the rule would act, and told to nobody who may not know what they are worked out from', async () => {
    expect(at(await explain('average'), 'data.explain.0.nextActions')).toEqual([]);
    const { data } = await api.ask(
      'mutation ($key: String!) { memberEnrol(input: { externalId: "p1" }, idempotencyKey: $key) { member { id } errors { code } } }',
      { key: 'p1' },
      { token: partner },
    );
    const id = (data as { memberEnrol: { member: { id: string } } }).memberEnrol.member.id;
    const answer = await api.ask(EXPLAIN, { id, rule: 'rul_orders' }, { token: partner });
    expect(at(answer, 'data.explain.0')).toMatchObject({
      tree: { sentence: 'Orders of the last 30 days: at least 3, which is not so' },
      nextActions: [],
    });
  });
});

describe('A rule that asks for something that is missing', () => {
  it('is skipped with the reason in the explanation, and the member meets no error', async () => {
    const recorded = await api.ask(RECORD, { member: { id: memberId }, input: purchase('no-channel', 500), dryRun: false }, { token }); // prettier-ignore
    expect(recorded.errors).toBeUndefined();
    expect(at(recorded, 'data.activityRecord.errors')).toEqual([]);
    const reasons = at<{ reason: string }[]>(recorded, 'data.activityRecord.outcome.points').map(
      ({ reason }) => reason,
    );
    expect(reasons).toContain('rul_earn');
    expect(reasons).not.toContain('rul_app');
    const activity = at(recorded, 'data.activityRecord.activity.id');
    const answer = await explain('app', { activity });
    expect(answer.errors).toBeUndefined();
    expect(at(answer, 'data.explain.0')).toMatchObject({
      verdict: 'UNKNOWN',
      note: 'KEPT',
      decided: { hit: false, unmet: 'activity.channel == "app"' },
      tree: {
        sentence: '1 of 2 conditions hold, all of them are needed, and not everything is known',
        children: [{ verdict: 'UNKNOWN', missing: ['activity.channel'], sentence: 'Channel: not known, has to be app' }, { verdict: 'YES' }],
      },
      nextActions: [],
    }); // prettier-ignore
    const chinese = await explain('app', { activity, language: 'zh-TW' });
    expect(at(chinese, 'data.explain.0.tree.children.0.sentence')).toBe('通路：不明，須為app');
  });
});
