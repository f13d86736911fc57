import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Basket, BasketLine } from '../../../../src/modules/benefits/basket/worth.js';
import { isInScope, worthOf } from '../../../../src/modules/benefits/basket/worth.js';
import type { BenefitKind } from '../../../../src/modules/benefits/terms.js';
import { face, KINDS } from '../../../../src/modules/benefits/terms.js';

const line = (sku: string, priceMinor: number, more: Partial<BasketLine> = {}): BasketLine => ({ sku, category: null, quantity: 1, priceMinor, ...more }); // prettier-ignore
const basket = (lines: readonly BasketLine[], shippingMinor = 0): Basket => ({ lines, shippingMinor, at: 0 });
const worth = (kind: BenefitKind, says: object, of: Basket) => worthOf(face.parse(says), kind, of);

const tea = line('tea', 3_000, { category: 'drinks', quantity: 2 });
const cup = line('cup', 4_500, { category: 'ware' });

describe('What one benefit takes off a basket', () => {
  it('is its amount, and never more than there is to pay', () => {
    expect(worth('cash', { amountMinor: 500 }, basket([tea]))).toEqual({ worthMinor: 500 });
    expect(worth('cash', { amountMinor: 50_000 }, basket([tea]))).toEqual({ worthMinor: 6_000 });
  });

  it('is nothing below the threshold, which says what is missing, and counts from the very amount on', () => {
    expect(worth('threshold', { amountMinor: 500, thresholdMinor: 6_001 }, basket([tea]))).toEqual({ worthMinor: 0, reason: 'BELOW_THRESHOLD', missingMinor: 1 }); // prettier-ignore
    expect(worth('threshold', { amountMinor: 500, thresholdMinor: 6_000 }, basket([tea]))).toEqual({ worthMinor: 500 });
  });

  it('counts for threshold and percent only what is within its scope', () => {
    const drinks = { percent: 10, thresholdMinor: 6_000, include: { categories: ['drinks'] } };
    expect(worth('percent', drinks, basket([tea, cup]))).toEqual({ worthMinor: 600 });
    expect(worth('percent', { ...drinks, exclude: { skus: ['tea'] } }, basket([tea, cup]))).toMatchObject({ reason: 'NOTHING_IN_SCOPE' }); // prettier-ignore
    expect(worth('percent', drinks, basket([cup]))).toEqual({ worthMinor: 0, reason: 'NOTHING_IN_SCOPE' });
  });

  it('is rounded half up once, on the sum', () => {
    const lines = [line('a', 5), line('b', 5), line('c', 5)];
    expect(worth('percent', { percent: 10 }, basket(lines))).toEqual({ worthMinor: 2 }); // 1.5, and not 3 times 0.5
    expect(worth('percent', { percent: 12.25 }, basket([line('a', 999_999_999_999)]))).toEqual({ worthMinor: 122_500_000_000 }); // prettier-ignore
  });

  it('is no more than the cap', () => {
    expect(worth('percent', { percent: 50, capMinor: 1_000 }, basket([tea, cup]))).toEqual({ worthMinor: 1_000 });
    expect(worth('waiver', { capMinor: 8_000 }, basket([tea, cup]))).toEqual({ worthMinor: 8_000 });
    expect(worth('waiver', { capMinor: 80_000 }, basket([tea, cup]))).toEqual({ worthMinor: 10_500 });
  });

  it('is the delivery, where there is one to pay', () => {
    expect(worth('free-shipping', {}, basket([], 1_200))).toEqual({ worthMinor: 1_200 });
    expect(worth('free-shipping', { capMinor: 800 }, basket([tea], 1_200))).toEqual({ worthMinor: 800 });
    expect(worth('free-shipping', {}, basket([tea]))).toEqual({ worthMinor: 0, reason: 'NO_SHIPPING' });
    expect(worth('free-shipping', { thresholdMinor: 9_900 }, basket([tea], 1_200))).toMatchObject({ missingMinor: 3_900 }); // prettier-ignore
  });

  it('is what prices of a member save, piece by piece, and never a price that is higher', () => {
    const prices = [
      { sku: 'tea', priceMinor: 2_500 },
      { sku: 'cup', priceMinor: 5_000 },
    ];
    expect(worth('member-price', { prices }, basket([tea, cup]))).toEqual({ worthMinor: 1_000 });
    expect(worth('member-price', { prices }, basket([cup]))).toEqual({ worthMinor: 0, reason: 'NOTHING_CHEAPER' });
  });

  it('is one piece, the dearest, of the things a gift names; a gift that names none is not money', () => {
    const gift = { include: { skus: ['tea', 'cup'] } };
    expect(worth('gift', gift, basket([tea, cup]))).toEqual({ worthMinor: 4_500 });
    expect(worth('gift', gift, basket([line('other', 1)]))).toEqual({ worthMinor: 0, reason: 'NOTHING_IN_SCOPE' });
    expect(worth('gift', {}, basket([tea]))).toEqual({ worthMinor: 0, reason: 'IN_KIND' });
    expect(worth('multiplier', { multiplier: 2 }, basket([]))).toEqual({ worthMinor: 0, reason: 'IN_KIND' });
  });

  it('leaves out what is excluded, whatever else includes it', () => {
    const scope = { include: { categories: ['drinks'], skus: ['cup'] }, exclude: { categories: [], skus: ['tea'] } };
    expect([tea, cup, line('x', 1)].map((each) => isInScope(scope, each))).toEqual([false, true, false]);
  });

  it('is never below nothing and never above the basket, whatever the face says', () => {
    const lines = fc.array(fc.record({ sku: fc.constantFrom('tea', 'cup', 'pot'), category: fc.constantFrom('drinks', 'ware', null), quantity: fc.integer({ min: 0, max: 99 }), priceMinor: fc.nat(1_000_000) }), { maxLength: 8 }); // prettier-ignore
    const says = fc.record({ amountMinor: fc.integer({ min: 1, max: 2_000_000 }), percent: fc.integer({ min: 1, max: 10_000 }).map((n) => n / 100), thresholdMinor: fc.nat(500_000), capMinor: fc.integer({ min: 1, max: 500_000 }), prices: fc.constant([{ sku: 'tea', priceMinor: 100 }]), include: fc.constantFrom({}, { skus: ['tea'] }, { categories: ['ware'] }) }, { requiredKeys: [] }); // prettier-ignore
    fc.assert(
      fc.property(fc.constantFrom(...KINDS), says, lines, fc.nat(5_000), (kind, said, of, shippingMinor) => {
        const { worthMinor, reason } = worth(kind, said, basket(of, shippingMinor));
        const total = of.reduce((sum, { quantity, priceMinor }) => sum + quantity * priceMinor, shippingMinor);
        expect(worthMinor).toBeGreaterThanOrEqual(0);
        expect(worthMinor).toBeLessThanOrEqual(total);
        if (reason !== undefined) expect(worthMinor).toBe(0);
      }),
      { numRuns: 1_000 },
    );
  });
});
