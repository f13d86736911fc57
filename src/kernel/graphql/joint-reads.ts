import type { Bound } from '../bind.js';
import type { Sql } from '../database.js';
import type { Part } from './parts.js';

/** How many requests share a statement at most: for each number up to it a text is prepared on each connection. */
const SHARED_MAX = 8;
/** How many parts one statement joins: the embedded database takes 500. */
const JOINED_MAX = 100;
const TEXTS_MAX = 500;
/** While a statement is under way, how long requests wait for company at most; without one they do not wait. */
const WAIT_MS_MAX = 2;

/** What one request asks in one moment. */
interface Read {
  readonly key: string;
  readonly parts: readonly Part[];
  readonly params: readonly Bound[];
  readonly resolve: (answers: Answers) => void;
  readonly reject: (error: unknown) => void;
}

/** For every part its rows, each a list of values in the order of the part's columns. */
export type Answers = readonly (readonly (readonly unknown[])[])[];

/**
 * Reads that arrive together and ask the same of different things share a statement: on a busy server the round trip, and
 * waking up for it, cost more than the rows. A request that nobody else resembles is read at once.
 */
export class JointReads {
  /** By the parts they ask for, in order of arrival. */
  readonly #waiting = new Map<string, Read[]>();
  /** By the parts and by how many requests share it: a long text is made once, and found by the driver as the same one. */
  readonly #texts = new Map<string, string>();
  #underWay = 0;
  #isDue = false;
  #patience: NodeJS.Timeout | undefined;

  constructor(private readonly sql: Sql) {}

  read(parts: readonly Part[], params: readonly Bound[]): Promise<Answers> {
    return new Promise((resolve, reject) => {
      const read = { key: parts.map(({ id }) => id).join(), parts, params, resolve, reject };
      // the embedded database has no round trip to share
      if (this.sql.engine === 'sqlite' || parts.length * 2 > JOINED_MAX) void this.#send([read]);
      else this.#wait(read);
    });
  }

  #wait(read: Read): void {
    const alike = this.#waiting.get(read.key);
    if (alike) alike.push(read);
    else this.#waiting.set(read.key, [read]);
    if (this.#isDue) return;
    this.#isDue = true;
    // everything that has arrived by now asks first
    setImmediate(() => {
      this.#isDue = false;
      if (this.#underWay === 0) this.#sendWaiting();
      else this.#patience ??= setTimeout(() => this.#sendWaiting(), WAIT_MS_MAX);
    });
  }

  #sendWaiting(): void {
    clearTimeout(this.#patience);
    this.#patience = undefined;
    const groups = [...this.#waiting.values()];
    this.#waiting.clear();
    for (const group of groups) {
      for (let from = 0; from < group.length;) {
        const count = sharing(group.length - from, group[from]?.parts.length ?? 1);
        void this.#send(group.slice(from, from + count));
        from += count;
      }
    }
  }

  async #send(reads: readonly Read[]): Promise<void> {
    this.#underWay += 1;
    try {
      const answers = await this.#ask(reads);
      for (const [at, { resolve }] of reads.entries()) resolve(answers[at] ?? []);
    } catch (error) {
      // what one of them asked must not fail the others
      if (reads.length === 1) reads[0]?.reject(error);
      else for (const read of reads) void this.#send([read]);
    } finally {
      this.#underWay -= 1;
      if (this.#patience) this.#sendWaiting();
    }
  }

  async #ask(reads: readonly Read[]): Promise<Answers[]> {
    const parts = reads[0]?.parts ?? [];
    const answers = reads.map(() => parts.map((): unknown[][] => []));
    const rows = await this.sql.recurring<{ question: number; body: string }>(
      this.#textOf(reads),
      reads.length === 1 ? (reads[0]?.params ?? []) : reads.flatMap(({ params }) => params),
    );
    for (const { question, body } of rows) {
      const at = Math.floor(question / parts.length);
      answers[at]?.[question % parts.length]?.push(JSON.parse(body) as unknown[]);
    }
    return answers;
  }

  #textOf(reads: readonly Read[]): string {
    const key = `${reads.length}:${reads[0]?.key ?? ''}`;
    const known = this.#texts.get(key);
    if (known !== undefined) return known;
    const text = textOf(reads[0]?.parts ?? [], reads.length);
    if (this.#texts.size >= TEXTS_MAX) this.#texts.clear();
    this.#texts.set(key, text);
    return text;
  }
}

function sharing(waiting: number, parts: number): number {
  return Math.max(1, Math.min(waiting, SHARED_MAX, Math.floor(JOINED_MAX / parts)));
}

function textOf(parts: readonly Part[], requests: number): string {
  const texts: string[] = [];
  for (let at = 0; at < parts.length * requests; at++) texts.push(parts[at % parts.length]?.numbered(at) ?? '');
  return texts.join(' UNION ALL ');
}
