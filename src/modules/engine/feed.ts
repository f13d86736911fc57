import type { Bound } from '../../kernel/bind.js';
import type { Sql } from '../../kernel/database.js';
import type { RequestContext } from '../../kernel/graphql/context.js';
import { openCursor, sealCursor } from '../../kernel/graphql/cursor.js';
import type { Position } from '../../kernel/graphql/cursor.js';
import { ask } from '../../kernel/graphql/loaders.js';
import type { PageArguments } from '../../kernel/graphql/page.js';
import { countOf, Page, sealedName, windowOf } from '../../kernel/graphql/page.js';

import type { ActivityListRow } from './activity-list.js';
import { ACTIVITY_COLUMNS } from './activity-list.js';
import type { Asking } from './told-activities.js';
import { askingOf, toldActivities } from './told-activities.js';

/** Something that happened to a member, with its place among everything that did. */
export interface FeedRow extends ActivityListRow {
  readonly sequence: number;
}

const FEED_COLUMNS = [...ACTIVITY_COLUMNS, 'sequence'];

/** One page of what happened to a member, in the order it was committed. A partner sees what it reported itself. */
export async function feedPage(context: RequestContext, memberId: string, page: PageArguments): Promise<Page<FeedRow>> {
  const { limit, isBackward, after, before } = windowOf(context, listOf(memberId), page);
  const feed = feedOf(askingOf(context), memberId);
  const bounds = [...boundOf('>', memberId, after), ...boundOf('<', memberId, before)];
  const read = await ask<FeedRow>(context, {
    columns: FEED_COLUMNS,
    from: `${[feed.from, ...bounds.map(({ where }) => where)].join(' AND ')} ORDER BY sequence ${isBackward ? 'DESC' : 'ASC'} LIMIT ${limit + 1}`,
    params: [...feed.params, ...bounds.flatMap(({ params }) => params)],
  });
  const hasMore = read.length > limit;
  const rows = hasMore ? read.slice(0, limit) : read;
  if (isBackward) rows.reverse();
  return new Page<FeedRow>(
    rows,
    isBackward ? before !== null : hasMore,
    isBackward ? hasMore : after !== null,
    (row) => feedCursor(context, row as FeedRow),
    () => countOf(context.session.sql, feed),
  );
}

/** The next rows after a sequence, at most `limit`. */
export function feedAfter(
  sql: Sql,
  asking: Asking,
  memberId: string,
  sequence: number,
  limit: number,
): Promise<FeedRow[]> {
  const { from, params } = feedOf(asking, memberId);
  const text = `SELECT ${FEED_COLUMNS.join(', ')} ${from} AND sequence > ? ORDER BY sequence LIMIT ${limit}`;
  return sql.recurring<FeedRow>(text, [...params, sequence]);
}

/** Where to go on from: after the row of a cursor, or, without one, after everything there is by now. */
export async function sequenceAfter(context: RequestContext, memberId: string, cursor: string | null): Promise<number> {
  const { session } = context;
  const position =
    cursor === null ? null : openCursor(session.house.secrets.cursorKey, sealedName(context, listOf(memberId)), cursor);
  const [row] =
    position === null
      ? await session.sql.recurring<{ sequence: number | null }>(NEWEST, [memberId])
      : await session.sql.recurring<{ sequence: number | null }>(PLACE, [position[0] as string, memberId]);
  return row?.sequence ?? 0;
}

/**
 * Names the activity and not its sequence: from sequences a partner could tell how much its members do elsewhere.
 */
export function feedCursor(context: RequestContext, { id, memberId }: Pick<FeedRow, 'id' | 'memberId'>): string {
  return sealCursor(context.session.house.secrets.cursorKey, sealedName(context, listOf(memberId)), [id]);
}

const NEWEST = 'SELECT MAX(sequence) AS sequence FROM activities WHERE memberId = ?';
const PLACE = 'SELECT sequence FROM activities WHERE id = ? AND memberId = ?';

function listOf(memberId: string): { readonly name: string } {
  return { name: `feed.${memberId}` };
}

/** What was imported from the past is in `activities`, and no news to anybody. */
function feedOf(asking: Asking, memberId: string): { from: string; params: Bound[] } {
  const seen = toldActivities(asking);
  return {
    from: `FROM activities WHERE memberId = ? AND isHistory = 0${seen.where}`,
    params: [memberId, ...seen.params],
  };
}

function boundOf(sign: '<' | '>', memberId: string, position: Position | null): { where: string; params: Bound[] }[] {
  if (position === null) return [];
  return [{ where: `sequence ${sign} (${PLACE})`, params: [position[0] ?? null, memberId] }];
}
