import type { Case } from '../bench.js';
import { alternate, rateOf, underLoad } from '../bench.js';
import { compareBatch } from '../compare.js';
import { LINES_A_BATCH } from '../load/job.js';
import { ratioOf } from '../rounds.js';
import { resultOf } from '../shown.js';

const SINGLE_CONNECTIONS = 8;
const BATCH_CONNECTIONS = 2;

/**
 * Purchases a second in batches of 500 ÷ purchases a second one by one, both through the product: what a brand gains that
 * sends its purchases together. The floor has a batch as well, to see how much of the rest is Laurel's.
 */
export const activityBatch: Case = {
  name: 'activity.batch',

  async run(bench) {
    const { product } = bench.servers;
    const compared = await compareBatch(bench);
    const batch = { kind: 'batch', connections: BATCH_CONNECTIONS } as const;
    const measured = await alternate(bench, {
      batch: underLoad(bench, { ...batch, side: 'product' }),
      single: underLoad(bench, { kind: 'record', connections: SINGLE_CONNECTIONS, side: 'product' }),
      floorBatch: underLoad(bench, { ...batch, side: 'floor' }),
    });
    const toFloor = ratioOf(measured.batch.map(rateOf), measured.floorBatch.map(rateOf));
    return resultOf(
      { name: activityBatch.name, target: 10, unit: 'purchases/s' },
      {
        product: { measured: measured.batch, child: product.child },
        floor: { measured: measured.single, child: product.child },
      },
      {
        lines: LINES_A_BATCH,
        connections: BATCH_CONNECTIONS,
        floorIs: 'single calls at 8 connections',
        toFloorBatch: toFloor,
        compared,
      },
    );
  },
};
