import type { Vocabulary } from './expression/index.js';
import type { RuleScope } from './module.js';
import type { Sql } from './database.js';
import type { ReadSession, WriteSession } from './session.js';
import type { ZodType } from 'zod';

/** One module's part of the program file: how it is checked, read from the tables and written to them. */
export interface ProgramSection<T = unknown> {
  readonly name: string;
  readonly schema: ZodType<T>;
  read(session: ReadSession): Promise<T>;
  /** What the section is when the file has been applied: where it keeps what a file does not name. Refuses what cannot be. */
  complete?(session: ReadSession, value: T): Promise<T>;
  /** Makes the tables say what the file says; rows the file no longer names are retired, never deleted. */
  write(session: WriteSession, value: T): Promise<void>;
}

/** The active configuration, compiled once, immutable, shared by all requests. */
export interface Program {
  /** Content hash of the sections: the version. */
  readonly hash: string;
  readonly zone: string;
  readonly currency: string;
  readonly hostBrandId: string;
  /** What its rules may ask about, in its zone. */
  readonly vocabulary: Vocabulary<RuleScope>;
  readonly sections: Readonly<Record<string, unknown>>;
  /** What each participant compiled, by its name. */
  readonly parts: Readonly<Record<string, unknown>>;
  readonly wants: Readonly<Record<string, number>>;
}

/** Where the house keeps its program. */
export interface Programs {
  current(): Program;
  /** Reads and compiles the version that the database calls current. */
  reload(sql: Sql): Promise<Program>;
  /** The versions of some hashes, as they were in force; one that nobody has kept is left out. */
  versions(sql: Sql, hashes: readonly string[]): Promise<ReadonlyMap<string, Program>>;
  /** Makes what the tables say within a transaction the current version, after something in them was changed. */
  restate(session: WriteSession): Promise<void>;
}
