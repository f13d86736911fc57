import type { Instant } from '../../kernel/clock.js';
import type { Schedule } from '../../kernel/schedules.js';
import { systemCaller } from '../../kernel/session.js';
import { write } from '../../kernel/unit-of-work.js';

/** In the order of the index: at the end of a year everybody is due at once. */
const STANDINGS_A_PAGE = 300;

interface Due {
  readonly memberId: string;
  readonly recordedAt: Instant | null;
}

/** Tiers that end, grace that runs out, notices and tiers set by hand: each at its own instant, a page of members at a time. */
export const tiersSchedule: Schedule = {
  name: 'tiers.settle',

  async nextDueAt({ sql }) {
    const [row] = await sql.rows<{ at: Instant | null }>(
      'SELECT MIN(nextCheckAt) AS at FROM tier_standings WHERE nextCheckAt IS NOT NULL',
    );
    return row?.at ?? null;
  },

  async run(house, at) {
    const due = await house.database.reader.rows<Due>(
      `SELECT memberId, recordedAt FROM tier_standings WHERE nextCheckAt <= ? ORDER BY nextCheckAt LIMIT ${STANDINGS_A_PAGE}`,
      [at],
    );
    const members = [...new Set(due.map(({ memberId }) => memberId))];
    if (members.length === 0) return 0;
    const caller = systemCaller(house.programs.current().hostBrandId);
    await write(house, { caller, members, now: writtenAt(at, due) }, (session) => {
      for (const memberId of session.members.keys()) session.queue.settle.set(memberId, at);
      return Promise.resolve(undefined);
    });
    return members.length;
  },
};

/** At the instant it was due; of imported history, which was due long ago, when that was written: the past is closed. */
function writtenAt(at: Instant, due: readonly Due[]): Instant {
  return due.reduce((latest, { recordedAt }) => Math.max(latest, recordedAt ?? 0), at);
}
