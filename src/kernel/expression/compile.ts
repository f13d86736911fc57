import { checkTree } from './check.js';
import type { Call } from './check.js';
import { evaluatorsFor, holder } from './evaluate.js';
import { explain, explaining, firstUnmet } from './explain.js';
import type { ExplainNode, Tells } from './explain.js';
import type { Ahead } from './plan.js';
import { cheapestPlan, isEnough } from './plan.js';
import type { Plan } from './plan-steps.js';
import { ExpressionError } from './problem.js';
import type { Expr } from './tree.js';
import type { ExpressionType, Value, ValueType } from './value.js';
import type { Vocabulary } from './vocabulary.js';

/** A rule ready to be asked. Immutable, and shared by all who ask. */
export interface Compiled<S> {
  readonly source: string;
  readonly type: ExpressionType;
  readonly attributes: readonly string[];
  readonly functions: readonly string[];
  /** Every function call with its arguments: how far back the rule looks. */
  readonly calls: readonly Call[];
  /** What every other interpretation starts from. */
  readonly tree: Expr;
  /** What it was checked against. */
  readonly vocabulary: Vocabulary<S>;
  /** Undefined is unknown. */
  evaluate(scope: S): Value | undefined;
  /** True only when the answer is yes: what is unknown is not selected. */
  holds(scope: S): boolean;
  /** `tells` leaves out the values of attributes and functions it does not name. */
  explain(scope: S, tells?: Tells): ExplainNode;
  /** The leftmost smallest clause because of which it does not hold; undefined when it holds. */
  firstUnmet(scope: S): ExplainNode | undefined;
  /** The least that would have to be done for it to hold; empty when it holds, undefined when no act helps. */
  cheapestPlan(scope: S, ahead: Ahead<S>): Plan | undefined;
  /** Whether it holds once a plan was carried out, in whatever way. */
  isEnough(plan: Plan, ahead: Ahead<S>): boolean;
}

/** Throws an ExpressionError with every problem `check` would tell, or when the result is not of the wanted type. */
export function compile<S>(vocabulary: Vocabulary<S>, source: string, wanted: ValueType = 'bool'): Compiled<S> {
  const { tree, attributes, functions, calls, errors } = checkTree(vocabulary, source, wanted);
  if (!tree) throw new ExpressionError(source, errors);
  const evaluators = evaluatorsFor(vocabulary);
  const rule = explaining(source, evaluators);
  return {
    source,
    type: tree.type,
    attributes,
    functions,
    calls,
    tree,
    vocabulary,
    evaluate: evaluators(tree),
    holds: holder(tree, evaluators),
    explain: (scope, tells) => explain(tree, rule, scope, tells),
    firstUnmet(scope) {
      const unmet = firstUnmet(tree, rule, scope);
      return unmet && explain(unmet, rule, scope);
    },
    cheapestPlan: (scope, ahead) => cheapestPlan(tree, { evaluators, vocabulary, ...ahead }, scope),
    isEnough: (plan, ahead) => isEnough(tree, { evaluators, vocabulary, ...ahead }, plan),
  };
}
