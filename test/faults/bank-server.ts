import { setTimeout as sleep } from 'node:timers/promises';
import type { Connection } from 'mysql2/promise';
import { createConnection } from 'mysql2/promise';
import type { TestProcess } from '../support/process.js';
import { startProcess } from '../support/process.js';

export type Fault = 'killed' | 'paused' | 'cut off';
export const FAULTS: readonly Fault[] = ['killed', 'paused', 'cut off'];

const PAUSE_MS = 1_500;

/** The server under test, in a process of its own, with what can happen to it. */
export class BankServer {
  /** Where it listens; another port after every start. */
  url = '';
  readonly happened = new Map<Fault, number>();
  #process: TestProcess | undefined;

  constructor(
    private readonly databaseUrl: string,
    private readonly secrets: string,
  ) {}

  async start(): Promise<void> {
    this.#process = startProcess('support/server-process.ts', [this.databaseUrl, this.secrets]);
    this.url = await this.#process.line();
  }

  async suffer(fault: Fault): Promise<void> {
    if (fault === 'killed') await this.#kill();
    if (fault === 'paused') await this.#pause();
    if (fault === 'cut off') await this.#cutOff();
    this.happened.set(fault, (this.happened.get(fault) ?? 0) + 1);
  }

  async stop(): Promise<void> {
    this.#process?.child.stdin?.end();
    await this.#process?.ended;
  }

  /** Ends it without a word, in the middle of whatever it does, and starts another. */
  async #kill(): Promise<void> {
    this.#process?.child.kill('SIGKILL');
    await this.#process?.ended;
    await this.start();
  }

  /** Stops it in the middle of whatever it does: its transactions stay open meanwhile. */
  async #pause(): Promise<void> {
    this.#process?.child.kill('SIGSTOP');
    await sleep(PAUSE_MS);
    this.#process?.child.kill('SIGCONT');
  }

  /** Ends every connection to the database but its own: also those in the middle of a transaction. */
  async #cutOff(): Promise<void> {
    const admin = await createConnection(this.databaseUrl);
    for (const id of await connectionsBeside(admin)) await admin.query(`KILL CONNECTION ${id}`).catch(() => undefined);
    await admin.end();
  }
}

/** Those of the server under test: whoever watches has named its connections `watcher`. */
async function connectionsBeside(admin: Connection): Promise<number[]> {
  const [rows] = await admin.query(
    "SELECT id FROM information_schema.processlist WHERE id <> CONNECTION_ID() AND db = 'laurel' AND user = 'root'",
  );
  return (rows as { id: number }[]).map(({ id }) => id);
}
