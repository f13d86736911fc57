import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { buy, enrolMember, settleDue } from '../support/acts.js';
import { claim, issue, redeem, reverse, revoke } from '../support/benefit-acts.js';
import { benefitProgram, counted, coupon } from '../support/benefit-program.js';
import type { TestApi } from './open-api.js';
import { at, openTestApi } from './open-api.js';

const DAY = 86_400_000;
const USE = `query U($ids: [ID!]!, $quarters: Int!) { analytics { benefitUse(benefitIds: $ids, quarters: $quarters) {
  benefit { id name } quarter from to isOver eligible seen claimed entitled used useRate uses reversed
  cost { amountMinor currency } costPerUse { amountMinor } review { entitled used became } } } }`;
const METRIC = `query M($key: String!, $by: MetricBy, $from: Date!, $to: Date!, $parameters: [MetricParameterInput!], $group: String) {
  metric(key: $key, by: $by, from: $from, to: $to, parameters: $parameters) { points { group name numerator denominator value isMature } drillDown(group: $group, side: NUMERATOR) { nodes { id } } } }`;
const VIEWS = 'mutation V($inputs: [ViewInput!]!, $memberId: ID) { viewsRecord(inputs: $inputs, memberId: $memberId) { accepted errors { code } } }'; // prettier-ignore
const Q1 = { from: '2026-01-01', to: '2026-04-01' };
const Q2 = { from: '2026-04-01', to: '2026-07-01' };

let api: TestApi;
let host: string;
let members: string[];

/** Ten members: eight are handed a coupon of January, one of which is owed and one taken back; two never get any. */
beforeAll(async () => {
  const tea = coupon('tea', { costMinor: 333, level: 'premium', validity: { kind: 'days', days: 60 }, eligibility: 'metrics.orders >= 1', tiers: [] }); // prettier-ignore
  const cup = coupon('cup', { ...counted(1), otherwise: [{ kind: 'wait', days: 30 }] });
  const right = { code: 'right', kind: 'percent', name: 'right', level: 'emotional', face: { percent: 10 }, isStanding: true, eligibility: 'metrics.orders >= 3' }; // prettier-ignore
  const odd = coupon('odd', { eligibility: 'activity.type == "purchase"' });
  const lifecycle = { code: 'lifecycle', name: 'Lifecycle', layers: [{ code: 'layer-high-loyalty', name: 'High', when: 'metrics.orders >= 3' }], rest: { code: 'layer-other', name: 'Other' } }; // prettier-ignore
  api = await openTestApi({ program: { ...benefitProgram([tea, cup, right, odd]), segments: { segments: [], layerings: [lifecycle] } } }); // prettier-ignore
  host = await api.key(['host-admin']);
  members = [];
  for (let nth = 0; nth < 10; nth++) members.push(await enrolMember(api));
  for (const [nth, id] of members.entries()) {
    if (nth < 8) await buy(api, id, 1_000);
    if (nth < 2) for (let more = 0; more < 2; more++) await buy(api, id, 1_000);
  }
  const grants: string[] = [];
  for (const [nth, id] of members.slice(0, 6).entries()) grants.push(await (nth % 2 === 0 ? issue : claim)(api, id, 'tea')); // prettier-ignore
  const [a = '', b = '', c = '', d = '', e = ''] = grants;
  const [ada = '', ben = '', cy = '', dan = '', eve = ''] = members;
  await redeem(api, ada, a);
  await redeem(api, ben, b);
  await reverse(api, cy, c, await redeem(api, cy, c));
  await revoke(api, dan, d);
  await issue(api, eve, 'cup');
  await issue(api, ben, 'cup');
  const look = (memberId: string | undefined, subject: string) => api.ask(VIEWS, { inputs: [{ kind: 'BENEFIT', subject }], memberId }, { token: host }); // prettier-ignore
  for (const id of [ada, ada, ben, members[9]]) await look(id, 'bnf_tea');
  await look(cy, 'bnf_cup');
  await api.house.lossyRows.flush();
  api.clock.advance(80 * DAY); // the fifth of April, when all of January have died
  await settleDue(api);
  await redeem(api, eve, await issue(api, eve, 'tea'));
  expect(e).not.toBe('');
});
afterAll(() => api.close());

async function use(ids: readonly string[], quarters = 2, token = host): Promise<Record<string, unknown>[]> {
  const answer = await api.ask(USE, { ids, quarters }, { token });
  expect(answer.errors).toBeUndefined();
  return at(answer, 'data.analytics.benefitUse');
}

async function figure(key: string, more: object = {}) {
  const answer = await api.ask(METRIC, { key, ...Q1, ...more }, { token: host });
  expect(answer.errors).toBeUndefined();
  return at<{ points: Record<string, unknown>[]; drillDown: { nodes: { id: string }[] } }>(answer, 'data.metric');
}

const benefit = (code: string) => ({ parameters: [{ name: 'benefit', value: code }] });

describe('The use of a benefit', () => {
  it('is told from who may have it to what it cost, quarter by quarter, as by hand', async () => {
    const [first, second] = await use(['bnf_tea']);
    expect(first).toEqual({
      benefit: { id: 'bnf_tea', name: 'tea' },
      ...{ quarter: '2026-Q1', ...Q1, isOver: true },
      ...{ eligible: 8, seen: 3, claimed: 4, entitled: 6, used: 2, useRate: 2 / 6 },
      ...{ uses: 3, reversed: 1, cost: { amountMinor: 666, currency: 'USD' }, costPerUse: { amountMinor: 222 } },
      review: null, // it was not there on the first of January
    });
    expect(second).toMatchObject({ quarter: '2026-Q2', isOver: false, eligible: 8, seen: 0, claimed: 1, entitled: 1, used: 1, useRate: 1, uses: 1, costPerUse: { amountMinor: 333 } }); // prettier-ignore
  });

  it('is told of several at once; of what is owed nobody can use any, and of some rules nobody can say who may', async () => {
    const told = await use(['bnf_cup', 'bnf_odd', 'bnf_nobody'], 1);
    expect(told.map(({ benefit: of }) => of)).toMatchObject([{ id: 'bnf_cup' }, { id: 'bnf_odd' }]);
    expect(told).toMatchObject([{ eligible: 10, entitled: 1, used: 0, useRate: 0, costPerUse: null }, { eligible: null, entitled: 0, useRate: null }]); // prettier-ignore
    expect((await use(['bnf_cup'], 3)).map(({ quarter }) => quarter)).toEqual(['2025-Q4', '2026-Q1', '2026-Q2']);
    expect((await use(['bnf_cup'], 3))[0]).toMatchObject({ eligible: 0, entitled: 0 });
  });

  it('is the affair of the host, with the scope for figures, and of not too many at once', async () => {
    const partner = await api.key(['analytics:read'], 'partner');
    const other = await api.key(['members:read']);
    for (const token of [partner, other]) {
      const refused = await api.ask(USE, { ids: ['bnf_tea'], quarters: 1 }, { token });
      expect(refused.data).toEqual({ analytics: null });
      expect(at(refused, 'errors.0.extensions.code')).toBe('FORBIDDEN');
    }
    for (const variables of [{ ids: Array(21).fill('bnf_tea'), quarters: 1 }, { ids: ['bnf_tea'], quarters: 13 }, { ids: ['bnf_tea'], quarters: 0 }]) {
      expect(at((await api.ask(USE, variables, { token: host })), 'errors.0.extensions.code')).toBe('BAD_USER_INPUT');
    }
  }); // prettier-ignore
});

describe('Figures of benefits', () => {
  it('say how many of those who could use one did, by quarter and by benefit, and who they are', async () => {
    const whole = await figure('benefitUseRate', benefit('tea'));
    expect(whole.points).toMatchObject([{ numerator: 2, denominator: 6 }]);
    expect(whole.drillDown.nodes.map(({ id }) => id).sort()).toEqual(members.slice(0, 2).sort());
    const byQuarter = await figure('benefitUseRate', {
      to: '2026-07-01',
      by: 'QUARTER',
      group: '2026-Q2',
      ...benefit('tea'),
    });
    expect(byQuarter.drillDown.nodes).toEqual([{ id: members[4] }]);
    expect(byQuarter.points).toMatchObject([{ group: '2026-Q1', numerator: 2, denominator: 6, isMature: true }, { group: '2026-Q2', numerator: 1, denominator: 1, isMature: false }]); // prettier-ignore
    const byBenefit = await figure('benefitUseRate', { by: 'BENEFIT', group: 'tea' });
    expect(byBenefit.points).toMatchObject([{ group: 'cup', name: 'cup', numerator: 0, denominator: 1 }, { group: 'tea', numerator: 2, denominator: 6 }]); // prettier-ignore
  });

  it('say what became of what was issued: used and taken, net of what was reversed, what is owed aside', async () => {
    expect((await figure('redemptionRate')).points).toMatchObject([{ numerator: 2, denominator: 7 }]);
    expect((await figure('redemptionRate', benefit('tea'))).points).toMatchObject([{ numerator: 2, denominator: 6 }]);
    expect((await figure('claimRate', benefit('tea'))).points).toMatchObject([{ numerator: 4, denominator: 6 }]);
    expect((await figure('claimRate', { by: 'BENEFIT', group: 'cup' })).points).toMatchObject([{ group: 'cup', numerator: 0 }, { group: 'tea', numerator: 4 }]); // prettier-ignore
  });

  it('say how many of those who may have it have seen it', async () => {
    // ada and ben; whoever bought nothing looked as well, and may not have it
    expect((await figure('benefitExposure', benefit('tea'))).points).toMatchObject([{ numerator: 2, denominator: 8 }]);
    expect((await figure('benefitExposure')).points).toMatchObject([{ numerator: 4, denominator: 10 }]);
    expect((await figure('benefitExposure', { ...Q2, ...benefit('tea') })).points).toMatchObject([{ numerator: 0, denominator: 8 }]); // prettier-ignore
    const refused = await api.ask(METRIC, { key: 'benefitExposure', ...Q1, ...benefit('odd') }, { token: host });
    expect(at(refused, 'errors.0.extensions.reason')).toBe('RULE_NOT_COUNTED');
  });

  it('say how much of a layer has a right of a level, one that stands or one in the hand', async () => {
    const level = (value: string) => ({ parameters: [{ name: 'level', value }] });
    const until = (to: string) => ({ from: '2026-01-01', to });
    expect((await figure('benefitCoverage', until('2026-02-01'))).points).toMatchObject([{ numerator: 0, denominator: 2 }]);
    expect((await figure('benefitCoverage', { ...until('2026-02-01'), by: 'LAYER', group: 'layer-other' })).points).toMatchObject([{ group: 'layer-high-loyalty', numerator: 0, denominator: 2 }, { group: 'layer-other', numerator: 3, denominator: 8 }]);
    expect((await figure('benefitCoverage', { ...until('2026-07-01'), by: 'LAYER', group: 'layer-other' })).points).toMatchObject([{ numerator: 0 }, { numerator: 0, denominator: 8 }]); // what was left has died or was used
    expect((await figure('benefitCoverage', { ...until('2026-02-01'), by: 'LAYER', group: 'layer-other', ...level('emotional') })).points).toMatchObject([{ numerator: 2, denominator: 2 }, { numerator: 0, denominator: 8 }]);
    const refused = await api.ask(METRIC, { key: 'benefitCoverage', ...Q1, ...level('royal') }, { token: host });
    expect(at(refused, 'errors.0.extensions.reason')).toBe('METRIC_PARAMETER_WRONG');
  }); // prettier-ignore
});
