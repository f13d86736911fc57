import type { Instant } from '../../../kernel/clock.js';
import { marks } from '../../../kernel/rows.js';
import type { Schedule } from '../../../kernel/schedules.js';
import { systemCaller } from '../../../kernel/session.js';
import { write } from '../../../kernel/unit-of-work.js';

const PAGE = 300;

/** Addresses are erased at their own instants: so many days after the parcel arrived, came back or was not sent after all. */
export const eraseSchedule: Schedule = {
  name: 'benefits.erase-addresses',

  async nextDueAt({ sql }) {
    const [row] = await sql.rows<{ at: Instant | null }>('SELECT MIN(eraseAt) AS at FROM fulfilments');
    return row?.at ?? null;
  },

  async run(house, at) {
    const caller = systemCaller(house.programs.current().hostBrandId);
    const { value } = await write(house, { caller, members: [], now: at }, async ({ sql }) => {
      const lock = sql.engine === 'sqlite' ? '' : ' FOR UPDATE';
      const due = await sql.rows<{ id: string }>(`SELECT id FROM fulfilments WHERE eraseAt <= ? ORDER BY eraseAt, id LIMIT ${PAGE}${lock}`, [at]); // prettier-ignore
      if (due.length === 0) return 0;
      const ids = due.map(({ id }) => id);
      await sql.later(`DELETE FROM fulfilment_addresses WHERE fulfilmentId IN ${marks(ids)}`, ids);
      await sql.run(`UPDATE fulfilments SET eraseAt = NULL, addressedAt = NULL WHERE id IN ${marks(ids)}`, ids);
      return due.length;
    });
    return value;
  },
};
