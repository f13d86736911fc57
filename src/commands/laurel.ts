import { Command, CommanderError } from 'commander';
import { modules } from '../app/modules.js';
import { auditCommand } from './audit.command.js';
import { benchCommand } from './bench.command.js';
import { demoCommand } from './demo.command.js';
import { importCommand } from './import.command.js';
import { keysCommand } from './keys.command.js';
import { ledgerCommand } from './ledger.command.js';
import { migrateCommand } from './migrate.command.js';
import { operatorsCommand } from './operators.command.js';
import { partnerCommand } from './partner.command.js';
import { programCommand } from './program.command.js';
import { schemaCommand } from './schema.command.js';
import { segmentsCommand } from './segments.command.js';
import { sentenceOf } from './sentence.js';
import { serveCommand } from './serve.command.js';
import { simulateCommand } from './simulate.command.js';
import { tiersCommand } from './tiers.command.js';
import { benefitsCommand } from './benefits.command.js';

/** Runs one command. Answers 0 when all is well, 1 when it failed or found something wrong; what failed is told in a sentence. */
export async function laurel(args: readonly string[]): Promise<0 | 1> {
  const found = { isWrong: false };
  try {
    await commandTree(() => (found.isWrong = true)).parseAsync(args, { from: 'user' });
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 1; // help, or a usage it has explained
    console.error(sentenceOf(error, modules));
    return 1;
  }
  return found.isWrong ? 1 : 0;
}

/** `foundWrong` is called by commands that check something and find that it is not as it must be. */
function commandTree(foundWrong: () => void): Command {
  const tree = new Command('laurel').description('Loyalty and campaign backend of a brand');
  const commands = [
    serveCommand(),
    migrateCommand(),
    programCommand(),
    demoCommand(),
    keysCommand(),
    operatorsCommand(),
    partnerCommand(foundWrong),
    importCommand(),
    simulateCommand(foundWrong),
    tiersCommand(),
    ledgerCommand(foundWrong),
    auditCommand(foundWrong),
    segmentsCommand(),
    benefitsCommand(),
    schemaCommand(),
    benchCommand(foundWrong),
  ];
  for (const command of commands) tree.addCommand(command);
  return throwing(tree);
}

/** Commander ends the process by itself unless every command is told not to. */
function throwing(command: Command): Command {
  command.exitOverride();
  command.commands.forEach(throwing);
  return command;
}
