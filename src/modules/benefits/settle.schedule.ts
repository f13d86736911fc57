import type { Wish } from '../../kernel/effect.js';
import { groupBy } from '../../kernel/group.js';
import type { House } from '../../kernel/house.js';
import type { Schedule } from '../../kernel/schedules.js';
import { systemCaller } from '../../kernel/session.js';
import { drainNow, write } from '../../kernel/unit-of-work.js';
import { lookAfterLapsed } from './purchases/lapsed.js';

const PAGE = 300;

interface Due {
  readonly memberId: string;
  /** Null for a purchase, which settles with its member. */
  readonly grantId: string | null;
  readonly redemptionId: string | null;
  readonly dueAt: number;
  readonly recordedAt: number;
}

/** Holds that run out, purchases nobody has paid for and grants that die, each at its own instant, a page of them at a time. */
export const settleSchedule: Schedule = {
  name: 'benefits.settle',

  async nextDueAt({ sql }) {
    const rows = await sql.rows<{ dueAt: number | null }>(
      'SELECT MIN(dueAt) AS dueAt FROM grants UNION ALL SELECT MIN(dueAt) FROM redemptions UNION ALL SELECT MIN(dueAt) FROM benefit_purchases',
    );
    const due = rows.flatMap(({ dueAt }) => dueAt ?? []);
    return due.length > 0 ? Math.min(...due) : null;
  },

  async run(house: House, at: number) {
    const due = await house.database.reader.rows<Due>(
      `SELECT memberId, grantId, redemptionId, dueAt, recordedAt FROM (
        SELECT memberId, grantId, id AS redemptionId, dueAt, recordedAt FROM redemptions WHERE dueAt <= ?
        UNION ALL SELECT memberId, id, NULL, dueAt, recordedAt FROM grants WHERE dueAt <= ?
        UNION ALL SELECT memberId, NULL, NULL, dueAt, recordedAt FROM benefit_purchases WHERE dueAt <= ?
      ) AS due ORDER BY dueAt, memberId, grantId LIMIT ${PAGE}`,
      [at, at, at],
    );
    if (due.length === 0) return 0;
    const byMember = groupBy(due, ({ memberId }) => memberId);
    const caller = systemCaller(house.programs.current().hostBrandId);
    const now = due.reduce((latest, { recordedAt }) => Math.max(latest, recordedAt), at);
    const buyers = [...byMember].flatMap(([memberId, rows]) => (rows.some(isPurchase) ? memberId : []));
    await write(house, { caller, members: [...byMember.keys()], now }, async (session) => {
      for (const [memberId, rows] of byMember) {
        session.queue.settle.set(memberId, at);
        session.queue.asked.set(memberId, rows.flatMap(wishesOf));
      }
      if (buyers.length > 0) await drainNow(session);
      await lookAfterLapsed(session, buyers);
      return undefined;
    });
    return due.length;
  },
};

function isPurchase({ grantId }: Due): boolean {
  return grantId === null;
}

function wishesOf({ grantId, redemptionId, dueAt: at }: Due): Wish[] {
  if (grantId === null) return [];
  if (redemptionId === null) return [{ kind: 'benefit.expire', reason: 'validity', at, intent: { grantId }, key: `expire|${grantId}` }]; // prettier-ignore
  return [{ kind: 'benefit.lapse', reason: 'hold ran out', at, intent: { grantId, redemptionId }, key: `lapse|${redemptionId}` }]; // prettier-ignore
}
