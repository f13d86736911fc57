import { describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { expectedPurchases, fitBgNbd } from '../../src/modules/analytics/forecast/bg-nbd.js';
import { fitGammaGamma } from '../../src/modules/analytics/forecast/gamma-gamma.js';
import { hasRealData } from './real-data.js';

const FILE = `${process.env['LAUREL_DATA'] ?? '../shared/data'}/cdnow/CDNOW_sample.txt`;
const weekOf = (day: string) => Date.UTC(Number(day.slice(0, 4)), Number(day.slice(4, 6)) - 1, Number(day.slice(6, 8))) / 604_800_000; // prettier-ignore
const CALIBRATED_ON = '19970930';

interface Person {
  readonly repeats: number;
  readonly lastWeek: number;
  readonly weeks: number;
  readonly mean: number;
  readonly later: number;
}

/** Every person of the sample by its days of purchase up to the end of the calibration, and those of the 39 weeks after. */
function people(): Person[] {
  const days = new Map<string, Map<string, number>>();
  for (const line of readFileSync(FILE, 'utf8').split(/\r?\n/)) {
    const [, person, day, , dollars] = line.trim().split(/\s+/);
    if (!person || !day) continue;
    const own = days.get(person) ?? new Map<string, number>();
    own.set(day, (own.get(day) ?? 0) + Number(dollars));
    days.set(person, own);
  }
  return [...days.values()].map((own) => {
    const before = [...own.keys()].filter((day) => day <= CALIBRATED_ON).sort();
    const [first = '', ...back] = before;
    const spent = back.reduce((sum, day) => sum + (own.get(day) ?? 0), 0);
    return {
      repeats: back.length,
      lastWeek: weekOf(before.at(-1) ?? '') - weekOf(first),
      weeks: weekOf(CALIBRATED_ON) - weekOf(first),
      mean: back.length > 0 ? spent / back.length : 0,
      later: own.size - before.length,
    };
  });
}

(hasRealData ? describe : describe.skip)('the models of customer value', () => {
  it('have the published parameters for the CDNOW sample', async () => {
    const { model, logLikelihood } = await fitBgNbd(people());
    expect(model.r).toBeCloseTo(0.243, 3);
    expect(model.alpha).toBeCloseTo(4.414, 2);
    expect(model.a).toBeCloseTo(0.793, 2);
    expect(model.b).toBeCloseTo(2.426, 2);
    expect(logLikelihood).toBeCloseTo(-9_582.4, 1);
    const { p, q, v } = await fitGammaGamma(people());
    expect(people().filter(({ repeats }) => repeats > 0)).toHaveLength(946);
    expect(p).toBeCloseTo(6.25, 1);
    expect(q).toBeCloseTo(3.74, 1);
    expect(v).toBeCloseTo(15.44, 0);
  });

  it('expect of the 39 weeks that followed what was published, by frequency', async () => {
    const { model } = await fitBgNbd(people());
    const published = { actual: [0.237, 0.697, 1.393, 1.56, 2.532, 2.947, 3.862, 6.359], expected: [0.225, 0.523, 1.044, 1.52, 2.164, 2.654, 3.504, 6.157] }; // prettier-ignore
    for (let frequency = 0; frequency <= 7; frequency++) {
      const group = people().filter(({ repeats }) => Math.min(repeats, 7) === frequency);
      const mean = (of: (person: Person) => number) => group.reduce((sum, person) => sum + of(person), 0) / group.length; // prettier-ignore
      expect(mean(({ later }) => later)).toBeCloseTo(published.actual[frequency] ?? 0, 2);
      expect(mean((person) => expectedPurchases(model, person, 39))).toBeCloseTo(published.expected[frequency] ?? 0, 2);
    }
  });
});
