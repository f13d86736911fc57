import { startOfDay } from '../../kernel/calendar.js';
import { configId } from '../../kernel/id.js';
import { textIn } from '../../kernel/json-text.js';
import { counted, joinedBefore } from './counted.js';
import type { Question } from './metric.js';
import type { Period } from './periods.js';
import { firstMoves } from './slots.js';
import { joined, listed, sql, Statement } from './statement.js';

/** Members at the start with the step of the ladder at which they stood at both ends: `memberId, startStep, endStep`. */
export function tiersMoved(question: Question, { from, to }: Period): Statement {
  const { ladder } = question;
  const first = ladder.tiers[0]?.code ?? '';
  const step = (tier: Statement) => stepOf(ladder.tiers, sql`COALESCE(${tier}, t.tier, ${first})`);
  return sql`SELECT m.id AS memberId, ${step(sql`s.tier`)} AS startStep, ${step(sql`e.tier`)} AS endStep FROM members m
    LEFT JOIN tier_standings t ON t.memberId = m.id AND t.ladder = ${ladder.code}
    LEFT JOIN (${firstMoves(question, from)}) s ON s.memberId = m.id LEFT JOIN (${firstMoves(question, to)}) e ON e.memberId = m.id
    WHERE ${counted(question)} AND ${joinedBefore(question, from)}`;
}

/** Members whose last move of a period somebody made by hand: it says nothing of what they reached. */
export function setByHand({ engine, ladder }: Question, { from, to }: Period): Statement {
  const moved = sql`c.type = 'tier.changed' AND c.subjectId = ${ladder.code} AND c.occurredOn >= ${from} AND c.occurredOn < ${to}`;
  const cause = new Statement(textIn(engine, 'c.payload', 'cause'), []);
  return sql`SELECT c.memberId FROM activities c JOIN (SELECT c.memberId, MAX(c.sequence) AS sequence FROM activities c WHERE ${moved} GROUP BY c.memberId) latest ON latest.memberId = c.memberId AND latest.sequence = c.sequence WHERE ${cause} = 'set'`;
}

/** Members that were in a layer at both ends, with the place of it in the layering: `memberId, startStep, endStep`. */
export function layersMoved(question: Question, { from, to }: Period): Statement {
  return sql`SELECT m.id AS memberId, s.step AS startStep, e.step AS endStep FROM members m
    JOIN (${layersAt(question, from)}) s ON s.memberId = m.id JOIN (${layersAt(question, to)}) e ON e.memberId = m.id
    WHERE ${counted(question)}`;
}

/** The layer each member was in when a day began, as its place in the layering. */
export function layersAt({ layering: { layers }, zone }: Question, day: string): Statement {
  return within(layers.map(({ code }) => code), { day, zone }); // prettier-ignore
}

/**
 * Members that were in one of some segments when a day began, with its place among them: those who are in it since before,
 * and those whose first move about it since then was to leave. What changed because the rule did is in no journal.
 */
export function within(
  codes: readonly string[],
  { day, zone }: { readonly day: string; readonly zone: string },
): Statement {
  if (codes.length === 0) return sql`SELECT m.id AS memberId, 0 AS step FROM members m WHERE 1 = 0`;
  const ids = codes.map((code) => configId('seg', code));
  const moved = sql`c.type IN ('segment.entered', 'segment.left') AND c.subjectId IN (${listed(ids)}) AND c.occurredOn >= ${day}`;
  const first = sql`SELECT c.memberId, c.subjectId, MIN(c.sequence) AS sequence FROM activities c WHERE ${moved} GROUP BY c.memberId, c.subjectId`;
  const stayed = sql`SELECT x.memberId, ${placeOf(codes, sql`x.segment`)} AS step FROM segment_members x WHERE x.segment IN (${listed(codes)}) AND x.since < ${startOfDay(day, zone)}`;
  const left = sql`SELECT c.memberId, ${placeOf(ids, sql`c.subjectId`)} AS step FROM activities c JOIN (${first}) f ON f.memberId = c.memberId AND f.sequence = c.sequence WHERE c.type = 'segment.left'`;
  return sql`SELECT y.memberId, MIN(y.step) AS step FROM (${stayed} UNION ALL ${left}) y GROUP BY y.memberId`;
}

/** The place of a tier on its ladder; who stands where no tier is any more is at the start. */
function stepOf(tiers: readonly { readonly code: string }[], tier: Statement): Statement {
  return placeOf(tiers.map(({ code }) => code), tier); // prettier-ignore
}

function placeOf(codes: readonly string[], value: Statement): Statement {
  const places = codes.map((code, at) => sql` WHEN ${code} THEN ${at}`);
  return sql`CASE ${value}${joined(places, '')} ELSE 0 END`;
}
