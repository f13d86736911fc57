import type { Evaluators } from './evaluate.js';
import type { Expr } from './tree.js';
import { childrenOf } from './tree.js';

/** One way in which a plan may be carried out. By how much more than it asks is left open: 0 to `most`, in whole degrees. */
export interface Course<S> {
  readonly most: number;
  /** Where the rule is asked then; undefined when it cannot be done. */
  readonly at: (degree: number) => S | undefined;
}

/**
 * Where a rule is asked along courses: at the ends of all of them, then wherever it is looked for the degrees at which what a
 * clause compares comes to stand differently: below, at or above, in this tier or the next. More of an act moves it one way
 * only, so between two such degrees the rule says what it says at them. Undefined stands for what cannot be done.
 */
export function* scopesAlong<S>(
  tree: Expr,
  evaluators: Evaluators<S>,
  courses: readonly Course<S>[],
): Generator<S | undefined> {
  for (const { most, at } of courses) {
    yield at(0);
    if (most > 0) yield at(most);
  }
  const clauses = clausesOf(tree).map((clause) => standingIn(clause, evaluators));
  for (const course of courses) {
    for (const standing of clauses) yield* towardsTurns(course, standing);
  }
}

/** A course that asks for each degree once. */
export function once<S>({ most, at }: Course<S>): Course<S> {
  const scopes = new Map<number, S | undefined>();
  const remembered = (degree: number): S | undefined => {
    if (!scopes.has(degree)) scopes.set(degree, at(degree));
    return scopes.get(degree);
  };
  return { most, at: remembered };
}

/** Beyond that it is not looked for where else a clause turns: more than the tiers of a ladder. */
const TURNS_MAX = 16;

/** Halves its way from 0 to one turn of a clause after the other, up to where it stands as it does at the end. */
function* towardsTurns<S>({ most, at }: Course<S>, standing: Standing<S>): Generator<S | undefined> {
  const standsAt = (degree: number): unknown => {
    const scope = at(degree);
    return scope === undefined ? undefined : standing(scope);
  };
  let from = 0;
  for (let turn = 0; turn < TURNS_MAX && standsAt(from) !== standsAt(most); turn++) {
    let [same, other] = [from, most];
    while (other - same > 1) {
      const half = Math.floor((same + other) / 2);
      yield at(half);
      if (standsAt(half) === standsAt(from)) same = half;
      else other = half;
    }
    from = other;
  }
}

type Standing<S> = (scope: S) => unknown;

/** How what a clause compares stands to what it is compared with: more than whether the clause holds. */
function standingIn<S>(clause: Expr, evaluators: Evaluators<S>): Standing<S> {
  if (clause.kind === 'comparison') {
    const [left, right] = [evaluators(clause.left), evaluators(clause.right)];
    return (scope) => ordered(left(scope), right(scope));
  }
  if (clause.kind === 'oneOf') {
    const operand = evaluators(clause.operand);
    return (scope) => clause.items.map((item) => ordered(operand(scope), item)).join(' ');
  }
  return evaluators(clause);
}

/** -1, 0 or 1 of numbers; of anything else what it is. */
function ordered(one: unknown, other: unknown): unknown {
  return typeof one === 'number' && typeof other === 'number'
    ? Math.sign(one - other)
    : `${String(one)} ${String(other)}`;
}

const JOINING: ReadonlySet<Expr['kind']> = new Set(['and', 'or', 'not', 'choice']);

/** Whatever is true or not by itself, also where it only chooses what a number is. */
function clausesOf(expr: Expr): readonly Expr[] {
  const within = childrenOf(expr).flatMap(clausesOf);
  return expr.type === 'bool' && !JOINING.has(expr.kind) ? [expr, ...within] : within;
}
