import { Command } from 'commander';
import { recalculateTiers } from '../modules/tiers/index.js';
import { withProgram } from './house.js';
import { stoppable } from './stoppable.js';

interface Options {
  readonly strict?: boolean;
  readonly json?: boolean;
}

/** `laurel tiers recalculate` */
export function tiersCommand(): Command {
  const command = new Command('tiers').description('Where members stand');
  command
    .command('recalculate')
    .description('Look at every member anew after a ladder was changed; may be stopped and goes on where it was')
    .option('--strict', 'also who does not keep its tier falls at once, although its validity has not ended')
    .option('--json', 'end with one line of JSON')
    .action(recalculate);
  return command;
}

async function recalculate({ strict: isStrict = false, json }: Options): Promise<void> {
  const told = await stoppable('tiers recalculate', (going) =>
    withProgram((house) => recalculateTiers(house, { isStrict, ...going })),
  );
  if (json) console.log(JSON.stringify(told));
  else {
    if (told.isResumed) console.log('Taken up where an earlier run had stopped.');
    console.log(`${told.members} members looked at, ${told.moved} moved to another tier.`);
  }
}
