import type { Caller } from '../../kernel/caller.js';
import type { CsvLine } from '../../kernel/csv.js';
import { csvLinesOf } from '../../kernel/csv.js';
import type { House } from '../../kernel/house.js';
import type { Once } from '../../kernel/idempotency.js';
import { configId } from '../../kernel/id.js';
import { Refusal, refuse, refuseInput } from '../../kernel/refusal.js';
import type { WriteSession } from '../../kernel/session.js';
import { write } from '../../kernel/unit-of-work.js';
import type { MemberRef } from '../members/index.js';
import { findMembers, refKey } from '../members/index.js';
import { segmentsOf } from './segments.participant.js';
import { segmentReasons as reasons } from './segments.reasons.js';

export const LINES_MAX = 5_000;
const PROBLEMS_MAX = 100;

const NAMES = ['id', 'externalId', 'phone', 'email'] as const;

export interface Upload {
  readonly segment: string;
  readonly lines: readonly Line[];
  readonly mode: 'add' | 'remove' | 'replace';
  readonly isPartial: boolean;
  readonly isDryRun: boolean;
  readonly once: Once;
}

export interface Problem {
  readonly line: number;
  readonly code: 'unknown' | 'duplicate' | 'not-understood';
}

export interface Uploaded {
  readonly added: number;
  readonly removed: number;
  readonly unchanged: number;
  /** The first hundred. */
  readonly problems: readonly Problem[];
  readonly isReplay: boolean;
}

/**
 * Puts members into a list or takes them out, each told of it in its own journal; all in one transaction. A line that is
 * wrong keeps everything out unless the upload may be partial. Refuses NOT_FOUND, NOT_A_LIST, UPLOAD_TOO_LARGE,
 * INVALID_INPUT for a file without a column that names members, VERSION_CONFLICT where others were put in while it was being replaced.
 */
export async function uploadMembers(house: House, caller: Caller, upload: Upload): Promise<Uploaded> {
  const audience = segmentsOf(house.programs.current()).audiences.get(upload.segment) ?? refuse('NOT_FOUND', { what: 'segment' }, ['input', 'segmentId']); // prettier-ignore
  if (audience.kind !== 'list') refuse('NOT_A_LIST', { segment: audience.code }, ['input', 'segmentId']);
  const { lines } = upload;
  if (lines.length > LINES_MAX) refuse('UPLOAD_TOO_LARGE', { max: LINES_MAX }, ['input', 'csv']);
  const sql = house.database.reader;
  const found = await findMembers(sql, caller, lines.flatMap(({ ref }) => ref ?? [])); // prettier-ignore
  const { memberIds, problems } = sorted(lines, found);
  const shown = problems.slice(0, PROBLEMS_MAX);
  if (problems.length > 0 && !upload.isPartial) return { added: 0, removed: 0, unchanged: 0, problems: shown, isReplay: false }; // prettier-ignore
  const listed = new Set(await membersOf(sql, upload.segment));
  if (upload.mode === 'replace' && listed.size > LINES_MAX) refuseInput(reasons.replacedAtOnce(LINES_MAX), ['input', 'mode']); // prettier-ignore
  const named = upload.mode === 'replace' ? [...new Set([...memberIds, ...listed])] : [...memberIds];
  const { once, isDryRun } = upload;
  const { value, isReplay } = await write(house, { caller, members: named, once, isDryRun }, async (session) => {
    const now = await takeTurn(session, upload.segment); // the members are locked by now
    if (upload.mode === 'replace' && [...now].some((id) => !session.members.has(id)))
      refuse('VERSION_CONFLICT', {}, ['input', 'mode']);
    const comes = (id: string) => upload.mode !== 'remove' && memberIds.has(id) && !now.has(id);
    const goes = (id: string) => now.has(id) && (upload.mode === 'remove' ? memberIds.has(id) : !memberIds.has(id));
    const added = named.filter(comes);
    const removed = upload.mode === 'add' ? [] : named.filter(goes);
    for (const id of added) move(session, 'segment.entered', id, upload.segment);
    for (const id of removed) move(session, 'segment.left', id, upload.segment);
    return { added: added.length, removed: removed.length, unchanged: memberIds.size - added.length - (upload.mode === 'remove' ? removed.length : 0) }; // prettier-ignore
  });
  return { ...value, problems: shown, isReplay };
}

/** One upload to a list at a time. Answers who is in it. */
async function takeTurn({ sql }: WriteSession, segment: string): Promise<Set<string>> {
  await sql.run('UPDATE segments SET version = version WHERE code = ?', [segment]);
  return new Set(await membersOf(sql, segment));
}

function move(session: WriteSession, type: string, memberId: string, segment: string): void {
  session.record({
    type,
    memberId,
    brandId: session.caller.brandId,
    subjectId: configId('seg', segment),
    payload: { segment },
  });
}

async function membersOf(sql: WriteSession['sql'], segment: string): Promise<string[]> {
  const rows = await sql.rows<{ memberId: string }>('SELECT memberId FROM segment_members WHERE segment = ?', [
    segment,
  ]);
  return rows.map(({ memberId }) => memberId);
}

/** A line of a file, and whom it names. */
export interface Line {
  readonly line: number;
  /** Null for one that names nobody. */
  readonly ref: MemberRef | null;
  readonly key: string | null;
}

/** The lines of a CSV file whose first names the columns. Refuses INVALID_INPUT for a file without one that names members. */
export function linesOf(csv: string): Line[] {
  const [heading, ...lines] = cellsOf(csv);
  const column = NAMES.find((name) => heading?.cells.includes(name));
  if (!heading || !column || lines.length === 0) refuseInput(reasons.firstLineNames(NAMES.join(', ')), ['input', 'csv']); // prettier-ignore
  const at = heading.cells.lastIndexOf(column);
  return lines.map(({ line, cells }) => lineOf(line, { [column]: cells[at] ?? '' }));
}

function cellsOf(csv: string): CsvLine[] {
  try {
    return csvLinesOf(csv, LINES_MAX + 2);
  } catch (error) {
    return refuseInput(reasons.csvUnread((error as Error).message), ['input', 'csv']);
  }
}

function lineOf(line: number, ref: MemberRef): Line {
  try {
    return { line, ref, key: refKey(ref) };
  } catch (error) {
    if (error instanceof Refusal) return { line, ref: null, key: null };
    throw error;
  }
}

function sorted(lines: readonly Line[], found: ReadonlyMap<string, string>) {
  const memberIds = new Set<string>();
  const problems: Problem[] = [];
  for (const { line, key } of lines) {
    const id = key === null ? undefined : found.get(key);
    if (key === null) problems.push({ line, code: 'not-understood' });
    else if (id === undefined) problems.push({ line, code: 'unknown' });
    else if (memberIds.has(id)) problems.push({ line, code: 'duplicate' });
    else memberIds.add(id);
  }
  return { memberIds, problems };
}
