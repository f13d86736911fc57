import type { Sql } from '../../kernel/database.js';
import type { State } from '../../kernel/participant.js';
import type { Promised } from './grants.js';
import { GRANT_COLUMNS, grantsOfRows, sliceIn } from './slice.js';

/**
 * Grants of some members that follow from nothing anybody reported (what was handed to many, the cycles of a card), each as it
 * was when it was new: whoever plays the journal again cannot make them, and what was used of them comes by the journal.
 */
export async function unreportedGrants(sql: Sql, from: string, to: string): Promise<Map<string, Promised[]>> {
  const columns = GRANT_COLUMNS.join(', ');
  const rows = await sql.rows<Readonly<Record<string, unknown>>>(`SELECT memberId, ${columns} FROM grants WHERE memberId >= ? AND memberId <= ? AND causeId >= 'eff_' AND causeId < 'eff~' ORDER BY memberId, issuedAt, id`, [from, to]); // prettier-ignore
  const byMember = new Map<string, Promised[]>();
  for (const row of rows) {
    const [grant] = grantsOfRows([GRANT_COLUMNS.map((name) => row[name])], []).values();
    const memberId = row['memberId'] as string;
    if (grant) byMember.set(memberId, [...(byMember.get(memberId) ?? []), asNew(grant)]);
  }
  return byMember;
}

function asNew(grant: Promised): Promised {
  return { ...grant, over: grant.over === 'owed' ? 'owed' : null, claimedAt: null, endedAt: null };
}

/** The state of a member that has these grants. */
export function withGrants(state: State, granted: readonly Promised[]): State {
  const slice = sliceIn(state);
  const grants = new Map([...slice.grants, ...granted.map((grant) => [grant.id, grant] as const)]);
  return { ...state, slices: { ...state.slices, benefits: { ...slice, grants } } };
}
