import { toAmount } from '../../../kernel/money.js';

/** An exact decimal: `units` × 10^−`scale`. Amounts of files never pass through a float. */
export interface Decimal {
  readonly units: bigint;
  readonly scale: number;
}

/** How a file writes its numbers: `1,234.50` has mark `.` and group `,`. */
export interface NumberMarks {
  readonly mark: '.' | ',';
  readonly group: '' | ',' | '.' | ' ' | "'";
}

/** Longer numbers are no amounts, and would only keep the arithmetic busy. */
const LENGTH_MAX = 40;

export const zero: Decimal = { units: 0n, scale: 0 };

/** Reads a plain decimal, with or without a sign; null for anything else. */
export function readDecimal(text: string, { mark, group }: NumberMarks): Decimal | null {
  if (text.length > LENGTH_MAX) return null;
  const match = PATTERNS[mark].exec(group === '' ? text : withoutGroups(text, group));
  if (!match) return null;
  const [, sign = '', whole = '', fraction = ''] = match;
  if (whole === '' && fraction === '') return null;
  return { units: BigInt(`${sign === '-' ? '-' : ''}${whole}${fraction}`), scale: fraction.length };
}

export function plus(a: Decimal, b: Decimal): Decimal {
  if (a.scale === b.scale) return { units: a.units + b.units, scale: a.scale };
  const scale = Math.max(a.scale, b.scale);
  return { units: unitsAt(a, scale) + unitsAt(b, scale), scale };
}

export function times(a: Decimal, b: Decimal): Decimal {
  return { units: a.units * b.units, scale: a.scale + b.scale };
}

export function negated({ units, scale }: Decimal): Decimal {
  return { units: -units, scale };
}

/** In minor units of a currency with so many digits, rounded half away from zero, once. Throws a RangeError beyond safe integers. */
export function toMinor({ units, scale }: Decimal, digits: number): number {
  if (scale <= digits) return toAmount(units * 10n ** BigInt(digits - scale));
  const divisor = 10n ** BigInt(scale - digits);
  const size = units < 0n ? -units : units;
  const rounded = (size * 2n + divisor) / (divisor * 2n);
  return toAmount(units < 0n ? -rounded : rounded);
}

/** Digits of a currency's minor unit: 2 for CNY and USD, 0 for JPY. */
export function digitsOf(currency: string): number {
  return new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2;
}

const PATTERNS = { '.': /^([+-]?)(\d*)(?:\.(\d*))?$/, ',': /^([+-]?)(\d*)(?:,(\d*))?$/ } as const;

/** Groups stand between digits, three behind each: `1,23` is no number with the group `,`. */
function withoutGroups(text: string, group: string): string {
  if (!text.includes(group)) return text;
  const [head = '', ...rest] = text.split(group);
  const isGrouped = /^[+-]?\d{1,3}$/.test(head) && rest.every((part, at) => GROUP(at === rest.length - 1).test(part));
  return isGrouped ? head + rest.join('') : 'no number';
}

const GROUP = (isLast: boolean): RegExp => (isLast ? /^\d{3}(?:\D\d*)?$/ : /^\d{3}$/);

function unitsAt({ units, scale }: Decimal, wanted: number): bigint {
  return scale === wanted ? units : units * 10n ** BigInt(wanted - scale);
}
