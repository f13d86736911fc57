import { Command } from 'commander';
import { open, stat } from 'node:fs/promises';
import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { digest } from '../kernel/json.js';
import { systemCaller } from '../kernel/session.js';
import type { CodeLine, CodeProblem } from '../modules/benefits/index.js';
import { CODES_MAX, codeLinesOf, generateCodes, importCodes } from '../modules/benefits/index.js';
import { issueCommand } from './benefits-issue.command.js';
import { CommandError, withProgram } from './house.js';
import { parcelsCommand } from './parcels.command.js';
import { openProgress } from './progress.js';

const GENERATED_MAX = 10_000_000;
const GENERATED_PAGE = 10_000;

/** `laurel benefits issue | codes import | codes generate | parcels export | parcels import` */
export function benefitsCommand(): Command {
  const command = new Command('benefits').description('What members may get');
  const codes = command.command('codes').description('Pools of codes');
  codes
    .command('import <file> <benefit>')
    .description('Put the codes of a file, one a line, into the pool of a benefit; sent again, it goes on where it was')
    .option('--json', 'end with one line of JSON')
    .action(importFile);
  codes
    .command('generate <benefit> <count>')
    .description('Make codes nobody guesses, put them into the pool of a benefit and write them to a file for printing')
    .requiredOption('--out <file>', 'the file, which must not be there yet')
    .option('--json', 'end with one line of JSON')
    .action(generate);
  command.addCommand(issueCommand());
  command.addCommand(parcelsCommand());
  return command;
}

/** Reads, and commits, a page at a time: what is there already is left as it is, so that a file can be sent again after a kill. */
async function importFile(file: string, benefit: string, { json }: { json?: boolean }): Promise<void> {
  const { size } = await stat(file);
  const progress = openProgress('benefits codes import');
  const total = { added: 0, unchanged: 0, wrong: 0 };
  const rejected = new Rejected(`${file}.errors.csv`);
  await withProgram(async (house) => {
    const caller = systemCaller(house.programs.current().hostBrandId);
    let [read, done] = [0, 0];
    for await (const lines of pagesOf(file)) {
      const once = { mutation: 'benefits codes import', key: digest([benefit, lines]), input: {} };
      const { added, unchanged, problems } = await importCodes(house, caller, { benefit, lines, isPartial: true, isDryRun: false, once }); // prettier-ignore
      total.added += added;
      total.unchanged += unchanged;
      total.wrong += problems.length;
      await rejected.write(problems);
      read += lines.reduce((bytes, { code }) => bytes + code.length + 1, 0);
      done += lines.length;
      progress.update(Math.min(read, size), size, done);
    }
  }).finally(() => {
    progress.stop();
  });
  const errorFile = await rejected.close();
  if (json) console.log(JSON.stringify({ ...total, errorFile }));
  else console.log(`${total.added} came in, ${total.unchanged} were there, ${total.wrong} lines are wrong${errorFile ? `: ${errorFile}` : ''}.`); // prettier-ignore
}

/** Codes are written to the file once they are in the pool: a kill leaves some in the pool that nobody has printed, never the other way round. */
async function generate(benefit: string, count: string, { out, json }: { out: string; json?: boolean }): Promise<void> {
  const wanted = Number(count);
  if (!Number.isInteger(wanted) || wanted < 1 || wanted > GENERATED_MAX) throw new CommandError(`The count is from 1 to ${GENERATED_MAX.toLocaleString('en')}.`); // prettier-ignore
  const progress = openProgress('benefits codes generate');
  const startedAt = Date.now();
  const file = await open(out, 'wx').catch((error: unknown) => {
    throw new CommandError(`${out} cannot be written: ${String((error as NodeJS.ErrnoException).code)}.`);
  });
  await withProgram(async (house) => {
    for (let done = 0; done < wanted;) {
      const codes = await generateCodes(house, benefit, Math.min(GENERATED_PAGE, wanted - done));
      await file.write(`${codes.join('\n')}\n`);
      done += codes.length;
      progress.update(done, wanted);
    }
  }).finally(async () => {
    progress.stop();
    await file.close();
  });
  const seconds = (Date.now() - startedAt) / 1_000;
  if (json) console.log(JSON.stringify({ made: wanted, seconds, perSecond: Math.round(wanted / seconds) }));
  else console.log(`${wanted.toLocaleString('en')} codes are in the pool of ${benefit} and in ${out}.`);
}

async function* pagesOf(file: string): AsyncGenerator<CodeLine[]> {
  let page: CodeLine[] = [];
  let line = 0;
  for await (const text of createInterface({ input: createReadStream(file, 'utf8'), crlfDelay: Infinity })) {
    line += 1;
    page.push(...codeOf(text, line));
    if (page.length < CODES_MAX) continue;
    yield page;
    page = [];
  }
  if (page.length > 0) yield page;
}

/** The first column of a line; a heading is none. */
function codeOf(text: string, line: number): CodeLine[] {
  return codeLinesOf(text).map(({ code }) => ({ line, code }));
}

/** The lines that were not taken; there is no file where all were. */
class Rejected {
  #file: Awaited<ReturnType<typeof open>> | null = null;

  constructor(private readonly path: string) {}

  async write(problems: readonly CodeProblem[]): Promise<void> {
    if (problems.length === 0) return;
    this.#file ??= await opened(this.path);
    await this.#file.write(problems.map(({ line, code }) => `${line},${code}\n`).join(''));
  }

  async close(): Promise<string | null> {
    await this.#file?.close();
    return this.#file === null ? null : this.path;
  }
}

async function opened(path: string) {
  const file = await open(path, 'w');
  await file.write('line,reason\n');
  return file;
}
