import type { Bound } from '../bind.js';
import type { Sql } from '../database.js';
import { pages } from '../rows.js';
import { JointReads } from './joint-reads.js';
import { Parts } from './parts.js';

/** How many questions of one request are joined. */
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

/** How the questions of all requests reach one database. */
export class Reading {
  readonly parts: Parts;
  readonly joint: JointReads;

  constructor(readonly sql: Sql) {
    this.parts = new Parts(sql.engine);
    this.joint = new JointReads(sql);
  }
}

/**
 * Reads what a request asks for in the same moment in one statement: a round trip costs more than the rows it fetches.
 * Rows of a joint statement come as JSON, one list a row; a question that is alone is read as it is.
 */
export class Questions {
  #pending: Pending[] = [];

  constructor(private readonly reading: Reading) {}

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
      const answers = await readJointly(this.reading, pending.map(({ question }) => question)); // prettier-ignore
      for (const [at, { resolve }] of pending.entries()) resolve(answers[at] as never[]);
    } catch (error) {
      for (const { reject } of pending) reject(error);
    }
  }
}

async function readJointly({ sql, parts, joint }: Reading, questions: readonly Question[]): Promise<object[][]> {
  const [only] = questions;
  if (only && questions.length === 1) {
    return [await sql.recurring<object>(`SELECT ${only.columns.join(', ')} ${only.from}`, only.params)];
  }
  const asked = questions.map((question) => parts.of(question));
  const answers = await joint.read(
    asked,
    questions.flatMap(({ params }) => params),
  );
  return answers.map((rows, at) => rows.map((values) => toRow(asked[at]?.names ?? [], values)));
}

function toRow(names: readonly string[], values: readonly unknown[]): object {
  const row: Record<string, unknown> = {};
  for (let at = 0; at < names.length; at++) row[names[at] ?? ''] = values[at];
  return row;
}
