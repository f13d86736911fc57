import type { Instant } from '../../../kernel/clock.js';
import { share } from '../../../kernel/money.js';
import type { BenefitKind, Face } from '../terms.js';

/** What somebody is about to buy, as a till or a shop tells it. */
export interface Basket {
  readonly lines: readonly BasketLine[];
  /** What delivery costs, in minor units. */
  readonly shippingMinor: number;
  /** The store it is in; absent online. */
  readonly storeCode?: string | null;
  readonly at: Instant;
}

export interface BasketLine {
  readonly sku: string;
  readonly category: string | null;
  readonly quantity: number;
  /** Of one piece, in minor units. */
  readonly priceMinor: number;
}

/** Why a benefit takes nothing off a basket. `IN_KIND`: it is not money, and may be used all the same. */
export type NoWorth = 'NOTHING_IN_SCOPE' | 'BELOW_THRESHOLD' | 'NO_SHIPPING' | 'NOTHING_CHEAPER' | 'IN_KIND';

export interface Worth {
  /** What it takes off, in minor units; never more than there is to take it off. */
  readonly worthMinor: number;
  /** Why that is nothing. */
  readonly reason?: NoWorth;
  /** What its scope still needs to reach the threshold, in minor units. */
  readonly missingMinor?: number;
}

type Scoped = Pick<Face, 'include' | 'exclude'>;

/** A percentage has at most two decimals: so many of these are the whole. */
const HUNDREDTHS = 10_000;
/** One piece of what they name is free. */
const IN_PIECES: ReadonlySet<BenefitKind> = new Set(['exchange', 'trial', 'gift', 'set-meal']);

/**
 * What one benefit by itself takes off a basket, in minor units. The threshold is compared with the lines within its scope
 * before anything is taken off; a percentage is rounded half up, once, on their sum.
 */
export function worthOf(face: Face, kind: BenefitKind, basket: Basket): Worth {
  const lines = basket.lines.filter((line) => line.quantity > 0 && isInScope(face, line));
  return worthOn(face, kind, {
    isEmpty: lines.length === 0,
    sumMinor: sumOf(lines),
    shippingMinor: basket.shippingMinor,
    dearestMinor: () => Math.max(...lines.map(({ priceMinor }) => priceMinor)),
    savedMinor: () => belowPrice(face, lines),
  });
}

/** What a benefit finds within its scope. */
export interface Found {
  readonly isEmpty: boolean;
  readonly sumMinor: number;
  readonly shippingMinor: number;
  /** The price of the dearest piece. */
  dearestMinor(): number;
  /** By how much the prices of a member are lower. */
  savedMinor(): number;
}

/** What a benefit takes off what it finds. */
export function worthOn(face: Face, kind: BenefitKind, found: Found, thresholdMinor = face.thresholdMinor): Worth {
  if (found.isEmpty && needsLines(face, kind)) return { worthMinor: 0, reason: 'NOTHING_IN_SCOPE' };
  if (found.sumMinor < thresholdMinor) return { worthMinor: 0, reason: 'BELOW_THRESHOLD', missingMinor: thresholdMinor - found.sumMinor }; // prettier-ignore
  const taken = takenOff(face, kind, found);
  return typeof taken === 'string' ? { worthMinor: 0, reason: taken } : { worthMinor: Math.min(taken, face.capMinor ?? taken) }; // prettier-ignore
}

/** Whether a line counts for a benefit. What is left out by SKU or category is out, whatever else includes it. */
export function isInScope({ include, exclude }: Scoped, line: Pick<BasketLine, 'sku' | 'category'>): boolean {
  if (isNamed(exclude, line)) return false;
  return isEverything(include) || isNamed(include, line);
}

/** Which lines count for a benefit, by their index; names are looked up, however many the scope has. */
export function linesWithin({ include, exclude }: Scoped, lines: readonly BasketLine[]): readonly number[] {
  const [inside, outside] = [namesOf(include), namesOf(exclude)];
  const isAll = isEverything(include);
  return [...lines.keys()].filter((at) => {
    const line = lines[at];
    return line !== undefined && !isNamed(outside, line) && (isAll || isNamed(inside, line));
  });
}

export function sumOf(lines: readonly Pick<BasketLine, 'quantity' | 'priceMinor'>[]): number {
  return lines.reduce((sum, { quantity, priceMinor }) => sum + quantity * priceMinor, 0);
}

function takenOff(face: Face, kind: BenefitKind, found: Found): number | NoWorth {
  const { sumMinor, shippingMinor } = found;
  if (kind === 'free-shipping') return shippingMinor > 0 ? shippingMinor : 'NO_SHIPPING';
  if (kind === 'member-price') return found.savedMinor() || 'NOTHING_CHEAPER';
  if (kind === 'waiver') return sumMinor;
  if (kind === 'multiplier' || kind === 'priority') return 'IN_KIND';
  if (face.percent !== undefined) return share(sumMinor, Math.round(face.percent * 100), HUNDREDTHS);
  if (face.amountMinor !== undefined) return Math.min(face.amountMinor, sumMinor);
  return isFreePiece(face, kind) ? found.dearestMinor() : 'IN_KIND';
}

/** Delivery is paid, and things are handed out, whatever is in the basket. */
function needsLines(face: Face, kind: BenefitKind): boolean {
  if (kind === 'free-shipping') return !isEverything(face.include);
  const isMoney = kind === 'waiver' || kind === 'member-price' || face.percent !== undefined || face.amountMinor !== undefined; // prettier-ignore
  return kind !== 'multiplier' && kind !== 'priority' && (isMoney || isFreePiece(face, kind));
}

function belowPrice({ prices }: Face, lines: readonly BasketLine[]): number {
  const priceOf = pricesBySku(prices);
  return lines.reduce((sum, { sku, quantity, priceMinor }) => sum + quantity * Math.max(0, priceMinor - (priceOf.get(sku) ?? priceMinor)), 0); // prettier-ignore
}

export function pricesBySku(prices: Face['prices']): ReadonlyMap<string, number> {
  return new Map(prices.map(({ sku, priceMinor }) => [sku, priceMinor]));
}

function isFreePiece({ include }: Face, kind: BenefitKind): boolean {
  return IN_PIECES.has(kind) && !isEverything(include);
}

export function isEverything({ categories, skus }: Face['include']): boolean {
  return categories.length === 0 && skus.length === 0;
}

type Line = Pick<BasketLine, 'sku' | 'category'>;
type Names = readonly string[] | ReadonlySet<string>;

function isNamed({ categories, skus }: { readonly categories: Names; readonly skus: Names }, { sku, category }: Line): boolean {
  return holds(skus, sku) || (category !== null && holds(categories, category));
} // prettier-ignore

function holds(names: Names, name: string): boolean {
  return 'has' in names ? names.has(name) : names.includes(name);
}

function namesOf({ categories, skus }: Face['include']) {
  return { categories: new Set(categories), skus: new Set(skus) };
}
