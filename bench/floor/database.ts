import type { Pool, PoolConnection, RowDataPacket } from 'mysql2';
import { createPool } from 'mysql2';

/** The pool of the floor: as many connections as the product has, statements that travel together, rows as arrays. */
export function openPool(databaseUrl: string, poolSize: number): Pool {
  const pool = createPool({
    uri: databaseUrl,
    connectionLimit: poolSize,
    charset: 'utf8mb4_bin',
    timezone: 'Z',
    multipleStatements: true,
    rowsAsArray: true,
  });
  pool.on('connection', (connection) => {
    connection.query(
      "SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED; SET SESSION innodb_lock_wait_timeout = 4, time_zone = '+00:00', sql_mode = 'STRICT_ALL_TABLES,NO_ENGINE_SUBSTITUTION,ERROR_FOR_DIVISION_BY_ZERO'",
    );
  });
  return pool;
}

export type Row = readonly unknown[];

export function take(pool: Pool): Promise<PoolConnection> {
  return new Promise((resolve, reject) => {
    pool.getConnection((error, connection) => {
      if (error) reject(error);
      else resolve(connection);
    });
  });
}

/** One packet of one or several statements, values written into the text already. */
export function send(connection: PoolConnection, text: string): Promise<unknown> {
  return new Promise((resolve, reject) => {
    connection.query(text, (error, result) => {
      if (error) reject(error);
      else resolve(result);
    });
  });
}

/** A prepared statement: parsed by the server once a connection. */
export function prepared(
  connection: Pool | PoolConnection,
  text: string,
  params: readonly (string | number)[],
): Promise<Row[]> {
  return new Promise((resolve, reject) => {
    connection.execute<RowDataPacket[]>(text, [...params], (error, rows) => {
      if (error) reject(error);
      else resolve(rows as unknown as Row[]);
    });
  });
}
