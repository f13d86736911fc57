/** Minor units (cents, fen) of the program's one currency, or whole points. Always a safe integer. */
export type Amount = number;

type Whole = number | bigint;

/**
 * `amount × numerator ÷ denominator`, rounded half away from zero, once, on the exact rational.
 * Throws a RangeError when the result is not a safe integer.
 */
export function share(amount: Amount, numerator: Whole, denominator: Whole): Amount {
  const product = BigInt(amount) * BigInt(numerator);
  const divisor = BigInt(denominator);
  const sign = product < 0n !== divisor < 0n ? -1n : 1n;
  const [top, bottom] = [product < 0n ? -product : product, divisor < 0n ? -divisor : divisor];
  return toAmount(sign * ((top * 2n + bottom) / (bottom * 2n)));
}

/** The integer part of `amount × numerator ÷ denominator`, towards zero. */
export function wholeShare(amount: Amount, numerator: Whole, denominator: Whole): Amount {
  return toAmount((BigInt(amount) * BigInt(numerator)) / BigInt(denominator));
}

/** A rational `n/d` out of a decimal such as "1.25", so that rates are exact. */
export interface Rate {
  readonly numerator: number;
  readonly denominator: number;
}

/** A rational of any size. */
export interface ExactRate {
  readonly numerator: Whole;
  readonly denominator: Whole;
}

/** The product of rates, exactly: whoever multiplies by it rounds once. */
export function product(rates: readonly ExactRate[]): { readonly numerator: bigint; readonly denominator: bigint } {
  let [numerator, denominator] = [1n, 1n];
  for (const rate of rates) {
    numerator *= BigInt(rate.numerator);
    denominator *= BigInt(rate.denominator);
  }
  return { numerator, denominator };
}

/** Whether the first of two rates is the larger one. */
export function isLarger(one: ExactRate, other: ExactRate): boolean {
  return BigInt(one.numerator) * BigInt(other.denominator) > BigInt(other.numerator) * BigInt(one.denominator);
}

const DECIMAL = /^(-?)(\d{1,12})(?:\.(\d{1,6}))?$/;

/** Reads "1.25" or 1.25 exactly; throws a RangeError for anything that is not a plain decimal of at most six places. */
export function rateOf(text: string | number): Rate {
  const match = DECIMAL.exec(String(text));
  if (!match) throw new RangeError(`"${text}" is not a decimal with at most six places`);
  const [, sign = '', whole = '0', fraction = ''] = match;
  const numerator = Number(`${sign}${whole}${fraction}`);
  return { numerator, denominator: 10 ** fraction.length };
}

/** A bigint as a safe integer, or a RangeError. */
export function toAmount(value: bigint): Amount {
  const number = Number(value);
  if (!Number.isSafeInteger(number)) throw new RangeError(`${value} is beyond safe integers`);
  return number;
}

/** Those that were asked for; there is one currency a program, and a few hundred in the world. */
const digits = new Map<string, number>();

/** Digits of the minor unit of a currency: 2 for CNY and USD, 0 for JPY. */
export function digitsOf(currency: string): number {
  const known = digits.get(currency);
  if (known !== undefined) return known;
  const { maximumFractionDigits = 2 } = new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions();
  digits.set(currency, maximumFractionDigits);
  return maximumFractionDigits;
}
