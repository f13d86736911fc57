import { Command } from 'commander';
import type { House } from '../kernel/house.js';
import { systemCaller } from '../kernel/session.js';
import { brandIdByCode } from '../modules/brands/index.js';
import type { Imported, ImportOptions, Mapping } from '../modules/imports/index.js';
import { importActivities, importMembers, readMapping } from '../modules/imports/index.js';
import { CommandError, withProgram } from './house.js';
import { openProgress } from './progress.js';

interface Options {
  readonly mapping: string;
  readonly json?: boolean;
  readonly live?: boolean;
  readonly brand?: string;
  readonly errors?: string;
}

/** `laurel import activities|members FILE --mapping MAP` */
export function importCommand(): Command {
  const command = new Command('import').description(
    'Import a file of any size; it may be stopped, resumed and run again',
  );
  for (const kind of ['activities', 'members'] as const) {
    command
      .command(`${kind} <file>`)
      .description(`Import ${kind} from CSV, whitespace-separated or JSON Lines files, plain or gzip`)
      .requiredOption('--mapping <file>', 'how its columns are read: see docs/examples/mappings')
      .option('--brand <code>', 'the brand that reports them; the host when absent')
      .option('--live', 'as if they happened now: with messages, webhooks and incentives')
      .option('--errors <file>', 'where rejected rows are written; FILE.errors.csv when absent')
      .option('--json', 'end with one line of JSON')
      .action((file: string, options: Options) => run(kind, file, options));
  }
  return command;
}

async function run(kind: Mapping['kind'], file: string, options: Options): Promise<void> {
  const mapping = await readMapping(options.mapping);
  if (mapping.kind !== kind) throw new CommandError(`${options.mapping} maps ${mapping.kind}, not ${kind}.`);
  const imported = await withProgram((house) => importInto(house, mapping, file, options));
  if (options.json) console.log(JSON.stringify(imported.result));
  else console.log(sentences(kind, imported).join('\n'));
}

async function importInto(house: House, mapping: Mapping, file: string, options: Options): Promise<Imported> {
  const caller = systemCaller(await brandIdByCode(house.database.reader, options.brand));
  const progress = openProgress(`import ${mapping.kind}`);
  const request: ImportOptions = {
    file,
    caller,
    isLive: options.live ?? false,
    ...(options.errors === undefined ? {} : { errorFile: options.errors }),
    onProgress: ({ result, taken, size }) => progress.update(taken, size, result.read),
  };
  try {
    return mapping.kind === 'activities'
      ? await importActivities(house, mapping, request)
      : await importMembers(house, mapping, request);
  } finally {
    progress.stop();
  }
}

function sentences(kind: Mapping['kind'], { result, activities, isResumed, errorFile }: Imported): string[] {
  const { read, accepted, replayed, rejected, members, amountMinor, seconds, rowsPerSecond } = result;
  const count = (value: number) => value.toLocaleString('en');
  return [
    ...(isResumed ? ['Taken up where an earlier run had stopped.'] : []),
    `${count(read)} rows read: ${count(accepted)} accepted, ${count(replayed)} known before, ${count(rejected)} rejected.`,
    kind === 'members'
      ? `${count(accepted)} members recorded.`
      : `${count(activities)} recorded of ${count(members)} members, ${count(amountMinor)} minor units.`,
    `${seconds.toFixed(1)} s, ${count(rowsPerSecond)} rows a second.`,
    ...(errorFile === null ? [] : [`Rejected rows and why: ${errorFile}`]),
  ];
}
