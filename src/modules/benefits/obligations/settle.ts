import type { Sql } from '../../../kernel/database.js';
import { refuse, refuseInput } from '../../../kernel/refusal.js';
import type { JsonObject } from '../../../kernel/json.js';
import type { WriteSession } from '../../../kernel/session.js';
import { listOperators } from '../../operators/index.js';
import { refundPoints } from '../exchange/refund.js';
import { checkedReason, grantOf, recordAndAsk } from '../operations.js';
import type { ObligationStatus } from '../settled.js';
import { benefitReasons as reasons } from '../benefits.reasons.js';

export type How = 'deliver' | 'instead' | 'cancel';

export interface Settling {
  readonly memberId: string;
  readonly brandId: string;
  readonly obligationId: string;
  readonly how: How;
  /** What is given instead, by its code. */
  readonly benefit: string | null;
  readonly reason: string;
}

interface Open {
  readonly grantId: string;
  readonly benefit: string;
  readonly status: ObligationStatus;
  readonly owner: string | null;
}

/**
 * Keeps what is owed, gives something else instead, or cancels it; what was paid for it in points goes back when it is
 * cancelled. Refuses NOT_FOUND, OBLIGATION_ENDED, REASON_MISSING, INVALID_INPUT unless a benefit is named exactly where
 * one is given instead, and OUT_OF_STOCK. Answers the activity, and the grant the member has of it.
 */
export async function settleObligation(session: WriteSession, { memberId, brandId, obligationId, how, benefit, reason }: Settling): Promise<{ id: string; grantId: string }> {
  const open = await openObligation(session, memberId, obligationId);
  if ((how === 'instead') !== (benefit !== null)) refuseInput(reasons.insteadOnly, ['input', 'benefitId']);
  const { grantId } = open;
  const given: JsonObject = how === 'instead' ? { benefit, instead: open.benefit, source: 'compensation' } : {};
  const payload = { grantId, how, ...given, reason: checkedReason(reason) };
  const id = recordAndAsk(session, 'obligation.settled', { memberId, brandId }, payload);
  if (how === 'cancel') await refundPoints(session, { memberId, brandId, grantId, reason });
  session.audit({ action: 'obligations.settled', subject: { type: 'obligation', id: obligationId }, before: { status: open.status }, after: { status: how === 'cancel' ? 'cancelled' : 'settled', how }, reason });
  return { id, grantId: how === 'instead' ? grantOf(id) : grantId };
} // prettier-ignore

/** Says which operator sees to it; nobody when null. Refuses NOT_FOUND for an obligation or an active operator that is not there, OBLIGATION_ENDED. */
export async function assignObligation(session: WriteSession, memberId: string, obligationId: string, operatorId: string | null): Promise<void> {
  const open = await openObligation(session, memberId, obligationId);
  if (operatorId !== null && !(await isActive(session.sql, operatorId))) refuse('NOT_FOUND', { what: 'operator' }, ['operatorId']);
  await session.sql.run('UPDATE obligations SET owner = ? WHERE id = ?', [operatorId, obligationId]);
  session.audit({ action: 'obligations.assigned', subject: { type: 'obligation', id: obligationId }, before: { owner: open.owner }, after: { owner: operatorId } });
} // prettier-ignore

async function openObligation({ sql }: WriteSession, memberId: string, obligationId: string): Promise<Open> {
  const [row] = await sql.rows<Open>('SELECT grantId, benefit, status, owner FROM obligations WHERE id = ? AND memberId = ?', [obligationId, memberId]); // prettier-ignore
  if (!row) refuse('NOT_FOUND', { what: 'obligation' }, ['obligationId']);
  if (row.status !== 'open') refuse('OBLIGATION_ENDED', { status: row.status }, ['obligationId']);
  return row;
}

async function isActive(sql: Sql, operatorId: string): Promise<boolean> {
  return (await listOperators(sql)).some(({ id, status }) => id === operatorId && status === 'active');
}
