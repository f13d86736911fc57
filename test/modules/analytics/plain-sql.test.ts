import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { plainFigures, shifted } from '../../../bench/floor/figures.js';
import type { Plainly } from '../../../bench/floor/figures.js';
import type { Bound } from '../../../src/kernel/bind.js';
import { write } from '../../../src/kernel/unit-of-work.js';
import { metrics } from '../../../src/modules/analytics/index.js';
import { rebuildSegments } from '../../../src/modules/segments/index.js';
import { setTier } from '../../../src/modules/tiers/index.js';
import { buy, settleDue } from '../../support/acts.js';
import { claim, issue, redeem, reverse, revoke } from '../../support/benefit-acts.js';
import { benefitProgram, counted, coupon } from '../../support/benefit-program.js';
import type { TestApi } from '../../api/open-api.js';
import { at, openTestApi } from '../../api/open-api.js';
import { DAY, dayAt, live } from './plain-world.js';

const METRIC = `query M($key: String!, $by: MetricBy, $from: Date!, $to: Date!, $parameters: [MetricParameterInput!]) {
  metric(key: $key, by: $by, from: $from, to: $to, parameters: $parameters) { points { group numerator denominator value } } }`;

const layer = (code: string, when: string) => ({ code, name: code, when });
const LIFECYCLE = {
  code: 'lifecycle',
  name: 'Lifecycle',
  layers: [
    layer('layer-high-loyalty', 'metrics.orders >= 6'),
    layer('layer-potential', 'metrics.orders >= 2'),
    layer('layer-dormant', 'metrics.recencyDays > 60'),
  ],
  rest: { code: 'layer-other', name: 'Other' },
};
const LAYERS = {
  rule: "CASE WHEN COALESCE(s.orders, 0) >= 6 THEN 'layer-high-loyalty' WHEN COALESCE(s.orders, 0) >= 2 THEN 'layer-potential' ELSE 'layer-other' END",
  codes: ['layer-high-loyalty', 'layer-potential', 'layer-other'],
};

const FIVES = { code: 'fives', name: 'fives', on: 'purchase', when: 'activity.amountMinor >= 5000', grant: [{ benefit: 'five' }] }; // prettier-ignore
const BENEFITS = [
  coupon('five', { level: 'premium', validity: { kind: 'days', days: 20 } }),
  coupon('gift'),
  coupon('rare', { ...counted(1), otherwise: [{ kind: 'wait', days: 300 }] }),
];
const asked = (code: string) =>
  `SELECT memberId, '${code}' AS benefit, occurredAt AS issuedAt, recordedAt FROM activities WHERE type IN ('benefit.given', 'benefit.claimed') AND payload LIKE '%"benefit":"${code}"%'`;
const DUES = [
  "SELECT memberId, 'five' AS benefit, occurredAt AS issuedAt, recordedAt FROM activities WHERE type = 'purchase' AND amountMinor >= 5000",
  ...['five', 'gift', 'rare'].map(asked),
].join(' UNION ALL ');
const VIEWS = 'mutation V($inputs: [ViewInput!]!, $memberId: ID, $visitorId: String) { viewsRecord(inputs: $inputs, memberId: $memberId, visitorId: $visitorId) { accepted } }'; // prettier-ignore

interface Told {
  readonly group: string | null;
  readonly numerator: number | null;
  readonly denominator: number;
  readonly value: number | null;
}

let api: TestApi;
let host: string;
let month: string;

/** Midnight in New York: what the clock there shows at midnight in London tells how far it is. */
function startOf(day: string): number {
  const guess = Date.parse(`${day}T05:00:00Z`);
  return dayAt(guess) === day && dayAt(guess - 3_600_000) !== day ? guess : guess - 3_600_000;
}

beforeAll(async () => {
  const layers = { ...LIFECYCLE, layers: LIFECYCLE.layers.slice(0, 2) };
  const program = benefitProgram(BENEFITS, [FIVES]);
  api = await openTestApi({ program: { ...program, segments: { segments: [], layerings: [layers] } } });
  host = await api.key(['host-admin']);
  const diary = await live(api, 70);
  const here = diary.people.filter(({ isActive }) => isActive).slice(0, 12);
  month = `${dayAt(api.clock.now()).slice(0, 7)}-01`;
  for (const [place, { id }] of here.entries()) {
    if (place % 3 === 0) await hand(id, place % 2 === 0 ? 'gold' : 'silver');
    for (let times = 0; times < place % 5; times++) await buy(api, id, 4_000);
  }
  await enjoy(here.map(({ id }) => id));
  const [gone] = diary.people.slice(-4);
  await close(gone?.id ?? '');
  api.clock.advance(31 * DAY);
  await settleDue(api);
});
afterAll(() => api.close());

async function hand(memberId: string, tier: string): Promise<void> {
  await write(api.house, { caller: api.caller, members: [memberId] }, (session) => {
    const order = { memberId, ladder: null, tier, reason: 'for the test', until: null };
    return Promise.resolve({ id: setTier(session, order) });
  });
}

/** Some get benefits, claim, use, look at and lose them; the same every time. */
async function enjoy(members: readonly string[]): Promise<void> {
  for (const [place, id] of members.entries()) {
    const grantId = await (place % 2 === 0 ? issue(api, id, 'gift') : claim(api, id, 'five'));
    api.clock.advance(1_000); // plain SQL tells what was due by when
    if (place % 3 === 0) await buy(api, id, 6_000);
    if (place % 3 === 1) await redeem(api, id, grantId);
    if (place % 6 === 1) await reverse(api, id, grantId, await redemptionOf(grantId));
    if (place % 6 === 2) await revoke(api, id, grantId);
    const rare = await issue(api, id, 'rare');
    if (place % 4 === 1) await revoke(api, id, rare);
    const who = place % 4 === 0 ? { visitorId: `visitor-of-${place}` } : { memberId: id };
    if (place % 4 < 2) await api.ask(VIEWS, { inputs: [{ kind: 'BENEFIT', subject: 'bnf_five' }], ...who }, { token: host });
    if (place % 8 === 0) await run('INSERT INTO visitor_members (brandId, visitorId, memberId, joinedAt) VALUES (?, ?, ?, ?)', ['brd_host', `visitor-of-${place}`, id, api.clock.now()]);
    await api.ask(VIEWS, { inputs: [{ kind: 'PAGE', subject: '/bnf_five' }], ...who }, { token: host });
    api.clock.advance(DAY);
  }
  await api.house.lossyRows.flush();
} // prettier-ignore

async function redemptionOf(grantId: string): Promise<string> {
  const [row] = await api.house.database.reader.rows<{ id: string }>('SELECT id FROM redemptions WHERE grantId = ?', [grantId]); // prettier-ignore
  return row?.id ?? '';
}

async function run(text: string, params: readonly Bound[]): Promise<void> {
  await api.house.database.transaction(async (sql) => ({ value: await sql.run(text, params), commit: true }));
}

/** As a member who leaves for good is kept; nothing closes members yet. */
async function close(memberId: string): Promise<void> {
  await buy(api, memberId, 500);
  api.clock.advance(DAY);
  const now = api.clock.now();
  await api.house.database.transaction(async (sql) => {
    await sql.run("UPDATE members SET status = 'closed' WHERE id = ?", [memberId]);
    await sql.run("INSERT INTO member_status_changes (id, memberId, fromStatus, toStatus, reason, byKind, byId, occurredAt) VALUES (?, ?, 'active', 'closed', 'left', 'system', NULL, ?)", ['msc_00000000000000000000000001', memberId, now]); // prettier-ignore
    return { value: undefined, commit: true };
  });
}

async function ask(key: string, from: string, to: string, more: object = {}): Promise<Told[]> {
  const parameters = key.startsWith('pointsUseRate') ? [{ name: 'wallet', value: 'later' }] : [];
  const answer = await api.ask(METRIC, { key, from, to, parameters, ...more }, { token: host });
  expect(answer.errors).toBeUndefined();
  return at<Told[]>(answer, 'data.metric.points');
}

async function plainly(
  key: string,
  from: string,
  to: string,
): Promise<{ numerator: number | null; denominator: number }> {
  const { programs, activityTypes, database } = api.house;
  const acts = [...activityTypes.values()].filter(({ origin, type }) => origin !== 'HOUSE' && type !== 'refund').map(({ type }) => type); // prettier-ignore
  const asked: Plainly = { from, to, fromAt: startOf(from), toAt: startOf(to), now: api.clock.now(), hostBrandId: programs.current().hostBrandId, wallet: 'later', ladder: 'main', tiers: ['base', 'silver', 'gold'], acts, layers: LAYERS, dues: DUES, engine: database.engine }; // prettier-ignore
  const [row] = await database.reader.rows<{ numerator: number | null; denominator: number }>(plainFigures[key]?.(asked) ?? ''); // prettier-ignore
  if (!row) throw new Error(`There is no plain SQL for ${key}`);
  return row;
}

describe('Every figure of the registry', () => {
  it.each(metrics.map(({ key }) => key))('%s is what plain SQL over the journal counts', async (key) => {
    let [above, below] = [0, 0];
    for (const from of [shifted(month, -8), shifted(month, -3), shifted(month, -1), month]) {
      const to = shifted(from, 1);
      const [told] = await ask(key, from, to);
      const plain = await plainly(key, from, to);
      expect({ key, from, denominator: told?.denominator }).toEqual({ key, from, denominator: plain.denominator });
      if (key !== 'clvForecast') expect({ key, from, numerator: told?.numerator }).toEqual({ key, from, numerator: plain.numerator }); // prettier-ignore
      above += told?.numerator ?? 0;
      below += plain.denominator;
    }
    expect(Math.min(above, below)).toBeGreaterThan(0); // a world in which nothing happens proves nothing
  });
});

describe('Layers', () => {
  it('are told wrong where they are stored wrong, by the layer members belong to', async () => {
    const wrong = await api.house.database.reader.rows<{ memberId: string }>("SELECT memberId FROM segment_members WHERE segment = 'layer-potential' ORDER BY memberId LIMIT 3"); // prettier-ignore
    const [before] = await ask('segmentAccuracy', month, shifted(month, 1));
    expect(before?.value).toBe(1);
    await api.house.database.transaction(async (sql) => {
      for (const { memberId } of wrong) await sql.run("UPDATE segment_members SET segment = 'layer-other' WHERE memberId = ?", [memberId]); // prettier-ignore
      return { value: undefined, commit: true };
    });
    const [after] = await ask('segmentAccuracy', month, shifted(month, 1));
    expect(after?.numerator).toBe((before?.numerator ?? 0) - 3);
    const byLayer = await ask('segmentAccuracy', month, shifted(month, 1), { by: 'LAYER' });
    expect(byLayer.find(({ group }) => group === 'layer-potential')?.value).toBeLessThan(1);
    expect(byLayer.find(({ group }) => group === 'layer-high-loyalty')?.value).toBe(1);
    await rebuildSegments(api.house);
    expect((await ask('segmentAccuracy', month, shifted(month, 1)))[0]?.value).toBe(1);
  });

  it('flow in a matrix whose rows come to everybody who was in a layer at both ends', async () => {
    const cells = await ask('layerFlow', shifted(month, -6), shifted(month, 1), { by: 'LAYER' });
    expect(cells).toHaveLength(9);
    expect(cells.map(({ group }) => group)).toContain('layer-potential>layer-high-loyalty');
    const rows = new Map(cells.map(({ group, denominator }) => [group?.split('>')[0], denominator]));
    const moved = cells.reduce((sum, { numerator }) => sum + (numerator ?? 0), 0);
    expect(moved).toBe([...rows.values()].reduce((sum, size) => sum + size, 0));
    expect(moved).toBeGreaterThan(10);
  });
});
