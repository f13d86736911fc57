import { BenefitPackage, PACKAGE_KINDS, PACKAGE_STATUSES, packageWorth } from '../../src/modules/benefits/index.js';
import type { PackageEntry } from '../../src/modules/benefits/index.js';
import { equals } from '../adapter/table.js';
import type { Row } from '../adapter/table.js';
import type { Desk } from '../desk.js';
import { fill } from '../locale/fill.js';
import { moneyIn } from '../locale/format.js';
import { textsIn } from '../locale/texts.js';
import { packageDeeds } from './packages.deeds.js';
import { benefitNames, brandNamed } from './names.js';
import type { Names } from './names.js';
import { nameIn, priceIn, unitsOf } from './program.js';
import type { Shelf } from './shelf.js';

type Terms = Pick<PackageEntry, 'name' | 'description' | 'parts' | 'cycle' | 'noticeDays' | 'price' | 'priceMinor'>;

export const packagesShelf: Shelf = {
  icon: 'ShoppingBag',
  deeds: packageDeeds,
  table: {
    id: 'packages',
    entity: BenefitPackage,
    scope: 'benefits:read',
    columns: { id: 'code', code: 'code', kind: 'choice', brand: 'text', terms: 'json', status: 'choice', createdAt: 'instant', position: 'number', version: 'number' }, // prettier-ignore
    added: {
      name: 'text',
      about: 'text',
      parts: 'text',
      cycles: 'text',
      noticeDays: 'text',
      price: 'text',
      totalValue: 'text',
    },
    list: ['name', 'code', 'kind', 'parts', 'cycles', 'totalValue', 'price', 'status'],
    page: [
      'name',
      'code',
      'kind',
      'about',
      'parts',
      'cycles',
      'noticeDays',
      'price',
      'totalValue',
      'brand',
      'status',
      'createdAt',
      'version',
    ],
    order: ['position', 'id'],
    filters: { kind: equals('kind', PACKAGE_KINDS), status: equals('status', PACKAGE_STATUSES) },
    present: async (rows, desk) => {
      const [units, benefits] = await Promise.all([unitsOf(desk), benefitNames(desk)]);
      return rows.map((row) => ({ ...row, ...wordsOf(desk, { units, benefits }, row) }));
    },
  },
};

/** What is in a package, how long it goes on and what it costs, in words. */
function wordsOf(desk: Desk, { units, benefits }: { units: Names; benefits: Names }, row: Row) {
  const { name, description, parts, cycle, noticeDays, price, priceMinor } = row['terms'] as Terms;
  const { packageForm: say, terms, rule } = textsIn(desk.locale);
  const total = packageWorth(desk.house.programs.current(), String(row['code']));
  const partIn = ({ benefit, quantity, isBirthdayMonthOnly }: Terms['parts'][number]): string => {
    const part = `${benefits.get(benefit) ?? benefit} × ${quantity}`;
    return isBirthdayMonthOnly ? fill(terms.birthday, { part }) : part;
  };
  return {
    name: nameIn(desk, name),
    about: description && nameIn(desk, description),
    brand: brandNamed(desk, row['brand']),
    parts: parts.map(partIn).join(rule.and),
    cycles: cycle && fill(say.cyclesOf, { count: cycle.count, unit: say[cycle.unit] }),
    noticeDays: cycle && (noticeDays > 0 ? fill(terms.noticeDays, { days: noticeDays }) : terms.never),
    price: priceIn(desk, units, { price, priceMinor }),
    totalValue: total === null ? null : moneyIn(desk, total),
  };
}
