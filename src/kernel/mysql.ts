import type { Pool, PoolConnection } from 'mysql2';
import { createConnection } from 'mysql2/promise';
import { DataSource } from 'typeorm';
import type { Database, Sql } from './database.js';
import { DatabaseUnavailable, faultOf } from './database.js';
import { asError, inSnapshot, inTransaction, sqlOn, unavailable } from './mysql-transaction.js';
import type { Schema } from './schema-list.js';

const LOCK_WAIT_S = 3;
const WAITING_MAX = 2_000;
/** Statements a connection keeps prepared; a server has room for 16,382 over all connections. */
const PREPARED_MAX = 100;
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
    extra: {
      jsonStrings: true,
      queueLimit: WAITING_MAX,
      multipleStatements: true,
      maxPreparedStatements: PREPARED_MAX,
      flags: ['FOUND_ROWS'],
    },
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
