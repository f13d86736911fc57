import type { Period } from './periods.js';
import { listed, nothing, sql } from './statement.js';
import type { Statement } from './statement.js';

/** Which views of benefits: of some days, and of these benefits by their ids or of all. */
interface Looked extends Period {
  readonly subjects: readonly string[] | null;
}

/**
 * Members who looked at benefits, `memberId, piece, subject`, as often as they did: by themselves, or as a visitor that
 * turned out to be them. `piece` is told over the view `v`.
 */
export function lookers({ from, to, subjects }: Looked, piece: Statement): Statement {
  const among = subjects === null ? nothing : sql` AND v.subject IN (${listed(subjects)})`;
  const seen = sql`v.kind = 'benefit' AND v.occurredOn >= ${from} AND v.occurredOn < ${to}${among}`;
  return sql`SELECT v.memberId, ${piece} AS piece, v.subject FROM views v WHERE ${seen} AND v.memberId IS NOT NULL
    UNION ALL SELECT j.memberId, ${piece} AS piece, v.subject FROM views v JOIN visitor_members j ON j.brandId = v.brandId AND j.visitorId = v.visitorId WHERE ${seen} AND v.memberId IS NULL`;
}
