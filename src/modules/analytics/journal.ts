import type { Reading } from './counted.js';
import { counted, seen, within } from './counted.js';
import type { Question } from './metric.js';
import { listed, nothing, sql } from './statement.js';
import type { Statement } from './statement.js';

/**
 * Orders of members that count, one row each: not fully refunded by now, net of what was refunded. Of a partner only those
 * it reported.
 */
export function orderRows(
  question: Question,
  { slot, also = nothing, whose = counted(question), ...period }: Reading,
): Statement {
  const refunds = sql`SELECT SUM(f.amountMinor) FROM activities f WHERE f.memberId = a.memberId AND f.subjectId = a.subjectId AND f.type = 'refund' AND f.brandId = a.brandId`;
  const rows = sql`SELECT a.id AS activityId, a.memberId, a.occurredOn, m.enrolledAt, ${slot.value} AS slot, a.amountMinor, (${refunds}) AS refundedMinor
    FROM activities a JOIN members m ON m.id = a.memberId${slot.join}
    WHERE a.type = 'purchase' AND ${within(period)} AND ${whose}${seen(question)}${also}`;
  return sql`SELECT o.memberId, o.occurredOn, o.enrolledAt, o.slot, 1 AS orders, o.amountMinor - COALESCE(o.refundedMinor, 0) AS netMinor, o.activityId
    FROM (${rows}) o WHERE o.refundedMinor IS NULL OR o.refundedMinor < o.amountMinor`;
}

/** Money given back without naming an order. */
export function looseRefundRows(
  question: Question,
  { slot, also = nothing, whose = counted(question), ...period }: Reading,
): Statement {
  return sql`SELECT a.memberId, a.occurredOn, m.enrolledAt, ${slot.value} AS slot, 0 AS orders, -a.amountMinor AS netMinor, a.id AS activityId
    FROM activities a JOIN members m ON m.id = a.memberId${slot.join}
    WHERE a.type = 'refund' AND a.subjectId IS NULL AND ${within(period)} AND ${whose}${seen(question)}${also}`;
}

/** Acts: whatever members or a brand reported, refunds aside. */
export function actRows(
  question: Question,
  { slot, also = nothing, whose = counted(question), ...period }: Reading,
): Statement {
  return sql`SELECT a.memberId, a.occurredOn, m.enrolledAt, ${slot.value} AS slot, a.id AS activityId
    FROM activities a JOIN members m ON m.id = a.memberId${slot.join}
    WHERE a.type IN (${listed(question.acts)}) AND a.externalId IS NOT NULL AND ${within(period)} AND ${whose}${seen(question)}${also}`;
}
