import type { Change } from '../../kernel/participant.js';
import { upsertRows } from '../../kernel/rows.js';
import type { WriteSession } from '../../kernel/session.js';
import type { Held, Standing } from './standing.js';

export const COLUMNS = ['ladder', 'tier', 'since', 'causeId', 'validUntil', 'graceUntil', 'heldBefore', 'setUntil', 'nearTold', 'endingTold', 'nextCheckAt', 'recordedAt'] as const; // prettier-ignore

/** A row of the state query, in the order of `COLUMNS`. */
export function standingOfRow(row: readonly unknown[]): [string, Standing] {
  const { ladder, heldBefore, ...standing } = Object.fromEntries(COLUMNS.map((name, at) => [name, row[at]])) as Record<string, unknown>; // prettier-ignore
  const before = heldBefore === null ? null : (JSON.parse(heldBefore as string) as Held);
  return [ladder as string, { ...standing, before } as unknown as Standing];
}

/** Writes the standings that changed: one statement for all members of a drain. */
export async function writeStandings(session: WriteSession, changes: readonly Change[]): Promise<void> {
  const rows = changes.flatMap(({ memberId, before, after }) => {
    const was = before.slices['tiers'] as ReadonlyMap<string, Standing>;
    const changed = [...(after.slices['tiers'] as ReadonlyMap<string, Standing>)];
    return changed
      .filter(([ladder, standing]) => was.get(ladder) !== standing)
      .map(([ladder, { before: held, ...standing }]) => ({
        memberId,
        ladder,
        ...standing,
        heldBefore: held === null ? null : JSON.stringify(held),
        recordedAt: session.now,
      }));
  });
  const update = Object.fromEntries(COLUMNS.filter((name) => name !== 'ladder').map((name) => [name, 'replace' as const])); // prettier-ignore
  await upsertRows(session.sql, 'tier_standings', ['memberId', 'ladder'], rows, update);
}
