/** So much of an act: an amount of money, a number of times. */
export interface Step {
  /** As attributes and functions declare it (`Move`). */
  readonly kind: string;
  /** What it has to be about, where that matters. */
  readonly about: string | null;
  readonly amount: number;
}

/** Everything that has to be done, each act once. */
export type Plan = readonly Step[];

/** Two plans as one, each act once, always in the same order. */
export function merged(one: Plan, other: Plan, together: (a: number, b: number) => number): Plan {
  const steps = new Map<string, Step>();
  for (const step of [...one, ...other]) {
    const known = steps.get(keyOf(step));
    steps.set(keyOf(step), known ? { ...step, amount: together(known.amount, step.amount) } : step);
  }
  return [...steps.values()].sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
}

/** The same plan with one step changed; without it for an amount of 0. */
export function changed(plan: Plan, step: Step, amount: number): Plan {
  return plan.flatMap((each) => (each !== step ? [each] : amount === 0 ? [] : [{ ...each, amount }]));
}

const keyOf = ({ kind, about }: Step): string => `${kind} ${about ?? ''}`;
