import Libsql from 'libsql';
import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { DataSource } from 'typeorm';
import { checkStatement, toEmbedded } from './bind.js';
import type { Bound } from './bind.js';
import type { Database, Sql, Transaction } from './database.js';
import { DatabaseUnavailable, faultOf } from './database.js';
import type { Schema } from './schema-list.js';

const BUSY_MS_MAX = 30_000;
const STATEMENTS_KEPT = 200;

interface Statement {
  readonly reader: boolean;
  all(...params: unknown[]): unknown[];
  run(...params: unknown[]): { changes: number };
}

/** The driver with a guard around every statement: TypeORM and we alike can only bind what it can hold. */
class GuardedLibsql {
  readonly #inner: InstanceType<typeof Libsql>;
  readonly #kept = new Map<string, Statement>();

  constructor(file: string, options: object) {
    this.#inner = new Libsql(file, options);
  }

  get open(): boolean {
    return this.#inner.open;
  }

  prepare(text: string): Statement {
    const inner = this.#inner.prepare(text) as unknown as Statement;
    return {
      reader: inner.reader,
      // one list: a single null on its own would be taken for an object of named parameters
      all: (...params) => safe(inner.all(params.map((value) => toEmbedded(value)))),
      run: (...params) => inner.run(params.map((value) => toEmbedded(value))),
    };
  }

  /** A statement kept by its text, because preparing costs more than running. */
  statement(text: string): Statement {
    const known = this.#kept.get(text);
    if (known) return known;
    const fresh = this.prepare(text);
    this.#kept.set(text, fresh);
    if (this.#kept.size > STATEMENTS_KEPT) this.#kept.delete(this.#kept.keys().next().value ?? '');
    return fresh;
  }

  pragma(text: string): unknown {
    return this.prepare(`PRAGMA ${text}`).all();
  }

  exec(text: string): void {
    this.#inner.exec(text);
  }

  close(): void {
    this.#kept.clear();
    this.#inner.close();
  }
}

/** The driver rounds integers beyond 2^53 without a word: here they throw, as they do on the other database. */
function safe(rows: unknown[]): unknown[] {
  for (const row of rows as Record<string, unknown>[]) {
    for (const column in row) {
      const value = row[column];
      if (typeof value !== 'number' || (value <= Number.MAX_SAFE_INTEGER && value >= Number.MIN_SAFE_INTEGER)) continue;
      throw new RangeError(`Column ${column} holds ${value}, which is beyond safe integers`);
    }
  }
  return rows;
}

/** The embedded database: one queued writer and one read-only connection on the same file in WAL mode. */
export async function openSqlite(file: string, schema: Schema): Promise<Database> {
  mkdirSync(dirname(file), { recursive: true });
  const source = await dataSource(file, schema, false).initialize();
  const readSource = await dataSource(file, schema, true).initialize();
  const [writer, reader] = [connectionOf(source), connectionOf(readSource)];
  const queue = new WriterQueue();
  return {
    engine: 'sqlite',
    reader: sqlOn(reader),
    source,
    transaction: (work) => queue.run(() => inTransaction(writer, work)),
    snapshot: (work) => inSnapshot(file, work),
    ping: () => Promise.resolve(void reader.statement('SELECT 1').all()),
    close: async () => {
      await queue.run(() => Promise.resolve());
      await readSource.destroy();
      await source.destroy();
    },
  };
}

function dataSource(file: string, schema: Schema, isReader: boolean): DataSource {
  const source = new DataSource({
    type: 'better-sqlite3',
    database: file,
    driver: GuardedLibsql,
    entities: [...schema.entities] as never,
    migrations: [...schema.migrations] as never,
    migrationsTableName: 'schema_migrations',
    timeout: 0,
    statementCacheSize: 0,
    prepareDatabase: (database: unknown) => {
      const connection = database as GuardedLibsql;
      for (const setting of [
        'journal_mode = WAL',
        'synchronous = NORMAL',
        'cache_size = -65536',
        'temp_store = MEMORY',
      ]) {
        connection.pragma(setting);
      }
      if (isReader) connection.pragma('query_only = ON');
    },
  });
  // the name the other database needs for more than 64 KiB; here every …TEXT is the same
  source.driver.supportedDataTypes.push('mediumtext');
  return source;
}

function connectionOf(source: DataSource): GuardedLibsql {
  return (source.driver as unknown as { databaseConnection: GuardedLibsql }).databaseConnection;
}

function sqlOn(connection: GuardedLibsql): Sql {
  const one = (text: string) => connection.statement(checkStatement(text));
  return {
    engine: 'sqlite',
    // async, so that a thrown driver error is a rejection here as it is on the other database
    // eslint-disable-next-line @typescript-eslint/require-await
    rows: async <Row>(text: string, params: readonly Bound[] = []) => one(text).all(...params) as Row[],
    // eslint-disable-next-line @typescript-eslint/require-await
    recurring: async <Row>(text: string, params: readonly Bound[] = []) => one(text).all(...params) as Row[],
    // eslint-disable-next-line @typescript-eslint/require-await
    run: async (text, params = []) => one(text).run(...params).changes,
    // eslint-disable-next-line @typescript-eslint/require-await
    later: async (text, params = []) => void one(text).run(...params),
  };
}

async function inTransaction<T>(
  connection: GuardedLibsql,
  work: (sql: Transaction) => Promise<{ value: T; commit: boolean }>,
): Promise<T> {
  await begin(connection);
  let statements = 1;
  const inner = sqlOn(connection);
  const counted: Transaction = {
    engine: 'sqlite',
    get statements() {
      return statements;
    },
    rows: (text, params) => (statements++, inner.rows(text, params)),
    recurring: (text, params) => (statements++, inner.recurring(text, params)),
    run: (text, params) => (statements++, inner.run(text, params)),
    later: (text, params) => (statements++, inner.later(text, params)),
  };
  try {
    const { value, commit } = await work(counted);
    connection.exec(commit ? 'COMMIT' : 'ROLLBACK');
    return value;
  } catch (error) {
    rollBack(connection);
    throw unavailable(error);
  }
}

/** Another process may be writing (an import beside the server): wait without blocking the event loop. */
async function begin(connection: GuardedLibsql): Promise<void> {
  const deadline = Date.now() + BUSY_MS_MAX;
  for (let attempt = 0; ; attempt++) {
    try {
      connection.exec('BEGIN IMMEDIATE');
      return;
    } catch (error) {
      if (faultOf(error) !== 'busy') throw unavailable(error);
      if (Date.now() > deadline) throw new DatabaseUnavailable('busy', error);
      await sleep(Math.min(50, 2 + attempt) * (0.5 + Math.random()));
    }
  }
}

function rollBack(connection: GuardedLibsql): void {
  try {
    connection.exec('ROLLBACK');
  } catch {
    // the database has already rolled back by itself (disk full, I/O error)
  }
}

function unavailable(error: unknown): unknown {
  const fault = faultOf(error);
  if (fault === 'busy' || fault === 'away' || fault === 'full') return new DatabaseUnavailable(fault, error);
  return error;
}

/** A connection of its own, because the shared reader must not be held on an old snapshot. */
async function inSnapshot<T>(file: string, work: (sql: Sql) => Promise<T>): Promise<T> {
  const connection = new GuardedLibsql(file, { timeout: 5_000 });
  try {
    connection.pragma('query_only = ON');
    connection.pragma('cache_size = -65536'); // reports look the same members up again and again
    connection.exec('BEGIN');
    return await work(sqlOn(connection));
  } finally {
    rollBack(connection);
    connection.close();
  }
}

/** Transactions of one process follow one another: two on the same connection would corrupt both. */
class WriterQueue {
  #tail: Promise<unknown> = Promise.resolve();

  run<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#tail.then(work, work);
    this.#tail = turn.catch(() => undefined);
    return turn;
  }
}
