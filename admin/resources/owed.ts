import { Obligation, storedBenefits } from '../../src/modules/benefits/index.js';
import { seenFacts } from '../../src/modules/members/index.js';
import { listOperators } from '../../src/modules/operators/index.js';
import { equals } from '../adapter/table.js';
import type { Row } from '../adapter/table.js';
import type { Desk } from '../desk.js';
import { withBrands } from './brands.js';
import { ofMember } from './members.js';
import { owedDeeds } from './owed.deeds.js';
import { nameIn } from './program.js';
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
    added: { name: 'text', brand: 'text', isOverdue: 'yesno', seenToBy: 'text' },
    list: ['dueAt', 'isOverdue', 'name', 'memberId', 'kind', 'missing', 'brand', 'seenToBy', 'createdAt'],
    order: ['dueAt', 'id'], // of what is open, as the index has it
    filters: { find: { condition: ofMember }, benefit: equals('benefit') },
    present: async (rows, desk) => told(await withBrands(rows, desk), desk),
  },
};

async function told(rows: readonly Row[], desk: Desk): Promise<Row[]> {
  if (rows.length === 0) return [];
  const names = new Map((await storedBenefits(desk.sql)).map(({ entry }) => [entry.code, nameIn(desk, entry.name)]));
  const operators = new Map((await listOperators(desk.sql)).map(({ id, name }) => [id, name]));
  const now = desk.house.clock.now();
  return rows.map((row) => ({
    ...row,
    name: names.get(String(row['benefit'])) ?? row['benefit'],
    kind: wordOf(row['kind']),
    missing: wordOf(row['missing']),
    isOverdue: Number(row['dueAt']) <= now,
    seenToBy: operators.get(String(row['owner'])) ?? null,
  }));
}

function wordOf(value: unknown): string | null {
  return typeof value === 'string' ? (WORDS[value] ?? value) : null;
}
