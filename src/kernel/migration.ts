import type { QueryRunner, TableColumnOptions } from 'typeorm';
import { Table, TableColumn, TableIndex } from 'typeorm';

/** Columns as `columns.ts` declares them, for migrations. `'id'` alone is an id; `'name?'` may be null. */
export type ColumnKind = 'id' | 'at' | 'on' | 'amount' | 'count' | 'text' | 'flag' | 'double' | `code${number}`;

export interface TablePlan {
  readonly columns: Readonly<Record<string, ColumnKind | `${ColumnKind}?`>>;
  readonly key: readonly string[];
  readonly unique?: Readonly<Record<string, readonly string[]>>;
  readonly index?: Readonly<Record<string, readonly string[]>>;
}

/** Creates a table that is the same on both databases, with binary collation. */
export async function createTable(runner: QueryRunner, name: string, plan: TablePlan): Promise<void> {
  const isServer = runner.dataSource.options.type !== 'better-sqlite3';
  await runner.createTable(
    new Table({
      name,
      ...(isServer ? { engine: 'InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin' } : {}),
      columns: Object.entries(plan.columns).map(([column, kind]) => columnOf(column, kind, plan.key.includes(column))),
    }),
  );
  for (const [indexName, columnNames] of Object.entries(plan.unique ?? {})) {
    await runner.createIndex(name, new TableIndex({ name: indexName, columnNames: [...columnNames], isUnique: true }));
  }
  for (const [indexName, columnNames] of Object.entries(plan.index ?? {})) {
    await runner.createIndex(name, new TableIndex({ name: indexName, columnNames: [...columnNames] }));
  }
}

/**
 * Adds a column to a table that may have rows. One that must not be empty says what the rows get that are there; the
 * column keeps no default of its own, so that the table is what the entity says.
 */
export async function addColumn(
  runner: QueryRunner,
  table: string,
  name: string,
  kind: ColumnKind | `${ColumnKind}?`,
  filled?: string | number,
): Promise<void> {
  const column = columnOf(name, kind, false);
  if (filled === undefined) return runner.addColumn(table, new TableColumn(column));
  const value = typeof filled === 'string' ? `'${filled}'` : filled;
  await runner.addColumn(table, new TableColumn({ ...column, default: value }));
  await runner.changeColumn(table, name, new TableColumn(column));
}

export async function dropTables(runner: QueryRunner, names: readonly string[]): Promise<void> {
  for (const name of names) await runner.dropTable(name);
}

function columnOf(name: string, kind: string, isPrimary: boolean): TableColumnOptions {
  const isNullable = kind.endsWith('?');
  const bare = isNullable ? kind.slice(0, -1) : kind;
  return { name, isPrimary, isNullable, ...typeOf(bare) };
}

function typeOf(kind: string): Pick<TableColumnOptions, 'type' | 'length'> {
  if (kind === 'id') return { type: 'varchar', length: '30' };
  if (kind === 'on') return { type: 'varchar', length: '10' };
  if (kind === 'at' || kind === 'amount') return { type: 'bigint' };
  if (kind === 'count' || kind === 'flag') return { type: 'integer' };
  if (kind === 'double') return { type: 'double' };
  if (kind === 'text') return { type: 'mediumtext' };
  return { type: 'varchar', length: kind.slice('code'.length) };
}
