/** The values a request sends along with its document. */
export type Variables = Readonly<Record<string, unknown>>;

/** What an operation costs with these variables. */
export type CostOf = (variables: Variables) => number;

/** A number, where no variable matters to it. */
export type Amount = number | CostOf;

/** When something counts; null for always. */
export type Condition = ((variables: Variables) => boolean) | null;

/** A value that is known, or how it follows from the variables. */
export type Value = { readonly is: unknown } | { readonly of: (variables: Variables) => unknown };

export function map(value: Value, work: (value: unknown) => number): Amount;
export function map(value: Amount, work: (value: number) => number): Amount;
export function map(value: Value | Amount, work: (value: never) => number): Amount {
  const change = work as (value: unknown) => number;
  if (typeof value === 'number') return change(value);
  if (typeof value === 'function') return (variables) => change(value(variables));
  if ('is' in value) return change(value.is);
  return (variables) => change(value.of(variables));
}

export function map2(a: Value, b: Value, work: (a: unknown, b: unknown) => number): Amount {
  if ('is' in a) return map(b, (second: unknown) => work(a.is, second));
  return (variables) => work(a.of(variables), 'is' in b ? b.is : b.of(variables));
}

export function sum(amounts: readonly Amount[]): Amount {
  let fixed = 0;
  const rest: CostOf[] = [];
  for (const amount of amounts) {
    if (typeof amount === 'number') fixed += amount;
    else rest.push(amount);
  }
  if (rest.length === 0) return fixed;
  return (variables) => rest.reduce((total, part) => total + part(variables), fixed);
}

export function times(size: Amount, amount: Amount): Amount {
  if (typeof size === 'number' && typeof amount === 'number') return size * amount;
  if (amount === 0) return 0;
  return (variables) => valueOf(size, variables) * valueOf(amount, variables);
}

export function largest(amounts: readonly Amount[]): Amount {
  if (amounts.every((amount) => typeof amount === 'number')) return Math.max(0, ...amounts);
  return (variables) => Math.max(0, ...amounts.map((amount) => valueOf(amount, variables)));
}

export function when(isIncluded: Condition, amount: Amount): Amount {
  if (isIncluded === null || amount === 0) return amount;
  return (variables) => (isIncluded(variables) ? valueOf(amount, variables) : 0);
}

export function both(a: Condition, b: Condition): Condition {
  if (a === null || b === null) return a ?? b;
  return (variables) => a(variables) && b(variables);
}

function valueOf(amount: Amount, variables: Variables): number {
  return typeof amount === 'number' ? amount : amount(variables);
}
