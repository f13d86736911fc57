import type { Bound } from '../../kernel/bind.js';
import type { Caller } from '../../kernel/caller.js';
import { windowOf } from '../../kernel/caller.js';

/** A condition that follows others in a statement, and the values it binds. */
export interface Narrowing {
  readonly where: string;
  readonly params: readonly Bound[];
}

const ALL: Narrowing = { where: '', params: [] };
const NONE: Narrowing = { where: ' AND 1 = 0', params: [] };

/**
 * Leaves of a table's rows those of members the caller may see: the host sees every member, a partner those linked to it,
 * a member itself, a clerk whom it met lately, a visitor none. Stands in every statement that reads about members, so that no resolver can forget it.
 */
export function ofSeenMembers(caller: Caller, memberColumn = 'memberId'): Narrowing {
  if (caller.kind === 'visitor') return NONE;
  if (caller.kind === 'member') return { where: ` AND ${memberColumn} = ?`, params: [caller.memberId] };
  if (caller.kind === 'brand' && !caller.isHost) {
    // the column stands outside the brackets: inside, `memberId` alone would be the one of the links
    const linked = 'SELECT seen.memberId FROM member_links seen WHERE seen.brandId = ?';
    return { where: ` AND ${memberColumn} IN (${linked})`, params: [caller.brandId] };
  }
  if (caller.metSince !== undefined) {
    const met = 'SELECT met.memberId FROM member_meetings met WHERE met.operatorId = ? AND met.metAt > ?';
    return { where: ` AND ${memberColumn} IN (${met})`, params: [caller.operatorId, caller.metSince] };
  }
  return ALL;
}

/** The same for facts, which have a brand that reported them: a partner sees its own, not what its members do elsewhere. */
export function seenFacts(caller: Caller, memberColumn = 'memberId', brandColumn = 'brandId'): Narrowing {
  const { where, params } = ofSeenMembers(caller, memberColumn);
  const brand = windowOf(caller);
  if (brand === null) return { where, params };
  return { where: `${where} AND ${brandColumn} = ?`, params: [...params, brand] };
}
