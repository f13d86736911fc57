import type { ExpressionType, Value } from './value.js';

/** UTF-16 offsets into the source, `end` exclusive. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

export type ComparisonOperator = '==' | '!=' | '<' | '<=' | '>' | '>=';
export type ArithmeticOperator = '+' | '-' | '*' | '/' | '%';
export type TextOperator = 'startsWith' | 'endsWith' | 'contains' | 'like';

interface Node<Kind extends string, Type extends ExpressionType = ExpressionType> extends Span {
  readonly kind: Kind;
  readonly type: Type;
}

export interface Literal extends Node<'literal'> {
  readonly value: Value;
}

export interface AttributeReference extends Node<'attribute'> {
  readonly name: string;
}

/** A declared function; its arguments are literals, so that it can become a column or a subquery. */
export interface FunctionCall extends Node<'call'> {
  readonly name: string;
  readonly arguments: readonly Value[];
}

/** Whether the attribute is known; never unknown itself. */
export interface Presence extends Node<'has', 'bool'> {
  readonly attribute: AttributeReference;
}

/** `a && b && c` is one junction of three. */
export interface Junction extends Node<'and' | 'or', 'bool'> {
  readonly operands: readonly Expr[];
}

export interface Not extends Node<'not', 'bool'> {
  readonly operand: Expr;
}

/** Both sides are of one type, or both are numbers. */
export interface Comparison extends Node<'comparison', 'bool'> {
  readonly operator: ComparisonOperator;
  readonly left: Expr;
  readonly right: Expr;
}

/** `tier.code in ["gold", "jade"]` */
export interface OneOf extends Node<'oneOf', 'bool'> {
  readonly operand: Expr;
  readonly items: readonly string[] | readonly number[];
}

/** `"beauty" in activity.categories` */
export interface Listed extends Node<'listed', 'bool'> {
  readonly operand: Expr;
  readonly list: Expr;
}

/** By code point, upper and lower case differing. */
export interface TextMatch extends Node<'match', 'bool'> {
  readonly operator: TextOperator;
  readonly operand: Expr;
  readonly pattern: string;
}

/** Whole numbers, instants and lengths of time stay safe integers or become unknown; `double` if a side is one. */
export interface Arithmetic extends Node<'arithmetic'> {
  readonly operator: ArithmeticOperator;
  readonly left: Expr;
  readonly right: Expr;
}

export interface Negation extends Node<'negation'> {
  readonly operand: Expr;
}

/** `double(x)`: a whole number to be divided as a decimal one. */
export interface ToDouble extends Node<'toDouble', 'double'> {
  readonly operand: Expr;
}

/** 1 to 12, in the zone of the vocabulary. */
export interface MonthOf extends Node<'monthOf', 'int'> {
  readonly operand: Expr;
}

/** `condition ? positive : negative`; unknown when the condition is, unlike SQL's ELSE. */
export interface Choice extends Node<'choice'> {
  readonly condition: Expr;
  readonly positive: Expr;
  readonly negative: Expr;
}

/** A checked rule. Every interpretation (evaluating, explaining, SQL) reads this and nothing else. */
export type Expr =
  | Literal
  | AttributeReference
  | FunctionCall
  | Presence
  | Junction
  | Not
  | Comparison
  | OneOf
  | Listed
  | TextMatch
  | Arithmetic
  | Negation
  | ToDouble
  | MonthOf
  | Choice;

export function childrenOf(expr: Expr): readonly Expr[] {
  switch (expr.kind) {
    case 'literal':
    case 'attribute':
    case 'call':
      return [];
    case 'has':
      return [expr.attribute];
    case 'and':
    case 'or':
      return expr.operands;
    case 'not':
    case 'oneOf':
    case 'match':
    case 'negation':
    case 'toDouble':
    case 'monthOf':
      return [expr.operand];
    case 'listed':
      return [expr.operand, expr.list];
    case 'comparison':
    case 'arithmetic':
      return [expr.left, expr.right];
    case 'choice':
      return [expr.condition, expr.positive, expr.negative];
  }
}

export function depthOf(expr: Expr): number {
  return 1 + Math.max(0, ...childrenOf(expr).map(depthOf));
}

/** What the rule asks of the state: its attributes and function calls, from left to right, each as often as it stands there. */
export function questionsOf(expr: Expr): readonly (AttributeReference | FunctionCall)[] {
  if (expr.kind === 'attribute' || expr.kind === 'call') return [expr];
  return childrenOf(expr).flatMap(questionsOf);
}
