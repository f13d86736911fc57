import 'reflect-metadata';
import { readConfig } from './app/config.js';
import { serve } from './app/serve.js';

/** The server process, for those who start it without the command line. */
await serve(readConfig());
