import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ENROL, purchase, RECORD } from './documents.js';
import type { TestApi } from './open-api.js';
import { at, openTestApi } from './open-api.js';

const CHECK = `query ($rule: String!, $context: RuleContext) { ruleCheck(expression: $rule, context: $context) {
  ok problems { code message start end suggestions }
  size { members of low high isEstimate isTooSmallToTell } sample { id status } warnings { code message } } }`;
const SAVE = `mutation ($input: AttributeInput!) { attributeSave(input: $input) { attribute { id } errors { code } } }`;
const UPDATE = `mutation ($member: MemberRef, $input: MemberUpdateInput!) { memberUpdate(member: $member, input: $input) { errors { code } } }`;

interface Check {
  readonly ok: boolean;
  readonly problems: readonly { code: string; start: number; end: number; suggestions: string[] }[];
  readonly size: { members: number | null; of: number | null; isTooSmallToTell: boolean } | null;
  readonly sample: readonly { id: string }[] | null;
  readonly warnings: readonly { code: string; message: string }[];
}

let api: TestApi;
let host: string;
let partner: string;
const ids: string[] = [];

beforeAll(async () => {
  api = await openTestApi();
  host = await api.key(['host-admin', 'members:pii', 'segments:read', 'members:read']);
  partner = await api.key(['partner-standard', 'segments:read', 'members:read', 'members:write'], 'partner');
  for (let number = 0; number < 30; number++) {
    const by = number < 25 ? partner : host;
    const input = { externalId: `m${number}`, channel: number % 2 === 0 ? 'app' : 'store' };
    const answer = await api.ask(ENROL, { input, key: `m${number}` }, { token: by });
    ids.push(at(answer, 'data.memberEnrol.member.id'));
  }
  const [first] = ids;
  await api.ask(RECORD, { member: { id: first }, input: purchase('o1', 1_234), key: 'o1' }, { token: host });
});
afterAll(() => api.close());

async function check(rule: string, { token = host, context = 'SEGMENT', language = 'en' } = {}): Promise<Check> {
  return at<Check>(await api.ask(CHECK, { rule, context }, { token, language }), 'data.ruleCheck');
}

describe('the check of a rule of a segment', () => {
  it('tells the host how many members it selects, and who some of them are', async () => {
    const { ok, size, sample, warnings } = await check('metrics.orders >= 1');
    expect([ok, warnings]).toEqual([true, []]);
    expect(size).toEqual({ members: 1, of: 30, low: 1, high: 1, isEstimate: false, isTooSmallToTell: false });
    expect(sample).toEqual([{ id: ids[0], status: 'ACTIVE' }]);
    expect((await check('member.channel == "app"')).sample).toHaveLength(10);
  });

  it('tells a partner nothing of fewer than twenty, nobody by name, and only of members it sees', async () => {
    const few = await check('metrics.orders >= 1', { token: partner });
    expect(few.size).toMatchObject({ members: null, of: null, low: null, high: null, isTooSmallToTell: true });
    expect([few.sample, few.warnings]).toEqual([null, []]);
    const many = await check('metrics.orders == 0', { token: partner });
    expect(many.size).toMatchObject({ members: 24, of: 25, isTooSmallToTell: false });
    expect(many.sample).toBeNull();
  });

  it('warns where it selects nobody, everybody, or cannot be told of most', async () => {
    const codes = async (rule: string) => (await check(rule)).warnings.map(({ code }) => code);
    expect(await codes('metrics.orders > 1000')).toEqual(['NOBODY']);
    expect(await codes('metrics.orders >= 0')).toEqual(['EVERYBODY']);
    expect(await codes('metrics.recencyDays < 30')).toEqual(['MOSTLY_UNKNOWN']);
    expect(await codes('metrics.orders >= 0 || metrics.spendMinor >= base.meanSpendMinor')).toContain('EMPTY_BASE');
    expect(await codes('member.enrolledAt < now && metrics.orders > 0')).toEqual(['NOW_IS_THE_START_OF_THE_DAY', 'NOBODY']); // prettier-ignore
    expect((await check('metrics.orders > 1000', { language: 'zh-TW' })).warnings[0]?.message).toBe('沒有會員符合此規則。'); // prettier-ignore
  });

  it('asks no member where the rule is not of a segment, or is none', async () => {
    for (const wrong of [check('metrics.orders > 1', { context: 'AUDIENCE' }), check('metrics.odrers > 1')])
      expect(await wrong).toMatchObject({ size: null, sample: null, warnings: [] });
  });

  it.each([
    ['activity.amountMinor > 1', 'UNKNOWN_ATTRIBUTE', 'activity.amountMinor'],
    ['metrics.odrers > 1', 'UNKNOWN_ATTRIBUTE', 'metrics.odrers'],
    ['tier.code == 3', 'TYPE_MISMATCH', '3'],
    ['metrics.orders % 0 == 1', 'ALWAYS_UNKNOWN', 'metrics.orders % 0'],
    ['monthOf(metrics.firstOrderAt) == 1', 'NOT_FOR_MEMBERS', 'monthOf(metrics.firstOrderAt)'],
    ['orders(40000) > 1', 'WRONG_ARGUMENTS', 'orders(40000)'],
    [`${'('.repeat(40)}true${')'.repeat(40)}`, 'TOO_DEEP', undefined],
    [Array(400).fill('metrics.orders > 1').join(' || ').slice(0, 3_998), 'TOO_BIG', undefined],
  ])('refuses %s and says where', async (rule, code, place) => {
    const { ok, problems } = await check(rule);
    expect([ok, problems[0]?.code]).toEqual([false, code]);
    if (place !== undefined) expect(rule.slice(problems[0]?.start, problems[0]?.end)).toBe(place);
  });

  it("knows the program's own attributes as soon as they are saved, and a partner only its own", async () => {
    const save = (code: string, type: string, brandId: string | undefined) =>
      api.ask(SAVE, { input: { code, type, brandId, name: { en: code, zhCN: code, zhTW: code } } }, { token: host });
    await save('skin', 'TEXT', 'brd_partner');
    await save('shoe', 'NUMBER', undefined);
    const values = (member: string | undefined, attributes: object[]) =>
      api.ask(UPDATE, { member: { id: member }, input: { attributes } }, { token: host });
    await values(ids[0], [{ code: 'skin', value: 'dry ' }, { code: 'shoe', value: 42.5 }]); // prettier-ignore
    await values(ids[1], [{ code: 'skin', value: 'dry' }]);
    expect((await check('custom.skin == "dry"')).sample?.map(({ id }) => id)).toEqual([ids[1]]);
    expect((await check('custom.shoe > 42.0 && custom.skin.startsWith("dr")')).size).toMatchObject({ members: 1 });
    expect((await check('custom.shoe > 42.0', { token: partner })).problems[0]?.code).toBe('UNKNOWN_ATTRIBUTE');
    expect((await check('custom.skin == "dry"', { token: partner })).ok).toBe(true);
    expect((await check('custom.skim == "dry"')).problems[0]?.suggestions[0]).toBe('custom.skin');
  });
});
