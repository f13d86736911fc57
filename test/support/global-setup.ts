import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** One folder a run, for the databases of its tests; workers learn it from the environment. Loads nothing of Laurel. */
export default function makeFolder(): void {
  process.env['LAUREL_TEST_FOLDER'] = mkdtempSync(join(tmpdir(), 'laurel-test-'));
  process.env['LAUREL_TEST_RUN'] = process.pid.toString(36);
}
