import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { enrolMember } from '../support/acts.js';
import { issue } from '../support/benefit-acts.js';
import { benefitProgram } from '../support/benefit-program.js';
import { ENROL, RECORD } from './documents.js';
import type { TestApi } from './open-api.js';
import { at, openTestApi } from './open-api.js';

const double = (code: string, more: object = {}, face: object = {}) => ({ code, kind: 'multiplier', name: { en: `Double ${code}`, 'zh-CN': `${code}双倍`, 'zh-TW': `${code}雙倍` }, face: { multiplier: 2, ...face }, usesMax: 50, ...more }); // prettier-ignore
const EXPLAIN = `query ($id: ID!, $activity: ID!) { explain(memberId: $id, subjectId: "rul_earn", activity: $activity) {
  decided { hit multipliedBy { kind name numerator denominator sentence } } } }`;

let api: TestApi;
let host: string;
let partner: string;
let orders = 0;

beforeAll(async () => {
  const program = benefitProgram([
    double('here', { brands: ['host'] }),
    double('there', { brands: ['host', 'partner'] }, { multiplier: 2.5 }),
    double('tea', { brands: ['host'] }, { multiplier: 3, include: { categories: ['tea'] } }),
  ]);
  const [ladder] = program.ladders;
  const tiers = ladder?.tiers.map((tier, nth) => (nth === 0 ? { ...tier, multiplier: { numerator: 3, denominator: 2 } } : tier)); // prettier-ignore
  api = await openTestApi({ program: { ...program, ladders: [{ ...ladder, tiers }] } });
  host = await api.key(['host-admin']);
  partner = await api.key(['partner-standard', 'activities:write', 'benefits:read'], 'partner');
});
afterAll(() => api.close());

async function bought(memberId: string, more: object = {}, token = host): Promise<{ points: number; activity: string }> {
  const orderId = `o-${(orders += 1)}`;
  const input = { type: 'purchase', externalId: orderId, purchase: { orderId, amountMinor: 1_000, ...more } };
  const answer = await api.ask(RECORD, { member: { id: memberId }, input }, { token });
  expect(answer.errors).toBeUndefined();
  const points = at<{ amount: number; wallet: { id: string } }[]>(answer, 'data.activityRecord.outcome.points');
  return { points: points.filter(({ wallet }) => wallet.id === 'wal_points').reduce((sum, { amount }) => sum + amount, 0), activity: at(answer, 'data.activityRecord.activity.id') };
} // prettier-ignore

const told = async (memberId: string, activity: string, language: string, token = host) =>
  at(await api.ask(EXPLAIN, { id: memberId, activity }, { token, language }), 'data.explain.0.decided.multipliedBy');

describe('The explanation of a rule whose points were multiplied', () => {
  it('says by which tier and which benefit, in the language of the request', async () => {
    const memberId = await enrolMember(api);
    const plain = await bought(memberId);
    expect(plain.points).toBe(15);
    expect(await told(memberId, plain.activity, 'en')).toEqual([{ kind: 'TIER', name: 'Base', numerator: 3, denominator: 2, sentence: 'Points times 1.5 at the tier “Base”.' }]); // prettier-ignore
    await issue(api, memberId, 'here');
    const { points, activity } = await bought(memberId);
    expect(points).toBe(30);
    const sentences = async (language: string) => ((await told(memberId, activity, language)) as unknown as { sentence: string }[]).map(({ sentence }) => sentence); // prettier-ignore
    expect(await sentences('en')).toEqual(['Points times 1.5 at the tier “Base”.', 'Points times 2 by the benefit “Double here”.']); // prettier-ignore
    expect(await sentences('zh-CN')).toEqual(['“Base”等级，积分×1.5。', '权益“here双倍”，积分×2。']);
    expect(await sentences('zh-TW')).toEqual(['「Base」等級，點數×1.5。', '權益「here雙倍」，點數×2。']);
  });

  it('says for how much of the order, where the benefit is good for a part of it', async () => {
    const memberId = await enrolMember(api);
    await issue(api, memberId, 'tea');
    const lines = [{ sku: 'a', category: 'tea', amountMinor: 600 }, { sku: 'b', amountMinor: 400 }]; // prettier-ignore
    const { points, activity } = await bought(memberId, { lines });
    expect(points).toBe(33);
    expect(await told(memberId, activity, 'en')).toMatchObject([{ kind: 'TIER' }, { kind: 'BENEFIT', sentence: 'Points times 3 by the benefit “Double tea”, on $6.00 of $10.00.' }]); // prettier-ignore
    expect(await told(memberId, activity, 'zh-CN')).toMatchObject([{ kind: 'TIER' }, { sentence: expect.stringMatching(/^权益“tea双倍”，其中.*6\.00（共.*10\.00）积分×3。$/) }]); // prettier-ignore
  });
});

describe('A purchase at a partner', () => {
  it('is multiplied by what is good at the partner, which sees the use made of it and nothing else', async () => {
    const enrolled = await api.ask(ENROL, { input: { externalId: 'theirs' }, key: 'theirs' }, { token: partner });
    const memberId = at(enrolled, 'data.memberEnrol.member.id');
    await issue(api, memberId, 'here');
    expect((await bought(memberId, {}, partner)).points).toBe(15);
    await issue(api, memberId, 'there');
    const { points, activity } = await bought(memberId, {}, partner);
    expect(points).toBe(38); // 10 × 1.5 × 2.5 = 37.5
    expect(await told(memberId, activity, 'en', partner)).toMatchObject([{ kind: 'TIER' }, { kind: 'BENEFIT', name: 'Double there', numerator: 25, denominator: 10 }]); // prettier-ignore
    await bought(memberId);
    const REDEMPTIONS = '{ redemptions { nodes { status grant { benefit { code } } } } }';
    const seen = await api.ask(REDEMPTIONS, {}, { token: partner });
    expect(at(seen, 'data.redemptions.nodes')).toHaveLength(1);
    expect(at(seen, 'data.redemptions.nodes.0.status')).toBe('REDEEMED');
  });
});
