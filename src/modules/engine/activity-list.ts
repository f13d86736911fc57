import type { RequestContext } from '../../kernel/graphql/context.js';
import type { Loading } from '../../kernel/graphql/loaders.js';
import { ask } from '../../kernel/graphql/loaders.js';
import type { List, Page, PageArguments } from '../../kernel/graphql/page.js';
import { readPage } from '../../kernel/graphql/page.js';
import { refuse } from '../../kernel/refusal.js';
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

/** Far more than a program has; a statement about a hundred members holds them a hundred times. */
const TYPES_MAX = 50;

const COLUMNS = ['id', 'memberId', 'type', 'brandId', 'externalId', 'occurredAt', 'recordedAt', 'subjectId', 'amountMinor', 'causeId']; // prettier-ignore

/** Pages of the activities of several members. A partner sees what it reported itself. */
export const activityPages: Loading<string, Page<ActivityListRow>, Asked> = {
  async read(context, memberIds, { types, ...page }) {
    const wanted = [...new Set(types)];
    if (wanted.length > TYPES_MAX) refuse('INVALID_INPUT', { reason: `at most ${TYPES_MAX} types` }, ['types']);
    const read = (memberId: string) => readPage<ActivityListRow>(context, listOf(context, memberId, wanted), page);
    const pages = await Promise.all(memberIds.map(read));
    return new Map(memberIds.map((memberId, at) => [memberId, pages[at] as Page<ActivityListRow>]));
  },
};

/** Activities by id, of members the caller was shown already. */
export const activityRows: Loading<string, ActivityListRow> = {
  async read(context, ids) {
    const rows = await ask<ActivityListRow>(context, { columns: COLUMNS, from: byId(ids), params: ids });
    return new Map(rows.map((row) => [row.id, row]));
  },
};

interface Body {
  readonly id: string;
  readonly payload: string;
  readonly outcome: string | null;
}

/** What is long in them. */
export const activityBodies: Loading<string, Body> = {
  async read(context, ids) {
    const rows = await ask<Body>(context, { columns: ['id', 'payload', 'outcome'], from: byId(ids), params: ids });
    return new Map(rows.map((row) => [row.id, row]));
  },
};

function byId(ids: readonly string[]): string {
  return `FROM activities WHERE id IN ${marks(ids)}`;
}

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
