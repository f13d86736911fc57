import type { RequestContext } from '../../../kernel/graphql/context.js';
import { tried } from '../../../kernel/graphql/tries.js';
import { Refusal, refuse, refuseInput } from '../../../kernel/refusal.js';
import { marks } from '../../../kernel/rows.js';
import { seenFacts } from '../../members/index.js';
import type { Promised } from '../grants.js';
import { isPrinted } from '../found.js';
import { GRANT_COLUMNS, grantsOfRows, USE_COLUMNS } from '../slice.js';
import { readTyped } from '../typed-code.js';
import { isGoodAt } from '../usable.js';
import type { RefusedRight } from './refused.js';
import { refusedFor } from './refused.js';
import type { Held, Where } from './rights.js';
import { benefitReasons } from '../benefits.reasons.js';

const CODES_MAX = 20;
/** As many grants of a member as are looked at: those that die first. */
const GRANTS_MAX = 200;
const NEVER = 8_640_000_000_000_000;

type Row = Readonly<Record<string, unknown>> & { readonly id: string; readonly memberId: string; readonly benefit: string; readonly brandId: string; readonly code: string | null }; // prettier-ignore

export interface Presented {
  readonly held: readonly Held[];
  readonly refused: readonly RefusedRight[];
}

/**
 * The grants of a member that are not over, and what codes open that were presented; why a code opens nothing. A code of
 * somebody else is told to be that only where the benefit is good, and never to members. Codes that are not there count
 * as guesses, each of them. Refuses INVALID_INPUT, TOO_MANY_TRIES.
 */
export async function heldBy(context: RequestContext, where: Where, memberId: string, codes: readonly string[]): Promise<Presented> {
  if (codes.length > CODES_MAX) refuseInput(benefitReasons.codesPresented(CODES_MAX), ['codes']);
  const typed = [...new Set(codes)].map((code) => ({ code, ...readTyped(code) }));
  const spellings = [...new Set(typed.flatMap((each) => each.spellings))];
  const rows = await rowsOf(context, memberId, spellings);
  const found = typed.map((each) => ({ ...each, row: each.spellings.flatMap((code) => rows.find((row) => row.code === code) ?? [])[0] }));
  const unclaimed = await unclaimedAmong(context, where, found.flatMap(({ row, spellings: ways }) => (row ? [] : ways)));
  const reasons = new Map(found.map(({ code, row, isMistyped, spellings: ways }) => [code, reasonOf(context, where, memberId, row) ?? (row ? null : ways.some((way) => unclaimed.has(way)) ? 'CODE_NOT_CLAIMED' : isMistyped ? 'CODE_MISTYPED' : 'CODE_UNKNOWN')] as const));
  await countGuesses(context, [...reasons.values()].map((reason) => reason === 'CODE_UNKNOWN'));
  const refused = [...reasons].flatMap(([code, reason]) => (reason ? [refusedFor(reason, { benefit: null, grantId: null, code })] : []));
  const grants = await withUses(context, rows.filter((row) => row.memberId === memberId));
  const presentedAs = new Map(found.flatMap(({ code, row }) => (row ? [[row.id, code] as const] : [])));
  return { held: grants.map((grant) => ({ grant, presented: presentedAs.get(grant.id) ?? null })), refused };
} // prettier-ignore

function reasonOf({ caller }: RequestContext, { part, place, isPartner }: Where, memberId: string, row: Row | undefined) {
  if (!row || row.memberId === memberId) return undefined;
  const isTold = caller.kind !== 'member' && (!isPartner || isGoodAt(part, row, place.brandId));
  return isTold ? ('NOT_OF_MEMBER' as const) : ('CODE_UNKNOWN' as const);
} // prettier-ignore

/** Grants that are not over and that the caller may see, those that die first first, and those the codes open, whoever's they are. */
function rowsOf(
  { session: { sql }, caller }: RequestContext,
  memberId: string,
  spellings: readonly string[],
): Promise<Row[]> {
  const seen = seenFacts(caller);
  const columns = ['memberId', ...GRANT_COLUMNS].join(', ');
  const own = `SELECT ${columns} FROM (SELECT ${columns} FROM grants WHERE memberId = ? AND status IN ('issued', 'claimed', 'held')${seen.where} ORDER BY COALESCE(expiresAt, ${NEVER}), id LIMIT ${GRANTS_MAX}) own`;
  if (spellings.length === 0) return sql.rows<Row>(own, [memberId, ...seen.params]);
  return sql.rows<Row>(`${own} UNION SELECT ${columns} FROM grants WHERE code IN ${marks(spellings)}`, [memberId, ...seen.params, ...spellings]); // prettier-ignore
}

async function withUses({ session: { sql } }: RequestContext, rows: readonly Row[]): Promise<Promised[]> {
  if (rows.length === 0) return [];
  const ids = rows.map(({ id }) => id);
  const text = `SELECT ${USE_COLUMNS.join(', ')} FROM redemptions WHERE grantId IN ${marks(ids)} AND status IN ('held', 'redeemed')`;
  const uses = await sql.rows<Record<string, unknown>>(text, ids);
  const listed = (columns: readonly string[], of: readonly Readonly<Record<string, unknown>>[]) => of.map((row) => columns.map((name) => row[name])); // prettier-ignore
  return [...grantsOfRows(listed(GRANT_COLUMNS, rows), listed(USE_COLUMNS, uses)).values()];
}

/** Printed codes that are good here and that nobody has entered. */
async function unclaimedAmong({ session: { sql } }: RequestContext, { part, place, isPartner }: Where, spellings: readonly string[]): Promise<ReadonlySet<string>> {
  const isAnyPrinted = [...part.benefits.keys()].some((code) => isPrinted(part, code));
  if (!isAnyPrinted || spellings.length === 0) return new Set();
  const text = `SELECT benefit, code FROM benefit_units WHERE code IN ${marks(spellings)} AND grantId IS NULL`;
  const units = await sql.rows<{ benefit: string; code: string }>(text, spellings);
  const isTold = (benefit: string) => isPrinted(part, benefit) && (!isPartner || isGoodAt(part, { benefit, brandId: '' }, place.brandId));
  return new Set(units.flatMap(({ benefit, code }) => (isTold(benefit) ? code : [])));
} // prettier-ignore

/** Every code that was looked for is a try; one that is not there is a guess. Where there were too many nothing is told. */
async function countGuesses(context: RequestContext, codes: readonly boolean[]): Promise<void> {
  await Promise.all(codes.map((isGuess) => tried(context, 'grant', () => Promise.resolve(isGuess ? refuse('NOT_FOUND') : null)).catch(unlessNotFound))); // prettier-ignore
}

function unlessNotFound(error: unknown): void {
  if (!(error instanceof Refusal && error.code === 'NOT_FOUND')) throw error;
}
