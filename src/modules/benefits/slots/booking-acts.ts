import { DAY_MS } from '../../../kernel/calendar.js';
import type { Instant } from '../../../kernel/clock.js';
import { refuse } from '../../../kernel/refusal.js';

export const BOOKING_STATUSES = ['booked', 'attended', 'no-show', 'cancelled'] as const;
export type BookingStatus = (typeof BOOKING_STATUSES)[number];
export type BookingAct = 'cancel' | 'attend' | 'miss';

/** Everything that can become of a booking: what is not in here does not happen. */
export const BOOKING_TABLE: Readonly<Record<BookingAct, Readonly<Partial<Record<BookingStatus, BookingStatus>>>>> = {
  cancel: { booked: 'cancelled' },
  attend: { booked: 'attended' },
  miss: { booked: 'no-show' },
};

/**
 * A booking nobody has marked by then counts as attended: the place was kept for the member, and that it did not come is a
 * reproach which only somebody who was there can make. Three days, so that what happened on a Friday is marked on Monday.
 */
export const MARK_DAYS = 3;

/** When a booking that nobody marks is settled. */
export function settlesAt(endsAt: Instant): Instant {
  return endsAt + MARK_DAYS * DAY_MS;
}

/** Somebody who comes early may be let in an hour before. */
const EARLY_MS = 3_600_000;

/** A booking as it is stored. */
export interface Booking {
  readonly id: string;
  readonly memberId: string;
  readonly grantId: string;
  /** The use of the grant that is held for it. */
  readonly useId: string;
  readonly benefit: string;
  /** The brand whose service it is. */
  readonly brandId: string;
  /** The brand on whose act the grant was issued. */
  readonly grantBrandId: string;
  readonly slotId: string;
  /** The store; null online. */
  readonly storeId: string | null;
  readonly startsAt: Instant;
  readonly endsAt: Instant;
  readonly status: BookingStatus;
  readonly bookedAt: Instant;
  /** Until when the member may cancel it. */
  readonly cancelUntil: Instant;
  readonly endedAt: Instant | null;
}

/**
 * How a booking stands after an act. Refuses BOOKING_ENDED for what the table does not have, CANCEL_TOO_LATE for a member
 * after the limit, and BOOKING_NOT_YET where it is marked before its time.
 */
export function bookingAfter(booking: Booking, act: BookingAct, at: Instant, isMember: boolean): BookingStatus {
  const { status, startsAt, cancelUntil } = booking;
  const next = BOOKING_TABLE[act][status] ?? refuse('BOOKING_ENDED', { status }, ['bookingId']);
  if (act === 'cancel' && isMember && at > cancelUntil) refuse('CANCEL_TOO_LATE', { until: new Date(cancelUntil).toISOString() }, ['bookingId']); // prettier-ignore
  if (act !== 'cancel' && at < markedFrom(booking, act)) refuse('BOOKING_NOT_YET', { startsAt: new Date(startsAt).toISOString() }, ['bookingId']); // prettier-ignore
  return next;
}

/** From when on it may be said that a member came, or did not. */
export function markedFrom({ startsAt }: Pick<Booking, 'startsAt'>, act: Exclude<BookingAct, 'cancel'>): Instant {
  return act === 'attend' ? startsAt - EARLY_MS : startsAt;
}

/** What would not be refused of it now: a member cancels until the limit, whoever gives the service marks it from an hour before. */
export function actionsFor(booking: Pick<Booking, 'status' | 'startsAt' | 'cancelUntil'>, now: Instant, isMember: boolean): readonly ('CANCEL' | 'MARK')[] {
  if (booking.status !== 'booked') return [];
  if (isMember) return now <= booking.cancelUntil ? ['CANCEL'] : [];
  return now >= markedFrom(booking, 'attend') ? ['CANCEL', 'MARK'] : ['CANCEL'];
} // prettier-ignore
