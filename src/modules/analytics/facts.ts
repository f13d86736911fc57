import { startOfDay } from '../../kernel/calendar.js';
import { ofSeenMembers, seenFacts } from '../members/index.js';
import type { Narrowing } from '../members/index.js';
import type { Question } from './metric.js';
import type { Period } from './periods.js';
import { endOfPiece, slotOfFact } from './slots.js';
import type { Slot } from './slots.js';
import { listed, sql, Statement } from './statement.js';

/** Members `m` that count: active ones the caller may see. */
export function counted({ caller }: Question): Statement {
  return sql`m.status = 'active'${narrowed(ofSeenMembers(caller, 'm.id'))}`;
}

/** Those who had joined when a day began. */
export function joinedBefore({ zone }: Question, day: string): Statement {
  return sql`m.enrolledAt < ${startOfDay(day, zone)}`;
}

/**
 * Orders of members that count, one row each: not fully refunded by now, net of what was refunded. Of a partner only those
 * it reported. Whoever joined later than the piece of the period in which an order lies was no member then.
 */
export function orders(question: Question, slot: Slot = slotOfFact(question)): Statement {
  const { from, to } = question;
  return sql`${ordersIn(question, { from, to }, slot)} AND m.enrolledAt < ${endOfPiece(question, sql`a.occurredOn`)}`;
}

/** The same over other days than those of the question, whenever their members joined. */
export function ordersIn(
  question: Question,
  { from, to }: Period,
  { value, join }: Slot = slotOfFact(question),
): Statement {
  const refunds = sql`SELECT f.memberId, f.brandId, f.subjectId, SUM(f.amountMinor) AS amountMinor FROM activities f WHERE f.type = 'refund' AND f.subjectId IS NOT NULL GROUP BY f.memberId, f.brandId, f.subjectId`;
  const isLeft = sql`(r.amountMinor IS NULL OR r.amountMinor < a.amountMinor)`;
  return sql`SELECT a.memberId, a.occurredOn, m.enrolledAt, ${value} AS slot, a.amountMinor - COALESCE(r.amountMinor, 0) AS netMinor
    FROM activities a JOIN members m ON m.id = a.memberId${join}
    LEFT JOIN (${refunds}) r ON r.memberId = a.memberId AND r.brandId = a.brandId AND r.subjectId = a.subjectId
    WHERE a.type = 'purchase' AND ${within({ from, to })} AND ${isLeft} AND ${counted(question)}${facts(question)}`;
}

/** Money given back without naming an order, which lessens what was sold on its own day. */
export function looseRefundsIn(
  question: Question,
  { from, to }: Period,
  { value, join }: Slot = slotOfFact(question),
): Statement {
  return sql`SELECT a.memberId, a.occurredOn, m.enrolledAt, ${value} AS slot, -a.amountMinor AS netMinor
    FROM activities a JOIN members m ON m.id = a.memberId${join}
    WHERE a.type = 'refund' AND a.subjectId IS NULL AND ${within({ from, to })} AND ${counted(question)}${facts(question)}`;
}

/** What members that count did: whatever they or a brand reported of them, refunds aside. */
export function actsIn(question: Question, { from, to }: Period, { value, join }: Slot): Statement {
  return sql`SELECT a.memberId, a.occurredOn, m.enrolledAt, ${value} AS slot
    FROM activities a JOIN members m ON m.id = a.memberId${join}
    WHERE a.type IN (${listed(question.acts)}) AND a.externalId IS NOT NULL AND ${within({ from, to })} AND ${counted(question)}${facts(question)}`;
}

export function within({ from, to }: Period): Statement {
  return sql`a.occurredOn >= ${from} AND a.occurredOn < ${to}`;
}

function facts({ caller }: Question): Statement {
  return narrowed(seenFacts(caller, 'a.memberId', 'a.brandId'));
}

function narrowed({ where, params }: Narrowing): Statement {
  return new Statement(where, params);
}
