import { ApiKey, Brand } from '../../src/modules/brands/index.js';
import type { Row } from '../adapter/table.js';
import { equals } from '../adapter/table.js';
import type { Desk } from '../desk.js';
import { storeNames } from './brand-choices.js';
import { keyDeeds } from './keys.deeds.js';
import type { Shelf } from './shelf.js';

export const brandsShelf: Shelf = {
  icon: 'Home',
  table: {
    id: 'brands',
    entity: Brand,
    scope: 'program:read',
    columns: {
      id: 'code',
      code: 'code',
      name: 'text',
      isHost: 'yesno',
      status: 'choice',
      zone: 'text',
      currency: 'text',
      locale: 'text',
      createdAt: 'instant',
    },
    list: ['name', 'code', 'isHost', 'status', 'zone', 'currency', 'createdAt'],
    order: ['code', 'id'],
  },
};

export const keysShelf: Shelf = {
  icon: 'Key',
  deeds: keyDeeds,
  table: {
    id: 'keys',
    entity: ApiKey,
    scope: 'keys:write',
    columns: {
      id: 'code', label: 'text', keyId: 'code', brandId: 'code', storeId: 'code', kind: 'choice', scopes: 'list', origins: 'list', expiresAt: 'instant', revokedAt: 'instant', lastUsedAt: 'instant', createdAt: 'instant',
    }, // prettier-ignore
    added: { brand: 'text', store: 'text' },
    list: ['label', 'brand', 'store', 'kind', 'keyId', 'scopes', 'lastUsedAt', 'expiresAt', 'revokedAt'],
    order: ['createdAt', 'id'],
    isDescending: true,
    filters: { kind: equals('kind', ['brand', 'publishable']) },
    present: async (rows, desk) => {
      const names = await storeNames(desk);
      return (await withBrands(rows, desk)).map((row) => ({
        ...row,
        store: names.get(String(row['storeId'])) ?? null,
      }));
    },
  },
};

/** With the names of the brands of one page. */
export async function withBrands(rows: readonly Row[], { sql }: Desk): Promise<Row[]> {
  const brands = await sql.rows<{ id: string; name: string }>('SELECT id, name FROM brands');
  const names = new Map(brands.map(({ id, name }) => [id, name]));
  return rows.map((row) => ({ ...row, brand: names.get(String(row['brandId'])) ?? null }));
}

/** The partners that take part, to choose from. */
export async function partnerChoices({ sql }: Desk) {
  const rows = await sql.rows<{ id: string; name: string }>(
    "SELECT id, name FROM brands WHERE status = 'active' AND isHost = 0 ORDER BY code",
  );
  return rows.map(({ id, name }) => ({ value: id, label: name }));
}
