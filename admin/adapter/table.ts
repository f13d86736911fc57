import type { Bound } from '../../src/kernel/bind.js';
import type { Desk } from '../desk.js';

/** Part of a condition, with `?` for every value. */
export interface Condition {
  readonly text: string;
  readonly params: readonly Bound[];
}

export type Row = Readonly<Record<string, unknown>>;

/** How the value of a column is shown. */
export type Look =
  | 'text'
  | 'code'
  | 'instant'
  | 'day'
  | 'amount'
  | 'money'
  | 'number'
  | 'yesno'
  | 'choice'
  | 'said'
  | 'json'
  | 'list'
  | 'member'
  | 'benefit'
  | 'rule';

/**
 * One table as the back office reads it. What is not named here is not read: no column, no filter, no order. Orders are
 * those of an index, so that a page of a million rows costs what a page of a hundred does.
 */
export interface Table {
  /** The id of the resource: `members`, as in the address of its page. */
  readonly id: string;
  readonly entity: NewableFunction;
  /** What one must be allowed to see any of it; null where `seen` says for each row who may see it. */
  readonly scope: string | null;
  readonly seen?: (desk: Desk) => Condition;
  readonly columns: Readonly<Record<string, Look>>;
  /** Columns of lists, when not all. */
  readonly list?: readonly string[];
  /** Those of them that are there in a narrow window, too; the first two, when nothing is said. */
  readonly narrow?: readonly string[];
  /** What the page of a row shows, in this order, when not all. */
  readonly page?: readonly string[];
  /** What `present` adds to rows. */
  readonly added?: Readonly<Record<string, Look>>;
  /** The columns of an index, the last of them the key. */
  readonly order: readonly string[];
  readonly isDescending?: boolean;
  /**
   * Where the first column of the order turns: what lies from there on comes first, the next first, then what lies before,
   * the latest first.
   */
  readonly turnsAt?: (desk: Desk) => number;
  readonly where?: string;
  /** Only what an index answers. Answers null for a value that nothing can match. */
  readonly filters?: Readonly<Record<string, Filter>>;
  /** Makes of rows what is shown: names in the language of the desk, things of other tables for the whole page at once. */
  readonly present?: (rows: readonly Row[], desk: Desk) => Row[] | Promise<Row[]>;
}

/** A table with the name it has in the database. */
export interface NamedTable extends Table {
  readonly name: string;
}

export interface Filter {
  /** The values to choose from, when they are few. */
  readonly choices?: readonly string[];
  /** How it is asked for, where it is no text. */
  readonly look?: 'day';
  readonly condition: (value: string, desk: Desk) => Condition | null | Promise<Condition | null>;
}

/** A filter on one column of an index. */
export function equals(column: string, choices?: readonly string[]): Filter {
  return {
    ...(choices ? { choices } : {}),
    condition: (value) => ({ text: `\`${column}\` = ?`, params: [value] }),
  };
}
