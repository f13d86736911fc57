import type { Bound } from '../../kernel/bind.js';

/** A piece of SQL with the values it binds, in the order of its marks. Pieces are put together like texts. */
export class Statement {
  constructor(
    readonly text: string,
    readonly params: readonly Bound[],
  ) {}
}

/** SQL as a template: pieces stand where they are put, every other value is bound, so that no value becomes SQL. */
export function sql(strings: TemplateStringsArray, ...values: readonly (Statement | Bound)[]): Statement {
  let text = strings[0] ?? '';
  const params: Bound[] = [];
  for (const [at, value] of values.entries()) {
    text += value instanceof Statement ? value.text : '?';
    params.push(...(value instanceof Statement ? value.params : [value]));
    text += strings[at + 1] ?? '';
  }
  return new Statement(text, params);
}

export function joined(parts: readonly Statement[], separator: string): Statement {
  return new Statement(
    parts.map(({ text }) => text).join(separator),
    parts.flatMap(({ params }) => [...params]),
  );
}

/** `?, ?, ?` */
export function listed(values: readonly Bound[]): Statement {
  return new Statement(values.map(() => '?').join(', '), values);
}

/** Nothing, where a piece may stand or not. */
export const nothing = sql``;

/**
 * What belongs to the stretch in which a value lies: stretches are divided by `bounds`, and there is one more of `chosen`
 * than of them. A tree of comparisons, so that a thousand days cost ten: this is how days and instants find their period
 * without the database knowing what time is.
 */
export function choose(value: Statement, bounds: readonly Bound[], chosen: readonly Bound[]): Statement {
  if (chosen.length <= 1) return sql`${chosen[0] ?? null}`;
  const half = Math.floor(chosen.length / 2);
  const before = choose(value, bounds.slice(0, half - 1), chosen.slice(0, half));
  const after = choose(value, bounds.slice(half), chosen.slice(half));
  return sql`CASE WHEN ${value} < ${bounds[half - 1] ?? null} THEN ${before} ELSE ${after} END`;
}
