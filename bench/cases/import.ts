import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Bench, Case, Measured } from '../bench.js';
import { alternate, withCpu } from '../bench.js';
import type { Child } from '../children.js';
import { startChild } from '../children.js';
import { writeImportFile } from '../import-file.js';
import type { Figures } from '../load/job.js';
import { openTwin } from '../scratch.js';
import { resultOf } from '../shown.js';

const PURCHASES_A_SECOND = 4_000;
const ENOUGH_A_SECOND = 3_000;

/**
 * Importing a file of the past ÷ bare multi-row inserts of the very rows that the import has written, into tables like
 * these in a database beside it: the same B-trees of the same size, no logic at all.
 */
export const importFile: Case = {
  name: 'import',

  async run(bench) {
    const folder = await mkdtemp(join(tmpdir(), 'laurel-bench-'));
    const twin = await openTwin(bench.scratch);
    const environment = { ...bench.scratch.environment, BENCH_TWIN: twin.name };
    const product = (await startChild('./product/import.js', environment)).child;
    const floor = (await startChild('./floor/insert.js', environment)).child;
    try {
      const measured = await alternate(bench, sidesOf(bench, { product, floor }, folder));
      const result = resultOf(
        { name: importFile.name, target: 0.3, unit: 'purchases/s' },
        { product: { measured: measured.product, child: product }, floor: { measured: measured.floor, child: floor } },
        { purchasesAFile: Math.round(PURCHASES_A_SECOND * bench.seconds), enough: ENOUGH_A_SECOND },
      );
      return { ...result, isMet: result.isMet || result.product >= ENOUGH_A_SECOND };
    } finally {
      await product.stop();
      await floor.stop();
      await twin.close();
      await rm(folder, { recursive: true });
    }
  },
};

/** Each round has a file of its own; the floor inserts what the import of the same round has written. */
function sidesOf(bench: Bench, { product, floor }: Readonly<Record<'product' | 'floor', Child>>, folder: string) {
  let round = 0;
  return {
    product: async (seconds: number): Promise<Measured> => {
      round += 1;
      const file = await writeImportFile(folder, round, Math.round(PURCHASES_A_SECOND * seconds));
      return withCpu(bench, product, () => asked(product, { file }));
    },
    floor: async (): Promise<Measured> => {
      await floor.ask({ read: true }); // reading the rows and writing the statements is not measured
      return withCpu(bench, floor, () => asked(floor, { insert: true }));
    },
  };
}

async function asked(child: Child, message: object): Promise<Figures> {
  const { count, seconds } = await child.ask<{ count: number; seconds: number }>(message);
  return { count, seconds, latencyMsP50: NaN, latencyMsP99: NaN };
}
