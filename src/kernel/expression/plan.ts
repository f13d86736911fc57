import type { Plan, Step } from './plan-steps.js';
import { changed, merged } from './plan-steps.js';
import type { Expr } from './tree.js';
import { childrenOf, questionsOf } from './tree.js';
import type { Searching } from './ways.js';
import { isAsWanted, waysTo } from './ways.js';

/** What whoever can carry out plans knows of the time after. */
export interface Ahead<S> extends Pick<Searching<S>, 'isOpen' | 'effort'> {
  /** Where the rule is asked once a plan was carried out, in each way that may be done; undefined when it cannot be. */
  after(plan: Plan): readonly S[] | undefined;
}

/** Whoever acts may be owed something else first, or reach more than one clause: how often a plan may fall short. */
const ROUNDS_MAX = 12;
/** Where clauses cannot tell how much is missing, so much more is tried each time. */
const GROWTH = 8;

/**
 * The least that would have to be done for a rule to hold. Clauses propose, and each proposal is tried on the state it
 * leads to, so that none is made that breaks another clause.
 */
export function cheapestPlan<S>(tree: Expr, search: Searching<S> & Ahead<S>, scope: S): Plan | undefined {
  const plans = waysTo(tree, true, search, scope).flatMap((way) => enough(tree, search, way) ?? []);
  return plans.toSorted((a, b) => search.effort(a.plan) - search.effort(b.plan))[0]?.plan;
}

/** Whether a rule holds once a plan was carried out, in each way that may be done. */
export function isEnough<S>(tree: Expr, search: Searching<S> & Ahead<S>, plan: Plan): boolean {
  return search.after(plan)?.every((after) => isAsWanted(tree, true, search, after)) === true;
}

/** The plan with what it falls short by, and without what it can do without; nothing when that never suffices. */
function enough<S>(tree: Expr, search: Searching<S> & Ahead<S>, way: Plan): { readonly plan: Plan } | undefined {
  const isTold = isExact(tree, search);
  let plan = way;
  for (let round = 0; round < ROUNDS_MAX; round++) {
    const scopes = search.after(plan);
    if (!scopes) return undefined;
    const short = scopes.find((after) => !isAsWanted(tree, true, search, after));
    if (short === undefined) return { plan: leastOf(tree, search, plan) };
    const [more] = waysTo(tree, true, search, short);
    if (!more) return undefined;
    plan = merged(plan, more, (a, b) => (isTold ? a + b : Math.max(a + b, a * GROWTH)));
  }
  return undefined;
}

function leastOf<S>(tree: Expr, search: Searching<S> & Ahead<S>, plan: Plan): Plan {
  const suffices = (less: Plan): boolean => isEnough(tree, search, less);
  let least = plan;
  for (const { kind, about } of plan) {
    const step = least.find((each) => each.kind === kind && each.about === about);
    if (!step || least.length < 2) continue;
    const without = changed(least, step, 0);
    if (suffices(without)) least = without;
  }
  return least.length < 2 && isExact(tree, search)
    ? least
    : least.reduce((sofar, step) => smaller(sofar, step, suffices), least);
}

/** How far the sides of clauses are apart is what is missing, unless something is worked out from it. */
function isExact<S>(tree: Expr, { vocabulary }: Searching<S>): boolean {
  const isReached = questionsOf(tree).some((question) => {
    const declared =
      question.kind === 'call' ? vocabulary.function(question.name) : vocabulary.attribute(question.name);
    return declared?.moves?.some(({ by }) => by === 'reaches');
  });
  return !isReached && !isCalculating(tree);
}

function isCalculating(expr: Expr): boolean {
  return expr.kind === 'arithmetic' || childrenOf(expr).some(isCalculating);
}

/** The smallest amount found by halving that still suffices. */
function smaller(plan: Plan, { kind, about }: Step, suffices: (plan: Plan) => boolean): Plan {
  const step = plan.find((each) => each.kind === kind && each.about === about);
  if (!step) return plan;
  let [tooLittle, amount] = [0, step.amount];
  while (amount - tooLittle > 1) {
    const half = Math.floor((tooLittle + amount) / 2);
    if (suffices(changed(plan, step, half))) amount = half;
    else tooLittle = half;
  }
  return changed(plan, step, amount);
}
