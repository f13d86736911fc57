import type { Case } from '../bench.js';
import { alternate, underLoad } from '../bench.js';
import { compareRecording } from '../compare.js';
import { resultOf } from '../shown.js';

const CONNECTIONS = 8;

/** One purchase a request, of random members: the till. */
export const activityRecord: Case = {
  name: 'activity.record',

  async run(bench) {
    const { product, floor } = bench.servers;
    const compared = await compareRecording(bench);
    const job = { kind: 'record', connections: CONNECTIONS } as const;
    const measured = await alternate(bench, {
      product: underLoad(bench, { ...job, side: 'product' }),
      floor: underLoad(bench, { ...job, side: 'floor' }),
    });
    return resultOf(
      { name: activityRecord.name, target: 0.5, unit: 'purchases/s' },
      {
        product: { measured: measured.product, child: product.child },
        floor: { measured: measured.floor, child: floor.child },
      },
      { connections: CONNECTIONS, compared },
    );
  },
};
