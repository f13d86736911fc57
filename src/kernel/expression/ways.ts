import type { Evaluators } from './evaluate.js';
import type { Plan, Step } from './plan-steps.js';
import { merged } from './plan-steps.js';
import type { Choice, Comparison, ComparisonOperator, Expr, OneOf } from './tree.js';
import { questionsOf } from './tree.js';
import type { Move, Vocabulary } from './vocabulary.js';

/** What searching for ways needs to know. */
export interface Searching<S> {
  readonly evaluators: Evaluators<S>;
  readonly vocabulary: Pick<Vocabulary<S>, 'attribute' | 'function'>;
  /** What nothing is known of yet, and nobody is asked to change: a clause about it counts as it is wanted. */
  readonly isOpen: (name: string) => boolean;
  /** How much a plan asks of whoever carries it out, to choose among several. */
  readonly effort: (plan: Plan) => number;
}

/** Plans kept of a junction: enough to find the cheapest in rules people write, few enough to try them all. */
const WAYS_MAX = 24;

type Ways = readonly Plan[];
const NOTHING_TO_DO: Ways = [[]];
const NO_WAY: Ways = [];

/** Whether a part of a rule says what is wanted of it. */
export function isAsWanted<S>(expr: Expr, wanted: boolean, search: Searching<S>, scope: S): boolean {
  const all = (operands: readonly Expr[]) => operands.every((each) => isAsWanted(each, wanted, search, scope));
  const any = (operands: readonly Expr[]) => operands.some((each) => isAsWanted(each, wanted, search, scope));
  switch (expr.kind) {
    case 'and':
      return wanted ? all(expr.operands) : any(expr.operands);
    case 'or':
      return wanted ? any(expr.operands) : all(expr.operands);
    case 'not':
      return isAsWanted(expr.operand, !wanted, search, scope);
    case 'choice':
      return any(chosen(expr, search, scope));
    default:
      return isLeftOpen(expr, search) || search.evaluators(expr)(scope) === wanted;
  }
}

/** Ways in which a part of a rule could come to say what is wanted, as far as each clause can tell: they have to be tried. */
export function waysTo<S>(expr: Expr, wanted: boolean, search: Searching<S>, scope: S): Ways {
  if (isAsWanted(expr, wanted, search, scope)) return NOTHING_TO_DO;
  const ways = (operand: Expr): Ways => waysTo(operand, wanted, search, scope);
  switch (expr.kind) {
    case 'and':
    case 'or':
      return (expr.kind === 'and') === wanted
        ? allOf(expr.operands.map(ways), search)
        : cheapest(expr.operands.flatMap(ways), search);
    case 'not':
      return waysTo(expr.operand, !wanted, search, scope);
    case 'choice':
      return cheapest(
        [true, false].flatMap((is) => throughBranch(expr, is, wanted, search, scope)),
        search,
      );
    case 'comparison':
      return ofComparison(expr, wanted ? expr.operator : OPPOSITE[expr.operator], search, scope);
    case 'oneOf':
      return ofItems(expr, wanted, search, scope);
    case 'has':
      return wanted ? moving(expr, 1, search) : NO_WAY;
    default:
      return NO_WAY;
  }
}

/** The branch that counts; none while it is not known which. */
function chosen<S>({ condition, positive, negative }: Choice, { evaluators }: Searching<S>, scope: S): readonly Expr[] {
  const is = evaluators(condition)(scope);
  return is === undefined ? [] : [is === true ? positive : negative];
}

/** The condition has to choose the branch, and the branch to say what is wanted. */
function throughBranch<S>(expr: Choice, is: boolean, wanted: boolean, search: Searching<S>, scope: S): Ways {
  const branch = is ? expr.positive : expr.negative;
  return allOf([waysTo(expr.condition, is, search, scope), waysTo(branch, wanted, search, scope)], search);
}

function isLeftOpen<S>(expr: Expr, { isOpen }: Searching<S>): boolean {
  return questionsOf(expr).some(({ name }) => isOpen(name));
}

const OPPOSITE: Readonly<Record<ComparisonOperator, ComparisonOperator>> = {
  '==': '!=',
  '!=': '==',
  '<': '>=',
  '<=': '>',
  '>': '<=',
  '>=': '<',
};

/** As much of an act as the two sides are apart. What is not known is taken to come about by doing it once. */
function ofComparison<S>(expr: Comparison, operator: ComparisonOperator, search: Searching<S>, scope: S): Ways {
  const [left, right] = [expr.left, expr.right].map((side) => search.evaluators(side)(scope));
  if (typeof left !== 'number' || typeof right !== 'number') return moving(expr, 1, search);
  const isStrict = operator === '<' || operator === '>' || operator === '!=';
  const isWhole = expr.left.type !== 'double' && expr.right.type !== 'double';
  return moving(expr, Math.ceil(Math.abs(left - right)) + (isStrict && isWhole ? 1 : 0), search);
}

/** Up to the next number of the list, or past the one it must not be. */
function ofItems<S>({ operand, items }: OneOf, wanted: boolean, search: Searching<S>, scope: S): Ways {
  const actual = search.evaluators(operand)(scope);
  if (typeof actual !== 'number') return moving(operand, 1, search);
  const above = (items as readonly number[]).filter((item) => item > actual);
  return wanted
    ? above.flatMap((item) => moving(operand, Math.ceil(item - actual), search))
    : moving(operand, 1, search);
}

/** Each act that moves something of it, in whatever direction: whether that helps is seen when it is tried. */
function moving<S>(expr: Expr, amount: number, { vocabulary }: Searching<S>): Ways {
  return questionsOf(expr).flatMap((question) => {
    const isCall = question.kind === 'call';
    const declared = isCall ? vocabulary.function(question.name) : vocabulary.attribute(question.name);
    return (declared?.moves ?? []).map((move) => [stepOf(move, amount, isCall ? question.arguments : [])]);
  });
}

function stepOf({ kind, by, about }: Move, amount: number, given: readonly unknown[]): Step {
  const named = about === undefined ? undefined : given[about];
  return { kind, about: typeof named === 'string' && named !== '' ? named : null, amount: by === 'adds' ? Math.max(1, amount) : 1 }; // prettier-ignore
}

/** One act may serve several clauses, so of each the most that any of them asks. */
function allOf<S>(operands: readonly Ways[], search: Searching<S>): Ways {
  return operands.reduce<Ways>(
    (sofar, ways) =>
      cheapest(
        sofar.flatMap((plan) => ways.map((way) => merged(plan, way, Math.max))),
        search,
      ),
    NOTHING_TO_DO,
  );
}

function cheapest<S>(ways: Ways, { effort }: Searching<S>): Ways {
  if (ways.length < 2) return ways;
  const told = new Map(ways.map((plan) => [JSON.stringify(plan), plan]));
  const weighed = Array.from(told.values(), (plan) => ({ plan, effort: effort(plan) }));
  return weighed
    .sort((a, b) => a.effort - b.effort)
    .slice(0, WAYS_MAX)
    .map(({ plan }) => plan);
}
