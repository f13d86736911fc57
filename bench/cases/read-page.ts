import type { Case } from '../bench.js';
import { alternate, underLoad } from '../bench.js';
import { comparePages } from '../compare.js';
import { resultOf } from '../shown.js';

const CONNECTIONS = 8;

/** Fifty members with tier, balances and five movements each a request: lists of the service desk. */
export const readPage: Case = {
  name: 'read.page',

  async run(bench) {
    const { product, floor } = bench.servers;
    const compared = await comparePages(bench);
    const job = { kind: 'page', connections: CONNECTIONS } as const;
    const measured = await alternate(bench, {
      product: underLoad(bench, { ...job, side: 'product' }),
      floor: underLoad(bench, { ...job, side: 'floor' }),
    });
    return resultOf(
      { name: readPage.name, target: 0.6, unit: 'pages/s' },
      {
        product: { measured: measured.product, child: product.child },
        floor: { measured: measured.floor, child: floor.child },
      },
      { connections: CONNECTIONS, compared },
    );
  },
};
