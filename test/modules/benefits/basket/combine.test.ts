import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Combination } from '../../../../src/modules/benefits/basket/combine.js';
import { applied, areCompatible, bestCombination, compare } from '../../../../src/modules/benefits/basket/combine.js';
import type { Candidate } from '../../../../src/modules/benefits/basket/taking.js';
import { untouched } from '../../../../src/modules/benefits/basket/taking.js';
import type { Basket } from '../../../../src/modules/benefits/basket/worth.js';
import { worthOf } from '../../../../src/modules/benefits/basket/worth.js';
import type { BenefitKind } from '../../../../src/modules/benefits/terms.js';
import { face } from '../../../../src/modules/benefits/terms.js';
import { leastOf } from '../../../support/quickest.js';

type More = Partial<Omit<Candidate, 'id' | 'kind' | 'face'>>;
const right = (id: string, kind: BenefitKind, says: object, more: More = {}): Candidate => ({
  ...{ id, kind, face: face.parse(says), group: null, isAlone: false, isStanding: false, isPartial: false },
  ...{ expiresAt: null, ...more },
});
const basketOf = (lines: readonly (readonly [string, number, number?])[], shippingMinor = 0): Basket => ({ lines: lines.map(([sku, priceMinor, quantity = 1]) => ({ sku, category: null, quantity, priceMinor })), shippingMinor, at: 0 }); // prettier-ignore
const told = ({ used, payableMinor }: Combination) => [payableMinor, ...used.map(({ candidate, takenMinor }) => `${candidate.id} ${takenMinor}`)]; // prettier-ignore

describe('The best combination', () => {
  it('takes prices of members first, then percent, thresholds, cash and delivery, each from what is left', () => {
    const rights = [
      right('delivery', 'free-shipping', {}),
      right('five', 'cash', { amountMinor: 500 }),
      right('over', 'threshold', { amountMinor: 1_000, thresholdMinor: 10_000 }),
      right('tenth', 'percent', { percent: 10 }),
      right('price', 'member-price', { prices: [{ sku: 'tea', priceMinor: 4_000 }] }),
    ];
    const best = bestCombination(basketOf([['tea', 5_000, 2]], 800), rights);
    expect(told(best)).toEqual([5_700, 'price 2000', 'tenth 800', 'over 1000', 'five 500', 'delivery 800']);
  });

  it('uses of money that is used bit by bit only what is needed', () => {
    const rights = [right('wallet', 'cash', { amountMinor: 5_000 }, { isPartial: true }), right('five', 'cash', { amountMinor: 500 })]; // prettier-ignore
    expect(told(bestCombination(basketOf([['tea', 6_000]]), rights))).toEqual([500, 'five 500', 'wallet 5000']);
    expect(told(bestCombination(basketOf([['tea', 3_000]]), rights))).toEqual([0, 'wallet 3000']);
  });

  it('uses one of a group, and what stands alone only where that leaves less to pay', () => {
    const group = { group: 'coupons' };
    const rights = [right('five', 'cash', { amountMinor: 500 }, group), right('six', 'cash', { amountMinor: 600 }, group), right('two', 'cash', { amountMinor: 200 })]; // prettier-ignore
    const basket = basketOf([['tea', 3_000]]);
    expect(told(bestCombination(basket, rights))).toEqual([2_200, 'six 600', 'two 200']);
    expect(told(bestCombination(basket, [...rights, right('alone', 'cash', { amountMinor: 700 }, { isAlone: true })]))[0]).toBe(2_200); // prettier-ignore
    expect(told(bestCombination(basket, [...rights, right('alone', 'cash', { amountMinor: 900 }, { isAlone: true })]))).toEqual([2_100, 'alone 900']); // prettier-ignore
  });

  it('of those that leave the same uses fewer grants, then what dies first', () => {
    const cash = (id: string, amountMinor: number, more: More = {}) => right(id, 'cash', { amountMinor }, more);
    const basket = basketOf([['tea', 1_000]]);
    expect(told(bestCombination(basket, [cash('a', 500), cash('b', 500), cash('c', 1_000)]))).toEqual([0, 'c 1000']);
    expect(told(bestCombination(basket, [cash('a', 1_000, { expiresAt: 9 }), cash('b', 1_000, { expiresAt: 5 }), cash('c', 1_000)]))).toEqual([0, 'b 1000']); // prettier-ignore
    expect(told(bestCombination(basket, [cash('granted', 1_000), cash('standing', 1_000, { isStanding: true })]))).toEqual([0, 'standing 1000']); // prettier-ignore
  });

  it('gives pieces away at their own price, one after the other', () => {
    const cups = { include: { skus: ['cup'] } };
    const best = bestCombination(basketOf([['cup', 700, 2], ['tea', 900]]), ['a', 'b', 'c'].map((id) => right(id, 'gift', cups))); // prettier-ignore
    expect(told(best)).toEqual([900, 'a 700', 'b 700']);
  });
});

const sku = fc.constantFrom('a', 'b', 'c');
const scope = fc.record({ skus: fc.uniqueArray(sku, { maxLength: 2 }) });
const amount = fc.integer({ min: 1, max: 3_000 });
const says = fc.oneof(
  fc.record({ kind: fc.constant('cash' as const), says: fc.record({ amountMinor: amount, include: scope }) }),
  fc.record({ kind: fc.constant('threshold' as const), says: fc.record({ amountMinor: amount, thresholdMinor: amount, exclude: scope }) }), // prettier-ignore
  fc.record({ kind: fc.constant('percent' as const), says: fc.record({ percent: fc.integer({ min: 1, max: 100 }), include: scope, capMinor: fc.option(amount) }) }), // prettier-ignore
  fc.record({ kind: fc.constant('member-price' as const), says: fc.record({ prices: fc.array(fc.record({ sku, priceMinor: amount }), { minLength: 1, maxLength: 2 }), capMinor: fc.option(amount) }) }), // prettier-ignore
  fc.record({ kind: fc.constant('waiver' as const), says: fc.record({ capMinor: amount }) }),
  fc.record({ kind: fc.constant('gift' as const), says: fc.record({ include: fc.record({ skus: fc.array(sku, { minLength: 1, maxLength: 2 }) }), capMinor: fc.option(amount) }) }), // prettier-ignore
  fc.record({ kind: fc.constant('free-shipping' as const), says: fc.record({ thresholdMinor: amount }) }),
);
const more = fc.record({ group: fc.option(fc.constantFrom('g', 'h')), isAlone: fc.boolean(), isStanding: fc.boolean(), isPartial: fc.boolean(), expiresAt: fc.option(fc.integer({ min: 1, max: 5 })) }); // prettier-ignore
const rightsUpTo = (max: number) =>
  fc.array(fc.tuple(says, more), { maxLength: max }).map((drawn) => drawn.map(([each, rest], at) => right(`r${String(at).padStart(2, '0')}`, each.kind, each.says, rest))); // prettier-ignore
const baskets = fc
  .tuple(
    fc.array(fc.tuple(sku, fc.integer({ min: 0, max: 2_000 }), fc.integer({ min: 1, max: 3 })), { maxLength: 4 }),
    fc.integer({ min: 0, max: 900 }),
  ) // prettier-ignore
  .map(([lines, shippingMinor]) => basketOf(lines, shippingMinor));

/** Every set of rights there is. */
function bySearchingAll(basket: Basket, rights: readonly Candidate[]): Combination {
  const open = rights.filter((each) => worthOf(each.face, each.kind, basket).worthMinor > 0);
  const sets = open.reduce<Candidate[][]>((all, each) => [...all, ...all.map((set) => [...set, each])], [[]]);
  const combinations = sets.filter(areCompatible).map((set) => applied(untouched(basket), set));
  return combinations.reduce((best, each) => (compare(each, best) < 0 ? each : best));
}

describe('Whatever rights there are, the best combination', () => {
  it('is the one a search through all sets finds', () => {
    fc.assert(
      fc.property(baskets, rightsUpTo(6), (basket, rights) => {
        expect(told(bestCombination(basket, rights))).toEqual(told(bySearchingAll(basket, rights)));
      }),
      { numRuns: 400 },
    );
  });

  it('leaves no less than nothing to pay, and takes off what its rights say', () => {
    fc.assert(
      fc.property(baskets, rightsUpTo(20), (basket, rights) => {
        const { used, payableMinor } = bestCombination(basket, rights);
        expect(payableMinor).toBeGreaterThanOrEqual(0);
        expect(areCompatible(used.map(({ candidate }) => candidate))).toBe(true);
        expect(used.every(({ takenMinor }) => takenMinor > 0)).toBe(true);
        expect(used.reduce((sum, { takenMinor }) => sum + takenMinor, payableMinor)).toBe(untouched(basket).payableMinor); // prettier-ignore
      }),
      { numRuns: 100 },
    );
  });

  it('is never dearer for one right more, as long as they are looked through exactly', () => {
    fc.assert(
      fc.property(baskets, rightsUpTo(10), (basket, rights) => {
        const without = bestCombination(basket, rights.slice(1));
        expect(bestCombination(basket, rights).payableMinor).toBeLessThanOrEqual(without.payableMinor);
      }),
      { numRuns: 200 },
    );
  });

  it('is never worse than the best right by itself, however many there are', () => {
    fc.assert(
      fc.property(baskets, rightsUpTo(30), (basket, rights) => {
        const { payableMinor } = bestCombination(basket, rights);
        const most = Math.max(0, ...rights.map((each) => worthOf(each.face, each.kind, basket).worthMinor));
        expect(payableMinor).toBeLessThanOrEqual(untouched(basket).payableMinor - most);
      }),
      { numRuns: 100 },
    );
  });

  it('leaves out no right that would still take something off, however many there are', () => {
    fc.assert(
      fc.property(baskets, rightsUpTo(30), (basket, rights) => {
        const { used, payableMinor } = bestCombination(basket, rights);
        const own = used.map(({ candidate }) => candidate);
        const others = rights.filter((each) => !own.includes(each) && worthOf(each.face, each.kind, basket).worthMinor > 0); // prettier-ignore
        const wider = others.map((each) => [...own, each]).filter(areCompatible);
        for (const set of wider) expect(applied(untouched(basket), set).payableMinor).toBeGreaterThanOrEqual(payableMinor); // prettier-ignore
      }),
      { numRuns: 300 },
    );
  });

  it('does not depend on the order in which they come', () => {
    const shuffled = rightsUpTo(16).chain((rights) => fc.tuple(fc.constant(rights), fc.shuffledSubarray(rights, { minLength: rights.length }))); // prettier-ignore
    fc.assert(
      fc.property(baskets, shuffled, (basket, [rights, others]) => {
        expect(told(bestCombination(basket, others))).toEqual(told(bestCombination(basket, rights)));
      }),
      { numRuns: 200 },
    );
  });
});

describe('Very many rights on a long basket', () => {
  const lines = Array.from({ length: 200 }, (_, at) => [`s${at}`, 997 + 13 * at, 1 + (at % 5)] as const);
  const some = (at: number) => ({ include: { skus: Array.from({ length: 20 }, (_, n) => `s${(n * at) % 200}`) } });
  const drawn = (at: number): Candidate => {
    const id = `r${String(at).padStart(4, '0')}`;
    if (at % 3 === 0) return right(id, 'percent', { percent: 0.01 + (at % 9) / 100 });
    if (at % 3 === 1) return right(id, 'cash', { amountMinor: 10 + at, ...some(at) });
    return right(id, 'cash', { amountMinor: 20 + at }, { isPartial: true, group: at % 30 === 2 ? `g${at % 7}` : null });
  };

  it.each([['', 1, 500], [' that costs millions', 10_000_000, 1_000]])('take little of the processor: 220 on a basket%s', async (_, times, most) => {
    const basket = basketOf(lines.map(([sku, priceMinor, quantity]) => [sku, priceMinor * times, quantity]));
    const rights = Array.from({ length: 220 }, (_right, at) => drawn(at));
    const spent = await leastOf(most, () => {
      const before = process.cpuUsage();
      expect(bestCombination(basket, rights).used.length).toBeGreaterThan(180);
      const { user, system } = process.cpuUsage(before);
      return Promise.resolve((user + system) / 1_000);
    });
    expect(spent).toBeLessThan(most);
  }); // prettier-ignore

  it('are combined soundly where there are more than are tried one by one', () => {
    const basket = basketOf(lines);
    const rights = Array.from({ length: 500 }, (_, at) => drawn(at));
    const { used, payableMinor } = bestCombination(basket, rights);
    const own = used.map(({ candidate }) => candidate);
    expect(areCompatible(own)).toBe(true);
    expect(used.every(({ takenMinor }) => takenMinor > 0)).toBe(true);
    expect(told(applied(untouched(basket), own))).toEqual(told({ used, payableMinor }));
    const left = rights.filter((each) => !own.includes(each) && areCompatible([...own, each]));
    expect(left.filter((each) => applied(untouched(basket), [...own, each]).payableMinor < payableMinor)).toEqual([]);
  });
});
