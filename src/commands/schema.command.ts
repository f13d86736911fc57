import { writeFile } from 'node:fs/promises';
import { Command } from 'commander';
import { printSdl } from '../app/graphql-schema.js';
import { modules } from '../app/modules.js';

/** `laurel schema` */
export function schemaCommand(): Command {
  return new Command('schema')
    .description('Print the GraphQL schema (SDL)')
    .option('--out <file>', 'write it to a file instead')
    .action(async ({ out }: { out?: string }) => {
      const sdl = printSdl(modules);
      if (out === undefined) process.stdout.write(sdl);
      else await writeFile(out, sdl);
    });
}
