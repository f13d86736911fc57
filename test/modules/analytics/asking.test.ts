import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { act, buy, enrolMember, giveBack } from '../../support/acts.js';
import type { Answered, TestApi } from '../../api/open-api.js';
import { at, openTestApi } from '../../api/open-api.js';

const METRIC = `query M($key: String!, $by: MetricBy, $from: Date!, $to: Date!, $parameters: [MetricParameterInput!]) {
  metric(key: $key, by: $by, from: $from, to: $to, parameters: $parameters) { currency points { group value numerator denominator isMature isWithheld } } }`;
const BEHIND = `query B($key: String!, $by: MetricBy, $group: String, $after: String) {
  metric(key: $key, by: $by, from: "2026-01-01", to: "2026-02-01") { drillDown(group: $group, side: DENOMINATOR, first: 1, after: $after) { nodes { id } pageInfo { endCursor } } } }`;
const JANUARY = { from: '2026-01-01', to: '2026-02-01' };

let api: TestApi;
let host: string;
let partner: string;
let ada: string;
let ben: string;

beforeAll(async () => {
  api = await openTestApi();
  host = await api.key(['analytics:read', 'members:read']);
  partner = await api.key(['analytics:read', 'members:read'], 'partner');
  ada = await enrolMember(api);
  ben = await enrolMember(api);
});
afterAll(() => api.close());

function ask(variables: object, token = host, language = 'en'): Promise<Answered> {
  return api.ask(METRIC, variables, { token, language });
}

async function refusedAs(
  variables: object,
  token = host,
  language = 'en',
): Promise<{ reason: string; message: string }> {
  const { data, errors } = await ask(variables, token, language);
  expect(data).toEqual({ metric: null });
  const [error] = errors as { message: string; extensions: { code: string; reason: string } }[];
  expect(error?.extensions.code).toBe('BAD_USER_INPUT');
  return { reason: error?.extensions.reason ?? '', message: error?.message ?? '' };
}

describe('A figure', () => {
  it('is null and not zero where there is nothing to divide by', async () => {
    const answer = await ask({ key: 'repurchaseRate', ...JANUARY });
    expect(at(answer, 'data.metric.points')).toEqual([
      { group: null, value: null, numerator: 0, denominator: 0, isMature: false, isWithheld: false },
    ]);
  });

  it('takes orders of one day for one purchase, leaves out what was wholly given back, and counts the rest net', async () => {
    await buy(api, ada, 3_000, { orderId: 'a-1' });
    await buy(api, ada, 1_000);
    await buy(api, ben, 2_000, { orderId: 'b-1' });
    await giveBack(api, ada, 500, 'a-1');
    await giveBack(api, ben, 2_000, 'b-1');
    const value = async (key: string) => at(await ask({ key, ...JANUARY }), 'data.metric.points.0');
    expect(await value('repurchaseRate')).toMatchObject({ value: 0, numerator: 0, denominator: 1 });
    expect(await value('averageOrder')).toMatchObject({ value: 1_750, numerator: 3_500, denominator: 2 });
    expect(await value('spendPerBuyer')).toMatchObject({ value: 3_500, numerator: 3_500, denominator: 1 });
    api.clock.advance(86_400_000);
    await buy(api, ada, 700);
    expect(await value('repurchaseRate')).toMatchObject({ value: 1, numerator: 1, denominator: 1 });
  });

  it('does not take the last day along, and knows the days of the zone of the program', async () => {
    const late = Date.UTC(2026, 0, 16, 4, 30); // half past eleven in the evening of the 15th in New York
    await act(api, ben, 'share', {}, { occurredAt: late });
    const on = async (from: string, to: string) =>
      at<number>(await ask({ key: 'activityRate', from, to }), 'data.metric.points.0.numerator');
    expect(await on('2026-01-15', '2026-01-16')).toBe(2);
    expect(await on('2026-01-16', '2026-01-17')).toBe(1);
    expect(await on('2026-01-14', '2026-01-15')).toBe(0);
  });

  it('takes numbers of its definition from whoever asks', async () => {
    const parameters = [{ name: 'marginPercent', value: '33' }];
    const answer = await ask({ key: 'clv', ...JANUARY, parameters });
    expect(at(answer, 'data.metric')).toMatchObject({
      currency: 'USD',
      points: [{ numerator: 1_386, denominator: 1, value: 1_386 }], // 33 % of 42.00
    });
  });
});

describe('What cannot be asked', () => {
  it('is refused by name, in the language of whoever asks', async () => {
    const key = 'repurchaseRate';
    expect(await refusedAs({ key: 'profit', ...JANUARY })).toMatchObject({ reason: 'UNKNOWN_METRIC', message: expect.stringContaining('profit') }); // prettier-ignore
    expect((await refusedAs({ key: 'profit', ...JANUARY }, host, 'zh-TW')).message).toContain('沒有指標');
    expect((await refusedAs({ key, from: '2026-02-01', to: '2026-02-01' })).reason).toBe('PERIOD_EMPTY');
    expect((await refusedAs({ key, from: '2026-02-02', to: '2026-02-01' })).reason).toBe('PERIOD_EMPTY');
    expect((await refusedAs({ key, from: '2020-01-01', to: '2023-01-02' })).reason).toBe('PERIOD_TOO_LONG');
    expect((await refusedAs({ key, from: '9999-12-30', to: '9999-12-31' })).reason).toBe('PERIOD_TOO_LONG');
    expect((await refusedAs({ key, by: 'DAY', ...JANUARY }, host, 'zh-CN')).message).toContain('不支持按 DAY 细分');
    const days = { key: 'averageOrder', by: 'DAY', from: '2024-01-01', to: '2025-01-02' };
    expect((await refusedAs(days)).reason).toBe('PERIOD_TOO_LONG');
  });

  it('are parameters of other metrics, and values out of their range', async () => {
    const tried = (key: string, name: string, value: string) =>
      refusedAs({ key, ...JANUARY, parameters: [{ name, value }] });
    for (const [key, name, value] of [
      ['repurchaseRate', 'days', '30'],
      ['churnRate', 'dormantDays', '0'],
      ['churnRate', 'dormantDays', '1e2'],
      ['churnRate', 'dormantDays', '-5'],
      ['clv', 'marginPercent', '101'],
      ['pointsUseRate', 'wallet', "points' OR 1 = 1"],
      ['layerFlow', 'ladder', 'nowhere'],
    ] as const) {
      expect({ name, value, ...(await tried(key, name, value)) }).toMatchObject({ name, value, reason: 'METRIC_PARAMETER_WRONG' }); // prettier-ignore
    }
  });

  it('is taken at its longest: three years, and a year of days', async () => {
    const years = await ask({ key: 'firstOrderRepurchase30', from: '2024-01-01', to: '2027-01-01' });
    expect(at(years, 'data.metric.points.0')).toMatchObject({ denominator: 1, numerator: 1 });
    const days = await ask({ key: 'firstOrderRepurchase30', by: 'DAY', from: '2025-12-01', to: '2026-12-02' });
    expect(at<unknown[]>(days, 'data.metric.points')).toHaveLength(366);
    const months = await ask({ key: 'churnRate', by: 'MONTH', from: '2024-01-01', to: '2027-01-01' });
    expect(at<unknown[]>(months, 'data.metric.points')).toHaveLength(36);
  });
});

describe('Who may ask', () => {
  it('needs the scope for figures, and for the members behind them the scope for members as well', async () => {
    const other = await api.key(['members:read']);
    expect(at(await ask({ key: 'clv', ...JANUARY }, other), 'errors.0.extensions')).toMatchObject({ code: 'FORBIDDEN', scope: 'analytics:read' }); // prettier-ignore
    const figures = await api.key(['analytics:read']);
    const answer = await api.ask(BEHIND, { key: 'repurchaseRate' }, { token: figures });
    expect(answer.data).toEqual({ metric: { drillDown: null } });
    expect(at(answer, 'errors.0.extensions')).toMatchObject({ code: 'FORBIDDEN', scope: 'members:read' });
  });

  it('is the host where a figure is about all brands, and where members or orders are told apart by brand or tier', async () => {
    for (const variables of [
      { key: 'pointsUseRate' },
      { key: 'layerFlow' },
      { key: 'partnerShare' },
      { key: 'repurchaseRate', by: 'TIER' },
      { key: 'averageOrder', by: 'BRAND' },
    ]) {
      expect((await refusedAs({ ...variables, ...JANUARY }, partner)).reason).toBe('METRIC_HOST_ONLY');
    }
  });

  it('is told by a partner nothing about few members, not even whether there are any, nor who they are', async () => {
    const answer = await ask({ key: 'activityRate', by: 'MONTH', from: '2025-12-01', to: '2026-02-01' }, partner);
    const nothing = { value: null, numerator: null, denominator: null, isWithheld: true };
    expect(at(answer, 'data.metric.points')).toMatchObject([
      { group: '2025-12', ...nothing },
      { group: '2026-01', ...nothing },
    ]);
    const behind = await api.ask(BEHIND, { key: 'activityRate' }, { token: partner });
    expect(behind.data).toEqual({ metric: { drillDown: null } });
    expect(at(behind, 'errors.0.extensions.reason')).toBe('GROUP_TOO_SMALL');
  });
});

describe('The members behind a point', () => {
  it('are refused for a group that is not there, and for a cursor of another list', async () => {
    const missing = await api.ask(BEHIND, { key: 'averageOrder', by: 'STORE', group: 'nowhere' }, { token: host });
    expect(at(missing, 'errors.0.extensions.reason')).toBe('UNKNOWN_GROUP');
    const first = await api.ask(BEHIND, { key: 'activityRate' }, { token: host });
    const after = at(first, 'data.metric.drillDown.pageInfo.endCursor');
    const second = await api.ask(BEHIND, { key: 'activityRate', after }, { token: host });
    expect(at<{ id: string }[]>(second, 'data.metric.drillDown.nodes')).toHaveLength(1);
    const foreign = await api.ask(BEHIND, { key: 'averageOrder', after }, { token: host });
    expect(at(foreign, 'errors.0.extensions.code')).toBe('BAD_USER_INPUT');
  });
});

const ACTIVITIES = `query A($key: String!, $by: MetricBy, $group: String, $after: String) {
  metric(key: $key, by: $by, from: "2026-01-01", to: "2026-02-01") { activities(group: $group, first: 1, after: $after) { totalCount nodes { id type } pageInfo { hasNextPage endCursor } } } }`;

async function activitiesOf(token: string, variables: object): Promise<string[]> {
  const types: string[] = [];
  for (let after: string | null = null; ;) {
    const answer = await api.ask(ACTIVITIES, { ...variables, after }, { token });
    expect(answer.errors).toBeUndefined();
    const page = at<{ totalCount: number; nodes: { type: string }[]; pageInfo: { hasNextPage: boolean; endCursor: string } }>(answer, 'data.metric.activities'); // prettier-ignore
    types.push(...page.nodes.map(({ type }) => type));
    if (!page.pageInfo.hasNextPage) {
      expect(types).toHaveLength(page.totalCount);
      return types;
    }
    after = page.pageInfo.endCursor;
  }
}

describe('The activities behind a point', () => {
  it('are the orders, the money given back without one, or the acts it counts, page by page', async () => {
    const token = await api.key(['analytics:read', 'activities:read']);
    expect(await activitiesOf(token, { key: 'repurchaseRate' })).toEqual(['purchase', 'purchase', 'purchase']);
    await giveBack(api, ada, 100);
    expect((await activitiesOf(token, { key: 'averageOrder', by: 'MONTH', group: '2026-01' })).sort()).toEqual(['purchase', 'purchase', 'purchase', 'refund']); // prettier-ignore
    expect((await activitiesOf(token, { key: 'activityRate' })).sort()).toEqual(['purchase', 'purchase', 'purchase', 'purchase', 'share']); // prettier-ignore
  });

  it('are refused where a figure counts none, without the scope for activities, and for a cursor of another list', async () => {
    const token = await api.key(['analytics:read', 'activities:read']);
    const none = await api.ask(ACTIVITIES, { key: 'newMemberRate' }, { token });
    expect(at(none, 'errors.0.extensions.reason')).toBe('METRIC_WITHOUT_ACTIVITIES');
    const figures = await api.key(['analytics:read']);
    expect(at(await api.ask(ACTIVITIES, { key: 'averageOrder' }, { token: figures }), 'errors.0.extensions')).toMatchObject({ code: 'FORBIDDEN', scope: 'activities:read' }); // prettier-ignore
    const first = await api.ask(ACTIVITIES, { key: 'repurchaseRate' }, { token });
    const after = at(first, 'data.metric.activities.pageInfo.endCursor');
    const foreign = await api.ask(ACTIVITIES, { key: 'averageOrder', after }, { token });
    expect(at(foreign, 'errors.0.extensions.code')).toBe('BAD_USER_INPUT');
  });

  it('are as few for a partner as their point: nothing is told of a small group', async () => {
    const token = await api.key(['analytics:read', 'activities:read'], 'partner');
    const answer = await api.ask(ACTIVITIES, { key: 'averageOrder' }, { token });
    expect(answer.data).toEqual({ metric: { activities: null } });
    expect(at(answer, 'errors.0.extensions.reason')).toBe('GROUP_TOO_SMALL');
  });
});
