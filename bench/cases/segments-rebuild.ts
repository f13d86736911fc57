import type { Case } from '../bench.js';
import { besideTheServers } from '../beside.js';

const MEMBERS = Number(process.env['BENCH_MEMBERS'] ?? 30_000);

/**
 * Scores of everybody and ten segments from nothing, in a database of their own with about five purchases a member. The
 * floor is the one aggregate over all purchases that scores come from: a third of its rate is enough.
 */
export const segmentsRebuild: Case = {
  name: 'segments.rebuild',

  run(bench) {
    return besideTheServers(bench, {
      name: segmentsRebuild.name,
      target: 0.33,
      unit: 'members/s',
      database: 'segments',
      file: './product/segments.js',
      fill: { fill: MEMBERS },
      product: () => ({ rebuild: true }),
      floor: () => ({ bare: true }),
      more: { members: MEMBERS },
    });
  },
};
