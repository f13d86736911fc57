import type { ExactRate } from '../../kernel/money.js';
import { product, share, wholeShare } from '../../kernel/money.js';

/** Points a rule gives: so many, or so many per so many minor units of the activity's amount. */
export interface EarnEffect {
  readonly wallet: string;
  readonly points: number;
  /** The amount that earns `points` once; absent for a fixed number. */
  readonly perMinor?: number | undefined;
  readonly rounding: 'half-up' | 'floor';
}

/** A benefit a rule issues, so many times. */
export interface GrantEffect {
  readonly benefit: string;
  readonly quantity: number;
}

/** A package a rule gives: all of it or nothing. */
export interface PackageEffect {
  readonly package: string;
}

export type Granted = GrantEffect | PackageEffect;

/**
 * What an effect gives for an amount in minor units, times what tiers and benefits multiply by: rounded once, on the exact
 * fraction.
 * Infinity when that is more than can be counted.
 */
export function pointsFor(effect: EarnEffect, amountMinor: number, rates: readonly ExactRate[] = []): number {
  const round = effect.rounding === 'floor' ? wholeShare : share;
  const amount = effect.perMinor === undefined ? 1 : amountMinor;
  const rate = { numerator: effect.points, denominator: effect.perMinor ?? 1 };
  const { numerator, denominator } = product([rate, ...rates]);
  try {
    return round(amount, numerator, denominator);
  } catch {
    return Infinity;
  }
}

/** A rule counts for what happened while it was valid: from inclusive, until exclusive. */
export function isValidAt(rule: { validFrom: number | null; validUntil: number | null }, at: number): boolean {
  return (rule.validFrom ?? -Infinity) <= at && at < (rule.validUntil ?? Infinity);
}
