#!/usr/bin/env node
import 'reflect-metadata';
import { laurel } from './commands/laurel.js';

// a server goes on when its command is done; a failure ends the process, whatever was still open
const code = await laurel(process.argv.slice(2));
if (code !== 0) process.exit(code);
