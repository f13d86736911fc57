import type { Instant } from '../../kernel/clock.js';
import type { Sql } from '../../kernel/database.js';
import type { House } from '../../kernel/house.js';
import { marks } from '../../kernel/rows.js';
import type { Schedule } from '../../kernel/schedules.js';
import type { WriteSession } from '../../kernel/session.js';
import { systemCaller } from '../../kernel/session.js';
import { write } from '../../kernel/unit-of-work.js';
import { folderOf } from './places.js';

const PAGE = 100;

/** For the erasing of a member: nothing of what it brought is shown from now on, and its bytes go with the next run of the schedule. */
export async function eraseMediaOf({ sql, now }: WriteSession, memberId: string): Promise<void> {
  await sql.run("UPDATE media_files SET status = 'removing', alt = NULL, removeAt = ? WHERE memberId = ?", [
    now,
    memberId,
  ]);
}

/**
 * Removes what was never completed, and what was erased. First nobody can complete it any more, then its bytes go, and the
 * row last: after a kill it is due still, and everything is done once more.
 */
export const removeMedia: Schedule = {
  name: 'media.remove',

  async nextDueAt({ sql }) {
    const [row] = await sql.rows<{ at: Instant | null }>('SELECT MIN(removeAt) AS at FROM media_files');
    return row?.at ?? null;
  },

  async run(house, at) {
    const ids = await inTransaction(house, at, async (sql) => {
      const text = `SELECT id FROM media_files WHERE removeAt <= ? ORDER BY removeAt, id LIMIT ${PAGE}`;
      const due = (await sql.rows<{ id: string }>(text, [at])).map(({ id }) => id);
      if (due.length === 0) return [];
      await sql.run(`UPDATE media_files SET status = 'removing' WHERE removeAt <= ? AND id IN ${marks(due)}`, [at, ...due]); // prettier-ignore
      const claimed = `SELECT id FROM media_files WHERE status = 'removing' AND id IN ${marks(due)}`;
      return (await sql.rows<{ id: string }>(claimed, due)).map(({ id }) => id);
    });
    for (const id of ids) await house.files.removeBelow(folderOf({ mode: house.mode, id }));
    if (ids.length > 0) await inTransaction(house, at, (sql) => sql.run(`DELETE FROM media_files WHERE status = 'removing' AND id IN ${marks(ids)}`, ids)); // prettier-ignore
    return ids.length;
  },
};

async function inTransaction<T extends number | string[]>(house: House, at: Instant, work: (sql: Sql) => Promise<T>): Promise<T> {
  const { value } = await write(house, { caller: systemCaller(''), members: [], now: at }, ({ sql }) => work(sql));
  return value;
} // prettier-ignore
