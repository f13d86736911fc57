import { BenefitPackage, PACKAGE_KINDS, PACKAGE_STATUSES, packageWorth } from '../../src/modules/benefits/index.js';
import type { PackageEntry } from '../../src/modules/benefits/index.js';
import { equals } from '../adapter/table.js';
import type { Row } from '../adapter/table.js';
import type { Desk } from '../desk.js';
import { fill } from '../locale/fill.js';
import { moneyIn, numberIn } from '../locale/format.js';
import { textsIn } from '../locale/texts.js';
import { packageDeeds } from './packages.deeds.js';
import { nameIn, unitsOf } from './program.js';
import type { Shelf } from './shelf.js';

type Terms = Pick<PackageEntry, 'name' | 'parts' | 'cycle' | 'price' | 'priceMinor'>;

export const packagesShelf: Shelf = {
  icon: 'ShoppingBag',
  deeds: packageDeeds,
  table: {
    id: 'packages',
    entity: BenefitPackage,
    scope: 'benefits:read',
    columns: { id: 'code', code: 'code', kind: 'choice', brand: 'code', terms: 'json', status: 'choice', createdAt: 'instant', position: 'number', version: 'number' }, // prettier-ignore
    added: { name: 'text', parts: 'text', cycles: 'text', price: 'text', totalValue: 'text' },
    list: ['name', 'code', 'kind', 'parts', 'cycles', 'totalValue', 'price', 'status'],
    order: ['position', 'id'],
    filters: { kind: equals('kind', PACKAGE_KINDS), status: equals('status', PACKAGE_STATUSES) },
    present: async (rows, desk) => {
      const units = await unitsOf(desk);
      return rows.map((row) => ({ ...row, ...wordsOf(desk, units, row) }));
    },
  },
};

function wordsOf(desk: Desk, units: ReadonlyMap<string, string>, row: Row) {
  const { name, parts, cycle, price, priceMinor } = row['terms'] as Terms;
  const { packageForm: say } = textsIn(desk.locale);
  const total = packageWorth(desk.house.programs.current(), String(row['code']));
  const points = price ? [`${numberIn(desk, price.points)} ${units.get(price.wallet) ?? price.wallet}`] : [];
  const money = priceMinor === null ? [] : [moneyIn(desk, priceMinor)];
  return {
    name: nameIn(desk, name),
    parts: parts.map(({ benefit, quantity }) => `${benefit} × ${quantity}`).join(', '),
    cycles: cycle ? fill(say.cyclesOf, { count: cycle.count, unit: say[cycle.unit] }) : null,
    price: [...points, ...money].join(' + ') || null,
    totalValue: total === null ? null : moneyIn(desk, total),
  };
}
