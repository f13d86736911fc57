import { copyFileSync, existsSync, renameSync, rmSync } from 'node:fs';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import type { Connection } from 'mysql2/promise';
import { createConnection } from 'mysql2/promise';
import { migrate, openDatabase } from '../../src/app/house.js';
import { configOf } from './house.js';

/** An empty, migrated database that belongs to one test house until it is closed. */
export interface Scratch {
  readonly databaseUrl: string;
  close(): Promise<void>;
}

/** True when the tests run on a server instead of the embedded database. */
export const isOnServer = /^(mysql|mariadb):/.test(process.env['DATABASE_URL'] ?? '');

export function openScratch(): Promise<Scratch> {
  return isOnServer ? openServerScratch() : openFileScratch();
}

/** A path for a file of this run; the folder is removed when the run ends. */
export function scratchPath(name: string): string {
  const folder = process.env['LAUREL_TEST_FOLDER'];
  if (!folder) throw new Error('Run tests through Jest: its global setup makes the folder for their files');
  return join(folder, name);
}

/** A database without any table, for tests of what makes them. */
export function openEmptyScratch(): Promise<Scratch> {
  return isOnServer ? openServerScratch(true) : Promise.resolve(fileScratch());
}

/** A copy of a file that was migrated once. Two workers may build it at once: the rename makes either of them win whole. */
export async function openFileScratch(): Promise<Scratch> {
  const template = scratchPath('template.sqlite');
  if (!existsSync(template)) {
    const draft = scratchPath(`${randomUUID()}.sqlite`);
    await migrateAll(`sqlite:${draft}`, 'PRAGMA wal_checkpoint(TRUNCATE)'); // all of it in the one file that is copied
    renameSync(draft, template);
  }
  const file = scratchPath(`${randomUUID()}.sqlite`);
  copyFileSync(template, file);
  return fileScratch(file);
}

function fileScratch(file = scratchPath(`${randomUUID()}.sqlite`)): Scratch {
  return {
    databaseUrl: `sqlite:${file}`,
    close: () => {
      for (const each of [file, file.replace(/(\.\w+)$/, '-sandbox$1')]) {
        for (const suffix of ['', '-wal', '-shm']) rmSync(each + suffix, { force: true });
      }
      return Promise.resolve();
    },
  };
}

/** The first scratch database of this run that no house holds; a lock on the server says so, and ends with its connection. */
async function openServerScratch(isEmpty = false): Promise<Scratch> {
  const url = new URL(process.env['DATABASE_URL'] ?? '');
  const prefix = `${url.pathname.slice(1)}_${process.env['LAUREL_TEST_RUN'] ?? ''}_${isEmpty ? 'empty_' : ''}`;
  const admin = await createConnection({
    uri: Object.assign(new URL(url), { pathname: '/' }).href,
    multipleStatements: true,
  });
  const name = await claim(admin, prefix);
  url.pathname = `/${name}`;
  if (isEmpty) await admin.query(`DROP DATABASE IF EXISTS \`${name}\`; CREATE DATABASE \`${name}\``);
  else await prepare(admin, name, url.href);
  return { databaseUrl: url.href, close: () => admin.end() };
}

async function prepare(admin: Connection, name: string, databaseUrl: string): Promise<void> {
  await admin.query(`DROP DATABASE IF EXISTS \`${name}_sandbox\``);
  const tables = await tablesOf(admin, name);
  if (tables.length > 0) return empty(admin, name, tables);
  await admin.query(`CREATE DATABASE IF NOT EXISTS \`${name}\``);
  await migrateAll(databaseUrl);
}

async function claim(admin: Connection, prefix: string): Promise<string> {
  for (let number = 1; ; number++) {
    const [rows] = await admin.query('SELECT GET_LOCK(?, 0) AS isMine', [`${prefix}${number}`]);
    if ((rows as { isMine: number }[])[0]?.isMine === 1) return `${prefix}${number}`;
  }
}

async function tablesOf(admin: Connection, name: string): Promise<string[]> {
  const [rows] = await admin.query('SELECT table_name AS name FROM information_schema.tables WHERE table_schema = ?', [
    name,
  ]);
  return (rows as { name: string }[]).map((row) => row.name);
}

/** Deleting from tables of a few rows is many times faster than truncating or migrating them. Counters start again at zero. */
async function empty(admin: Connection, name: string, tables: readonly string[]): Promise<void> {
  const emptied = tables.filter((table) => table !== 'schema_migrations' && table !== 'counters');
  const statements = emptied.map((table) => `DELETE FROM \`${name}\`.\`${table}\``);
  await admin.query([...statements, `UPDATE \`${name}\`.counters SET value = 0`].join(';'));
}

async function migrateAll(databaseUrl: string, afterwards?: string): Promise<void> {
  const database = await openDatabase(configOf(databaseUrl));
  await migrate(database);
  if (afterwards) await database.source.query(afterwards);
  await database.close();
}
