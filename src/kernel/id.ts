import { monotonicFactory } from 'ulid';

/** Kinds of things that have an id; the prefix tells a reader of a log or a ticket what the id names. */
export type IdPrefix = 'act' | 'acc' | 'eff' | 'idn' | 'job' | 'key' | 'let' | 'lot' | 'mem' | 'req' | 'trf';

const next = monotonicFactory();

/** `mem_01J…`: a prefix and a ULID, 30 characters. Unique, never used to order facts (a member's `sequence` does that). */
export function newId(prefix: IdPrefix): string {
  return `${prefix}_${next()}`;
}

/** The same ULID under another prefix: a transfer and the lot it opened share theirs, so one leads to the other. */
export function sibling(id: string, prefix: IdPrefix): string {
  return `${prefix}${id.slice(3)}`;
}

/**
 * Configuration has ids that say what it is, the same on every database and in every file: `tie_gold`, `wal_points`.
 * Codes have at most 26 characters, so that these fit where an id fits.
 */
export function configId(prefix: 'brd' | 'lad' | 'rul' | 'tie' | 'wal', code: string): string {
  return `${prefix}_${code}`;
}

export const CONFIG_CODE = /^[a-z][a-z0-9-]{1,25}$/;

const ID = /^[a-z]{3}_[0-9A-HJKMNP-TV-Z]{26}$/;

export function isId(text: string, prefix?: IdPrefix): boolean {
  return ID.test(text) && (prefix === undefined || text.startsWith(`${prefix}_`));
}
