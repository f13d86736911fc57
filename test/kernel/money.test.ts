import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { rateOf, share, toAmount, wholeShare } from '../../src/kernel/money.js';

const amount = fc.maxSafeInteger();
const positive = fc.integer({ min: 1, max: 1_000_000_000 });

describe('a share of an amount', () => {
  it('is the nearest whole number to the exact fraction, half away from zero', () => {
    fc.assert(
      fc.property(amount, fc.integer({ min: -1_000_000, max: 1_000_000 }), positive, (of, numerator, denominator) => {
        const product = BigInt(of) * BigInt(numerator);
        const exact = (value: bigint) => 2n * (value * BigInt(denominator) - product); // twice the error, times the denominator
        const result = attempt(() => share(of, numerator, denominator));
        if (result === undefined) {
          expect(magnitude(product) / BigInt(denominator)).toBeGreaterThanOrEqual(BigInt(Number.MAX_SAFE_INTEGER));
          return;
        }
        const error = exact(BigInt(result));
        expect(magnitude(error) <= BigInt(denominator)).toBe(true);
        if (magnitude(error) === BigInt(denominator)) expect(Math.sign(result)).toBe(product > 0n ? 1 : -1); // a half went away from zero
      }),
      { numRuns: 2_000 },
    );
  });

  it('rounds halves as people expect', () => {
    expect([share(1, 1, 2), share(-1, 1, 2), share(3, 1, 2), share(5, 1, 10), share(4, 1, 10)]).toEqual([
      1, -1, 2, 1, 0,
    ]);
    expect(share(1005, 1, 100)).toBe(10);
    expect(share(1050, 1, 100)).toBe(11);
  });

  it('of parts that make the whole never makes more than the whole, when each is of what is left', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 10 ** 12 }),
        fc.array(positive, { minLength: 1, maxLength: 20 }),
        (whole, weights) => {
          let left = whole;
          let weight = weights.reduce((sum, each) => sum + each, 0);
          for (const each of weights) {
            left -= share(left, each, weight);
            weight -= each;
          }
          expect(left).toBe(0);
        },
      ),
    );
  });

  it('is a safe integer or an error', () => {
    expect(() => share(Number.MAX_SAFE_INTEGER, 2, 1)).toThrow(RangeError);
    expect(() => share(Number.MAX_SAFE_INTEGER, 1, 0)).toThrow(RangeError);
    expect(share(Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER)).toBe(
      Number.MAX_SAFE_INTEGER,
    );
    expect(toAmount(-(2n ** 53n) + 1n)).toBe(Number.MIN_SAFE_INTEGER);
    expect(() => toAmount(2n ** 53n)).toThrow(RangeError);
  });

  it('without rounding is exact however large the product is, and as near to a whole number as can be', () => {
    const nat = fc.maxSafeNat();
    const sized = fc.tuple(nat, fc.integer({ min: 0, max: 52 })).map(([value, bits]) => Math.floor(value / 2 ** bits));
    const near = fc
      .tuple(nat, fc.integer({ min: 1, max: 1_000 }), fc.integer({ min: -2, max: 2 }))
      .map(([whole, parts, off]) => [Math.max(0, Math.floor(whole / parts) + off), Math.max(1, whole)] as const);
    const pair = fc.oneof(
      near,
      fc.tuple(
        sized,
        sized.map((value) => Math.max(1, value)),
      ),
    );
    fc.assert(
      fc.property(sized, pair, (of, [numerator, denominator]) => {
        const exact = (BigInt(of) * BigInt(numerator)) / BigInt(denominator);
        const told = attempt(() => wholeShare(of, numerator, denominator));
        expect(told).toBe(exact > BigInt(Number.MAX_SAFE_INTEGER) ? undefined : Number(exact));
      }),
      { numRuns: 20_000 },
    );
  });

  it('without rounding drops the rest, towards zero', () => {
    fc.assert(
      fc.property(fc.integer(), fc.integer({ min: 0, max: 1_000_000 }), positive, (of, numerator, denominator) => {
        expect(BigInt(wholeShare(of, numerator, denominator))).toBe(
          (BigInt(of) * BigInt(numerator)) / BigInt(denominator),
        );
      }),
    );
    expect([wholeShare(199, 1, 100), wholeShare(-199, 1, 100)]).toEqual([1, -1]);
  });
});

describe('a rate', () => {
  it('is read exactly from its decimal', () => {
    fc.assert(
      fc.property(fc.integer({ min: -(10 ** 9), max: 10 ** 9 }), fc.integer({ min: 0, max: 6 }), (digits, places) => {
        const padded = String(Math.abs(digits)).padStart(places + 1, '0');
        const whole = padded.slice(0, padded.length - places);
        const text = `${digits < 0 ? '-' : ''}${whole}${places > 0 ? `.${padded.slice(-places)}` : ''}`;
        const { numerator, denominator } = rateOf(text);
        expect([numerator === digits, denominator]).toEqual([true, 10 ** places]);
      }),
    );
    expect(rateOf(1.25)).toEqual({ numerator: 125, denominator: 100 });
  });

  it.each(['', 'x', '1e3', '1.2345678', '0x10', '1,5', ' 1', '1.', '.5', 'NaN', 'Infinity'])('is not "%s"', (text) => {
    expect(() => rateOf(text)).toThrow(RangeError);
  });
});

function attempt<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch {
    return undefined;
  }
}

function magnitude(value: bigint): bigint {
  return value < 0n ? -value : value;
}
