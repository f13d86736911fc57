import { describe, expect, it } from '@jest/globals';
import { chanceAlive, expectedPurchases, fitBgNbd } from '../../../src/modules/analytics/forecast/bg-nbd.js';
import { expectedSpend, fitGammaGamma } from '../../../src/modules/analytics/forecast/gamma-gamma.js';
import { hypergeometric, logGamma } from '../../../src/modules/analytics/forecast/special.js';

/** What Fader, Hardie & Lee published for CDNOW, weeks of 1997. */
const CDNOW = { r: 0.243, alpha: 4.414, a: 0.793, b: 2.426 };

describe('special functions', () => {
  it('are what tables say', () => {
    expect(logGamma(1)).toBeCloseTo(0, 12);
    expect(logGamma(0.5)).toBeCloseTo(Math.log(Math.PI) / 2, 12);
    expect(logGamma(11)).toBeCloseTo(Math.log(3_628_800), 11);
    expect(logGamma(0.001)).toBeCloseTo(6.907178885383853, 9);
    expect(logGamma(171.5)).toBeCloseTo(logGamma(170.5) + Math.log(170.5), 9);
    expect(hypergeometric(1, 1, 2, 0.5)).toBeCloseTo(2 * Math.log(2), 12);
    expect(hypergeometric(-2, 3, 1.5, 0.25)).toBeCloseTo(1 - 1 + 0.2, 12); // a polynomial
    expect(hypergeometric(0.5, 1, 1, 0.99)).toBeCloseTo(1 / Math.sqrt(0.01), 8); // slow to come to rest
  });
});

describe('purchases to come', () => {
  it('are those that were published for customers of CDNOW', () => {
    expect(expectedPurchases(CDNOW, { repeats: 2, lastWeek: 30.43, weeks: 38.86 }, 39)).toBeCloseTo(1.226, 3);
    const eager = { repeats: 26, lastWeek: 30.857, weeks: 31 };
    expect(expectedPurchases(CDNOW, eager, 52)).toBeCloseTo(25.757, 1);
    expect(chanceAlive(CDNOW, eager)).toBeCloseTo(0.96885, 3);
    expect(expectedPurchases(CDNOW, { repeats: 0, lastWeek: 0, weeks: 0 }, 52)).toBeCloseTo(1.444, 2);
  });

  it('stay finite for whoever bought a thousand times, and where a is one', () => {
    const busy = expectedPurchases(CDNOW, { repeats: 1_000, lastWeek: 500, weeks: 500 }, 52);
    expect(busy).toBeGreaterThan(95);
    expect(busy).toBeLessThan(105);
    const near = expectedPurchases({ ...CDNOW, a: 1.001 }, { repeats: 3, lastWeek: 20, weeks: 30 }, 52);
    expect(expectedPurchases({ ...CDNOW, a: 1 }, { repeats: 3, lastWeek: 20, weeks: 30 }, 52)).toBeCloseTo(near, 2);
  });
});

describe('models', () => {
  /** The same every time. */
  let seed = 20_261_126;
  const random = () => (seed = (seed * 48_271) % 2_147_483_647) / 2_147_483_647;
  const normal = () => Math.sqrt(-2 * Math.log(random())) * Math.cos(2 * Math.PI * random());
  /** Marsaglia & Tsang. */
  function gamma(shape: number): number {
    if (shape < 1) return gamma(shape + 1) * random() ** (1 / shape);
    const d = shape - 1 / 3;
    for (;;) {
      const x = normal();
      const v = (1 + x / Math.sqrt(9 * d)) ** 3;
      if (v > 0 && Math.log(random()) < x * x / 2 + d - d * v + d * Math.log(v)) return d * v; // prettier-ignore
    }
  }

  it('find the numbers again by which customers were made up', async () => {
    const made = { r: 0.8, alpha: 6, a: 0.9, b: 2.8 };
    const customers = Array.from({ length: 6_000 }, () => {
      const weeks = 20 + 32 * random();
      const rate = gamma(made.r) / made.alpha;
      const [p, q] = [gamma(made.a), gamma(made.b)];
      const leaves = p / (p + q);
      let [repeats, lastWeek] = [0, 0];
      for (let at = 0; ;) {
        at -= Math.log(random()) / rate;
        if (at > weeks) break;
        [repeats, lastWeek] = [repeats + 1, at];
        if (random() < leaves) break;
      }
      return { repeats, lastWeek, weeks };
    });
    const { model } = await fitBgNbd(customers);
    for (const name of ['r', 'alpha', 'a', 'b'] as const) {
      expect(Math.abs(model[name] / made[name] - 1)).toBeLessThan(0.2);
    }
  });

  it('of spending find them too, in whatever unit', async () => {
    const made = { p: 6, q: 4, v: 1_500 };
    const customers = Array.from({ length: 6_000 }, (_, at) => {
      const repeats = 1 + (at % 6);
      const scale = gamma(made.q) / made.v;
      return { repeats, mean: gamma(made.p * repeats) / scale / repeats };
    });
    const model = await fitGammaGamma(customers);
    expect(Math.abs(model.p / made.p - 1)).toBeLessThan(0.15);
    expect(Math.abs(model.q / made.q - 1)).toBeLessThan(0.15);
    const [mine, theirs] = [model, made].map((each) => expectedSpend(each, { repeats: 2, mean: 4_000 }));
    expect(mine ?? 0).toBeCloseTo(theirs ?? 0, -2);
    expect(expectedSpend(made, { repeats: 0, mean: 0 })).toBeCloseTo((6 * 1_500) / 3, 9);
  });
});
