import type { Wish } from '../../../kernel/effect.js';
import type { JsonObject } from '../../../kernel/json.js';
import type { Intent } from '../settled.js';

/** What the acts about a purchase ask for. The hold of points is asked for second, by which its id is known. */
export const PAYMENT_ASKS: Readonly<Record<string, (payload: JsonObject) => readonly Wish[]>> = {
  'payment.awaited': (payload) => {
    const { benefit, amountMinor, wallet = null, points = 0, expiresAt, reason } = payload as unknown as Awaited;
    const intent: Intent['reserve'] = { benefit, price: { wallet, points, amountMinor }, expiresAt };
    const kept: Wish = { kind: 'purchase.reserve', reason, intent };
    return points === 0 ? [kept] : [kept, { kind: 'points.hold', reason, intent: { wallet, amount: points, expiresAt } }];
  },
  'payment.confirmed': (payload) => {
    const { purchaseId, paymentId, holdId, letGoId, wallet, points = 0, isTaken, reason } = payload as unknown as Confirmed;
    const isPaid = holdId !== undefined || isTaken === true;
    const how = isPaid ? 'held' : wallet ? 'spent' : 'none';
    const paid: Wish = { kind: 'benefit.buy', reason, intent: { purchaseId, paymentId, points: how, due: points } satisfies Intent['buy'] };
    if (holdId) return [paid, { kind: 'points.capture', reason, intent: { holdId, amount: points, isFinal: true } }];
    const letGo: Wish[] = letGoId === undefined ? [] : [{ kind: 'points.release', reason, intent: { holdId: letGoId } }];
    if (!wallet) return [...letGo, paid];
    return [...letGo, paid, { kind: 'points.spend', reason, isRequired: false, intent: { wallet, amount: points } }];
  },
  'payment.released': (payload) => {
    const { purchaseId, holdId, reason } = payload as unknown as Confirmed;
    const gone: Wish = { kind: 'purchase.release', reason, intent: { purchaseId } };
    return holdId ? [gone, { kind: 'points.release', reason, intent: { holdId } }] : [gone];
  },
  'payment.refunded': (payload) => {
    const { grantId, reason } = payload as unknown as { readonly grantId: string; readonly reason: string };
    return [{ kind: 'benefit.revoke', reason, intent: { grantId, isPaidBack: true } }];
  },
}; // prettier-ignore

interface Awaited {
  readonly benefit: string;
  readonly amountMinor: number;
  readonly wallet?: string;
  readonly points?: number;
  readonly expiresAt: number;
  readonly reason: string;
}

/**
 * With `holdId` the points are held; with `wallet` they are spent now, if they are there; `isTaken`: they were spent before.
 * `points`: those that were not taken of the price before. `letGoId`: the hold that reserves too few of them.
 */
interface Confirmed {
  readonly purchaseId: string;
  readonly paymentId: string;
  readonly holdId?: string;
  readonly letGoId?: string;
  readonly isTaken?: boolean;
  readonly wallet?: string;
  readonly points?: number;
  readonly reason: string;
}
