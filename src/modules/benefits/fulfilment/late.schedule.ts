import type { Instant } from '../../../kernel/clock.js';
import type { EventDeclaration } from '../../../kernel/events.js';
import { configId } from '../../../kernel/id.js';
import { marks } from '../../../kernel/rows.js';
import type { Schedule } from '../../../kernel/schedules.js';
import { systemCaller } from '../../../kernel/session.js';
import { write } from '../../../kernel/unit-of-work.js';

const PAGE = 300;

export const lateEvent: EventDeclaration = {
  type: 'fulfilment.overdue',
  description: 'Something is not shipped yet although the time for it is over. Told once.',
};

interface Late {
  readonly id: string;
  readonly memberId: string;
  readonly benefit: string;
  readonly dueAt: Instant;
}

/** What is shipped too late is told once, however often this runs, as what is owed too long is. */
export const lateSchedule: Schedule = {
  name: 'benefits.shipping-overdue',

  async nextDueAt({ sql }) {
    const [row] = await sql.rows<{ at: Instant | null }>('SELECT MIN(alarmAt) AS at FROM fulfilments');
    return row?.at ?? null;
  },

  async run(house, at) {
    const caller = systemCaller(house.programs.current().hostBrandId);
    const { value } = await write(house, { caller, members: [], now: at }, async (session) => {
      const { sql } = session;
      const lock = sql.engine === 'sqlite' ? '' : ' FOR UPDATE';
      const late = await sql.rows<Late>(`SELECT id, memberId, benefit, dueAt FROM fulfilments WHERE alarmAt <= ? ORDER BY alarmAt, id LIMIT ${PAGE}${lock}`, [at]); // prettier-ignore
      if (late.length === 0) return 0;
      for (const { id, memberId, benefit, dueAt } of late) {
        session.emit({ type: lateEvent.type, payload: { fulfilmentId: id, memberId, benefitId: configId('bnf', benefit), dueAt: new Date(dueAt).toISOString() } }); // prettier-ignore
      }
      const ids = late.map(({ id }) => id);
      await sql.run(`UPDATE fulfilments SET alarmAt = NULL WHERE id IN ${marks(ids)}`, ids);
      return late.length;
    });
    house.metrics.alarms.inc({ what: lateEvent.type }, value);
    house.log.warn({ count: value }, 'Things are not shipped within their time');
    return value;
  },
};
