import { dayNumber } from '../../kernel/calendar.js';
import type { Day } from '../../kernel/calendar.js';
import { WHOLE_DAY } from '../members/index.js';
import type { Question } from './metric.js';
import { addMonths } from './periods.js';
import { choose, joined, listed, sql, Statement } from './statement.js';

/**
 * The layer each active member belongs to, by the rules asked of tables that are added up anew from the journal and stand
 * under the names of those the engine keeps: `memberId, layer`.
 */
export function recomputedLayers(question: Question): Statement {
  const { layers, rules } = question.layering;
  const rest = layers.at(-1);
  if (!rest) return sql`SELECT m.id AS memberId, '' AS layer FROM members m WHERE 1 = 0`;
  const { joins, value } = rules();
  const layer = new Statement(value.text, value.params);
  return sql`WITH ${joined(tables(question), ', ')}
    SELECT m.id AS memberId, COALESCE(${layer}, ${rest.code}) AS layer FROM members m${new Statement(joins.text, joins.params)} WHERE m.status = 'active'`;
}

function tables(question: Question): Statement[] {
  const { acts, engine } = question;
  // sums by category are split over the lines of orders; they are read as they are kept
  const kept = new Statement(engine === 'mysql' ? 'member_days' : 'main.member_days', []);
  const linked = sql`SELECT f.memberId, f.brandId, f.subjectId, COUNT(*) AS refunds, SUM(f.amountMinor) AS amountMinor FROM activities f WHERE f.type = 'refund' AND f.subjectId IS NOT NULL GROUP BY f.memberId, f.brandId, f.subjectId`;
  const happened = [
    sql`SELECT a.memberId, a.occurredOn, 1 AS orders, a.amountMinor AS spendMinor, 0 AS refunds, 0 AS refundedMinor, 0 AS interactions, a.occurredAt AS orderAt, a.occurredAt AS actAt FROM activities a WHERE a.type = 'purchase'`,
    sql`SELECT p.memberId, p.occurredOn, CASE WHEN p.amountMinor > 0 AND r.amountMinor >= p.amountMinor THEN -1 ELSE 0 END, -r.amountMinor, r.refunds, r.amountMinor, 0, NULL, NULL FROM (${linked}) r
      JOIN activities p ON p.memberId = r.memberId AND p.subjectId = r.subjectId AND p.brandId = r.brandId AND p.type = 'purchase'`,
    sql`SELECT a.memberId, a.occurredOn, 0, -a.amountMinor, 1, a.amountMinor, 0, NULL, NULL FROM activities a WHERE a.type = 'refund' AND a.subjectId IS NULL`,
    sql`SELECT a.memberId, a.occurredOn, 0, 0, 0, 0, 1, NULL, a.occurredAt FROM activities a WHERE a.type IN (${listed(acts.filter((type) => type !== 'purchase'))}) AND a.externalId IS NOT NULL`,
  ];
  const sums = sql`SELECT h.memberId, SUM(h.orders) AS orders, SUM(h.spendMinor) AS spendMinor, SUM(h.refunds) AS refunds, SUM(h.refundedMinor) AS refundedMinor, SUM(h.interactions) AS interactions,
      MIN(h.orderAt) AS firstOrderAt, MAX(h.orderAt) AS lastOrderAt, MAX(h.actAt) AS lastActivityAt, MAX(CASE WHEN h.orderAt IS NOT NULL THEN h.occurredOn END) AS lastOrderOn FROM happened h GROUP BY h.memberId`;
  const byDay = sql`SELECT h.memberId, h.occurredOn, ${WHOLE_DAY} AS category, SUM(h.orders) AS orders, SUM(h.spendMinor) AS spendMinor, SUM(h.interactions) AS interactions FROM happened h GROUP BY h.memberId, h.occurredOn`;
  return [
    sql`happened AS (${joined(happened, ' UNION ALL ')})`,
    sql`kept_days AS (SELECT k.memberId, k.occurredOn, k.category, k.orders, k.spendMinor, k.interactions FROM ${kept} k WHERE k.category <> ${WHOLE_DAY})`,
    sql`member_metrics AS (SELECT s.*, ${dayNumberOf(question, sql`s.lastOrderOn`)} AS lastOrderDay FROM (${sums}) s)`,
    sql`member_days AS (${byDay} UNION ALL SELECT k.memberId, k.occurredOn, k.category, k.orders, k.spendMinor, k.interactions FROM kept_days k)`,
  ];
}

/** Days since 1970 of a day, without the database knowing a calendar: those up to its month, and its own number in it. */
function dayNumberOf({ today, engine }: Question, day: Statement): Statement {
  const months: Day[] = [];
  for (let month = '1970-01-01'; month <= addMonths(today, 1); month = addMonths(month, 1)) months.push(month);
  const own = new Statement(`CAST(SUBSTR(${day.text}, 9, 2) AS ${engine === 'mysql' ? 'SIGNED' : 'INTEGER'})`, []);
  return sql`${choose(day, months.slice(1), months.map(dayNumber))} + ${own} - 1`; // prettier-ignore
}
