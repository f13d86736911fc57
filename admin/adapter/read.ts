import type { Bound } from '../../src/kernel/bind.js';
import { marks } from '../../src/kernel/rows.js';
import type { Desk } from '../desk.js';
import type { Condition, NamedTable, Row } from './table.js';

/** A count is exact up to here; beyond, nobody turns the pages. */
export const COUNT_MAX = 25_000;

export interface Slice {
  readonly limit: number;
  readonly offset: number;
  readonly isDescending: boolean;
}

/** One page. Ids come from the index alone; rows are fetched only for the page, however far back it lies. */
export async function readSlice(
  desk: Desk,
  table: NamedTable,
  conditions: readonly Condition[],
  slice: Slice,
): Promise<Row[]> {
  if (slice.offset >= COUNT_MAX) return [];
  const ids = await (table.turnsAt && !slice.isDescending ? turnedIds : idsOf)(desk, table, conditions, slice);
  const key = keyOf(table);
  const rows = new Map((await readRows(desk, table, ids)).map((row) => [String(row[key]), row]));
  return ids.map((id) => rows.get(id)).filter((row) => row !== undefined);
}

async function idsOf(
  desk: Desk,
  table: NamedTable,
  conditions: readonly Condition[],
  { limit, offset, isDescending }: Slice,
): Promise<string[]> {
  const key = keyOf(table);
  const order = table.order.map((column) => `\`${column}\` ${isDescending ? 'DESC' : 'ASC'}`).join(', ');
  const { text, params } = whereOf(desk, table, conditions);
  const found = await desk.sql.rows<Record<string, string>>(
    `SELECT \`${key}\` FROM ${table.name} WHERE ${text} ORDER BY ${order} LIMIT ${whole(limit)} OFFSET ${whole(offset)}`,
    params,
  );
  return found.map((row) => row[key] ?? '');
}

/** What lies ahead of where the order turns, the next first; where that ends within the page, what lies behind. */
async function turnedIds(
  desk: Desk,
  table: NamedTable,
  conditions: readonly Condition[],
  slice: Slice,
): Promise<string[]> {
  const { limit, offset } = slice;
  const params = [table.turnsAt?.(desk) ?? 0];
  const ahead = [...conditions, { text: `\`${table.order[0] ?? ''}\` >= ?`, params }];
  const behind = [...conditions, { text: `\`${table.order[0] ?? ''}\` < ?`, params }];
  const first = await idsOf(desk, table, ahead, slice);
  if (first.length === limit) return first;
  const passed = Math.max(0, offset - (await countUpTo(desk, table, ahead)));
  const rest = { limit: limit - first.length, offset: passed, isDescending: true };
  return [...first, ...(await idsOf(desk, table, behind, rest))];
}

/** Rows by id, in no order; those that are not there are left out. */
export async function readRows(desk: Desk, table: NamedTable, ids: readonly Bound[]): Promise<Row[]> {
  if (ids.length === 0) return [];
  const columns = Object.keys(table.columns).map((column) => `\`${column}\``);
  const { text, params } = whereOf(desk, table, []);
  return desk.sql.rows<Row & object>(
    `SELECT ${columns.join(', ')} FROM ${table.name} WHERE \`${keyOf(table)}\` IN ${marks(ids)} AND ${text}`,
    [...ids, ...params],
  );
}

/** How many there are, as far as anybody wants to know; never a walk over a whole table. */
export async function countUpTo(desk: Desk, table: NamedTable, conditions: readonly Condition[]): Promise<number> {
  const { text, params } = whereOf(desk, table, conditions);
  const [row] = await desk.sql.rows<{ found: number }>(
    `SELECT COUNT(*) AS found FROM (SELECT 1 AS one FROM ${table.name} WHERE ${text} LIMIT ${COUNT_MAX}) AS some`,
    params,
  );
  return row?.found ?? 0;
}

/** The column that names a row. */
export function keyOf({ order }: Pick<NamedTable, 'order'>): string {
  return order.at(-1) ?? 'id';
}

function whereOf(desk: Desk, { where, seen }: NamedTable, conditions: readonly Condition[]): Condition {
  const all = [...(seen ? [seen(desk)] : []), ...(where ? [{ text: where, params: [] }] : []), ...conditions];
  return {
    text: all.map(({ text }) => `(${text})`).join(' AND ') || '1 = 1',
    params: all.flatMap(({ params }) => [...params]),
  };
}

function whole(value: number): number {
  if (!Number.isSafeInteger(value) || value < 0) throw new RangeError('A page has whole numbers');
  return value;
}
