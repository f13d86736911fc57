import { Refusal } from '../../kernel/refusal.js';
import type { Place, Row } from './file/rows.js';

/** A row that was not taken, and why. */
export interface Rejected {
  readonly row: Row;
  readonly problem: Refusal;
}

/** A place in a file between two units, from which reading can go on. */
export interface Position extends Place {
  /** Lines behind it that belong to units before it. */
  readonly taken: readonly number[];
  /** Orders before it that were rejected for their size, of which more rows may come. */
  readonly overfull: readonly string[];
}

/** What is recorded or rejected as a whole: an order with its rows, or a row that is none. */
export interface Unit<Item> {
  readonly item: Item | null;
  readonly rows: readonly Row[];
  readonly rejected: readonly Rejected[];
  /** Where reading goes on once everything up to here is stored. */
  readonly next: Position;
}

/** How the rows of one file become items. */
export interface Reading<Item> {
  /** Rows of one key belong together; null where every row is an item. */
  readonly keyOf: ((row: Row) => string) | null;
  /** How many lines may stand between two rows of one item. */
  readonly within: number;
  /** Why a row is left out on purpose. */
  readonly leaveOut: (row: Row) => Refusal | null;
  /** Reads the rows of one item. Throws a RowProblem for the one that is wrong, or a Refusal for all of them. */
  readonly read: (rows: readonly Row[]) => Item;
}

/** A Refusal of one row among several. */
export class RowProblem extends Error {
  constructor(
    readonly row: Row,
    readonly refusal: Refusal,
  ) {
    super(refusal.message);
  }
}

/** Rows that belong together, as they are collected. */
export interface Group {
  readonly key: string | null;
  readonly first: Row;
  rows: Row[];
  rejected: Rejected[];
  /** A row nobody can read behind the last one: part of this only if another row of it follows. */
  doubtful: Row | null;
  lastLine: number;
  /** Why none of it is taken. */
  broken: Refusal | null;
  isClosed: boolean;
}

export function groupOf(key: string | null, first: Row): Group {
  return {
    key,
    first,
    rows: [],
    rejected: [],
    doubtful: null,
    lastLine: first.line,
    broken: null,
    isClosed: key === null,
  };
}

/**
 * A row that belongs to an order and cannot be taken takes the whole order with it: with a line missing it would be
 * worth another amount.
 */
export function unitOf<Item>(group: Group, read: Reading<Item>['read']): Omit<Unit<Item>, 'next'> {
  const { rows, rejected, broken } = group;
  if (broken) return noItem(rejected, rows, () => broken);
  if (rows.length === 0) return { item: null, rows, rejected };
  try {
    return { item: read(rows), rows, rejected };
  } catch (error) {
    if (error instanceof Refusal) return noItem(rejected, rows, () => error);
    if (!(error instanceof RowProblem)) throw error;
    return noItem(rejected, rows, (row) => (row === error.row ? error.refusal : brokenBy(error.row)));
  }
}

export function brokenBy(row: Row): Refusal {
  return new Refusal('ORDER_BROKEN', { line: row.line });
}

function noItem(rejected: readonly Rejected[], rows: readonly Row[], why: (row: Row) => Refusal) {
  const all = [...rejected, ...rows.map((row) => ({ row, problem: why(row) }))];
  return { item: null, rows: [], rejected: all.sort((a, b) => a.row.line - b.row.line) };
}
