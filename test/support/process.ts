import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const hooks = fileURLToPath(new URL('typescript.js', import.meta.url));

/** A process of its own that runs one TypeScript file. */
export interface TestProcess {
  readonly child: ChildProcess;
  /** The next line it prints; rejects when it ends without one. */
  line(): Promise<string>;
  /** How it ended: its exit code, or the signal that ended it. */
  readonly ended: Promise<number | NodeJS.Signals | null>;
  /** What it has said on stderr so far. */
  errors(): string;
}

/** Starts `file` (a path relative to `test/`) in a process of its own. */
export function startProcess(
  file: string,
  args: readonly string[] = [],
  environment: NodeJS.ProcessEnv = {},
): TestProcess {
  const script = fileURLToPath(new URL(`../${file}`, import.meta.url));
  const child = spawn(process.execPath, ['--import', hooks, script, ...args], {
    env: { ...process.env, NODE_OPTIONS: '', ...environment },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  let errors = '';
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
    errors += chunk;
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return {
    child,
    line: async () => {
      const { value, done } = (await lines.next()) as IteratorResult<string, undefined>;
      if (done) throw new Error(`The process ended without another line. ${errors}`);
      return value;
    },
    ended: once(child, 'exit').then(([code, signal]) => (code ?? signal) as number | NodeJS.Signals | null),
    errors: () => errors,
  };
}
