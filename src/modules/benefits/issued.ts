import type { Sql } from '../../kernel/database.js';
import { marks } from '../../kernel/rows.js';

/** Something that takes room under the limits of a benefit, and since when. */
export interface Issued {
  readonly memberId: string;
  readonly benefit: string;
  readonly issuedAt: number;
}

interface Asked {
  readonly members: readonly string[];
  readonly benefits: readonly string[];
  readonly since: number;
  readonly now: number;
}

/** What members got, and what is kept for them while they pay; what was bought counts from when it was reserved. */
export function issuedSince(sql: Sql, { members, benefits, since, now }: Asked): Promise<Issued[]> {
  const whose = `memberId IN ${marks(members)} AND benefit IN ${marks(benefits)}`;
  const params = [...members, ...benefits, since];
  return sql.rows<Issued>(
    `SELECT memberId, benefit, issuedAt FROM grants WHERE ${whose} AND issuedAt >= ? AND status <> 'revoked' AND source <> 'purchase'
     UNION ALL SELECT memberId, benefit, reservedAt FROM benefit_purchases WHERE ${whose} AND reservedAt >= ? AND (status IN ('paid', 'late') OR (status = 'open' AND expiresAt > ?))`,
    [...params, ...params, now],
  );
}
