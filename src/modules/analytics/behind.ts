import { refuse } from '../../kernel/refusal.js';
import type { Point } from './figure.js';
import type { Metric, Question, Slots } from './metric.js';
import { isStep } from './slots.js';
import { joined, sql } from './statement.js';
import type { Statement } from './statement.js';

/** Whose members are asked for: those counted above the line or below it. */
export type Side = 'NUMERATOR' | 'DENOMINATOR';

/** The point of a group. Refuses UNKNOWN_GROUP, and GROUP_TOO_SMALL for one of which nothing may be told. */
export function pointOfGroup(points: readonly Point[], group: string | null): Point {
  const point = points.find((each) => each.group === group) ?? refuse('UNKNOWN_GROUP', { group: group ?? '-' }, ['group']); // prettier-ignore
  if (point.isWithheld) refuse('GROUP_TOO_SMALL', {}, ['group']);
  return point;
}

/**
 * The ids of the members a point counts, each once. A piece of time is asked for as a period of its own, so that texts of
 * statements are as few as there are metrics and not as many as there are periods.
 */
export function membersBehind(metric: Metric, question: Question, point: Point, side: Side): Statement {
  const { from, to } = point;
  if (isStep(question.by)) {
    const alone = { ...question, by: null, from, to, pieces: [{ from, to }] };
    return membersIn(metric, alone, { first: 0, last: 0 }, side);
  }
  return membersIn(metric, question, side === 'NUMERATOR' ? point.numerator : point.denominator, side);
}

function membersIn(metric: Metric, question: Question, slots: Slots, side: Side): Statement {
  const counts = side === 'NUMERATOR' ? sql`u.numerator <> 0` : sql`u.denominator <> 0`;
  const all = joined(metric.tables(question).map((table) => sql`SELECT t.memberId, t.slot, t.numerator, t.denominator FROM (${table}) t`), ' UNION ALL '); // prettier-ignore
  return sql`SELECT u.memberId FROM (${all}) u WHERE ${isIn(slots)} AND ${counts} GROUP BY u.memberId`;
}

function isIn(slots: Slots): Statement {
  if (!('is' in slots)) return sql`u.slot >= ${slots.first} AND u.slot <= ${slots.last}`;
  return slots.is === null ? sql`u.slot IS NULL` : sql`u.slot = ${slots.is}`;
}
