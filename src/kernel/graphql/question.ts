import type { Bound } from '../bind.js';
import type { Sql } from '../database.js';
import { groupBy } from '../group.js';
import { pages } from '../rows.js';
import { JointReads } from './joint-reads.js';
import type { Part } from './parts.js';
import { Parts } from './parts.js';

/** How many questions of one request are joined. */
const JOINED_MAX = 100;
/** Values from which the questions that are alike are worth a statement of their own. */
const MANY = 16;

/** Something to be read: exact columns and where they come from. Rows are in order only where there is a limit, too. */
export interface Question {
  /** `id`, `m.id`, or `SUM(amount) AS amount`: the name of the column in a row is what comes last. */
  readonly columns: readonly string[];
  /** `FROM … WHERE …` with `?` for every value, and whatever else follows. */
  readonly from: string;
  readonly params: readonly Bound[];
}

/** How the questions of all requests reach one database. */
export class Reading {
  readonly parts: Parts;
  readonly joint: JointReads;

  constructor(readonly sql: Sql) {
    this.parts = new Parts(sql.engine);
    this.joint = new JointReads(sql);
  }
}

interface Pending {
  readonly question: Question;
  readonly resolve: (rows: never[]) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Reads what a request asks for in the same moment in one statement: a round trip costs more than the rows it fetches.
 * Rows of a joint statement come as JSON, one list a row, which in turn costs more than a round trip where they are many:
 * what is asked about many things is read as it is, at the same time.
 */
export class Questions {
  #pending: Pending[] = [];

  constructor(private readonly reading: Reading) {}

  ask<Row extends object>(question: Question): Promise<Row[]> {
    return new Promise<Row[]>((resolve, reject) => {
      this.#pending.push({ question, resolve: resolve, reject });
      // everything that is queued by now asks first, whoever it is
      if (this.#pending.length === 1) process.nextTick(() => this.#flush());
    });
  }

  #flush(): void {
    const pending = this.#pending;
    this.#pending = [];
    const few: Pending[] = [];
    for (const [part, alike] of groupBy(pending, ({ question }) => this.reading.parts.of(question))) {
      if (valuesOf(alike) < MANY) few.push(...alike);
      else void this.#read(alike, (questions) => readAlike(this.reading, part, questions));
    }
    void this.#read(few, (questions) => readJointly(this.reading, questions));
  }

  async #read(
    pending: readonly Pending[],
    read: (questions: readonly Question[]) => Promise<object[][]>,
  ): Promise<void> {
    for (const group of pages(pending, JOINED_MAX)) {
      try {
        const answers = await read(group.map(({ question }) => question));
        for (const [at, { resolve }] of group.entries()) resolve(answers[at] as never[]);
      } catch (error) {
        for (const { reject } of group) reject(error);
      }
    }
  }
}

function valuesOf(pending: readonly Pending[]): number {
  return pending.reduce((count, { question }) => count + question.params.length, 0);
}

async function readJointly({ sql, parts, joint }: Reading, questions: readonly Question[]): Promise<object[][]> {
  const [only] = questions;
  if (only && questions.length === 1) return [await readAlone(sql, only)];
  const asked = questions.map((question) => parts.of(question));
  const answers = await joint.read(
    asked,
    questions.flatMap(({ params }) => params),
  );
  return answers.map((rows, at) => rows.map((values) => toRow(asked[at]?.names ?? [], values)));
}

async function readAlike({ sql }: Reading, part: Part, questions: readonly Question[]): Promise<object[][]> {
  const [only] = questions;
  if (only && questions.length === 1) return [await readAlone(sql, only)];
  const params = questions.flatMap((question) => question.params);
  const answers = questions.map((): object[] => []);
  const rows = await sql.recurring<{ question: number }>(part.alike(questions.length), params);
  for (const row of rows) answers[row.question]?.push(row);
  return answers;
}

function readAlone(sql: Sql, { columns, from, params }: Question): Promise<object[]> {
  return sql.recurring<object>(`SELECT ${columns.join(', ')} ${from}`, params);
}

function toRow(names: readonly string[], values: readonly unknown[]): object {
  const row: Record<string, unknown> = {};
  for (let at = 0; at < names.length; at++) row[names[at] ?? ''] = values[at];
  return row;
}
