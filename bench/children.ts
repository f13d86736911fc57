import type { ChildProcess } from 'node:child_process';
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Figures, Job } from './load/job.js';

const START_MS_MAX = 60_000;
const JOB_MS_MAX = 180_000;

/** A process of the bench: started by it, told what to do by messages, ended by it. */
export class Child {
  constructor(
    private readonly child: ChildProcess,
    private readonly name: string,
  ) {}

  /** Sends a message and waits for the answer; throws what the child says went wrong. */
  async ask<Answer extends object>(message: object, milliseconds = JOB_MS_MAX): Promise<Answer> {
    const answer = this.next<Answer>(milliseconds);
    this.child.send(message);
    return answer;
  }

  /** The next message of the child; throws what the child says went wrong, and when it says nothing or ends. */
  next<Answer extends object>(milliseconds: number): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const settle = (work: () => void) => {
        clearTimeout(timer);
        this.child.off('message', onMessage);
        this.child.off('exit', onExit);
        work();
      };
      const fail = (why: string) => {
        settle(() => {
          reject(new Error(`${this.name}: ${why}`));
        });
      };
      const onMessage = (answer: Answer | Failure) => {
        if ('error' in answer) fail(answer.error);
        else settle(() => resolve(answer));
      };
      const onExit = (code: number | null) => {
        fail(`ended with ${String(code)} although nobody told it to`);
      };
      const timer = setTimeout(() => {
        fail(`nothing to be heard for ${milliseconds / 1_000} s`);
      }, milliseconds);
      this.child.on('message', onMessage);
      this.child.on('exit', onExit);
    });
  }

  get pid(): number | undefined {
    return this.child.pid;
  }

  async stop(): Promise<void> {
    if (this.child.exitCode !== null) return;
    const exited = once(this.child, 'exit');
    if (this.child.connected) this.child.disconnect();
    const timer = setTimeout(() => this.child.kill('SIGKILL'), 10_000);
    await exited;
    clearTimeout(timer);
  }
}

interface Failure {
  readonly error: string;
}

/** What a child says when it is ready; servers say on which port. */
interface Ready {
  readonly port?: number;
}

export interface StartedChild {
  readonly child: Child;
  readonly ready: Ready;
}

/** Starts a file of the bench and waits until it says that it is ready. */
export async function startChild(file: string, environment: Readonly<Record<string, string>>): Promise<StartedChild> {
  const path = fileURLToPath(new URL(file, import.meta.url));
  const forked = fork(path, {
    env: { ...process.env, ...environment },
    execArgv: profiled(),
    stdio: ['ignore', 2, 2, 'ipc'],
  });
  const child = new Child(forked, file);
  try {
    return { child, ready: await child.next<Ready>(START_MS_MAX) };
  } catch (error) {
    await child.stop();
    throw error;
  }
}

/** `BENCH_PROFILE=folder` leaves a CPU profile of every process there. */
function profiled(): string[] {
  const folder = process.env['BENCH_PROFILE'];
  return folder ? ['--cpu-prof', `--cpu-prof-dir=${folder}`] : [];
}

/** The process that makes the load. */
export class Load {
  #rounds = 0;

  private constructor(private readonly child: Child) {}

  static async start(): Promise<Load> {
    return new Load((await startChild('./load/process.js', {})).child);
  }

  async run(job: Omit<Job, 'round'>): Promise<Figures> {
    const round = ++this.#rounds;
    return (await this.child.ask<{ figures: Figures }>({ ...job, round })).figures;
  }

  stop(): Promise<void> {
    return this.child.stop();
  }
}
