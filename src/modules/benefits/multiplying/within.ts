import type { Activity } from '../../../kernel/activity.js';
import { linesOf } from '../../members/index.js';
import { isEverything, isInScope } from '../basket/worth.js';
import type { Face } from '../terms.js';

/** How much of a purchase a benefit is for, in minor units: `withinMinor` of `ofMinor`, which is never 0. */
export interface Within {
  readonly withinMinor: number;
  readonly ofMinor: number;
}

/**
 * How much of a purchase lies within the scope of a benefit; null where that is nothing, or less than its threshold. All of
 * it where nothing limits the benefit. Otherwise what its lines come to: an order of which nobody told lines, or no amounts,
 * is out of scope, and so is what an order comes to beyond its lines. A discount on the order goes by the lines.
 */
export function withinScope(face: Face, { amountMinor, payload }: Pick<Activity, 'amountMinor' | 'payload'>): Within | null {
  const amount = amountMinor ?? 0;
  const isLimited = !isEverything(face.include) || !isEverything(face.exclude);
  if (!isLimited) return amount < face.thresholdMinor ? null : { withinMinor: Math.max(1, amount), ofMinor: Math.max(1, amount) };
  const lines = linesOf(payload).map(({ sku, category = null, amountMinor: worth = 0 }) => ({ sku, category, worth }));
  const withinMinor = sum(lines.filter((line) => isInScope(face, line)));
  if (withinMinor === 0 || withinMinor < face.thresholdMinor) return null;
  return { withinMinor, ofMinor: Math.max(amount, sum(lines)) };
} // prettier-ignore

function sum(lines: readonly { readonly worth: number }[]): number {
  return lines.reduce((total, { worth }) => total + worth, 0);
}
