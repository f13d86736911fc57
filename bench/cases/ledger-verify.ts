import type { Bench, Case, Measured } from '../bench.js';
import { rateOf, withCpu } from '../bench.js';
import type { Child } from '../children.js';
import { startChild } from '../children.js';
import { openBeside } from '../scratch.js';
import { resultOf } from '../shown.js';

const TRANSFERS = 1_000_000;
const ENOUGH_A_SECOND = 200_000;
const FILL_MS_MAX = 1_800_000;

/**
 * `laurel ledger verify` of a million transfers in a database of its own, every check. There is no other side: what counts
 * is how many transfers a second it proves, and `floor` is the rate that is enough.
 */
export const ledgerVerify: Case = {
  name: 'ledger.verify',

  async run(bench) {
    const beside = await openBeside(bench.scratch, 'ledger');
    const { child } = await startChild('./product/ledger.js', {
      ...bench.scratch.environment,
      DATABASE_URL: beside.url,
    });
    try {
      const filled = await child.ask<{ seconds: number }>({ fill: TRANSFERS }, FILL_MS_MAX);
      const measured = await verifyAgainAndAgain(bench, child);
      const enough = measured.map((each) => ({ ...each, count: ENOUGH_A_SECOND * each.seconds }));
      return resultOf(
        { name: ledgerVerify.name, target: 1, unit: 'transfers/s' },
        { product: { measured, child }, floor: { measured: enough, child } },
        { transfers: measured[0]?.count, fillSeconds: Math.round(filled.seconds) },
      );
    } finally {
      await child.stop();
      await beside.close();
    }
  },
};

/** Once to fill the caches, then as often as every case is measured. */
async function verifyAgainAndAgain(bench: Bench, child: Child): Promise<Measured[]> {
  const measured: Measured[] = [];
  for (let round = 0; round <= bench.rounds; round++) {
    const figures = await withCpu(bench, child, async () => {
      const { count, seconds } = await child.ask<{ count: number; seconds: number }>({ verify: true });
      return { count, seconds, latencyMsP50: NaN, latencyMsP99: NaN };
    });
    if (round === 0) continue;
    measured.push(figures);
    bench.say(`  round ${round} of ${bench.rounds}, transfers a second: ${rateOf(figures).toFixed(0)}`);
  }
  return measured;
}
