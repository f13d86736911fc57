import { marks } from '../../kernel/rows.js';
import type { ReadSession } from '../../kernel/session.js';

/** Standings of many members; a member at the start of a ladder may have none. */
export async function standingsOf(
  { sql }: ReadSession,
  memberIds: readonly string[],
): Promise<{ memberId: string; ladder: string; tier: string; since: number }[]> {
  return sql.rows(
    `SELECT memberId, ladder, tier, since FROM tier_standings WHERE memberId IN ${marks(memberIds)}`,
    memberIds,
  );
}
