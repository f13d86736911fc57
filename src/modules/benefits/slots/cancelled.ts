import type { Effect } from '../../../kernel/effect.js';
import { sibling } from '../../../kernel/id.js';
import { marks, pages } from '../../../kernel/rows.js';
import type { WriteSession } from '../../../kernel/session.js';
import type { Settled } from '../settled.js';

/** Cancels the times that were booked with uses which were let go of for another reason than theirs, and frees their places. */
export async function cancelBookings({ sql, now }: WriteSession, effects: readonly Effect<Settled>[]): Promise<void> {
  const uses = effects.flatMap(({ intent }) => (intent.endsBooking && intent.use ? intent.use.id : []));
  for (const page of pages(uses.map(bookingOf))) {
    const which = `status = 'booked' AND id IN ${marks(page)}`;
    await sql.later(
      `UPDATE service_slots SET taken = taken - (SELECT COUNT(*) FROM service_bookings b WHERE b.slotId = service_slots.id AND b.status = 'booked' AND b.id IN ${marks(page)})
        WHERE id IN (SELECT slotId FROM service_bookings WHERE ${which})`,
      [...page, ...page],
    );
    await sql.later(`UPDATE service_bookings SET status = 'cancelled', endedAt = ?, dueAt = NULL WHERE ${which}`, [now, ...page]); // prettier-ignore
  }
}

/** The booking of a use that is held for it: the same ULID. */
export function bookingOf(useId: string): string {
  return sibling(useId, 'bkg');
}
