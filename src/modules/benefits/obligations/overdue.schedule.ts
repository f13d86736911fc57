import type { Instant } from '../../../kernel/clock.js';
import type { EventDeclaration } from '../../../kernel/events.js';
import { configId } from '../../../kernel/id.js';
import { marks } from '../../../kernel/rows.js';
import type { Schedule } from '../../../kernel/schedules.js';
import { systemCaller } from '../../../kernel/session.js';
import { write } from '../../../kernel/unit-of-work.js';

const PAGE = 300;

export const overdueEvent: EventDeclaration = {
  type: 'obligation.overdue',
  description: 'A benefit is still owed to a member although the time for it is over. Told once.',
};

interface Overdue {
  readonly id: string;
  readonly memberId: string;
  readonly benefit: string;
  readonly owner: string | null;
  readonly dueAt: Instant;
}

/** What is owed beyond its time is told once, however often this runs. */
export const overdueSchedule: Schedule = {
  name: 'benefits.overdue',

  async nextDueAt({ sql }) {
    const [row] = await sql.rows<{ at: Instant | null }>('SELECT MIN(alarmAt) AS at FROM obligations');
    return row?.at ?? null;
  },

  async run(house, at) {
    const caller = systemCaller(house.programs.current().hostBrandId);
    const { value } = await write(house, { caller, members: [], now: at }, async (session) => {
      const { sql } = session;
      const lock = sql.engine === 'sqlite' ? '' : ' FOR UPDATE';
      const overdue = await sql.rows<Overdue>(`SELECT id, memberId, benefit, owner, dueAt FROM obligations WHERE alarmAt <= ? ORDER BY alarmAt, id LIMIT ${PAGE}${lock}`, [at]); // prettier-ignore
      if (overdue.length === 0) return 0;
      for (const { id, memberId, benefit, owner, dueAt } of overdue) {
        const payload = { obligationId: id, memberId, benefitId: configId('bnf', benefit), ownerId: owner, dueAt: new Date(dueAt).toISOString() }; // prettier-ignore
        session.emit({ type: overdueEvent.type, payload });
      }
      const ids = overdue.map(({ id }) => id);
      await sql.run(`UPDATE obligations SET alarmAt = NULL WHERE id IN ${marks(ids)}`, ids);
      return overdue.length;
    });
    house.metrics.alarms.inc({ what: 'obligation.overdue' }, value);
    house.log.warn({ count: value }, 'Benefits are owed beyond their time');
    return value;
  },
};
