import { DAY_MS } from '../../../kernel/calendar.js';
import type { House } from '../../../kernel/house.js';
import { marks } from '../../../kernel/rows.js';
import type { Schedule } from '../../../kernel/schedules.js';
import { systemCaller } from '../../../kernel/session.js';
import { write } from '../../../kernel/unit-of-work.js';

const HOUR_MS = 3_600_000;
const PAGE = 1_000;
/** How long what has expired is kept: a session for whoever asks why it ended. */
const KEPT_MS = { sign_in_codes: HOUR_MS, sign_in_limits: 0, member_sessions: 30 * DAY_MS } as const;
const TABLES = Object.keys(KEPT_MS) as (keyof typeof KEPT_MS)[];

/** Forgets codes, counts and sessions that mean nothing any more. By the hour, so that a page has many of them. */
export const forgetSignIns: Schedule = {
  name: 'sign-in.forget',

  async nextDueAt({ sql, house }) {
    const [row] = await sql.rows<Record<string, number | null>>(
      `SELECT ${TABLES.map((table) => `(SELECT MIN(expiresAt) FROM ${table}) AS ${table}`).join(', ')}`,
    );
    const due = TABLES.flatMap((table) => (row?.[table] == null ? [] : [row[table] + KEPT_MS[table]]));
    return due.length === 0 ? null : Math.ceil((Math.min(...due) + aheadOf(house)) / HOUR_MS) * HOUR_MS;
  },

  async run(house, at) {
    const { value } = await write(house, { caller: systemCaller(''), members: [], now: at }, async ({ sql }) => {
      let count = 0;
      for (const table of TABLES) {
        const before = at - aheadOf(house) - KEPT_MS[table];
        const old = await sql.rows<{ id: string }>(
          `SELECT id FROM ${table} WHERE expiresAt <= ? ORDER BY expiresAt LIMIT ${PAGE}`,
          [before],
        );
        const ids = old.map(({ id }) => id);
        if (ids.length > 0) count += await sql.run(`DELETE FROM ${table} WHERE id IN ${marks(ids)}`, ids);
      }
      return count;
    });
    return value;
  },
};

/** How far the clock of the house was moved: credentials live by the one nobody moves. */
function aheadOf({ clock, realClock }: House): number {
  return clock.now() - realClock.now();
}
