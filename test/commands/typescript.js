// Lets a child process run the sources of Laurel as they are: `node --import ./test/commands/typescript.js src/cli.ts`.
import { register } from 'node:module';

register('./typescript-hooks.js', import.meta.url);
