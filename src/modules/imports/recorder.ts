import type { Sql } from '../../kernel/database.js';
import type { Refusal } from '../../kernel/refusal.js';
import type { WriteSession } from '../../kernel/session.js';
import type { Counted } from './tally.js';

/** How the items of a batch are written, in one transaction. */
export interface Recorder<Item> {
  /** The members a batch is about, by id; asked again on every attempt. */
  members(sql: Sql, items: readonly Item[]): Promise<readonly string[]>;
  /** Writes a batch and answers how each item ended, before anything is committed. */
  record(session: WriteSession, items: readonly Item[]): Promise<readonly (Counted | Refusal)[]>;
}
