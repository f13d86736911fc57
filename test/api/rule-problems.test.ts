import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { PROBLEMS } from '../../src/kernel/expression/index.js';
import { GROUND_TEXTS } from '../../src/modules/engine/ground-text.js';
import { coupon } from '../support/benefit-program.js';
import { testProgram } from '../support/program.js';
import type { Answered, TestApi } from './open-api.js';
import { at, openTestApi } from './open-api.js';

const SAVE = `mutation ($input: SegmentInput!, $key: String!) { segmentSave(input: $input, idempotencyKey: $key) {
  errors { code message path ... on RuleDeclined { start end line column kind suggestion way } } } }`;
const CHECK = `query ($rule: String!) { ruleCheck(expression: $rule, context: SEGMENT) {
  problems { code kind message start end line column suggestions } warnings { code start end line column } } }`;
const TIERS = `mutation ($input: TierLadderInput!, $version: Int, $key: String!) { tierLadderSave(input: $input, expectedVersion: $version, idempotencyKey: $key) { errors { code message path } } }`;

const LANGUAGES = ['en', 'zh-CN', 'zh-TW'] as const;
const named = (text: string) => ({ en: text, zhCN: text, zhTW: text });
const inRules = (text: string) => ({ en: text, 'zh-CN': text, 'zh-TW': text });

let api: TestApi;
let host: string;
let keys = 0;

beforeAll(async () => {
  const rest = { code: 'rest', name: inRules('Rest') };
  const layers = [{ code: 'asks', name: inRules('Asks'), when: 'metrics.orders > 3 &&\n  inSegment("base")' }];
  const segments = [{ code: 'base', name: inRules('Base'), when: 'metrics.orders > 0' }];
  const layerings = [{ code: 'steps', name: inRules('Steps'), layers, rest }];
  api = await openTestApi({
    program: { ...testProgram, segments: { segments, layerings }, benefits: [coupon('thank-you')] },
  });
  host = await api.key(['host-admin']);
});
afterAll(() => api.close());

const save = (input: object, language = 'en', version: number | null = null): Promise<Answered> =>
  api.ask(
    SAVE.replace('$key: String!)', '$key: String!, $version: Int)').replace('input: $input,', 'input: $input, expectedVersion: $version,'),
    { input, version, key: `s${keys++}` },
    { token: host, language },
  ); // prettier-ignore
const checked = async (rule: string, language = 'en') =>
  at<{ kind: string; message: string; line: number; column: number; start: number; end: number }[]>(
    await api.ask(CHECK, { rule }, { token: host, language }),
    'data.ruleCheck.problems',
  );

describe('Every kind of problem', () => {
  it.each(Object.entries(PROBLEMS))('%s has a sentence in three languages with the same blanks', (_kind, { text }) => {
    const blanks = (sentence: string) => [...new Set(sentence.match(/\{\w+\}/g) ?? [])].sort();
    for (const language of LANGUAGES) {
      expect(text[language]).not.toBe('');
      expect(blanks(text[language])).toEqual(blanks(text.en));
    }
    if (text.en.replace(/\{\w+\}|\W/g, '') === '') return; // told as it is
    for (const language of ['zh-CN', 'zh-TW'] as const)
      expect(text[language]).toMatch(/\p{Script=Han}.*([。？]|\{hint\})$/u);
  });

  it.each(Object.entries(GROUND_TEXTS))('of a verdict, %s, as well', (_ground, texts) => {
    for (const text of Object.values(texts)) {
      expect(text['zh-CN']).toMatch(/\p{Script=Han}/u);
      expect(text['zh-TW']).toMatch(/\p{Script=Han}/u);
      expect(text['zh-CN'] === text.en || text['zh-TW'] === text.en).toBe(false);
    }
  });
});

describe('A rule that cannot be saved', () => {
  it.each([
    ['an unknown attribute', 'metrics.orders > 1 &&\n metrics.spendMino > 1', 'UNKNOWN_ATTRIBUTE_NEAR', 23, 2, 2, '没有属性 metrics.spendMino。您是否想写 metrics.spendMinor？'],
    ['a wrong type', 'metrics.orders == "many"', 'NOT_COMPARED', 0, 1, 1, 'metrics.orders 是整数，"many" 是文本：两者不能比较。'],
    ['a division by zero', 'true && double(metrics.orders) / 0.0 > 1.0', 'DIVISION_BY_ZERO', 8, 1, 9, '除以零没有结果。'],
    ['a regular expression', 'tier.code.matches("(a+)+$")', 'REFUSED_FUNCTION', 0, 1, 1, '规则语言不支持 matches。正则表达式可能永远算不完。请改写为 like(文本, "abc%")。'],
    ['too many brackets', `${'('.repeat(40)}true${')'.repeat(40)}`, 'BRACKETS_TOO_DEEP', null, 1, null, '括号嵌套超过 32 层。请去掉多余的括号。'],
    ['too many parts', Array.from({ length: 180 }, () => 'tier.rank > 1').join(' && '), 'TOO_MANY_PARTS', null, 1, null, '规则超过 500 个部分。请拆成两条规则。'],
    ['too many characters', `true || ${' '.repeat(4_000)} false`, 'TOO_LONG', 4_000, 1, 4_001, '规则有 4014 个字符，最多 4000 个。请拆成两条规则，或改用人群。'],
    ['nothing', '  ', 'EMPTY', 0, 1, 1, '规则为空。若要始终成立，请写 true。'],
    ['half a sentence', '(metrics.orders > 1', 'EXPECTED', null, 1, null, '此处应为)，却是结尾。'],
    ['a wide equals sign', 'metrics.orders ＝ 1', 'WRITE_INSTEAD', 15, 1, 16, '“＝”在此处没有意义，请改写为 ==。'],
    ['arguments that cannot be', 'orders(99999) > 1', 'ARGUMENT_REFUSED', 0, 1, 1, 'orders 可回看 0 至 36500 天。'],
  ])('because of %s is told the place and the kind, in the language of who asks', async (_what, rule, kind, start, line, column, chinese) => {
    const [problem] = await checked(rule);
    expect(problem).toMatchObject({ kind, line, ...(start === null ? {} : { start }), ...(column === null ? {} : { column }) });
    expect((await checked(rule, 'zh-CN'))[0]?.message).toBe(chinese);
    const saved = at<{ message: string }>(await save({ code: 'bad', name: named('Bad'), rule }, 'zh-CN'), 'data.segmentSave.errors.0');
    expect(saved).toMatchObject({ code: 'INVALID_RULE', kind, line: problem?.line, column: problem?.column, start: problem?.start, end: problem?.end, path: ['input', 'rule'] });
    expect(saved.message).toContain(chinese);
    expect(saved.message).toMatch(/^该规则无法使用：.*位置：第 \d+ 行第 \d+ 列，即第 \d+ 至 \d+ 个字符。$/s);
  }); // prettier-ignore

  it('of a layer says which one it is, and what could stand there', async () => {
    const layers = [{ code: 'one', name: named('One'), rule: 'true' }, { code: 'two', name: named('Two'), rule: 'metrics.ordrs > 1' }, { code: 'three', name: named('Three') }]; // prettier-ignore
    const answer = await save({ code: 'set', name: named('Set'), layers });
    expect(at(answer, 'data.segmentSave.errors.0')).toMatchObject({ path: ['input', 'layers', '1', 'rule'], start: 0, end: 13, suggestion: 'metrics.orders' }); // prettier-ignore
  });

  it('because it asks in a circle is told the way and the question in the rule that was sent', async () => {
    const answer = await save({ code: 'base', name: named('Base'), rule: 'metrics.orders > 0 ||\n!inSegment("asks")' }, 'zh-TW', 1); // prettier-ignore
    const [error] = at<{ message: string }[]>(answer, 'data.segmentSave.errors');
    expect(error).toMatchObject({ code: 'SEGMENT_CYCLE', path: ['input', 'rule'], way: 'base → steps → base', start: 23, end: 40, line: 2, column: 2 }); // prettier-ignore
    expect(error?.message).toBe('這些受眾的規則互相引用，形成循環：base → steps → base。請把其中一條規則寫完整。base 的引用在第 2 行第 2 列。'); // prettier-ignore
  });
});

describe('A rule about something by its code', () => {
  const about = async (rule: string, language = 'en', token = host) =>
    at<object[]>(await api.ask(CHECK, { rule }, { token, language }), 'data.ruleCheck.problems');

  it('that is not there is told every one of them, with its place and what may have been meant', async () => {
    const problems = await about('holdsBenefit("thankyou") ||\n !inSegment("bse") && inSegment("elsewhere")');
    expect(problems).toEqual([
      { code: 'UNKNOWN_CODE', kind: 'UNKNOWN_CODE_NEAR', message: 'There is no benefit "thankyou". Did you mean "thank-you"?', start: 0, end: 24, line: 1, column: 1, suggestions: ['holdsBenefit("thank-you")'] },
      { code: 'UNKNOWN_CODE', kind: 'UNKNOWN_CODE_NEAR', message: 'There is no segment "bse". Did you mean "base"?', start: 30, end: 46, line: 2, column: 3, suggestions: ['inSegment("base")'] },
      { code: 'UNKNOWN_CODE', kind: 'UNKNOWN_CODE', message: 'There is no segment "elsewhere".', start: 50, end: 72, line: 2, column: 23, suggestions: [] },
    ]);
    expect(await about('holdsBenefit("thankyou")', 'zh-CN')).toMatchObject([{ message: '不存在权益“thankyou”。您是否想写“thank-you”？' }]);
    expect(await about('inSegment("base") || inSegment("asks") || holdsBenefit("thank-you")')).toEqual([]);
  }); // prettier-ignore

  it('is told of together with whatever else is wrong, from left to right', async () => {
    const problems = await about('metrics.odrers > 2 && inSegment("bse") && tier.rnk == 1');
    expect(problems).toMatchObject([{ kind: 'UNKNOWN_ATTRIBUTE_NEAR' }, { kind: 'UNKNOWN_CODE_NEAR', start: 22, end: 38 }, { kind: 'UNKNOWN_ATTRIBUTE_NEAR' }]); // prettier-ignore
  });

  it('is refused when it is saved, with the same place', async () => {
    const refused = at(await save({ code: 'held', name: named('Held'), rule: 'true && holdsBenefit("thankyou")' }, 'zh-TW'), 'data.segmentSave.errors.0'); // prettier-ignore
    expect(refused).toMatchObject({ code: 'INVALID_RULE', kind: 'UNKNOWN_CODE_NEAR', start: 8, end: 32, suggestion: 'holdsBenefit("thank-you")', path: ['input', 'rule'] }); // prettier-ignore
    const segment = at(await save({ code: 'asking', name: named('Asking'), rule: 'inSegment("bse")' }, 'zh-CN'), 'data.segmentSave.errors.0'); // prettier-ignore
    expect(segment).toMatchObject({ code: 'UNKNOWN_SEGMENT', start: 0, end: 16, suggestion: 'inSegment("base")', message: '没有人群 bse（asking 在第 1 行第 1 列引用），最接近的是“base”。' }); // prettier-ignore
  });

  it('does not tell a partner which segments and benefits the host has', async () => {
    const partner = await api.key(['segments:read'], 'partner');
    expect(await about('inSegment("bse") && holdsBenefit("thankyou")', 'en', partner)).toEqual([]);
  });
});

describe('Other input that cannot be', () => {
  it('is told before it is saved where a mean over nobody is compared with', async () => {
    const answer = await api.ask(CHECK, { rule: 'metrics.orders > 0 &&\n metrics.spendMinor > base.meanSpendMinor' }, { token: host }); // prettier-ignore
    const warnings = at<{ code: string }[]>(answer, 'data.ruleCheck.warnings');
    expect(warnings.find(({ code }) => code === 'EMPTY_BASE')).toEqual({ code: 'EMPTY_BASE', start: 44, end: 63, line: 2, column: 23 }); // prettier-ignore
    const whole = await api.ask(CHECK, { rule: 'true' }, { token: host });
    expect(at(whole, 'data.ruleCheck.warnings')).toEqual([]); // nobody has joined yet
  });

  it.each([
    ['a gap', [0, 2], [0, 1_000]],
    ['equal thresholds', [0, 1, 2], [0, 1_000, 1_000]],
  ])('is a ladder with %s, told with its place', async (_what, ranks, amounts) => {
    const tiers = ranks.map((rank, n) => ({ code: `t-${n}`, name: named('T'), rank, entry: n === 0 ? null : { metric: 'SPEND', atLeast: amounts[n], days: 365 } })); // prettier-ignore
    const answer = await api.ask(TIERS, { input: { code: 'odd', name: named('Odd'), tiers }, version: null, key: `t${keys++}` }, { token: host }); // prettier-ignore
    expect(answer.errors).toBeUndefined();
    expect(at(answer, 'data.tierLadderSave.errors.0.path')).toEqual(expect.arrayContaining(['tiers']));
  });

  it('is a line of an upload that names nobody, or somebody twice', async () => {
    await save({ code: 'listed', name: named('Listed'), isList: true });
    const enrolled = await api.ask('mutation { memberEnrol(input: { externalId: "once" }, idempotencyKey: "once") { member { id } } }', {}, { token: host }); // prettier-ignore
    expect(enrolled.errors).toBeUndefined();
    const answer = await api.ask('mutation { segmentUpload(input: { segmentId: "seg_listed", csv: "externalId\\nonce\\nnobody\\nonce\\n", mode: ADD }, idempotencyKey: "u1") { added problems { line code } errors { message } } }', {}, { token: host }); // prettier-ignore
    expect(at(answer, 'data.segmentUpload')).toMatchObject({ added: 0, problems: [{ line: 3, code: 'UNKNOWN' }, { line: 4, code: 'DUPLICATE' }] }); // prettier-ignore
  });
});
