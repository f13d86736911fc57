import type { Bound } from '../bind.js';
import type { Day } from '../calendar.js';
import type { Instant } from '../clock.js';
import type { Engine } from '../database.js';
import { marks } from '../rows.js';

/** A piece of a statement: text with `?`, and the values that stand for them, in order. */
export interface SqlPart {
  readonly text: string;
  readonly params: readonly Bound[];
}

/** Where and when SQL asks. */
export interface SqlContext {
  readonly engine: Engine;
  /** What `now` is. For members as a whole: the start of the day in the program's zone, so what happened today is later than it. */
  readonly now: Instant;
  /** The day windows end with, included. */
  readonly today: Day;
  readonly zone: string;
  /** The compiled parts of the program (`Program.parts`). */
  readonly parts: Readonly<Record<string, unknown>>;
  /** Which members matter, where not all do: sums are then taken over them alone. */
  readonly among?: Among;
}

/** Some of the members: those whose ids come after one, up to another, or those of some numbers. */
export type Among = { readonly after: string; readonly last: string } | { readonly numbers: readonly number[] };

/** Whether a row of `members` is of some of them. */
export function isAmong(among: Among, row = 'm'): SqlPart {
  if ('numbers' in among) return { text: `${row}.number IN ${marks(among.numbers)}`, params: among.numbers };
  return { text: `${row}.id > ? AND ${row}.id <= ?`, params: [among.after, among.last] };
}

/** What a declaration of SQL may ask for besides. */
export interface SqlAsk extends SqlContext {
  /**
   * Brings a table or a grouped query to the row of the member `m`, once however often its key is asked for; it must
   * give at most one row a member. Answers its alias.
   */
  join(key: string, text: (alias: string) => string, params?: readonly Bound[]): string;
  /**
   * Sums a column over the rows a member has in a table whose key begins with `memberId`. All sums over one table are
   * taken in one pass.
   * Answers the column of the sum, which is NULL for a member without any row.
   */
  sum(table: string, column: string, where: SqlPart): string;
}

/** How an attribute or a function is read in SQL, over the row `m` of `members` and what it joined. NULL is unknown. */
export interface SqlValue {
  /** Whole numbers and instants are integers, yes or no is 1 or 0. */
  readonly text: string;
  readonly params?: readonly Bound[];
  /** The farthest from zero it can be; whole numbers are safe ones if absent, decimal ones have no limit. */
  readonly max?: number;
  /** Of something that is the same for every member. */
  readonly constant?: number;
  /** Of an instant: the column with its day in the program's zone, in days since 1970. Without it no month can be asked for. */
  readonly day?: string;
}

/** Pieces and plain text put together. */
export function joined(...pieces: readonly (string | SqlPart)[]): SqlPart {
  return {
    text: pieces.map((piece) => (typeof piece === 'string' ? piece : piece.text)).join(''),
    params: pieces.flatMap((piece) => (typeof piece === 'string' ? [] : piece.params)),
  };
}

/** The same with something between them. */
export function listed(pieces: readonly SqlPart[], between: string): SqlPart {
  return joined(...pieces.flatMap((piece, at) => (at === 0 ? [piece] : [between, piece])));
}

export const valued = (value: Bound): SqlPart => ({ text: '?', params: [value] });

/**
 * Whether a column is a text, trailing blanks included: on the one database binary collations ignore them. The plain
 * comparison stays beside it, for indices.
 */
export function isText({ engine }: Pick<SqlContext, 'engine'>, column: string, text: string): SqlPart {
  if (engine === 'sqlite') return { text: `${column} = ?`, params: [text] };
  return { text: `${column} = ? AND CAST(${column} AS BINARY) = CAST(? AS BINARY)`, params: [text, text] };
}
