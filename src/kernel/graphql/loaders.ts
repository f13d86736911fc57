import DataLoader from 'dataloader';
import type { RequestContext } from './context.js';
import type { Question, Reading } from './question.js';
import { Questions } from './question.js';

/** How many things are read at once: one statement for all keys, the answers by key; a key without one is left out. */
export interface Loading<Key extends string, Value, Args = undefined> {
  readonly read: (context: RequestContext, keys: readonly Key[], args: Args) => Promise<ReadonlyMap<Key, Value>>;
}

/** The loaders of one request: what several fields ask for in the same moment is read by one statement. */
export class Loaders {
  readonly #questions: Questions;
  readonly #open = new Map<object, Map<string, DataLoader<string, unknown>>>();
  readonly #once = new Map<object, Map<string, unknown>>();
  #waiting: (() => void)[] = [];
  #told: (() => void)[] = [];

  constructor(reading: Reading) {
    this.#questions = new Questions(reading);
  }

  ask<Row extends object>(question: Question): Promise<Row[]> {
    return this.#questions.ask<Row>(question);
  }

  /** After something was changed: what is read from now on is read anew, but for what the change itself has told. */
  forget(): void {
    this.#open.clear();
    this.#once.clear();
    const told = this.#told;
    this.#told = [];
    for (const each of told) each();
  }

  /** What a mutation knows of what it has just written, so that nobody reads it: good until the next change. */
  tell<Key extends string, Value>(context: RequestContext, loading: Loading<Key, Value>, key: Key, value: Value): void {
    this.#told.push(() => this.of(context, loading, undefined).prime(key, value));
  }

  /** What several fields work out from the same things is worked out once. */
  once<Value extends object>(about: object, key: string, work: () => Value): Value {
    const known = this.#once.get(about)?.get(key);
    if (known) return known as Value;
    const made = work();
    this.#once.set(about, (this.#once.get(about) ?? new Map<string, unknown>()).set(key, made));
    return made;
  }

  of<Key extends string, Value, Args>(
    context: RequestContext,
    loading: Loading<Key, Value, Args>,
    args: Args,
  ): DataLoader<Key, Value | undefined> {
    const variants = this.#open.get(loading) ?? new Map<string, DataLoader<string, unknown>>();
    this.#open.set(loading, variants);
    const variant = args === undefined ? '' : JSON.stringify(args);
    const known = variants.get(variant);
    if (known) return known as DataLoader<Key, Value | undefined>;
    const loader = new DataLoader<Key, Value | undefined>(
      async (keys) => {
        const found = await loading.read(context, keys, args);
        return keys.map((key) => found.get(key));
      },
      { batchScheduleFn: this.#schedule },
    );
    variants.set(variant, loader);
    return loader;
  }

  /** All loaders read at once, when everything that is under way has asked for what it needs. */
  readonly #schedule = (read: () => void): void => {
    this.#waiting.push(read);
    if (this.#waiting.length > 1) return;
    void Promise.resolve().then(() => {
      process.nextTick(() => {
        const waiting = this.#waiting;
        this.#waiting = [];
        for (const each of waiting) each();
      });
    });
  };
}

/** Rows of a question, read together with what other loaders ask in the same moment. */
export function ask<Row extends object>({ loaders }: RequestContext, question: Question): Promise<Row[]> {
  return loaders.ask<Row>(question);
}

/** One thing by its key, or undefined when there is none. */
export function load<Key extends string, Value>(
  context: RequestContext,
  loading: Loading<Key, Value>,
  key: Key,
): Promise<Value | undefined> {
  return context.loaders.of(context, loading, undefined).load(key);
}

/** The same where the question has arguments; only questions with the same arguments share a statement. */
export function loadWith<Key extends string, Value, Args>(
  context: RequestContext,
  loading: Loading<Key, Value, Args>,
  key: Key,
  args: Args,
): Promise<Value | undefined> {
  return context.loaders.of(context, loading, args).load(key);
}
