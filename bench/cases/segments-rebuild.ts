import type { Bench, Case, Measured } from '../bench.js';
import { rateOf, withCpu } from '../bench.js';
import type { Child } from '../children.js';
import { startChild } from '../children.js';
import { openBeside } from '../scratch.js';
import { resultOf } from '../shown.js';

const MEMBERS = Number(process.env['BENCH_MEMBERS'] ?? 30_000);
const FILL_MS_MAX = 7_200_000;

/**
 * Scores of everybody and ten segments from nothing, in a database of their own with about five purchases a member. The
 * floor is the one aggregate over all purchases that scores come from: a third of its rate is enough.
 */
export const segmentsRebuild: Case = {
  name: 'segments.rebuild',

  async run(bench) {
    const beside = await openBeside(bench.scratch, 'segments');
    const environment = { ...bench.scratch.environment, DATABASE_URL: beside.url };
    const { child } = await startChild('./product/segments.js', environment);
    try {
      const filled = await child.ask<{ seconds: number }>({ fill: MEMBERS }, FILL_MS_MAX);
      const product: Measured[] = [];
      const floor: Measured[] = [];
      for (let round = 0; round <= bench.rounds; round++) {
        const [ours, bare] = [await once(bench, child, { rebuild: true }), await once(bench, child, { bare: true })];
        if (round === 0) continue; // fills the caches
        product.push(ours);
        floor.push(bare);
        bench.say(`  round ${round} of ${bench.rounds}, a second: product ${rateOf(ours).toFixed(0)}, floor ${rateOf(bare).toFixed(0)}`); // prettier-ignore
      }
      return resultOf(
        { name: segmentsRebuild.name, target: 0.33, unit: 'members/s' },
        { product: { measured: product, child }, floor: { measured: floor, child } },
        { members: MEMBERS, fillSeconds: Math.round(filled.seconds) },
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
