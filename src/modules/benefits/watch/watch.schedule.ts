import type { Schedule } from '../../../kernel/schedules.js';
import { systemCaller } from '../../../kernel/session.js';
import { write } from '../../../kernel/unit-of-work.js';
import { nextQuarter } from './quarter.js';
import { review } from './review.js';

/** After each quarter: who could have used a benefit, who did, and what that makes of it. A quarter is looked at once. */
export const watchSchedule: Schedule = {
  name: 'benefits.watch',

  async nextDueAt({ sql, house }) {
    return (await nextQuarter(sql, house))?.endsAt ?? null;
  },

  async run(house, at) {
    const quarter = await nextQuarter(house.database.reader, house);
    if (!quarter || quarter.endsAt > at) return 0;
    const caller = systemCaller(house.programs.current().hostBrandId);
    await write(house, { caller, members: [], now: at }, (session) => review(session, quarter));
    await house.programs.reload(house.database.reader);
    return 1;
  },
};
