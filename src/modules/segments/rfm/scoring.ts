import type { RfmMethod } from './method.js';
import { fifths } from './quantiles.js';

/** What members with an order are scored by, one place a member in each list. */
export interface Values {
  /** Whole days since the last order, or milliseconds where the method counts exactly. */
  readonly recency: Float64Array;
  readonly orders: Float64Array;
  /** In minor units. */
  readonly spend: Float64Array;
  /** Puts members with as many orders in order. */
  readonly externalIds: { compare(a: number, b: number): number };
}

/** Scores from 1 to 5, 5 the best, in the places of `Values`. */
export interface Scores {
  readonly r: Uint8Array;
  readonly f: Uint8Array;
  readonly m: Uint8Array;
}

/** Units in which a method that adds 1 to a quantile does so: a day, an order, a unit of the currency. */
export interface Units {
  readonly recency: number;
  readonly spend: number;
}

/** Scores everybody against everybody, or against cut points that are given. */
export function score(values: Values, { method, cuts, recency }: RfmMethod, units: Units): Scores {
  switch (method) {
    case 'quintile-rank':
      return {
        r: above(values.recency, fifths(values.recency.slice().sort()), true),
        f: byRank(values),
        m: above(values.spend, fifths(values.spend.slice().sort()), false),
      };
    case 'quantile-cut': {
      const plus = (list: Float64Array, unit: number) => fifths(list.slice().sort()).map((cut) => cut + unit);
      return {
        r: reached(values.recency, plus(values.recency, units.recency), true),
        f: reached(values.orders, plus(values.orders, 1), false),
        m: reached(values.spend, plus(values.spend, units.spend), false),
      };
    }
    case 'thresholds': {
      if (!cuts) throw new Error('Thresholds come with their cut points');
      const days = recency === 'exact' ? cuts.recencyDays.map((cut) => cut * units.recency) : cuts.recencyDays;
      return {
        r: reached(values.recency, days, true),
        f: reached(values.orders, cuts.orders, false),
        m: reached(values.spend, cuts.spendMinor, false),
      };
    }
  }
}

/** Fifths whose upper end belongs to them. */
function above(list: Float64Array, edges: readonly number[], isReversed: boolean): Uint8Array {
  return graded(list, (value) => edges.filter((edge) => value > edge).length, isReversed);
}

/** One more than the cut points a value reaches. */
function reached(list: Float64Array, cuts: readonly number[], isReversed: boolean): Uint8Array {
  return graded(list, (value) => cuts.filter((cut) => value >= cut).length, isReversed);
}

function graded(list: Float64Array, step: (value: number) => number, isReversed: boolean): Uint8Array {
  return Uint8Array.from(list, (value) => (isReversed ? 5 - step(value) : 1 + step(value)));
}

/** Fifths of the ranks by orders; who has as many stands in the order of external ids. */
function byRank({ orders, externalIds }: Values): Uint8Array {
  const order = Uint32Array.from(orders, (_, at) => at);
  const valueOf = (at: number) => orders[at] ?? 0;
  order.sort((a, b) => valueOf(a) - valueOf(b) || externalIds.compare(a, b) || a - b);
  const ranks = Float64Array.from(order, (_, rank) => rank + 1);
  const edges = fifths(ranks);
  const scores = new Uint8Array(orders.length);
  for (const [rank, at] of order.entries()) scores[at] = 1 + edges.filter((edge) => rank + 1 > edge).length;
  return scores;
}
