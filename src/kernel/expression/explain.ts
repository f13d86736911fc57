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
  /** The side that is asked about, and what it is held against: what sentences name. */
  readonly subject?: Expr;
  readonly against?: Expr;
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
  /** What a part asks for, each name once. */
  names(expr: Expr): readonly string[];
}

export function explaining<S>(source: string, evaluators: Evaluators<S>): Explaining<S> {
  const known = new Map<Expr, readonly string[]>();
  return {
    source,
    evaluators,
    names(expr) {
      const names = known.get(expr) ?? [...new Set(questionsOf(expr).map((question) => nameOf(question, source)))];
      known.set(expr, names);
      return names;
    },
  };
}

/** Which attributes and functions may be told what they are; by name. */
export type Tells = (name: string) => boolean;

/** `tells` keeps the values of some to itself: what is worked out from them is left out, verdicts stay. */
export function explain<S>(expr: Expr, rule: Explaining<S>, scope: S, tells?: Tells): ExplainNode {
  const { start, end, kind } = expr;
  const result = resultOf(expr, rule, scope);
  const children = conditionsOf(expr, rule, scope).map((condition) => explain(condition, rule, scope, tells));
  const facts = factsOf(expr, rule, scope);
  const { attribute, subject, against, type, actual, wanted, operator, distance } = isTold(expr, rule, tells)
    ? facts
    : withheld(expr, rule, facts);
  const missing = result === 'unknown' && children.length === 0 ? missingIn(expr, rule, scope) : undefined;
  const text = rule.source.slice(start, end);
  return { text, start, end, kind, result, attribute, subject, against, type, actual, wanted, operator, distance, missing, children }; // prettier-ignore
}

function isTold<S>(expr: Expr, rule: Explaining<S>, tells: Tells | undefined): boolean {
  return tells === undefined || rule.names(expr).every((name) => tells(name.split('(')[0] as string));
}

/** What is left to tell: what is asked for, and what it would take where that is written in the rule. */
function withheld<S>(expr: Expr, rule: Explaining<S>, facts: Facts): Facts {
  const { attribute, subject, against, type, wanted, operator } = facts;
  const isWritten =
    expr.kind === 'comparison'
      ? rule.names(expr.left).length === 0 || rule.names(expr.right).length === 0
      : expr.kind === 'oneOf' || expr.kind === 'match';
  return { attribute, subject, against, type, operator, ...(isWritten ? { wanted } : {}) };
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

type Facts = Pick<ExplainNode, 'attribute' | 'subject' | 'against' | 'type' | 'actual' | 'wanted' | 'operator' | 'distance'>; // prettier-ignore

/** What a clause compares. A condition made of others has nothing of its own to tell. */
function factsOf<S>(expr: Expr, rule: Explaining<S>, scope: S): Facts {
  switch (expr.kind) {
    case 'and':
    case 'or':
    case 'not':
      return {};
    case 'choice':
      return expr.type === 'bool' ? {} : { type: expr.type, actual: rule.evaluators(expr)(scope) };
    case 'comparison':
      return comparisonFacts(expr, rule, scope);
    case 'has':
      return sideFacts(expr.attribute, rule, scope, 'has');
    case 'oneOf':
      return sideFacts(expr.operand, rule, scope, 'in', expr.items);
    case 'match':
      return sideFacts(expr.operand, rule, scope, expr.operator, expr.pattern);
    case 'listed':
      return {
        ...sideFacts(expr.list, rule, scope, 'in', rule.evaluators(expr.operand)(scope)),
        against: expr.operand,
      };
    default:
      return sideFacts(expr, rule, scope);
  }
}

/** The side that is asked about: its one attribute, if it is one, and what it is. */
function sideFacts<S>(
  expr: Expr,
  rule: Explaining<S>,
  scope: S,
  operator?: ExplainNode['operator'],
  wanted?: ExplainNode['wanted'],
): Facts {
  const names = rule.names(expr);
  const attribute = names.length === 1 ? names[0] : undefined;
  return { attribute, subject: expr, type: expr.type, actual: rule.evaluators(expr)(scope), operator, wanted };
}

function comparisonFacts<S>(expr: Comparison, rule: Explaining<S>, scope: S): Facts {
  const isMirrored = rule.names(expr.left).length === 0 && rule.names(expr.right).length > 0;
  const [asked, against] = isMirrored ? [expr.right, expr.left] : [expr.left, expr.right];
  const operator = isMirrored ? MIRRORED[expr.operator] : expr.operator;
  const wanted = rule.evaluators(against)(scope);
  const { attribute, type, actual } = sideFacts(asked, rule, scope);
  const distance = distanceOf(operator, actual, wanted, isWhole(asked) && isWhole(against));
  return { attribute, subject: asked, against, type, actual, wanted, operator, distance };
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

function missingIn<S>(expr: Expr, { source, evaluators }: Explaining<S>, scope: S): readonly string[] {
  const missing = questionsOf(expr).filter((question) => evaluators(question)(scope) === undefined);
  return [...new Set(missing.map((question) => nameOf(question, source)))];
}

const nameOf = (question: ReturnType<typeof questionsOf>[number], source: string): string =>
  question.kind === 'attribute' ? question.name : source.slice(question.start, question.end);
