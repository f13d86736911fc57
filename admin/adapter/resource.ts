import { Resource } from '@adminjs/typeorm';
import type { ActionContext, BaseProperty, BaseRecord as AdminRecord, Filter } from 'adminjs';
import { BaseRecord, ForbiddenError } from 'adminjs';
import type { DataSource, EntityMetadata } from 'typeorm';
import type { Desk } from '../desk.js';
import { deskOf } from '../desk.js';
import { OfficeProperty } from './property.js';
import { countUpTo, keyOf, readRows, readSlice } from './read.js';
import type { Condition, NamedTable, Row, Table } from './table.js';

interface Wish {
  readonly limit?: number;
  readonly offset?: number;
  readonly sort?: { readonly sortBy?: string; readonly direction?: 'asc' | 'desc' };
}

const PAGE = 20;
const PAGE_MAX = 100;

/**
 * A table of the house in AdminJS: TypeORM's mapping, our reading. The adapter this extends counts whole tables, searches
 * with LIKE, saves outside our transactions and swallows errors; here it reads exact columns by indexes, and writes nothing.
 */
export class OfficeResource extends Resource {
  readonly table: NamedTable;
  readonly #metadata: EntityMetadata;
  readonly #properties: ReadonlyMap<string, OfficeProperty>;

  constructor(source: DataSource, table: Table) {
    const metadata = source.getMetadata(table.entity);
    super({ name: table.id, getRepository: () => source.getRepository(table.entity) } as never);
    this.table = { ...table, name: metadata.tableName };
    this.#metadata = metadata;
    this.#properties = propertiesOf(table);
  }

  override databaseName(): string {
    return 'laurel';
  }

  override databaseType(): string {
    return 'other';
  }

  override id(): string {
    return this.table.id;
  }

  override idName(): string {
    return keyOf(this.table);
  }

  override properties(): never[] {
    return [...this.#properties.values()] as BaseProperty[] as never[];
  }

  override property(path: string): never {
    return (this.#properties.get(path) ?? null) as never;
  }

  override async count(filter: Filter, context?: ActionContext): Promise<number> {
    const desk = this.#open(context);
    const conditions = await this.#conditions(desk, filter);
    return conditions ? countUpTo(desk, this.table, conditions) : 0;
  }

  override async find(filter: Filter, wish: Wish, context?: ActionContext): Promise<AdminRecord[]> {
    const desk = this.#open(context);
    const conditions = await this.#conditions(desk, filter);
    if (!conditions) return [];
    const rows = await readSlice(desk, this.table, conditions, {
      limit: Math.min(PAGE_MAX, Math.max(1, wholeOf(wish.limit) || PAGE)),
      offset: Math.max(0, wholeOf(wish.offset)),
      isDescending: wish.sort?.direction ? wish.sort.direction === 'desc' : (this.table.isDescending ?? false),
    });
    return this.#records(desk, rows);
  }

  override async findOne(id: string, context?: ActionContext): Promise<AdminRecord | null> {
    return (await this.findMany([id], context))[0] ?? null;
  }

  override async findMany(ids: (string | number)[], context?: ActionContext): Promise<AdminRecord[]> {
    const desk = this.#open(context);
    const rows = await readRows(desk, this.table, ids.slice(0, PAGE_MAX).map(String));
    const byId = new Map(rows.map((row) => [String(row[this.idName()]), row]));
    const there = ids.map((id) => byId.get(String(id))).filter((row) => row !== undefined); // one of the databases finds an id also with spaces after it
    return this.#records(desk, there);
  }

  override create(): never {
    throw new ForbiddenError('Nothing is written past the operations');
  }

  override update(): never {
    throw new ForbiddenError('Nothing is written past the operations');
  }

  override delete(): never {
    throw new ForbiddenError('Nothing is written past the operations');
  }

  /** Whoever may not see the table sees no row of it, by whatever way it came here. */
  #open(context: ActionContext | undefined): Desk {
    const desk = deskOf(context);
    if (!desk.maySee(this.table.scope)) throw new ForbiddenError('forbidden');
    return desk;
  }

  /** Null when nothing can match. What is not declared to be a filter is none. */
  async #conditions(desk: Desk, filter: Filter): Promise<Condition[] | null> {
    const conditions: Condition[] = [];
    for (const { path, value } of Object.values(filter.filters)) {
      const declared = this.table.filters?.[path];
      if (!declared || typeof value !== 'string' || value.trim() === '') continue;
      const condition = await declared.condition(value.trim().slice(0, 200), desk);
      if (!condition) return null;
      conditions.push(condition);
    }
    return conditions;
  }

  async #records(desk: Desk, rows: readonly Row[]): Promise<AdminRecord[]> {
    const decoded = rows.map((row) => this.#decode(row));
    const shown = this.table.present ? await this.table.present(decoded, desk) : decoded;
    return shown.map((row) => new BaseRecord(row, this));
  }

  /** What TypeORM's mapping makes of a row: JSON read, flags as booleans. */
  #decode(row: Row): Row {
    return Object.fromEntries(
      Object.entries(row).map(([name, value]) => {
        const transformer = this.#metadata.findColumnWithPropertyName(name)?.transformer;
        const isOne = transformer !== undefined && !Array.isArray(transformer);
        return [name, isOne ? (transformer.from(value) as unknown) : value];
      }),
    );
  }
}

/** Zero for what is no number: pages of an address are what somebody typed. */
function wholeOf(number = 0): number {
  return Math.trunc(number) || 0;
}

function propertiesOf(table: Table): Map<string, OfficeProperty> {
  const key = keyOf(table);
  const [first] = table.order;
  const kept = table.narrow ?? table.list?.slice(0, 2) ?? [key];
  const looks = { ...table.columns, ...table.added, ...searched(table) };
  return new Map(
    Object.entries(looks).map(([path, look], position) => [
      path,
      new OfficeProperty(path, look, {
        isKey: path === key,
        isSortable: path === first,
        isKept: kept.includes(path),
        position,
        choices: table.filters?.[path]?.choices,
      }),
    ]),
  );
}

/** Filters that are no column: a phone number among the identities of a member. */
function searched({ filters = {}, columns }: Table): Record<string, 'text'> {
  const names = Object.keys(filters).filter((name) => !(name in columns));
  return Object.fromEntries(names.map((name) => [name, 'text']));
}
