import { GraphQLError } from 'graphql';
import type { Bound } from '../bind.js';
import { windowOf as windowOfBrand } from '../caller.js';
import type { Sql } from '../database.js';
import type { RequestContext } from './context.js';
import type { Position } from './cursor.js';
import { openCursor, sealCursor } from './cursor.js';
import { ask } from './loaders.js';
import type { Question } from './question.js';

export const PAGE_SIZE = 20;
export const PAGE_SIZE_MAX = 100;
export const COUNT_MAX = 25_000;
/** What a filter may name: a statement takes some ten thousand values, and a request may ask for several lists. */
const NAMED_MAX = 5_000;

/** What a client may say about the part of a list it wants. */
export interface PageArguments {
  readonly first?: number | null;
  readonly after?: string | null;
  readonly last?: number | null;
  readonly before?: string | null;
}

type Row = Readonly<Record<string, unknown>>;

/** A list as SQL: exact columns, where they come from, and the columns that order it, the last of them unique. */
export interface List extends Question {
  /** Seals its cursors: a cursor of another list, or of another order, is refused. */
  readonly name: string;
  /** As they are written in SQL; the name after the dot is the column of the row. */
  readonly order: readonly string[];
  readonly isDescending: boolean;
}

/** The part of a list that was asked for, after the arguments were checked. */
export interface Window {
  readonly limit: number;
  readonly isBackward: boolean;
  readonly after: Position | null;
  readonly before: Position | null;
}

/** Checks the arguments of a connection. Throws BAD_USER_INPUT for sizes out of range, contradictions and foreign cursors. */
export function windowOf(context: RequestContext, list: Pick<List, 'name'>, page: PageArguments): Window {
  const { first, last } = page;
  if (first != null && last != null) throw badPage('Ask for first or for last, not for both');
  const limit = first ?? last ?? PAGE_SIZE;
  if (limit < 1 || limit > PAGE_SIZE_MAX) throw badPage(`first and last are from 1 to ${PAGE_SIZE_MAX}`);
  const key = context.session.house.secrets.cursorKey;
  const name = sealedName(context, list);
  const open = (cursor: string | null | undefined) => (cursor == null ? null : openCursor(key, name, cursor));
  return { limit, isBackward: last != null, after: open(page.after), before: open(page.before) };
}

/** One page as clients read it. Cursors are sealed when somebody reads them, the count is taken when somebody asks. */
export class Page<Node extends object> {
  constructor(
    readonly nodes: readonly Node[],
    readonly hasNextPage: boolean,
    readonly hasPreviousPage: boolean,
    private readonly seal: (node: object) => string,
    private readonly counted: () => Promise<number>,
  ) {}

  /** The same page with its items told in another way, with what orders the list as it was: that is where they lie. */
  map<Told extends object>(tell: (node: Node) => Told): Page<Told> {
    return new Page<Told>(this.nodes.map(tell), this.hasNextPage, this.hasPreviousPage, this.seal, this.counted);
  }

  get edges(): readonly Edge<Node>[] {
    return this.nodes.map((node) => new Edge(node, this.seal));
  }

  get pageInfo(): this {
    return this;
  }

  get startCursor(): string | null {
    const [first] = this.nodes;
    return first ? this.seal(first) : null;
  }

  get endCursor(): string | null {
    const last = this.nodes.at(-1);
    return last ? this.seal(last) : null;
  }

  get totalCount(): Promise<number> {
    return this.counted();
  }
}

/** An item with its place, which is sealed when somebody reads it. */
class Edge<Node extends object> {
  constructor(
    readonly node: Node,
    private readonly seal: (node: object) => string,
  ) {}

  get cursor(): string {
    return this.seal(this.node);
  }
}

/** Reads one page of a list by its keys: the cost does not grow with how far in it lies. */
export async function readPage<Node extends object>(
  context: RequestContext,
  list: List,
  page: PageArguments,
): Promise<Page<Node>> {
  const window = windowOf(context, list, page);
  if (list.params.length > NAMED_MAX) throw badPage(`A filter names at most ${NAMED_MAX} things`);
  const read = await ask<Node>(context, questionOf(list, window));
  const hasMore = read.length > window.limit;
  const rows = hasMore ? read.slice(0, window.limit) : read;
  if (window.isBackward) rows.reverse();
  const { sql, house } = context.session;
  const name = sealedName(context, list);
  const keys = list.order.map(columnOf);
  const positionOf = (node: object) => keys.map((key) => (node as Row)[key] as string | number);
  return new Page<Node>(
    rows,
    window.isBackward ? window.before !== null : hasMore,
    window.isBackward ? hasMore : window.after !== null,
    (node) => sealCursor(house.secrets.cursorKey, name, positionOf(node)),
    () => countOf(sql, list),
  );
}

/** A list is another one for everybody who sees other things in it: what was cut from one is no cursor of the other. */
export function sealedName({ caller }: RequestContext, { name }: Pick<List, 'name'>): string {
  return `${name}@${caller.memberId ?? ''}/${windowOfBrand(caller) ?? ''}`;
}

/** Counts no further than clients are told. */
export async function countOf(sql: Sql, { from, params }: Pick<List, 'from' | 'params'>): Promise<number> {
  const text = `SELECT COUNT(*) AS total FROM (SELECT 1 ${from} LIMIT ${COUNT_MAX}) AS counted`;
  const [row] = await sql.rows<{ total: number }>(text, params);
  return row?.total ?? 0;
}

function questionOf(list: List, { limit, isBackward, after, before }: Window): Question {
  const params: Bound[] = [...list.params];
  let where = '';
  const bound = (position: Position | null, isAfter: boolean) => {
    if (position === null) return;
    where += ` AND ${beyond(list.order, isAfter === list.isDescending ? '<' : '>', position, params)}`;
  };
  bound(after, true);
  bound(before, false);
  const direction = list.isDescending === isBackward ? 'ASC' : 'DESC';
  const order = list.order.map((column) => `${column} ${direction}`).join(', ');
  return { columns: list.columns, from: `${list.from}${where} ORDER BY ${order} LIMIT ${limit + 1}`, params };
}

/** `(a, b) < (?, ?)` in a form both databases use an index for. */
function beyond(order: readonly string[], sign: '<' | '>', position: Position, params: Bound[]): string {
  const [column = '', ...rest] = order;
  const [value = null, ...values] = position;
  params.push(value);
  if (rest.length === 0) return `${column} ${sign} ?`;
  params.push(value);
  return `(${column} ${sign}= ? AND (${column} ${sign} ? OR ${beyond(rest, sign, values, params)}))`;
}

function columnOf(expression: string): string {
  return expression.slice(expression.lastIndexOf('.') + 1);
}

export function badPage(message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { code: 'BAD_USER_INPUT' } });
}
