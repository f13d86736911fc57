import type { IdPrefix } from './id.js';
import type { WriteSession } from './session.js';

/** Something that is being undone by hand. */
export interface Undone {
  readonly id: string;
  readonly memberId: string;
  /** Who undoes it. */
  readonly brandId: string;
  readonly reason: string;
}

/**
 * A module that gave something for what a module above it can undo: it takes that back in the same transaction, or refuses.
 * Whoever undoes does not know it, and asks every one that names its kind of thing.
 */
export interface Undoing {
  /** Of which things, by the prefix of their ids. */
  readonly of: IdPrefix;
  takeBack(session: WriteSession, undone: Undone): Promise<void>;
}

/** Asks whoever gave something for what is being undone to take it back. Refuses as they do. */
export async function takeBackFor(session: WriteSession, of: IdPrefix, undone: Undone): Promise<void> {
  const asked = session.house.modules.flatMap(({ undoings = [] }) => undoings).filter((undoing) => undoing.of === of);
  for (const undoing of asked) await undoing.takeBack(session, undone);
}
