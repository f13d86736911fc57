import { createHash } from 'node:crypto';
import { encodeTime } from 'ulid';
import type { Instant } from '../../../kernel/clock.js';
import type { IdPrefix } from '../../../kernel/id.js';

const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/**
 * Ids that follow from the seed: the instant somebody joined, the seed, which of the crowd it is and a count. Whoever
 * joins later has greater ids, so that rows are written at the end of their tables; the last two digits are left at
 * zero for what is derived, as those of `newId` are.
 */
export function seededIds(seed: number, at: Instant, index: number): (prefix: IdPrefix) => string {
  const start = `${encodeTime(at, 10)}${seedDigits(seed)}${digits(index, 6)}`;
  let count = 0;
  return (prefix) => {
    count += 1;
    return `${prefix}_${start}${digits(count, 4)}00`;
  };
}

function seedDigits(seed: number): string {
  return digits(createHash('sha256').update(String(seed)).digest().readUInt32BE(), 4);
}

/** The last `length` digits of a whole number. */
function digits(value: number, length: number): string {
  let text = '';
  for (let left = value; text.length < length; left = Math.floor(left / 32)) text = (ALPHABET[left % 32] ?? '') + text;
  return text;
}
