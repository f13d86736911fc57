import { readFile } from 'node:fs/promises';
import { Command } from 'commander';
import { parse, stringify } from 'yaml';
import { read, write } from '../kernel/unit-of-work.js';
import { systemCaller } from '../kernel/session.js';
import { applyProgram, showProgram } from '../modules/engine/index.js';
import { CommandError, withHouse, withProgram } from './house.js';

/** `laurel program apply FILE` and `laurel program show` */
export function programCommand(): Command {
  const command = new Command('program').description('The program as a file: brands, wallets, tiers, rules');
  command
    .command('apply <file>')
    .description('Make the house follow a program (YAML)')
    .option('--json', 'end with one line of JSON')
    .action(apply);
  command
    .command('show')
    .description('Print the program the house follows, as a file that can be applied')
    .option('--json', 'as JSON')
    .action(show);
  return command;
}

async function apply(file: string, { json }: { json?: boolean }): Promise<void> {
  const body = await readYaml(file);
  const applied = await withHouse(async (house) => {
    const caller = systemCaller(house.programs.current().hostBrandId);
    const { value } = await write(house, { caller, members: [] }, async (session) => ({
      ...(await applyProgram(session, body)),
    }));
    return value;
  });
  if (json) console.log(JSON.stringify(applied));
  else
    console.log(applied.isChanged ? `The house follows ${file} now (version ${applied.hash}).` : 'Nothing to change.');
}

async function show({ json }: { json?: boolean }): Promise<void> {
  const program = await withProgram((house) =>
    showProgram(read(house, systemCaller(house.programs.current().hostBrandId))),
  );
  console.log(json ? JSON.stringify(program) : stringify(program).trimEnd());
}

async function readYaml(file: string): Promise<unknown> {
  try {
    return parse(await readFile(file, 'utf8'));
  } catch (error) {
    const [problem = 'unknown'] = (error as Error).message.split('\n');
    throw new CommandError(`${file} cannot be read as YAML: ${problem}`);
  }
}
