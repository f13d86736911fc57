import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { digitsOf, plus, readDecimal, times, toMinor, zero } from '../../../src/modules/imports/mapping/decimal.js';
import type { Decimal, NumberMarks } from '../../../src/modules/imports/mapping/decimal.js';

const plain: NumberMarks = { mark: '.', group: '' };

/** A decimal as a file writes it, and the fraction it is. */
const decimal = fc
  .record({
    isNegative: fc.boolean(),
    whole: fc.integer({ min: 0, max: 999_999 }),
    fraction: fc.stringMatching(/^\d{0,5}$/),
  })
  .map(({ isNegative, whole, fraction }) => {
    const text = `${isNegative ? '-' : ''}${whole}${fraction === '' ? '' : `.${fraction}`}`;
    const units = BigInt(`${whole}${fraction}`);
    return { text, numerator: isNegative ? -units : units, denominator: 10n ** BigInt(fraction.length) };
  });

function read(text: string, marks = plain): Decimal {
  const value = readDecimal(text, marks);
  if (!value) throw new Error(`${text} was not read`);
  return value;
}

/** Half away from zero on a fraction, by its definition: the whole number nearest to it, the farther one of two. */
function halfUp(numerator: bigint, denominator: bigint): number {
  const size = numerator < 0n ? -numerator : numerator;
  const floor = size / denominator;
  const rest = size - floor * denominator;
  const rounded = rest * 2n >= denominator ? floor + 1n : floor;
  return Number(numerator < 0n ? -rounded : rounded);
}

describe('decimals of files', () => {
  it('sum quantity × price exactly and round half-up once, as fractions of big integers do', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.integer({ min: -5_000, max: 5_000 }), decimal), { maxLength: 30 }), (lines) => {
        let sum = zero;
        let [numerator, denominator] = [0n, 1n];
        for (const [quantity, price] of lines) {
          sum = plus(sum, times(read(String(quantity)), read(price.text)));
          numerator = numerator * price.denominator + BigInt(quantity) * price.numerator * denominator;
          denominator *= price.denominator;
        }
        expect(toMinor(sum, 2)).toBe(halfUp(numerator * 100n, denominator));
      }),
    );
  });

  it('read what they are written as', () => {
    fc.assert(
      fc.property(decimal, fc.constantFrom(0, 2, 3), ({ text, numerator, denominator }, digits) => {
        expect(toMinor(read(text), digits)).toBe(halfUp(numerator * 10n ** BigInt(digits), denominator));
      }),
    );
  });

  it('round a half away from zero', () => {
    expect(['0.005', '-0.005', '2.345', '2.344'].map((text) => toMinor(read(text), 2))).toEqual([1, -1, 235, 234]);
  });

  it('take other marks where the mapping says so', () => {
    expect(toMinor(read('1.234,5', { mark: ',', group: '.' }), 2)).toBe(123_450);
    expect(toMinor(read('12,345,678.90', { mark: '.', group: ',' }), 2)).toBe(1_234_567_890);
    expect(readDecimal('1,23', { mark: '.', group: ',' })).toBeNull();
    expect(readDecimal('1,234', plain)).toBeNull();
  });

  it.each(['', '.', '-', 'abc', '1e3', '0x10', '1.2.3', '--1', 'NaN', 'Infinity', '£3', '1 000', '9'.repeat(41)])(
    'do not take %j for a number',
    (text) => {
      expect(readDecimal(text, plain)).toBeNull();
    },
  );

  it('beyond safe integers are refused, never rounded', () => {
    expect(toMinor(read('90071992547409.91'), 2)).toBe(Number.MAX_SAFE_INTEGER);
    expect(() => toMinor(read('90071992547409.92'), 2)).toThrow(RangeError);
  });

  it('know the digits of currencies', () => {
    expect(['USD', 'CNY', 'GBP', 'JPY', 'KWD'].map(digitsOf)).toEqual([2, 2, 2, 0, 3]);
  });
});
