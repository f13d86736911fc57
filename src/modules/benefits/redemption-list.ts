import type { RequestContext } from '../../kernel/graphql/context.js';
import type { Loading } from '../../kernel/graphql/loaders.js';
import { ask } from '../../kernel/graphql/loaders.js';
import type { Page, PageArguments } from '../../kernel/graphql/page.js';
import { readPage } from '../../kernel/graphql/page.js';
import { marks } from '../../kernel/rows.js';
import { storeOf } from '../brands/index.js';
import { seenUses } from './found.js';
import type { RedemptionStatus } from './grants.js';

/** A use as it is stored. */
export interface RedemptionRow {
  readonly id: string;
  readonly grantId: string;
  readonly memberId: string;
  readonly benefit: string;
  readonly status: RedemptionStatus;
  readonly amountMinor: number | null;
  readonly orderId: string | null;
  readonly brandId: string;
  readonly storeId: string | null;
  readonly heldAt: number;
  readonly expiresAt: number | null;
  readonly redeemedAt: number | null;
  readonly endedAt: number | null;
}

const COLUMNS = ['id', 'grantId', 'memberId', 'benefit', 'status', 'amountMinor', 'orderId', 'brandId', 'storeId', 'heldAt', 'expiresAt', 'redeemedAt', 'endedAt']; // prettier-ignore

/** Uses by id; those the caller may not see are not found. */
export const redemptions: Loading<string, RedemptionRow> = {
  async read(context, ids) {
    const seen = seenUses(context.caller);
    const from = `FROM redemptions WHERE id IN ${marks(ids)}${seen.where}`;
    const rows = await ask<RedemptionRow>(context, { columns: COLUMNS, from, params: [...ids, ...seen.params] });
    return new Map(rows.map((row) => [row.id, row]));
  },
};

/** Pages of the uses of several grants; a partner sees those made at it. */
export const redemptionPages: Loading<string, Page<RedemptionRow>, PageArguments> = {
  async read(context, grantIds, page) {
    const seen = seenUses(context.caller);
    const read = (grantId: string) => readPage<RedemptionRow>(context, listOf(`redemptions.${grantId}`, `grantId = ?${seen.where}`, [grantId, ...seen.params]), page); // prettier-ignore
    const found = await Promise.all(grantIds.map(read));
    return new Map(grantIds.map((grantId, at) => [grantId, found[at] as Page<RedemptionRow>]));
  },
};

/** A page of what was used at the calling brand, whoever's it was. */
export function ownRedemptions(context: RequestContext, status: readonly RedemptionStatus[] | null, storeId: string | null, page: PageArguments): Promise<Page<RedemptionRow>> {
  const { brandId } = context.caller;
  const own = storeOf(context.caller);
  const store = own ?? storeId;
  const ofStatus = status === null ? '' : status.length === 0 ? ' AND 1 = 0' : ` AND status IN ${marks(status)}`;
  const where = `brandId = ?${ofStatus}${store === null ? '' : ' AND storeId = ?'}`;
  const params = [brandId, ...(status ?? []), ...(store === null ? [] : [store])];
  return readPage<RedemptionRow>(context, listOf(`redemptions.of.${brandId}`, where, params), page);
} // prettier-ignore

function listOf(name: string, where: string, params: readonly string[] | readonly (string | null)[] | readonly unknown[]) {
  return { name, columns: COLUMNS, from: `FROM redemptions WHERE ${where}`, params: params as readonly string[], order: ['heldAt', 'id'], isDescending: true };
} // prettier-ignore
