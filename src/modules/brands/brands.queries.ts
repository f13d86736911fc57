import type { Sql } from '../../kernel/database.js';
import type { ReadSession } from '../../kernel/session.js';
import { refuse } from '../../kernel/refusal.js';

/** What callers see of a brand. */
export interface BrandFacts {
  readonly id: string;
  readonly code: string;
  readonly name: string;
  readonly isHost: boolean;
  readonly zone: string;
  readonly currency: string;
}

/** Brands by id, in no order; those that do not exist are left out. */
export async function brandsById({ sql }: ReadSession, ids: readonly string[]): Promise<Map<string, BrandFacts>> {
  const rows = await sql.rows<Omit<BrandFacts, 'isHost'> & { isHost: number }>(
    `SELECT id, code, name, isHost, zone, currency FROM brands WHERE id IN (${ids.map(() => '?').join(', ')})`,
    ids,
  );
  return new Map(rows.map((row) => [row.id, { ...row, isHost: row.isHost === 1 }]));
}

/** The id of an active brand; the host when no code is given. Refuses UNKNOWN_BRAND. */
export async function brandIdByCode(sql: Sql, code?: string): Promise<string> {
  const [row] = code
    ? await sql.rows<{ id: string }>("SELECT id FROM brands WHERE code = ? AND status = 'active'", [code])
    : await sql.rows<{ id: string }>("SELECT id FROM brands WHERE isHost = 1 AND status = 'active'");
  return row?.id ?? refuse('UNKNOWN_BRAND', { code: code ?? 'host' });
}
