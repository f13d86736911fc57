import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/** Keys of the house. They never enter the database, a log or an answer. */
export interface Secrets {
  /** Peppers the hashes of API keys. */
  readonly keyPepper: Buffer;
  /** Signs member tokens. */
  readonly tokenKey: Buffer;
  /** Signs cursors, so that a made-up one is refused. */
  readonly cursorKey: Buffer;
}

const NAMES = { keyPepper: 'LAUREL_KEY_PEPPER', tokenKey: 'LAUREL_TOKEN_KEY', cursorKey: 'LAUREL_CURSOR_KEY' } as const;

/** Secrets from the environment; on the embedded database they may instead be made at first start, in a file only its owner reads. */
export function openSecrets(environment: NodeJS.ProcessEnv, embeddedFile: string | null): Secrets {
  const stored = embeddedFile ? readOrMake(embeddedFile, environment) : {};
  const secret = (name: string): Buffer => {
    const text = environment[name] ?? stored[name];
    if (!text) throw new Error(`${name} is not set. Give it 32 random bytes: openssl rand -base64 32`);
    const bytes = Buffer.from(text, 'base64');
    if (bytes.length < 32) throw new Error(`${name} is too short: it must hold at least 32 bytes in base64`);
    return bytes;
  };
  return {
    keyPepper: secret(NAMES.keyPepper),
    tokenKey: secret(NAMES.tokenKey),
    cursorKey: secret(NAMES.cursorKey),
  };
}

function readOrMake(file: string, environment: NodeJS.ProcessEnv): Record<string, string> {
  if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>;
  if (Object.values(NAMES).every((name) => environment[name])) return {};
  const made = Object.fromEntries(Object.values(NAMES).map((name) => [name, randomBytes(32).toString('base64')]));
  mkdirSync(dirname(file), { recursive: true });
  try {
    writeFileSync(file, JSON.stringify(made, null, 2), { mode: 0o600, flag: 'wx' });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    return JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>; // another process was first
  }
  chmodSync(file, 0o600);
  return made;
}
