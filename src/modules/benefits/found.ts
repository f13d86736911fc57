import type { Caller } from '../../kernel/caller.js';
import type { Sql } from '../../kernel/database.js';
import type { House } from '../../kernel/house.js';
import { refuse } from '../../kernel/refusal.js';
import { marks } from '../../kernel/rows.js';
import { storeOf } from '../brands/index.js';
import { ofSeenMembers, seenFacts } from '../members/index.js';
import { benefitsOf } from './benefit-type.js';
import type { BenefitsPart } from './compile.js';
import { readTyped } from './typed-code.js';
import { isGoodAt } from './usable.js';

/** A grant somebody names, and whose it is. */
export interface Found {
  readonly id: string;
  readonly memberId: string;
  readonly benefit: string;
  readonly brandId: string;
}

/** A use somebody names, and whose it is. */
export interface FoundUse {
  readonly id: string;
  readonly grantId: string;
  readonly memberId: string;
}

type Where = Pick<House, 'programs'>;

/**
 * The grant a code opens. Whoever holds it may use it wherever it is good, so a brand finds what is good at it, and what is
 * its own, whoever's it is. Refuses CODE_MISTYPED without a look, CODE_NOT_CLAIMED, and NOT_FOUND for what is not there and
 * for what is good elsewhere alike.
 */
export async function grantOfCode(house: Where, sql: Sql, caller: Caller, text: string): Promise<Found> {
  const part = benefitsOf(house.programs.current());
  const { spellings, isMistyped } = readTyped(text);
  const pools = poolsIn(part);
  if (isMistyped && pools.length === 0) refuse('CODE_MISTYPED', {}, ['code']);
  const found = spellings.length === 0 ? undefined : await byCode(sql, spellings);
  if (found && (await isOpenTo(part, sql, caller, found))) return found;
  if (isMistyped) refuse('CODE_MISTYPED', {}, ['code']);
  if (!found && spellings.length > 0 && pools.length > 0) await requireUnclaimed(part, sql, caller, spellings);
  return refuse('NOT_FOUND', { what: 'grant' }, ['code']);
}

/** A grant by its id: one the caller may see. Refuses NOT_FOUND. */
export async function grantOfId(sql: Sql, caller: Caller, grantId: string): Promise<Found> {
  const seen = seenFacts(caller);
  const text = `SELECT id, memberId, benefit, brandId FROM grants WHERE id = ?${seen.where}`;
  const [found] = await sql.rows<Found>(text, [grantId, ...seen.params]);
  return found?.id === grantId ? found : refuse('NOT_FOUND', { what: 'grant' }, ['grantId']);
}

/** A use by its id: one that was made at the brand that asks. Refuses NOT_FOUND. */
export async function useOfId(sql: Sql, caller: Caller, redemptionId: string): Promise<FoundUse> {
  const seen = seenUses(caller);
  const text = `SELECT id, grantId, memberId FROM redemptions WHERE id = ?${seen.where}`;
  const [found] = await sql.rows<FoundUse>(text, [redemptionId, ...seen.params]);
  return found?.id === redemptionId ? found : refuse('NOT_FOUND', { what: 'redemption' }, ['redemptionId']);
}

/** Uses are business of the brand at which they were made, whoever's they are, and of a till those of its store; a member sees its own. */
export function seenUses(caller: Caller): ReturnType<typeof seenFacts> {
  const store = storeOf(caller);
  if (store !== null) return { where: ' AND brandId = ? AND storeId = ?', params: [caller.brandId, store] };
  if (caller.kind !== 'brand') return seenFacts(caller);
  return caller.isHost ? { where: '', params: [] } : { where: ' AND brandId = ?', params: [caller.brandId] };
}

async function byCode(sql: Sql, spellings: readonly string[]): Promise<Found | undefined> {
  const text = `SELECT id, memberId, benefit, brandId, code FROM grants WHERE code IN ${marks(spellings)}`;
  const rows = await sql.rows<Found & { code: string }>(text, spellings);
  return spellings.flatMap((code) => rows.find((row) => row.code === code) ?? [])[0];
}

async function isOpenTo(part: BenefitsPart, sql: Sql, caller: Caller, found: Found): Promise<boolean> {
  if (caller.isHost || caller.kind === 'operator' || caller.kind === 'system') return true;
  if (caller.kind === 'brand' && isGoodAt(part, found, caller.brandId)) return true;
  if (caller.kind === 'brand' && found.brandId !== caller.brandId) return false;
  const seen = ofSeenMembers(caller, 'id');
  return (await sql.rows(`SELECT id FROM members WHERE id = ?${seen.where}`, [found.memberId, ...seen.params])).length > 0;
} // prettier-ignore

/** A printed code that is good here and that nobody has entered. */
async function requireUnclaimed(
  part: BenefitsPart,
  sql: Sql,
  caller: Caller,
  spellings: readonly string[],
): Promise<void> {
  const text = `SELECT benefit FROM benefit_units WHERE code IN ${marks(spellings)} AND grantId IS NULL`;
  const [unit] = await sql.rows<{ benefit: string }>(text, spellings);
  if (unit && isPrinted(part, unit.benefit) && (caller.isHost || isGoodAt(part, { benefit: unit.benefit, brandId: '' }, caller.brandId))) refuse('CODE_NOT_CLAIMED', {}, ['code']); // prettier-ignore
}

function poolsIn({ benefits }: BenefitsPart): string[] {
  return [...benefits.values()].flatMap(({ code, stock }) => (stock.kind === 'pool' ? code : []));
}

export function isPrinted({ benefits }: BenefitsPart, benefit: string): boolean {
  const stock = benefits.get(benefit)?.stock;
  return stock?.kind === 'pool' && stock.isPrinted;
}
