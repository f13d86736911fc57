import type { Bound } from '../../kernel/bind.js';
import type { Caller } from '../../kernel/caller.js';
import { windowOf } from '../../kernel/caller.js';
import type { RequestContext } from '../../kernel/graphql/context.js';
import type { Loading } from '../../kernel/graphql/loaders.js';
import { ask } from '../../kernel/graphql/loaders.js';
import type { List, Page, PageArguments } from '../../kernel/graphql/page.js';
import { readPage } from '../../kernel/graphql/page.js';
import { marks } from '../../kernel/rows.js';
import type { Narrowing } from './seen.js';
import { ofSeenMembers } from './seen.js';
import type { Identity } from './identities.js';
import type { MemberFilterInput, MemberOrder } from './members.types.js';

/** The row of a member: nothing personal. */
export interface MemberRow {
  readonly id: string;
  readonly number: number;
  readonly status: 'active' | 'suspended' | 'closed';
  /** Null where another brand enrolled it and the caller may not know. */
  readonly brandId: string | null;
  readonly channel: string | null;
  readonly enrolledAt: number;
}

const COLUMNS = ['m.id', 'm.number', 'm.status', 'm.brandId', 'm.channel', 'm.enrolledAt'];

/** Rows of members by id; only those the caller may see are found. */
export const memberRows: Loading<string, MemberRow> = {
  async read(context, ids) {
    const seen = ofSeenMembers(context.caller, 'm.id');
    const rows = await ask<MemberRow>(context, {
      columns: COLUMNS,
      from: `FROM members m WHERE m.id IN ${marks(ids)}${seen.where}`,
      params: [...ids, ...seen.params],
    });
    return new Map(rows.map((row) => [row.id, toldTo(context.caller, row)]));
  },
};

/** The member a brand knows by an identity, or null when there is none that it may see: both look the same. */
export async function memberByIdentity(context: RequestContext, { kind, value }: Identity): Promise<MemberRow | null> {
  const { caller } = context;
  const seen = ofSeenMembers(caller, 'm.id');
  const [row] = await ask<MemberRow>(context, {
    columns: COLUMNS,
    from: `FROM member_identities i JOIN members m ON m.id = i.memberId WHERE i.brandId = ? AND i.kind = ? AND i.value = ?${seen.where}`,
    params: [caller.brandId, kind, value, ...seen.params],
  });
  return row ? toldTo(caller, row) : null;
}

/** Where and by whom it was enrolled is a fact of the brand that did. */
function toldTo(caller: Caller, row: MemberRow): MemberRow {
  const window = windowOf(caller);
  return window === null || window === row.brandId ? row : { ...row, brandId: null, channel: null };
}

/** A page of the members a caller may see. */
export async function listMembers(
  context: RequestContext,
  filter: MemberFilterInput,
  order: keyof typeof MemberOrder,
  page: PageArguments,
): Promise<Page<MemberRow>> {
  const read = await readPage<MemberRow>(context, listOf(context.caller, filter, order), page);
  return read.map((row) => toldTo(context.caller, row));
}

/** Some members by their ids: a statement that gives each `memberId` once. */
export interface Among {
  /** Tells this list from every other: cursors of one are none of another. */
  readonly name: string;
  readonly text: string;
  readonly params: readonly Bound[];
}

/** A page of these members, in the order of their ids; only those the caller may see. */
export async function listAmong(
  context: RequestContext,
  { name, text, params }: Among,
  page: PageArguments,
): Promise<Page<MemberRow>> {
  const { caller } = context;
  const seen = ofSeenMembers(caller, 'm.id');
  const list: List = {
    name,
    columns: COLUMNS,
    from: `FROM members m JOIN (${text}) among ON among.memberId = m.id WHERE 1 = 1${seen.where}`,
    params: [...params, ...seen.params],
    order: ['m.id'],
    isDescending: false,
  };
  const read = await readPage<MemberRow>(context, list, page);
  return read.map((row) => toldTo(caller, row));
}

function listOf(caller: Caller, filter: MemberFilterInput, order: keyof typeof MemberOrder): List {
  const isBySpend = order.startsWith('SPEND');
  const seen = listSeen(caller);
  const { where, values } = conditions(caller, filter);
  return {
    name: `members.${order}`,
    columns: isBySpend ? [...COLUMNS, 's.spendMinor'] : COLUMNS,
    from: `FROM members m${isBySpend ? ' JOIN member_metrics s ON s.memberId = m.id' : ''}${seen.join} WHERE ${where}`,
    params: [...seen.params, ...values],
    order: isBySpend ? ['s.spendMinor', 'm.id'] : ['m.enrolledAt', 'm.id'],
    isDescending: order.endsWith('DESC'),
  };
}

function conditions(caller: Caller, filter: MemberFilterInput): { where: string; values: Bound[] } {
  const given: [string, readonly Bound[]][] = [];
  const statuses = [...new Set(filter.status ?? [])];
  if (statuses.length > 0) given.push([`m.status IN ${marks(statuses)}`, statuses]);
  if (filter.enrolledFrom != null) given.push(['m.enrolledAt >= ?', [filter.enrolledFrom]]);
  if (filter.enrolledBefore != null) given.push(['m.enrolledAt < ?', [filter.enrolledBefore]]);
  if (filter.channel != null) given.push(['m.channel = ?', [filter.channel]]);
  if (filter.brandId != null) given.push(['m.brandId = ?', [filter.brandId]]);
  const window = windowOf(caller);
  const asksWhere = filter.channel != null || filter.brandId != null;
  if (asksWhere && window !== null) given.push(['m.brandId = ?', [window]]); // what is not told is not found by either
  const seen = isPartner(caller) ? NOTHING_MORE : ofSeenMembers(caller, 'm.id');
  return {
    where: `${given.map(([text]) => text).join(' AND ') || '1 = 1'}${seen.where}`,
    values: [...given.flatMap(([, values]) => [...values]), ...seen.params],
  };
}

const NOTHING_MORE: Narrowing = { where: '', params: [] };

/** A partner with few members among many is answered from its links, not by looking at every member. */
function listSeen(caller: Caller): { join: string; params: Bound[] } {
  if (!isPartner(caller)) return { join: '', params: [] };
  return { join: ' JOIN member_links l ON l.memberId = m.id AND l.brandId = ?', params: [caller.brandId] };
}

function isPartner({ kind, isHost }: Caller): boolean {
  return kind === 'brand' && !isHost;
}
