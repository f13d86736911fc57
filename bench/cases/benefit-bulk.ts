import type { Case } from '../bench.js';
import { besideTheServers } from '../beside.js';

const MEMBERS = Number(process.env['BENCH_MEMBERS'] ?? 100_000);

/**
 * A benefit for a hundred thousand members. The floor is a bare insert of as many rows like grants, many a statement: no
 * limits, no journal, no letters, nobody locked.
 */
export const benefitBulk: Case = {
  name: 'benefit.bulk',

  run(bench) {
    return besideTheServers(bench, {
      name: benefitBulk.name,
      target: 0.3,
      unit: 'grants/s',
      database: 'bulk',
      file: './product/bulk.js',
      fill: { fill: MEMBERS },
      product: (round) => ({ bulk: round }),
      floor: (round) => ({ bare: round }),
      more: { members: MEMBERS },
    });
  },
};
