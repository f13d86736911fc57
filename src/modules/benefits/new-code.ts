import { randomBytes } from 'node:crypto';
import { writeSigns } from '../../kernel/readable-code.js';
import { CODE_SIGNS } from './typed-code.js';

/** Codes nobody guesses, fifteen random signs or 75 bits each, for one look at the source of randomness. */
export function newCodes(count: number): string[] {
  const digits = randomBytes(count * CODE_SIGNS).map((byte) => byte & 31);
  return Array.from({ length: count }, (_, at) => writeSigns(digits.subarray(at * CODE_SIGNS, (at + 1) * CODE_SIGNS)));
}
