import type { Wish } from '../../../kernel/effect.js';
import { groupBy } from '../../../kernel/group.js';
import type { House } from '../../../kernel/house.js';
import type { Schedule } from '../../../kernel/schedules.js';
import { systemCaller } from '../../../kernel/session.js';
import { write } from '../../../kernel/unit-of-work.js';
import type { Intent } from '../settled.js';

const PAGE = 300;

interface Due {
  readonly id: string;
  readonly memberId: string;
  readonly dueAt: number;
  readonly recordedAt: number;
}

/**
 * The cycles of cards, each at its own instant, a page of cards at a time; a card whose last one is over ends. What opens a
 * cycle moves the card on in the same transaction, and its grants have ids that follow from the cycle: whoever runs it
 * again, after a kill or beside another, finds nothing due.
 */
export const cyclesSchedule: Schedule = {
  name: 'packages.cycles',

  async nextDueAt({ sql }) {
    const [row] = await sql.rows<{ at: number | null }>('SELECT MIN(dueAt) AS at FROM package_issues');
    return row?.at ?? null;
  },

  async run(house: House, at: number) {
    const due = await house.database.reader.rows<Due>(
      `SELECT id, memberId, dueAt, recordedAt FROM package_issues WHERE dueAt <= ? ORDER BY dueAt, memberId, id LIMIT ${PAGE}`,
      [at],
    );
    if (due.length === 0) return 0;
    const byMember = groupBy(due, ({ memberId }) => memberId);
    const caller = systemCaller(house.programs.current().hostBrandId);
    const now = due.reduce((latest, { recordedAt }) => Math.max(latest, recordedAt), at);
    await write(house, { caller, members: [...byMember.keys()], now }, ({ queue }) => {
      for (const [memberId, cards] of byMember) {
        queue.settle.set(memberId, at);
        queue.asked.set(memberId, cards.map(wishOf));
      }
      return Promise.resolve(undefined);
    });
    return due.length;
  },
};

function wishOf({ id, dueAt }: Due): Wish<Intent['ofPackage']> {
  return { kind: 'benefit.cycle', reason: 'cycle', at: dueAt, intent: { packageIssueId: id } };
}
