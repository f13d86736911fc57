import { matching } from '../../../kernel/config-code.js';
import { asTexts } from '../../../kernel/refusal.js';
import { saying } from '../../../kernel/wrong-value.js';
import { z } from 'zod';
import { zoneOf } from '../../../kernel/calendar.js';
import { idAbout } from '../../../kernel/id.js';
import { localisedText } from '../../../kernel/localised-text.js';
import type { ProgramSection } from '../../../kernel/program.js';
import type { LocalisedText } from '../../../kernel/refusal.js';
import { upsertRows } from '../../../kernel/rows.js';
import type { ReadSession } from '../../../kernel/session.js';
import { brandIdOf, brandIds, hostCode, merged, placeCode } from './place-section.js';
import type { OpeningHours, Store } from './stores.entity.js';

export const STORES = 'stores';
export const STORES_MAX = 1_000;

const time = matching(
  /^([01]\d|2[0-3]):[0-5]\d$/,
  asTexts('a time of day such as 09:30', '须为时间，例如 09:30', '須為時間，例如 09:30'),
);

/** One store of the file. */
export const storeEntry = z.strictObject({
  code: placeCode,
  /** Whose it is, by code; the host's when absent. */
  brand: z.string().nullable().default(null),
  name: localisedText(120),
  status: z.enum(['open', 'closed']).default('open'),
  zone: z
    .string()
    .refine(
      isZone,
      saying(asTexts('no IANA time zone', '不是有效的时区，例如 Asia/Shanghai', '不是有效的時區，例如 Asia/Taipei')),
    )
    .nullable()
    .default(null),
  city: localisedText(120).nullable().default(null),
  address: localisedText(250).nullable().default(null),
  geo: z
    .strictObject({ latitude: z.number().min(-90).max(90), longitude: z.number().min(-180).max(180) })
    .nullable()
    .default(null),
  hours: z
    .array(z.strictObject({ weekday: z.int().min(1).max(7), opens: time, closes: time }))
    .max(21)
    .default([]),
});

export type StoreEntry = z.infer<typeof storeEntry>;

/** A store as it is stored. */
export interface StoreRow {
  readonly id: string;
  readonly brandId: string;
  readonly code: string;
  readonly name: string;
  readonly status: Store['status'];
  readonly zone: string | null;
  readonly city: string | null;
  readonly address: string | null;
  readonly latitude: number | null;
  readonly longitude: number | null;
  readonly hours: string;
  readonly version: number;
  readonly createdAt: number;
}

/** `stores:` of the program file. A file adds stores and changes them; one it does not name stays as it is: brands write theirs themselves. */
export const storesSection: ProgramSection<StoreEntry[]> = {
  name: STORES,
  schema: z.array(storeEntry).max(STORES_MAX).default([]),

  async read(session) {
    const rows = await storedStores(session);
    return rows.map(({ entry }) => entry).sort(byBrandAndCode);
  },

  async complete(session, given) {
    return merged(STORES, await hostCode(session), await storesSection.read(session), given);
  },

  async write(session, entries) {
    const brands = await brandIds(session);
    const stored = new Map((await storedStores(session)).map((each) => [each.row.id, each]));
    const rows = entries.flatMap((entry) => {
      const brandId = brandIdOf(brands, entry, STORES);
      const id = storeId(brandId, entry.code);
      const before = stored.get(id);
      if (before && JSON.stringify(before.entry) === JSON.stringify(entry)) return [];
      return [rowOf(id, brandId, entry, before?.row ?? { version: 0, createdAt: session.now })];
    });
    await upsertRows(session.sql, 'stores', ['id'], rows, REPLACED);
  },
};

const REPLACED = { name: 'replace', status: 'replace', zone: 'replace', city: 'replace', address: 'replace', latitude: 'replace', longitude: 'replace', hours: 'replace', version: 'replace' } as const; // prettier-ignore

/** The same on every database: it follows from whose it is and what they call it. */
export function storeId(brandId: string, code: string): string {
  return idAbout('sto', brandId, code);
}

/** Every store as it is stored, and as a file says it. */
async function storedStores({ sql }: Pick<ReadSession, 'sql'>): Promise<{ row: StoreRow; entry: StoreEntry }[]> {
  const rows = await sql.rows<StoreRow & { brand: string | null }>(
    'SELECT s.*, CASE WHEN b.isHost = 1 THEN NULL ELSE b.code END AS brand FROM stores s JOIN brands b ON b.id = s.brandId',
  );
  return rows.map(({ brand, ...row }) => ({ row, entry: entryOf(row, brand) }));
}

function entryOf({ code, name, status, zone, city, address, latitude, longitude, hours }: StoreRow, brand: string | null): StoreEntry {
  return {
    code,
    brand,
    name: JSON.parse(name) as LocalisedText,
    status,
    zone,
    city: city === null ? null : (JSON.parse(city) as LocalisedText),
    address: address === null ? null : (JSON.parse(address) as LocalisedText),
    geo: latitude === null || longitude === null ? null : { latitude, longitude },
    hours: JSON.parse(hours) as OpeningHours[],
  };
} // prettier-ignore

function rowOf(
  id: string,
  brandId: string,
  { code, name, status, zone, city, address, geo, hours }: StoreEntry,
  { version, createdAt }: Pick<StoreRow, 'version' | 'createdAt'>,
) {
  return {
    id,
    brandId,
    code,
    name: JSON.stringify(name),
    status,
    zone,
    city: city && JSON.stringify(city),
    address: address && JSON.stringify(address),
    latitude: geo?.latitude ?? null,
    longitude: geo?.longitude ?? null,
    hours: JSON.stringify(hours),
    version: version + 1,
    createdAt,
  };
}

function byBrandAndCode(a: StoreEntry, b: StoreEntry): number {
  return `${a.brand ?? ''}/${a.code}` < `${b.brand ?? ''}/${b.code}` ? -1 : 1;
}

function isZone(name: string): boolean {
  try {
    zoneOf(name);
    return true;
  } catch {
    return false;
  }
}
