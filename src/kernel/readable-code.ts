/**
 * Codes that people read out and type: 32 signs without 0, O, 1 and I, and a last sign that checks the others. It is a
 * linear code over the field of 32 elements, so every single wrong sign and every two signs swapped are noticed.
 */
const SIGNS = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ';
const GROUPS = /.{4}(?=.)/g;

/** `7KQ2-M9XV-…`: the digits (0 to 31, at most 30 of them) and a check sign, in groups of four. */
export function writeCode(digits: readonly number[]): string {
  return writeSigns(digits).replace(GROUPS, '$&-');
}

/** The same without the groups: as it is kept. */
export function writeSigns(digits: ArrayLike<number>): string {
  let signs = '';
  let check = 0;
  for (let at = 0; at < digits.length; at += 1) {
    const digit = digits[at] ?? 0;
    signs += SIGNS[digit] ?? '';
    check ^= times(digit, at + 1);
  }
  return signs + (SIGNS[check] ?? '');
}

/** The digits of a code as somebody typed it, small letters and spaces included; null when it cannot be one. */
export function readCode(text: string, length: number): number[] | null {
  if (text.length > 4 * (length + 1)) return null;
  const digits = Array.from(text.toUpperCase().replace(/[\s-]/g, ''), (sign) => SIGNS.indexOf(sign));
  if (digits.length !== length + 1 || digits.includes(-1)) return null;
  const body = digits.slice(0, length);
  return checkOf(body) === digits[length] ? body : null;
}

/** The sum of the digits, each times its own power of the element 2; the check sign itself would have the power 0. */
function checkOf(digits: readonly number[]): number {
  return digits.reduce((sum, digit, at) => sum ^ times(digit, at + 1), 0);
}

/** A digit times 2 to a power, in the field of 32 elements (x⁵ = x² + 1). */
function times(digit: number, power: number): number {
  let product = digit;
  for (let step = 0; step < power; step++) product = (product << 1) ^ (product & 16 ? 0b100101 : 0);
  return product;
}
