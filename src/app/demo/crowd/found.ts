import type { House } from '../../../kernel/house.js';
import type { JsonObject } from '../../../kernel/json.js';
import { configId } from '../../../kernel/id.js';
import { aurora } from '../catalogue.js';
import { isEmpty } from '../load.js';
import type { CrowdOptions } from './crowd.js';
import { CROWD_JOB, crowdKey } from './crowd.js';
import type { CrowdTally } from './tally.js';
import { tallyOf } from './tally.js';

/** What a database holds before a crowd is loaded into it. */
export interface Found {
  readonly members: number;
  /** True where the program is not the demo's, so that its brands are missing. */
  readonly isOtherProgram: boolean;
  /** The same crowd, finished or as far as it came; null when it was never begun. */
  readonly crowd: { readonly isDone: boolean; readonly tally: CrowdTally } | null;
}

/** Looks at a database before anything is written to it. */
export async function lookAround(house: House, options: CrowdOptions): Promise<Found> {
  const { reader } = house.database;
  const [counter] = await reader.rows<{ value: number }>("SELECT value FROM counters WHERE name = 'members.number'");
  const [job] = await reader.rows<{ status: string; checkpoint: string }>(
    'SELECT status, checkpoint FROM jobs WHERE kind = ? AND `key` = ?',
    [CROWD_JOB, crowdKey(options)],
  );
  const isOtherProgram = !(await isEmpty(house)) && house.programs.current().hostBrandId !== configId('brd', aurora.brand); // prettier-ignore
  const crowd = job ? { isDone: job.status === 'done', tally: tallyOf(JSON.parse(job.checkpoint) as JsonObject) } : null; // prettier-ignore
  return { members: counter?.value ?? 0, isOtherProgram, crowd };
}
