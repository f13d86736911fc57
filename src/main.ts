import 'reflect-metadata';
import { openBackOffice } from '../admin/index.js';
import { readConfig } from './app/config.js';
import { serve, welcome } from './app/serve.js';

/** The server process, for those who start it without the command line. */
try {
  const { url, owner } = await serve(readConfig(), { backOffice: openBackOffice });
  if (owner) process.stderr.write(welcome(url, owner)); // stdout is the log
} catch (error) {
  console.error(`Laurel could not start. ${error instanceof Error ? error.message : String(error)}`);
  process.exit(1); // whatever was still open
}
