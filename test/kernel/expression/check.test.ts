import { describe, expect, test } from '@jest/globals';
import { check, compile, ExpressionError } from '../../../src/kernel/expression/index.js';
import { sample } from './sample.js';

/** The first problem, with the part of the source it points at. */
function problemOf(source: string, wanted?: 'bool' | 'int' | 'double') {
  const [problem] = check(sample, source, wanted).errors;
  if (!problem) throw new Error(`"${source}" was accepted`);
  const { code, text, start, end, suggestions } = problem;
  return { code, message: text.en, at: source.slice(start, end), suggestions };
}

/** The source with the first suggestion put where the problem is. */
function corrected(source: string): string {
  const [problem] = check(sample, source).errors;
  const suggestion = problem?.suggestions[0];
  if (!problem || suggestion === undefined) throw new Error(`Nothing was suggested for "${source}"`);
  return source.slice(0, problem.start) + suggestion + source.slice(problem.end);
}

describe('what is accepted', () => {
  test('the rule of the handbook, with the names it asks for', () => {
    const source =
      'activity.type == "purchase" && activity.amountMinor >= 20000 && "beauty" in activity.categories && tier.rank >= 2 && metrics.recencyDays <= 30';
    expect(check(sample, source)).toEqual({
      ok: true,
      type: 'bool',
      attributes: ['activity.amountMinor', 'activity.categories', 'activity.type', 'metrics.recencyDays', 'tier.rank'],
      functions: [],
      calls: [],
      errors: [],
    });
  });

  test('functions are told with their arguments, so that one knows how far back a rule looks', () => {
    const result = check(sample, 'orders(30) > 2 || spend("beauty", 3 * 30) > 100 || bought(["a", "b"])');
    expect(result.functions).toEqual(['bought', 'orders', 'spend']);
    expect(result.calls).toEqual([
      { name: 'orders', arguments: [30], start: 0, end: 10 },
      { name: 'spend', arguments: ['beauty', 90], start: 18, end: 41 },
      { name: 'bought', arguments: [['a', 'b']], start: 51, end: 69 },
    ]);
  });

  test.each([
    ['metrics.averageOrder > 100', 'bool'],
    ['tier.rank == 1.0', 'bool'],
    ['tier.rank in [1.0, 2.0]', 'bool'],
    ['metrics.averageOrder in [1, 2]', 'bool'],
    ['activity.amountMinor * 1.5', 'double'],
    ['double(activity.amountMinor) / tier.rank', 'double'],
    ['activity.amountMinor % 100', 'int'],
    ['-tier.rank', 'int'],
    ['now - days(30)', 'instant'],
    ['now - activity.occurredAt', 'duration'],
    ['now - activity.occurredAt > days(30)', 'bool'],
    ['activity.occurredAt >= timestamp("2026-01-01T00:00:00+08:00")', 'bool'],
    ['monthOf(member.birthday) == monthOf(now)', 'bool'],
    ['member.isStaff', 'bool'],
    ['member.isStaff == member.isVerified', 'bool'],
    ['has(tier.rank) ? tier.rank : 0', 'int'],
    ['like(activity.sku, "SKIN-%")', 'bool'],
    ['activity.sku.startsWith("SKIN") || activity.sku.endsWith("9") || activity.sku.contains("-")', 'bool'],
    ["activity.type == 'a\"b' // said twice", 'bool'],
    ['tier.code in activity.categories', 'bool'],
    ['true', 'bool'],
  ])('%s is %s', (source, type) => {
    expect(check(sample, source)).toMatchObject({ ok: true, type, errors: [] });
  });
});

describe('names', () => {
  test('a misspelt attribute is refused where it stands, with the nearest names', () => {
    expect(problemOf('tier.rank >= 2 && metrics.recencyDay <= 30')).toMatchObject({
      code: 'UNKNOWN_ATTRIBUTE',
      at: 'metrics.recencyDay',
      suggestions: ['metrics.recencyDays'],
    });
  });

  test.each([
    ['recencyDays < 3', 'metrics.recencyDays < 3'],
    ['metric.recencyDays < 3', 'metrics.recencyDays < 3'],
    ['metrics.recnecyDays < 3', 'metrics.recencyDays < 3'],
    ['activity.amount_minor > 3', 'activity.amountMinor > 3'],
    ['has(tier.rnak)', 'has(tier.rank)'],
    ['order(30) > 1', 'orders(30) > 1'],
    ['metrics.orders(30) > 1', 'orders(30) > 1'],
    ['monthof(now) == 1', 'monthOf(now) == 1'],
    ['activity.type.length == "x"', 'activity.type == "x"'],
    ['activity.type == purchase', 'activity.type == "purchase"'],
  ])('%s leads to %s', (source, wanted) => {
    expect(corrected(source)).toBe(wanted);
    expect(check(sample, wanted).ok).toBe(true);
  });

  test('a heading alone suggests what stands below it', () => {
    expect(problemOf('tier == "gold"')).toMatchObject({ at: 'tier', suggestions: ['tier.code', 'tier.rank'] });
  });

  test('a function without brackets is told apart from an unknown name', () => {
    expect(problemOf('orders > 3').message).toContain('orders is a function');
  });

  test('every problem of a rule is told at once, from left to right', () => {
    const { errors } = check(sample, 'tier.rnk > 1 && activity.type == 5 && foo(3)');
    expect(errors.map(({ code, start }) => [code, start])).toEqual([
      ['UNKNOWN_ATTRIBUTE', 0],
      ['TYPE_MISMATCH', 33],
      ['UNKNOWN_FUNCTION', 38],
    ]);
  });
});

describe('types', () => {
  test.each([
    ['activity.amountMinor > "100"', 'activity.amountMinor > 100'],
    ['tier.code == 5', 'tier.code == "5"'],
    ['member.isStaff == "true"', 'member.isStaff == true'],
    ['now > "2026-01-01"', 'now > timestamp("2026-01-01T00:00:00Z")'],
    ['now > "2026-01-01T10:00:00"', 'now > timestamp("2026-01-01T10:00:00Z")'],
    ['now - activity.occurredAt > 30', 'now - activity.occurredAt > days(30)'],
    ['tier.rank / 2 > 1.0', 'double(tier.rank) / 2 > 1.0'],
    ['(tier.rank + 1) / (tier.rank - 1) > 1.0', 'double(tier.rank + 1) / (tier.rank - 1) > 1.0'],
    ['tier.code == null', '!has(tier.code)'],
    ['null != tier.code', 'has(tier.code)'],
    ['share(1) > 0.5', 'share(1.0) > 0.5'],
  ])('%s leads to %s', (source, wanted) => {
    expect(corrected(source)).toBe(wanted);
    expect(check(sample, wanted)).toMatchObject({ ok: true });
  });

  test.each([
    ['tier.rank == tier.code', 'TYPE_MISMATCH', 'tier.rank == tier.code'],
    ['member.isStaff < member.isVerified', 'TYPE_MISMATCH', 'member.isStaff < member.isVerified'],
    ['activity.categories == activity.categories', 'TYPE_MISMATCH', 'activity.categories == activity.categories'],
    ['tier.rank && member.isStaff', 'TYPE_MISMATCH', 'tier.rank'],
    ['!tier.code', 'TYPE_MISMATCH', 'tier.code'],
    ['tier.code + "x" == "y"', 'TYPE_MISMATCH', 'tier.code + "x"'],
    ['now + 30 > now', 'TYPE_MISMATCH', 'now + 30'],
    ['days(30) - now > days(1)', 'TYPE_MISMATCH', 'days(30) - now'],
    ['metrics.score % 2.0 > 1.0', 'TYPE_MISMATCH', 'metrics.score % 2.0'],
    ['-tier.code == "x"', 'TYPE_MISMATCH', '-tier.code'],
    ['member.isStaff ? 1 : "x"', 'TYPE_MISMATCH', 'member.isStaff ? 1 : "x"'],
    ['member.isStaff ? 1 : 2.0', 'TYPE_MISMATCH', 'member.isStaff ? 1 : 2.0'],
    ['tier.rank ? 1 : 2', 'TYPE_MISMATCH', 'tier.rank'],
    ['tier.rank in ["a"]', 'TYPE_MISMATCH', 'tier.rank in ["a"]'],
    ['tier.rank in [1, 2.5]', 'TYPE_MISMATCH', '2.5'],
    ['tier.rank in [1, tier.rank]', 'BAD_LITERAL', 'tier.rank'],
    ['tier.rank in []', 'BAD_LITERAL', '[]'],
    ['tier.rank in tier.code', 'TYPE_MISMATCH', 'tier.code'],
    ['tier.rank in activity.categories', 'TYPE_MISMATCH', 'tier.rank'],
    ['member.isStaff in [true]', 'TYPE_MISMATCH', 'member.isStaff in [true]'],
    ['activity.categories.contains("x")', 'TYPE_MISMATCH', 'activity.categories'],
    ['activity.sku.startsWith(tier.code)', 'WRONG_ARGUMENTS', 'tier.code'],
    ['activity.sku.startsWith("")', 'BAD_LITERAL', '""'],
    ['like(activity.sku, "a\\\\b")', 'BAD_LITERAL', '"a\\\\b"'],
    ['like(activity.sku)', 'WRONG_ARGUMENTS', 'like(activity.sku)'],
    ['monthOf(tier.rank) == 1', 'TYPE_MISMATCH', 'tier.rank'],
    ['double(tier.code) > 1.0', 'TYPE_MISMATCH', 'tier.code'],
    ['orders(tier.rank) > 1', 'WRONG_ARGUMENTS', 'tier.rank'],
    ['orders("x") > 1', 'TYPE_MISMATCH', '"x"'],
    ['orders() > 1', 'WRONG_ARGUMENTS', 'orders()'],
    ['bought([1])', 'TYPE_MISMATCH', '[1]'],
    ['has(now)', 'WRONG_ARGUMENTS', 'has(now)'],
    ['has(orders(30))', 'WRONG_ARGUMENTS', 'has(orders(30))'],
    ['orders(30).x == 1', 'NOT_SUPPORTED', 'orders(30).x'],
    ['has("x".y)', 'NOT_SUPPORTED', '"x".y'],
  ])('%s is refused with %s at %s', (source, code, at) => {
    expect(problemOf(source)).toMatchObject({ code, at });
  });

  test('a result of another type is refused, but a whole number will do for a decimal one', () => {
    expect(problemOf('tier.rank + 1', 'bool')).toMatchObject({ code: 'WRONG_RESULT', at: 'tier.rank + 1' });
    expect(check(sample, 'tier.rank + 1', 'double').ok).toBe(true);
    expect(problemOf('metrics.score', 'int').code).toBe('WRONG_RESULT');
    expect(check(sample, 'tier.rank + 1').ok).toBe(true);
  });

  test('compiling what is refused throws one error that holds every problem', () => {
    const source = 'tier.rnk > 1 && foo(3)';
    const compiling = () => compile(sample, source);
    expect(compiling).toThrow(ExpressionError);
    expect(compiling).toThrow('Did you mean tier.rank?');
    try {
      compiling();
    } catch (error) {
      expect((error as ExpressionError).errors).toEqual(check(sample, source).errors);
      expect((error as ExpressionError).source).toBe(source);
    }
    expect(() => compile(sample, 'tier.rank')).toThrow(ExpressionError);
  });
});

describe('literals are looked at when the rule is saved', () => {
  test.each([
    'timestamp("2026-02-30T00:00:00Z")',
    'timestamp("2025-02-29T00:00:00Z")',
    'timestamp("2026-13-01T00:00:00Z")',
    'timestamp("2026-01-01")',
    'timestamp("2026-01-01T00:00:00")',
    'timestamp("2026-01-01T24:00:00Z")',
    'timestamp("2026-01-01T00:00:00+25:00")',
    'timestamp("0999-01-01T00:00:00Z")',
    'timestamp(1767225600)',
    'timestamp(tier.code)',
  ])('%s is no instant', (source) => {
    expect(problemOf(`now > ${source}`)).toMatchObject({ code: 'BAD_LITERAL', at: source });
  });

  test.each(['days(-1)', 'days(1.5)', 'days(36501)', 'days("30")', 'days(tier.rank)', 'days()', 'days([1])'])(
    '%s is no length of time',
    (source) => {
      expect(problemOf(`now - ${source} > now`)).toMatchObject({ code: 'WRONG_ARGUMENTS', at: source });
    },
  );

  test('numbers that are not exact, and parts that never have a value, are mistakes', () => {
    expect(problemOf('tier.rank < 9007199254740992').code).toBe('BAD_LITERAL');
    expect(problemOf('tier.rank < 9007199254740991 + 1')).toMatchObject({
      code: 'ALWAYS_UNKNOWN',
      at: '9007199254740991 + 1',
    });
    expect(problemOf('tier.rank % 0 == 1')).toMatchObject({ code: 'ALWAYS_UNKNOWN', at: 'tier.rank % 0' });
    expect(problemOf('metrics.score / 0.0 > 1.0').code).toBe('ALWAYS_UNKNOWN');
    expect(problemOf('tier.rank < 5u').code).toBe('NOT_SUPPORTED');
    expect(problemOf('tier.code == b"x"').code).toBe('NOT_SUPPORTED');
  });
});

describe('what is written from habit', () => {
  test.each([
    ['tier.rank = 2', 'tier.rank == 2'],
    ['member.isStaff and member.isVerified', 'member.isStaff && member.isVerified'],
    ['member.isStaff | member.isVerified', 'member.isStaff || member.isVerified'],
    ['tier.rank ≥ 2', 'tier.rank >= 2'],
    ['tier.rank ＞ 2', 'tier.rank > 2'],
  ])('%s leads to %s', (source, wanted) => {
    // A single & or | is one character of two; the suggestion replaces it.
    expect(corrected(source)).toBe(wanted);
    expect(check(sample, wanted).ok).toBe(true);
  });

  test.each([
    ['(tier.rank > 2', 'Expected ), got the end.', ''],
    ['tier.rank >', 'Unexpected token: the end.', ''],
    ['tier.rank > 2)', '")" cannot stand here.', ')'],
    ['tier.code == "gold', 'Unterminated string.', '"gold'],
    ['tier.rank > 2 😀', '"😀" cannot stand here.', '😀'],
  ])('%s: %s', (source, message, at) => {
    expect(problemOf(source)).toMatchObject({ code: 'SYNTAX', message, at });
  });
});
