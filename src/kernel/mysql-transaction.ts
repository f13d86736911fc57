import type { FieldPacket, Pool, PoolConnection, QueryOptions, ResultSetHeader, TypeCastField } from 'mysql2';
import mysql from 'mysql2';
import type { Bound } from './bind.js';
import { checkBound, checkStatement } from './bind.js';
import type { Sql, Transaction } from './database.js';
import { DatabaseUnavailable, faultOf } from './database.js';

interface Queryable {
  query(options: QueryOptions, done: (error: unknown, result: unknown) => void): unknown;
  execute(options: QueryOptions, done: (error: unknown, rows: unknown, fields: FieldPacket[]) => void): unknown;
}

function send(target: Queryable, text: string, params: readonly Bound[]): Promise<unknown> {
  return new Promise((resolve, reject) => {
    target.query({ sql: text, values: [...params], typeCast }, (error, result) => {
      if (error) reject(asError(unavailable(error)));
      else resolve(result);
    });
  });
}

function sendPrepared(target: Queryable, sql: string, values: readonly Bound[]): Promise<object[]> {
  return new Promise((resolve, reject) => {
    target.execute({ sql, values: [...values] }, (error, rows, fields) => {
      if (error) reject(asError(unavailable(error)));
      else {
        try {
          resolve(withNumbers(rows as Record<string, unknown>[], fields));
        } catch (mistake) {
          reject(asError(mistake));
        }
      }
    });
  });
}

/** BIGINT, whole DECIMAL (COUNT, SUM) and text as they are; a number that is not safe throws instead of being rounded. */
function typeCast(field: TypeCastField, next: () => unknown): unknown {
  if (TEXTS.has(field.type)) return field.string('utf8'); // JSON too: one database has a type for it, the other does not
  if (field.type !== 'LONGLONG' && field.type !== 'NEWDECIMAL') return next();
  const text = field.string();
  if (text === null) return null;
  return safeNumber(text, field.name);
}

const TEXTS: ReadonlySet<string> = new Set([
  'JSON',
  'VAR_STRING',
  'STRING',
  'VARCHAR',
  'BLOB',
  'MEDIUM_BLOB',
  'LONG_BLOB',
]);

const { LONGLONG, NEWDECIMAL } = mysql.Types; // once: the driver looks its file up each time it is asked

/** Prepared statements answer big numbers and sums as text: here they become numbers, or throw. */
function withNumbers(rows: Record<string, unknown>[], fields: readonly FieldPacket[]): object[] {
  for (const { name, type } of fields) {
    if (type !== LONGLONG && type !== NEWDECIMAL) continue;
    for (const row of rows) {
      const value = row[name];
      if (typeof value === 'string') row[name] = safeNumber(value, name);
    }
  }
  return rows;
}

/** A number as a database writes it. Throws for one that JavaScript cannot hold exactly. */
function safeNumber(text: string, column: string): number {
  const number = Number(text);
  if (/^-?\d+$/.test(text) && !Number.isSafeInteger(number)) {
    throw new RangeError(`Column ${column} holds ${text}, which is beyond safe integers`);
  }
  return number;
}

export function sqlOn(target: Pool | PoolConnection): Sql {
  const queryable = target as unknown as Queryable;
  const one = (text: string, params: readonly Bound[] = []) =>
    send(queryable, checkStatement(text), params.map(checkBound));
  return {
    engine: 'mysql',
    rows: async <Row>(text: string, params?: readonly Bound[]) => (await one(text, params)) as Row[],
    recurring: async <Row>(text: string, params: readonly Bound[] = []) =>
      (await sendPrepared(queryable, checkStatement(text), params.map(checkBound))) as Row[],
    run: async (text, params) => ((await one(text, params)) as ResultSetHeader).affectedRows,
    later: async (text, params) => {
      await one(text, params);
    },
  };
}

/** Longest packet of waiting writes: well below what a server takes, and early enough to give it something to do. */
const PACKET_LENGTH_MAX = 250_000;

/** The statements of one transaction: writes nobody waits for are held back until a statement somebody waits for. */
class Connected implements Transaction {
  readonly engine = 'mysql';
  statements = 1;
  #texts = ['START TRANSACTION'];
  #params: Bound[] = [];
  #length = 0;
  /** A packet under way. Nothing follows it before its result is known: after a deadlock there is no transaction any more. */
  #sent: Promise<unknown> | null = null;

  constructor(private readonly connection: PoolConnection) {}

  async rows<Row>(text: string, params?: readonly Bound[]): Promise<Row[]> {
    return (await this.#send(text, params)) as Row[];
  }

  /** Travels with what is held back, which a prepared statement cannot. */
  recurring<Row>(text: string, params?: readonly Bound[]): Promise<Row[]> {
    return this.rows(text, params);
  }

  async run(text: string, params?: readonly Bound[]): Promise<number> {
    return ((await this.#send(text, params)) as ResultSetHeader).affectedRows;
  }

  async later(text: string, params: readonly Bound[] = []): Promise<void> {
    this.statements += 1;
    this.#hold(text, params);
    if (this.#length <= PACKET_LENGTH_MAX) return;
    await this.#arrived();
    this.#sent = this.#flush(); // meanwhile the next one is written
    this.#sent.catch(() => undefined); // whoever waits for it next hears of it
  }

  async end(how: 'COMMIT' | 'ROLLBACK'): Promise<void> {
    this.#hold(how, []);
    await this.#arrived();
    await this.#flush();
  }

  async #send(text: string, params: readonly Bound[] = []): Promise<unknown> {
    this.statements += 1;
    this.#hold(text, params);
    if (this.#sent) await this.#arrived();
    return this.#flush();
  }

  #hold(text: string, params: readonly Bound[]): void {
    this.#texts.push(checkStatement(text));
    this.#length += text.length;
    for (const param of params) {
      this.#params.push(checkBound(param));
      this.#length += typeof param === 'string' ? param.length : 8;
    }
  }

  async #arrived(): Promise<void> {
    const sent = this.#sent;
    this.#sent = null;
    await sent;
  }

  /** Sends what is held, in order; answers the result of the last. A failing statement ends the packet: nothing after it ran. */
  async #flush(): Promise<unknown> {
    const [texts, params] = [this.#texts, this.#params];
    [this.#texts, this.#params, this.#length] = [[], [], 0];
    const answer = await send(this.connection, texts.join('; '), params);
    return texts.length === 1 ? answer : (answer as unknown[]).at(-1);
  }
}

export async function inTransaction<T>(
  pool: Pool,
  work: (sql: Transaction) => Promise<{ value: T; commit: boolean }>,
): Promise<T> {
  const connection = await take(pool);
  const sql = new Connected(connection);
  let isCommitting = false;
  try {
    const { value, commit } = await work(sql);
    isCommitting = commit;
    await sql.end(commit ? 'COMMIT' : 'ROLLBACK');
    connection.release();
    return value;
  } catch (error) {
    await giveBack(connection);
    // a connection that broke during COMMIT leaves it open whether the work is stored
    const isUnsure = isCommitting && error instanceof DatabaseUnavailable && error.why === 'away';
    if (isUnsure) throw new DatabaseUnavailable('unsure', error.cause);
    throw error;
  }
}

/** Always rolls back: after a lock timeout only the statement was undone, and COMMIT after a deadlock answers OK with nothing saved. */
async function giveBack(connection: PoolConnection): Promise<void> {
  try {
    await send(connection, 'ROLLBACK', []);
    connection.release();
  } catch {
    connection.destroy();
  }
}

export async function inSnapshot<T>(pool: Pool, work: (sql: Sql) => Promise<T>): Promise<T> {
  const connection = await take(pool);
  const sql = sqlOn(connection);
  try {
    await sql.run('SET TRANSACTION ISOLATION LEVEL REPEATABLE READ');
    await sql.run('START TRANSACTION WITH CONSISTENT SNAPSHOT, READ ONLY');
    return await work(sql);
  } finally {
    await giveBack(connection);
  }
}

function take(pool: Pool): Promise<PoolConnection> {
  return new Promise((resolve, reject) => {
    pool.getConnection((error, connection) => {
      if (error) reject(asError(unavailable(error)));
      else resolve(connection);
    });
  });
}

/** What the driver says when too many wait for a connection: it gives this error no code. */
const POOL_IS_FULL = 'Queue limit reached.';

export function unavailable(error: unknown): unknown {
  if (error instanceof Error && error.message === POOL_IS_FULL) return new DatabaseUnavailable('crowded', error);
  const fault = faultOf(error);
  return fault === 'away' || fault === 'full' ? new DatabaseUnavailable(fault, error) : error;
}

export function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}
