import { windowOf } from '../../kernel/caller.js';
import type { RequestContext } from '../../kernel/graphql/context.js';
import type { Loading } from '../../kernel/graphql/loaders.js';
import { ask, load } from '../../kernel/graphql/loaders.js';
import type { OutcomeType } from '../../kernel/graphql/outcome.type.js';
import { toOutcomeType } from '../../kernel/graphql/outcome.type.js';
import type { List, Page, PageArguments } from '../../kernel/graphql/page.js';
import { readPage } from '../../kernel/graphql/page.js';
import type { JsonObject } from '../../kernel/json.js';
import { refuseInput } from '../../kernel/refusal.js';
import { marks } from '../../kernel/rows.js';
import { askingOf, isOfHost, toldActivities } from './told-activities.js';
import { engineReasons as reasons } from './engine.reasons.js';

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

export const ACTIVITY_COLUMNS = ['id', 'memberId', 'type', 'brandId', 'externalId', 'occurredAt', 'recordedAt', 'subjectId', 'amountMinor', 'causeId']; // prettier-ignore

/** Pages of the activities of several members. A partner sees what it reported itself. */
export const activityPages: Loading<string, Page<ActivityListRow>, Asked> = {
  async read(context, memberIds, { types, ...page }) {
    const wanted = typesOf(types);
    const read = (memberId: string) => readPage<ActivityListRow>(context, listOf(context, memberId, wanted), page);
    const pages = await Promise.all(memberIds.map(read));
    return new Map(memberIds.map((memberId, at) => [memberId, pages[at] as Page<ActivityListRow>]));
  },
};

/** Each type once. Refuses INVALID_INPUT for more than any program has. */
export function typesOf(types: readonly string[] | null): string[] {
  const wanted = [...new Set(types)];
  if (wanted.length > TYPES_MAX) refuseInput(reasons.typesMost(TYPES_MAX), ['types']);
  return wanted;
}

/** Activities by id; those the caller may not see are not found. */
export const activityRows: Loading<string, ActivityListRow> = {
  async read(context, ids) {
    const rows = await ask<ActivityListRow>(context, { columns: ACTIVITY_COLUMNS, ...byId(context, ids) });
    return new Map(rows.map((row) => [row.id, row]));
  },
};

interface Body {
  readonly id: string;
  readonly type: string;
  readonly payload: string;
  readonly outcome: string | null;
}

/** What is long in them. */
const activityBodies: Loading<string, Body> = {
  async read(context, ids) {
    const rows = await ask<Body>(context, { columns: ['id', 'type', 'payload', 'outcome'], ...byId(context, ids) });
    return new Map(rows.map((row) => [row.id, row]));
  },
};

/** What an activity led to; null for what another activity led to. */
export async function outcomeOf(context: RequestContext, id: string): Promise<OutcomeType | null> {
  const stored = (await load(context, activityBodies, id))?.outcome;
  return stored ? toOutcomeType(JSON.parse(stored) as JsonObject) : null;
}

/** What is known of an activity, without what its type keeps from this caller. */
export async function payloadOf(context: RequestContext, id: string): Promise<JsonObject | null> {
  const body = await load(context, activityBodies, id);
  if (!body) return null;
  const payload = JSON.parse(body.payload) as JsonObject;
  const { ofAllBrands = [], ofHost = [] } = context.session.house.activityTypes.get(body.type)?.secret ?? {};
  const { caller } = context;
  const hidden = new Set([...(windowOf(caller) === null ? [] : ofAllBrands), ...(isOfHost(caller) ? [] : ofHost)]);
  return hidden.size === 0
    ? payload
    : Object.fromEntries(Object.entries(payload).filter(([name]) => !hidden.has(name)));
}

function byId(context: RequestContext, ids: readonly string[]) {
  const seen = toldActivities(askingOf(context));
  return { from: `FROM activities WHERE id IN ${marks(ids)}${seen.where}`, params: [...ids, ...seen.params] };
}

function listOf(context: RequestContext, memberId: string, types: readonly string[]): List {
  const seen = toldActivities(askingOf(context));
  const ofTypes = types.length > 0 ? ` AND type IN ${marks(types)}` : '';
  return {
    name: `activities.${memberId}`,
    columns: ACTIVITY_COLUMNS,
    from: `FROM activities WHERE memberId = ?${ofTypes}${seen.where}`,
    params: [memberId, ...types, ...seen.params],
    order: ['occurredAt', 'id'],
    isDescending: true,
  };
}
