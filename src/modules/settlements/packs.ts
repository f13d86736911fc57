import { dayOf } from '../../kernel/calendar.js';
import type { Sql } from '../../kernel/database.js';
import { newId } from '../../kernel/id.js';
import { share } from '../../kernel/money.js';
import type { Program } from '../../kernel/program.js';
import { refuse, refuseInput } from '../../kernel/refusal.js';
import { insertRows, upsertRows } from '../../kernel/rows.js';
import type { WriteSession } from '../../kernel/session.js';
import { readTerms } from './agreements.js';
import type { Terms } from './agreements.js';
import { seesStatementsOf } from './statements.queries.js';
import { settlementReasons as reasons } from './settlements.reasons.js';

export interface PackOrder {
  readonly brandId: string;
  readonly wallet: string;
  /** Whole points. */
  readonly points: number;
  /** Minor units, without tax. */
  readonly priceMinor: number;
}

/**
 * Sells a brand points it may issue later. Their price is a line of this month's statement; a partner pays the agreed
 * one, the host may set another. Refuses NOT_FOUND, INVALID_POINTS, INVALID_INPUT, UNKNOWN_WALLET, PACKS_NOT_AGREED,
 * PACK_PRICE_NOT_AGREED. Answers the id of the pack.
 */
export async function buyPack(session: WriteSession, { brandId, wallet, points, priceMinor }: PackOrder): Promise<string> {
  const { sql, now, caller, house } = session;
  if (!seesStatementsOf(caller, brandId)) refuse('NOT_FOUND', { what: 'brand' }, ['input', 'brandId']);
  const program = house.programs.current();
  requireWallet(program, wallet);
  requireAmounts(points, priceMinor);
  const boughtOn = dayOf(now, program.zone);
  const agreed = (await readTerms(sql))(brandId, boughtOn);
  requireAgreed(agreed, points, priceMinor, caller.isHost || caller.kind === 'operator');
  const id = newId('pck');
  await insertRows(sql, 'point_packs', [{ id, brandId, wallet, points, priceMinor, boughtAt: now, boughtOn }]);
  await returnToPack(session, brandId, wallet, points);
  session.audit({
    action: 'settlements.pack-bought',
    subject: { type: 'brand', id: brandId },
    after: { packId: id, wallet, points, priceMinor },
  });
  return id;
} // prettier-ignore

/** What a brand may still issue of what it bought, by wallet. */
export async function packLeft(sql: Sql, brandId: string): Promise<ReadonlyMap<string, number>> {
  const rows = await sql.rows<{ wallet: string; remaining: number }>(
    'SELECT wallet, remaining FROM pack_balances WHERE brandId = ? ORDER BY wallet',
    [brandId],
  );
  return new Map(rows.map(({ wallet, remaining }) => [wallet, remaining]));
}

/** Takes points that are issued out of what a brand bought; false when not as many are left, and then nothing is taken. */
export async function takeFromPack(
  { sql }: WriteSession,
  brandId: string,
  wallet: string,
  points: number,
): Promise<boolean> {
  const taken = await sql.run(
    'UPDATE pack_balances SET remaining = remaining - ? WHERE brandId = ? AND wallet = ? AND remaining >= ?',
    [points, brandId, wallet, points],
  );
  return taken === 1;
}

/** Puts points back that were issued and taken back. */
export async function returnToPack(
  { sql }: WriteSession,
  brandId: string,
  wallet: string,
  points: number,
): Promise<void> {
  const row = { brandId, wallet, remaining: points };
  await upsertRows(sql, 'pack_balances', ['brandId', 'wallet'], [row], { remaining: 'add' });
}

function requireWallet({ sections }: Program, code: string): void {
  const wallets = sections['wallets'] as readonly { readonly code: string }[];
  if (!wallets.some((wallet) => wallet.code === code)) {
    refuse('UNKNOWN_WALLET', { wallet: code }, ['input', 'wallet']);
  }
}

const MOST = 1_000_000_000_000;

function requireAmounts(points: number, priceMinor: number): void {
  if (points < 1 || points > MOST) refuse('INVALID_POINTS', { max: MOST }, ['input', 'points']);
  if (priceMinor < 0 || priceMinor > MOST) {
    refuseInput(reasons.priceBetween(MOST), ['input', 'priceMinor']);
  }
}

function requireAgreed(agreed: Terms | null, points: number, priceMinor: number, isFree: boolean): void {
  if (agreed?.issuing !== 'prepaid') refuse('PACKS_NOT_AGREED', {}, ['input', 'brandId']);
  const price = agreedPrice(agreed, points);
  if (!isFree && priceMinor !== price) refuse('PACK_PRICE_NOT_AGREED', { priceMinor: price }, ['input', 'priceMinor']);
}

function agreedPrice({ earnRate }: Terms, points: number): number {
  return share(points, earnRate, 1_000);
}
