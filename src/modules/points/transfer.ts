import { dayOf } from '../../kernel/calendar.js';
import { derivedId } from '../../kernel/id.js';
import type { JsonObject } from '../../kernel/json.js';
import { refuse } from '../../kernel/refusal.js';
import type { WriteSession } from '../../kernel/session.js';
import { drainNow } from '../../kernel/unit-of-work.js';
import type { PointsPart } from './balances.js';
import { walletOf } from './balances.js';
import type { PointsOrder } from './operations.js';
import { checkedReason, recordAndAsk, requirePoints } from './operations.js';

/** From `memberId` to `toId`; both are locked. */
export interface TransferOrder extends PointsOrder {
  readonly toId: string;
}

/** Who gave and who got: the activities of the two. */
export interface Transferred {
  readonly sentId: string;
  readonly receivedId: string;
}

/**
 * Gives points of one member to another: both see it in their ledgers, and the points die when they would have died.
 * Refuses SAME_MEMBER, TRANSFER_NOT_ALLOWED, INVALID_POINTS, TRANSFER_LIMIT, INSUFFICIENT_POINTS, MEMBER_NOT_ACTIVE.
 */
export async function transfer(session: WriteSession, order: TransferOrder): Promise<Transferred> {
  const { memberId, toId, brandId, wallet, amount } = order;
  const reason = checkedReason(order.reason);
  if (memberId === toId) refuse('SAME_MEMBER', {}, ['to']);
  requirePoints(amount);
  await requireAllowed(session, order);
  const sentId = recordAndAsk(session, 'points.sent', { memberId, brandId }, { wallet, amount, reason });
  await drainNow(session);
  const parts = await partsOf(session, sentId);
  const payload = { wallet, reason, parts: parts as unknown as JsonObject[] } as unknown as JsonObject;
  const receivedId = recordAndAsk(session, 'points.received', { memberId: toId, brandId }, payload);
  return { sentId, receivedId };
}

/** The sender is locked, so nobody else adds to what it sent today. */
async function requireAllowed(
  { house, sql, now }: WriteSession,
  { memberId, wallet, amount }: TransferOrder,
): Promise<void> {
  const { parts, zone } = house.programs.current();
  const { transfer: rule, isSpendable } = walletOf(parts['points'] as PointsPart, wallet);
  if (!rule || !isSpendable) refuse('TRANSFER_NOT_ALLOWED', { wallet }, ['wallet']);
  const [row] = await sql.rows<{ sent: number | null }>(
    "SELECT SUM(amount) AS sent FROM point_transfers WHERE memberId = ? AND wallet = ? AND kind = 'transfer_out' AND occurredOn = ?",
    [memberId, wallet, dayOf(now, zone)],
  );
  const left = Math.max(0, rule.perDay - (row?.sent ?? 0));
  if (amount > left) refuse('TRANSFER_LIMIT', { left, perDay: rule.perDay }, ['amount']);
}

/** What was taken from which kinds of lots: those that live as long and are somebody's alike go together. */
async function partsOf({ sql }: WriteSession, sentId: string): Promise<readonly object[]> {
  return sql.rows(
    'SELECT SUM(d.amount) AS amount, l.expiresAt, l.issuerId, l.funderId FROM point_draws d JOIN point_lots l ON l.id = d.lotId WHERE d.transferId = ? GROUP BY l.expiresAt, l.issuerId, l.funderId ORDER BY MIN(l.id)',
    [derivedId(sentId, 1, 'trf')],
  );
}
