import type { Pool, PoolConnection, ResultSetHeader, TypeCastField } from 'mysql2';
import { createConnection } from 'mysql2/promise';
import { DataSource } from 'typeorm';
import { checkBound } from './bind.js';
import type { Bound } from './bind.js';
import type { Database, Sql, Transaction } from './database.js';
import { DatabaseUnavailable, faultOf } from './database.js';
import type { Schema } from './schema-list.js';

const LOCK_WAIT_S = 4;
const WAITING_MAX = 2_000;
const CONNECT_MS_MAX = 5_000;

/** MySQL 8 or MariaDB 10.6+. Write sessions are READ COMMITTED, whole numbers come back as safe integers or throw. */
export async function openMysql(url: string, schema: Schema, poolSize: number): Promise<Database> {
  const source = await connect(url, schema, poolSize);
  const pool = (source.driver as unknown as { pool: Pool }).pool;
  await assertUtc(sqlOn(pool));
  return {
    engine: 'mysql',
    reader: sqlOn(pool),
    source,
    transaction: (work) => inTransaction(pool, work),
    snapshot: (work) => inSnapshot(pool, work),
    ping: async () => {
      await sqlOn(pool).rows('SELECT 1');
    },
    close: () => source.destroy(),
  };
}

async function connect(url: string, schema: Schema, poolSize: number): Promise<DataSource> {
  const source = new DataSource({
    type: await kindOf(url),
    url,
    entities: [...schema.entities] as never,
    migrations: [...schema.migrations] as never,
    migrationsTableName: 'schema_migrations',
    charset: 'utf8mb4_bin',
    timezone: 'Z',
    supportBigNumbers: true,
    bigNumberStrings: false,
    poolSize,
    connectTimeout: CONNECT_MS_MAX,
    extra: { typeCast, queueLimit: WAITING_MAX, flags: ['FOUND_ROWS'] },
  });
  try {
    await source.initialize();
  } catch (error) {
    throw faultOf(error) === 'away' ? new DatabaseUnavailable('away', error) : error;
  }
  const pool = (source.driver as unknown as { pool: Pool }).pool;
  pool.on('connection', (connection) => {
    prepareConnection(connection);
  });
  // connections opened before the listener was there are prepared when they are next handed out
  await Promise.all(Array.from({ length: 1 }, () => renew(pool)));
  return source;
}

/** TypeORM reads the tables of MariaDB rightly only when it is told that it is MariaDB. */
async function kindOf(url: string): Promise<'mysql' | 'mariadb'> {
  try {
    const connection = await createConnection({ uri: url, connectTimeout: CONNECT_MS_MAX });
    const [rows] = await connection.query('SELECT VERSION() AS version');
    await connection.end();
    return (rows as { version: string }[])[0]?.version.includes('MariaDB') ? 'mariadb' : 'mysql';
  } catch (error) {
    throw unavailable(error);
  }
}

/** Settings of every new connection; mysql2 runs them before the first statement of whoever waits for it. */
function prepareConnection(connection: PoolConnection): void {
  const settings = [
    'SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED',
    `SET SESSION innodb_lock_wait_timeout = ${LOCK_WAIT_S}, time_zone = '+00:00', sql_mode = 'STRICT_ALL_TABLES,NO_ENGINE_SUBSTITUTION,ERROR_FOR_DIVISION_BY_ZERO'`,
  ];
  for (const setting of settings) connection.query(setting, () => undefined);
}

/** Ends the connections that were opened while the pool was set up. */
async function renew(pool: Pool): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    pool.getConnection((error, connection) => {
      if (error) {
        reject(asError(error));
        return;
      }
      connection.destroy();
      resolve();
    });
  });
}

async function assertUtc(sql: Sql): Promise<void> {
  const [row] = await sql.rows<{ zone: string }>('SELECT @@session.time_zone AS zone');
  if (row?.zone !== '+00:00')
    throw new Error(`The database session runs in zone ${row?.zone ?? 'unknown'}, not in UTC`);
}

/** BIGINT, whole DECIMAL (COUNT, SUM) and text as they are; a number that is not safe throws instead of being rounded. */
function typeCast(field: TypeCastField, next: () => unknown): unknown {
  if (TEXTS.has(field.type)) return field.string('utf8'); // JSON too: one database has a type for it, the other does not
  if (field.type !== 'LONGLONG' && field.type !== 'NEWDECIMAL') return next();
  const text = field.string();
  if (text === null) return null;
  const number = Number(text);
  if (/^-?\d+$/.test(text) && !Number.isSafeInteger(number)) {
    throw new RangeError(`Column ${field.name} holds ${text}, which is beyond safe integers`);
  }
  return number;
}

interface Queryable {
  query(text: string, params: readonly unknown[], done: (error: unknown, result: unknown) => void): unknown;
}

function send(target: Queryable, text: string, params: readonly Bound[]): Promise<unknown> {
  return new Promise((resolve, reject) => {
    target.query(text, params.map(checkBound), (error, result) => {
      if (error) reject(asError(error));
      else resolve(result);
    });
  });
}

function sqlOn(target: Pool | PoolConnection): Sql {
  const queryable = target as unknown as Queryable;
  return {
    engine: 'mysql',
    rows: async <Row>(text: string, params: readonly Bound[] = []) => {
      try {
        return (await send(queryable, text, params)) as Row[];
      } catch (error) {
        throw unavailable(error);
      }
    },
    run: async (text, params = []) => {
      try {
        return ((await send(queryable, text, params)) as ResultSetHeader).affectedRows;
      } catch (error) {
        throw unavailable(error);
      }
    },
  };
}

async function inTransaction<T>(
  pool: Pool,
  work: (sql: Transaction) => Promise<{ value: T; commit: boolean }>,
): Promise<T> {
  const connection = await take(pool);
  const inner = sqlOn(connection);
  let statements = 1;
  const counted: Transaction = {
    engine: 'mysql',
    get statements() {
      return statements;
    },
    rows: (text, params) => (statements++, inner.rows(text, params)),
    run: (text, params) => (statements++, inner.run(text, params)),
  };
  let isCommitting = false;
  try {
    await inner.run('START TRANSACTION');
    const { value, commit } = await work(counted);
    isCommitting = commit;
    await inner.run(commit ? 'COMMIT' : 'ROLLBACK');
    connection.release();
    return value;
  } catch (error) {
    await giveBack(connection);
    // a connection that broke during COMMIT leaves it open whether the work is stored
    if (isCommitting && error instanceof DatabaseUnavailable) throw new DatabaseUnavailable('unsure', error.cause);
    throw error;
  }
}

/** Always rolls back: after a lock timeout only the statement was undone, and COMMIT after a deadlock answers OK with nothing saved. */
async function giveBack(connection: PoolConnection): Promise<void> {
  try {
    await send(connection as unknown as Queryable, 'ROLLBACK', []);
    connection.release();
  } catch {
    connection.destroy();
  }
}

async function inSnapshot<T>(pool: Pool, work: (sql: Sql) => Promise<T>): Promise<T> {
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

function unavailable(error: unknown): unknown {
  const fault = faultOf(error);
  return fault === 'away' || fault === 'full' ? new DatabaseUnavailable(fault, error) : error;
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
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
