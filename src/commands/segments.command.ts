import { Command, Option } from 'commander';
import { readFile } from 'node:fs/promises';
import { addDays, dayOf } from '../kernel/calendar.js';
import { newId } from '../kernel/id.js';
import { pages } from '../kernel/rows.js';
import { systemCaller } from '../kernel/session.js';
import {
  CUTS,
  LINES_MAX,
  linesOf,
  rebuildSegments,
  rfmMethod,
  scoresAsOf,
  segmentCounts,
  uploadMembers,
} from '../modules/segments/index.js';
import type { Problem, Scored } from '../modules/segments/index.js';
import { CommandError, withProgram } from './house.js';
import { openProgress } from './progress.js';

interface RfmOptions {
  readonly asOf?: string;
  readonly method: string;
  readonly refunds: string;
  readonly recency: string;
  readonly cuts?: keyof typeof CUTS;
  readonly recencyDays?: string;
  readonly orders?: string;
  readonly spend?: string;
  readonly members?: boolean;
  readonly json?: boolean;
}

/** `laurel segments rebuild | rfm | upload` */
export function segmentsCommand(): Command {
  const command = new Command('segments').description('Audiences: who is in them, and scores of recency, frequency and money'); // prettier-ignore
  command
    .command('rebuild')
    .description('Work scores and segments out anew for everybody; a second run changes nothing')
    .option('--json', 'end with one line of JSON')
    .action(rebuild);
  command
    .command('rfm')
    .description('Score everybody by recency, frequency and money as of a day, without storing it')
    .option(
      '--as-of <day>',
      'the last day that counts, YYYY-MM-DD in the zone of the program; yesterday when not given',
    )
    .addOption(
      new Option('--method <method>', 'how scores are cut')
        .choices(['quintile-rank', 'quantile-cut', 'thresholds'])
        .default('quintile-rank'),
    ) // prettier-ignore
    .addOption(
      new Option('--refunds <how>', 'orders net of refunds, or as they were placed')
        .choices(['net', 'ignore'])
        .default('net'),
    ) // prettier-ignore
    .addOption(
      new Option('--recency <how>', 'whole days, or the exact time').choices(['days', 'exact']).default('days'),
    ) // prettier-ignore
    .addOption(new Option('--cuts <industry>', 'of thresholds: cut points to start from').choices(Object.keys(CUTS)))
    .option('--recency-days <a,b,c,d>', 'of thresholds: days since the last order that cost a score each, rising')
    .option('--orders <a,b,c,d>', 'of thresholds: orders that gain a score each, rising')
    .option('--spend <a,b,c,d>', 'of thresholds: spend in minor units that gains a score each, rising')
    .option('--members', 'with the scores of every member, one a line')
    .option('--json', 'print JSON')
    .action(rfm);
  command
    .command('upload <segment> <file>')
    .description('Put the members of a CSV file into a list, or take them out; wrong lines are told and left out')
    .option('--remove', 'take them out')
    .option('--json', 'end with one line of JSON')
    .action(upload);
  return command;
}

/** A page of lines is a transaction; a file sent again after a kill finds members in that are in, and one sent again later is a new upload. */
async function upload(segment: string, file: string, { remove, json }: { remove?: boolean; json?: boolean }): Promise<void> {
  const text = await readFile(file, 'utf8');
  const mode = remove ? 'remove' : 'add';
  const total = { added: 0, removed: 0, unchanged: 0 };
  const problems: Problem[] = [];
  const progress = openProgress('segments upload');
  await withProgram(async (house) => {
    const caller = systemCaller(house.programs.current().hostBrandId);
    const lines = linesOf(text);
    for (const [at, page] of [...pages(lines, LINES_MAX)].entries()) {
      const once = { mutation: 'segments upload', key: newId('req'), input: {} };
      const done = await uploadMembers(house, caller, { segment, lines: page, mode, isPartial: true, isDryRun: false, once });
      total.added += done.added;
      total.removed += done.removed;
      total.unchanged += done.unchanged;
      problems.push(...done.problems);
      progress.update(Math.min((at + 1) * LINES_MAX, lines.length), lines.length);
    }
  }).finally(() => {
    progress.stop();
  });
  if (json) console.log(JSON.stringify({ ...total, problems }));
  else {
    for (const { line, code } of problems) console.error(`line ${line}: ${code}`);
    console.log(`${total.added} came in, ${total.removed} left, ${total.unchanged} were as they should be, ${problems.length} lines are wrong.`);
  }
} // prettier-ignore

async function rebuild({ json }: { json?: boolean }): Promise<void> {
  const progress = openProgress('segments rebuild');
  const startedAt = Date.now();
  const built = await withProgram((house) => rebuildSegments(house, (done, of) => progress.update(done, of))).finally(
    () => {
      progress.stop();
    },
  );
  const peakMb = Math.round(process.resourceUsage().maxRSS / 1_024);
  if (json) console.log(JSON.stringify({ segments: built, seconds: (Date.now() - startedAt) / 1_000, peakMb }));
  else for (const { segment, size, entered, left } of built) console.log(`${segment}: ${size} members, ${entered} entered, ${left} left`); // prettier-ignore
}

async function rfm({ asOf, method, refunds, recency, members, json, ...given }: RfmOptions): Promise<void> {
  const cuts = cutsOf(given);
  if (method === 'thresholds' && !cuts) throw new CommandError('Thresholds need cut points: --cuts, or all of --recency-days, --orders and --spend.'); // prettier-ignore
  const chosen = rfmMethod.safeParse({ method, refunds, recency, cuts });
  if (!chosen.success) throw new CommandError(chosen.error.issues[0]?.message ?? 'These options do not go together.');
  if (asOf !== undefined && !isDay(asOf)) throw new CommandError(`${asOf} is no day: write YYYY-MM-DD.`);
  const progress = openProgress('segments rfm');
  const scored = await withProgram(async (house) => {
    const day = asOf ?? addDays(dayOf(house.clock.now(), house.programs.current().zone), -1);
    const { database } = house;
    const [count] = await database.reader.rows<{ n: number }>('SELECT COUNT(*) AS n FROM members');
    return database.snapshot((sql) => scoresAsOf(house, sql, chosen.data, day, (done) => progress.update(done, count?.n ?? done))); // prettier-ignore
  }).finally(() => {
    progress.stop();
  });
  const segments = segmentCounts(scored);
  if (json)
    console.log(JSON.stringify({ asOf: scored.day, method, refunds, recency, ...(cuts ? { cuts } : {}), scored: scored.values.memberIds.length, segments, ...(members ? { members: rows(scored) } : {}) })); // prettier-ignore
  else {
    for (const [segment, size] of Object.entries(segments)) console.log(`${segment}: ${size}`);
    if (members) for (const row of rows(scored)) console.log(Object.values(row).join('\t'));
  }
}

/** Cut points as they are given, in the places of those of an industry; null where there are none. */
function cutsOf({ cuts, recencyDays, orders, spend }: Pick<RfmOptions, 'cuts' | 'recencyDays' | 'orders' | 'spend'>) {
  const known = cuts && CUTS[cuts];
  const own = {
    recencyDays: recencyDays === undefined ? known?.recencyDays : numbersOf('--recency-days', recencyDays),
    orders: orders === undefined ? known?.orders : numbersOf('--orders', orders),
    spendMinor: spend === undefined ? known?.spendMinor : numbersOf('--spend', spend),
  };
  const isGiven = Object.values(own).map((each) => each !== undefined);
  if (isGiven.every(Boolean)) return own;
  if (isGiven.some(Boolean)) throw new CommandError('Some cut points are missing: --cuts gives those of an industry.');
  return null;
}

function numbersOf(option: string, text: string): number[] {
  const numbers = text.split(',').map((each) => (/^\d+$/.test(each.trim()) ? Number(each) : NaN));
  const isRising = numbers.every(
    (each, at) => Number.isSafeInteger(each) && (at === 0 || each > (numbers[at - 1] ?? each)),
  );
  if (numbers.length !== 4 || !isRising)
    throw new CommandError(`${option} takes four whole numbers, rising: 7,30,90,180`);
  return numbers;
}

/** `score` is the three digits put together, as it is customary. */
function rows({ values, scores }: Scored) {
  return Array.from({ length: values.memberIds.length }, (_, at) => {
    const [r, f, m] = [scores.r[at] ?? 0, scores.f[at] ?? 0, scores.m[at] ?? 0];
    const figures = { recency: values.recency[at], orders: values.orders[at], spendMinor: values.spend[at] };
    return {
      memberId: values.memberIds.at(at),
      externalId: values.externalIds.at(at),
      ...figures,
      r,
      f,
      m,
      score: r * 100 + f * 10 + m,
    };
  });
}

function isDay(text: string): boolean {
  const at = new Date(`${text}T00:00:00Z`);
  return /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(at.getTime()) && at.toISOString().startsWith(text);
}
