import type { House } from '../../kernel/house.js';
import type { Schedule } from '../../kernel/schedules.js';
import { systemCaller } from '../../kernel/session.js';
import { write } from '../../kernel/unit-of-work.js';
import { closeMonth, closesAt, nextMonth } from '../settlements/index.js';
import { payablesIn } from './payables.js';

/** Closes each month when it is over and issues its statements, one month a page. */
export const statementsSchedule: Schedule = {
  name: 'settlements.close-month',

  async nextDueAt(session) {
    const month = await nextMonth(session);
    return month === null ? null : closesAt(month, session.house.programs.current().zone);
  },

  async run(house: House, at: number) {
    const caller = systemCaller(house.programs.current().hostBrandId);
    const { value } = await write(house, { caller, members: [], now: at }, (session) =>
      closeMonth(session, (span) => payablesIn(session.sql, span)),
    );
    return value;
  },
};
