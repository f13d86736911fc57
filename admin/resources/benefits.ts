import { Benefit, STATUSES, stockLeft } from '../../src/modules/benefits/index.js';
import type { BenefitEntry } from '../../src/modules/benefits/index.js';
import { equals } from '../adapter/table.js';
import type { Row } from '../adapter/table.js';
import type { Desk } from '../desk.js';
import { numberIn } from '../locale/format.js';
import { textsIn } from '../locale/texts.js';
import { benefitDeeds } from './benefits.deeds.js';
import { oneBenefit } from './benefits.told.js';
import { brandNamed } from './names.js';
import { nameIn } from './program.js';
import type { Shelf } from './shelf.js';

type Terms = Pick<BenefitEntry, 'name' | 'stock'>;

export const benefitsShelf: Shelf = {
  icon: 'Gift',
  deeds: benefitDeeds,
  pages: { show: 'BenefitPage' },
  tell: oneBenefit,
  table: {
    id: 'benefits',
    entity: Benefit,
    scope: 'benefits:read',
    columns: { id: 'code', code: 'code', kind: 'text', level: 'text', brand: 'text', terms: 'json', status: 'choice', publishedAt: 'instant', position: 'number', version: 'number' }, // prettier-ignore
    added: { name: 'text', stockLeft: 'text' },
    list: ['name', 'code', 'kind', 'level', 'brand', 'stockLeft', 'status', 'publishedAt'],
    order: ['position', 'id'],
    filters: { status: equals('status', STATUSES) },
    present: async (rows, desk) => {
      const left = await stockLeft(desk.sql, rows.flatMap(codeOfCounted));
      return rows.map((row) => ({ ...row, ...wordsOf(desk, row), stockLeft: leftIn(desk, row, left) }));
    },
  },
};

function wordsOf(desk: Desk, row: Row) {
  const { benefitForm } = textsIn(desk.locale);
  const word = (value: unknown) => benefitForm[String(value).toUpperCase().replaceAll('-', '_') as 'CASH'];
  return {
    name: nameIn(desk, termsOf(row).name),
    kind: word(row['kind']),
    level: word(row['level']),
    brand: brandNamed(desk, row['brand']),
  };
}

/** How many are left; nothing is said of what has no end. */
function leftIn(desk: Desk, row: Row, left: ReadonlyMap<string, number>): string | null {
  if (termsOf(row).stock.kind === 'unlimited') return null;
  return numberIn(desk, left.get(String(row['code'])) ?? 0);
}

function codeOfCounted(row: Row): string[] {
  return termsOf(row).stock.kind === 'unlimited' ? [] : [String(row['code'])];
}

function termsOf(row: Row): Terms {
  return row['terms'] as Terms;
}
