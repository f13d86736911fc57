import type { Instant } from '../../kernel/clock.js';
import type { EventDeclaration } from '../../kernel/events.js';
import { configId } from '../../kernel/id.js';
import type { JsonObject } from '../../kernel/json.js';
import { marks } from '../../kernel/rows.js';
import type { Schedule } from '../../kernel/schedules.js';
import { systemCaller } from '../../kernel/session.js';
import { write } from '../../kernel/unit-of-work.js';

const PAGE = 300;

/** What is late: a row of a table in which `alarmAt` is when it is told, and null once it was. */
export interface Late {
  readonly id: string;
  readonly memberId: string;
  readonly benefit: string;
  readonly dueAt: Instant;
}

interface Alarm<Row extends Late> {
  readonly name: string;
  readonly table: string;
  /** Beside those of `Late`. */
  readonly columns?: readonly (keyof Row & string)[];
  readonly event: EventDeclaration;
  /** What the event says beside whose it is, what it is and when it was due. */
  readonly told: (row: Row) => JsonObject;
  /** A line for the log, without anybody in it. */
  readonly warning: string;
}

/** Tells what is late once, however often it runs: an event a row, a line in the log, a count for the alarms. */
export function alarmSchedule<Row extends Late>({ name, table, columns = [], event, told, warning }: Alarm<Row>): Schedule {
  const wanted = ['id', 'memberId', 'benefit', 'dueAt', ...columns].join(', ');
  return {
    name,

    async nextDueAt({ sql }) {
      const [row] = await sql.rows<{ at: Instant | null }>(`SELECT MIN(alarmAt) AS at FROM ${table}`);
      return row?.at ?? null;
    },

    async run(house, at) {
      const caller = systemCaller(house.programs.current().hostBrandId);
      const { value } = await write(house, { caller, members: [], now: at }, async (session) => {
        const { sql } = session;
        const lock = sql.engine === 'sqlite' ? '' : ' FOR UPDATE';
        const late = await sql.rows<Row>(`SELECT ${wanted} FROM ${table} WHERE alarmAt <= ? ORDER BY alarmAt, id LIMIT ${PAGE}${lock}`, [at]);
        if (late.length === 0) return 0;
        for (const row of late) {
          const { memberId, benefit, dueAt } = row;
          session.emit({ type: event.type, payload: { ...told(row), memberId, benefitId: configId('bnf', benefit), dueAt: new Date(dueAt).toISOString() } });
        }
        const ids = late.map(({ id }) => id);
        await sql.run(`UPDATE ${table} SET alarmAt = NULL WHERE id IN ${marks(ids)}`, ids);
        return late.length;
      });
      house.metrics.alarms.inc({ what: event.type }, value);
      house.log.warn({ count: value }, warning);
      return value;
    },
  };
} // prettier-ignore
