import type { Bound } from '../../kernel/bind.js';
import type { Caller } from '../../kernel/caller.js';
import type { RequestContext } from '../../kernel/graphql/context.js';
import type { Loading } from '../../kernel/graphql/loaders.js';
import { ask } from '../../kernel/graphql/loaders.js';
import type { List, Page, PageArguments } from '../../kernel/graphql/page.js';
import { readPage } from '../../kernel/graphql/page.js';
import { marks } from '../../kernel/rows.js';
import type { Identity } from './identities.js';
import type { MemberFilterInput, MemberOrder } from './members.types.js';

/** The row of a member: nothing personal. */
export interface MemberRow {
  readonly id: string;
  readonly number: number;
  readonly status: 'active' | 'suspended' | 'closed';
  readonly brandId: string;
  readonly channel: string | null;
  readonly enrolledAt: number;
}

const COLUMNS = ['m.id', 'm.number', 'm.status', 'm.brandId', 'm.channel', 'm.enrolledAt'];

/** Rows of members by id; only those the caller may see are found. */
export const memberRows: Loading<string, MemberRow> = {
  async read(context, ids) {
    const { caller } = context;
    const { join, params } = visibleTo(caller);
    const rows = await ask<MemberRow>(context, {
      columns: COLUMNS,
      from: `FROM members m${join} WHERE m.id IN ${marks(ids)}${own(caller)}`,
      params: [...params, ...ids, ...ownParams(caller)],
    });
    return new Map(rows.map((row) => [row.id, row]));
  },
};

/** The member a brand knows by an identity, or null when there is none that it may see: both look the same. */
export async function memberByIdentity(context: RequestContext, { kind, value }: Identity): Promise<MemberRow | null> {
  const { brandId } = context.caller;
  const { join, params } = visibleTo(context.caller);
  const [row] = await ask<MemberRow>(context, {
    columns: COLUMNS,
    from: `FROM member_identities i JOIN members m ON m.id = i.memberId${join} WHERE i.brandId = ? AND i.kind = ? AND i.value = ?`,
    params: [...params, brandId, kind, value],
  });
  return row ?? null;
}

/** A page of the members a caller may see. */
export function listMembers(
  context: RequestContext,
  filter: MemberFilterInput,
  order: keyof typeof MemberOrder,
  page: PageArguments,
): Promise<Page<MemberRow>> {
  return readPage<MemberRow>(context, listOf(context.caller, filter, order), page);
}

function listOf(caller: Caller, filter: MemberFilterInput, order: keyof typeof MemberOrder): List {
  const isBySpend = order.startsWith('SPEND');
  const { join, params } = visibleTo(caller);
  const { where, values } = conditions(filter);
  return {
    name: `members.${order}`,
    columns: isBySpend ? [...COLUMNS, 's.spendMinor'] : COLUMNS,
    from: `FROM members m${isBySpend ? ' JOIN member_metrics s ON s.memberId = m.id' : ''}${join} WHERE ${where}`,
    params: [...params, ...values],
    order: isBySpend ? ['s.spendMinor', 'm.id'] : ['m.enrolledAt', 'm.id'],
    isDescending: order.endsWith('DESC'),
  };
}

function conditions(filter: MemberFilterInput): { where: string; values: Bound[] } {
  const given: [string, readonly Bound[]][] = [];
  const statuses = [...new Set(filter.status ?? [])];
  if (statuses.length > 0) given.push([`m.status IN ${marks(statuses)}`, statuses]);
  if (filter.enrolledFrom != null) given.push(['m.enrolledAt >= ?', [filter.enrolledFrom]]);
  if (filter.enrolledBefore != null) given.push(['m.enrolledAt < ?', [filter.enrolledBefore]]);
  if (filter.channel != null) given.push(['m.channel = ?', [filter.channel]]);
  if (filter.brandId != null) given.push(['m.brandId = ?', [filter.brandId]]);
  return {
    where: given.map(([text]) => text).join(' AND ') || '1 = 1',
    values: given.flatMap(([, values]) => [...values]),
  };
}

/** The host sees every member, a partner those linked to it. */
function visibleTo(caller: Caller): { join: string; params: Bound[] } {
  if (caller.isHost || caller.kind === 'member') return { join: '', params: [] };
  return { join: ' JOIN member_links l ON l.memberId = m.id AND l.brandId = ?', params: [caller.brandId] };
}

/** A member sees itself, whatever it asks for. */
function own(caller: Caller): string {
  return caller.kind === 'member' ? ' AND m.id = ?' : '';
}

function ownParams(caller: Caller): Bound[] {
  return caller.kind === 'member' ? [caller.memberId] : [];
}
