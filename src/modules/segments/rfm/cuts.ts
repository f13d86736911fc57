import type { RfmMethod } from './method.js';

/** Cut points of fixed thresholds: days since the last order, orders, minor units. */
export type Cuts = NonNullable<RfmMethod['cuts']>;

/** Cut points to start from, by industry, in the currency of the program; what a shop sells for decides on spend. */
export const CUTS: Readonly<Record<'retail' | 'catering' | 'services', Cuts>> = {
  retail: { recencyDays: [30, 60, 90, 180], orders: [2, 3, 5, 10], spendMinor: [20_000, 50_000, 100_000, 300_000] },
  catering: { recencyDays: [7, 14, 30, 60], orders: [2, 4, 8, 16], spendMinor: [10_000, 30_000, 80_000, 200_000] },
  services: { recencyDays: [30, 60, 90, 180], orders: [2, 3, 4, 6], spendMinor: [30_000, 80_000, 200_000, 500_000] },
};
