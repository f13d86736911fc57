import type { Bound } from './bind.js';
import type { Sql } from './database.js';

type Values = Readonly<Record<string, Bound>>;

/** The embedded database takes 32,766 values a statement; 500 rows are where multi-row inserts stop getting faster. */
const VALUES_MAX = 30_000;
const ROWS_MAX = 500;

/** Inserts rows of one shape, several a statement. */
export async function insertRows(sql: Sql, table: string, rows: readonly Values[]): Promise<void> {
  for (const chunk of chunks(sql, rows)) {
    const { text, params } = insertStatement(table, chunk);
    await sql.later(text, params);
  }
}

/** How a column is treated when the row is there already: replaced, added to, or kept. */
export type OnConflict = Readonly<Record<string, 'replace' | 'add'>>;

/** Inserts rows, or changes the columns named in `update` of the row that has the same key. */
export async function upsertRows(
  sql: Sql,
  table: string,
  key: readonly string[],
  rows: readonly Values[],
  update: OnConflict,
): Promise<void> {
  const tail = sql.engine === 'mysql' ? onDuplicate(update) : onConflict(table, key, update);
  for (const chunk of chunks(sql, rows)) {
    const { text, params } = insertStatement(table, chunk);
    await sql.later(`${text} ${tail}`, params);
  }
}

/** `(?, ?, ?)` for a list of values. */
export function marks(values: readonly unknown[]): string {
  return `(${values.map(() => '?').join(', ')})`;
}

/**
 * For a table that is read page by page along an index: a server that has just been filled believes that another index,
 * and sorting what it finds there for each page, would be less.
 */
export function along({ engine }: Pick<Sql, 'engine'>, index: string): string {
  return engine === 'mysql' ? `FORCE INDEX (${index})` : '';
}

/** Joins two tables so that the left one is read first, whatever a server that was just filled believes. */
export function leftFirst({ engine }: Pick<Sql, 'engine'>): string {
  return engine === 'mysql' ? 'STRAIGHT_JOIN' : 'CROSS JOIN';
}

/** A list in pieces a statement can hold. */
export function* pages<T>(items: readonly T[], size = ROWS_MAX): Generator<readonly T[]> {
  for (let at = 0; at < items.length; at += size) yield items.slice(at, at + size);
}

/** Answers in the order of what is asked, with the next question under way: one is worked on while the other is read. */
export async function* ahead<T, A>(items: AsyncIterable<T> | Iterable<T>, ask: (item: T) => Promise<A>): AsyncGenerator<A> {
  const asked: Promise<A>[] = [];
  for await (const item of items) {
    const answer = ask(item);
    answer.catch(() => undefined); // it is told when its turn comes
    asked.push(answer);
    if (asked.length > 1) yield await (asked.shift() as Promise<A>);
  }
  yield* asked;
} // prettier-ignore

/** Waits until all of it is done, where only that it is done matters. */
export async function all(answers: AsyncIterable<unknown>): Promise<void> {
  const iterator = answers[Symbol.asyncIterator]();
  while ((await iterator.next()).done !== true);
}

function* chunks({ engine }: Sql, rows: readonly Values[]): Generator<readonly Values[]> {
  const width = Object.keys(rows[0] ?? {}).length;
  if (width === 0) return;
  const most = Math.min(ROWS_MAX, Math.floor(VALUES_MAX / width));
  if (engine === 'mysql') yield* pages(rows, most);
  else yield* repeating(rows, most);
}

/**
 * The embedded database keeps a statement by its text, and one of hundreds of rows takes a megabyte: many rows come in a
 * few sizes that come again, where a round trip saved would save nothing.
 */
function* repeating(rows: readonly Values[], most: number): Generator<readonly Values[]> {
  for (let at = 0; at < rows.length;) {
    const left = Math.min(rows.length - at, most);
    const size = SIZES.find((each) => each <= left) ?? left;
    yield rows.slice(at, at + size);
    at += size;
  }
}

const SIZES = [256, 64, 16];

function insertStatement(table: string, rows: readonly Values[]): { text: string; params: Bound[] } {
  const columns = Object.keys(rows[0] ?? {});
  const mark = `(${columns.map(() => '?').join(', ')})`;
  const params: Bound[] = [];
  for (const row of rows) for (const column of columns) params.push(row[column] as Bound);
  return {
    text: `INSERT INTO ${table} (${columns.map(quote).join(', ')}) VALUES ${Array(rows.length).fill(mark).join(', ')}`,
    params,
  };
}

function onDuplicate(update: OnConflict): string {
  const parts = Object.entries(update).map(([column, how]) =>
    how === 'add'
      ? `${quote(column)} = ${quote(column)} + VALUES(${quote(column)})`
      : `${quote(column)} = VALUES(${quote(column)})`,
  );
  return `ON DUPLICATE KEY UPDATE ${parts.join(', ')}`;
}

function onConflict(table: string, key: readonly string[], update: OnConflict): string {
  const parts = Object.entries(update).map(([column, how]) =>
    how === 'add'
      ? `${quote(column)} = ${table}.${quote(column)} + excluded.${quote(column)}`
      : `${quote(column)} = excluded.${quote(column)}`,
  );
  return `ON CONFLICT (${key.map(quote).join(', ')}) DO UPDATE SET ${parts.join(', ')}`;
}

/** Backticks are understood by both databases. Column names are ours, never a user's. */
function quote(column: string): string {
  return `\`${column}\``;
}
