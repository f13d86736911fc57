import type { RequestContext } from '../../../kernel/graphql/context.js';
import { outcomeOf } from '../../../kernel/graphql/outcome.type.js';
import type { Done } from '../../../kernel/graphql/payload.js';
import type { Once } from '../../../kernel/idempotency.js';
import { refuse } from '../../../kernel/refusal.js';
import type { WriteSession } from '../../../kernel/session.js';
import type { Written } from '../../../kernel/unit-of-work.js';
import { write } from '../../../kernel/unit-of-work.js';
import { grantOfId } from '../found.js';
import { bookSlot, endBooking } from './book.js';
import type { Wanted } from './book.js';
import type { BookingAct } from './booking-acts.js';
import { memberOfBooking, seenBookings, servedBy } from './booking-rows.js';
import type { BookingPayload } from './slots.types.js';

interface Asking {
  readonly once: Once;
  readonly isDryRun: boolean;
}

type Value = { readonly id: string; readonly memberId: string; readonly grantId: string; readonly bookingId: string };

/** Books a time with a grant the caller may see. */
export async function booked(context: RequestContext, asking: Asking, wanted: Omit<Wanted, 'memberId'>): Promise<Done<BookingPayload>> {
  const { caller, session: { house } } = context;
  const members = async (sql: WriteSession['sql']) => {
    const { memberId } = await grantOfId(sql, caller, wanted.grantId);
    return house.lockMembers(sql, [memberId]);
  };
  const written = await write(house, { caller, ...asking, isProven: true, members }, async (session): Promise<Value> => {
    const [memberId = ''] = session.members.keys();
    return { memberId, grantId: wanted.grantId, ...(await bookSlot(session, { ...wanted, memberId })) };
  });
  return told(context, written, asking.isDryRun);
} // prettier-ignore

/** Ends a booking: who marks it gives the service, who cancels it may have booked it. */
export async function ended(context: RequestContext, asking: Asking, bookingId: string, act: BookingAct): Promise<Done<BookingPayload>> {
  const { caller, session: { house } } = context;
  const which = act === 'cancel' ? seenBookings(caller) : servedBy(caller);
  const members = memberOfBooking(house, bookingId, which);
  const written = await write(house, { caller, ...asking, isProven: true, members }, async (session): Promise<Value> => {
    if (session.members.size === 0) refuse('NOT_FOUND', { what: 'booking' }, ['bookingId']);
    return { bookingId, ...(await endBooking(session, which, bookingId, act)) };
  });
  return told(context, written, asking.isDryRun);
} // prettier-ignore

/** Of a member the caller is not linked to it tells nothing. */
async function told({ caller, session: { house, sql } }: RequestContext, written: Written<Value>, isDryRun: boolean): Promise<Done<BookingPayload>> {
  const { id, memberId, grantId, bookingId } = written.value;
  const isSeen = await house.seesMembers(sql, caller, [memberId]);
  return {
    member: isSeen ? { id: memberId } : null,
    outcome: isSeen ? outcomeOf(written, id) : null,
    grantId: isDryRun ? null : grantId,
    bookingId: isDryRun ? null : bookingId,
    replayed: written.isReplay,
  } as Done<BookingPayload>;
} // prettier-ignore
