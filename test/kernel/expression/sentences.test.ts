import { describe, expect, it, test } from '@jest/globals';
import { check, compile, sentence, Vocabulary } from '../../../src/kernel/expression/index.js';
import type { ExplainNode, Expr, ValueType } from '../../../src/kernel/expression/index.js';
import type { Locale } from '../../../src/kernel/refusal.js';
import { modules } from '../../../src/app/modules.js';
import { attributeTypes, sample } from './sample.js';
import type { Facts } from './sample.js';

const LOCALES: readonly Locale[] = ['en', 'zh-CN', 'zh-TW'];

/** What rules of the house may ask, read from plain facts. */
const house = new Vocabulary<Facts>(
  modules.flatMap(({ attributes = [] }) => attributes).map((declared) => ({ ...declared, read: (facts) => facts[declared.name] ?? undefined })),
  modules.flatMap(({ functions = [] }) => functions).map((declared) => ({ ...declared, read: (facts, ...given) => facts[`${declared.name}(${given.join(', ')})`] ?? undefined })),
  { zone: 'Asia/Shanghai' },
); // prettier-ignore

const speech = (locale: Locale, currency = 'USD') => ({ vocabulary: house, locale, currency });

const told = (source: string, facts: Facts): string[] => {
  const node = compile(house, source).explain(facts);
  return LOCALES.map((locale) => sentence(node, speech(locale)));
};

describe('A line of an explanation', () => {
  test.each<[string, Facts, string, string, string]>([
    ['orders(30) >= 3', { 'orders(30)': 2 }, 'Orders of the last 30 days: 2 of at least 3, 1 more', '近30天订单数：2，需至少3，还差1', '近30天訂單數：2，須至少3，還差1'],
    ['orders(30) >= 3', { 'orders(30)': 4 }, 'Orders of the last 30 days: 4 of at least 3', '近30天订单数：4，需至少3', '近30天訂單數：4，須至少3'],
    ['spend("beauty", 90) > 20000', { 'spend(beauty, 90)': 8000 }, 'Net spend on beauty of the last 90 days: $80.00 of more than $200.00, $120.01 more', '近90天beauty净消费额：$80.00，需超过$200.00，还差$120.01', '近90天beauty淨消費額：$80.00，須超過$200.00，還差$120.01'],
    ['metrics.recencyDays <= 30', { 'metrics.recencyDays': 45 }, 'Days since the last order: 45 days, at most 30 days, 15 days too many', '距末单天数：45天，最多30天，超出15天', '距末單天數：45 天，最多30 天，超出15 天'],
    ['member.enrolledAt < timestamp("2026-01-01T00:00:00+08:00")', { 'member.enrolledAt': Date.UTC(2026, 0, 3, 20) }, 'When the member joined: Jan 4, 2026, before Jan 1, 2026, 3 days 4 hours too late', '入会时间：2026年1月4日，需早于2026年1月1日，晚了3天4小时', '入會時間：2026年1月4日，須早於2026年1月1日，晚了3 天 4 小時'],
    ['tier.code in ["gold", "jade"]', { 'tier.code': 'base' }, 'Tier: base, has to be one of gold, jade', '等级：base，需为以下之一：gold、jade', '等級：base，須為以下其中一項：gold、jade'],
    ['"tea" in activity.categories', { 'activity.categories': [] }, 'Categories of the lines: none, has to contain tea', '商品品类：无，需包含tea', '商品品類：無，須包含tea'],
    ['has(metrics.lastOrderAt)', {}, 'Last order: has to be known, and is not', '末单时间：需有值，尚无', '末單時間：須有值，尚無'],
    ['activity.amountMinor >= 2000', {}, 'Amount: not known, at least $20.00', '金额：未知，需至少$20.00', '金額：不明，須至少$20.00'],
    ['metrics.spendMinor > activity.amountMinor * 2', { 'metrics.spendMinor': 500, 'activity.amountMinor': 300 }, 'Net spend: $5.00 of more than $6.00 (Amount × 2), $1.01 more', '净消费额：$5.00，需超过$6.00（金额 × 2），还差$1.01', '淨消費額：$5.00，須超過$6.00（金額 × 2），還差$1.01'],
    ['now - member.enrolledAt >= days(30)', { now: 86_400_000 }, 'The moment of the decision − When the member joined: not known, at least 30 days, not known: When the member joined', '当前时间 − 入会时间：未知，需至少30天，未知：入会时间', '目前時間 − 入會時間：不明，須至少30 天，不明：入會時間'],
    ['true', {}, 'Always', '始终成立', '一律成立'],
    ['orders(30) >= 3 && tier.rank >= 1', { 'orders(30)': 2, 'tier.rank': 1 }, '1 of 2 conditions hold, all of them are needed', '需满足全部2项条件，已满足1项', '須符合全部 2 項條件，已符合 1 項'],
  ])('says of %s with %j "%s", also in Chinese', (source, facts, ...sentences) => {
    expect(told(source, facts)).toEqual(sentences);
  }); // prettier-ignore

  it('shows money in the currency of the program, whatever its minor unit', () => {
    const node = compile(house, 'metrics.spendMinor >= 1200').explain({ 'metrics.spendMinor': 1000 });
    expect(sentence(node, speech('en', 'JPY'))).toBe('Net spend: ¥1,000 of at least ¥1,200, ¥200 more');
    expect(sentence(node, speech('zh-CN', 'CNY'))).toBe('净消费额：¥10.00，需至少¥12.00，还差¥2.00');
  });

  it('tells the time of day where the day alone would not tell two instants apart', () => {
    const node = compile(house, 'now >= timestamp("2026-01-01T12:00:00+08:00")').explain({ now: Date.UTC(2026, 0, 1, 3) });
    expect(sentence(node, speech('zh-CN'))).toBe('当前时间：2026年1月1日 11:00，不得早于2026年1月1日 12:00，早了1小时');
  }); // prettier-ignore

  it('keeps to itself what may not be told, and still says whether it is so', () => {
    const node = compile(house, 'orders(30) >= 3').explain({ 'orders(30)': 2 }, () => false);
    expect(LOCALES.map((locale) => sentence(node, speech(locale)))).toEqual([
      'Orders of the last 30 days: at least 3, which is not so',
      '近30天订单数：需至少3，未满足',
      '近30天訂單數：須至少3，未符合',
    ]);
  });

  it('takes texts of members and programs as they are', () => {
    const node = compile(house, 'activity.store == "{label} $& {need}"').explain({ 'activity.store': '{actual}' });
    expect(sentence(node, speech('en'))).toBe('Store: {actual}, has to be {label} $& {need}');
  });
});

describe('Every kind of clause', () => {
  const operands: Readonly<Record<string, readonly [string, string]>> = {
    int: ['tier.rank', '3'],
    double: ['metrics.score', '3.5'],
    string: ['tier.code', '"m"'],
    instant: ['activity.occurredAt', 'timestamp("2026-01-01T00:00:00Z")'],
    duration: ['(now - activity.occurredAt)', 'days(2)'],
    attribute: ['tier.rank', 'metrics.recencyDays'],
  };
  const clauses = [
    ...Object.values(operands).flatMap(([left, right]) => ['==', '!=', '<', '<=', '>', '>='].map((operator) => `${left} ${operator} ${right}`)),
    ...['==', '!='].map((operator) => `member.isStaff ${operator} true`),
    ...['startsWith', 'endsWith', 'contains'].map((name) => `tier.code.${name}("m")`),
    'like(tier.code, "m%")', 'tier.code in ["a", "m"]', 'tier.rank in [3, 4]', '"m" in activity.categories', 'has(tier.rank)',
    'member.isStaff', 'bought(["a"])', 'true', 'false', 'monthOf(member.birthday) == 3', '-tier.rank < 3', 'double(tier.rank) / share(0.5) > 1.0',
    '(member.isStaff ? tier.rank : 2) >= 3', '(tier.rank > 1) == member.isStaff', 'tier.rank * orders(30) % 7 == metrics.recencyDays',
    'member.isStaff ? tier.rank > 1 : member.isVerified',
  ]; // prettier-ignore
  const rules = [
    ...clauses,
    ...clauses.flatMap((clause) => [
      `!(${clause})`,
      `(${clause}) && member.isStaff`,
      `(${clause}) || member.isVerified`,
    ]),
  ];
  const values: Readonly<Record<ValueType, readonly (string | number | boolean | readonly string[])[]>> = {
    int: [1, 3, 5], double: [1, 3.5, 5], string: ['a', 'm', 'z'], bool: [true, false], strings: [[], ['m']], instant: [0, Date.UTC(2026, 0, 1), Date.UTC(2026, 5, 5)],
  }; // prettier-ignore
  const states: Facts[] = [0, 1, 2].map((at) => ({
    ...Object.fromEntries(Object.entries(attributeTypes).map(([name, type]) => [name, values[type][at % values[type].length]])),
    'orders(30)': at, 'share(0.5)': 0.5, 'bought(a)': at === 1,
  })); // prettier-ignore

  const walk = (node: ExplainNode): ExplainNode[] => [node, ...node.children.flatMap(walk)];
  const seen = rules.flatMap((source) => {
    const rule = compile(sample, source);
    const missing: Facts[] = [{}, { 'tier.rank': 1 }, { now: 1 }];
    return [...states, ...missing].flatMap((facts) => [rule.explain(facts), rule.explain(facts, () => false)].flatMap(walk)); // prettier-ignore
  });

  it.each(LOCALES)('has a whole sentence in %s, whatever it asks, whatever is', (locale) => {
    for (const node of seen) {
      const text = sentence(node, { vocabulary: sample, locale, currency: 'USD' });
      expect(text).toMatch(/\S/);
      expect(`${node.text} → ${text}`).not.toMatch(/→.*(?:[{}]|undefined|NaN|…|，，|, ,)/);
      const written = text.replace(/[“「].*?[”」]/g, '').replace('mod', '');
      if (locale !== 'en') expect(`${node.text} → ${written}`).not.toMatch(/→.*[A-Za-z]{2,}/);
    }
  });

  it('stands here with each operator and each verdict', () => {
    const combinations = new Set(seen.map(({ kind, operator, result }) => `${kind} ${operator ?? '-'} ${result}`));
    const kinds: readonly Expr['kind'][] = ['comparison', 'oneOf', 'listed', 'match', 'has', 'and', 'or', 'not', 'choice', 'attribute', 'call', 'literal'];
    const operators: Partial<Record<Expr['kind'], readonly string[]>> = {
      comparison: ['==', '!=', '<', '<=', '>', '>='], oneOf: ['in'], listed: ['in'], match: ['startsWith', 'endsWith', 'contains', 'like'], has: ['has'],
    };
    const wanted = kinds.flatMap((kind) =>
      (operators[kind] ?? ['-']).flatMap((operator) =>
        ['yes', 'no', 'unknown'].filter((verdict) => verdict !== 'unknown' || (kind !== 'has' && kind !== 'literal')).map((verdict) => `${kind} ${operator} ${verdict}`)),
    );
    expect(wanted.filter((each) => !combinations.has(each))).toEqual([]);
  }); // prettier-ignore

  it('is checked with rules that can be saved', () => {
    expect(rules.filter((source) => !check(sample, source, 'bool').ok)).toEqual([]);
  });
});

describe('What rules of the house may ask', () => {
  it('has a name in three languages, with no unit in it that the value shows itself', () => {
    for (const declared of [...house.attributes, ...house.functions]) {
      const given = 'parameters' in declared ? declared.parameters.map((type) => (type === 'string' ? 'tea' : 30)) : [];
      const label = typeof declared.label === 'function' ? declared.label(...given) : (declared.label ?? declared.description);
      for (const locale of LOCALES) expect(label[locale]).toMatch(/\S/);
      expect(label['zh-CN'].replace(/tea|SKU/g, '')).not.toMatch(/[A-Za-z]/);
      expect(label['zh-TW'].replace(/tea|SKU/g, '')).not.toMatch(/[A-Za-z]/);
      if (declared.unit === 'MONEY') expect(JSON.stringify(label)).not.toMatch(/minor|分）/);
    }
  }); // prettier-ignore
});
