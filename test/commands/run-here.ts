import { jest } from '@jest/globals';
import { laurel } from '../../src/commands/laurel.js';
import { scratchPath } from '../support/scratch.js';
import type { Ended } from './laurel.js';

/** Runs a command in this process: starting one takes longer than most commands. */
export async function runHere(args: readonly string[], databaseUrl: string): Promise<Ended> {
  const [stdout, stderr]: [string[], string[]] = [[], []];
  const spies = [
    jest.spyOn(console, 'log').mockImplementation((text: string) => void stdout.push(text)),
    jest.spyOn(console, 'error').mockImplementation((text: string) => void stderr.push(text)),
  ];
  const before = { ...process.env };
  Object.assign(process.env, { DATABASE_URL: databaseUrl, LAUREL_SECRETS: scratchPath('secrets.json') });
  try {
    const code = await laurel(args);
    return { code, stdout: lines(stdout), stderr: lines(stderr) };
  } finally {
    process.env = before;
    for (const spy of spies) spy.mockRestore();
  }
}

function lines(texts: readonly string[]): string {
  return texts.map((text) => `${text}\n`).join('');
}
