import { refuse } from '../../../kernel/refusal.js';
import { insertRows, upsertRows } from '../../../kernel/rows.js';
import type { WriteSession } from '../../../kernel/session.js';
import { drainNow } from '../../../kernel/unit-of-work.js';
import type { Narrowing } from '../../members/index.js';
import type { Offered } from '../compile.js';
import { offeredOf } from '../compile.js';
import { recordAndAsk, redemptionOf } from '../operations.js';
import type { Booking, BookingAct } from './booking-acts.js';
import { bookingAfter, settlesAt } from './booking-acts.js';
import { BOOKING_COLUMNS } from './booking-rows.js';
import { bookingOf } from './cancelled.js';
import { ONLINE, slotIdOf, slotPlace } from './slot-list.js';
import { bookable, cancelUntil, slotAt } from './slot-times.js';

export interface Wanted {
  readonly memberId: string;
  readonly grantId: string;
  readonly storeId: string | null;
  readonly startsAt: number;
}

interface GrantRow {
  readonly benefit: string;
  readonly brandId: string;
  readonly usableFrom: number;
  readonly expiresAt: number | null;
}

/**
 * Books a time with a use of a grant, which is held for it until it was attended, missed or cancelled. Refuses NO_SLOTS,
 * NOT_GOOD_HERE, SLOT_UNKNOWN for no time of the service, SLOT_NOT_OPEN for one that is too soon or too far, SLOT_FULL,
 * GRANT_EXPIRED and GRANT_NOT_YET for a time beyond its life, GRANT_KEPT, GRANT_HELD, GRANT_ENDED. Answers the booking and the activity.
 */
export async function bookSlot(session: WriteSession, { memberId, grantId, storeId: named, startsAt }: Wanted): Promise<{ id: string; bookingId: string }> {
  const { sql, house, now } = session;
  const program = house.programs.current();
  const [grant] = await sql.rows<GrantRow>('SELECT benefit, brandId, usableFrom, expiresAt FROM grants WHERE id = ? AND memberId = ?', [grantId, memberId]);
  const offered = grant && offeredOf(program, grant.benefit);
  if (!offered) refuse('NO_SLOTS', { benefit: grant?.benefit ?? '' }, ['grantId']);
  const { slots, brandId, storeId } = slotPlace(session, offered, named);
  const open = bookable(slots, now);
  if (startsAt < open.from || startsAt > open.to) refuse('SLOT_NOT_OPEN', { from: told(open.from), until: told(open.to) }, ['startsAt']);
  const time = slotAt(slots, startsAt, program.zone) ?? refuse('SLOT_UNKNOWN', {}, ['startsAt']); // only of what can be booked: days of the year 0 do not count on
  const end = endOf(grant, offered);
  if (end !== null && startsAt >= end) refuse('GRANT_EXPIRED', { status: 'expired', expiredAt: told(end) }, ['startsAt']);
  if (startsAt < grant.usableFrom) refuse('GRANT_NOT_YET', { usableFrom: told(grant.usableFrom) }, ['startsAt']);
  const activityId = recordAndAsk(session, 'service.booked', { memberId, brandId }, { grantId, benefit: offered.code, startsAt: told(startsAt), ...(storeId ? { storeId } : {}), isAhead: true, reason: 'booked' });
  await drainNow(session); // whoever has no use left is told so before it takes somebody's place
  const slotId = slotIdOf(offered.code, storeId, startsAt);
  await takePlace(session, { id: slotId, benefit: offered.code, place: storeId ?? ONLINE, startsAt }, slots.capacity);
  const useId = redemptionOf(activityId);
  const booking: Booking = {
    ...{ id: bookingOf(useId), memberId, grantId, useId, benefit: offered.code, brandId, grantBrandId: grant.brandId, slotId, storeId },
    ...{ ...time, status: 'booked', bookedAt: now, cancelUntil: cancelUntil(slots, startsAt), endedAt: null },
  };
  await insertRows(sql, 'service_bookings', [{ ...booking, dueAt: settlesAt(booking.endsAt) }]);
  return { id: activityId, bookingId: booking.id };
} // prettier-ignore

/** When it dies: what has no end of its own is honoured until its benefit has retired. */
function endOf({ expiresAt }: GrantRow, { status, honourUntil }: Offered): number | null {
  const isLeaving = status === 'retiring' && honourUntil !== null;
  return expiresAt === null && isLeaving ? Date.parse(honourUntil) : expiresAt;
}

interface Place {
  readonly id: string;
  readonly benefit: string;
  readonly place: string;
  readonly startsAt: number;
}

/** Takes one of the places of a time, by a write that finds none when all are taken. */
async function takePlace({ sql }: WriteSession, slot: Place, capacity: number): Promise<void> {
  const take = () => sql.run('UPDATE service_slots SET taken = taken + 1 WHERE id = ? AND taken < ?', [slot.id, capacity]);
  if ((await take()) === 1) return;
  await upsertRows(sql, 'service_slots', ['id'], [{ ...slot, taken: 0 }], { startsAt: 'replace' }); // nobody has booked it before
  if ((await take()) === 0) refuse('SLOT_FULL', {}, ['startsAt']);
} // prettier-ignore

const TYPES: Readonly<Record<BookingAct, string>> = { cancel: 'service.cancelled', attend: 'service.attended', miss: 'service.missed' }; // prettier-ignore

/** Cancels a booking, which gives its place and the use of the grant back, or says whether the member came, which uses the grant. Refuses NOT_FOUND and as `bookingAfter`. */
export async function endBooking(session: WriteSession, which: Narrowing, bookingId: string, act: BookingAct): Promise<{ id: string; memberId: string; grantId: string }> {
  const { sql, now, caller } = session;
  const lock = sql.engine === 'sqlite' ? '' : ' FOR UPDATE';
  const [booking] = await sql.rows<Booking>(`SELECT ${BOOKING_COLUMNS.join(', ')} FROM service_bookings WHERE id = ?${which.where}${lock}`, [bookingId, ...which.params]);
  if (booking?.id !== bookingId) refuse('NOT_FOUND', { what: 'booking' }, ['bookingId']);
  const status = bookingAfter(booking, act, now, caller.kind === 'member');
  const { memberId, brandId, grantId, useId, benefit, startsAt } = booking;
  const id = recordAndAsk(session, TYPES[act], { memberId, brandId }, { grantId, benefit, redemptionId: useId, startsAt: told(startsAt), reason: status });
  await drainNow(session);
  const ended = await sql.run("UPDATE service_bookings SET status = ?, endedAt = ?, dueAt = NULL WHERE id = ? AND status = 'booked'", [status, now, bookingId]);
  if (ended !== 1) refuse('BOOKING_ENDED', { status: booking.status }, ['bookingId']);
  if (act === 'cancel') await sql.run('UPDATE service_slots SET taken = taken - 1 WHERE id = ? AND taken > 0', [booking.slotId]);
  session.audit({ action: `bookings.${status}`, subject: { type: 'booking', id: bookingId } });
  return { id, memberId, grantId };
} // prettier-ignore

function told(at: number): string {
  return new Date(at).toISOString();
}
