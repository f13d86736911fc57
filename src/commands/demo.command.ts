import { Command } from 'commander';
import { isEmpty, loadDemo } from '../app/demo/load.js';
import type { Demo } from '../app/demo/load.js';
import type { House } from '../kernel/house.js';
import { CROWD_MAX, loadMembers, sentencesOf } from './crowd.js';
import { CommandError, withHouse } from './house.js';
import { openProgress } from './progress.js';

/** `laurel demo` */
export function demoCommand(): Command {
  return new Command('demo')
    .description('Fill an empty database with a demo program and members who have a history')
    .option('--seed <number>', 'another history', Number, 8)
    .option('--people <number>', 'how many members', Number, 320)
    .option('--members <number>', `a crowd instead: up to ${CROWD_MAX} members with two years behind them`, Number)
    .option('--beside', 'add the crowd to the members that are there already')
    .option('--json', 'end with one line of JSON')
    .action(demo);
}

interface Options {
  readonly seed: number;
  readonly people: number;
  readonly members?: number;
  readonly beside?: boolean;
  readonly json?: boolean;
}

async function demo({ seed, people, members, beside = false, json }: Options): Promise<void> {
  if (members !== undefined) {
    if (!Number.isInteger(seed) || !Number.isInteger(members) || members < 1 || members > CROWD_MAX) {
      throw new CommandError(`--seed is a whole number, --members a whole number from 1 to ${CROWD_MAX}.`);
    }
    const result = await withHouse((house) => loadMembers(house, { seed, members, isBeside: beside }));
    console.log(json ? JSON.stringify(result) : sentencesOf(result).join('\n'));
    return;
  }
  if (!Number.isInteger(seed) || !Number.isInteger(people) || people < 1 || people > 9_999) {
    throw new CommandError('--seed is a whole number, --people a whole number from 1 to 9999.');
  }
  const loaded = await withHouse(async (house) => {
    if (!(await isEmpty(house))) {
      throw new CommandError(
        'This database has a program already. The demo goes into an empty one: name it with DATABASE_URL.',
      );
    }
    return fill(house, { seed, people });
  });
  if (json) console.log(JSON.stringify(loaded));
  else console.log(sentenceOf(loaded));
}

/** Loads the demo and shows how far it is. */
export async function fill(house: House, options: { seed?: number; people?: number } = {}): Promise<Demo> {
  const progress = openProgress('demo');
  try {
    return await loadDemo(house, { ...options, onProgress: (done, of) => progress.update(done, of) });
  } finally {
    progress.stop();
  }
}

export function sentenceOf({ members, activities }: Demo): string {
  return `The demo has ${members} members who did ${activities.toLocaleString('en')} things.`;
}
