import type { Instant } from '../../../kernel/clock.js';
import type { Wish } from '../../../kernel/effect.js';
import { groupBy } from '../../../kernel/group.js';
import { marks } from '../../../kernel/rows.js';
import type { Schedule } from '../../../kernel/schedules.js';
import type { WriteSession } from '../../../kernel/session.js';
import { systemCaller } from '../../../kernel/session.js';
import { drainNow, write } from '../../../kernel/unit-of-work.js';
import type { Intent } from '../settled.js';

const PAGE = 300;

interface Unmarked {
  readonly id: string;
  readonly memberId: string;
  readonly grantId: string;
  readonly useId: string;
  readonly dueAt: Instant;
}

/**
 * Bookings nobody has marked in time count as attended (`MARK_DAYS`), each at its own instant. What was marked or cancelled
 * meanwhile is read under the lock of its member and left as it is.
 */
export const unmarkedSchedule: Schedule = {
  name: 'benefits.bookings',

  async nextDueAt({ sql }) {
    const [row] = await sql.rows<{ at: Instant | null }>('SELECT MIN(dueAt) AS at FROM service_bookings');
    return row?.at ?? null;
  },

  async run(house, at) {
    const due = await house.database.reader.rows<{ id: string; memberId: string }>(`SELECT id, memberId FROM service_bookings WHERE dueAt <= ? ORDER BY dueAt, id LIMIT ${PAGE}`, [at]); // prettier-ignore
    if (due.length === 0) return 0;
    const caller = systemCaller(house.programs.current().hostBrandId);
    const members = [...new Set(due.map(({ memberId }) => memberId))];
    const { value } = await write(house, { caller, members, now: at }, (session) => settle(session, due.map(({ id }) => id))); // prettier-ignore
    return value;
  },
};

async function settle(session: WriteSession, ids: readonly string[]): Promise<number> {
  const { sql, now, queue } = session;
  const lock = sql.engine === 'sqlite' ? '' : ' FOR UPDATE';
  const open = await sql.rows<Unmarked>(`SELECT id, memberId, grantId, useId, dueAt FROM service_bookings WHERE id IN ${marks(ids)} AND status = 'booked' ORDER BY id${lock}`, ids); // prettier-ignore
  if (open.length === 0) return 0;
  for (const [memberId, bookings] of groupBy(open, (booking) => booking.memberId)) {
    queue.settle.set(memberId, now);
    queue.asked.set(memberId, bookings.map(wishOf));
  }
  await drainNow(session);
  const settled = open.map(({ id }) => id);
  await sql.run(`UPDATE service_bookings SET status = 'attended', endedAt = ?, dueAt = NULL WHERE status = 'booked' AND id IN ${marks(settled)}`, [now, ...settled]); // prettier-ignore
  return settled.length;
}

/** Only time brings it about: whether the member is suspended meanwhile makes no difference. */
function wishOf({ id, grantId, useId, dueAt }: Unmarked): Wish<Intent['use']> {
  const intent = { grantId, redemptionId: useId, isAhead: true, isUnmarked: true };
  return { kind: 'benefit.redeem', reason: 'nobody marked it', at: dueAt, intent, key: `attended|${id}` };
}
