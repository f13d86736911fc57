import { configId } from '../../kernel/id.js';
import type { MoneyType } from '../../kernel/graphql/money.type.js';
import type {
  BenefitFaceType,
  BenefitFallbackType,
  BenefitStockType,
  BenefitValidityType,
} from './benefit-terms.types.js';
import type { Face, Fallback, Terms } from './terms.js';

/** An amount in the currency of the program. */
export type InMoney = (amountMinor: number) => MoneyType;

/** What stands on a benefit, as the API tells it. */
export function faceType(face: Face, inMoney: InMoney): BenefitFaceType {
  const { amountMinor, percent, thresholdMinor, capMinor, multiplier, prices, early, startsNextDay } = face;
  const { include, exclude, hours } = face;
  return {
    amount: amountMinor === undefined ? null : inMoney(amountMinor),
    percent: percent ?? null,
    threshold: thresholdMinor === 0 ? null : inMoney(thresholdMinor),
    cap: capMinor === null ? null : inMoney(capMinor),
    multiplier: multiplier ?? null,
    prices: prices.map(({ sku, priceMinor }) => ({ sku, price: inMoney(priceMinor) })),
    ...{ include, exclude, hours, startsNextDay, early },
  };
}

export function validityType(validity: Terms['validity']): BenefitValidityType {
  const { kind } = validity;
  if (kind === 'days') return { kind, days: validity.days, from: null, until: null };
  if (kind === 'ever') return { kind, days: null, from: null, until: null };
  const from = validity.from === null ? null : Date.parse(validity.from);
  return { kind, days: null, from, until: Date.parse(validity.until) };
}

export function stockType(stock: Terms['stock']): BenefitStockType {
  const units = stock.kind === 'counted' ? stock.units : null;
  return { kind: stock.kind, units, isPrinted: stock.kind === 'pool' && stock.isPrinted };
}

export function fallbackType(step: Fallback): BenefitFallbackType {
  return {
    kind: step.kind,
    benefitId: 'benefit' in step ? configId('bnf', step.benefit) : null,
    days: step.kind === 'wait' ? step.days : null,
    on: step.kind === 'pre-sale' ? step.on : null,
  };
}
