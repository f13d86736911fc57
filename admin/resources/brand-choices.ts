import type { LocalisedText } from '../../src/kernel/refusal.js';
import type { Desk } from '../desk.js';

/** The brands that take part, to choose from. */
export async function brandChoices({ sql }: Desk) {
  const rows = await sql.rows<{ id: string; name: string }>(
    "SELECT id, name FROM brands WHERE status = 'active' ORDER BY isHost DESC, code",
  );
  return rows.map(({ id, name }) => ({ value: id, label: name }));
}

/** Open stores, to choose from: of every brand, or of the host alone. */
export async function storeChoices({ sql, locale }: Desk, isOfHostOnly = false) {
  const rows = await sql.rows<{ id: string; name: string; brand: string; isHost: number }>(
    "SELECT s.id, s.name, b.name AS brand, b.isHost FROM stores s JOIN brands b ON b.id = s.brandId WHERE s.status = 'open' AND b.status = 'active' ORDER BY b.isHost DESC, b.code, s.code",
  );
  const shown = rows.filter(({ isHost }) => isHost === 1 || !isOfHostOnly);
  return shown.map(({ id, name, brand }) => ({ value: id, label: `${(JSON.parse(name) as LocalisedText)[locale]} · ${brand}` })); // prettier-ignore
}

/** What stores are called, by id. */
export async function storeNames({ sql, locale }: Desk): Promise<ReadonlyMap<string, string>> {
  const rows = await sql.rows<{ id: string; name: string }>('SELECT id, name FROM stores');
  return new Map(rows.map(({ id, name }) => [id, (JSON.parse(name) as LocalisedText)[locale]]));
}
