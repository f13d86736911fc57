import type { Place } from './metric.js';
import type { Period } from './periods.js';
import { one } from './slots.js';
import { sql } from './statement.js';
import type { Statement } from './statement.js';

/** A cell of a matrix is a number: its row, times this, and its column. Ladders and layerings are shorter. */
const WIDTH = 1_000;

/** The cell of a row `x` with `startStep` and `endStep`. */
export const slotOfPair = sql`x.startStep * ${WIDTH} + x.endStep`;

/** Members with where they were at both ends, counted in a slot. */
export function pairs(rows: Statement, slot: Statement, numerator: Statement, where: Statement): Statement {
  return sql`SELECT x.memberId, ${slot} AS slot, ${numerator} AS numerator, 1 AS denominator FROM (${rows}) x${where}`;
}

/** All cells of a row. */
export function rowOf(step: number): Place['numerator'] {
  return { first: step * WIDTH, last: step * WIDTH + WIDTH - 1 };
}

/** A point for each cell, as a share of its row. */
export function cellsOf({ from, to }: Period, steps: readonly { readonly code: string }[]): Place[] {
  return steps.flatMap((start, row) =>
    steps.map((end, column) => ({
      from,
      to,
      group: `${start.code}>${end.code}`,
      numerator: one(row * WIDTH + column),
      denominator: rowOf(row),
    })),
  );
}
