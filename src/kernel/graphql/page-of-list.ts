import type { RequestContext } from './context.js';
import type { Position } from './cursor.js';
import { sealCursor } from './cursor.js';
import type { PageArguments } from './page.js';
import { COUNT_MAX, Page, sealedName, windowOf } from './page.js';

/** An item of a list and what orders it, the last of it unique. */
export interface Placed<Node> {
  readonly node: Node;
  readonly position: readonly (string | number)[];
}

/** One page of a list that was worked out in memory. Its cursors are places in the order, so what comes and goes moves nobody. */
export function pageOfList<Node extends object>(
  context: RequestContext,
  name: string,
  placed: readonly Placed<Node>[],
  page: PageArguments,
): Page<Node> {
  const { limit, isBackward, after, before } = windowOf(context, { name }, page);
  const ordered = placed.toSorted((a, b) => compare(a.position, b.position));
  const within = ordered.filter(({ position }) => isBetween(position, after, before));
  const cut = isBackward ? within.slice(-limit) : within.slice(0, limit);
  const hasMore = within.length > cut.length;
  const places = new Map<object, Position>(cut.map(({ node, position }) => [node, position]));
  const { cursorKey } = context.session.house.secrets;
  return new Page<Node>(
    cut.map(({ node }) => node),
    isBackward ? before !== null : hasMore,
    isBackward ? hasMore : after !== null,
    (node) => sealCursor(cursorKey, sealedName(context, { name }), places.get(node) ?? []),
    () => Promise.resolve(Math.min(placed.length, COUNT_MAX)),
  );
}

function isBetween(position: Position, after: Position | null, before: Position | null): boolean {
  return (after === null || compare(position, after) > 0) && (before === null || compare(position, before) < 0);
}

function compare(one: Position, other: Position): number {
  const at = one.findIndex((value, index) => value !== other[index]);
  if (at < 0) return 0;
  return (one[at] ?? 0) < (other[at] ?? 0) ? -1 : 1;
}
