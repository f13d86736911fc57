import type { RequestContext } from '../../kernel/graphql/context.js';
import { refuse } from '../../kernel/refusal.js';
import type { PointsPart } from './balances.js';
import { walletOf } from './balances.js';
import { requirePoints } from './operations.js';
import { pointsFor, worthOf } from './wallet-rules.js';

/** What is paid in points and what is left to be paid in money, in minor units of the program's currency. */
export interface Payment {
  readonly points: number;
  readonly worthMinor: number;
  readonly payableMinor: number;
}

interface OrderPaid {
  readonly orderId: string;
  readonly amountMinor: number;
}

/**
 * What points pay of an order; null where no order is named. Refuses UNKNOWN_WALLET, INVALID_POINTS, INVALID_AMOUNT,
 * NOT_CASH for a wallet that pays for nothing, TOO_MANY_POINTS_FOR_ORDER beyond what the wallet lets points pay.
 */
export function requirePayable(
  context: RequestContext,
  { wallet, amount }: { readonly wallet: string; readonly amount: number },
  order: OrderPaid | null,
): Payment | null {
  if (!order) return null;
  requirePoints(amount);
  requireOrder(order);
  const rate = rateOf(context, wallet) ?? refuse('NOT_CASH', { wallet }, ['input', 'wallet']);
  const max = pointsFor(rate, order.amountMinor);
  if (amount > max) refuse('TOO_MANY_POINTS_FOR_ORDER', { max }, ['input', 'amount']);
  return paymentOf(worthOf(rate, amount), amount, order.amountMinor);
}

/** The most that so many points pay of an order; null for a wallet that pays for nothing. Refuses INVALID_AMOUNT. */
export function usableFor(
  context: RequestContext,
  wallet: string,
  available: number,
  amountMinor: number,
): Payment | null {
  requireAmount(amountMinor, ['amountMinor']);
  const rate = rateOf(context, wallet);
  if (!rate) return null;
  const points = Math.max(0, Math.min(available, pointsFor(rate, amountMinor)));
  return paymentOf(worthOf(rate, points), points, amountMinor);
}

function paymentOf(worthMinor: number, points: number, amountMinor: number): Payment {
  return { points, worthMinor, payableMinor: amountMinor - worthMinor };
}

function rateOf({ session }: RequestContext, wallet: string) {
  const { cash, isSpendable } = walletOf(session.house.programs.current().parts['points'] as PointsPart, wallet);
  return isSpendable ? cash : null;
}

const ORDER_ID_MAX = 190;

function requireOrder({ orderId, amountMinor }: OrderPaid): void {
  const isNamed = orderId.trim() !== '' && orderId.length <= ORDER_ID_MAX;
  if (!isNamed) {
    refuse('INVALID_INPUT', { reason: `orderId has 1 to ${ORDER_ID_MAX} characters` }, ['order', 'orderId']);
  }
  requireAmount(amountMinor, ['order', 'amountMinor']);
}

function requireAmount(amountMinor: number, path: readonly string[]): void {
  const isAmount = Number.isSafeInteger(amountMinor) && amountMinor >= 1;
  if (!isAmount) refuse('INVALID_AMOUNT', { field: 'amountMinor', min: 1, max: Number.MAX_SAFE_INTEGER }, path);
}
