import type { RequestContext } from '../../kernel/graphql/context.js';
import type { Loading } from '../../kernel/graphql/loaders.js';
import { ask } from '../../kernel/graphql/loaders.js';
import type { Sql } from '../../kernel/database.js';
import type { Locale } from '../../kernel/refusal.js';
import { refuse } from '../../kernel/refusal.js';
import { marks } from '../../kernel/rows.js';
import type { Brand } from './brands.entity.js';

/** What callers see of a brand. */
export interface BrandFacts {
  readonly id: string;
  readonly code: string;
  readonly name: string;
  readonly isHost: boolean;
  readonly zone: string;
  readonly currency: string;
  /** The language it speaks. */
  readonly locale: Locale;
}

/** A brand as it is stored. */
export interface BrandRow extends Omit<BrandFacts, 'isHost'> {
  readonly isHost: number;
  readonly status: Brand['status'];
  readonly version: number;
  readonly createdAt: number;
}

const COLUMNS = ['id', 'code', 'name', 'isHost', 'zone', 'currency', 'locale', 'status', 'version', 'createdAt'];

/** Rows of brands by id, closed ones too. */
export const brandRows: Loading<string, BrandRow> = {
  async read(context, ids) {
    const from = `FROM brands WHERE id IN ${marks(ids)}`;
    const rows = await ask<BrandRow>(context, { columns: COLUMNS, from, params: ids });
    return new Map(rows.map((row) => [row.id, row]));
  },
};

/** All brands in some states, by code. */
export async function brandsIn(context: RequestContext, statuses: readonly Brand['status'][]): Promise<BrandFacts[]> {
  const from = `FROM brands WHERE status IN ${marks(statuses)}`;
  const rows = await ask<BrandRow>(context, { columns: COLUMNS, from, params: statuses });
  return rows.map(brandFacts).sort((a, b) => (a.code < b.code ? -1 : 1));
}

/** One brand, also a closed one. */
export async function brandById(sql: Sql, id: string): Promise<BrandRow | null> {
  const [row] = await sql.rows<BrandRow>(`SELECT ${COLUMNS.join(', ')} FROM brands WHERE id = ?`, [id]);
  return row ?? null;
}

export function brandFacts({ id, code, name, isHost, zone, currency, locale }: BrandRow): BrandFacts {
  return { id, code, name, isHost: isHost === 1, zone, currency, locale };
}

/** The id of an active brand; the host when no code is given. Refuses UNKNOWN_BRAND. */
export async function brandIdByCode(sql: Sql, code?: string): Promise<string> {
  const [row] = code
    ? await sql.rows<{ id: string }>("SELECT id FROM brands WHERE code = ? AND status = 'active'", [code])
    : await sql.rows<{ id: string }>("SELECT id FROM brands WHERE isHost = 1 AND status = 'active'");
  return row?.id ?? refuse('UNKNOWN_BRAND', { code: code ?? 'host' });
}

/** The codes of the partners that take part, by their ids. */
export async function partnersTakingPart(sql: Sql): Promise<Map<string, string>> {
  const rows = await sql.rows<{ id: string; code: string }>(
    "SELECT id, code FROM brands WHERE isHost = 0 AND status = 'active'",
  );
  return new Map(rows.map(({ id, code }) => [id, code]));
}

/** When the first partner came; null while the host is alone. */
export async function firstPartnerAt(sql: Sql): Promise<number | null> {
  const [row] = await sql.rows<{ at: number | null }>('SELECT MIN(createdAt) AS at FROM brands WHERE isHost = 0');
  return row?.at ?? null;
}
