// `node --import test/support/typescript.js FILE.ts` runs a source file as it is, for tests that need a process of its own.
import { register } from 'node:module';

register('./typescript-hooks.js', import.meta.url);
