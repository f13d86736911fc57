import { Command } from 'commander';
import { open, readFile } from 'node:fs/promises';
import { csvLines, csvOf } from '../kernel/csv.js';
import { digest } from '../kernel/json.js';
import { pages } from '../kernel/rows.js';
import { read } from '../kernel/unit-of-work.js';
import { systemCaller } from '../kernel/session.js';
import type { ShipListPlace } from '../modules/benefits/index.js';
import { importShipments, SHIP_LIST_HEADING, shipList, shipmentsIn } from '../modules/benefits/index.js';
import { CommandError, withProgram } from './house.js';
import { openProgress } from './progress.js';

const PAGE = 500;

/** `laurel benefits parcels export | import` */
export function parcelsCommand(): Command {
  const command = new Command('parcels').description('Things that are sent to members');
  command
    .command('export <file>')
    .description('Write what the host has to ship, with addresses, to a CSV file that must not be there yet')
    .option('--json', 'end with one line of JSON')
    .action(exportList);
  command
    .command('import <file>')
    .description('Mark what a ship list that came back says was shipped; sent again, it changes nothing')
    .option('--json', 'end with one line of JSON')
    .action(importList);
  return command;
}

/** Only its owner reads the file: it says where members live. */
async function exportList(path: string, { json }: { json?: boolean }): Promise<void> {
  const file = await open(path, 'wx', 0o600).catch((error: unknown) => {
    throw new CommandError(`${path} cannot be written: ${String((error as NodeJS.ErrnoException).code)}.`);
  });
  const progress = openProgress('benefits parcels export');
  let parcels = 0;
  await withProgram(async (house) => {
    const brandId = house.programs.current().hostBrandId;
    const caller = systemCaller(brandId);
    await file.write(csvOf([SHIP_LIST_HEADING]));
    let after: ShipListPlace | null = null;
    do {
      const page: Awaited<ReturnType<typeof shipList>> = await shipList(read(house, caller), caller, { brandId, locale: 'en', limit: PAGE, after }); // prettier-ignore
      await file.write(page.lines);
      parcels += page.count;
      progress.update(parcels, parcels + (page.next ? PAGE : 0));
      after = page.next;
    } while (after);
  }).finally(async () => {
    progress.stop();
    await file.close();
  });
  if (json) console.log(JSON.stringify({ parcels, file: path }));
  else console.log(`${parcels.toLocaleString('en')} parcels are to be shipped: ${path}.`);
}

/** Commits a page at a time: a file can be sent again after a kill. */
async function importList(path: string, { json }: { json?: boolean }): Promise<void> {
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    throw new CommandError(`${path} cannot be read: ${String((error as NodeJS.ErrnoException).code)}.`);
  });
  const progress = openProgress('benefits parcels import');
  const total = { shipped: 0, unchanged: 0, left: 0 };
  const wrong: (string | number)[][] = [];
  await withProgram(async (house) => {
    const caller = systemCaller(house.programs.current().hostBrandId);
    const all = shipmentsIn(text, Infinity);
    let done = 0;
    for (const lines of pages(all, PAGE)) {
      const once = { mutation: 'benefits parcels import', key: digest(lines), input: {} };
      const { shipped, unchanged, left, problems } = await importShipments(house, caller, { lines, once, isDryRun: false });
      total.shipped += shipped;
      total.unchanged += unchanged;
      total.left += left;
      wrong.push(...problems.map(({ line, code }) => [line, code]));
      done += lines.length;
      progress.update(done, all.length);
    }
  }).finally(() => {
    progress.stop();
  });
  const errorFile = wrong.length > 0 ? `${path}.errors.csv` : null;
  if (errorFile) await writeRejected(errorFile, wrong);
  if (json) console.log(JSON.stringify({ ...total, wrong: wrong.length, errorFile }));
  else console.log(`${total.shipped} were shipped, ${total.unchanged} were before, ${total.left} are not filled in, ${wrong.length} lines are wrong${errorFile ? `: ${errorFile}` : ''}.`);
} // prettier-ignore

async function writeRejected(path: string, rows: readonly (string | number)[][]): Promise<void> {
  const file = await open(path, 'w');
  await file.write(csvLines([['line', 'reason'], ...rows]));
  await file.close();
}
