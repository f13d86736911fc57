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
  if (isStep(question.by)) return membersIn(metric, alone(question, point), { first: 0, last: 0 }, side);
  return membersIn(metric, question, side === 'NUMERATOR' ? point.numerator : point.denominator, side);
}

/** The ids of the activities a point counts. Refuses METRIC_WITHOUT_ACTIVITIES for one that counts none. */
export function activitiesBehind(metric: Metric, question: Question, point: Point): Statement {
  const { key, activities } = metric;
  if (!activities) return refuse('METRIC_WITHOUT_ACTIVITIES', { key }, ['key']);
  const rows = activities(isStep(question.by) ? alone(question, point) : question);
  const slots = isStep(question.by) ? { first: 0, last: 0 } : point.denominator;
  return sql`SELECT u.activityId FROM (${rows}) u WHERE ${isIn(slots)}`;
}

function alone(question: Question, { from, to }: Point): Question {
  return { ...question, by: null, from, to, pieces: [{ from, to }] };
}

/** Tells one list from every other: cursors of one are none of another. */
export function nameOfList({ key }: Metric, question: Question, point: Point, what: Side | 'ACTIVITIES'): string {
  const { by, numbers, wallet, ladder, layering, segments, benefits } = question;
  return `metric.${key}.${JSON.stringify([point.from, point.to, by, point.group, numbers, wallet, ladder.code, layering.code, segments, benefits.code, benefits.level, what])}`;
}

function membersIn(metric: Metric, question: Question, slots: Slots, side: Side): Statement {
  const isAbove = side === 'NUMERATOR' && !metric.foretold; // something is expected of everybody
  const counts = isAbove ? sql`u.numerator <> 0` : sql`u.denominator <> 0`;
  const all = joined(metric.tables(question).map((table) => sql`SELECT t.memberId, t.slot, t.numerator, t.denominator FROM (${table}) t`), ' UNION ALL '); // prettier-ignore
  return sql`SELECT u.memberId FROM (${all}) u WHERE ${isIn(slots)} AND ${counts} GROUP BY u.memberId`;
}

function isIn(slots: Slots): Statement {
  if (!('is' in slots)) return sql`u.slot >= ${slots.first} AND u.slot <= ${slots.last}`;
  return slots.is === null ? sql`u.slot IS NULL` : sql`u.slot = ${slots.is}`;
}
