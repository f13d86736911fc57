import type { Connection } from 'mysql2/promise';
import { createConnection } from 'mysql2/promise';
import { unavailable } from './mysql-transaction.js';

const CONNECT_MS_MAX = 5_000;
const NAME = /^[\w$-]{1,64}$/;

/** Whether a server has the database of a URL, as far as its user may see. */
export function isMysqlThere(url: string): Promise<boolean> {
  return onServer(url, async (connection, name) => {
    const [rows] = await connection.query('SELECT 1 FROM information_schema.schemata WHERE schema_name = ?', [name]);
    return (rows as unknown[]).length > 0;
  });
}

/** Makes the database of a URL unless it is there. Its user must be allowed to; otherwise somebody has to make it first. */
export async function createMysql(url: string): Promise<void> {
  if (await isMysqlThere(url)) return;
  await onServer(url, async (connection, name) => {
    await connection.query(`CREATE DATABASE IF NOT EXISTS \`${name}\` DEFAULT CHARSET utf8mb4 COLLATE utf8mb4_bin`);
  });
}

async function onServer<T>(url: string, work: (connection: Connection, name: string) => Promise<T>): Promise<T> {
  const server = new URL(url);
  const name = decodeURIComponent(server.pathname.slice(1));
  if (!NAME.test(name)) throw new Error('A database needs a name of letters, digits, _, $ and - in its URL');
  server.pathname = '/';
  try {
    const connection = await createConnection({ uri: server.href, connectTimeout: CONNECT_MS_MAX });
    try {
      return await work(connection, name);
    } finally {
      await connection.end();
    }
  } catch (error) {
    throw unavailable(error);
  }
}
