import type { Bound } from '../../../kernel/bind.js';
import type { RequestContext } from '../../../kernel/graphql/context.js';
import type { Loading } from '../../../kernel/graphql/loaders.js';
import { ask } from '../../../kernel/graphql/loaders.js';
import type { List, Page, PageArguments } from '../../../kernel/graphql/page.js';
import { readPage } from '../../../kernel/graphql/page.js';
import { marks } from '../../../kernel/rows.js';
import { seenPurchases } from './found.js';
import type { PurchaseStatus } from './purchase.js';
import type { BenefitPurchaseFilter } from './purchases.types.js';

/** A purchase as it is stored. */
export interface PurchaseRow {
  readonly id: string;
  readonly memberId: string;
  readonly grantId: string;
  readonly benefit: string;
  readonly brandId: string;
  readonly status: PurchaseStatus;
  readonly amountMinor: number;
  readonly currency: string;
  readonly wallet: string | null;
  readonly points: number;
  readonly openedAt: number;
  readonly expiresAt: number;
  readonly paidAt: number | null;
  readonly endedAt: number | null;
  readonly paymentId: string | null;
  readonly promisedAt: number | null;
}

const COLUMNS = ['id', 'memberId', 'grantId', 'benefit', 'brandId', 'status', 'amountMinor', 'currency', 'wallet', 'points', 'openedAt', 'expiresAt', 'paidAt', 'endedAt', 'paymentId', 'promisedAt']; // prettier-ignore

/** Purchases by id; those the caller may not see are not found. */
export const purchases: Loading<string, PurchaseRow> = {
  async read(context, ids) {
    const seen = seenPurchases(context.caller);
    const from = `FROM benefit_purchases WHERE id IN ${marks(ids)}${seen.where}`;
    const rows = await ask<PurchaseRow>(context, { columns: COLUMNS, from, params: [...ids, ...seen.params] });
    return new Map(rows.map((row) => [row.id, row]));
  },
};

interface Asked extends PageArguments {
  readonly filter: BenefitPurchaseFilter;
}

/** Pages of the purchases of several members; a partner sees its own sales. */
export const purchasePages: Loading<string, Page<PurchaseRow>, Asked> = {
  async read(context, memberIds, { filter, ...page }) {
    const list = (memberId: string) => listOf(context, `purchases.${memberId}`, { where: 'memberId = ?', params: [memberId] }, filter); // prettier-ignore
    const found = await Promise.all(memberIds.map((memberId) => readPage<PurchaseRow>(context, list(memberId), page)));
    return new Map(memberIds.map((memberId, at) => [memberId, found[at] as Page<PurchaseRow>]));
  },
};

/** A page of what the calling brand sells, whoever buys it. */
export function ownPurchases(context: RequestContext, filter: BenefitPurchaseFilter, page: PageArguments): Promise<Page<PurchaseRow>> {
  const { brandId } = context.caller;
  const list = listOf(context, `purchases.of.${brandId}`, { where: 'brandId = ?', params: [brandId] }, filter);
  return readPage<PurchaseRow>(context, list, page);
} // prettier-ignore

interface Part {
  readonly where: string;
  readonly params: readonly Bound[];
}

function listOf(context: RequestContext, name: string, whose: Part, filter: BenefitPurchaseFilter): List {
  const { where, params } = seenPurchases(context.caller);
  const parts = [whose, ...chosen(filter, context.session.now)];
  return {
    name,
    columns: COLUMNS,
    from: `FROM benefit_purchases WHERE ${parts.map((part) => part.where).join(' AND ')}${where}`,
    params: [...parts.flatMap((part) => part.params), ...params],
    order: ['openedAt', 'id'],
    isDescending: true,
  };
}

/** Nobody can pay in time any more for what is open beyond its time: it counts as let go. */
function chosen({ status, benefitIds, externalPaymentId }: BenefitPurchaseFilter, now: number): Part[] {
  const told = "CASE WHEN status = 'open' AND expiresAt <= ? THEN 'expired' ELSE status END";
  return [
    ...(status ? [among(told, status, [now])] : []),
    ...(benefitIds ? [among('benefit', benefitIds.map((id) => id.replace(/^bnf_/, '')))] : []), // prettier-ignore
    ...(externalPaymentId == null ? [] : [{ where: 'paymentId = ?', params: [externalPaymentId] }]),
  ];
}

function among(column: string, values: readonly string[], before: readonly Bound[] = []): Part {
  if (values.length === 0) return { where: '1 = 0', params: [] };
  return { where: `${column} IN ${marks(values)}`, params: [...before, ...values] };
}
