import type { Bound } from '../bind.js';
import type { Sql } from '../database.js';
import { pages } from '../rows.js';

/** How many questions one statement joins: the embedded database takes 500 parts. */
const JOINED_MAX = 100;

/** Something to be read: exact columns and where they come from. Rows are in order only where there is a limit, too. */
export interface Question {
  /** `id`, `m.id`, or `SUM(amount) AS amount`: the name of the column in a row is what comes last. */
  readonly columns: readonly string[];
  /** `FROM … WHERE …` with `?` for every value, and whatever else follows. */
  readonly from: string;
  readonly params: readonly Bound[];
}

interface Pending {
  readonly question: Question;
  readonly resolve: (rows: never[]) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Reads what is asked for in the same moment in one statement: a round trip costs more than the rows it fetches. Rows of
 * a joint statement come as JSON, one list a row; a question that is alone is read as it is.
 */
export class Questions {
  #pending: Pending[] = [];

  constructor(
    private readonly sql: Sql,
    private readonly parts: Parts,
  ) {}

  ask<Row extends object>(question: Question): Promise<Row[]> {
    return new Promise<Row[]>((resolve, reject) => {
      this.#pending.push({ question, resolve: resolve, reject });
      // everything that is queued by now asks first, whoever it is
      if (this.#pending.length === 1) process.nextTick(() => void this.#flush());
    });
  }

  async #flush(): Promise<void> {
    const pending = this.#pending;
    this.#pending = [];
    for (const group of pages(pending, JOINED_MAX)) await this.#read(group);
  }

  async #read(pending: readonly Pending[]): Promise<void> {
    try {
      const answers = await readJointly(this.sql, this.parts, pending.map(({ question }) => question)); // prettier-ignore
      for (const [at, { resolve }] of pending.entries()) resolve(answers[at] as never[]);
    } catch (error) {
      for (const { reject } of pending) reject(error);
    }
  }
}

async function readJointly(sql: Sql, parted: Parts, questions: readonly Question[]): Promise<object[][]> {
  const [only] = questions;
  if (only && questions.length === 1) {
    return [await sql.recurring<object>(`SELECT ${only.columns.join(', ')} ${only.from}`, only.params)];
  }
  const parts = questions.map((question) => parted.of(question));
  const text = parts.map(({ rest }, at) => `SELECT ${at} AS question, ${rest}`).join(' UNION ALL ');
  const params = questions.flatMap((question) => question.params);
  const answers = questions.map((): object[] => []);
  for (const { question, body } of await sql.recurring<{ question: number; body: string }>(text, params)) {
    answers[question]?.push(toRow(parts[question]?.names ?? [], JSON.parse(body) as unknown[]));
  }
  return answers;
}

/** A question as a part of a joint statement. */
interface Part {
  readonly columns: readonly string[];
  readonly names: readonly string[];
  readonly rest: string;
}

const PARTS_MAX = 1_000;

/** Requests ask the same few questions all day, so their texts are made once for all requests. */
export class Parts {
  readonly #known = new Map<string, Part>();

  of(question: Question): Part {
    const known = this.#known.get(question.from);
    if (known && isSame(known.columns, question.columns)) return known;
    const part = makePart(question);
    if (this.#known.size >= PARTS_MAX) this.#known.clear();
    this.#known.set(question.from, part);
    return part;
  }
}

function isSame(a: readonly string[], b: readonly string[]): boolean {
  return a === b || (a.length === b.length && a.every((column, at) => column === b[at]));
}

/** What is limited is read apart before it is joined to the others, so that its order and its limit are its own. */
function makePart({ columns, from }: Question): Part {
  const names = columns.map(nameOf);
  if (!/\bLIMIT\b/.test(from)) {
    return { columns, names, rest: `json_array(${columns.map(expressionOf).join(', ')}) AS body ${from}` };
  }
  const inner = `SELECT ${columns.join(', ')} ${from}`;
  return { columns, names, rest: `json_array(${names.join(', ')}) AS body FROM (${inner}) AS part` };
}

function toRow(names: readonly string[], values: readonly unknown[]): object {
  const row: Record<string, unknown> = {};
  for (let at = 0; at < names.length; at++) row[names[at] ?? ''] = values[at];
  return row;
}

function nameOf(column: string): string {
  return column.slice(Math.max(column.lastIndexOf(' '), column.lastIndexOf('.')) + 1);
}

function expressionOf(column: string): string {
  const end = column.lastIndexOf(' AS ');
  return end === -1 ? column : column.slice(0, end);
}
