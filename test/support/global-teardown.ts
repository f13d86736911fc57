import { rmSync } from 'node:fs';
import { createConnection } from 'mysql2/promise';

/** Drops what the tests of this run have made: its folder, and its scratch databases on a server. */
export default async function tidyUp(): Promise<void> {
  const folder = process.env['LAUREL_TEST_FOLDER'];
  if (folder) rmSync(folder, { recursive: true, force: true });
  const url = process.env['DATABASE_URL'] ?? '';
  if (/^(mysql|mariadb):/.test(url)) await dropScratch(new URL(url), process.env['LAUREL_TEST_RUN'] ?? '');
}

async function dropScratch(url: URL, run: string): Promise<void> {
  const base = url.pathname.slice(1);
  url.pathname = '/';
  const connection = await createConnection(url.href);
  const [rows] = await connection.query('SELECT schema_name AS name FROM information_schema.schemata');
  for (const { name } of rows as { name: string }[]) {
    if (name.startsWith(`${base}_${run}_`)) await connection.query(`DROP DATABASE \`${name}\``);
  }
  await connection.end();
}
