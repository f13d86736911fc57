import type { Caller } from '../../kernel/caller.js';
import { csvLinesOf } from '../../kernel/csv.js';
import type { Sql } from '../../kernel/database.js';
import type { House } from '../../kernel/house.js';
import type { Once } from '../../kernel/idempotency.js';
import { Refusal, refuse, refuseInput } from '../../kernel/refusal.js';
import { insertRows, marks, pages } from '../../kernel/rows.js';
import type { WriteSession } from '../../kernel/session.js';
import { systemCaller } from '../../kernel/session.js';
import { write } from '../../kernel/unit-of-work.js';
import { benefitsOf } from './benefit-type.js';
import { newCodes } from './new-code.js';
import { benefitReasons as reasons } from './benefits.reasons.js';

export const CODES_MAX = 5_000;
/** What can be printed, scanned and typed. */
const CODE = /^[\x21-\x7e]{4,64}$/;

export interface CodeLine {
  readonly line: number;
  readonly code: string;
}

export interface CodeProblem {
  readonly line: number;
  readonly code: 'duplicate' | 'taken' | 'not-understood';
}

export interface CodesImported {
  readonly added: number;
  /** Were in this pool before. */
  readonly unchanged: number;
  readonly problems: readonly CodeProblem[];
  readonly isReplay: boolean;
}

export interface CodesImport {
  readonly benefit: string;
  readonly lines: readonly CodeLine[];
  readonly isPartial: boolean;
  readonly isDryRun: boolean;
  readonly once: Once;
}

/**
 * Puts codes that somebody else has made into the pool of a benefit, in one transaction; those that are there already stay
 * as they are. A line that is wrong keeps everything out unless the import may be partial: one twice in the file, one of
 * another pool or of a grant, one that is no code. Refuses NOT_A_POOL, INVALID_INPUT for more than 5,000.
 */
export async function importCodes(house: House, caller: Caller, { benefit, lines, isPartial, isDryRun, once }: CodesImport): Promise<CodesImported> {
  requirePool(house, benefit);
  if (lines.length > CODES_MAX) refuseInput(reasons.codesAtOnce(CODES_MAX), ['codes']);
  const { value, isReplay } = await write(house, { caller, members: [], once, isDryRun }, async (session) => {
    const { fresh, unchanged, problems } = sorted(benefit, lines, await ownersOf(session.sql, lines));
    const isKeptOut = problems.length > 0 && !isPartial;
    if (!isKeptOut) await addCodes(session, benefit, fresh);
    return { added: isKeptOut ? 0 : fresh.length, unchanged, problems: problems.map((each) => ({ ...each })) };
  });
  return { ...value, isReplay };
} // prettier-ignore

/** Makes so many codes nobody guesses and puts them into the pool of a benefit. They are told once they are committed. Refuses NOT_A_POOL. */
export async function generateCodes(house: House, benefit: string, count: number): Promise<readonly string[]> {
  requirePool(house, benefit);
  const caller = systemCaller(house.programs.current().hostBrandId);
  const { value } = await write(house, { caller, members: [] }, async (session) => {
    const codes = newCodes(count);
    await addCodes(session, benefit, codes);
    return codes;
  });
  return value;
}

/** The codes of a file, one a line or in its first column, with the line each stands in. Refuses INVALID_INPUT for what is no CSV. */
export function codeLinesOf(text: string): CodeLine[] {
  try {
    const lines = csvLinesOf(text, CODES_MAX + 2).map(({ line, cells }) => ({ line, code: cells[0] ?? '' }));
    return lines[0]?.code.toLowerCase() === 'code' ? lines.slice(1) : lines;
  } catch (error) {
    if (error instanceof Refusal) throw error;
    return refuseInput(reasons.noCsv, ['csv']);
  }
}

function requirePool({ programs }: House, benefit: string): void {
  const offered = benefitsOf(programs.current()).benefits.get(benefit) ?? refuse('UNKNOWN_BENEFIT', { benefit }, ['benefitId']); // prettier-ignore
  if (offered.stock.kind !== 'pool') refuse('NOT_A_POOL', { benefit }, ['benefitId']);
}

function sorted(benefit: string, lines: readonly CodeLine[], owners: ReadonlyMap<string, string>) {
  const seen = new Set<string>();
  const [fresh, problems]: [string[], CodeProblem[]] = [[], []];
  let unchanged = 0;
  for (const { line, code } of lines) {
    const owner = owners.get(code);
    if (!CODE.test(code)) problems.push({ line, code: 'not-understood' });
    else if (seen.has(code)) problems.push({ line, code: 'duplicate' });
    else if (owner === benefit) unchanged += 1;
    else if (owner !== undefined) problems.push({ line, code: 'taken' });
    else fresh.push(code);
    seen.add(code);
  }
  return { fresh, unchanged, problems };
}

/** In which pool codes are, or that a grant has them. */
async function ownersOf(sql: Sql, lines: readonly CodeLine[]): Promise<Map<string, string>> {
  const owners = new Map<string, string>();
  for (const page of pages(lines.map(({ code }) => code))) {
    const text = `SELECT code, '' AS benefit FROM grants WHERE code IN ${marks(page)} UNION ALL SELECT code, benefit FROM benefit_units WHERE code IN ${marks(page)}`;
    for (const { code, benefit } of await sql.rows<{ code: string; benefit: string }>(text, [...page, ...page])) owners.set(code, benefit); // prettier-ignore
  }
  return owners;
}

/** Whoever adds at the same time meets the same number, and begins again. */
async function addCodes({ sql, now }: WriteSession, benefit: string, codes: readonly string[]): Promise<void> {
  const [last] = await sql.rows<{ highest: number | null }>('SELECT MAX(number) AS highest FROM benefit_units WHERE benefit = ?', [benefit]); // prettier-ignore
  const first = (last?.highest ?? 0) + 1;
  await insertRows(sql, 'benefit_units', codes.map((code, at) => ({ benefit, number: first + at, code, grantId: null, freedAt: now }))); // prettier-ignore
}
