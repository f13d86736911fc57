import type { Bound } from '../../../kernel/bind.js';
import type { Sql } from '../../../kernel/database.js';
import type { RequestContext } from '../../../kernel/graphql/context.js';
import type { Loading } from '../../../kernel/graphql/loaders.js';
import { ask } from '../../../kernel/graphql/loaders.js';
import type { Page, PageArguments } from '../../../kernel/graphql/page.js';
import { readPage } from '../../../kernel/graphql/page.js';
import { refuse } from '../../../kernel/refusal.js';
import { marks } from '../../../kernel/rows.js';
import { memberLocked, seenFacts } from '../../members/index.js';
import type { Finding } from '../promise.js';
import type { Missing, Obliged, ObligationStatus } from '../settled.js';
import type { ObligationFilter } from './obligations.types.js';

/** An obligation as it is stored. */
export interface ObligationRow {
  readonly id: string;
  readonly memberId: string;
  readonly grantId: string;
  readonly benefit: string;
  readonly kind: Obliged['kind'];
  readonly missing: Missing | null;
  readonly status: ObligationStatus;
  readonly ownerId: string | null;
  readonly dueAt: number;
  readonly createdAt: number;
  readonly endedAt: number | null;
  readonly note: string | null;
}

const COLUMNS = ['id', 'memberId', 'grantId', 'benefit', 'kind', 'missing', 'status', 'ownerId', 'dueAt', 'createdAt', 'endedAt', 'note']; // prettier-ignore
const FROM = 'FROM (SELECT o.*, o.owner AS ownerId FROM obligations o) obligations';

/** What is owed, what is due first first: overdue ones stand at the top. A partner sees what it caused. */
export function obligationPage(context: RequestContext, filter: ObligationFilter, page: PageArguments): Promise<Page<ObligationRow>> {
  const seen = seenFacts(context.caller);
  const which = chosen(context, filter);
  const from = `${FROM} WHERE ${which.where}${seen.where}`;
  const params = [...which.params, ...seen.params];
  return readPage<ObligationRow>(context, { name: 'obligations', columns: COLUMNS, from, params, order: ['dueAt', 'id'], isDescending: false }, page);
} // prettier-ignore

/** Obligations by id; those the caller may not see are not found. */
export const obligations: Loading<string, ObligationRow> = {
  async read(context, ids) {
    const seen = seenFacts(context.caller);
    const from = `${FROM} WHERE id IN ${marks(ids)}${seen.where}`;
    const rows = await ask<ObligationRow>(context, { columns: COLUMNS, from, params: [...ids, ...seen.params] });
    return new Map(rows.map((row) => [row.id, row]));
  },
};

/** Finds the member something is owed to and locks it. Refuses NOT_FOUND, also for what is not the caller's to see. */
export function creditor({ caller }: RequestContext, obligationId: string): Finding {
  return async (sql: Sql) => {
    const seen = seenFacts(caller);
    const text = `SELECT id, memberId FROM obligations WHERE id = ?${seen.where}`;
    const [row] = await sql.rows<{ id: string; memberId: string }>(text, [obligationId, ...seen.params]);
    if (row?.id !== obligationId) refuse('NOT_FOUND', { what: 'obligation' }, ['obligationId']);
    return memberLocked(caller, { id: row.memberId })(sql);
  };
}

function chosen({ session: { now } }: RequestContext, filter: ObligationFilter): { where: string; params: readonly Bound[] } {
  const { status, overdue, benefitIds, ownerId } = filter;
  const parts: { where: string; params: readonly Bound[] }[] = [among('status', status ?? ['open'])];
  if (overdue) parts.push({ where: "status = 'open' AND dueAt <= ?", params: [now] });
  if (benefitIds) parts.push(among('benefit', benefitIds.map((id) => id.replace(/^bnf_/, '')))); // prettier-ignore
  if (ownerId != null) parts.push({ where: 'owner = ?', params: [ownerId] });
  return { where: parts.map(({ where }) => where).join(' AND '), params: parts.flatMap(({ params }) => params) };
} // prettier-ignore

function among(column: string, values: readonly string[]): { where: string; params: readonly Bound[] } {
  return values.length === 0 ? { where: '1 = 0', params: [] } : { where: `${column} IN ${marks(values)}`, params: values }; // prettier-ignore
}
