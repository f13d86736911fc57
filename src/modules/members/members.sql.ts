import { addDays, dayNumber } from '../../kernel/calendar.js';
import type { SqlAsk, SqlPart, SqlValue } from '../../kernel/expression/index.js';
import { isText } from '../../kernel/expression/index.js';
import { WHOLE_DAY } from './metrics.js';

/** How rules about members are asked of the tables, over `members m`. */
type Ask = (ask: SqlAsk) => SqlValue;

const COUNT_MAX = 2 ** 31;

/** A column of the member itself. */
export const ofMember =
  (column: string, of: Partial<SqlValue> = {}): Ask =>
  () => ({ text: `m.${column}`, ...of });

const metrics = (ask: SqlAsk): string =>
  ask.join('members.metrics', (alias) => `LEFT JOIN member_metrics ${alias} ON ${alias}.memberId = m.id`);

const profile = (ask: SqlAsk): string =>
  ask.join('members.profile', (alias) => `LEFT JOIN member_profiles ${alias} ON ${alias}.memberId = m.id`);

/** A figure of `member_metrics`; a member without a row has done nothing yet. */
export const figure =
  (column: string, max?: number): Ask =>
  (ask) => ({ text: `COALESCE(${metrics(ask)}.${column}, 0)`, ...(max === undefined ? {} : { max }) });

export const count = (column: string): Ask => figure(column, COUNT_MAX);

/** An instant of `member_metrics`, with the column of its day where there is one. */
export const instant =
  (column: string, day?: string): Ask =>
  (ask) => {
    const alias = metrics(ask);
    return { text: `${alias}.${column}`, ...(day === undefined ? {} : { day: `${alias}.${day}` }) };
  };

export const averageOrder: Ask = (ask) => {
  const alias = metrics(ask);
  return {
    text: `(CASE WHEN ${alias}.orders > 0 THEN (${alias}.spendMinor + 0e0) / ${alias}.orders END)`,
    max: Number.MAX_SAFE_INTEGER,
  };
};

export const daysSinceOrder: Ask = (ask) => daysSince(ask, `${metrics(ask)}.lastOrderDay`);
export const daysEnrolled: Ask = (ask) => daysSince(ask, 'm.enrolledDay');

/** Whole days up to today; what lies ahead is no day ago. */
function daysSince({ today }: SqlAsk, day: string): SqlValue {
  const now = dayNumber(today);
  return { text: `(CASE WHEN ${day} > ? THEN 0 ELSE ? - ${day} END)`, params: [now, now], max: COUNT_MAX };
}

export const ofProfile =
  (column: string): Ask =>
  (ask) => ({ text: `${profile(ask)}.${column}` });

/** Two digits of the birthday, which is kept as text: `MM` from 6, `DD` from 9. */
export const ofBirthday =
  (from: number): Ask =>
  (ask) => ({ text: whole(ask, `SUBSTR(${profile(ask)}.birthday, ${from}, 2)`), max: 31 });

export const age: Ask = (ask) => {
  const birthday = `${profile(ask)}.birthday`;
  const [year, rest] = [Number(ask.today.slice(0, 4)), ask.today.slice(5)];
  const years = `? - ${whole(ask, `SUBSTR(${birthday}, 1, 4)`)}`;
  return {
    text: `(${years} - CASE WHEN SUBSTR(${birthday}, 6, 5) > ? THEN 1 ELSE 0 END)`,
    params: [year, rest],
    max: 9_999,
  };
};

const whole = ({ engine }: SqlAsk, text: string): string =>
  `CAST(${text} AS ${engine === 'mysql' ? 'SIGNED' : 'INTEGER'})`;

/** A sum over `(today − days, today]`. */
export function within(
  column: 'orders' | 'interactions' | 'interactionDays' | 'spendMinor',
  ask: SqlAsk,
  days: number,
  category: string = WHOLE_DAY,
): SqlValue {
  const which = isCategory(ask, category);
  const where = {
    text: `${which.text} AND occurredOn > ? AND occurredOn <= ?`,
    params: [...which.params, addDays(ask.today, -days), ask.today],
  };
  const summed = column === 'interactionDays' ? 'CASE WHEN interactions > 0 THEN 1 ELSE 0 END' : column;
  return { text: `COALESCE(${ask.sum('member_days', summed, where)}, 0)` };
}

/** A category ends with no blank: only where one is asked for that does, what the database thinks of blanks matters. */
function isCategory(ask: SqlAsk, category: string): SqlPart {
  return category.endsWith(' ') ? isText(ask, 'category', category) : { text: 'category = ?', params: [category] };
}

/** A value the program keeps of members itself. */
export const custom =
  (attributeId: string, column: string): Ask =>
  (ask) => {
    const alias = ask.join(
      `members.attribute ${attributeId}`,
      (name) => `LEFT JOIN member_attributes ${name} ON ${name}.memberId = m.id AND ${name}.attributeId = ?`,
      [attributeId],
    );
    return { text: `${alias}.${column}`, max: Number.MAX_SAFE_INTEGER };
  };
