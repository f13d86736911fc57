import type { Sql } from '../database.js';
import type { Question } from './question.js';

/** A question as a part of a joint statement: its rows come as JSON, one list a row, under the number of the part. */
export interface Part {
  readonly id: number;
  readonly columns: readonly string[];
  readonly names: readonly string[];
  readonly numbered: (number: number) => string;
}

const PARTS_MAX = 1_000;

/** Requests ask the same few questions all day, so their texts are made once for all requests. */
export class Parts {
  constructor(private readonly engine: Sql['engine']) {}

  readonly #known = new Map<string, Part>();
  #made = 0;

  of(question: Question): Part {
    const known = this.#known.get(question.from);
    if (known && isSame(known.columns, question.columns)) return known;
    const part = makePart(question, ++this.#made, this.engine);
    if (this.#known.size >= PARTS_MAX) this.#known.clear();
    this.#known.set(question.from, part);
    return part;
  }
}

function isSame(a: readonly string[], b: readonly string[]): boolean {
  return a === b || (a.length === b.length && a.every((column, at) => column === b[at]));
}

/**
 * What is limited stands apart from the others, so that its order and its limit are its own: in brackets where the database
 * takes them, else as a table of its own, which costs more.
 */
function makePart({ columns, from }: Question, id: number, engine: Sql['engine']): Part {
  const names = columns.map(nameOf);
  const body = `json_array(${columns.map(expressionOf).join(', ')}) AS body ${from}`;
  if (!/\bLIMIT\b/.test(from))
    return { id, columns, names, numbered: (number) => `SELECT ${number} AS question, ${body}` };
  if (engine === 'mysql')
    return { id, columns, names, numbered: (number) => `(SELECT ${number} AS question, ${body})` };
  const inner = `json_array(${names.join(', ')}) AS body FROM (SELECT ${columns.join(', ')} ${from}) AS part`;
  return { id, columns, names, numbered: (number) => `SELECT ${number} AS question, ${inner}` };
}

function nameOf(column: string): string {
  return column.slice(Math.max(column.lastIndexOf(' '), column.lastIndexOf('.')) + 1);
}

function expressionOf(column: string): string {
  const end = column.lastIndexOf(' AS ');
  return end === -1 ? column : column.slice(0, end);
}
