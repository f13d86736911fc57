import type { Bound } from '../../../kernel/bind.js';
import type { Change, State } from '../../../kernel/participant.js';
import { upsertRows } from '../../../kernel/rows.js';
import type { WriteSession } from '../../../kernel/session.js';
import type { BenefitsSlice } from '../slice.js';
import type { Purchase } from './purchase.js';
import { storedDueAt } from './purchase.js';

const CHANGES = ['status', 'reservedAt', 'paidAt', 'endedAt', 'paymentId', 'paidCauseId', 'dueAt'];

/** Writes purchases that began or went on, set-based. A payment that another purchase has already fails the transaction. */
export async function writePurchases(session: WriteSession, changes: readonly Change[]): Promise<void> {
  const rows = changes.flatMap(({ memberId, before, after }) => {
    const known = purchasesIn(before);
    const moved = [...purchasesIn(after).values()].filter((purchase) => known.get(purchase.id) !== purchase);
    return moved.map((purchase) => rowOf(session, memberId, purchase));
  });
  const update = Object.fromEntries(CHANGES.map((name) => [name, 'replace' as const]));
  await upsertRows(session.sql, 'benefit_purchases', ['id'], rows, update);
}

function purchasesIn({ slices }: State): BenefitsSlice['purchases'] {
  return (slices['benefits'] as BenefitsSlice).purchases;
}

function rowOf({ now }: WriteSession, memberId: string, { unitCode: _, ...purchase }: Purchase): Record<string, Bound> {
  return { ...purchase, memberId, recordedAt: now, dueAt: storedDueAt(purchase) };
}
