import type { Instant } from '../../../kernel/clock.js';
import { sibling } from '../../../kernel/id.js';
import type { Price } from '../price.js';

/**
 * `late`: it was paid for when it was not kept any more, and is owed. `refund-due`: the member does not get it, and nobody has
 * said yet that it has its money back.
 */
export const PURCHASE_STATUSES = ['open', 'paid', 'late', 'released', 'expired', 'refund-due', 'refunded'] as const;
export type PurchaseStatus = (typeof PURCHASE_STATUSES)[number];

/**
 * Something a member buys: kept for it while it pays, a grant once the payment was reported. Purchase and grant have one
 * ULID, so that the unit which is reserved for the one is the unit of the other.
 */
export interface Purchase extends Price {
  readonly id: string;
  readonly grantId: string;
  readonly benefit: string;
  /** The brand that sells it and reports the payment. */
  readonly brandId: string;
  readonly status: PurchaseStatus;
  readonly currency: string;
  /** The hold of the points that are a part of the price. */
  readonly holdId: string | null;
  readonly openedAt: Instant;
  /** Since when it takes room under the limits: from the beginning, or from a payment that came late. */
  readonly reservedAt: Instant;
  readonly expiresAt: Instant;
  readonly paidAt: Instant | null;
  /** When it was let go, or the payment was given back. */
  readonly endedAt: Instant | null;
  /** The payment, as the brand knows it; unique with the brand. */
  readonly paymentId: string | null;
  readonly causeId: string;
  /** The activity that tells of the payment. */
  readonly paidCauseId: string | null;
  /** Of what is sold before it is there: from when on it is given. No unit is kept for it. */
  readonly promisedAt: Instant | null;
  /** The code of the unit that is reserved, where units have codes. */
  readonly unitCode: string | null;
}

export function purchaseOf(grantId: string): string {
  return sibling(grantId, 'pur');
}

/** Nobody can pay in time any more, whether that is written down yet or not. */
export function statusAt({ status, expiresAt }: Pick<Purchase, 'status' | 'expiresAt'>, at: Instant): PurchaseStatus {
  return status === 'open' && expiresAt <= at ? 'expired' : status;
}

/** When time ends it by itself. */
export function purchaseDueAt({ status, expiresAt }: Pick<Purchase, 'status' | 'expiresAt'>): Instant | null {
  return status === 'open' ? expiresAt : null;
}

/**
 * As it is stored: what nobody has paid for in time stays due until somebody has looked after the points that were taken of
 * its hold by hand (`lookAfterLapsed`); most have none.
 */
export function storedDueAt(purchase: Pick<Purchase, 'status' | 'expiresAt' | 'holdId'>): Instant | null {
  const isLapsed = purchase.status === 'expired' && purchase.holdId !== null;
  return isLapsed ? purchase.expiresAt : purchaseDueAt(purchase);
}
