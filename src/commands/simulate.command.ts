import { Command } from 'commander';
import { replay } from '../modules/engine/index.js';
import { CommandError, withProgram } from './house.js';
import { openProgress } from './progress.js';

interface Options {
  readonly replay?: boolean;
  readonly json?: boolean;
}

/** `laurel simulate --replay` */
export function simulateCommand(foundWrong: () => void): Command {
  return new Command('simulate')
    .description(
      'Play the journal through the program in memory and compare with what is stored; exits with 1 when anything differs',
    )
    .option('--replay', 'the whole history under the current program')
    .option('--json', 'end with one line of JSON')
    .action(async (options: Options) => {
      if (!(await simulate(options))) foundWrong();
    });
}

async function simulate(options: Options): Promise<boolean> {
  if (!options.replay) throw new CommandError('Say what to simulate: `laurel simulate --replay`.');
  const progress = openProgress('simulate');
  const replayed = await withProgram((house) => replay(house, (done, of) => progress.update(done, of))).finally(() => {
    progress.stop();
  });
  if (options.json) console.log(JSON.stringify(replayed));
  else {
    for (const each of replayed.differences) console.log(JSON.stringify(each));
    const { ok, members, activities, differing } = replayed;
    console.log(`${activities} activities of ${members} members: ${ok ? 'all agree' : `${differing} differences`}.`);
  }
  return replayed.ok;
}
