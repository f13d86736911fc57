import type { SqlPart } from '../../kernel/expression/index.js';
import { joined } from '../../kernel/expression/index.js';
import { pages } from '../../kernel/rows.js';
import type { Bits } from './bits.js';

/** Answers of one column, a bit each; a safe integer has room for 53. */
const BITS_A_COLUMN = 48;

/** A member with what was answered about it, in columns as `bitColumns` makes them. */
export type BitRow = Readonly<Record<string, number>>;

/** Columns `c0`, `c1`, … for many answers about a member; `column` writes one of them, given each answer with its bit. */
export function bitColumns<T>(
  answers: readonly T[],
  column: (some: readonly { readonly answer: T; readonly bit: number }[]) => SqlPart,
): SqlPart {
  const columns = Array.from(pages(answers, BITS_A_COLUMN), (some, at) =>
    joined(', ', column(some.map((answer, place) => ({ answer, bit: 2 ** place }))), ` AS c${at}`),
  );
  return joined(...columns);
}

/** Puts a member into the sets of whatever was answered with yes. */
export function noteBits(row: BitRow, sets: readonly Bits[]): void {
  const number = row['number'] ?? 0;
  for (let from = 0; from < sets.length; from += BITS_A_COLUMN) {
    let bits = row[`c${from / BITS_A_COLUMN}`] ?? 0;
    for (let at = from; bits > 0; at++) {
      if (bits % 2 === 1) sets[at]?.add(number);
      bits = Math.floor(bits / 2);
    }
  }
}
