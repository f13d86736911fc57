import type { Sql } from '../database.js';
import type { Question } from './question.js';

/** A question as a part of a statement that reads several. */
export interface Part {
  readonly id: number;
  readonly columns: readonly string[];
  readonly names: readonly string[];
  /** In company of any other: its rows come as JSON, one list a row, under the number of the part. */
  readonly numbered: (number: number) => string;
  /** So many of the same and nothing else: rows as they are, under the number of the part. */
  readonly alike: (count: number) => string;
}

const PARTS_MAX = 1_000;
/** Texts of different lengths kept for a part. */
const TEXTS_MAX = 8;

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

function makePart({ columns, from }: Question, id: number, engine: Sql['engine']): Part {
  const names = columns.map(nameOf);
  const place = /\bLIMIT\b/.test(from) ? LIMITED[engine] : FREE;
  const json = `json_array(${place.isTable ? names.join(', ') : columns.map(expressionOf).join(', ')}) AS body`;
  const plain = (place.isTable ? names : columns).join(', ');
  const select = (number: number, what: string) => place.around(`SELECT ${number} AS question, ${what}`, columns, from);
  const texts = new Map<number, string>();
  return {
    id,
    columns,
    names,
    numbered: (number) => select(number, json),
    alike(count) {
      const text = texts.get(count) ?? Array.from({ length: count }, (_, at) => select(at, plain)).join(' UNION ALL ');
      if (texts.size >= TEXTS_MAX) texts.clear();
      texts.set(count, text);
      return text;
    },
  };
}

interface Place {
  /** Whether what is selected stands outside, and sees only the names of the columns. */
  readonly isTable: boolean;
  readonly around: (select: string, columns: readonly string[], from: string) => string;
}

/**
 * What is limited stands apart from the others, so that its order and its limit are its own: in brackets where the database
 * takes them, else as a table of its own, which costs more.
 */
const LIMITED: Readonly<Record<Sql['engine'], Place>> = {
  mysql: { isTable: false, around: (select, _, from) => `(${select} ${from})` },
  sqlite: {
    isTable: true,
    around: (select, columns, from) => `${select} FROM (SELECT ${columns.join(', ')} ${from}) AS part`,
  },
};

const FREE: Place = { isTable: false, around: (select, _, from) => `${select} ${from}` };

function nameOf(column: string): string {
  return column.slice(Math.max(column.lastIndexOf(' '), column.lastIndexOf('.')) + 1);
}

function expressionOf(column: string): string {
  const end = column.lastIndexOf(' AS ');
  return end === -1 ? column : column.slice(0, end);
}
