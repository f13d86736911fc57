import { setTimeout as sleep } from 'node:timers/promises';
import type { House } from '../../../src/kernel/house.js';
import type { TestProcess } from '../../support/process.js';
import { startProcess } from '../../support/process.js';

/** Server processes on one database, which may be killed and paused. Whoever asks for an address gets each in turn. */
export class Servers {
  #asked = 0;

  private constructor(
    private readonly environment: NodeJS.ProcessEnv,
    private readonly running: { url: string; process: TestProcess }[],
  ) {}

  static async start(count: number, databaseUrl: string, secrets: House['secrets']): Promise<Servers> {
    const environment = {
      DATABASE_URL: databaseUrl,
      REDIS_URL: '',
      PORT: '0',
      HOST: '127.0.0.1',
      LOG_LEVEL: 'silent',
      LAUREL_KEY_PEPPER: secrets.keyPepper.toString('base64'),
      LAUREL_TOKEN_KEY: secrets.tokenKey.toString('base64'),
      LAUREL_CURSOR_KEY: secrets.cursorKey.toString('base64'),
    };
    const running = await Promise.all(Array.from({ length: count }, () => startOne(environment)));
    return new Servers(environment, running);
  }

  /** The address of the next one, whatever state it is in: a load balancer does not know either. */
  nextUrl(): string {
    this.#asked += 1;
    return this.#one(this.#asked).url;
  }

  /** Kills one without a word; it is started again after a while. */
  async kill(which: number, awayMs: number): Promise<void> {
    const { process } = this.#one(which);
    process.child.kill('SIGKILL');
    await process.ended;
    await sleep(awayMs);
    Object.assign(this.#one(which), await startOne(this.environment));
  }

  /** Lets one stand still for a while, with all it holds. */
  async pause(which: number, standsMs: number): Promise<void> {
    const { child } = this.#one(which).process;
    child.kill('SIGSTOP');
    await sleep(standsMs);
    child.kill('SIGCONT');
  }

  /** Stops all in order; answers how each ended. */
  async stop(): Promise<(number | NodeJS.Signals | null)[]> {
    for (const { process } of this.running) {
      process.child.kill('SIGCONT');
      process.child.kill('SIGTERM');
    }
    return Promise.all(this.running.map(({ process }) => process.ended));
  }

  #one(number: number): { url: string; process: TestProcess } {
    const one = this.running[number % this.running.length];
    if (!one) throw new Error('There are no servers');
    return one;
  }
}

async function startOne(environment: NodeJS.ProcessEnv): Promise<{ url: string; process: TestProcess }> {
  const process = startProcess('faults/bank/server.ts', [], environment);
  return { url: await process.line(), process };
}
