import { minimum } from './nelder-mead.js';
import { hypergeometric, logGamma } from './special.js';

/** What a customer did: `repeats` days of purchase after the first, the last of them and now, in weeks since the first. */
export interface Rhythm {
  readonly repeats: number;
  readonly lastWeek: number;
  readonly weeks: number;
}

export interface BgNbd {
  readonly r: number;
  readonly alpha: number;
  readonly a: number;
  readonly b: number;
}

/** Beyond this customers are all alike, whatever the number; a hundred times of it for `alpha`, which has a unit. */
const BOUND = 100;

/**
 * How often customers buy and when they stop, by maximum likelihood: Fader, Hardie & Lee, "Counting Your Customers" the Easy
 * Way, Marketing Science 24 (2005). Between purchases times are exponential with rates spread like Γ(r, α); after each a
 * customer stops with a chance spread like B(a, b).
 */
export async function fitBgNbd(
  customers: readonly Rhythm[],
): Promise<{ readonly model: BgNbd; readonly logLikelihood: number }> {
  const repeatsMax = customers.reduce((most, { repeats }) => Math.max(most, repeats), 0);
  const of = ([r = 0, alpha = 0, a = 0, b = 0]: readonly number[]): BgNbd => ({ r: Math.exp(r), alpha: Math.exp(alpha), a: Math.exp(a), b: Math.exp(b) }); // prettier-ignore
  const { at, value } = await minimum((logs) => -logLikelihood(of(logs), customers, repeatsMax), [0, 1, 0, 0]);
  return { model: of(at), logLikelihood: -value };
}

function logLikelihood({ r, alpha, a, b }: BgNbd, customers: readonly Rhythm[], repeatsMax: number): number {
  if (Math.max(r, alpha / 100, a, b) > BOUND) return -Infinity;
  const constant = r * Math.log(alpha) - logGamma(r) + logGamma(a + b) - logGamma(b);
  const ofRepeats = Array.from({ length: repeatsMax + 1 }, (_, x) => constant + logGamma(r + x) + logGamma(b + x) - logGamma(a + b + x)); // prettier-ignore
  let sum = 0;
  for (const { repeats: x, lastWeek, weeks } of customers) {
    const alive = -(r + x) * Math.log(alpha + weeks);
    const gone = x > 0 ? Math.log(a / (b + x - 1)) - (r + x) * Math.log(alpha + lastWeek) : -Infinity;
    const most = Math.max(alive, gone);
    sum += (ofRepeats[x] ?? 0) + most + Math.log(Math.exp(alive - most) + Math.exp(gone - most));
  }
  return sum;
}

/** The chance that a customer still buys. */
export function chanceAlive(model: BgNbd, customer: Rhythm): number {
  return 1 / (1 + oddsGone(model, customer));
}

/** How many days of purchase to expect of a customer in the weeks that follow. */
export function expectedPurchases(model: BgNbd, customer: Rhythm, ahead: number): number {
  const { r, alpha, b } = model;
  const a = Math.abs(model.a - 1) < 1e-6 ? 1 + 1e-6 : model.a; // the formula has a hole there, and no edge
  const { repeats: x, weeks } = customer;
  const z = ahead / (alpha + weeks + ahead);
  // by Euler's transformation, so that no term grows with the number of purchases
  const left = (1 - z) ** (a - 1) * hypergeometric(a + b - 1 - r, a - 1, a + b + x - 1, z);
  return ((a + b + x - 1) / (a - 1)) * (1 - left) * chanceAlive(model, customer);
}

function oddsGone({ r, alpha, a, b }: BgNbd, { repeats: x, lastWeek, weeks }: Rhythm): number {
  return x === 0 ? 0 : (a / (b + x - 1)) * ((alpha + weeks) / (alpha + lastWeek)) ** (r + x);
}
