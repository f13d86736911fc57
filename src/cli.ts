#!/usr/bin/env node
import 'reflect-metadata';
import { Command } from 'commander';
import { modules } from './app/modules.js';
import { benchCommand } from './commands/bench.command.js';
import { demoCommand } from './commands/demo.command.js';
import { importCommand } from './commands/import.command.js';
import { keysCommand } from './commands/keys.command.js';
import { ledgerCommand } from './commands/ledger.command.js';
import { migrateCommand } from './commands/migrate.command.js';
import { programCommand } from './commands/program.command.js';
import { schemaCommand } from './commands/schema.command.js';
import { sentenceOf } from './commands/sentence.js';
import { serveCommand } from './commands/serve.command.js';
import { simulateCommand } from './commands/simulate.command.js';

const laurel = new Command('laurel').description('Loyalty and campaign backend of a brand');
for (const command of [
  serveCommand(),
  migrateCommand(),
  programCommand(),
  demoCommand(),
  keysCommand(),
  importCommand(),
  simulateCommand(),
  ledgerCommand(),
  schemaCommand(),
  benchCommand(),
]) {
  laurel.addCommand(command);
}

try {
  await laurel.parseAsync();
} catch (error) {
  console.error(sentenceOf(error, modules));
  process.exit(1); // whatever was open when it failed does not keep the process
}
