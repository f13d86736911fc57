import { createHash, randomBytes } from 'node:crypto';
import { encodeTime } from 'ulid';

/** Kinds of things that have an id; the prefix tells a reader of a log or a ticket what the id names. */
export type IdPrefix =
  | 'act' | 'agr' | 'apr' | 'atr' | 'aud' | 'bkg' | 'chn' | 'clm' | 'cns' | 'due' | 'eff' | 'ful' | 'grt' | 'hld' | 'idn' | 'job' | 'key' | 'let' | 'lnk' | 'lot' | 'med' | 'mem' | 'obl' | 'opr' | 'opt' | 'pck' | 'pki' | 'pur' | 'rdm' | 'req' | 'ses' | 'slt' | 'sta' | 'stm' | 'sto' | 'trf' | 'viw'; // prettier-ignore

const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const RANDOM_LENGTH = 14;
const DERIVED_MAX = 1_024;

/**
 * `mem_01J…`: a prefix and a ULID, 30 characters. Unique, never used to order facts (a member's `sequence` does that).
 * The last two of its characters are left at zero for what is derived from it.
 */
export function newId(prefix: IdPrefix): string {
  return `${prefix}_${sequence.next()}00`;
}

/** What ids of things made from an instant of this clock on are not below: for looking at what is new without an index of times. */
export function idFrom(prefix: IdPrefix, at: number): string {
  return `${prefix}_${encodeTime(Math.max(0, at), 10)}`;
}

/**
 * The id of the nth thing that followed from an activity: always the same one. What follows twice from one cause meets
 * its own primary key, and a replay of history finds the very ids that are stored.
 */
export function derivedId(rootId: string, nth: number, prefix: IdPrefix): string {
  if (nth < 1 || nth >= DERIVED_MAX) throw new RangeError(`More than ${DERIVED_MAX - 1} things follow from ${rootId}`);
  return `${prefix}_${rootId.slice(4, -2)}${ALPHABET[nth >> 5] ?? ''}${ALPHABET[nth & 31] ?? ''}`;
}

/** The id of a thing that is the only one about something: the same on every database, and before the thing is stored. */
export function idAbout(prefix: IdPrefix, ...about: readonly string[]): string {
  const hash = createHash('sha256').update(about.join('|')).digest();
  const digits = [...hash.subarray(0, 26)].map((byte) => ALPHABET[byte & 31] ?? '');
  return `${prefix}_${digits.join('')}`;
}

/** The same ULID under another prefix: a transfer and the lot it opened share theirs, so one leads to the other. */
export function sibling(id: string, prefix: IdPrefix): string {
  return `${prefix}${id.slice(3)}`;
}

/**
 * Configuration has ids that say what it is, the same on every database and in every file: `tie_gold`, `wal_points`.
 * Codes have at most 26 characters, so that these fit where an id fits.
 */
export function configId(
  prefix: 'atr' | 'bnf' | 'brd' | 'cmp' | 'lad' | 'pkg' | 'rol' | 'rul' | 'seg' | 'sgl' | 'tie' | 'wal',
  code: string,
): string {
  return `${prefix}_${code}`;
}

export const CONFIG_CODE = /^[a-z][a-z0-9-]{1,25}$/;

const ID = /^[a-z]{3}_[0-9A-HJKMNP-TV-Z]{26}$/;

export function isId(text: string, prefix?: IdPrefix): boolean {
  return ID.test(text) && (prefix === undefined || text.startsWith(`${prefix}_`));
}

/** Time and 70 random bits; within one millisecond counted up, so that rows inserted together lie together. */
class Sequence {
  #at = 0;
  #random: Uint8Array = new Uint8Array(RANDOM_LENGTH);
  #time = '';
  /** Random digits nobody has used yet: to ask the system for a few costs as much as for many. */
  #pool: Uint8Array = new Uint8Array(0);

  next(): string {
    const now = Date.now();
    if (now > this.#at) {
      this.#at = now;
      this.#time = encodeTime(now, 10);
      this.#random = this.#fresh();
    } else {
      this.#countUp();
    }
    let text = this.#time;
    for (const digit of this.#random) text += ALPHABET[digit] ?? '';
    return text;
  }

  #fresh(): Uint8Array {
    if (this.#pool.length === 0) this.#pool = randomBytes(RANDOM_LENGTH * 256).map((byte) => byte & 31);
    const fresh = this.#pool.subarray(0, RANDOM_LENGTH);
    this.#pool = this.#pool.subarray(RANDOM_LENGTH);
    return fresh;
  }

  #countUp(): void {
    for (let place = RANDOM_LENGTH - 1; place >= 0; place--) {
      const digit = this.#random[place] ?? 0;
      if (digit < 31) {
        this.#random[place] = digit + 1;
        return;
      }
      this.#random[place] = 0;
    }
  }
}

const sequence = new Sequence();
