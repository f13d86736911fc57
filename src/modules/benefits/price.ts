import type { Offered } from './compile.js';

/** What something costs a member: points, money, or both. */
export interface Price {
  readonly wallet: string | null;
  /** Zero where it costs none. */
  readonly points: number;
  /** In minor units of the currency of the program; zero where it costs none. */
  readonly amountMinor: number;
}

/** A price as whoever pays has seen it. */
export interface Expected {
  readonly points?: number | null;
  readonly wallet?: string | null;
  readonly money?: { readonly amountMinor: number; readonly currency: string } | null;
}

type Priced = Pick<Offered, 'price' | 'priceMinor'>;

export function priceOf({ price, priceMinor }: Priced): Price {
  return { wallet: price?.wallet ?? null, points: price?.points ?? 0, amountMinor: priceMinor ?? 0 };
}

/** By which door members get it themselves: those that name a price pay it. Null for what is only given. */
export type Road = 'CLAIM' | 'EXCHANGE' | 'BUY';

export function roadTo({ price, priceMinor, isClaimable }: Priced & Pick<Offered, 'isClaimable'>): Road | null {
  if (priceMinor !== null) return 'BUY';
  if (price !== null) return 'EXCHANGE';
  return isClaimable ? 'CLAIM' : null;
}

export function isSamePrice(one: Price, other: Price): boolean {
  return one.wallet === other.wallet && one.points === other.points && one.amountMinor === other.amountMinor;
}

/** Whether whoever pays has seen this price; what it did not say of it, it agrees to. */
export function isExpected(price: Price, expected: Expected | null, currency: string): boolean {
  if (expected === null) return true;
  const { points, wallet, money } = expected;
  const isOneSaid = points != null || money != null;
  return (
    isOneSaid &&
    (points ?? price.points) === price.points &&
    (wallet ?? price.wallet) === price.wallet &&
    (money == null || (money.amountMinor === price.amountMinor && money.currency === currency))
  );
}

/** As a refusal tells it. */
export function priceTold(priced: Priced): { wallet: string | null; points: number; amountMinor: number } {
  return { ...priceOf(priced) };
}
