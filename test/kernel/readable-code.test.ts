import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { readCode, writeCode } from '../../src/kernel/readable-code.js';

const digits = fc.array(fc.integer({ min: 0, max: 31 }), { minLength: 11, maxLength: 11 });

describe('A code that people type', () => {
  it('is read back, in small letters and with spaces as well', () => {
    fc.assert(
      fc.property(digits, (given) => {
        const text = writeCode(given);
        expect(text).toMatch(/^[2-9A-HJ-NP-Z]{4}-[2-9A-HJ-NP-Z]{4}-[2-9A-HJ-NP-Z]{4}$/);
        expect(readCode(text, 11)).toEqual(given);
        expect(readCode(` ${text.toLowerCase().replaceAll('-', ' ')}`, 11)).toEqual(given);
      }),
    );
  });

  it('is noticed when one sign of it is wrong, or two are swapped', () => {
    const sign = fc.constantFrom(...Array.from('23456789ABCDEFGHJKLMNPQRSTUVWXYZ'));
    const place = fc.integer({ min: 0, max: 11 });
    fc.assert(
      fc.property(digits, place, place, sign, (given, one, two, wrong) => {
        const signs = Array.from(writeCode(given).replaceAll('-', ''));
        const mistyped = signs.with(one, wrong).join('');
        if (mistyped !== signs.join('')) expect(readCode(mistyped, 11)).toBeNull();
        const swapped = signs.with(one, signs[two] ?? '').with(two, signs[one] ?? '').join(''); // prettier-ignore
        if (swapped !== signs.join('')) expect(readCode(swapped, 11)).toBeNull();
      }),
      { numRuns: 1_000 },
    );
  });

  it.each(['', '2', '0000-0000-0000', 'IIII-OOOO-IIII', '2222-2222-22222', 'ÄBCD', 'x'.repeat(1e6)])('is not %p', (text) => {
    expect(readCode(text.slice(0, 1e6), 11)).toBeNull();
  }); // prettier-ignore
});
