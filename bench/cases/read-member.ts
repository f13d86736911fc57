import type { Case } from '../bench.js';
import { alternate, underLoad } from '../bench.js';
import { compareReading } from '../compare.js';
import { resultOf } from '../shown.js';

const CONNECTIONS = 8;

/** One member with tier, progress, balances and metrics a request: the service desk, the account page. */
export const readMember: Case = {
  name: 'read.member',

  async run(bench) {
    const { product, floor } = bench.servers;
    const compared = await compareReading(bench);
    const job = { kind: 'member', connections: CONNECTIONS } as const;
    const measured = await alternate(bench, {
      product: underLoad(bench, { ...job, side: 'product' }),
      floor: underLoad(bench, { ...job, side: 'floor' }),
    });
    return resultOf(
      { name: readMember.name, target: 0.6, unit: 'members/s' },
      {
        product: { measured: measured.product, child: product.child },
        floor: { measured: measured.floor, child: floor.child },
      },
      { connections: CONNECTIONS, compared },
    );
  },
};
