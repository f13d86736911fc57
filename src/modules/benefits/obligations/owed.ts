import type { Sql } from '../../../kernel/database.js';
import { refuse } from '../../../kernel/refusal.js';
import { marks } from '../../../kernel/rows.js';

/** What ends must owe nothing: a promise that is open is kept or settled first. Refuses BENEFIT_OWED with how many are open. */
export async function requireNothingOwed(
  sql: Sql,
  benefits: readonly string[],
  path: readonly string[],
): Promise<void> {
  if (benefits.length === 0) return;
  const [row] = await sql.rows<{ benefit: string; open: number }>(
    `SELECT benefit, COUNT(*) AS open FROM obligations WHERE benefit IN ${marks(benefits)} AND status = 'open' GROUP BY benefit ORDER BY benefit LIMIT 1`,
    benefits,
  );
  if (row) refuse('BENEFIT_OWED', { benefit: row.benefit, open: row.open }, path);
}
