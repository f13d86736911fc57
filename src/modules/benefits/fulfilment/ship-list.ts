import type { Caller } from '../../../kernel/caller.js';
import type { Instant } from '../../../kernel/clock.js';
import type { Cell } from '../../../kernel/csv.js';
import { csvLines } from '../../../kernel/csv.js';
import type { Sql } from '../../../kernel/database.js';
import type { House } from '../../../kernel/house.js';
import type { Locale } from '../../../kernel/refusal.js';
import { marks } from '../../../kernel/rows.js';
import { benefitsOf } from '../benefit-type.js';
import { shippedBy } from './parcel-rows.js';

export const SHIP_LIST_MAX = 5_000;

/** The first line of a ship list: the last two columns are filled in and the file is sent back. */
export const HEADING: readonly string[] = ['fulfilment', 'benefit', 'title', 'waitingSince', 'shipBy', 'overdue', 'name', 'phone', 'country', 'region', 'city', 'address', 'postcode', 'carrier', 'trackingNumber']; // prettier-ignore

/** A place in the list: since when a parcel waits, and which it is. */
export interface Place {
  readonly since: Instant;
  readonly id: string;
}

export interface ShipList {
  /** Lines without the heading. */
  readonly lines: string;
  readonly count: number;
  /** Where the list goes on; null at its end. */
  readonly next: Place | null;
}

export interface Listing {
  readonly brandId: string;
  readonly benefits?: readonly string[] | null;
  readonly locale: Locale;
  readonly limit: number;
  readonly after?: Place | null;
}

interface Row extends Place {
  readonly benefit: string;
  readonly dueAt: Instant;
  readonly name: string;
  readonly phone: string;
  readonly addressLines: string;
  readonly city: string | null;
  readonly region: string | null;
  readonly postcode: string | null;
  readonly country: string;
}

/** What a brand has to ship, with where it goes, what waits longest first. Everybody who is given it may see addresses. */
export async function shipList({ house, sql, now }: { house: House; sql: Sql; now: Instant }, caller: Caller, { brandId, benefits = null, locale, limit, after = null }: Listing): Promise<ShipList> {
  if (benefits?.length === 0) return { lines: '', count: 0, next: null };
  const own = shippedBy(caller);
  const beyond = after === null ? '' : ' AND (since > ? OR (since = ? AND id > ?))';
  const ofBenefits = benefits === null ? '' : ` AND benefit IN ${marks(benefits)}`;
  const waiting = `SELECT id, benefit, dueAt, since FROM fulfilments WHERE status = 'to-ship' AND brandId = ?${own.where}${ofBenefits}${beyond} ORDER BY since, id LIMIT ${limit + 1}`;
  const text = `SELECT f.id, f.benefit, f.dueAt, f.since, a.name, a.phone, a.addressLines, a.city, a.region, a.postcode, a.country FROM (${waiting}) f JOIN fulfilment_addresses a ON a.fulfilmentId = f.id ORDER BY f.since, f.id`;
  const rows = await sql.rows<Row>(text, [brandId, ...own.params, ...(benefits ?? []), ...(after ? [after.since, after.since, after.id] : [])]);
  const shown = rows.slice(0, limit);
  const part = benefitsOf(house.programs.current());
  const titleOf = (code: string) => part.benefits.get(code)?.name[locale] ?? code;
  const last = shown.at(-1);
  return { lines: csvLines(shown.map((row) => cellsOf(row, titleOf(row.benefit), now))), count: shown.length, next: rows.length > limit && last ? { since: last.since, id: last.id } : null };
} // prettier-ignore

function cellsOf(row: Row, title: string, now: Instant): Cell[] {
  const { id, benefit, since, dueAt, name, phone, country, region, city, addressLines, postcode } = row;
  const address = (JSON.parse(addressLines) as string[]).join(', ');
  return [id, benefit, title, told(since), told(dueAt), dueAt <= now ? 'yes' : 'no', name, phone, country, region, city, address, postcode, null, null]; // prettier-ignore
}

function told(at: Instant): string {
  return new Date(at).toISOString();
}
