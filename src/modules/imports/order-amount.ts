import type { Json, JsonObject } from '../../kernel/json.js';
import { refuse } from '../../kernel/refusal.js';
import type { Row } from './file/rows.js';
import type { Decimal } from './mapping/decimal.js';
import { negated, plus, times, toMinor, zero } from './mapping/decimal.js';
import type { ActivityMapping } from './mapping/schema.js';
import type { Columns } from './mapping/template.js';
import type { Field } from './reading.js';
import { field, need, needDecimal, optionalField } from './reading.js';

/** What the rows of an order are worth. */
export interface Worth {
  readonly isNegative: boolean;
  /** `amountMinor` and `lines` of the payload; `isBack` for money given back. */
  readonly inPayload: (isBack: boolean) => JsonObject;
}

interface Line {
  readonly facts: Record<string, Json>;
  readonly quantity: Decimal;
  /** Quantity × price, exactly; null when the file has no prices. */
  readonly worth: Decimal | null;
}

/** Reads what orders are worth: the exact sum of their rows, rounded half-up once. Null for a mapping without amounts. */
export function amountReader(
  mapping: ActivityMapping,
  columns: Columns,
  digits: number,
): (rows: readonly Row[]) => Worth | null {
  const { activity, numbers, refund, currency } = mapping;
  const amount = optionalField('amount', activity.amount, columns);
  const lineOf = activity.line && lineReader(mapping, columns);
  if (!amount && !lineOf) return () => null;
  return (rows) => {
    const lines = lineOf ? rows.map(lineOf) : [];
    const sum = amount
      ? total(rows.map((row) => needDecimal(amount, row, numbers)))
      : total(lines.map(({ worth }) => worth ?? zero));
    return {
      isNegative: sum.units < 0n,
      inPayload(isBack) {
        const turn = isBack && refund?.sign !== 'positive' ? negated : same;
        const listed = linesOf(lines, turn, digits);
        return { currency, amountMinor: minor(turn(sum), digits), ...(listed.length > 0 ? { lines: listed } : {}) };
      },
    };
  };
}

function lineReader({ activity: { line }, numbers }: ActivityMapping, columns: Columns): (row: Row) => Line {
  const sku = field('sku', line?.sku ?? '', columns);
  const quantity = field('quantity', line?.quantity ?? '1', columns);
  const price = optionalField('price', line?.price, columns);
  const texts = [optionalField('category', line?.category, columns), optionalField('brand', line?.brand, columns)];
  const others = texts.filter((each): each is Field => each !== null);
  return (row) => {
    const count = needDecimal(quantity, row, numbers);
    const facts: Record<string, Json> = { sku: need(sku, row) };
    for (const { name, fill } of others) {
      const value = fill(row);
      if (value !== '') facts[name] = value;
    }
    return { facts, quantity: count, worth: price && times(count, needDecimal(price, row, numbers)) };
  };
}

/**
 * Lines as a payload lists them. Each is worth the difference of two rounded running sums, so that they add up to the
 * order exactly. One that takes something off (a discount, a return among purchases) counts in the order only.
 */
function linesOf(lines: readonly Line[], turn: (value: Decimal) => Decimal, digits: number): Json[] {
  let [sum, before] = [zero, 0];
  return lines.flatMap(({ facts, quantity, worth }) => {
    const count = Math.abs(minor(quantity, 0));
    if (!worth) return count > 0 ? [{ ...facts, quantity: count }] : [];
    sum = plus(sum, turn(worth));
    const now = minor(sum, digits);
    const amountMinor = now - before;
    before = now;
    return count > 0 && amountMinor >= 0 ? [{ ...facts, quantity: count, amountMinor }] : [];
  });
}

function total(values: readonly Decimal[]): Decimal {
  return values.reduce(plus, zero);
}

function same(value: Decimal): Decimal {
  return value;
}

function minor(value: Decimal, digits: number): number {
  try {
    return toMinor(value, digits);
  } catch {
    refuse('INVALID_AMOUNT', { field: 'amountMinor', min: 0, max: Number.MAX_SAFE_INTEGER }, ['amountMinor']);
  }
}
