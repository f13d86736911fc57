import { randomBytes } from 'node:crypto';
import type { Connection } from 'mysql2/promise';
import { createConnection } from 'mysql2/promise';
import { databasePidOf } from './cpu.js';

const DEFAULT_URL = 'mysql://root@127.0.0.1:3306/laurel_bench';

/** The database of one bench run: made empty at its start, dropped at its end. */
export interface Scratch {
  readonly databaseUrl: string;
  /** Name and version of the server, for the report. */
  readonly engine: string;
  /** What children need in their environment to open the same house. */
  readonly environment: Readonly<Record<string, string>>;
  /** For looking at what both sides wrote; never used while something is measured. */
  readonly admin: Connection;
  /** Its process, when it runs here. */
  readonly databasePid: number | null;
  close(): Promise<void>;
}

/** Throws with a sentence that says what is missing when no server answers, or the database is not a scratch one. */
export async function openScratch(): Promise<Scratch> {
  const url = new URL(process.env['DATABASE_URL'] ?? DEFAULT_URL);
  const name = scratchName(decodeURIComponent(url.pathname.slice(1)));
  url.pathname = `/${name}`;
  if (!/^(mysql|mariadb):$/.test(url.protocol)) {
    throw new Error(
      'The bench runs on MariaDB or MySQL: set DATABASE_URL=mysql://user:password@host:port/laurel_bench',
    );
  }
  const admin = await connect(url);
  await admin.query(`DROP DATABASE IF EXISTS \`${name}\``);
  await admin.query(`CREATE DATABASE \`${name}\``);
  await admin.query(`USE \`${name}\``);
  const [rows] = await admin.query('SELECT VERSION() AS version');
  return {
    databaseUrl: url.href,
    engine: (rows as { version: string }[])[0]?.version ?? 'unknown',
    environment: { DATABASE_URL: url.href, ...secrets() },
    admin,
    databasePid: await databasePidOf(admin),
    close: async () => {
      await admin.query(`DROP DATABASE IF EXISTS \`${name}\``);
      await admin.end();
    },
  };
}

/** A database that is not called a bench is somebody's: the bench makes one of its own beside it. */
function scratchName(name: string): string {
  if (!/^\w+$/.test(name))
    throw new Error(`DATABASE_URL must name a database in letters, digits and underscores, not "${name}"`);
  return name.includes('bench') ? name : `${name}_bench`;
}

async function connect(url: URL): Promise<Connection> {
  const server = new URL(url);
  server.pathname = '/';
  try {
    return await createConnection({ uri: server.href, connectTimeout: 3_000, supportBigNumbers: true });
  } catch (error) {
    throw new Error(
      `No MariaDB answers at ${url.host}. Start one, or name it: DATABASE_URL=mysql://user:password@host:port/laurel_bench`,
      { cause: error },
    );
  }
}

/** Made for this run; both sides check keys with the same pepper. */
function secrets(): Record<string, string> {
  const names = ['LAUREL_KEY_PEPPER', 'LAUREL_TOKEN_KEY', 'LAUREL_CURSOR_KEY'];
  return Object.fromEntries(names.map((name) => [name, randomBytes(32).toString('base64')]));
}

/** A database beside the scratch one, dropped when it is closed. */
export interface Beside {
  readonly name: string;
  readonly url: string;
  close(): Promise<void>;
}

/** An empty database beside the scratch one. */
export async function openBeside({ admin, databaseUrl }: Scratch, what: string): Promise<Beside> {
  const url = new URL(databaseUrl);
  const name = `${url.pathname.slice(1)}_${what}`;
  url.pathname = `/${name}`;
  await admin.query(`DROP DATABASE IF EXISTS \`${name}\``);
  await admin.query(`CREATE DATABASE \`${name}\``);
  return {
    name,
    url: url.href,
    close: async () => {
      await admin.query(`DROP DATABASE IF EXISTS \`${name}\``);
    },
  };
}

/** A database beside the scratch one with the same tables, all empty. */
export async function openTwin(scratch: Scratch): Promise<Beside> {
  const { admin, databaseUrl } = scratch;
  const source = new URL(databaseUrl).pathname.slice(1);
  const beside = await openBeside(scratch, 'twin');
  const [rows] = await admin.query('SELECT table_name AS name FROM information_schema.tables WHERE table_schema = ?', [
    source,
  ]);
  for (const table of rows as { name: string }[]) {
    await admin.query(`CREATE TABLE \`${beside.name}\`.\`${table.name}\` LIKE \`${source}\`.\`${table.name}\``);
  }
  return beside;
}
