import { dirname, extname, join, resolve } from 'node:path';
import type { Issuer } from '../kernel/issuers.js';
import type { MediaConfig } from '../modules/media/index.js';
import { readIssuers } from './issuers.js';
import { readMedia } from './media/config.js';
import type { MailConfig } from './mail.js';

/** How a process was told to run. Everything comes from the environment; nothing is required to try Laurel. */
export interface Config {
  readonly databaseUrl: string;
  /** The database of the sandbox, which test keys open; made when somebody makes the first of them. */
  readonly sandboxUrl: string;
  readonly port: number;
  readonly host: string;
  readonly logLevel: string;
  /** Connections to MySQL at once. */
  readonly poolSize: number;
  /** Where the secrets made at first start are kept; null when the environment must bring them. */
  readonly secretsFile: string | null;
  readonly isProduction: boolean;
  /** What processes share beside the database, and where they tell one another what is new; null where there is one process. */
  readonly redisUrl: string | null;
  /** Stands before every channel of live updates, so that several installations may share a Redis. */
  readonly redisPrefix: string;
  /** Proxies in front of the server, whose word about the address of a client is taken. */
  readonly trustedProxies: number;
  readonly mail: MailConfig;
  /** Where files are kept. */
  readonly media: MediaConfig;
  /** Identity providers whose word is taken. */
  readonly issuers: readonly Issuer[];
}

const DEFAULT_URL = 'sqlite:data/laurel.sqlite';

export function readConfig(environment: NodeJS.ProcessEnv = process.env): Config {
  const databaseUrl = environment['DATABASE_URL'] ?? DEFAULT_URL;
  const sandboxUrl = environment['SANDBOX_DATABASE_URL'] ?? sandboxBeside(databaseUrl);
  requireApart(databaseUrl, sandboxUrl);
  const isProduction = environment['NODE_ENV'] === 'production';
  return {
    databaseUrl,
    sandboxUrl,
    port: numberOf(environment, 'PORT', 4000, 0, 65_535),
    host: environment['HOST'] ?? '127.0.0.1',
    logLevel: environment['LOG_LEVEL'] ?? 'info',
    poolSize: numberOf(environment, 'DATABASE_POOL', 10, 1, 200),
    secretsFile: isProduction ? null : (environment['LAUREL_SECRETS'] ?? besideDatabase(databaseUrl, 'secrets.json')),
    isProduction,
    redisUrl: environment['REDIS_URL'] || null,
    redisPrefix: environment['REDIS_PREFIX'] ?? 'laurel:',
    trustedProxies: numberOf(environment, 'TRUSTED_PROXIES', 0, 0, 10),
    mail: mailConfig(environment, isProduction),
    media: readMedia(environment, besideDatabase(databaseUrl, 'media')),
    issuers: readIssuers(environment['OIDC_ISSUERS']),
  };
}

/**
 * Codes are secrets, so they are written into a log only where somebody asked for it by name, outside production, on one
 * machine with an embedded database.
 */
function mailConfig(environment: NodeJS.ProcessEnv, isProduction: boolean): MailConfig {
  const smtpUrl = environment['SMTP_URL'] ?? null;
  const from = environment['MAIL_FROM'] ?? null;
  const isLogged = environment['LAUREL_DEV_CODES'] === 'log';
  const isEmbedded = sqliteFile(environment['DATABASE_URL'] ?? DEFAULT_URL) !== null;
  if (smtpUrl && !/^smtps?:\/\//.test(smtpUrl)) throw new Error('SMTP_URL must be smtp://… or smtps://…');
  if (smtpUrl && !from)
    throw new Error('SMTP_URL needs MAIL_FROM: whom mails are from, as in "Aurora <hello@example.com>"');
  if (isLogged && (isProduction || !isEmbedded || smtpUrl)) {
    throw new Error(
      'LAUREL_DEV_CODES writes secrets into the log: not in production, not beside SMTP_URL, only on SQLite',
    );
  }
  return { smtpUrl, from, isLogged };
}

/** The file of an embedded database, or null for a server. Throws for a URL of neither kind. */
export function sqliteFile(databaseUrl: string): string | null {
  if (databaseUrl.startsWith('sqlite:')) return resolve(databaseUrl.slice('sqlite:'.length));
  if (/^(mysql|mariadb):\/\//.test(databaseUrl)) return null;
  throw new Error('DATABASE_URL must be sqlite:FILE or mysql://user:password@host:port/database');
}

/** `laurel.sqlite` → `laurel-sandbox.sqlite`; on a server the database of the same name with `_sandbox` behind it. */
export function sandboxBeside(databaseUrl: string): string {
  const file = sqliteFile(databaseUrl);
  if (file !== null) {
    const end = extname(file);
    return `sqlite:${file.slice(0, file.length - end.length)}-sandbox${end}`;
  }
  const url = new URL(databaseUrl);
  url.pathname = `${url.pathname}_sandbox`;
  return url.href;
}

/** What is emptied at will must not be the database that never is. */
function requireApart(databaseUrl: string, sandboxUrl: string): void {
  if (placeOf(databaseUrl) !== placeOf(sandboxUrl)) return;
  throw new Error('SANDBOX_DATABASE_URL must name another database than DATABASE_URL: the sandbox can be emptied');
}

function placeOf(databaseUrl: string): string {
  const file = sqliteFile(databaseUrl);
  if (file !== null) return file;
  const { hostname, port, pathname } = new URL(databaseUrl);
  return `${hostname}:${port || '3306'}${pathname.toLowerCase()}`;
}

function besideDatabase(databaseUrl: string, name: string): string {
  const file = sqliteFile(databaseUrl);
  return join(file ? dirname(file) : 'data', name);
}

function numberOf(environment: NodeJS.ProcessEnv, name: string, otherwise: number, min: number, max: number): number {
  const text = environment[name];
  if (text === undefined || text === '') return otherwise;
  const value = Number(text);
  if (!Number.isInteger(value) || value < min || value > max) {
    throw new Error(`${name} must be a whole number from ${min} to ${max}, not "${text}"`);
  }
  return value;
}
