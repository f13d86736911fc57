import type { Wish } from '../../../kernel/effect.js';
import type { Fragment, Need } from '../../../kernel/participant.js';
import { marks } from '../../../kernel/rows.js';
import { keyed } from '../slice.js';
import type { Purchase } from './purchase.js';
import { purchaseOf } from './purchase.js';

const STORED = ['id', 'grantId', 'benefit', 'brandId', 'status', 'amountMinor', 'currency', 'wallet', 'points', 'holdId', 'openedAt', 'reservedAt', 'expiresAt', 'paidAt', 'endedAt', 'paymentId', 'causeId', 'paidCauseId', 'promisedAt'] as const; // prettier-ignore
const PURCHASE = [...STORED, 'unitCode'] as const;
const COLUMNS = [...STORED.map((name) => `p.${name}`), 'u.code'];

/** Purchases that are due and those that are named, with the code of the unit that is kept for each. */
export function purchasesNeeded({ memberIds, activities, wishes, until }: Need): Fragment[] {
  const named = [...new Set(wishes.flatMap(purchasesNamed))];
  if (named.length === 0 && activities.length > 0) return [];
  const ids = named.length > 0 ? ` OR p.id IN ${marks(named)}` : '';
  const from = `FROM benefit_purchases p LEFT JOIN benefit_units u ON u.grantId = p.grantId WHERE p.memberId IN ${marks(memberIds)} AND (p.dueAt <= ?${ids})`;
  return [{ name: 'purchases', member: 'p.memberId', columns: COLUMNS, from, params: [...memberIds, until, ...named] }];
}

/** What ends a grant, or keeps what was owed, may be about one that was bought. */
function purchasesNamed({ kind, intent }: Wish): string[] {
  const { purchaseId, grantId } = intent as { readonly purchaseId?: string; readonly grantId?: string };
  if (purchaseId !== undefined) return [purchaseId];
  const isOfBought = kind === 'benefit.revoke' || kind === 'benefit.deliver';
  return isOfBought && grantId !== undefined ? [purchaseOf(grantId)] : [];
}

export function purchasesOfRows(rows: readonly (readonly unknown[])[]): Map<string, Purchase> {
  return new Map(rows.map((row) => keyed(PURCHASE, row) as Purchase).map((purchase) => [purchase.id, purchase]));
}
