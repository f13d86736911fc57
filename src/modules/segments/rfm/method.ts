import { z } from 'zod';

const cuts = z
  .array(z.int())
  .length(4)
  .refine((each) => each.every((cut, at) => at === 0 || cut > (each[at - 1] ?? cut)), 'four cut points, each greater than the one before'); // prettier-ignore

/**
 * How members are scored. `quintile-rank`: fifths of everybody, R by value, F by rank with ties in the order of external
 * ids, M by value. `quantile-cut`: one more than the number of type-7 quantiles at 20, 40, 60 and 80 %, plus 1, that a
 * value reaches. `thresholds`: the same with cut points that are given.
 */
export const rfmMethod = z
  .strictObject({
    method: z.enum(['quintile-rank', 'quantile-cut', 'thresholds']).default('quintile-rank'),
    /** `ignore` counts every order as it was placed, `net` what was left of it. */
    refunds: z.enum(['net', 'ignore']).default('net'),
    /** Whole days in the program's zone, or the exact time. */
    recency: z.enum(['days', 'exact']).default('days'),
    /** Cut points of `thresholds`: days since the last order (rising), orders, minor units. */
    cuts: z.strictObject({ recencyDays: cuts, orders: cuts, spendMinor: cuts }).nullable().default(null),
  })
  .refine(({ refunds, recency }) => recency === 'days' || refunds === 'ignore', 'the exact time is known of orders as they were placed: it goes with refunds: ignore') // prettier-ignore
  .refine(({ method, cuts: given }) => (method === 'thresholds') === (given !== null), 'cuts go with the method thresholds, and only with it'); // prettier-ignore

export type RfmMethod = z.infer<typeof rfmMethod>;
