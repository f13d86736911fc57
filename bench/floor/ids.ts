import { randomBytes } from 'node:crypto';

const DIGITS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/**
 * Ids of the same shape as Laurel's, made as cheaply as can be: ten characters of time once a millisecond, seven random
 * ones once a process, a counter of seven. The last two characters are left to count what follows from a fact.
 */
export class Ids {
  readonly #process = [...randomBytes(7)].map((byte) => DIGITS[byte & 31]).join('');
  #at = 0;
  #head = '';
  #count = 0;

  /** 24 characters. */
  next(): string {
    const now = Date.now();
    if (now !== this.#at) {
      this.#at = now;
      this.#head = encode(now, 10) + this.#process;
    }
    this.#count = (this.#count + 1) & 0x3fffffff;
    return this.#head + encode(this.#count, 7);
  }
}

/** Two characters: the nth thing that followed from a fact. */
export function nth(count: number): string {
  return (DIGITS[count >> 5] ?? '') + (DIGITS[count & 31] ?? '');
}

function encode(value: number, length: number): string {
  let text = '';
  for (let rest = value; text.length < length; rest = Math.floor(rest / 32)) text = (DIGITS[rest % 32] ?? '') + text;
  return text;
}
