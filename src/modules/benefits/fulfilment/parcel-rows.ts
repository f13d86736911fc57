import type { Bound } from '../../../kernel/bind.js';
import type { Caller } from '../../../kernel/caller.js';
import type { Sql } from '../../../kernel/database.js';
import type { House } from '../../../kernel/house.js';
import type { LockedMember } from '../../../kernel/participant.js';
import { marks, pages, upsertRows } from '../../../kernel/rows.js';
import type { WriteSession } from '../../../kernel/session.js';
import type { Narrowing } from '../../members/index.js';
import { ofSeenMembers, seenFacts } from '../../members/index.js';
import type { Parcel } from './acts.js';

export const PARCEL_COLUMNS = ['id', 'memberId', 'grantId', 'benefit', 'brandId', 'grantBrandId', 'status', 'useId', 'carrier', 'trackingNumber', 'shipments', 'shipDays', 'eraseDays', 'dueAt', 'alarmAt', 'eraseAt', 'openedAt', 'since', 'addressedAt', 'shippedAt', 'receivedAt', 'returnedAt', 'endedAt', 'note'] as const satisfies readonly (keyof Parcel)[]; // prettier-ignore
const CHANGING = PARCEL_COLUMNS.slice(PARCEL_COLUMNS.indexOf('status'));

/** Parcels are business of the brand that ships them, whoever's they are; others see those of grants they see. */
export function seenParcels(caller: Caller): Narrowing {
  const ofGrants = seenFacts(caller, 'memberId', 'grantBrandId');
  if (caller.kind !== 'brand' || caller.isHost) return ofGrants;
  return { where: ` AND (brandId = ? OR (1 = 1${ofGrants.where}))`, params: [caller.brandId, ...ofGrants.params] };
}

/** Those a caller may do something about: the host and its people about all, a partner about what it ships itself. */
export function shippedBy(caller: Caller): Narrowing {
  if (caller.kind === 'brand' && !caller.isHost) return { where: ' AND brandId = ?', params: [caller.brandId] };
  return caller.kind === 'member' ? { where: ' AND 1 = 0', params: [] } : ofSeenMembers(caller);
}

/** Parcels by id, as they are under the lock of their members; those the caller may not touch are left out. */
export async function lockParcels({ sql }: WriteSession, ids: readonly string[], which: Narrowing): Promise<Map<string, Parcel>> {
  const lock = sql.engine === 'sqlite' ? '' : ' FOR UPDATE';
  const found = new Map<string, Parcel>();
  for (const page of pages([...new Set(ids)].sort())) {
    const text = `SELECT ${PARCEL_COLUMNS.join(', ')} FROM fulfilments WHERE id IN ${marks(page)}${which.where} ORDER BY id${lock}`;
    for (const row of await sql.rows<Parcel>(text, [...page, ...which.params])) found.set(row.id, row);
  }
  return found;
} // prettier-ignore

/** Whose parcels these are, locked. Who ships a parcel need not see the member otherwise. */
export function membersOf({ lockMembers }: House, ids: readonly string[], which: Narrowing): (sql: Sql) => Promise<readonly LockedMember[]> {
  return async (sql) => {
    const memberIds = new Set<string>();
    for (const page of pages([...new Set(ids)])) {
      const text = `SELECT memberId FROM fulfilments WHERE id IN ${marks(page)}${which.where}`;
      for (const { memberId } of await sql.rows<{ memberId: string }>(text, [...page, ...which.params])) memberIds.add(memberId); // prettier-ignore
    }
    return lockMembers(sql, [...memberIds].sort());
  };
} // prettier-ignore

/** Writes parcels that were read under their lock. */
export async function writeParcels(sql: Sql, parcels: readonly Parcel[]): Promise<void> {
  const rows = parcels.map((parcel) => Object.fromEntries(PARCEL_COLUMNS.map((name) => [name, parcel[name] as Bound])));
  await upsertRows(sql, 'fulfilments', ['id'], rows, Object.fromEntries(CHANGING.map((name) => [name, 'replace'])));
}
