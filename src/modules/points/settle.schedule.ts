import type { Instant } from '../../kernel/clock.js';
import type { House } from '../../kernel/house.js';
import type { Schedule } from '../../kernel/schedules.js';
import { systemCaller } from '../../kernel/session.js';
import { write } from '../../kernel/unit-of-work.js';

const PAGE = 300;

interface Due {
  readonly memberId: string;
  readonly recordedAt: Instant;
}

const DUE = (table: string): string => `SELECT memberId, recordedAt FROM ${table} WHERE dueAt <= ?`;

/** Pending points that become available, points that die and holds that run out, each at its own instant, a page of members at a time. */
export const settleSchedule: Schedule = {
  name: 'points.settle',

  async nextDueAt({ sql }) {
    // without a condition, which would read the whole index: a minimum passes over what is not due ever
    const rows = await sql.rows<{ dueAt: number | null }>(
      'SELECT MIN(dueAt) AS dueAt FROM point_lots UNION ALL SELECT MIN(dueAt) FROM point_holds',
    );
    const due = rows.flatMap(({ dueAt }) => dueAt ?? []);
    return due.length > 0 ? Math.min(...due) : null;
  },

  async run(house: House, at: number) {
    const due = await house.database.reader.rows<Due>(
      `SELECT memberId, MAX(recordedAt) AS recordedAt FROM (${DUE('point_lots')} UNION ALL ${DUE('point_holds')}) AS due GROUP BY memberId LIMIT ${PAGE}`,
      [at, at],
    );
    const members = due.map(({ memberId }) => memberId);
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
  return due.reduce((latest, { recordedAt }) => Math.max(latest, recordedAt), at);
}
