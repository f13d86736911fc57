import type { Sql } from '../../kernel/database.js';
import { refuse } from '../../kernel/refusal.js';
import { insertRows, pages } from '../../kernel/rows.js';
import type { WriteSession } from '../../kernel/session.js';
import type { BenefitEntry } from './terms.js';

/** Beyond this nobody counts: how many are left is told up to here. */
export const STOCK_COUNTED_MAX = 10_000;

/** Makes the units that counted benefits say there are; takes free ones away where there are fewer now. Refuses STOCK_TAKEN where too many are out already. */
export async function stockUnits(session: WriteSession, entries: readonly BenefitEntry[]): Promise<void> {
  const { sql } = session;
  const counts = await unitCounts(sql);
  for (const { code, stock } of entries) {
    if (stock.kind !== 'counted') continue;
    const { total, highest } = counts.get(code) ?? { total: 0, highest: 0 };
    if (stock.units > total) await addUnits(session, code, highest + 1, stock.units - total);
    if (stock.units < total) await removeUnits(sql, code, total - stock.units);
  }
}

interface Counted {
  readonly total: number;
  readonly highest: number;
}

async function unitCounts(sql: Sql): Promise<Map<string, Counted>> {
  const rows = await sql.rows<{ benefit: string; total: number; highest: number }>(
    'SELECT benefit, COUNT(*) AS total, MAX(number) AS highest FROM benefit_units GROUP BY benefit',
  );
  return new Map(rows.map(({ benefit, total, highest }) => [benefit, { total, highest }])); // prettier-ignore
}

async function addUnits({ sql, now }: WriteSession, benefit: string, first: number, count: number): Promise<void> {
  const numbers = Array.from({ length: count }, (_, at) => first + at);
  for (const page of pages(numbers, 10_000)) {
    await insertRows(sql, 'benefit_units', page.map((number) => ({ benefit, number, code: null, grantId: null, freedAt: now }))); // prettier-ignore
  }
}

async function removeUnits(sql: Sql, benefit: string, count: number): Promise<void> {
  const lock = sql.engine === 'sqlite' ? '' : ' FOR UPDATE';
  const free = await sql.rows<{ number: number }>(
    `SELECT number FROM benefit_units WHERE benefit = ? AND grantId IS NULL ORDER BY number DESC LIMIT ${count}${lock}`,
    [benefit],
  );
  if (free.length < count) refuse('STOCK_TAKEN', { benefit, taken: count - free.length }, ['benefits']);
  const from = Math.min(...free.map(({ number }) => number));
  await sql.run('DELETE FROM benefit_units WHERE benefit = ? AND grantId IS NULL AND number >= ?', [benefit, from]);
}

/**
 * A look at the stock before anybody stands in line for it, where being late means going without. Refuses OUT_OF_STOCK.
 */
export function firstLook({ code, stock, otherwise }: Pick<BenefitEntry, 'code' | 'stock' | 'otherwise'>) {
  if (stock.kind === 'unlimited' || otherwise.length > 0) return undefined;
  return async (sql: Sql): Promise<void> => {
    const free = await sql.rows('SELECT 1 FROM benefit_units WHERE benefit = ? AND grantId IS NULL LIMIT 1', [code]);
    if (free.length === 0) refuse('OUT_OF_STOCK', { benefit: code });
  };
}

/** Free units by benefit, counted up to `STOCK_COUNTED_MAX`. */
export async function stockLeft(sql: Sql, benefits: readonly string[]): Promise<Map<string, number>> {
  if (benefits.length === 0) return new Map();
  const one = `SELECT ? AS benefit, COUNT(*) AS free FROM (SELECT number FROM benefit_units WHERE benefit = ? AND grantId IS NULL LIMIT ${STOCK_COUNTED_MAX}) AS some`;
  const rows = await sql.rows<{ benefit: string; free: number }>(
    benefits.map(() => one).join(' UNION ALL '),
    benefits.flatMap((benefit) => [benefit, benefit]),
  );
  return new Map(rows.map(({ benefit, free }) => [benefit, free]));
}
