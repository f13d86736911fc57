import type { ChildProcess } from 'node:child_process';
import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createConnection } from 'mysql2/promise';

/** Whose server it is: the user's own, also where that is not root. Its program stands where not everybody looks. */
const USER = `--user=${userInfo().username}`;
const ENVIRONMENT = { ...process.env, PATH: `${process.env['PATH'] ?? ''}:/usr/sbin` };

/** A database server of a test's own, that it may kill: the shared one is left alone. */
export class ScratchMariaDb {
  readonly #folder = mkdtempSync(join(tmpdir(), 'laurel-mariadb-'));
  #server: ChildProcess | undefined;

  private constructor(readonly port: number) {}

  static async start(): Promise<ScratchMariaDb> {
    const database = new ScratchMariaDb(await freePort());
    const install = [
      '--no-defaults',
      '--auth-root-authentication-method=normal',
      '--skip-test-db',
      `--datadir=${database.#folder}`,
    ];
    execFileSync('mariadb-install-db', [...install, USER], { stdio: 'ignore', env: ENVIRONMENT });
    await database.up();
    return database;
  }

  get url(): string {
    return `mysql://root@127.0.0.1:${this.port}/laurel`;
  }

  async up(): Promise<void> {
    const place = [`--datadir=${this.#folder}`, `--socket=${this.#folder}/socket`, `--pid-file=${this.#folder}/pid`];
    const net = [`--port=${this.port}`, '--bind-address=127.0.0.1', USER];
    this.#server = spawn('mariadbd', ['--no-defaults', ...place, ...net], { stdio: 'ignore', env: ENVIRONMENT });
    for (let tries = 0; ; tries++) {
      try {
        const connection = await createConnection({ uri: `mysql://root@127.0.0.1:${this.port}` });
        await connection.query('CREATE DATABASE IF NOT EXISTS laurel');
        await connection.end();
        return;
      } catch (error) {
        if (tries > 150) throw error;
        await sleep(200);
      }
    }
  }

  /** Ends it without a word, as a power cut does. */
  async kill(): Promise<void> {
    const server = this.#server;
    if (!server || server.exitCode !== null) return;
    const ended = new Promise((resolve) => server.once('exit', resolve));
    server.kill('SIGKILL');
    await ended;
  }

  async stop(): Promise<void> {
    await this.kill();
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as AddressInfo;
      probe.close(() => resolve(port));
    });
  });
}
