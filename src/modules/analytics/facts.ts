import { windowOf } from '../../kernel/caller.js';
import { WHOLE_DAY } from '../members/index.js';
import type { Reading } from './counted.js';
import { counted, within } from './counted.js';
import { actRows, looseRefundRows, orderRows } from './journal.js';
import type { Question } from './metric.js';
import { endOfPiece, endOfPieceNumber, isStep, pieceOf, slotOfFact, slotOfMember } from './slots.js';
import { nothing, sql } from './statement.js';
import type { Statement } from './statement.js';

/** What each member bought in each slot of the period: on how many days, in how many orders, for how much net. */
export function buyers(question: Question): Statement {
  return isKeptByDay(question) ? buyersByDay(question) : buyersByOrder(question);
}

/** Orders as `memberId, occurredOn, enrolledAt, slot`: not fully refunded by now, each or a day's together. */
export function ordersIn(question: Question, reading: Reading): Statement {
  if (isKeptByDay(question)) return dayRows(question, reading, sql`a.orders > 0`, nothing);
  return orderRows(question, reading);
}

/** The same with `orders, netMinor`, and money given back without naming an order, which lessens what was sold on its own day. */
export function salesIn(question: Question, reading: Reading): Statement {
  if (!isKeptByDay(question))
    return sql`${orderRows(question, reading)} UNION ALL ${looseRefundRows(question, reading)}`;
  return dayRows(
    question,
    reading,
    sql`(a.orders > 0 OR a.spendMinor <> 0)`,
    sql`, a.orders, a.spendMinor AS netMinor`,
  );
}

/** What members that count did: whatever they or a brand reported of them, refunds aside. */
export function actsIn(question: Question, reading: Reading): Statement {
  if (windowOf(question.caller) !== null) return actRows(question, reading);
  // a day on which nothing is left of what was bought was one with an act all the same
  const bought = sql`EXISTS (SELECT 1 FROM activities p WHERE p.type = 'purchase' AND p.occurredOn = a.occurredOn AND p.memberId = a.memberId)`;
  return dayRows(question, reading, sql`(a.orders > 0 OR a.interactions > 0 OR ${bought})`, nothing);
}

/** The orders behind what was bought in the period, as `activityId, slot`. */
export function ordersBehind(question: Question): Statement {
  return orderRows(question, whole(question));
}

/** These, and money given back without naming an order. */
export function salesBehind(question: Question): Statement {
  return sql`${ordersBehind(question)} UNION ALL ${looseRefundRows(question, whole(question))}`;
}

/** Acts of the period. */
export function actsBehind(question: Question): Statement {
  return actRows(question, { ...whole(question), slot: slotOfMember(question) });
}

function whole(question: Question): Reading {
  const { from, to } = question;
  return { from, to, slot: slotOfFact(question), also: joinedInTime(question) };
}

/** Whoever joined later than the piece of the period in which a fact lies was no member then. */
export function joinedInTime(question: Question): Statement {
  return sql` AND m.enrolledAt < ${endOfPiece(question, sql`a.occurredOn`)}`;
}

/**
 * Whether `member_days` can answer: it is over all brands, and knows neither stores nor channels. Where it can it does, and
 * the journal is left alone.
 */
function isKeptByDay({ caller, by }: Question): boolean {
  return windowOf(caller) === null && (by === null || by === 'TIER' || isStep(by));
}

const WHOLE = sql`a.category = ${WHOLE_DAY}`;

function dayRows(question: Question, reading: Reading, where: Statement, columns: Statement): Statement {
  const { slot, also = nothing, whose = counted(question) } = reading;
  return sql`SELECT a.memberId, a.occurredOn, m.enrolledAt, ${slot.value} AS slot${columns}
    FROM member_days a JOIN members m ON m.id = a.memberId${slot.join}
    WHERE ${WHOLE} AND ${within(reading)} AND ${where} AND ${whose}${also}`;
}

/** Days are added up before anybody looks who their members are: that is far less to look at. */
function buyersByDay(question: Question): Statement {
  const member = slotOfMember(question);
  const slot = isStep(question.by) ? sql`x.piece` : member.value;
  const days = sql`SELECT a.memberId, ${pieceOf(question, sql`a.occurredOn`)} AS piece, SUM(CASE WHEN a.orders > 0 THEN 1 ELSE 0 END) AS days, SUM(a.orders) AS orders, SUM(a.spendMinor) AS netMinor
    FROM member_days a WHERE ${WHOLE} AND ${within(question)} AND (a.orders > 0 OR a.spendMinor <> 0) GROUP BY a.memberId, piece`;
  return sql`SELECT x.memberId, ${slot} AS slot, x.days, x.orders, x.netMinor FROM (${days}) x JOIN members m ON m.id = x.memberId${member.join}
    WHERE ${counted(question)} AND m.enrolledAt < ${endOfPieceNumber(question, sql`x.piece`)}`;
}

function buyersByOrder(question: Question): Statement {
  const sales = salesIn(question, whole(question));
  return sql`SELECT o.memberId, o.slot, COUNT(DISTINCT CASE WHEN o.orders > 0 THEN o.occurredOn END) AS days, SUM(o.orders) AS orders, SUM(o.netMinor) AS netMinor FROM (${sales}) o GROUP BY o.memberId, o.slot`;
}
