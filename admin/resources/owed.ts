import { Obligation } from '../../src/modules/benefits/index.js';
import { seenFacts } from '../../src/modules/members/index.js';
import { listOperators } from '../../src/modules/operators/index.js';
import type { Row } from '../adapter/table.js';
import type { Desk } from '../desk.js';
import { withBrands } from './brands.js';
import { withMembers } from './member-names.js';
import { ofMember } from './members.js';
import { ofBenefit, withBenefits } from './names.js';
import { owedDeeds } from './owed.deeds.js';
import type { Shelf } from './shelf.js';

/** Words of their own: a statement is open, too, and a package has points. */
const WORDS: Readonly<Record<string, string>> = {
  wait: 'owedWait',
  'pre-sale': 'owedPreSale',
  'late-payment': 'owedLatePayment',
  stock: 'missingStock',
  limit: 'missingLimit',
  points: 'missingPoints',
  benefit: 'missingBenefit',
};

/** What members are owed now, what is due first first: overdue ones stand at the top. */
export const owedShelf: Shelf = {
  icon: 'Clock',
  deeds: owedDeeds,
  table: {
    id: 'obligations',
    entity: Obligation,
    scope: 'benefits:fulfil',
    seen: ({ caller }) => {
      const { where, params } = seenFacts(caller);
      return { text: `1 = 1${where}`, params };
    },
    where: "status = 'open'",
    columns: {
      dueAt: 'instant', memberId: 'code', benefit: 'code', kind: 'choice', missing: 'choice', brandId: 'code', createdAt: 'instant', readyAt: 'instant', grantId: 'code', owner: 'code', id: 'code',
    }, // prettier-ignore
    added: { benefitName: 'benefit', member: 'member', brand: 'text', isOverdue: 'yesno', seenToBy: 'text' },
    list: ['dueAt', 'isOverdue', 'benefitName', 'member', 'kind', 'missing', 'seenToBy'],
    page: [
      'benefitName',
      'member',
      'kind',
      'missing',
      'dueAt',
      'isOverdue',
      'readyAt',
      'brand',
      'seenToBy',
      'createdAt',
      'grantId',
      'id',
    ],
    narrow: ['dueAt', 'benefitName', 'member'],
    order: ['dueAt', 'id'], // of what is open, as the index has it
    filters: { find: { condition: ofMember }, benefit: ofBenefit },
    present: async (rows, desk) =>
      told(await withMembers(await withBenefits(await withBrands(rows, desk), desk), desk), desk),
  },
};

async function told(rows: readonly Row[], desk: Desk): Promise<Row[]> {
  if (rows.length === 0) return [];
  const operators = new Map((await listOperators(desk.sql)).map(({ id, name }) => [id, name]));
  const now = desk.house.clock.now();
  return rows.map((row) => ({
    ...row,
    kind: wordOf(row['kind']),
    missing: wordOf(row['missing']),
    isOverdue: Number(row['dueAt']) <= now,
    seenToBy: operators.get(String(row['owner'])) ?? null,
  }));
}

function wordOf(value: unknown): string | null {
  return typeof value === 'string' ? (WORDS[value] ?? value) : null;
}
