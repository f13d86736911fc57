import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { check, compile } from '../../../src/kernel/expression/index.js';
import type { Compiled, ExplainNode, Expr } from '../../../src/kernel/expression/index.js';
import { celOracle } from '../../support/cel-oracle.js';
import { attributeTypes, sample } from './sample.js';
import type { Facts } from './sample.js';

/**
 * Three readings of one rule must agree: ours, cel-js's own evaluator (whose errors are our unknown), and a slow one
 * that stands beside the generator, knows three-valued logic from the book and counts in BigInt.
 */
type Answer = bigint | number | string | boolean | readonly string[] | undefined;

interface Notes {
  /** cel-js answers although we must not: beyond safe integers, infinite, or ordered by UTF-16 units. */
  isBeyondCel: boolean;
}

interface Term {
  readonly text: string;
  value(facts: Facts, notes: Notes): Answer;
}

const SAFE = 9007199254740991n;
const DAY_MS = 86_400_000;
const TEXTS = ['', 'a', 'ab', 'B', 'é', '金卡', '😀', '\ufffd', 'SKIN-09', '50%'];
const WHOLE = [-7, -1, 0, 1, 2, 3, 30, 2_000_000_000];
const DECIMAL = [-2.5, 0, 0.5, 1, 2, 3, 100.25, 1e300];
// Whole seconds: cel-js's durations are not exact below.
const INSTANTS = ['1988-02-29T12:00:00Z', '2025-12-31T16:00:00Z', '2026-01-31T15:59:59Z', '2026-03-01T00:00:00Z'];

const literal = (text: string, value: Answer): Term => ({ text, value: () => value });
const whole = (number: number): Term => literal(number < 0 ? `(${number})` : String(number), BigInt(number));
const decimal = (number: number): Term => {
  const written = Number.isInteger(number) && Math.abs(number) < 1e21 ? number.toFixed(1) : String(number);
  return literal(number < 0 ? `(${written})` : written, number);
};
const textual = (text: string): Term => literal(JSON.stringify(text), text);
const instant = (text: string): Term => literal(`timestamp("${text}")`, Date.parse(text));
const days = (count: number): Term => literal(`days(${count})`, count * DAY_MS);

const ofFacts = (name: string, type: string, text = name): Term => ({
  text,
  value(facts) {
    const value = facts[name] ?? undefined;
    return type === 'int' && typeof value === 'number' ? BigInt(value) : value;
  },
});
const attributesOf = (type: string): readonly Term[] =>
  Object.keys(attributeTypes).flatMap((name) => (attributeTypes[name] === type ? [ofFacts(name, type)] : []));

function exact(number: bigint, notes: Notes): Answer {
  if (number <= SAFE && number >= -SAFE) return number;
  notes.isBeyondCel = true;
  return undefined;
}

function finite(number: number, notes: Notes): Answer {
  if (Number.isFinite(number)) return number;
  notes.isBeyondCel = true;
  return undefined;
}

function combined(operator: string, left: Term, right: Term, of: (a: never, b: never, notes: Notes) => Answer): Term {
  return {
    text: `(${left.text}) ${operator} (${right.text})`,
    value(facts, notes) {
      const a = left.value(facts, notes);
      const b = right.value(facts, notes);
      return a === undefined || b === undefined ? undefined : of(a as never, b as never, notes);
    },
  };
}

function compared(operator: string, left: Term, right: Term): Term {
  return combined(operator, left, right, (a: number, b: number, notes) => {
    let order = a < b ? -1 : a > b ? 1 : 0;
    if (typeof a === 'string' && typeof b === 'string') {
      const byUnits = order;
      order = Buffer.compare(Buffer.from(a), Buffer.from(b));
      if (order !== byUnits && operator !== '==' && operator !== '!=') notes.isBeyondCel = true;
    }
    const answers: Readonly<Record<string, boolean>> = {
      '==': order === 0,
      '!=': order !== 0,
      '<': order < 0,
      '<=': order <= 0,
      '>': order > 0,
      '>=': order >= 0,
    };
    return answers[operator];
  });
}

function onWhole(operator: string, left: Term, right: Term): Term {
  return combined(operator, left, right, (a: bigint, b: bigint, notes) => {
    if (operator === '+') return exact(a + b, notes);
    if (operator === '-') return exact(a - b, notes);
    if (operator === '*') return exact(a * b, notes);
    return b === 0n ? undefined : a % b;
  });
}

function onDecimal(operator: string, left: Term, right: Term): Term {
  return combined(operator, left, right, (a: bigint | number, b: bigint | number, notes) => {
    const [x, y] = [Number(a), Number(b)];
    if (operator === '+') return finite(x + y, notes);
    if (operator === '-') return finite(x - y, notes);
    if (operator === '*') return finite(x * y, notes);
    return finite(y === 0 ? Number.NaN : x / y, notes);
  });
}

function junction(operator: '&&' | '||', operands: readonly Term[]): Term {
  return {
    text: operands.map(({ text }) => `(${text})`).join(` ${operator} `),
    value(facts, notes) {
      const answers = operands.map((operand) => operand.value(facts, notes));
      const decisive = operator === '||';
      if (answers.includes(decisive)) return decisive;
      return answers.includes(undefined) ? undefined : !decisive;
    },
  };
}

function mapped(text: string, operand: Term, of: (value: never) => Answer): Term {
  return {
    text,
    value(facts, notes) {
      const value = operand.value(facts, notes);
      return value === undefined ? undefined : of(value as never);
    },
  };
}

function choice(condition: Term, positive: Term, negative: Term): Term {
  return {
    text: `(${condition.text}) ? (${positive.text}) : (${negative.text})`,
    value(facts, notes) {
      const is = condition.value(facts, notes);
      return is === undefined ? undefined : (is ? positive : negative).value(facts, notes);
    },
  };
}

const monthFormat = new Intl.DateTimeFormat('en', { timeZone: 'Asia/Shanghai', month: 'numeric' });
const monthOf = (at: number): bigint => BigInt(monthFormat.format(at));

function isLike(text: string, pattern: string): boolean {
  const expression = pattern
    .replace(/[.*+?^${}()|[\]]/g, '\\$&')
    .replaceAll('%', '.*')
    .replaceAll('_', '.');
  return new RegExp(`^${expression}$`, 'su').test(text);
}

const COMPARISONS = ['==', '!=', '<', '<=', '>', '>='];

const terms = fc.letrec<Record<'bool' | 'int' | 'double' | 'string' | 'instant' | 'duration', Term>>((tie) => {
  const pick = <T>(values: readonly T[]) => fc.constantFrom(...values);
  const deep = (leaf: fc.Arbitrary<Term>, ...branches: fc.Arbitrary<Term>[]) =>
    fc.oneof({ depthSize: 'small', withCrossShrink: true, maxDepth: 4 }, leaf, ...branches);
  const int = tie('int');
  const double = tie('double');
  const bool = tie('bool');
  const string = tie('string');
  const instants = tie('instant');
  const number = fc.oneof(int, double);
  const choiceOf = (of: fc.Arbitrary<Term>) => fc.tuple(bool, of, of).map(([a, b, c]) => choice(a, b, c));

  return {
    int: deep(
      fc.oneof(
        pick(attributesOf('int')),
        pick(WHOLE).map(whole),
        pick([7, 30]).map((n) => ofFacts(`orders(${n})`, 'int')),
        pick(['a', 'é']).map((text) => ofFacts(`spend(${text}, 90)`, 'int', `spend("${text}", 90)`)),
      ),
      fc.tuple(pick(['+', '-', '*', '%']), int, int).map(([operator, a, b]) => onWhole(operator, a, b)),
      int.map((term) => mapped(`-(${term.text})`, term, (value: bigint) => -value)),
      instants.map((term) => mapped(`monthOf(${term.text})`, term, monthOf)),
      choiceOf(int),
    ),
    double: deep(
      fc.oneof(pick(attributesOf('double')), pick(DECIMAL).map(decimal), fc.constant(ofFacts('share(0.5)', 'double'))),
      fc.tuple(pick(['+', '-', '*', '/']), double, double).map(([operator, a, b]) => onDecimal(operator, a, b)),
      fc.tuple(pick(['+', '-', '*', '/']), int, double).map(([operator, a, b]) => onDecimal(operator, a, b)),
      fc.tuple(pick(['+', '-', '*', '/']), double, int).map(([operator, a, b]) => onDecimal(operator, a, b)),
      double.map((term) => mapped(`-(${term.text})`, term, (value: number) => -value)),
      int.map((term) => mapped(`double(${term.text})`, term, (value: bigint) => Number(value))),
      choiceOf(double),
    ),
    string: deep(fc.oneof(pick(attributesOf('string')), pick(TEXTS).map(textual)), choiceOf(string)),
    instant: deep(
      fc.oneof(pick(attributesOf('instant')), pick(INSTANTS).map(instant)),
      fc
        .tuple(pick(['+', '-']), instants, tie('duration'))
        .map(([operator, a, b]) =>
          combined(operator, a, b, (x: number, y: number) => (operator === '+' ? x + y : x - y)),
        ),
      choiceOf(instants),
    ),
    duration: deep(
      pick([0, 1, 30, 365]).map(days),
      fc.tuple(instants, instants).map(([a, b]) => combined('-', a, b, (x: number, y: number) => x - y)),
    ),
    bool: deep(
      fc.oneof(
        pick(attributesOf('bool')),
        pick(['true', 'false']).map((text) => literal(text, text === 'true')),
        fc.constant(ofFacts('bought(a,B)', 'bool', 'bought(["a", "B"])')),
        pick(Object.keys(attributeTypes).filter((name) => name.includes('.'))).map((name): Term => ({
          text: `has(${name})`,
          value: (facts) => facts[name] !== undefined,
        })),
      ),
      fc.tuple(pick(COMPARISONS), number, number).map(([operator, a, b]) => compared(operator, a, b)),
      fc.tuple(pick(COMPARISONS), string, string).map(([operator, a, b]) => compared(operator, a, b)),
      fc.tuple(pick(COMPARISONS), instants, instants).map(([operator, a, b]) => compared(operator, a, b)),
      fc.tuple(pick(COMPARISONS), tie('duration'), tie('duration')).map(([operator, a, b]) => compared(operator, a, b)),
      fc.tuple(pick(['==', '!=']), bool, bool).map(([operator, a, b]) => compared(operator, a, b)),
      fc
        .tuple(pick(['&&', '||'] as const), fc.array(bool, { minLength: 2, maxLength: 4 }))
        .map(([operator, operands]) => junction(operator, operands)),
      bool.map((term) => mapped(`!(${term.text})`, term, (value: boolean) => !value)),
      choiceOf(bool),
      fc
        .tuple(string, fc.array(pick(TEXTS), { minLength: 1, maxLength: 4 }))
        .map(([term, items]) =>
          mapped(`(${term.text}) in [${items.map((item) => JSON.stringify(item)).join(', ')}]`, term, (value: string) =>
            items.includes(value),
          ),
        ),
      fc
        .tuple(
          number,
          fc.oneof(
            fc.array(pick(WHOLE), { minLength: 1 }).map((items) => ({ items, of: whole })),
            fc.array(pick(DECIMAL), { minLength: 1 }).map((items) => ({ items, of: decimal })),
          ),
        )
        .map(([term, { items, of }]) =>
          mapped(
            `(${term.text}) in [${items.map((item) => of(item).text).join(', ')}]`,
            term,
            (value: bigint | number) => items.some((item) => item == value),
          ),
        ),
      string.map((term) =>
        combined('in', term, ofFacts('activity.categories', 'strings'), (text: string, list: readonly string[]) =>
          list.includes(text),
        ),
      ),
      fc
        .tuple(string, pick(['a', 'é', '😀', '09']))
        .map(([term, part]) =>
          mapped(`(${term.text}).startsWith("${part}")`, term, (text: string) => text.indexOf(part) === 0),
        ),
      fc
        .tuple(string, pick(['a', 'b', '卡', '09']))
        .map(([term, part]) =>
          mapped(`(${term.text}).endsWith("${part}")`, term, (text: string) => text.slice(-part.length) === part),
        ),
      fc
        .tuple(string, pick(['a', '-', '%', '金']))
        .map(([term, part]) =>
          mapped(`(${term.text}).contains("${part}")`, term, (text: string) => text.split(part).length > 1),
        ),
      fc
        .tuple(string, pick(['a%', '%b', '_', '%K__-%', '%', '__', 'S%9']))
        .map(([term, pattern]) =>
          mapped(`like(${term.text}, "${pattern}")`, term, (text: string) => isLike(text, pattern)),
        ),
    ),
  };
});

const maybe = <T>(values: readonly T[]) => fc.option(fc.constantFrom(...values), { nil: undefined, freq: 4 });
const factsOf = {
  int: maybe([...WHOLE, Number.MAX_SAFE_INTEGER]),
  double: maybe(DECIMAL),
  string: maybe(TEXTS),
  bool: maybe([true, false]),
  instant: maybe(INSTANTS.map((text) => Date.parse(text))),
  strings: maybe<readonly string[]>([[], ['a'], ['B', '金卡', '']]),
};
const facts: fc.Arbitrary<Facts> = fc.record({
  ...Object.fromEntries(Object.entries(attributeTypes).map(([name, type]) => [name, factsOf[type]])),
  'orders(7)': factsOf.int,
  'orders(30)': factsOf.int,
  'spend(a, 90)': factsOf.int,
  'spend(é, 90)': factsOf.int,
  'share(0.5)': factsOf.double,
  'bought(a,B)': factsOf.bool,
});

/** What cel-js says, in our terms: an error is what CEL has for unknown. */
function oracle(): (source: string, facts: Facts) => Answer {
  const ask = celOracle(sample, isLike);
  return (source, given) => {
    const value = ask(source, given);
    return value instanceof Date ? value.getTime() : (value as Answer);
  };
}

const plain = (answer: Answer) => (typeof answer === 'bigint' ? Number(answer) : answer === 0 ? 0 : answer);
const nodesOf = (node: ExplainNode): readonly ExplainNode[] => [node, ...node.children.flatMap(nodesOf)];

test('generated rules mean the same to us, to cel-js and by the book', () => {
  const covered = new Map<string, number>();
  const count = (name: string) => covered.set(name, (covered.get(name) ?? 0) + 1);
  const countTree = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    if ('kind' in value) {
      const node = value as Expr;
      if (node.kind === 'attribute' || node.kind === 'call') count(`${node.kind} ${node.name}`);
      else count('operator' in node ? `${node.kind} ${node.operator}` : node.kind);
    }
    Object.values(value).forEach(countTree);
  };
  const askCel = oracle();
  let cases = 0;
  let known = 0;
  let withCel = 0;
  const term = fc.oneof({ arbitrary: terms.bool, weight: 6 }, terms.int, terms.double, terms.instant);

  fc.assert(
    fc.property(term, fc.array(facts, { minLength: 1, maxLength: 3 }), (rule, scopes) => {
      const { text } = rule;
      const { ok, type, errors } = check(sample, text);
      const isTooMuch = errors.some(({ code }) => ['ALWAYS_UNKNOWN', 'TOO_BIG', 'TOO_DEEP', 'TOO_LONG'].includes(code));
      fc.pre(!isTooMuch);
      expect([text, ok, errors]).toEqual([text, true, []]);
      if (type === undefined || type === 'duration') throw new Error('not generated');
      const compiled = compile(sample, text, type);
      const again = new Map<string, Compiled<Facts>>();
      countTree(compiled.tree);
      for (const scope of scopes) {
        const notes: Notes = { isBeyondCel: false };
        const expected = plain(rule.value(scope, notes));
        const ours = compiled.evaluate(scope);
        expect([text, ours]).toEqual([text, expected]);
        cases++;
        if (ours !== undefined) known++;
        if (!notes.isBeyondCel) {
          withCel++;
          expect([text, ours]).toEqual([text, plain(askCel(text, scope))]);
        }
        expect(compiled.holds(scope)).toBe(ours === true);
        if (type !== 'bool') continue;
        expect(compiled.firstUnmet(scope) === undefined).toBe(ours === true);
        for (const node of nodesOf(compiled.explain(scope))) {
          const part = again.get(node.text) ?? compile(sample, node.text);
          again.set(node.text, part);
          const is = part.evaluate(scope);
          expect([node.text, node.result]).toEqual([node.text, is === undefined ? 'unknown' : is ? 'yes' : 'no']);
        }
      }
    }),
    { numRuns: 2500 },
  );

  const operators = Array.from(covered, ([name, times]) => `${name} ${times}`).sort();
  console.info(`${cases} cases, ${known} known, ${withCel} also asked of cel-js: ${operators.join(', ')}`);
  expect(cases).toBeGreaterThanOrEqual(2500);
  expect(known).toBeGreaterThan(cases / 4);
  expect(withCel).toBeGreaterThan(cases * 0.9);
  const kinds = ['has', 'and', 'or', 'not', 'oneOf', 'listed', 'negation', 'toDouble', 'monthOf', 'choice', 'literal'];
  for (const kind of kinds) expect(covered.has(kind)).toBe(true);
  for (const operator of COMPARISONS) expect(covered.has(`comparison ${operator}`)).toBe(true);
  for (const operator of ['+', '-', '*', '/', '%']) expect(covered.has(`arithmetic ${operator}`)).toBe(true);
  for (const operator of ['startsWith', 'endsWith', 'contains', 'like'])
    expect(covered.has(`match ${operator}`)).toBe(true);
  for (const name of Object.keys(attributeTypes)) expect(covered.has(`attribute ${name}`)).toBe(true);
  for (const { name } of sample.functions) expect(covered.has(`call ${name}`)).toBe(true);
});
