import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { check, compile, ExpressionError, LIMITS } from '../../../src/kernel/expression/index.js';
import { attribute, sample } from './sample.js';
import { quickest } from '../../support/quickest.js';

const codeOf = (source: string) => check(sample, source).errors[0]?.code ?? 'accepted';
const repeat = (part: string, count: number, joint: string) => Array.from({ length: count }, () => part).join(joint);

describe('limits', () => {
  test('4,000 characters are read, 4,001 are not', () => {
    expect(codeOf('tier.rank > 2'.padEnd(4000))).toBe('accepted');
    expect(codeOf('tier.rank > 2'.padEnd(4001))).toBe('TOO_LONG');
  });

  test('nothing, and nothing but blanks, is no rule', () => {
    expect(codeOf('')).toBe('EMPTY');
    expect(codeOf(' \n\t ')).toBe('EMPTY');
    expect(codeOf('// only a remark')).toBe('SYNTAX');
  });

  test('a list has 100 items at most', () => {
    expect(codeOf(`tier.rank in [${repeat('1', 100, ',')}]`)).toBe('accepted');
    expect(codeOf(`tier.rank in [${repeat('1', 101, ',')}]`)).toBe('LIST_TOO_LONG');
  });

  test('a rule has 500 nodes at most', () => {
    expect(codeOf(repeat('now==now', 125, '&&'))).toBe('accepted'); // 3 each and 124 between
    expect(codeOf(repeat('now==now', 126, '&&'))).toBe('TOO_BIG');
  });

  test('brackets and operators are nested 32 levels at most, but a long chain of && is one level', () => {
    expect(codeOf(`${'('.repeat(31)}true${')'.repeat(31)}`)).toBe('accepted');
    expect(codeOf(`${'('.repeat(32)}true${')'.repeat(32)}`)).toBe('TOO_DEEP');
    expect(codeOf(`${'!'.repeat(31)}member.isStaff`)).toBe('accepted');
    expect(codeOf(`${'!'.repeat(32)}member.isStaff`)).toBe('TOO_DEEP');
    expect(codeOf(repeat('member.isStaff', 100, '&&'))).toBe('accepted');
    expect(codeOf(`${repeat('tier.rank', 40, '+')} > 3`)).toBe('TOO_DEEP');
  });

  test('a pattern has 200 characters at most', () => {
    expect(codeOf(`like(tier.code, "${'a'.repeat(200)}")`)).toBe('accepted');
    expect(codeOf(`like(tier.code, "${'a'.repeat(201)}")`)).toBe('BAD_LITERAL');
  });

  test('no more than 20 problems are told', () => {
    expect(check(sample, repeat('foo.bar', 100, '&&')).errors).toHaveLength(LIMITS.problems);
  });
});

describe('what is not part of the language', () => {
  test.each([
    'activity.sku.matches("(a+)+$")',
    'matches(activity.sku, "(a+)+$")',
    'activity.categories.exists(c, c == "x")',
    'activity.categories.all(c, activity.categories.exists(d, c == d))',
    'activity.categories.map(c, c)',
    'activity.categories.exists_one(c, c == "x")',
    'size(activity.categories) > 1',
    'activity.categories[0] == "x"',
    'duration("30d") > days(1)',
    'cel.bind(x, 1, x == 1)',
    'dyn(tier.rank) == "x"',
    'type(tier.rank) == int',
    'string(tier.rank) == "1"',
    'int(metrics.score) == 1',
    '{"a": 1} == {"a": 1}',
    '[1] == [1]',
    'null == null',
  ])('%s', (source) => {
    const { ok, errors } = check(sample, source);
    expect(ok).toBe(false);
    expect(errors[0]?.code).toBe('NOT_SUPPORTED');
  });
});

describe('hostile sources', () => {
  test.each([
    '__proto__ == 1',
    'constructor == 1',
    'tier.__proto__ == 1',
    'tier.constructor.constructor("return 1")()',
    'toString() == "x"',
    'hasOwnProperty("x")',
    'activity.constructor == 1',
    'tier.rank.constructor == 1',
    'has(tier.constructor)',
    'has(tier.__proto__)',
    'constructor(30) > 1',
    'tier.code.constructor("x")',
    'activity.categories.exists(__proto__, true)',
    'activity.categories.exists(1, true)',
  ])('%s is refused', (source) => {
    expect(check(sample, source).ok).toBe(false);
  });

  test('characters that cannot be seen are refused, in the source and in what its escapes stand for', () => {
    expect(codeOf('tier.code == "a\0b"')).toBe('BAD_CHARACTER');
    expect(codeOf('\0')).toBe('BAD_CHARACTER');
    expect(codeOf('tier.code == "\ud83d"')).toBe('BAD_CHARACTER');
    expect(codeOf('tier.code == "\u202egold"')).toBe('BAD_CHARACTER');
    expect(codeOf(String.raw`tier.code == "a\x00b"`)).toBe('BAD_CHARACTER');
    expect(codeOf(String.raw`tier.code == "\u202e"`)).toBe('BAD_CHARACTER');
    expect(codeOf('tier.code == "金卡 😀 é"')).toBe('accepted');
  });

  test.each([
    ['brackets', '('.repeat(4000)],
    ['negations', `${'!'.repeat(3999)}a`],
    ['signs', `${'-'.repeat(3999)}1`],
    ['questions', 'true?'.repeat(800)],
    ['sums', repeat('1', 2000, '+')],
    ['parts', repeat('a', 2000, '.')],
    ['indexes', `a${'[0]'.repeat(1333)}`],
    ['lists', '['.repeat(4000)],
    ['items', `tier.rank in [${repeat('1', 1900, ',')}]`],
    ['arguments', `orders(${repeat('1', 1900, ',')})`],
    ['quotes', '"'.repeat(4000)],
    ['a name', 'a'.repeat(4000)],
    ['unknown names', repeat('metrics.recencyDaysOfTheMember', 120, '&&')],
    ['macros', 'activity.categories.exists(a, '.repeat(130)],
  ])('thousands of %s are refused within moments', async (_, source) => {
    const refuse = () => expect(check(sample, source).ok).toBe(false);
    expect(await quickest(200, refuse)).toBeLessThan(200);
  });

  test('no pattern of like can make it hang', async () => {
    const rule = compile(sample, `like(activity.sku, "${'%a'.repeat(99)}%b")`);
    const ask = () => expect(rule.evaluate({ 'activity.sku': 'a'.repeat(5000) })).toBe(false);
    expect(await quickest(200, ask)).toBeLessThan(200);
  });

  const tokens = [
    ...['tier.rank', 'tier.code', 'member.isStaff', 'activity.categories', 'now', 'tier', 'foo', '__proto__', 'null'],
    ...['1', '2.5', '5u', '0x1F', '"a"', "'b'", '"""c"""', 'r"\\d"', 'b"x"', '"', '[', ']', '(', ')', '{', '}', ','],
    ...[
      '&&',
      '||',
      '!',
      '==',
      '!=',
      '<',
      '<=',
      '>',
      '>=',
      'in',
      '+',
      '-',
      '*',
      '/',
      '%',
      '?',
      ':',
      '.',
      '=',
      '//',
      '\n',
    ],
    ...[
      'has(',
      'days(',
      'orders(',
      'like(',
      'timestamp(',
      'monthOf(',
      '.startsWith(',
      '.exists(',
      '金',
      '😀',
      '\\',
      '\0',
    ],
  ];
  const soup = fc.oneof(
    fc.array(fc.constantFrom(...tokens), { maxLength: 60 }).map((parts) => parts.join(' ')),
    fc.string({ unit: 'binary', maxLength: 200 }),
    fc.string({ unit: 'grapheme', maxLength: 200 }),
  );

  test('whatever is written is either accepted or refused with a place and a sentence, and never throws', () => {
    fc.assert(
      fc.property(soup, (source) => {
        const { ok, errors } = check(sample, source);
        expect(ok).toBe(errors.length === 0);
        for (const { text, start, end } of errors) {
          expect(text.en).toMatch(/[.?]$/);
          expect(text['zh-CN']).toMatch(/[。？]$/);
          expect(start).toBeGreaterThanOrEqual(0);
          expect(end).toBeGreaterThanOrEqual(start);
          expect(end).toBeLessThanOrEqual(source.length);
        }
        if (!ok) expect(() => compile(sample, source)).toThrow(ExpressionError);
      }),
      { numRuns: 2000 },
    );
  });

  test('a vocabulary of a thousand names does not make refusing slow', async () => {
    const large = sample.extend(Array.from({ length: 1000 }, (_, i) => attribute(`custom.field${i}`, 'string')));
    const refuse = () => expect(check(large, repeat('custom.feld', 100, '&&')).ok).toBe(false);
    expect(await quickest(5_000, refuse)).toBeLessThan(5_000); // minutes, were it not bounded
  });
});
