import { Command, Option } from 'commander';
import { readFile } from 'node:fs/promises';
import { addDays, dayOf } from '../kernel/calendar.js';
import { newId } from '../kernel/id.js';
import { pages } from '../kernel/rows.js';
import { systemCaller } from '../kernel/session.js';
import {
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
        .choices(['quintile-rank', 'quantile-cut'])
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

async function rfm({ asOf, method, refunds, recency, members, json }: RfmOptions): Promise<void> {
  const chosen = rfmMethod.safeParse({ method, refunds, recency });
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
    console.log(JSON.stringify({ asOf: scored.day, method, refunds, recency, scored: scored.values.memberIds.length, segments, ...(members ? { members: rows(scored) } : {}) })); // prettier-ignore
  else {
    for (const [segment, size] of Object.entries(segments)) console.log(`${segment}: ${size}`);
    if (members) for (const row of rows(scored)) console.log(Object.values(row).join('\t'));
  }
}

/** `score` is the three digits put together, as it is customary. */
function rows({ values, scores }: Scored) {
  return values.memberIds.map((memberId, at) => {
    const [r, f, m] = [scores.r[at] ?? 0, scores.f[at] ?? 0, scores.m[at] ?? 0];
    const figures = { recency: values.recency[at], orders: values.orders[at], spendMinor: values.spend[at] };
    return { memberId, externalId: values.externalIds[at] ?? null, ...figures, r, f, m, score: r * 100 + f * 10 + m };
  });
}

function isDay(text: string): boolean {
  const at = new Date(`${text}T00:00:00Z`);
  return /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(at.getTime()) && at.toISOString().startsWith(text);
}
