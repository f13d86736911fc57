import { createHash } from 'node:crypto';
import type { Caller } from '../../kernel/caller.js';
import type { House } from '../../kernel/house.js';
import type { Job } from '../../kernel/jobs.js';
import { failJob, finishJob, openJob } from '../../kernel/jobs.js';
import { canonical } from '../../kernel/json.js';
import { Refusal } from '../../kernel/refusal.js';
import { ahead, batchesOf } from './batches.js';
import { ErrorFile, errorPathOf } from './error-file.js';
import type { ByteSource } from './file/bytes.js';
import { openBytes } from './file/bytes.js';
import { BEGINNING, columnsOf } from './file/rows.js';
import { columnsAsked } from './mapping/columns.js';
import type { ActivityMapping, Mapping, MemberMapping } from './mapping/schema.js';
import type { Columns } from './mapping/template.js';
import { activityReading } from './read-activities.js';
import { memberReading } from './read-members.js';
import { activityRecorder } from './record-activities.js';
import { memberRecorder } from './record-members.js';
import type { Recorder } from './recorder.js';
import { Run } from './run.js';
import { settleImported } from './settle.js';
import type { ImportResult, Tally } from './tally.js';
import { fromCheckpoint, resultOf, startOf, toCheckpoint } from './tally.js';
import type { Reading } from './units.js';

export interface ImportOptions {
  readonly file: string;
  readonly caller: Caller;
  /** Facts of the past unless said otherwise: no messages, no webhooks, no incentives. */
  readonly isLive?: boolean;
  /** Where rejected rows are written; `FILE.errors.csv` unless said otherwise, or unless nobody may write there. */
  readonly errorFile?: string;
  readonly onProgress?: (progress: ImportProgress) => void;
}

export interface ImportProgress {
  readonly result: ImportResult;
  /** Activities recorded: orders, not rows. */
  readonly activities: number;
  /** Bytes of the file read so far, and all of them. */
  readonly taken: number;
  readonly size: number;
}

export interface Imported {
  readonly result: ImportResult;
  readonly activities: number;
  /** True when an earlier run was taken up where it had been stopped. */
  readonly isResumed: boolean;
  /** The file with the rejected rows, when there are any. */
  readonly errorFile: string | null;
}

/**
 * Imports activities from a file of any size, in batches of one transaction each. It can be killed at any time and
 * started again, goes on where it was, and records nothing twice. Refuses MAPPING_INVALID, COLUMN_MISSING,
 * FILE_UNREADABLE, FILE_NOT_TEXT, HEADER_UNREADABLE, FILE_CUT_OFF, FILE_DAMAGED, JOB_TAKEN_OVER, ERROR_FILE.
 */
export async function importActivities(
  house: House,
  mapping: ActivityMapping,
  options: ImportOptions,
): Promise<Imported> {
  const { caller, isLive } = options;
  const recorder = activityRecorder({ caller, isEnrolling: mapping.member.enrol, isHistory: !isLive });
  return importFile(house, mapping, options, recorder, (columns) => activityReading(house, caller, mapping, columns));
}

/** Imports members: those a brand knows already by one of their identities stay as they are. Refuses as `importActivities`. */
export async function importMembers(house: House, mapping: MemberMapping, options: ImportOptions): Promise<Imported> {
  const { caller, isLive } = options;
  const recorder = memberRecorder(caller, !isLive);
  return importFile(house, mapping, options, recorder, (columns) => memberReading(house, caller, mapping, columns));
}

async function importFile<Item>(
  house: House,
  mapping: Mapping,
  options: ImportOptions,
  recorder: Recorder<Item>,
  readingOf: (columns: Columns) => Reading<Item>,
): Promise<Imported> {
  const { caller, file } = options;
  const bytes = await openBytes(file);
  const names = await columnsOf(bytes, mapping.format, columnsAsked(mapping));
  const reading = readingOf({ names, file: bytes.name });
  const errors = new ErrorFile(options.errorFile ?? (await errorPathOf(file)), house.refusals);
  await errors.requireOurs();
  const first = toCheckpoint(startOf({ ...BEGINNING, taken: [], overfull: [] }));
  const job = await openJob(
    house,
    caller,
    { kind: `import.${mapping.kind}`, key: keyOf(bytes, mapping, options) },
    first,
  );
  const run = await takeUp(house, caller, job, recorder, errors);
  try {
    for await (const batch of ahead(batchesOf(bytes, mapping.format, names, reading, run.tally.position))) {
      await run.record(batch);
      options.onProgress?.({ ...shown(run.counted()), taken: bytes.taken(), size: bytes.size });
    }
    await settleImported(house, caller, run.tally.members);
    await errors.close(run.tally.errorBytes);
    await finishJob(house, caller, { id: job.id, progress: run.tally.read });
  } catch (error) {
    if (!(error instanceof Refusal && error.code === 'JOB_TAKEN_OVER'))
      await giveUp(house, caller, job, run, errors, error as Error);
    throw error;
  }
  const tally = run.counted();
  return { ...shown(tally), isResumed: job.progress > 0, errorFile: tally.rejected > 0 ? errors.path : null };
}

async function takeUp<Item>(
  house: House,
  caller: Caller,
  job: Job,
  recorder: Recorder<Item>,
  errors: ErrorFile,
): Promise<Run<Item>> {
  const stored = fromCheckpoint(job.checkpoint);
  const errorBytes = await errors.lengthKept(stored.errorBytes);
  return new Run(house, caller, job, recorder, errors, { ...stored, errorBytes });
}

/** Leaves things in order for the next start as far as that is possible: the error at hand is the one to tell. */
async function giveUp(
  house: House,
  caller: Caller,
  { id }: Job,
  { tally }: Run<unknown>,
  errors: ErrorFile,
  error: Error,
): Promise<void> {
  await errors.close(tally.errorBytes).catch(() => undefined);
  await failJob(house, caller, { id, progress: tally.read }, error.message).catch(() => undefined);
}

function shown(tally: Tally): { result: ImportResult; activities: number } {
  return { result: resultOf(tally), activities: tally.activities };
}

/** The same content under the same name, read in the same way for the same brand, is the same import. */
function keyOf(bytes: ByteSource, mapping: Mapping, { caller, isLive }: ImportOptions): string {
  const facts = [bytes.name, bytes.size, bytes.fingerprint, mapping, caller.brandId, isLive ?? false];
  return createHash('sha256').update(canonical(facts)).digest('base64url');
}
