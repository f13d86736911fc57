import type { House } from '../../kernel/house.js';
import { refuse, refuseInput } from '../../kernel/refusal.js';
import type { WriteSession } from '../../kernel/session.js';
import type { PointsPart } from './balances.js';
import { walletOf } from './balances.js';
import type { PointsOrder } from './operations.js';
import { requirePoints } from './operations.js';
import { pointsFor, pointsWorth, worthOf } from './wallet-rules.js';
import { pointReasons as reasons } from './points.reasons.js';

/** What is paid in points and what is left to be paid in money, in minor units of the program's currency. */
export type Payment = {
  readonly points: number;
  readonly worthMinor: number;
  readonly payableMinor: number;
}; // prettier-ignore

interface OrderPaid {
  readonly orderId: string;
  readonly amountMinor: number;
}

/**
 * What points pay of an order, on top of those that paid for it before or are held for it; null where no order is named.
 * The member is locked, so nobody pays for it meanwhile. Refuses UNKNOWN_WALLET, INVALID_POINTS, INVALID_AMOUNT, NOT_CASH
 * for a wallet that pays for nothing, TOO_MANY_POINTS_FOR_ORDER beyond what the wallet lets points pay, and beyond what is
 * left to pay.
 */
export async function requirePayable(
  session: WriteSession,
  { memberId, brandId, wallet, amount }: PointsOrder,
  order: OrderPaid | null,
): Promise<Payment | null> {
  if (!order) return null;
  requirePoints(amount);
  requireOrder(order);
  const rate = rateOf(session.house, wallet) ?? refuse('NOT_CASH', { wallet }, ['input', 'wallet']);
  const paid = await paidBefore(session, { memberId, brandId, orderId: order.orderId });
  const before = paid.get(wallet) ?? 0;
  const left = order.amountMinor - worthOfAll(session.house, paid);
  const max = Math.max(0, Math.min(pointsFor(rate, order.amountMinor) - before, pointsWorth(rate, Math.max(0, left))));
  if (amount > max) refuse('TOO_MANY_POINTS_FOR_ORDER', { max }, ['input', 'amount']);
  return paymentOf(worthOf(rate, before + amount) - worthOf(rate, before), amount, left);
}

/** Points that paid for an order of a brand or are held for it, less what was given back, by wallet. */
async function paidBefore(
  { sql, now }: WriteSession,
  { memberId, brandId, orderId }: { memberId: string; brandId: string; orderId: string },
): Promise<ReadonlyMap<string, number>> {
  const rows = await sql.rows<{ wallet: string; points: number }>(
    `SELECT wallet, SUM(CASE WHEN kind = 'spend' THEN amount ELSE -amount END) AS points FROM point_transfers
      WHERE memberId = ? AND brandId = ? AND subjectId = ? AND kind IN ('spend', 'give_back') GROUP BY wallet
     UNION ALL SELECT wallet, SUM(amount - captured - released) FROM point_holds
      WHERE memberId = ? AND brandId = ? AND subjectId = ? AND status = 'held' AND expiresAt > ? GROUP BY wallet`,
    [memberId, brandId, orderId, memberId, brandId, orderId, now],
  );
  const paid = new Map<string, number>();
  for (const { wallet, points } of rows) paid.set(wallet, (paid.get(wallet) ?? 0) + points);
  return paid;
}

/** What they were worth in all; points of a wallet that pays for nothing any more count for nothing. */
function worthOfAll(house: House, paid: ReadonlyMap<string, number>): number {
  const { wallets } = house.programs.current().parts['points'] as PointsPart;
  return [...paid].reduce((sum, [code, points]) => {
    const cash = wallets.get(code)?.cash;
    return sum + (cash ? worthOf(cash, Math.max(0, points)) : 0);
  }, 0);
}

/** The most that so many points pay of an order; null for a wallet that pays for nothing. Refuses INVALID_AMOUNT. */
export function usableFor(house: House, wallet: string, available: number, amountMinor: number): Payment | null {
  requireAmount(amountMinor, ['amountMinor']);
  const rate = rateOf(house, wallet);
  if (!rate) return null;
  const points = Math.max(0, Math.min(available, pointsFor(rate, amountMinor)));
  return paymentOf(worthOf(rate, points), points, amountMinor);
}

function paymentOf(worthMinor: number, points: number, amountMinor: number): Payment {
  return { points, worthMinor, payableMinor: amountMinor - worthMinor };
}

function rateOf(house: House, wallet: string) {
  const { cash, isSpendable } = walletOf(house.programs.current().parts['points'] as PointsPart, wallet);
  return isSpendable ? cash : null;
}

const ORDER_ID_MAX = 190;

function requireOrder({ orderId, amountMinor }: OrderPaid): void {
  const isNamed = orderId.trim() !== '' && orderId.length <= ORDER_ID_MAX;
  if (!isNamed) {
    refuseInput(reasons.orderIdLength(ORDER_ID_MAX), ['order', 'orderId']);
  }
  requireAmount(amountMinor, ['order', 'amountMinor']);
}

function requireAmount(amountMinor: number, path: readonly string[]): void {
  const isAmount = Number.isSafeInteger(amountMinor) && amountMinor >= 1;
  if (!isAmount) refuse('INVALID_AMOUNT', { field: 'amountMinor', min: 1, max: Number.MAX_SAFE_INTEGER }, path);
}
