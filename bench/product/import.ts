import 'reflect-metadata';
import { systemCaller } from '../../src/kernel/session.js';
import { importActivities, parseMapping } from '../../src/modules/imports/index.js';
import type { ActivityMapping } from '../../src/modules/imports/index.js';
import { IMPORT_MAPPING } from '../import-file.js';
import { openBenchHouse } from '../seed.js';

/** Imports the files it is told, as `laurel import` does, and says how long each took. */
const house = await openBenchHouse({});
await house.programs.reload(house.database.reader);
const caller = systemCaller(house.programs.current().hostBrandId);
const mapping = parseMapping(IMPORT_MAPPING) as ActivityMapping;

process.on('message', ({ file }: { file: string }) => {
  run(file).then(
    (figures) => process.send?.(figures),
    (error: unknown) => process.send?.({ error: error instanceof Error ? error.message : String(error) }),
  );
});
process.on('disconnect', () => {
  void house.database.close().finally(() => process.exit(0));
});
process.send?.({ isReady: true });

async function run(file: string): Promise<{ count: number; seconds: number }> {
  const startedAt = performance.now();
  const { activities, result } = await importActivities(house, mapping, { file, caller });
  if (result.rejected > 0 || result.replayed > 0)
    throw new Error(`The import did not take every row: ${JSON.stringify(result)}`);
  return { count: activities, seconds: (performance.now() - startedAt) / 1_000 };
}
