import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { resolve } from 'node:path';
import { scratchPath } from '../support/scratch.js';

export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Running {
  readonly child: ChildProcess;
  readonly ended: Promise<Ended>;
}

/** Runs the `laurel` command as a process of its own, from the sources. */
export function start(args: readonly string[], databaseUrl: string, environment: Record<string, string> = {}): Running {
  const child = spawn(
    process.execPath,
    ['--import', resolve('test/support/typescript.js'), resolve('src/cli.ts'), ...args],
    {
      env: {
        ...process.env,
        NODE_OPTIONS: '',
        DATABASE_URL: databaseUrl,
        LAUREL_SECRETS: scratchPath('secrets.json'),
        ...environment,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  const read = { stdout: '', stderr: '' };
  child.stdout.on('data', (chunk: Buffer) => (read.stdout += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (read.stderr += chunk.toString()));
  const ended = new Promise<Ended>((done) => child.on('close', (code) => done({ code, ...read })));
  return { child, ended };
}

export function laurel(
  args: readonly string[],
  databaseUrl: string,
  environment?: Record<string, string>,
): Promise<Ended> {
  return start(args, databaseUrl, environment).ended;
}

/** The last line a command printed, which is its result with `--json`. */
export function lastJson({ stdout }: Ended): unknown {
  return JSON.parse(stdout.trim().split('\n').at(-1) ?? '');
}
