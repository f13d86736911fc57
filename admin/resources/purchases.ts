import { BenefitPurchase, PURCHASE_STATUSES, seenPurchases } from '../../src/modules/benefits/index.js';
import { equals } from '../adapter/table.js';
import type { Row } from '../adapter/table.js';
import type { Desk } from '../desk.js';
import { withBrands } from './brands.js';
import { withMembers } from './member-names.js';
import { ofMember } from './members.js';
import { ofBenefit, withBenefits } from './names.js';
import { priceIn, unitsOf } from './program.js';
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
    added: { benefitName: 'benefit', member: 'member', brand: 'text', price: 'text' },
    list: ['openedAt', 'benefitName', 'member', 'price', 'status', 'paymentId', 'expiresAt'],
    page: [
      'benefitName',
      'member',
      'brand',
      'price',
      'status',
      'openedAt',
      'expiresAt',
      'paymentId',
      'paidAt',
      'endedAt',
      'grantId',
      'id',
    ],
    narrow: ['benefitName', 'member', 'status'],
    order: ['openedAt', 'id'],
    isDescending: true,
    filters: {
      find: { condition: ofMember },
      benefit: ofBenefit,
      paymentId: equals('paymentId'),
      status: {
        choices: PURCHASE_STATUSES.map(wordOf),
        condition: (said) => ({
          text: 'status = ?',
          params: [PURCHASE_STATUSES.find((each) => wordOf(each) === said) ?? said],
        }),
      },
    },
    present: async (rows, desk) =>
      told(await withMembers(await withBenefits(await withBrands(rows, desk), desk), desk), desk),
  },
};

/** A store that is open is open; a purchase that is open waits for its payment. */
function wordOf(status: unknown): string {
  return status === 'open' ? 'awaiting' : String(status);
}

/** With all of its price. Until when it is kept is said only while it waits for its payment. */
async function told(rows: readonly Row[], desk: Desk): Promise<Row[]> {
  if (rows.length === 0) return [];
  const units = await unitsOf(desk);
  return rows.map((row) => {
    const { status, wallet, points, amountMinor, expiresAt } = row as unknown as BenefitPurchase;
    const price = wallet && points ? { wallet, points } : null;
    return {
      ...row,
      status: wordOf(status),
      price: priceIn(desk, units, { price, priceMinor: amountMinor }),
      expiresAt: status === 'open' ? expiresAt : null,
    };
  });
}
