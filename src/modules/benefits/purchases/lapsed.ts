import { DAY_MS } from '../../../kernel/calendar.js';
import { marks, pages } from '../../../kernel/rows.js';
import type { WriteSession } from '../../../kernel/session.js';
import { refundTaken } from '../exchange/refund.js';
import type { Purchase } from './purchase.js';

type Lapsed = Pick<Purchase, 'id' | 'brandId' | 'holdId'> & { readonly memberId: string };

/**
 * Gives back the points a brand took by hand of purchases of these members that nobody paid for in time. The members are
 * locked: a payment that comes late finds them taken, or given back. Nothing is recorded for a member that is suspended: it
 * is looked after again a day later.
 */
export async function lookAfterLapsed(session: WriteSession, memberIds: readonly string[]): Promise<void> {
  const { sql, members, now } = session;
  for (const page of pages(memberIds)) {
    const lapsed = await sql.rows<Lapsed>(
      `SELECT id, memberId, brandId, holdId FROM benefit_purchases WHERE memberId IN ${marks(page)} AND status = 'expired' AND dueAt <= ? ORDER BY memberId, id`,
      [...page, now],
    );
    const later = lapsed.filter(({ memberId }) => members.get(memberId)?.status === 'suspended');
    for (const { memberId, brandId, holdId } of lapsed) {
      const isActive = members.get(memberId)?.status === 'active';
      if (holdId !== null && isActive) await refundTaken(session, { memberId, brandId, holdId, reason: 'not paid in time' }); // prettier-ignore
    }
    await dueAgain(session, lapsed.filter((each) => !later.includes(each)), null); // prettier-ignore
    await dueAgain(session, later, now + DAY_MS);
  }
}

async function dueAgain({ sql }: WriteSession, purchases: readonly Lapsed[], at: number | null): Promise<void> {
  if (purchases.length === 0) return;
  const ids = purchases.map(({ id }) => id);
  await sql.run(`UPDATE benefit_purchases SET dueAt = ? WHERE id IN ${marks(ids)}`, [at, ...ids]);
}
