import type { Bench, Case, Measured } from '../bench.js';
import { rateOf, withCpu } from '../bench.js';
import type { Child } from '../children.js';
import { startChild } from '../children.js';
import { openBeside } from '../scratch.js';
import { resultOf } from '../shown.js';

const CLAIMS = 5_000;
const UNITS = 100;
const CONNECTIONS = 20;
const FILL_MS_MAX = 600_000;

/**
 * Five thousand members want one of a hundred at once. The floor is what a hand would write for it: a transaction that
 * takes a free row with SKIP LOCKED, marks it and writes a grant, and nothing else.
 */
export const benefitClaim: Case = {
  name: 'benefit.claim',

  async run(bench) {
    const beside = await openBeside(bench.scratch, 'claims');
    const environment = { ...bench.scratch.environment, DATABASE_URL: beside.url, DATABASE_POOL: String(CONNECTIONS) };
    const { child } = await startChild('./product/claims.js', environment);
    try {
      await child.ask({ fill: CLAIMS, rounds: bench.rounds + 1, units: UNITS }, FILL_MS_MAX);
      const product: Measured[] = [];
      const floor: Measured[] = [];
      for (let round = 0; round <= bench.rounds; round++) {
        const bare = await once(bench, child, { bare: round });
        const ours = await once(bench, child, { claim: round });
        if (round === 0) continue; // fills the caches
        product.push(ours);
        floor.push(bare);
        bench.say(`  round ${round} of ${bench.rounds}, a second: product ${rateOf(ours).toFixed(0)}, floor ${rateOf(bare).toFixed(0)}`); // prettier-ignore
      }
      return resultOf(
        { name: benefitClaim.name, target: 0.5, unit: 'claims/s' },
        { product: { measured: product, child }, floor: { measured: floor, child } },
        { claims: CLAIMS, units: UNITS, connections: CONNECTIONS },
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
