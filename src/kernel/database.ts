import type { DataSource } from 'typeorm';
import type { Bound } from './bind.js';

export type Engine = 'sqlite' | 'mysql';

/** Runs plain portable SQL with `?` for every value. Every value is checked before a driver sees it. */
export interface Sql {
  readonly engine: Engine;
  rows<Row>(text: string, params?: readonly Bound[]): Promise<Row[]>;
  /**
   * The same for a statement whose text comes again and again: a server parses it once a connection. Only for texts of
   * which there are few.
   */
  recurring<Row>(text: string, params?: readonly Bound[]): Promise<Row[]>;
  /** Answers the number of rows that matched, also when nothing in them changed. */
  run(text: string, params?: readonly Bound[]): Promise<number>;
  /**
   * A write whose answer nobody waits for. On a server it travels with the next statement, at the latest with COMMIT: one
   * round trip for all the rows of a transaction. So an error of it may come out of that statement instead.
   */
  later(text: string, params?: readonly Bound[]): Promise<void>;
}

/** A transaction that is open; `statements` counts every statement, BEGIN and COMMIT included, however they travel. */
export interface Transaction extends Sql {
  readonly statements: number;
}

/** One database of the house. The only place that knows its engine is the kernel. */
export interface Database {
  readonly engine: Engine;
  /** For reading outside a transaction; on the embedded database it cannot write. */
  readonly reader: Sql;
  /** TypeORM, for mapping configuration rows and for migrations. Never inside a transaction of ours. */
  readonly source: DataSource;
  /**
   * One attempt: BEGIN, the work, then COMMIT, or ROLLBACK when it throws or asks for one.
   * Retrying is the unit of work's business.
   */
  transaction<T>(work: (sql: Transaction) => Promise<{ value: T; commit: boolean }>): Promise<T>;
  /** Everything read in one snapshot, for reports whose sums must agree. */
  snapshot<T>(work: (sql: Sql) => Promise<T>): Promise<T>;
  /** Answers when the database answers; throws when it is away. */
  ping(): Promise<void>;
  close(): Promise<void>;
}

/** Why a statement failed, in words both databases share. */
export type Fault = 'retry' | 'busy' | 'duplicate' | 'away' | 'full' | 'other';

const MYSQL_FAULTS: Readonly<Record<string, Fault>> = {
  ER_LOCK_DEADLOCK: 'retry',
  ER_LOCK_WAIT_TIMEOUT: 'retry',
  ER_LOCK_NOWAIT: 'retry',
  ER_CHECKREAD: 'retry',
  ER_UNKNOWN_COM_ERROR: 'retry', // Galera while a node joins (1047)
  ER_ERROR_DURING_COMMIT: 'retry', // Galera conflict at commit (1180)
  ER_DUP_ENTRY: 'duplicate',
  ER_DISK_FULL: 'full',
  ER_RECORD_FILE_FULL: 'full',
  ER_CON_COUNT_ERROR: 'away',
  ER_SERVER_SHUTDOWN: 'away',
  ER_CONNECTION_KILLED: 'away',
  ER_QUERY_INTERRUPTED: 'away',
  PROTOCOL_CONNECTION_LOST: 'away',
  PROTOCOL_ENQUEUE_AFTER_FATAL_ERROR: 'away',
  PROTOCOL_SEQUENCE_TIMEOUT: 'away',
  POOL_CLOSED: 'away',
  POOL_ENQUEUELIMIT: 'away',
  ECONNREFUSED: 'away',
  ECONNRESET: 'away',
  ENOENT: 'away',
  EPIPE: 'away',
  ETIMEDOUT: 'away',
};

/** A guarded write found that somebody else was faster: whoever decided on what is not there any more decides anew. */
export class LostRace extends Error {
  override readonly name = 'LostRace';
}

/** Sorts an error of either driver, also when TypeORM has wrapped it. */
export function faultOf(error: unknown): Fault {
  if (error instanceof LostRace) return 'retry';
  const cause = (error as { driverError?: unknown }).driverError ?? error;
  const code = (cause as { code?: unknown }).code;
  if (typeof code !== 'string') return 'other';
  const known = MYSQL_FAULTS[code];
  if (known) return known;
  if (code.startsWith('SQLITE_BUSY') || code.startsWith('SQLITE_LOCKED')) return 'busy';
  if (code === 'SQLITE_CONSTRAINT_UNIQUE' || code === 'SQLITE_CONSTRAINT_PRIMARYKEY') return 'duplicate';
  if (code === 'SQLITE_FULL') return 'full';
  if (code.startsWith('SQLITE_IOERR') || code === 'SQLITE_CANTOPEN') return 'away';
  return 'other';
}

/** The database cannot be reached or has no room: nothing was written, the caller may try again. */
export class DatabaseUnavailable extends Error {
  override readonly name = 'DatabaseUnavailable';

  constructor(
    readonly why: 'away' | 'busy' | 'crowded' | 'full' | 'unsure',
    cause: unknown,
  ) {
    super(SENTENCES[why], { cause });
  }
}

const SENTENCES = {
  away: 'The database cannot be reached. Nothing was written; try again in a moment.',
  busy: 'Another process has been writing to the database for too long. Nothing was written; try again in a moment.',
  crowded: 'Too many requests are waiting for the database already. Nothing was written; try again in a moment.',
  full: 'The database has no room left. Nothing was written; free some space and try again.',
  unsure: 'The database went away during COMMIT. Repeat the request with the same key to learn what happened.',
} as const;
