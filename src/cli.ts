#!/usr/bin/env node
import 'reflect-metadata';
import { Command } from 'commander';
import { modules } from './app/modules.js';
import { importCommand } from './commands/import.command.js';
import { keysCommand } from './commands/keys.command.js';
import { ledgerCommand } from './commands/ledger.command.js';
import { migrateCommand } from './commands/migrate.command.js';
import { programCommand } from './commands/program.command.js';
import { sentenceOf } from './commands/sentence.js';
import { simulateCommand } from './commands/simulate.command.js';

const laurel = new Command('laurel').description('Loyalty and campaign backend of a brand');
for (const command of [
  migrateCommand(),
  programCommand(),
  keysCommand(),
  importCommand(),
  simulateCommand(),
  ledgerCommand(),
]) {
  laurel.addCommand(command);
}

try {
  await laurel.parseAsync();
} catch (error) {
  console.error(sentenceOf(error, modules));
  process.exitCode = 1;
}
