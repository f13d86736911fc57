import { marks } from '../../src/kernel/rows.js';
import { Fulfilment, FULFILMENT_STATUSES } from '../../src/modules/benefits/index.js';
import type { FulfilmentAddress } from '../../src/modules/benefits/index.js';
import type { Row } from '../adapter/table.js';
import { equals } from '../adapter/table.js';
import type { Desk } from '../desk.js';
import { withBrands } from './brands.js';
import { fulfilmentDeeds } from './fulfilments.deeds.js';
import { withMembers } from './member-names.js';
import { needData } from './mutate.js';
import { withBenefits } from './names.js';
import type { Shelf, Telling } from './shelf.js';

const LIST = `query Parcels($filter: FulfilmentFilter!) { fulfilments(filter: $filter, first: 100) {
  nodes { id status since shipBy isOverdue carrier trackingNumber benefit { name code } member { id number } } pageInfo { hasNextPage } totalCount } }`;
const EXPORT = 'query ShipList($after: String) { shipList(first: 1000, after: $after) { csv count next } }';

/** What stands in one way, what waits longest first. */
const parcels: Telling = async (desk, _id, { status = 'TO_SHIP', overdue }) => {
  const filter = { status: [status], overdue: overdue === 'yes' && status === 'TO_SHIP' };
  return needData(await desk.ask(LIST, { filter }));
};

/** The file for whoever packs; who may not see addresses gets none. */
const shipList: Telling = async (desk, _id, { after }) => needData(await desk.ask(EXPORT, { after: after || null }));

export const fulfilmentsShelf: Shelf = {
  icon: 'Package',
  deeds: fulfilmentDeeds,
  pages: { list: 'ShipList' },
  asksAll: { parcels, shipList },
  table: {
    id: 'fulfilments',
    entity: Fulfilment,
    scope: 'benefits:fulfil',
    columns: {
      id: 'code', memberId: 'code', grantId: 'code', benefit: 'code', brandId: 'code', status: 'choice', since: 'instant', dueAt: 'instant', carrier: 'text', trackingNumber: 'text', shipments: 'number', openedAt: 'instant', shippedAt: 'instant', receivedAt: 'instant', returnedAt: 'instant', eraseAt: 'instant', note: 'text',
    }, // prettier-ignore
    added: { benefitName: 'benefit', member: 'member', brand: 'text', sentTo: 'text', promisedAt: 'instant' },
    page: [
      'benefitName',
      'member',
      'brand',
      'status',
      'since',
      'dueAt',
      'sentTo',
      'carrier',
      'trackingNumber',
      'shipments',
      'promisedAt',
      'shippedAt',
      'receivedAt',
      'returnedAt',
      'eraseAt',
      'note',
      'grantId',
      'id',
    ],
    list: ['benefitName', 'status', 'since', 'dueAt', 'carrier', 'trackingNumber'],
    order: ['status', 'since', 'id'],
    filters: { status: equals('status', FULFILMENT_STATUSES) },
    present: async (rows, desk) => {
      const named = await withMembers(await withBenefits(await withBrands(rows, desk), desk), desk);
      return withAddresses(
        named.map((row) => ({ ...row, promisedAt: row['openedAt'] })),
        desk,
      );
    },
  },
};

async function withAddresses(rows: readonly Row[], desk: Desk): Promise<Row[]> {
  if (rows.length === 0 || !desk.may('members:pii')) return rows.map((row) => ({ ...row, sentTo: null }));
  const ids = rows.map(({ id }) => String(id));
  const found = await desk.sql.rows<FulfilmentAddress & { addressLines: string }>(`SELECT fulfilmentId, name, phone, addressLines, city, region, postcode, country FROM fulfilment_addresses WHERE fulfilmentId IN ${marks(ids)}`, ids); // prettier-ignore
  const told = new Map(found.map((address) => [address.fulfilmentId, inOneLine(address)]));
  return rows.map((row) => ({ ...row, sentTo: told.get(String(row['id'])) ?? null }));
}

function inOneLine({ name, phone, addressLines, city, region, postcode, country }: FulfilmentAddress & { addressLines: string }): string {
  const lines = JSON.parse(addressLines) as readonly string[];
  return [name, phone, ...lines, city, region, postcode, country].filter((part) => part !== null).join(', ');
} // prettier-ignore
