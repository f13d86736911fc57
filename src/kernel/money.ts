/** Minor units (cents, fen) of the program's one currency, or whole points. Always a safe integer. */
export type Amount = number;

type Whole = number | bigint;

const SAFE = Number.MAX_SAFE_INTEGER;
/** A product and a quotient of two numbers together are wrong by no more than this part. */
const MAY_BE_WRONG = 2 ** -51;
/** Of products below this, that part is less than 2^31. */
const SMALL_REST = 2 ** 80;

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
  if (isCount(amount) && isCount(numerator) && isCount(denominator) && denominator > 0) {
    const known = quickShare(amount, numerator, denominator);
    if (known !== undefined) return known;
  }
  return toAmount((BigInt(amount) * BigInt(numerator)) / BigInt(denominator));
}

/** The same without the cost of large numbers, wherever it is certain all the same. */
function quickShare(amount: number, numerator: number, denominator: number): number | undefined {
  const product = amount * numerator;
  if (product <= SAFE) return (product - (product % denominator)) / denominator;
  const quotient = product / denominator;
  const nearest = Math.round(quotient);
  if (Math.abs(quotient - nearest) > quotient * MAY_BE_WRONG) return Math.floor(quotient);
  if (product >= SMALL_REST || quotient > SAFE / 2) return undefined;
  // as near to a whole number as that, what is left over is so small that its last 32 bits are all of it
  const rest = (Math.imul(amount, numerator) - Math.imul(nearest, denominator)) | 0;
  return nearest + Math.floor(rest / denominator);
}

function isCount(value: Whole): value is number {
  return typeof value === 'number' && value >= 0 && value % 1 === 0;
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

/** Digits of the minor unit of a currency: 2 for CNY and USD, 0 for JPY. Takes a tenth of a millisecond: ask once, not in a loop. */
export function digitsOf(currency: string): number {
  return new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2;
}
