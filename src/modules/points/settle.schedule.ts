import type { House } from '../../kernel/house.js';
import type { Schedule } from '../../kernel/schedules.js';
import { systemCaller } from '../../kernel/session.js';
import { write } from '../../kernel/unit-of-work.js';

const PAGE = 300;

/** Pending points that become available, points that die and holds that run out, each at its own instant, a page of members at a time. */
export const settleSchedule: Schedule = {
  name: 'points.settle',

  async nextDueAt({ sql }) {
    const rows = await sql.rows<{ dueAt: number | null }>(
      'SELECT MIN(dueAt) AS dueAt FROM point_lots WHERE dueAt IS NOT NULL UNION ALL SELECT MIN(dueAt) FROM point_holds WHERE dueAt IS NOT NULL',
    );
    const due = rows.flatMap(({ dueAt }) => dueAt ?? []);
    return due.length > 0 ? Math.min(...due) : null;
  },

  async run(house: House, at: number) {
    const due = await house.database.reader.rows<{ memberId: string }>(
      `SELECT memberId FROM point_lots WHERE dueAt <= ? UNION SELECT memberId FROM point_holds WHERE dueAt <= ? LIMIT ${PAGE}`,
      [at, at],
    );
    const members = due.map(({ memberId }) => memberId);
    if (members.length === 0) return 0;
    const caller = systemCaller(house.programs.current().hostBrandId);
    await write(house, { caller, members, now: at }, (session) => {
      for (const memberId of session.members.keys()) session.queue.settle.set(memberId, at);
      return Promise.resolve(undefined);
    });
    return members.length;
  },
};
