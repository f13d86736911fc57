import type { Bench, Case, Measured } from '../bench.js';
import { rateOf, withCpu } from '../bench.js';
import type { Child } from '../children.js';
import { startChild } from '../children.js';
import { openBeside } from '../scratch.js';
import { resultOf } from '../shown.js';

const MEMBERS = Number(process.env['BENCH_MEMBERS'] ?? 100_000);
const FILL_MS_MAX = 3_600_000;

/**
 * A benefit for a hundred thousand members. The floor is a bare insert of as many rows like grants, many a statement: no
 * limits, no journal, no letters, nobody locked.
 */
export const benefitBulk: Case = {
  name: 'benefit.bulk',

  async run(bench) {
    const beside = await openBeside(bench.scratch, 'bulk');
    const environment = { ...bench.scratch.environment, DATABASE_URL: beside.url };
    const { child } = await startChild('./product/bulk.js', environment);
    try {
      await child.ask({ fill: MEMBERS }, FILL_MS_MAX);
      const product: Measured[] = [];
      const floor: Measured[] = [];
      for (let round = 0; round <= bench.rounds; round++) {
        const bare = await once(bench, child, { bare: round });
        const ours = await once(bench, child, { bulk: round });
        if (round === 0) continue; // fills the caches
        product.push(ours);
        floor.push(bare);
        bench.say(`  round ${round} of ${bench.rounds}, a second: product ${rateOf(ours).toFixed(0)}, floor ${rateOf(bare).toFixed(0)}`); // prettier-ignore
      }
      return resultOf(
        { name: benefitBulk.name, target: 0.3, unit: 'grants/s' },
        { product: { measured: product, child }, floor: { measured: floor, child } },
        { members: MEMBERS },
      );
    } finally {
      await child.stop();
      await beside.close();
    }
  },
};

function once(bench: Bench, child: Child, what: object): Promise<Measured> {
  return withCpu(bench, child, async () => {
    const { count, seconds } = await child.ask<{ count: number; seconds: number }>(what, FILL_MS_MAX);
    return { count, seconds, latencyMsP50: NaN, latencyMsP99: NaN };
  });
}
