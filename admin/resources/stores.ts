import { Channel, Store } from '../../src/modules/brands/index.js';
import type { OpeningHours } from '../../src/modules/brands/index.js';
import type { LocalisedText } from '../../src/kernel/refusal.js';
import type { Row } from '../adapter/table.js';
import { equals } from '../adapter/table.js';
import type { Desk } from '../desk.js';
import { withBrands } from './brands.js';
import { nameIn } from './program.js';
import type { Shelf } from './shelf.js';
import { channelDeeds, storeDeeds } from './stores.deeds.js';
import { hoursSaid } from './stores.forms.js';

export const storesShelf: Shelf = {
  icon: 'MapPin',
  deeds: storeDeeds,
  table: {
    id: 'stores',
    entity: Store,
    scope: 'stores:read',
    columns: {
      id: 'code', brandId: 'code', code: 'code', name: 'text', status: 'choice', city: 'text', address: 'text', zone: 'text', latitude: 'text', longitude: 'text', hours: 'text', version: 'number', createdAt: 'instant',
    }, // prettier-ignore
    added: { brand: 'text' },
    list: ['name', 'brand', 'code', 'city', 'status', 'hours', 'createdAt'],
    order: ['brandId', 'code', 'id'],
    filters: { status: equals('status', ['open', 'closed']), code: equals('code') },
    present: async (rows, desk) => (await withBrands(rows, desk)).map((row) => told(desk, row)),
  },
};

export const channelsShelf: Shelf = {
  icon: 'Share2',
  deeds: channelDeeds,
  table: {
    id: 'channels',
    entity: Channel,
    scope: 'channels:read',
    columns: { id: 'code', brandId: 'code', code: 'code', kind: 'choice', name: 'text', version: 'number', createdAt: 'instant' }, // prettier-ignore
    added: { brand: 'text' },
    list: ['name', 'brand', 'code', 'kind', 'createdAt'],
    order: ['brandId', 'code', 'id'],
    filters: { kind: equals('kind', ['online', 'shop', 'poster', 'partner']), code: equals('code') },
    present: async (rows, desk) =>
      (await withBrands(rows, desk)).map((row) => ({ ...row, name: nameIn(desk, row['name']) })),
  },
};

function told(desk: Desk, row: Row): Row {
  const { city, address, hours } = row as { city?: LocalisedText | null; address?: LocalisedText | null; hours?: OpeningHours[] }; // prettier-ignore
  return {
    ...row,
    name: nameIn(desk, row['name']),
    city: city?.[desk.locale] ?? null,
    address: address?.[desk.locale] ?? null,
    hours: hoursSaid(JSON.stringify(hours ?? [])).replaceAll('\n', ', '),
  };
}
