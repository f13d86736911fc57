import type { Bound } from '../bind.js';
import { along, leftFirst } from '../rows.js';
import { isAmong, joined, listed } from './sql-source.js';
import type { SqlAsk, SqlContext, SqlPart } from './sql-source.js';

/** A server joins 61 tables; that of the members is one, and whoever asks may bring another. */
export const TABLES_MAX = 58;

interface Sum {
  readonly name: string;
  readonly column: string;
  readonly where: SqlPart;
}

interface Sums {
  readonly alias: string;
  readonly columns: Map<string, Sum>;
}

/** The tables rules ask for, each once, and what they sum, each table in one pass. */
export class Joins {
  readonly ask: SqlAsk;
  readonly #context: SqlContext;
  readonly #joins = new Map<string, { readonly alias: string; readonly part: SqlPart }>();
  readonly #sums = new Map<string, Sums>();

  constructor(context: SqlContext) {
    this.#context = context;
    this.ask = {
      ...context,
      join: (key, text, params) => this.#join(key, text, params),
      sum: (table, column, where) => this.#sum(table, column, where),
    };
  }

  get size(): number {
    return this.#joins.size + this.#sums.size;
  }

  part(): SqlPart {
    if (this.size > TABLES_MAX) throw new Error(`These rules ask for ${this.size} tables, which no statement can join`);
    const summed = Array.from(this.#sums, ([table, sums]) => this.#sumsOf(table, sums));
    return joined(...Array.from(this.#joins.values(), ({ part }) => part), ...summed);
  }

  #join(key: string, text: (alias: string) => string, params: readonly Bound[] = []): string {
    const known = this.#joins.get(key);
    if (known) return known.alias;
    const alias = `j${this.#joins.size + 1}`;
    this.#joins.set(key, { alias, part: { text: ` ${text(alias)}`, params } });
    return alias;
  }

  #sum(table: string, column: string, where: SqlPart): string {
    const sums: Sums = this.#sums.get(table) ?? { alias: `s${this.#sums.size + 1}`, columns: new Map() };
    this.#sums.set(table, sums);
    const key = JSON.stringify([column, where]);
    const sum = sums.columns.get(key) ?? { name: `c${sums.columns.size + 1}`, column, where };
    sums.columns.set(key, sum);
    return `${sums.alias}.${sum.name}`;
  }

  #sumsOf(table: string, { alias, columns }: Sums): SqlPart {
    const all = [...columns.values()];
    const wheres = new Map(all.map(({ where }) => [JSON.stringify(where), joined('(', where, ')')]));
    const sums = all.map(({ name, column, where }) =>
      wheres.size === 1
        ? `, SUM(${column}) AS ${name}`
        : joined(', SUM(CASE WHEN ', where, ` THEN ${column} ELSE 0 END) AS ${name}`),
    );
    const rows = this.#rowsOf(table, listed([...wheres.values()], ' OR '));
    return joined(' LEFT JOIN (SELECT memberId', ...sums, rows, ` GROUP BY memberId) ${alias} ON ${alias}.memberId = m.id`); // prettier-ignore
  }

  /** The rows of everybody, or of some. The server is told to read those member by member, or it sorts the rows of all first. */
  #rowsOf(table: string, which: SqlPart): SqlPart {
    const { engine, among } = this.#context;
    if (!among) return joined(` FROM ${table} WHERE `, which);
    const own = `${table} ${along(this.#context, 'PRIMARY')}`;
    if ('last' in among) {
      const stretch = { text: 'memberId > ? AND memberId <= ?', params: [among.after, among.last] };
      return joined(` FROM ${own} WHERE `, stretch, ' AND (', which, ')');
    }
    const some = joined('SELECT one.id AS oneId FROM members one WHERE ', isAmong(among, 'one'));
    if (engine === 'sqlite') return joined(` FROM ${table} WHERE memberId IN (`, some, ') AND (', which, ')');
    return joined(
      ' FROM (',
      some,
      `) drawn ${leftFirst(this.#context)} ${own} ON memberId = drawn.oneId WHERE `,
      which,
    );
  }
}
