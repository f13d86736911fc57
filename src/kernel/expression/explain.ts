import type { Evaluators } from './evaluate.js';
import { questionsOf } from './tree.js';
import type { Comparison, ComparisonOperator, Expr, Span, TextOperator } from './tree.js';
import type { ExpressionType, Value } from './value.js';

/** A condition of a rule and what became of it, for one scope. */
export interface ExplainNode extends Span {
  /** The condition as it is written. */
  readonly text: string;
  /** For a rule that is no condition (a number of points): yes when the value is known. */
  readonly result: 'yes' | 'no' | 'unknown';
  readonly kind: Expr['kind'];
  /** What a clause asks for: an attribute by name, a function as it is called; absent where it asks for several. */
  readonly attribute?: string;
  /** The type of `actual`: it says how to show a number (an instant and a duration are milliseconds). */
  readonly type?: ExpressionType;
  readonly actual?: Value;
  readonly wanted?: Value | readonly number[];
  /** Between `actual` and `wanted`: `30 >= x` is told as x <= 30. */
  readonly operator?: ComparisonOperator | TextOperator | 'in' | 'has';
  /** How much `actual` has to move for a comparison of numbers to hold: 0 when it holds. Milliseconds for time. */
  readonly distance?: number;
  /** Attributes and functions whose being unknown is the reason, when the result of a clause is unknown. */
  readonly missing?: readonly string[];
  /** Conditions it is made of; of a choice only what was looked at. */
  readonly children: readonly ExplainNode[];
}

/** What explaining needs of a compiled rule. */
export interface Explaining<S> {
  readonly source: string;
  readonly evaluators: Evaluators<S>;
}

export function explain<S>(expr: Expr, rule: Explaining<S>, scope: S): ExplainNode {
  const children = conditionsOf(expr, rule, scope).map((condition) => explain(condition, rule, scope));
  const isClause = children.length === 0;
  const node = {
    text: rule.source.slice(expr.start, expr.end),
    start: expr.start,
    end: expr.end,
    kind: expr.kind,
    result: resultOf(expr, rule, scope),
    children,
  };
  if (!isClause) return node;
  const clause = { ...node, ...clauseOf(expr, rule, scope) };
  return node.result === 'unknown' ? { ...clause, missing: missingIn(expr, rule, scope) } : clause;
}

/**
 * The leftmost smallest part because of which the rule does not hold; undefined when it holds. Of an `&&` it is the
 * clause that decided it; an `||` has failed as a whole.
 */
export function firstUnmet<S>(expr: Expr, rule: Explaining<S>, scope: S): Expr | undefined {
  const value = rule.evaluators(expr)(scope);
  if (value === true) return undefined;
  if (expr.kind === 'and') {
    const decisive = expr.operands.find((operand) => rule.evaluators(operand)(scope) === value);
    return decisive && firstUnmet(decisive, rule, scope);
  }
  if (expr.kind === 'choice' && expr.type === 'bool') {
    const condition = rule.evaluators(expr.condition)(scope);
    if (condition === undefined) return firstUnmet(expr.condition, rule, scope);
    return firstUnmet(condition === true ? expr.positive : expr.negative, rule, scope);
  }
  return expr;
}

function resultOf<S>(expr: Expr, { evaluators }: Explaining<S>, scope: S): ExplainNode['result'] {
  const value = evaluators(expr)(scope);
  return value === undefined ? 'unknown' : value === false ? 'no' : 'yes';
}

/** The conditions below a condition. */
function conditionsOf<S>(expr: Expr, { evaluators }: Explaining<S>, scope: S): readonly Expr[] {
  if (expr.kind === 'and' || expr.kind === 'or') return expr.operands;
  if (expr.kind === 'not') return [expr.operand];
  if (expr.kind !== 'choice') return [];
  const condition = evaluators(expr.condition)(scope);
  return condition === undefined
    ? [expr.condition]
    : [expr.condition, condition === true ? expr.positive : expr.negative];
}

type Clause = Pick<ExplainNode, 'attribute' | 'type' | 'actual' | 'wanted' | 'operator' | 'distance'>;

function clauseOf<S>(expr: Expr, rule: Explaining<S>, scope: S): Clause {
  switch (expr.kind) {
    case 'comparison':
      return comparisonClause(expr, rule, scope);
    case 'has':
      return { ...sideOf(expr.attribute, rule, scope), operator: 'has' };
    case 'oneOf':
      return { ...sideOf(expr.operand, rule, scope), wanted: expr.items, operator: 'in' };
    case 'match':
      return { ...sideOf(expr.operand, rule, scope), wanted: expr.pattern, operator: expr.operator };
    case 'listed':
      return {
        ...sideOf(expr.list, rule, scope),
        ...present('wanted', rule.evaluators(expr.operand)(scope)),
        operator: 'in',
      };
    default:
      return sideOf(expr, rule, scope);
  }
}

function comparisonClause<S>(expr: Comparison, rule: Explaining<S>, scope: S): Clause {
  const isMirrored = questionsOf(expr.left).length === 0 && questionsOf(expr.right).length > 0;
  const [asked, against] = isMirrored ? [expr.right, expr.left] : [expr.left, expr.right];
  const operator = isMirrored ? MIRRORED[expr.operator] : expr.operator;
  const side = sideOf(asked, rule, scope);
  const wanted = rule.evaluators(against)(scope);
  const distance = distanceOf(operator, side.actual, wanted, isWhole(asked) && isWhole(against));
  return { ...side, ...present('wanted', wanted), operator, ...present('distance', distance) };
}

const MIRRORED: Readonly<Record<ComparisonOperator, ComparisonOperator>> = {
  '==': '==',
  '!=': '!=',
  '<': '>',
  '<=': '>=',
  '>': '<',
  '>=': '<=',
};

const isWhole = ({ type }: Expr): boolean => type !== 'double';

/** Whole numbers have to get one past the limit of `<` and `>`; for decimal ones the distance is to the limit itself. */
function distanceOf(
  operator: ComparisonOperator,
  actual: Value | undefined,
  wanted: Value | undefined,
  areWhole: boolean,
): number | undefined {
  if (typeof actual !== 'number' || typeof wanted !== 'number') return undefined;
  const step = areWhole ? 1 : 0;
  switch (operator) {
    case '>=':
      return Math.max(0, wanted - actual);
    case '>':
      return Math.max(0, wanted - actual + step);
    case '<=':
      return Math.max(0, actual - wanted);
    case '<':
      return Math.max(0, actual - wanted + step);
    case '==':
      return Math.abs(actual - wanted);
    case '!=':
      return actual === wanted ? step : 0;
  }
}

/** One side of a clause: what it asks for and what it is. */
function sideOf<S>(expr: Expr, { source, evaluators }: Explaining<S>, scope: S): Clause {
  const names = new Set(questionsOf(expr).map((question) => nameOf(question, source)));
  const [only] = names;
  return {
    ...present('attribute', names.size === 1 ? only : undefined),
    type: expr.type,
    ...present('actual', evaluators(expr)(scope)),
  };
}

function missingIn<S>(expr: Expr, { source, evaluators }: Explaining<S>, scope: S): readonly string[] {
  const missing = questionsOf(expr).filter((question) => evaluators(question)(scope) === undefined);
  return [...new Set(missing.map((question) => nameOf(question, source)))];
}

const nameOf = (question: ReturnType<typeof questionsOf>[number], source: string): string =>
  question.kind === 'attribute' ? question.name : source.slice(question.start, question.end);

function present<Key extends string, T>(key: Key, value: T | undefined): Partial<Record<Key, T>> {
  return value === undefined ? {} : ({ [key]: value } as Record<Key, T>);
}
