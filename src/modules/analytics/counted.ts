import { startOfDay } from '../../kernel/calendar.js';
import { ofSeenMembers, seenFacts } from '../members/index.js';
import type { Narrowing } from '../members/index.js';
import type { Question } from './metric.js';
import type { Period } from './periods.js';
import type { Slot } from './slots.js';
import { sql, Statement } from './statement.js';

/** Which facts are read: over which days, into which slot they fall, and what else must be true of them. */
export interface Reading extends Period {
  readonly slot: Slot;
  readonly also?: Statement;
  /** Whose; of members that count when nothing is said. */
  readonly whose?: Statement;
}

/** Members `m` that count: active ones the caller may see. */
export function counted({ caller }: Question): Statement {
  return sql`m.status = 'active'${narrowed(ofSeenMembers(caller, 'm.id'))}`;
}

/** Those and members who have left for good: `closed` knows when. */
export function countedOrClosed({ caller }: Question): Statement {
  return sql`m.status IN ('active', 'closed')${narrowed(ofSeenMembers(caller, 'm.id'))}`;
}

/** When members were closed: `memberId, closedAt`. */
export const closed = sql`SELECT c.memberId, MAX(c.occurredAt) AS closedAt FROM member_status_changes c WHERE c.toStatus = 'closed' GROUP BY c.memberId`;

/** Those who had joined when a day began. */
export function joinedBefore({ zone }: Question, day: string): Statement {
  return sql`m.enrolledAt < ${startOfDay(day, zone)}`;
}

/** The facts `a` the caller may see. */
export function seen({ caller }: Question): Statement {
  return narrowed(seenFacts(caller, 'a.memberId', 'a.brandId'));
}

export function within({ from, to }: Period): Statement {
  return sql`a.occurredOn >= ${from} AND a.occurredOn < ${to}`;
}

function narrowed({ where, params }: Narrowing): Statement {
  return new Statement(where, params);
}
