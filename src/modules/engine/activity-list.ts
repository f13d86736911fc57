import type { RequestContext } from '../../kernel/graphql/context.js';
import type { Loading } from '../../kernel/graphql/loaders.js';
import type { List, Page, PageArguments } from '../../kernel/graphql/page.js';
import { readPages } from '../../kernel/graphql/page.js';
import { marks } from '../../kernel/rows.js';

/** An activity as lists show it; its payload and its outcome are long and read only where somebody asks. */
export interface ActivityListRow {
  readonly id: string;
  readonly memberId: string;
  readonly type: string;
  readonly brandId: string;
  readonly externalId: string | null;
  readonly occurredAt: number;
  readonly recordedAt: number;
  readonly subjectId: string | null;
  readonly amountMinor: number | null;
  readonly causeId: string | null;
}

interface Asked extends PageArguments {
  readonly types: readonly string[] | null;
}

const COLUMNS = ['id', 'memberId', 'type', 'brandId', 'externalId', 'occurredAt', 'recordedAt', 'subjectId', 'amountMinor', 'causeId']; // prettier-ignore

/** Pages of the activities of several members. A partner sees what it reported itself. */
export const activityPages: Loading<string, Page<ActivityListRow>, Asked> = {
  async read(context, memberIds, { types, ...page }) {
    const lists = memberIds.map((memberId) => listOf(context, memberId, types ?? []));
    const pages = await readPages<ActivityListRow>(context, lists, page);
    return new Map(memberIds.map((memberId, at) => [memberId, pages[at] as Page<ActivityListRow>]));
  },
};

/** Activities by id, of members the caller was shown already. */
export const activityRows: Loading<string, ActivityListRow> = {
  async read({ session }, ids) {
    const text = `SELECT ${COLUMNS.join(', ')} FROM activities WHERE id IN ${marks(ids)}`;
    const rows = await session.sql.rows<ActivityListRow>(text, ids);
    return new Map(rows.map((row) => [row.id, row]));
  },
};

/** What is long in them. */
export const activityBodies: Loading<string, { readonly payload: string; readonly outcome: string | null }> = {
  async read({ session }, ids) {
    const rows = await session.sql.rows<{ id: string; payload: string; outcome: string | null }>(
      `SELECT id, payload, outcome FROM activities WHERE id IN ${marks(ids)}`,
      ids,
    );
    return new Map(rows.map((row) => [row.id, row]));
  },
};

function listOf({ caller }: RequestContext, memberId: string, types: readonly string[]): List {
  const isPartner = caller.kind === 'brand' && !caller.isHost;
  const where = [
    'memberId = ?',
    ...(types.length > 0 ? [`type IN ${marks(types)}`] : []),
    ...(isPartner ? ['brandId = ?'] : []),
  ];
  return {
    name: `activities.${memberId}`,
    columns: COLUMNS,
    from: `FROM activities WHERE ${where.join(' AND ')}`,
    params: [memberId, ...types, ...(isPartner ? [caller.brandId] : [])],
    order: ['occurredAt', 'id'],
    isDescending: true,
  };
}
