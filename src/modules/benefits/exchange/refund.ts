import { derivedId } from '../../../kernel/id.js';
import { marks, pages } from '../../../kernel/rows.js';
import type { WriteSession } from '../../../kernel/session.js';
import { reverse } from '../../points/index.js';

interface Taking {
  readonly memberId: string;
  readonly brandId: string;
  readonly grantId: string;
  readonly reason: string;
}

/**
 * Gives back the points that were paid for a grant which is taken back: those of the exchange or of the purchase that it
 * came of, however many times the brand took some of them, unless they were given back before, and whatever brand they were
 * paid at: who ships a thing and cannot need not have sold it. Nothing for a grant that nobody paid for.
 */
export async function refundPoints(session: WriteSession, { grantId, ...whose }: Taking): Promise<void> {
  for (const transferId of await paidWith(session, whose.memberId, grantId)) {
    await reverse(session, { ...whose, transferId, isProven: true });
  }
}

/** The same for several grants at once: what nobody paid for costs no statement of its own. */
export async function refundAll(session: WriteSession, taken: readonly Taking[]): Promise<void> {
  const paid = new Set<string>();
  for (const page of pages(taken.map(({ grantId }) => grantId))) {
    const text = `SELECT g.id FROM grants g JOIN activities a ON a.id = g.causeId WHERE g.id IN ${marks(page)} AND a.type = 'benefit.exchanged'
      UNION ALL SELECT grantId FROM benefit_purchases WHERE grantId IN ${marks(page)} AND points > 0 AND paidCauseId IS NOT NULL`;
    for (const { id } of await session.sql.rows<{ id: string }>(text, [...page, ...page])) paid.add(id);
  }
  for (const each of taken) if (paid.has(each.grantId)) await refundPoints(session, each);
}

interface Letting {
  readonly memberId: string;
  readonly brandId: string;
  readonly holdId: string;
  readonly reason: string;
}

/** Gives back what a brand took by hand of the hold of a purchase that nobody pays for any more: the member has nothing for it. */
export async function refundTaken(session: WriteSession, { holdId, ...whose }: Letting): Promise<void> {
  for (const transferId of await spentWith(session, whose.memberId, null, holdId)) {
    await reverse(session, { ...whose, transferId, isProven: true });
  }
}

async function paidWith(session: WriteSession, memberId: string, grantId: string): Promise<string[]> {
  const [paid] = await session.sql.rows<{ id: string; isBought: number; holdId: string | null }>(
    `SELECT a.id, 0 AS isBought, NULL AS holdId FROM grants g JOIN activities a ON a.id = g.causeId WHERE g.id = ? AND g.memberId = ? AND a.type = 'benefit.exchanged'
     UNION ALL SELECT paidCauseId, 1, holdId FROM benefit_purchases WHERE grantId = ? AND memberId = ? AND paidCauseId IS NOT NULL`,
    [grantId, memberId, grantId, memberId],
  );
  if (!paid) return [];
  const isItself = paid.isBought === 1 || derivedId(paid.id, 1, 'grt') === grantId;
  if (!isItself) return []; // what a rule gave on top was not paid for
  return spentWith(session, memberId, paid.id, paid.holdId);
}

/** The transfers of an activity and of a hold that were not given back before. */
async function spentWith({ sql }: WriteSession, memberId: string, causeId: string | null, holdId: string | null): Promise<string[]> {
  const spent = await sql.rows<{ id: string }>(
    "SELECT t.id FROM point_transfers t WHERE t.memberId = ? AND (t.causeId = ? OR t.holdId = ?) AND t.kind = 'spend' AND NOT EXISTS (SELECT 1 FROM point_transfers r WHERE r.reversesId = t.id) ORDER BY t.id",
    [memberId, causeId, holdId],
  );
  return spent.map(({ id }) => id);
} // prettier-ignore
