import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { metrics } from '../../../src/modules/analytics/index.js';
import { tierOf } from '../../support/acts.js';
import type { TestApi } from '../../api/open-api.js';
import { at, openTestApi } from '../../api/open-api.js';
import type { Asked, Plain } from './plain-figures.js';
import { monthsLater, plainFigures, stepAt } from './plain-figures.js';
import type { Diary } from './plain-world.js';
import { dayAt, later, live, RANKS } from './plain-world.js';

const METRIC = `query M($key: String!, $by: MetricBy, $from: Date!, $to: Date!, $parameters: [MetricParameterInput!]) {
  metric(key: $key, by: $by, from: $from, to: $to, parameters: $parameters) {
    currency definition { key version } points { group name from to value numerator denominator isMature isWithheld } } }`;
const BEHIND = `query B($key: String!, $by: MetricBy, $from: Date!, $to: Date!, $parameters: [MetricParameterInput!], $group: String, $side: MetricSide!, $after: String) {
  metric(key: $key, by: $by, from: $from, to: $to, parameters: $parameters) {
    drillDown(group: $group, side: $side, first: 7, after: $after) { totalCount nodes { id } pageInfo { hasNextPage endCursor } } } }`;

interface Told {
  readonly group: string | null;
  readonly name: string | null;
  readonly from: string;
  readonly to: string;
  readonly value: number | null;
  readonly numerator: number | null;
  readonly denominator: number | null;
  readonly isMature: boolean;
  readonly isWithheld: boolean;
}

interface Variables {
  readonly key: string;
  readonly from: string;
  readonly to: string;
  readonly by?: string;
  readonly parameters?: readonly { name: string; value: string }[];
}

const PARAMETERS: Readonly<Record<string, Variables['parameters']>> = {
  pointsUseRate: [{ name: 'wallet', value: 'later' }],
};
const PERIODS = [
  { from: '2026-03-09', to: '2026-06-20' }, // both days on which clocks are changed lie near
  { from: '2026-01-01', to: '2027-05-01' },
  { from: '2026-11-01', to: '2026-11-02' },
];
/** These are compared with plain SQL, and by tests of their own. */
const OTHERWISE = [
  'clvForecast',
  'pointsUseRateByCohort',
  'potentialConversion',
  'segmentAccuracy',
  'benefitUseRate',
  'redemptionRate',
  'claimRate',
  'benefitExposure',
  'benefitCoverage',
  'issueAccuracy',
];
const KEYS = Object.keys(plainFigures);

let api: TestApi;
let host: string;
let partner: string;
let diary: Diary;

beforeAll(async () => {
  api = await openTestApi();
  host = await api.key(['host-admin']);
  partner = await api.key(['analytics:read', 'members:read'], 'partner');
  diary = await live(api);
});
afterAll(() => api.close());

async function ask(variables: Variables, token = host): Promise<Told[]> {
  const parameters = variables.parameters ?? PARAMETERS[variables.key];
  const answer = await api.ask(METRIC, { ...variables, parameters }, { token });
  expect(answer.errors).toBeUndefined();
  return at<Told[]>(answer, 'data.metric.points');
}

async function behind(variables: Variables, group: string | null, side: string, token = host): Promise<string[]> {
  const ids: string[] = [];
  const parameters = variables.parameters ?? PARAMETERS[variables.key];
  for (let after: string | null = null; ;) {
    const answer = await api.ask(BEHIND, { ...variables, parameters, group, side, after }, { token });
    expect(answer.errors).toBeUndefined();
    const page = at<{ nodes: { id: string }[]; totalCount: number; pageInfo: { hasNextPage: boolean; endCursor: string } }>(answer, 'data.metric.drillDown'); // prettier-ignore
    ids.push(...page.nodes.map(({ id }) => id));
    if (!page.pageInfo.hasNextPage) {
      expect(ids).toHaveLength(page.totalCount);
      return ids.sort();
    }
    after = page.pageInfo.endCursor;
  }
}

function expectPoint(told: Told | undefined, { numerator, denominator }: Plain, about: string): void {
  const value = denominator === 0 ? null : numerator / denominator;
  expect({ about, ...told, value: told?.value ?? null }).toMatchObject({ about, numerator, denominator, value });
}

function plain(key: string, asked: Asked): Plain {
  return (plainFigures[key] as (diary: Diary, asked: Asked) => Plain)(diary, asked);
}

/** What belongs to a group, for the loops of the test. */
function inGroup(key: string, by: string, group: string | null, to: string): Partial<Asked> {
  const person = (id: string) => diary.people.find((each) => each.id === id);
  const isOfOrders = ['repurchaseRate', 'spendPerBuyer', 'averageOrder'].includes(key);
  switch (by) {
    case 'TIER': {
      const member = (id: string) => RANKS[stepAt(diary, id, to)] === group;
      return { member, sale: (sale) => member(sale.member) };
    }
    case 'STORE':
      return { sale: ({ store }) => store === group };
    case 'CHANNEL':
      return isOfOrders
        ? { sale: ({ channel }) => channel === group }
        : { member: (id) => person(id)?.channel === group };
    default:
      return isOfOrders ? { sale: ({ brand }) => `brd_${brand}` === group } : { member: (id) => `brd_${person(id)?.brand ?? ''}` === group }; // prettier-ignore
  }
}

describe('The registry', () => {
  it('has a figure that the test works out by itself for each of its keys', () => {
    expect(metrics.map(({ key }) => key).filter((key) => !KEYS.includes(key))).toEqual(OTHERWISE);
    expect(new Set(metrics.map(({ key }) => key)).size).toBe(metrics.length);
  });

  it('tells its definitions in the language of whoever asks', async () => {
    const document = '{ metrics { key name(locale: ZH_TW) numerator denominator definition unit version by parameters { name kind usual min max description } } }'; // prettier-ignore
    const told = at<{ key: string; name: string; numerator: string }[]>(
      await api.ask(document.replace('(locale: ZH_TW)', ''), {}, { token: host, language: 'zh-CN' }),
      'data.metrics',
    );
    expect(told).toHaveLength(metrics.length);
    expect(told.find(({ key }) => key === 'repurchaseRate')).toMatchObject({
      name: '复购率',
      numerator: '期内在两天及以上有订单的会员',
    });
  });
});

describe('The diary', () => {
  it('agrees with the house about tiers, so that it can be relied on', async () => {
    for (const { id } of diary.people) {
      expect(RANKS[stepAt(diary, id, '2100-01-01')]).toBe((await tierOf(api, id)) ?? 'base');
    }
    expect(diary.moves.length).toBeGreaterThan(10);
    expect(diary.spent.some(({ amount }) => amount < 0)).toBe(true);
  });
});

describe.each(KEYS)('%s', (key) => {
  it('is what loops over the diary come to, whole', async () => {
    for (const period of PERIODS) {
      const [told] = await ask({ key, ...period });
      expectPoint(told, plain(key, period), JSON.stringify(period));
    }
    const most = plain(key, { from: '2026-06-01', to: '2027-04-01' });
    expect(Math.min(most.numerator, most.denominator)).toBeGreaterThan(0); // a diary in which nothing happens proves nothing
  });

  it('is so by days, weeks and months, each as if it were asked for alone', async () => {
    const steps = metrics.find((metric) => metric.key === key)?.by.filter((by) => ['DAY', 'WEEK', 'MONTH'].includes(by)) ?? []; // prettier-ignore
    for (const by of steps) {
      const [from, to] = by === 'DAY' ? ['2026-05-01', '2026-07-10'] : ['2026-02-10', '2027-04-20'];
      const points = await ask({ key, by, from, to });
      expect(points[0]?.from).toBe(from);
      expect(points.at(-1)?.to).toBe(to);
      for (const point of points) expectPoint(point, plain(key, { from: point.from, to: point.to }), `${by} ${point.from}`); // prettier-ignore
    }
  });

  it('is so by tier, channel, brand and store', async () => {
    const period = { from: '2026-04-01', to: '2027-04-01' };
    const own = ['upgradeRate', 'layerFlow']; // told by where members started: below
    const groups = metrics.find((metric) => metric.key === key)?.by.filter((by) => ['TIER', 'CHANNEL', 'BRAND', 'STORE'].includes(by)) ?? []; // prettier-ignore
    for (const by of own.includes(key) ? [] : groups) {
      const points = await ask({ key, by, ...period });
      expect(points.length).toBeGreaterThan(1);
      for (const point of points) {
        const tierOn = key === 'firstOrderRepurchase30' ? period.to : point.to;
        expectPoint(point, plain(key, { ...period, ...inGroup(key, by, point.group, tierOn) }), `${by} ${String(point.group)}`); // prettier-ignore
      }
    }
  });

  it('leads to the members behind it, page by page', async () => {
    const period = { from: '2026-03-09', to: '2026-06-20' };
    const whole = plain(key, period);
    expect(await behind({ key, ...period }, null, 'DENOMINATOR')).toEqual([...whole.below].sort());
    if (whole.above.length > 0) {
      expect(await behind({ key, ...period }, null, 'NUMERATOR')).toEqual([...whole.above].sort());
    }
    if (!metrics.find((metric) => metric.key === key)?.by.includes('MONTH')) return;
    const month = { from: '2026-06-01', to: '2026-07-01' };
    expect(await behind({ key, by: 'MONTH', from: '2026-02-10', to: '2026-12-01' }, '2026-06', 'DENOMINATOR')).toEqual([...plain(key, month).below].sort()); // prettier-ignore
  });
});

describe('Moves between tiers', () => {
  const period = { from: '2026-05-01', to: '2027-01-01' };
  const startedAt = (step: number) => ({ member: (id: string) => stepAt(diary, id, period.from) === step });

  it('are told by the tier in which members started', async () => {
    const points = await ask({ key: 'upgradeRate', by: 'TIER', ...period });
    expect(points.map(({ group }) => group)).toEqual(['base', 'silver']);
    for (const [step, point] of points.entries()) {
      expectPoint(point, plain('upgradeRate', { ...period, ...startedAt(step) }), String(step));
    }
  });

  it('are a matrix with the members behind each cell', async () => {
    const cells = await ask({ key: 'layerFlow', by: 'TIER', ...period });
    expect(cells).toHaveLength(9);
    for (const { group, numerator, denominator } of cells) {
      const [start = -1, end = -1] = (group ?? '').split('>').map((code) => RANKS.indexOf(code));
      const there = plain('layerFlow', { ...period, ...startedAt(start) }).below;
      const moved = there.filter((id) => stepAt(diary, id, period.to) === end);
      expect({ group, numerator, denominator }).toEqual({
        group,
        numerator: moved.length,
        denominator: there.length,
      });
      const variables = { key: 'layerFlow', by: 'TIER', ...period };
      if (moved.length > 0) expect(await behind(variables, group, 'NUMERATOR')).toEqual([...moved].sort());
    }
    expect(cells.find(({ group }) => group === 'base>silver')?.name).toBe('Base → Silver');
  });
});

describe('Cohorts', () => {
  it('are immature until their window is over', async () => {
    const today = dayAt(api.clock.now());
    const from = later(today, -40);
    const points = await ask({ key: 'firstOrderRepurchase30', by: 'DAY', from, to: today });
    expect(points.filter(({ isMature }) => isMature).map(({ to }) => to).at(-1)).toBe(later(today, -30)); // prettier-ignore
    const month = `${today.slice(0, 7)}-01`;
    const months = await ask({ key: 'retention', by: 'MONTH', from: monthsLater(month, -3), to: today });
    expect(months.map(({ isMature }) => isMature)).toEqual([true, true, false, false]);
  });

  it('of points: what became of those of a month is spent by now', async () => {
    const parameters = [{ name: 'wallet', value: 'later' }];
    const points = await ask({ key: 'pointsUseRateByCohort', by: 'MONTH', from: '2026-01-01', to: '2027-05-01', parameters }); // prettier-ignore
    const used = await ask({ key: 'pointsUseRate', from: '2026-01-01', to: '2027-05-01', parameters });
    const sum = (of: (point: Told) => number | null) => points.reduce((all, point) => all + (of(point) ?? 0), 0);
    expect(sum(({ numerator }) => numerator)).toBe(used[0]?.numerator);
    expect(sum(({ denominator }) => denominator)).toBe(used[0]?.denominator);
    for (const { numerator, denominator } of points) expect(numerator).toBeLessThanOrEqual(denominator ?? 0);
  });
});

describe('A partner', () => {
  const period = { from: '2026-01-15', to: '2027-05-01' };

  it('is told of its own members and of what it reported itself, and of no group of fewer than 20', async () => {
    let withheld = 0;
    for (const key of KEYS.filter((each) => !metrics.find((metric) => metric.key === each)?.isHostOnly)) {
      const own = plain(key, { ...period, window: 'partner' });
      const [told] = await ask({ key, ...period }, partner);
      if (own.below.length >= 20) expectPoint(told, own, key);
      else {
        expect(told).toMatchObject({ value: null, numerator: null, denominator: null, isWithheld: true });
        withheld += 1;
      }
    }
    expect(withheld).toBeGreaterThan(0);
    expect(withheld).toBeLessThan(6);
    const own = plain('activityRate', { ...period, window: 'partner' });
    expect(await behind({ key: 'activityRate', ...period }, null, 'DENOMINATOR', partner)).toEqual(
      [...own.below].sort(),
    );
    expect(await behind({ key: 'activityRate', ...period }, null, 'NUMERATOR', partner)).toEqual([...own.above].sort());
    const [all] = await ask({ key: 'activityRate', ...period });
    expect(all?.isWithheld).toBe(false);
  });
});
