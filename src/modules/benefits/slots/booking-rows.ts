import type { Bound } from '../../../kernel/bind.js';
import type { Caller } from '../../../kernel/caller.js';
import type { Sql } from '../../../kernel/database.js';
import type { RequestContext } from '../../../kernel/graphql/context.js';
import type { Loading } from '../../../kernel/graphql/loaders.js';
import { ask } from '../../../kernel/graphql/loaders.js';
import type { Page, PageArguments } from '../../../kernel/graphql/page.js';
import { readPage } from '../../../kernel/graphql/page.js';
import { groupBy } from '../../../kernel/group.js';
import type { House } from '../../../kernel/house.js';
import type { LockedMember } from '../../../kernel/participant.js';
import { marks } from '../../../kernel/rows.js';
import { storeOf } from '../../brands/index.js';
import type { Narrowing } from '../../members/index.js';
import { seenFacts } from '../../members/index.js';
import type { Booking, BookingStatus } from './booking-acts.js';

export const BOOKING_COLUMNS = ['id', 'memberId', 'grantId', 'useId', 'benefit', 'brandId', 'grantBrandId', 'slotId', 'storeId', 'startsAt', 'endsAt', 'status', 'bookedAt', 'cancelUntil', 'endedAt'] as const satisfies readonly (keyof Booking)[]; // prettier-ignore

/** Bookings are business of the brand whose service it is, of a till or a clerk those of its store; others see those of grants they see. */
export function seenBookings(caller: Caller): Narrowing {
  if (storeOf(caller) !== null) return servedBy(caller);
  const ofGrants = seenFacts(caller, 'memberId', 'grantBrandId');
  if (caller.kind !== 'brand' || caller.isHost) return ofGrants;
  return { where: ` AND (brandId = ? OR (1 = 1${ofGrants.where}))`, params: [caller.brandId, ...ofGrants.params] };
}

/** Those whose service a caller gives: the host sees to all, a partner to its own, a till and a clerk to those of their store. */
export function servedBy(caller: Caller): Narrowing {
  const store = storeOf(caller);
  if (store !== null) return { where: ' AND brandId = ? AND storeId = ?', params: [caller.brandId, store] };
  if (caller.kind === 'member' || caller.metSince !== undefined) return { where: ' AND 1 = 0', params: [] };
  return caller.kind === 'brand' && !caller.isHost ? { where: ' AND brandId = ?', params: [caller.brandId] } : { where: '', params: [] }; // prettier-ignore
}

export interface BookingsAsked {
  readonly storeId: string | null;
  readonly status: readonly BookingStatus[] | null;
  readonly from: number | null;
  readonly to: number | null;
}

/** Bookings of services a caller gives, the earliest first. */
export function bookingPage(context: RequestContext, { storeId, status, from, to }: BookingsAsked, page: PageArguments): Promise<Page<Booking>> {
  const own = servedBy(context.caller);
  const parts: [string, readonly Bound[]][] = [
    ...(storeId === null ? [] : [['storeId = ?', [storeId]] as [string, Bound[]]]),
    ...(status === null ? [] : [status.length === 0 ? (['1 = 0', []] as [string, Bound[]]) : ([`status IN ${marks(status)}`, status] as [string, readonly Bound[]])]),
    ...(from === null ? [] : [['startsAt >= ?', [from]] as [string, Bound[]]]),
    ...(to === null ? [] : [['startsAt < ?', [to]] as [string, Bound[]]]),
  ];
  const where = parts.map(([text]) => ` AND ${text}`).join('');
  const params = [...parts.flatMap(([, values]) => values), ...own.params];
  return readPage<Booking>(context, { name: 'bookings', columns: BOOKING_COLUMNS, from: `FROM service_bookings WHERE 1 = 1${where}${own.where}`, params, order: ['startsAt', 'id'], isDescending: false }, page);
} // prettier-ignore

/** Bookings by id; those the caller may not see are not found. */
export const bookings: Loading<string, Booking> = {
  async read(context, ids) {
    const seen = seenBookings(context.caller);
    const rows = await ask<Booking>(context, { columns: BOOKING_COLUMNS, from: `FROM service_bookings WHERE id IN ${marks(ids)}${seen.where}`, params: [...ids, ...seen.params] }); // prettier-ignore
    return new Map(rows.map((row) => [row.id, row]));
  },
};

/** Bookings by grant, the earliest first: the last hundred of each is more than anybody has. */
export const bookingsOfGrants: Loading<string, Booking[]> = {
  async read(context, grantIds) {
    const seen = seenBookings(context.caller);
    const rows = await ask<Booking>(context, { columns: BOOKING_COLUMNS, from: `FROM service_bookings WHERE grantId IN ${marks(grantIds)}${seen.where}`, params: [...grantIds, ...seen.params] }); // prettier-ignore
    const inOrder = [...rows].sort((a, b) => a.startsAt - b.startsAt || (a.id < b.id ? -1 : 1));
    return groupBy(inOrder, ({ grantId }) => grantId);
  },
};

/** Whose booking it is, locked. */
export function memberOfBooking({ lockMembers }: House, id: string, which: Narrowing): (sql: Sql) => Promise<readonly LockedMember[]> {
  return async (sql) => {
    const rows = await sql.rows<{ id: string; memberId: string }>(`SELECT id, memberId FROM service_bookings WHERE id = ?${which.where}`, [id, ...which.params]);
    return lockMembers(sql, rows.flatMap((row) => (row.id === id ? row.memberId : [])));
  };
} // prettier-ignore
