import { describe, expect, test } from '@jest/globals';
import { checkSql, compile, compileForMembers, ExpressionError, firstThatHolds, rulesToSql, toSql, Vocabulary } from '../../../src/kernel/expression/index.js'; // prettier-ignore
import type { Attribute, RuleFunction, SqlContext } from '../../../src/kernel/expression/index.js';
import { attribute, ruleFunction } from './sample.js';
import type { Facts } from './sample.js';

const column = (declared: Attribute<Facts>, name: string): Attribute<Facts> => ({
  ...declared,
  sql: (ask) => ({ text: `${ask.join('facts', (alias) => `LEFT JOIN facts ${alias} ON ${alias}.memberId = m.id`)}.${name}` }), // prettier-ignore
});
const orders: RuleFunction<Facts> = {
  ...ruleFunction('orders', ['int'], 'int'),
  sql: (ask, days) => ({ text: ask.sum('days', 'orders', { text: 'day > ?', params: [Number(days)] }) }),
};
const vocabulary = new Vocabulary<Facts>(
  [
    column(attribute('size', 'double'), 'size'),
    column(attribute('word', 'string'), 'word'),
    column(attribute('count', 'int'), 'count'),
    attribute('labels', 'strings'),
    attribute('sizes', 'double'),
  ],
  [orders],
);
const context: SqlContext = { engine: 'sqlite', now: 0, today: '2026-01-15', zone: 'UTC', parts: {} };
const sql = (source: string, more: Partial<SqlContext> = {}) =>
  toSql(compile(vocabulary, source), { ...context, ...more });

describe('a rule as SQL', () => {
  test('joins a table once, and takes all sums over one in a single pass', () => {
    const { joins, where, params } = sql(
      'orders(30) > 1 && orders(90) > 2 && orders(30) < 9 && word == "a" && count > 1',
    );
    expect(joins.match(/LEFT JOIN/g)).toHaveLength(2);
    expect(joins).toContain(
      'SUM(CASE WHEN day > ? THEN orders ELSE 0 END) AS c1, SUM(CASE WHEN day > ? THEN orders ELSE 0 END) AS c2 FROM days WHERE (day > ?) OR (day > ?) GROUP BY memberId',
    );
    expect(where).toBe('((s1.c1 > ?) AND (s1.c2 > ?) AND (s1.c1 < ?) AND (j1.word = ?) AND (j1.count > ?))');
    expect(params).toEqual([30, 90, 30, 90, 1, 2, 9, 'a', 1]);
  });

  test.each([
    ['sqlite', 'SUM(orders) AS c1 FROM days WHERE memberId IN (SELECT one.id AS oneId FROM members one WHERE one.number IN (?, ?)) AND ((day > ?)) GROUP BY'], // prettier-ignore
    ['mysql', 'SUM(orders) AS c1 FROM (SELECT one.id AS oneId FROM members one WHERE one.number IN (?, ?)) drawn STRAIGHT_JOIN days FORCE INDEX (PRIMARY) ON memberId = drawn.oneId WHERE (day > ?) GROUP BY'], // prettier-ignore
  ] as const)('takes sums only over the members of some numbers, where somebody says which (%s)', (engine, own) => {
    const { joins, params } = sql('orders(30) > 1', { engine, among: { numbers: [7, 9] } });
    expect(joins).toContain(own);
    expect(params).toEqual([7, 9, 30, 1]);
  });

  test.each([
    ['sqlite', 'SUM(orders) AS c1 FROM days  WHERE memberId > ? AND memberId <= ? AND ((day > ?)) GROUP BY'],
    ['mysql', 'SUM(orders) AS c1 FROM days FORCE INDEX (PRIMARY) WHERE memberId > ? AND memberId <= ? AND ((day > ?)) GROUP BY'], // prettier-ignore
  ] as const)('takes sums along the ids of a page of members (%s)', (engine, own) => {
    const { joins, params } = sql('orders(30) > 1', { engine, among: { after: 'a', last: 'k' } });
    expect(joins).toContain(own);
    expect(params).toEqual(['a', 'k', 30, 1]);
  });

  test('stands beside others over the same tables, and the first of several that holds gives the value', () => {
    const rules = ['count > 1', 'word == "b"'].map((source) => compile(vocabulary, source));
    expect(rulesToSql(rules, context).joins.text.match(/LEFT JOIN/g)).toHaveLength(1);
    const { value } = firstThatHolds(rules.map((rule, at) => ({ rule, value: at })), context); // prettier-ignore
    expect(value).toEqual({
      text: 'CASE WHEN (j1.count > ?) THEN ? WHEN (j1.word = ?) THEN ? END',
      params: [1, 0, 'b', 1],
    });
    expect(firstThatHolds([], context).value.text).toBe('NULL');
  });

  test('compares texts by their bytes on the server, whose collations overlook blanks at the end', () => {
    expect(sql('word == "a "').where).toBe('(j1.word = ?)');
    expect(sql('word == "a "', { engine: 'mysql' }).where).toBe('(CAST(j1.word AS BINARY) = CAST(? AS BINARY))');
  });

  test.each([
    ['like(word, "50\\\\%_%")', 'GLOB', ['50%?*']],
    ['like(word, "50\\\\%_%")', 'LIKE', ['50!%_%']],
    ['word.contains("a*[b]?!_")', 'GLOB', ['*a[*][[]b][?]!_*']],
    ['word.contains("a*[b]?!_")', 'LIKE', ['%a*[b]?!!!_%']],
    ['word.startsWith("😀")', 'GLOB', ['😀*']],
    ['word.endsWith("%")', 'LIKE', ['%!%']],
  ])('asks %s with %s', (source, operator, params) => {
    const { where, params: bound } = sql(source, { engine: operator === 'GLOB' ? 'sqlite' : 'mysql' });
    expect(where).toContain(operator);
    expect(bound).toEqual(params);
  });

  test('guards only numbers that can get out of hand', () => {
    expect(sql('orders(30) * 2 > 1').where).toContain('BETWEEN');
    expect(sql('size > 0.5').where).not.toContain('CASE');
    expect(sql('size * 2.0 / 3.0 > 0.5').where).toContain('* 0e0 IS NOT NULL');
    expect(sql('count % 7 == 1').where).not.toContain('CASE');
    expect(sql('count / 7.5 > 1.0').where).not.toContain('CASE');
  });

  test('that cannot be made is refused with its place before it is saved', () => {
    expect(checkSql(vocabulary, 'count > 1 && "a" in labels').errors).toMatchObject([
      { code: 'NOT_FOR_MEMBERS', start: 13, end: 26 },
    ]);
    expect(checkSql(vocabulary, 'sizes > 1.0').errors).toEqual([
      {
        code: 'NOT_FOR_MEMBERS',
        kind: 'OF_ONE_MEMBER_NEAR',
        text: {
          en: 'sizes cannot be asked of every member at once. Did you mean size?',
          'zh-CN': 'sizes 无法一次对全体会员查询。您是否想写 size？',
          'zh-TW': 'sizes 無法一次對全體會員查詢。您是否想寫 size？',
        },
        start: 0,
        end: 5,
        suggestions: ['size'],
      },
    ]);
    expect(() => compileForMembers(vocabulary, 'sizes > 1.0')).toThrow(ExpressionError);
    expect(compileForMembers(vocabulary, 'size > 1.0').holds({ size: 2 })).toBe(true);
  });

  test('that is nested too deep, or would become too long, is refused', () => {
    const deep = (levels: number): string => (levels === 0 ? 'count > 1' : `(count > 2 ? !(${deep(levels - 1)}) : word == "a")`); // prettier-ignore
    expect(checkSql(vocabulary, deep(3)).ok).toBe(true);
    expect(checkSql(vocabulary, deep(12)).errors).toMatchObject([{ code: 'TOO_DEEP' }]);
    const grown = (levels: number): string => (levels === 0 ? 'size' : `(count > 1 ? ${grown(levels - 1)} * size : size) * size`); // prettier-ignore
    expect(checkSql(vocabulary, `${grown(11)} > 1.0`).errors[0]?.code).toMatch(/^TOO_/);
  });
});
