import { minimum } from './nelder-mead.js';
import { logGamma } from './special.js';

/** What a customer spent on average on its days of purchase after the first. */
export interface Spending {
  readonly repeats: number;
  readonly mean: number;
}

export interface GammaGamma {
  readonly p: number;
  readonly q: number;
  readonly v: number;
}

/** Beyond this customers are all alike, whatever the number. */
const BOUND = 1_000;

/**
 * What a purchase of a customer comes to, by maximum likelihood over those who came back and paid: Fader & Hardie, The
 * Gamma-Gamma Model of Monetary Value (2013). `v` is in the unit of `mean`.
 */
export async function fitGammaGamma(customers: readonly Spending[]): Promise<GammaGamma> {
  const paid = customers.filter(({ repeats, mean }) => repeats > 0 && mean > 0);
  const unit = paid.reduce((sum, { mean }) => sum + mean, 0) / paid.length;
  const scaled = paid.map(({ repeats, mean }) => ({ repeats, mean: mean / unit }));
  const of = ([p = 0, q = 0, v = 0]: readonly number[]): GammaGamma => ({
    p: Math.exp(p),
    q: Math.exp(q),
    v: Math.exp(v),
  });
  const { at } = await minimum((logs) => -logLikelihood(of(logs), scaled), [1, 1, 0]);
  const { p, q, v } = of(at);
  return { p, q, v: v * unit };
}

function logLikelihood({ p, q, v }: GammaGamma, customers: readonly Spending[]): number {
  if (Math.max(p, q, v) > BOUND) return -Infinity;
  const ofRepeats = new Map<number, number>();
  const constant = q * Math.log(v) - logGamma(q);
  let sum = 0;
  for (const { repeats: x, mean } of customers) {
    const px = p * x;
    const known = ofRepeats.get(x) ?? constant + logGamma(px + q) - logGamma(px) + px * Math.log(x);
    ofRepeats.set(x, known);
    sum += known + (px - 1) * Math.log(mean) - (px + q) * Math.log(v + mean * x);
  }
  return sum;
}

/** What a purchase of a customer is expected to come to; of one who never came back, what anybody's does. */
export function expectedSpend({ p, q, v }: GammaGamma, { repeats: x, mean }: Spending): number {
  return (p * (v + Math.max(mean, 0) * x)) / (p * x + q - 1);
}
