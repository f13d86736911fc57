import type { Activity } from '../../kernel/activity.js';
import type { Wish } from '../../kernel/effect.js';
import { groupBy } from '../../kernel/group.js';
import { share } from '../../kernel/money.js';
import type { Order } from '../members/index.js';
import { orderKey } from '../members/index.js';
import type { Intent, PaidWith, PointsSlice } from './balances.js';
import { drawFrom } from './lots.js';

/**
 * What a refund of an order means for points: each lot the order earned is taken back, and points it was paid with are
 * given back, both in proportion to what was refunded of the order so far.
 */
export function refundWishes(slice: PointsSlice, order: Order | undefined, refund: Activity): Wish[] {
  if (!order || order.amountMinor === 0 || refund.subjectId === null) return [];
  const paid = slice.paid.get(orderKey(refund.brandId, refund.subjectId)) ?? [];
  return [...givenBack(order, paid, refund.subjectId), ...takenBack(slice, order)];
}

function takenBack({ lots }: PointsSlice, order: Order): Wish<Intent['takeBack']>[] {
  const wishes: Wish<Intent['takeBack']>[] = [];
  for (const lot of lots.values()) {
    if (lot.causeId !== order.activityId) continue;
    const amount = share(lot.amount, order.refundedMinor, order.amountMinor) - lot.reversed;
    if (amount > 0) {
      wishes.push({
        kind: 'points.take-back',
        reason: 'refund',
        intent: { wallet: lot.wallet, amount, lotId: lot.id },
      });
    }
  }
  return wishes;
}

/** Into the lots that were taken last, which are those that live longest. */
function givenBack(order: Order, paid: readonly PaidWith[], orderId: string): Wish<Intent['giveBack']>[] {
  return [...groupBy(paid, ({ wallet }) => wallet)].flatMap(([wallet, parts]) => {
    const spent = parts.reduce((sum, part) => sum + part.spent, 0);
    const back = parts.reduce((sum, part) => sum + part.back, 0);
    const amount = share(spent, order.refundedMinor, order.amountMinor) - back;
    const left = parts.map((part) => ({ lotId: part.lotId, amount: part.spent - part.back })).reverse();
    const draws = drawFrom(left, amount);
    return draws.length === 0
      ? []
      : [{ kind: 'points.give-back', reason: 'refund', intent: { wallet, draws, orderId } }];
  });
}
