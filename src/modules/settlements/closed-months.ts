import type { Day } from '../../kernel/calendar.js';
import { dayOf } from '../../kernel/calendar.js';
import type { Sql } from '../../kernel/database.js';
import { upsertRows } from '../../kernel/rows.js';
import type { ReadSession, WriteSession } from '../../kernel/session.js';
import { firstPartnerAt } from '../brands/index.js';
import type { Month } from './months.js';
import { monthAfter, monthOf, spanOf } from './months.js';

/**
 * Waits until nobody else closes a month or changes agreements, and makes them wait: a month must not be counted by an
 * agreement that changes meanwhile.
 */
export async function takeTurn({ sql, now }: WriteSession): Promise<void> {
  await upsertRows(sql, 'statement_turn', ['id'], [{ id: 1, takenAt: now }], { takenAt: 'replace' });
}

export async function lastClosedMonth(sql: Sql): Promise<Month | null> {
  const [row] = await sql.rows<{ month: Month | null }>('SELECT MAX(month) AS month FROM statement_months');
  return row?.month ?? null;
}

/** Up to where nothing changes any more; null where no month is closed yet. */
export async function lastClosedDay(sql: Sql): Promise<Day | null> {
  const month = await lastClosedMonth(sql);
  return month === null ? null : spanOf(month, 'UTC').lastDay;
}

/** The first month that is not closed: the one after the last, or the one in which the first partner came; null without partners. */
export async function nextMonth({ sql, house }: Pick<ReadSession, 'sql' | 'house'>): Promise<Month | null> {
  const last = await lastClosedMonth(sql);
  if (last !== null) return monthAfter(last);
  const at = await firstPartnerAt(sql);
  return at === null ? null : monthOf(dayOf(at, house.programs.current().zone));
}
