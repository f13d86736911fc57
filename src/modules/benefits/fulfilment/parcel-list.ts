import type { Bound } from '../../../kernel/bind.js';
import type { RequestContext } from '../../../kernel/graphql/context.js';
import type { Loading } from '../../../kernel/graphql/loaders.js';
import { ask } from '../../../kernel/graphql/loaders.js';
import type { Page, PageArguments } from '../../../kernel/graphql/page.js';
import { readPage } from '../../../kernel/graphql/page.js';
import { marks } from '../../../kernel/rows.js';
import { seenFacts } from '../../members/index.js';
import type { Parcel } from './acts.js';
import type { Address } from './address.js';
import type { FulfilmentFilter } from './fulfilments.types.js';
import { PARCEL_COLUMNS, seenParcels, shippedBy } from './parcel-rows.js';

/** What is to be shipped, or stands otherwise, what stands so longest first. A partner sees what it ships itself. */
export function parcelPage(context: RequestContext, filter: FulfilmentFilter, page: PageArguments): Promise<Page<Parcel>> {
  const own = shippedBy(context.caller);
  const which = chosen(context, filter);
  const from = `FROM fulfilments WHERE ${which.where}${own.where}`;
  const params = [...which.params, ...own.params];
  return readPage<Parcel>(context, { name: 'fulfilments', columns: PARCEL_COLUMNS, from, params, order: ['since', 'id'], isDescending: false }, page);
} // prettier-ignore

/** Parcels by id; those the caller may not see are not found. */
export const parcels: Loading<string, Parcel> = {
  async read(context, ids) {
    const seen = seenParcels(context.caller);
    const from = `FROM fulfilments WHERE id IN ${marks(ids)}${seen.where}`;
    const rows = await ask<Parcel>(context, { columns: PARCEL_COLUMNS, from, params: [...ids, ...seen.params] });
    return new Map(rows.map((row) => [row.id, row]));
  },
};

interface AddressRow extends Omit<Address, 'lines'> {
  readonly fulfilmentId: string;
  readonly addressLines: string;
}

/** Addresses by parcel: of whoever ships it, and of the member itself, through the window of a partner of what that ships. */
export const addresses: Loading<string, Address> = {
  async read(context, ids) {
    const { caller } = context;
    const own = caller.kind === 'member' ? seenFacts(caller) : shippedBy(caller);
    const columns = ['fulfilmentId', 'name', 'phone', 'addressLines', 'city', 'region', 'postcode', 'country'];
    const from = `FROM fulfilment_addresses WHERE fulfilmentId IN ${marks(ids)}${own.where}`;
    const rows = await ask<AddressRow>(context, { columns, from, params: [...ids, ...own.params] });
    return new Map(rows.map(({ fulfilmentId, addressLines, ...address }) => [fulfilmentId, { ...address, lines: JSON.parse(addressLines) as string[] }])); // prettier-ignore
  },
};

function chosen({ session: { now } }: RequestContext, { status, overdue, benefitIds, brandIds }: FulfilmentFilter): { where: string; params: readonly Bound[] } {
  const parts: { where: string; params: readonly Bound[] }[] = [among('status', status ?? ['to-ship'])];
  if (overdue) parts.push({ where: "status = 'to-ship' AND dueAt <= ?", params: [now] });
  if (benefitIds) parts.push(among('benefit', benefitIds.map((id) => id.replace(/^bnf_/, ''))));
  if (brandIds) parts.push(among('brandId', brandIds));
  return { where: parts.map(({ where }) => where).join(' AND '), params: parts.flatMap(({ params }) => params) };
} // prettier-ignore

function among(column: string, values: readonly string[]): { where: string; params: readonly Bound[] } {
  return values.length === 0 ? { where: '1 = 0', params: [] } : { where: `${column} IN ${marks(values)}`, params: values }; // prettier-ignore
}
