import { share, wholeShare } from '../../kernel/money.js';

/** Points a rule gives: so many, or so many per so many minor units of the activity's amount. */
export interface EarnEffect {
  readonly wallet: string;
  readonly points: number;
  /** The amount that earns `points` once; absent for a fixed number. */
  readonly perMinor?: number | undefined;
  readonly rounding: 'half-up' | 'floor';
}

/** What an effect gives for an amount in minor units: rounded once, on the exact fraction. Infinity when that is more than can be counted. */
export function pointsFor(effect: EarnEffect, amountMinor: number): number {
  if (effect.perMinor === undefined) return effect.points;
  const round = effect.rounding === 'floor' ? wholeShare : share;
  try {
    return round(amountMinor, effect.points, effect.perMinor);
  } catch {
    return Infinity;
  }
}

/** A rule counts for what happened while it was valid: from inclusive, until exclusive. */
export function isValidAt(rule: { validFrom: number | null; validUntil: number | null }, at: number): boolean {
  return (rule.validFrom ?? -Infinity) <= at && at < (rule.validUntil ?? Infinity);
}
