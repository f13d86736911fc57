import type { Course } from './courses.js';
import { once, scopesAlong } from './courses.js';
import type { Plan, Step } from './plan-steps.js';
import { changed, merged } from './plan-steps.js';
import type { Expr } from './tree.js';
import { childrenOf, questionsOf } from './tree.js';
import type { Searching } from './ways.js';
import { isAsWanted, waysTo } from './ways.js';

/** What whoever can carry out plans knows of the time after. */
export interface Ahead<S> extends Pick<Searching<S>, 'isOpen' | 'effort'> {
  /** The ways in which a plan may be carried out; undefined when it cannot be. */
  readonly after: (plan: Plan) => readonly Course<S>[] | undefined;
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
  const trying = { ...search, after: remembering(search.after) };
  const plans = waysTo(tree, true, search, scope).flatMap((way) => enough(tree, trying, way) ?? []);
  return plans.toSorted((a, b) => search.effort(a.plan) - search.effort(b.plan))[0]?.plan;
}

/** Several clauses may propose the same, or come down to it: it is carried out once. */
function remembering<S>(after: Ahead<S>['after']): Ahead<S>['after'] {
  const known = new Map<string, readonly Course<S>[] | undefined>();
  return (plan) => {
    const key = JSON.stringify(plan);
    if (!known.has(key)) known.set(key, after(plan)?.map(once));
    return known.get(key);
  };
}

/** Whether a rule holds once a plan was carried out, in each way that may be done. */
export function isEnough<S>(tree: Expr, search: Searching<S> & Ahead<S>, plan: Plan): boolean {
  return suffices(tree, { ...search, after: remembering(search.after) }, plan);
}

function suffices<S>(tree: Expr, search: Searching<S> & Ahead<S>, plan: Plan): boolean {
  const courses = search.after(plan);
  return courses !== undefined && fallingShort(tree, search, courses) === undefined;
}

/** The first way found that does not lead where the rule holds, by where it leads: nowhere if it cannot be done. */
function fallingShort<S>(
  tree: Expr,
  search: Searching<S>,
  courses: readonly Course<S>[],
): { readonly after: S | undefined } | undefined {
  for (const after of scopesAlong(tree, search.evaluators, courses)) {
    if (after === undefined || !isAsWanted(tree, true, search, after)) return { after };
  }
}

/** The plan with what it falls short by, and without what it can do without; nothing when that never suffices. */
function enough<S>(tree: Expr, search: Searching<S> & Ahead<S>, way: Plan): { readonly plan: Plan } | undefined {
  const isTold = isExact(tree, search);
  let plan = way;
  for (let round = 0; round < ROUNDS_MAX; round++) {
    const courses = search.after(plan);
    if (!courses) return undefined;
    const short = fallingShort(tree, search, courses);
    if (!short) return { plan: leastOf(tree, search, plan) };
    if (short.after === undefined) return undefined;
    const [more] = waysTo(tree, true, search, short.after);
    if (!more) return undefined;
    plan = merged(plan, more, (a, b) => (isTold ? a + b : Math.max(a + b, a * GROWTH)));
  }
  return undefined;
}

function leastOf<S>(tree: Expr, search: Searching<S> & Ahead<S>, plan: Plan): Plan {
  const isStillEnough = (less: Plan): boolean => suffices(tree, search, less);
  let least = plan;
  for (const { kind, about } of plan) {
    const step = least.find((each) => each.kind === kind && each.about === about);
    if (!step || least.length < 2) continue;
    const without = changed(least, step, 0);
    if (isStillEnough(without)) least = without;
  }
  return least.length < 2 && isExact(tree, search)
    ? least
    : least.reduce((sofar, step) => smaller(sofar, step, isStillEnough), least);
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
function smaller(plan: Plan, { kind, about }: Step, isStillEnough: (plan: Plan) => boolean): Plan {
  const step = plan.find((each) => each.kind === kind && each.about === about);
  if (!step) return plan;
  let [tooLittle, amount] = [0, step.amount];
  while (amount - tooLittle > 1) {
    const half = Math.floor((tooLittle + amount) / 2);
    if (isStillEnough(changed(plan, step, half))) amount = half;
    else tooLittle = half;
  }
  return changed(plan, step, amount);
}
