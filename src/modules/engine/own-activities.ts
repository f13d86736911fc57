import type { Bound } from '../../kernel/bind.js';
import type { RequestContext } from '../../kernel/graphql/context.js';
import { ask, load } from '../../kernel/graphql/loaders.js';
import type { NodeKind } from '../../kernel/graphql/node.js';
import type { Page, PageArguments } from '../../kernel/graphql/page.js';
import { readPage } from '../../kernel/graphql/page.js';
import { marks } from '../../kernel/rows.js';
import { ofSeenMembers, seenFacts } from '../members/index.js';
import type { ActivityListRow } from './activity-list.js';
import { ACTIVITY_COLUMNS, activityRows, typesOf } from './activity-list.js';
import { externalIdFor } from './record.js';
import { askingOf, toldOfMembers } from './told-activities.js';

/** What the caller itself reported under an id; null when it reported nothing under it that it may still see. */
export async function reportedAs(context: RequestContext, externalId: string): Promise<ActivityListRow | null> {
  const { caller } = context;
  const stored = externalIdFor(caller, caller.memberId ?? '', externalId);
  const seen = ofSeenMembers(caller);
  const [row] = await ask<ActivityListRow>(context, {
    columns: ACTIVITY_COLUMNS,
    from: `FROM activities WHERE brandId = ? AND externalId = ?${seen.where}`,
    params: [caller.brandId, stored, ...seen.params],
  });
  return row?.externalId === stored ? row : null; // one of the databases finds it also with spaces after it
}

/** A page of what a brand reported and what that led to, in the order in which it was recorded. */
export function ownActivities(
  context: RequestContext,
  types: readonly string[] | null,
  page: PageArguments,
): Promise<Page<ActivityListRow>> {
  const { caller } = context;
  const wanted = typesOf(types);
  const seen = toldOfMembers(askingOf(context));
  const ofTypes = wanted.length > 0 ? ` AND type IN ${marks(wanted)}` : '';
  const list = {
    name: `activities.of.${caller.brandId}`,
    columns: ACTIVITY_COLUMNS,
    from: `FROM activities WHERE brandId = ?${ofTypes}${seen.where}`,
    params: [caller.brandId, ...wanted, ...seen.params],
    order: ['recordedAt', 'id'],
    isDescending: true,
  };
  return readPage<ActivityListRow>(context, list, page);
}

/** Some activities by their ids: a statement that gives each `activityId` once. */
export interface Among {
  /** Tells this list from every other: cursors of one are none of another. */
  readonly name: string;
  readonly text: string;
  readonly params: readonly Bound[];
}

/** A page of these activities, in the order of their ids; only those the caller may see. */
export function activitiesAmong(
  context: RequestContext,
  { name, text, params }: Among,
  page: PageArguments,
): Promise<Page<ActivityListRow>> {
  const seen = seenFacts(context.caller, 'a.memberId', 'a.brandId');
  const list = {
    name,
    columns: ACTIVITY_COLUMNS.map((column) => `a.${column}`),
    from: `FROM activities a JOIN (${text}) among ON among.activityId = a.id WHERE 1 = 1${seen.where}`,
    params: [...params, ...seen.params],
    order: ['a.id'],
    isDescending: false,
  };
  return readPage<ActivityListRow>(context, list, page);
}

const activity: NodeKind = {
  prefix: 'act',
  type: 'Activity',
  find: async (context, id) => (await load(context, activityRows, id)) ?? null,
};

export const engineNodes: readonly NodeKind[] = [activity];
