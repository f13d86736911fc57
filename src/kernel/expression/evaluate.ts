import { calculation } from './arithmetic.js';
import { compareTexts, isLike, readPattern } from './text.js';
import type { Choice, Comparison, ComparisonOperator, Expr, FunctionCall, TextMatch } from './tree.js';
import type { Value, ValueType } from './value.js';
import type { Attribute, RuleFunction, Vocabulary } from './vocabulary.js';

/** Undefined is unknown. */
export type Evaluate<S> = (scope: S) => Value | undefined;
type Conditional<S> = (scope: S) => boolean | undefined;
type Numeric<S> = (scope: S) => number | undefined;
type Textual<S> = (scope: S) => string | undefined;

/** Gives the closure of a node; the same one each time, so that explaining can ask about any part. */
export type Evaluators<S> = (expr: Expr) => Evaluate<S>;

/** The types were checked when the tree was made, so closures of sub-expressions are taken to be of their type. */
export function evaluatorsFor<S>(vocabulary: Vocabulary<S>): Evaluators<S> {
  const made = new Map<Expr, Evaluate<S>>();
  const evaluators: Evaluators<S> = (expr) => {
    const evaluate = made.get(expr) ?? build(expr, vocabulary, evaluators);
    made.set(expr, evaluate);
    return evaluate;
  };
  return evaluators;
}

function build<S>(expr: Expr, vocabulary: Vocabulary<S>, evaluators: Evaluators<S>): Evaluate<S> {
  switch (expr.kind) {
    case 'literal': {
      const { value } = expr;
      return () => value;
    }
    case 'attribute':
      return attributeReader(required(vocabulary.attribute(expr.name), expr.name));
    case 'call':
      return functionReader(required(vocabulary.function(expr.name), expr.name), expr);
    case 'has': {
      const read = evaluators(expr.attribute);
      return (scope) => read(scope) !== undefined;
    }
    case 'and':
      return conjunction(expr.operands.map(evaluators) as Conditional<S>[]);
    case 'or':
      return disjunction(expr.operands.map(evaluators) as Conditional<S>[]);
    case 'not': {
      const operand = evaluators(expr.operand) as Conditional<S>;
      return (scope) => {
        const is = operand(scope);
        return is === undefined ? undefined : !is;
      };
    }
    case 'comparison':
      return comparison(expr, evaluators);
    case 'oneOf': {
      const items = new Set<Value>(expr.items);
      return map(evaluators(expr.operand), (value) => items.has(value));
    }
    case 'listed':
      return combine(
        evaluators(expr.operand) as Textual<S>,
        evaluators(expr.list) as (scope: S) => readonly string[] | undefined,
        (text, list) => list.includes(text),
      );
    case 'match':
      return textMatch(expr, evaluators(expr.operand) as Textual<S>);
    case 'arithmetic':
      return combine(
        evaluators(expr.left) as Numeric<S>,
        evaluators(expr.right) as Numeric<S>,
        calculation(expr.operator, expr.type),
      );
    case 'negation':
      return map(evaluators(expr.operand) as Numeric<S>, (number) => 0 - number);
    case 'toDouble':
      return evaluators(expr.operand);
    case 'monthOf':
      return map(evaluators(expr.operand) as Numeric<S>, vocabulary.monthOf);
    case 'choice':
      return choice(expr, evaluators);
  }
}

/** Whether it is a yes. Stops at the first clause that is not one, where `evaluate` has to tell no from unknown. */
export function holder<S>(expr: Expr, evaluators: Evaluators<S>): (scope: S) => boolean {
  if (expr.kind === 'and') {
    const clauses = expr.operands.map((operand) => holder(operand, evaluators));
    return (scope) => {
      for (const holds of clauses) if (!holds(scope)) return false;
      return true;
    };
  }
  if (expr.kind === 'or') {
    const clauses = expr.operands.map((operand) => holder(operand, evaluators));
    return (scope) => {
      for (const holds of clauses) if (holds(scope)) return true;
      return false;
    };
  }
  const evaluate = evaluators(expr);
  return (scope) => evaluate(scope) === true;
}

function map<S, A, R>(operand: (scope: S) => A | undefined, apply: (value: A) => R | undefined) {
  return (scope: S): R | undefined => {
    const value = operand(scope);
    return value === undefined ? undefined : apply(value);
  };
}

function combine<S, A, B, R>(
  left: (scope: S) => A | undefined,
  right: (scope: S) => B | undefined,
  apply: (left: A, right: B) => R | undefined,
) {
  return (scope: S): R | undefined => {
    const a = left(scope);
    if (a === undefined) return undefined;
    const b = right(scope);
    return b === undefined ? undefined : apply(a, b);
  };
}

function conjunction<S>(clauses: readonly Conditional<S>[]): Conditional<S> {
  return (scope) => {
    let result: boolean | undefined = true;
    for (const clause of clauses) {
      const is = clause(scope);
      if (is === false) return false;
      if (is === undefined) result = undefined;
    }
    return result;
  };
}

function disjunction<S>(clauses: readonly Conditional<S>[]): Conditional<S> {
  return (scope) => {
    let result: boolean | undefined = false;
    for (const clause of clauses) {
      const is = clause(scope);
      if (is === true) return true;
      if (is === undefined) result = undefined;
    }
    return result;
  };
}

function choice<S>({ condition, positive, negative }: Choice, evaluators: Evaluators<S>): Evaluate<S> {
  const is = evaluators(condition) as Conditional<S>;
  const yes = evaluators(positive);
  const no = evaluators(negative);
  return (scope) => {
    const answer = is(scope);
    return answer === undefined ? undefined : answer ? yes(scope) : no(scope);
  };
}

function comparison<S>({ operator, left, right }: Comparison, evaluators: Evaluators<S>): Conditional<S> {
  if (left.type !== 'string' || operator === '==' || operator === '!=') {
    const compare = COMPARE[operator];
    const first = evaluators(left) as Numeric<S>;
    if (right.kind !== 'literal') return combine(first, evaluators(right) as Numeric<S>, compare);
    const limit = right.value as number;
    return map(first, (value) => compare(value, limit));
  }
  const compare = COMPARE[operator];
  const first = evaluators(left) as Textual<S>;
  return combine(first, evaluators(right) as Textual<S>, (a, b) => compare(compareTexts(a, b), 0));
}

/** Also for texts and yes or no, as far as they are compared by `==` and `!=`. */
const COMPARE: Readonly<Record<ComparisonOperator, (a: number, b: number) => boolean>> = {
  '==': (a, b) => a === b,
  '!=': (a, b) => a !== b,
  '<': (a, b) => a < b,
  '<=': (a, b) => a <= b,
  '>': (a, b) => a > b,
  '>=': (a, b) => a >= b,
};

function textMatch<S>({ operator, pattern }: TextMatch, operand: Textual<S>): Conditional<S> {
  switch (operator) {
    case 'startsWith':
      return map(operand, (text) => text.startsWith(pattern));
    case 'endsWith':
      return map(operand, (text) => text.endsWith(pattern));
    case 'contains':
      return map(operand, (text) => text.includes(pattern));
    case 'like': {
      const parts = required(readPattern(pattern), pattern);
      return map(operand, (text) => isLike(text, parts));
    }
  }
}

function attributeReader<S>(attribute: Attribute<S>): Evaluate<S> {
  const { name, type } = attribute;
  const isValid = IS_OF_TYPE[type];
  return (scope) => {
    const value = attribute.read(scope);
    return isValid(value) ? value : unknown(name, type, value);
  };
}

function functionReader<S>(declared: RuleFunction<S>, call: FunctionCall): Evaluate<S> {
  const { name, returns } = declared;
  const given = [...call.arguments];
  const isValid = IS_OF_TYPE[returns];
  return (scope) => {
    const value = declared.read(scope, ...given);
    return isValid(value) ? value : unknown(name, returns, value);
  };
}

const isInteger = (value: unknown): value is number => Number.isSafeInteger(value);

const IS_OF_TYPE: Readonly<Record<ValueType, (value: unknown) => value is Value>> = {
  int: isInteger,
  instant: isInteger,
  double: (value): value is number => Number.isFinite(value),
  string: (value): value is string => typeof value === 'string',
  bool: (value): value is boolean => typeof value === 'boolean',
  strings: (value): value is readonly string[] => Array.isArray(value),
};

/** Missing values and numbers out of range are unknown; anything else was declared wrongly and must not pass as missing. */
function unknown(name: string, type: ValueType, value: unknown): Value | undefined {
  if (value === undefined || value === null) return undefined;
  const isNumber = type === 'int' || type === 'double' || type === 'instant';
  if (isNumber && typeof value === 'number' && !(Math.abs(value) <= Number.MAX_SAFE_INTEGER)) return undefined;
  throw new TypeError(`${name} is declared as ${type} but read ${JSON.stringify(value)}`);
}

function required<T>(found: T | undefined, name: string): T {
  if (found === undefined) throw new Error(`The tree speaks of ${name}, which this vocabulary does not have`);
  return found;
}
