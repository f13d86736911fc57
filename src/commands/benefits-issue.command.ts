import { Command } from 'commander';
import { issueBatch } from '../modules/benefits/index.js';
import { withProgram } from './house.js';
import { stoppable } from './stoppable.js';

interface Options {
  readonly segment: string;
  readonly reason: string;
  readonly batch?: string;
  readonly json?: boolean;
}

/** `laurel benefits issue` */
export function issueCommand(): Command {
  return new Command('issue')
    .argument('<benefit>', 'its code')
    .description('Give everybody in a segment a benefit, one each; may be stopped, goes on where it was, and again gives nobody a second one')
    .requiredOption('--segment <code>', 'to whom')
    .requiredOption('--reason <text>', 'why, at most 120 characters')
    .option('--batch <name>', 'names what is given: under another name everybody gets one more; the segment when not given')
    .option('--json', 'end with one line of JSON')
    .action(issue);
} // prettier-ignore

async function issue(benefit: string, { segment, reason, batch, json }: Options): Promise<void> {
  const name = `batch|${batch ?? segment}`;
  const told = await stoppable('benefits issue', (going) =>
    withProgram((house) => issueBatch(house, { benefit, reason, audience: { segment }, name }, going)),
  );
  if (json) console.log(JSON.stringify(told));
  else {
    if (told.isResumed) console.log('Taken up where an earlier run had stopped.');
    const { members, issued, owed, had, declined } = told;
    console.log(`${members} members: ${issued} got it, ${owed} are owed it, ${had} had it before, ${declined} cannot have it.`); // prettier-ignore
  }
}
