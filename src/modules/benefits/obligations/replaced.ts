import { marks, pages } from '../../../kernel/rows.js';
import type { WriteSession } from '../../../kernel/session.js';
import { derivedId } from '../../../kernel/id.js';

interface Settlement {
  readonly id: string;
  readonly payload: string;
}

/**
 * What members have instead of grants that were owed and settled with something else, by those grants: also where that was
 * owed in its turn. What was taken back or has died since is nothing to anybody, unless some of it was used.
 */
export async function replacementsOf({ sql }: WriteSession, memberIds: readonly string[], grantIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
  if (grantIds.length === 0) return new Map();
  const instead = new Map<string, string>();
  for (const page of pages(memberIds)) {
    const given = await sql.rows<Settlement>(
      `SELECT a.id, a.payload FROM grants g JOIN activities a ON a.id = g.causeId WHERE g.memberId IN ${marks(page)} AND g.source = 'compensation' AND a.type = 'obligation.settled'`,
      page,
    );
    for (const { id, payload } of given) instead.set(settledIn(payload), derivedId(id, 1, 'grt'));
  }
  const found = grantIds.map((grantId) => [grantId, lastOf(instead, grantId)] as const).filter((entry): entry is readonly [string, string] => entry[1] !== undefined);
  const there = new Set<string>();
  for (const page of pages(found.map(([, id]) => id))) {
    const rows = await sql.rows<{ id: string }>(`SELECT id FROM grants WHERE id IN ${marks(page)} AND (status NOT IN ('revoked', 'expired') OR uses > 0 OR usedMinor > 0)`, page);
    for (const { id } of rows) there.add(id);
  }
  return new Map(found.filter(([, id]) => there.has(id)));
} // prettier-ignore

function settledIn(payload: string): string {
  return (JSON.parse(payload) as { readonly grantId: string }).grantId;
}

/** What stands at the end of what was given instead; undefined where nothing was. */
function lastOf(instead: ReadonlyMap<string, string>, grantId: string): string | undefined {
  let last: string | undefined;
  for (let next = instead.get(grantId); next !== undefined; next = instead.get(next)) last = next;
  return last;
}
