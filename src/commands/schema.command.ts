import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Command } from 'commander';
import { printSdl } from '../app/graphql-schema.js';
import { modules } from '../app/modules.js';
import { publishedFiles } from '../app/published.js';

/** `laurel schema` */
export function schemaCommand(): Command {
  return new Command('schema')
    .description('Print the GraphQL schema (SDL), or write all contracts to a folder')
    .option(
      '--out <folder>',
      'write schema.graphql, possibleTypes.json, operations.json and the lists of errors, scopes, attributes, events and metrics there',
    )
    .action(async ({ out }: { out?: string }) => {
      if (out === undefined) console.log(printSdl(modules).trimEnd());
      else await publish(out);
    });
}

async function publish(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const [name, text] of publishedFiles()) await writeFile(join(folder, name), text);
}
