import type { Sql } from '../../kernel/database.js';
import type { LockedMember } from '../../kernel/participant.js';
import type { Refusal } from '../../kernel/refusal.js';
import type { WriteSession } from '../../kernel/session.js';
import type { Counted } from './tally.js';

/** How the items of a batch are written, in one transaction. */
export interface Recorder<Item> {
  /** Finds and locks the members a batch is about; asked again on every attempt. */
  lock(sql: Sql, items: readonly Item[]): Promise<readonly LockedMember[]>;
  /** Writes a batch and answers how each item ended, before anything is committed. */
  record(session: WriteSession, items: readonly Item[]): Promise<readonly (Counted | Refusal)[]>;
}
