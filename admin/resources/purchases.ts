import { BenefitPurchase, PURCHASE_STATUSES, seenPurchases, storedBenefits } from '../../src/modules/benefits/index.js';
import { equals } from '../adapter/table.js';
import type { Row } from '../adapter/table.js';
import type { Desk } from '../desk.js';
import { withBrands } from './brands.js';
import { ofMember } from './members.js';
import { nameIn } from './program.js';
import { purchaseDeeds } from './purchases.deeds.js';
import type { Shelf } from './shelf.js';

/** What members buy for money: of one member or of one benefit, by the filter. */
export const purchasesShelf: Shelf = {
  icon: 'ShoppingCart',
  deeds: purchaseDeeds,
  table: {
    id: 'purchases',
    entity: BenefitPurchase,
    scope: 'benefits:read',
    seen: ({ caller }) => {
      const { where, params } = seenPurchases(caller); // nothing is sold at a till
      return { text: `1 = 1${where}`, params };
    },
    columns: {
      openedAt: 'instant', memberId: 'code', benefit: 'code', brandId: 'code', status: 'choice', amountMinor: 'money', points: 'amount', wallet: 'code', paymentId: 'code', expiresAt: 'instant', paidAt: 'instant', endedAt: 'instant', grantId: 'code', id: 'code',
    }, // prettier-ignore
    added: { name: 'text', brand: 'text' },
    list: [
      'openedAt',
      'name',
      'memberId',
      'brand',
      'amountMinor',
      'points',
      'status',
      'paymentId',
      'expiresAt',
      'paidAt',
    ],
    order: ['openedAt', 'id'],
    isDescending: true,
    filters: {
      find: { condition: ofMember },
      benefit: equals('benefit'),
      paymentId: equals('paymentId'),
      status: {
        choices: PURCHASE_STATUSES.map(wordOf),
        condition: (said) => ({
          text: 'status = ?',
          params: [PURCHASE_STATUSES.find((each) => wordOf(each) === said) ?? said],
        }),
      },
    },
    present: async (rows, desk) => withNames(await withBrands(rows, desk), desk),
  },
};

/** A store that is open is open; a purchase that is open waits for its payment. */
function wordOf(status: unknown): string {
  return status === 'open' ? 'awaiting' : String(status);
}

/** With what was bought, as members read it. */
async function withNames(rows: readonly Row[], desk: Desk): Promise<Row[]> {
  if (rows.length === 0) return [];
  const names = new Map((await storedBenefits(desk.sql)).map(({ entry }) => [entry.code, nameIn(desk, entry.name)]));
  return rows.map((row) => ({
    ...row,
    status: wordOf(row['status']),
    name: names.get(String(row['benefit'])) ?? row['benefit'],
  }));
}
