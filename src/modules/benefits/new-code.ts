import { randomBytes } from 'node:crypto';
import { writeCode } from '../../kernel/readable-code.js';
import { CODE_SIGNS } from './typed-code.js';

/** A code nobody guesses: fifteen random signs are 75 bits. */
export function newCode(): string {
  return newCodes(1)[0] ?? '';
}

/** Several of them, for one look at the source of randomness. */
export function newCodes(count: number): string[] {
  const bytes = randomBytes(count * CODE_SIGNS);
  return Array.from({ length: count }, (_, at) => {
    const digits = [...bytes.subarray(at * CODE_SIGNS, (at + 1) * CODE_SIGNS)].map((byte) => byte & 31);
    return writeCode(digits).replaceAll('-', '');
  });
}
