import type { Case } from '../bench.js';
import { alternate, underLoad } from '../bench.js';
import { compareCatalogue } from '../compare.js';
import { resultOf } from '../shown.js';

const CONNECTIONS = 8;

/** Tiers and wallets by a link, with the publishable key of a web page: what a cache in front asks for again and again. */
export const readCatalogue: Case = {
  name: 'read.catalogue',

  async run(bench) {
    const { product, floor } = bench.servers;
    const compared = await compareCatalogue(bench);
    const job = { kind: 'catalogue', connections: CONNECTIONS } as const;
    const measured = await alternate(bench, {
      product: underLoad(bench, { ...job, side: 'product' }),
      floor: underLoad(bench, { ...job, side: 'floor' }),
    });
    return resultOf(
      { name: readCatalogue.name, target: 0.9, unit: 'answers/s' },
      {
        product: { measured: measured.product, child: product.child },
        floor: { measured: measured.floor, child: floor.child },
      },
      { connections: CONNECTIONS, compared },
    );
  },
};
