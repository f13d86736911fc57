import type { CrowdOptions, LoadedCrowd } from '../app/demo/crowd/crowd.js';
import { loadCrowd } from '../app/demo/crowd/crowd.js';
import type { Found } from '../app/demo/crowd/found.js';
import { lookAround } from '../app/demo/crowd/found.js';
import { workDone } from '../app/demo/crowd/somebody.js';
import type { CrowdTally } from '../app/demo/crowd/tally.js';
import type { House } from '../kernel/house.js';
import { CommandError } from './house.js';
import { openProgress } from './progress.js';

export const CROWD_MAX = 1_000_000;

export interface CrowdRequest {
  readonly seed: number;
  readonly members: number;
  /** Beside members that are there already. */
  readonly isBeside: boolean;
}

/** What `laurel demo --members N --json` prints. */
export interface CrowdResult extends Omit<CrowdTally, 'milliseconds'> {
  /** Nothing was to be done: the same crowd was there. */
  readonly wasThere: boolean;
  readonly isResumed: boolean;
  /** Of the work itself, over all runs. */
  readonly seconds: number;
  readonly membersPerSecond: number;
  /** The most memory this process held at once. */
  readonly peakMegabytes: number;
}

/** Loads a crowd with a bar, or says that it is there. */
export async function loadMembers(house: House, request: CrowdRequest): Promise<CrowdResult> {
  const found = await lookAround(house, request);
  if (found.crowd?.isDone) return resultOf({ ...found.crowd.tally, isResumed: false }, true);
  requireRoom(found, request);
  const there = found.crowd?.tally.members ?? 0;
  const progress = openProgress('demo', { done: workDone(there, request.members), things: there });
  try {
    const options: CrowdOptions = { ...request, onProgress: (members, work) => progress.update(work, 1, members) };
    return resultOf(await loadCrowd(house, found, options), false);
  } finally {
    progress.stop();
  }
}

function requireRoom({ members, isOtherProgram, crowd }: Found, { isBeside }: CrowdRequest): void {
  if (isOtherProgram) {
    throw new CommandError('This database has another program than the demo. Name an empty one with DATABASE_URL.');
  }
  if (members > 0 && crowd === null && !isBeside) {
    const count = members.toLocaleString('en');
    throw new CommandError(
      `This database has ${count} members already. Name an empty one with DATABASE_URL, or say --beside to add to them.`,
    );
  }
}

function resultOf({ milliseconds, isResumed, ...tally }: LoadedCrowd, wasThere: boolean): CrowdResult {
  const seconds = Math.max(milliseconds, 1) / 1_000;
  const peakMegabytes = Math.round(process.resourceUsage().maxRSS / 1_024);
  return { ...tally, wasThere, isResumed, seconds, membersPerSecond: Math.round(tally.members / seconds), peakMegabytes }; // prettier-ignore
}

export function sentencesOf(result: CrowdResult): string[] {
  const { members, activities, purchases, refunds, wasThere, isResumed, seconds, membersPerSecond, peakMegabytes } = result; // prettier-ignore
  const count = (value: number) => value.toLocaleString('en');
  return [
    ...(wasThere ? ['They are there already; nothing was done.'] : []),
    ...(isResumed ? ['Taken up where an earlier run had stopped.'] : []),
    `The demo has ${count(members)} members who did ${count(activities)} things: ${count(purchases)} purchases and ${count(refunds)} refunds among them.`,
    `${seconds.toFixed(1)} s, ${count(membersPerSecond)} members a second, ${count(peakMegabytes)} MB at most.`,
  ];
}
