import type { Bench, CaseResult, Measured } from './bench.js';
import { rateOf, withCpu } from './bench.js';
import type { Child } from './children.js';
import { startChild } from './children.js';
import { openBeside } from './scratch.js';
import { resultOf } from './shown.js';

const WORK_MS_MAX = 7_200_000;

/** Work that is measured in a process and a database of its own, without requests: both sides are asked of one child. */
export interface Beside {
  readonly name: string;
  readonly target: number;
  readonly unit: string;
  /** What its database is called, beside that of the bench. */
  readonly database: string;
  /** The child, from this folder. */
  readonly file: string;
  readonly environment?: Readonly<Record<string, string>>;
  /** What the child is told first; how long that took is told with the result. */
  readonly fill: object;
  /** What the child is told for either side of a round. */
  readonly product: (round: number) => object;
  readonly floor: (round: number) => object;
  readonly more: Readonly<Record<string, unknown>>;
}

/** Fills, lets both sides fill their caches, then measures them in turn. */
export async function besideTheServers(bench: Bench, work: Beside): Promise<CaseResult> {
  const beside = await openBeside(bench.scratch, work.database);
  const environment = { ...bench.scratch.environment, DATABASE_URL: beside.url, ...work.environment };
  const { child } = await startChild(work.file, environment);
  try {
    const startedAt = performance.now();
    await child.ask(work.fill, WORK_MS_MAX);
    const fillSeconds = Math.round((performance.now() - startedAt) / 1_000);
    const product: Measured[] = [];
    const floor: Measured[] = [];
    for (let round = 0; round <= bench.rounds; round++) {
      const [ours, bare] = [await once(bench, child, work.product(round)), await once(bench, child, work.floor(round))];
      if (round === 0) continue;
      product.push(ours);
      floor.push(bare);
      bench.say(`  round ${round} of ${bench.rounds}, a second: product ${rateOf(ours).toFixed(0)}, floor ${rateOf(bare).toFixed(0)}`); // prettier-ignore
    }
    const { name, target, unit, more } = work;
    const sides = { product: { measured: product, child }, floor: { measured: floor, child } };
    return resultOf({ name, target, unit }, sides, { ...more, fillSeconds });
  } finally {
    await child.stop();
    await beside.close();
  }
}

function once(bench: Bench, child: Child, what: object): Promise<Measured> {
  return withCpu(bench, child, async () => {
    const { count, seconds } = await child.ask<{ count: number; seconds: number }>(what, WORK_MS_MAX);
    return { count, seconds, latencyMsP50: NaN, latencyMsP99: NaN };
  });
}
