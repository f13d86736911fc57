import fc from 'fast-check';
import type { ValueType, Vocabulary } from '../../src/kernel/expression/index.js';
import type { RuleScope } from '../../src/kernel/module.js';
import { CATEGORIES, TEXTS } from './rule-members.js';

/** Functions as rules call them, by what they answer. */
const CALLS = [
  ...[0, 1, 30, 90, 36_500].map((days) => `orders(${days})`),
  ...[4, 30].flatMap((days) => [`interactions(${days})`, `interactionDays(${days})`]),
  ...CATEGORIES.flatMap((category) => [30, 90].map((days) => `spend(${JSON.stringify(category)}, ${days})`)),
  'spend("", 90)',
  ...['points', 'growth', 'points ', 'nothing'].flatMap((wallet) => [`available("${wallet}")`, `earned("${wallet}")`]),
];
const INSTANTS = ['1988-02-29T12:00:00Z', '2025-03-09T07:00:00Z', '2025-12-31T16:00:00Z', '2026-01-15T05:00:00Z'];
const PATTERNS = ['a%', '%b', '_', '%a%', '__', '金%', '😀%', '%_b', '50\\%', 'a\\_b', '%*%', 'a*?[b]', '%!%', '%\\\\z', '%']; // prettier-ignore
const PARTS = ['a', 'A', 'é', '金卡', '😀', '%', '_', '*', '?', '[', ']', '!', '\\', ' ', "'"];
const COMPARISONS = ['==', '!=', '<', '<=', '>', '>='];

const quoted = (text: string): string => JSON.stringify(text);
const decimal = (number: number): string => {
  const text = Number.isInteger(number) && Math.abs(number) < 1e21 ? number.toFixed(1) : String(number);
  return number < 0 ? `(${text})` : text;
};
const whole = (number: number): string => (number < 0 ? `(${number})` : String(number));

/**
 * Sources of rules about members: every operator over every attribute and function of the vocabulary. `known` are values
 * members have, so that comparing with one of them parts the members.
 */
export function ruleTerms(
  vocabulary: Vocabulary<RuleScope>,
  known: (name: string) => readonly unknown[],
): fc.Arbitrary<string> {
  const pick = <T>(values: readonly T[]) => fc.constantFrom(...values);
  const named = (type: ValueType) => vocabulary.attributes.filter((each) => each.type === type).map(({ name }) => name);
  const written: Partial<Record<ValueType, (value: never) => string>> = {
    int: whole,
    double: decimal,
    string: quoted,
    instant: (at: number) => `timestamp("${new Date(at).toISOString()}")`,
    bool: (is: boolean) => String(is),
  };
  /** An attribute or a call, compared with what some member has of it. */
  const parting = (type: ValueType, names: readonly string[], operators: readonly string[]) =>
    pick(names).chain((name) => {
      const values = known(name);
      const literal = values.length > 0 ? pick(values).map((value) => written[type]?.(value as never) ?? '') : pick([name]);
      return fc.tuple(pick(operators), literal).map(([operator, value]) => `${name} ${operator} ${value}`);
    });
  const partings = fc.oneof(
    { weight: 3, arbitrary: parting('int', [...named('int'), ...CALLS], COMPARISONS) },
    parting('double', named('double'), COMPARISONS),
    { weight: 2, arbitrary: parting('string', named('string'), COMPARISONS) },
    parting('instant', named('instant'), COMPARISONS),
    parting('bool', named('bool'), ['==', '!=']),
  );

  const { bool } = fc.letrec<Record<'bool' | 'int' | 'double' | 'string' | 'instant' | 'duration', string>>((tie) => {
    const [bool, int, double, string, instant] = [tie('bool'), tie('int'), tie('double'), tie('string'), tie('instant')];
    const number = fc.oneof(int, double);
    const deep = (leaf: fc.Arbitrary<string>, ...branches: fc.Arbitrary<string>[]) =>
      fc.oneof({ depthSize: 'small', withCrossShrink: true, maxDepth: 4 }, leaf, ...branches);
    const infix = (operators: readonly string[], left: fc.Arbitrary<string>, right: fc.Arbitrary<string>) =>
      fc.tuple(pick(operators), left, right).map(([operator, a, b]) => `(${a}) ${operator} (${b})`);
    const choice = (of: fc.Arbitrary<string>) => fc.tuple(bool, of, of).map(([c, a, b]) => `(${c}) ? (${a}) : (${b})`);
    const isIn = (of: fc.Arbitrary<string>, items: fc.Arbitrary<string>) =>
      fc.tuple(of, fc.array(items, { minLength: 1, maxLength: 4 })).map(([a, list]) => `(${a}) in [${list.join(', ')}]`);
    const method = (name: string) => fc.tuple(string, pick(PARTS)).map(([a, b]) => `(${a}).${name}(${quoted(b)})`);

    return {
      int: deep(
        fc.oneof(
          { weight: 3, arbitrary: pick(named('int')) },
          { weight: 2, arbitrary: pick(CALLS) },
          pick([-7, -1, 0, 1, 2, 3, 30, 4_000_000_000, Number.MAX_SAFE_INTEGER].map(whole)),
        ),
        infix(['+', '-', '*', '%'], int, int),
        int.map((a) => `-(${a})`),
        pick(['now', 'member.enrolledAt', 'metrics.lastOrderAt']).map((at) => `monthOf(${at})`),
        choice(int),
      ),
      double: deep(
        fc.oneof(
          { weight: 3, arbitrary: pick(named('double')) },
          pick([-2.5, 0, 0.1, 0.3, 1, 100.25, 1e-300, 1e300, 2 ** 60, -1.5e308].map(decimal)),
        ),
        infix(['+', '-', '*', '/'], double, double),
        infix(['+', '-', '*', '/'], int, double),
        infix(['+', '-', '*', '/'], double, int),
        double.map((a) => `-(${a})`),
        int.map((a) => `double(${a})`),
        choice(double),
      ),
      string: deep(fc.oneof({ weight: 3, arbitrary: pick(named('string')) }, pick(TEXTS.map(quoted))), choice(string)),
      instant: deep(
        fc.oneof({ weight: 3, arbitrary: pick(named('instant')) }, pick(INSTANTS.map((at) => `timestamp("${at}")`))),
        infix(['+', '-'], instant, tie('duration')),
        choice(instant),
      ),
      duration: deep(pick([0, 1, 30, 365].map((days) => `days(${days})`)), infix(['-'], instant, instant)),
      bool: deep(
        fc.oneof(
          { weight: 8, arbitrary: partings },
          pick([...named('bool'), 'true', 'false', 'inSegment("chosen")', 'holdsBenefit("gift")']),
          pick(vocabulary.attributes.map(({ name }) => name).filter((name) => name.includes('.'))).map((name) => `has(${name})`),
          infix(COMPARISONS, number, number),
          infix(COMPARISONS, string, string),
          infix(COMPARISONS, instant, instant),
          infix(COMPARISONS, tie('duration'), tie('duration')),
          isIn(string, pick(TEXTS.map(quoted))),
          isIn(int, pick([0, 1, 2, 3, 5, 30].map(whole))),
          isIn(double, pick([-2.5, 0.1, 0.3, 1, 1e300].map(decimal))),
          method('startsWith'),
          method('endsWith'),
          method('contains'),
          fc.tuple(string, pick(PATTERNS)).map(([a, b]) => `like(${a}, ${quoted(b)})`),
        ),
        infix(['&&', '||'], bool, bool),
        infix(['==', '!='], bool, bool),
        bool.map((a) => `!(${a})`),
        choice(bool),
      ),
    };
  });
  return fc.oneof(partings, { weight: 4, arbitrary: bool });
} // prettier-ignore
