import { dayOf, dayOfQuarter, quarterOf, startOfDay, startOfQuarter } from '../../../kernel/calendar.js';
import type { Day } from '../../../kernel/calendar.js';
import type { Instant } from '../../../kernel/clock.js';
import type { Sql } from '../../../kernel/database.js';
import type { House } from '../../../kernel/house.js';

/** A quarter of the calendar of the program. */
export interface Quarter {
  readonly name: string;
  readonly startsAt: Instant;
  readonly endsAt: Instant;
}

/** The one after the last that was looked at, or the first during which any benefit could be had from its first day on. */
export async function nextQuarter(sql: Sql, { programs }: House): Promise<Quarter | null> {
  const { zone } = programs.current();
  const [last] = await sql.rows<{ quarter: string | null }>("SELECT MAX(quarter) AS quarter FROM benefit_reviews WHERE benefit = ''"); // prettier-ignore
  const seen = last?.quarter ? dayOfQuarter(last.quarter) : undefined;
  if (seen !== undefined) return quarterFrom(startOfQuarter(seen, 1), zone);
  const [first] = await sql.rows<{ at: Instant | null }>("SELECT MIN(publishedAt) AS at FROM benefits WHERE status IN ('live', 'watch')"); // prettier-ignore
  if (first?.at == null) return null;
  const day = startOfQuarter(dayOf(first.at, zone));
  return quarterFrom(startOfDay(day, zone) >= first.at ? day : startOfQuarter(day, 1), zone);
}

function quarterFrom(day: Day, zone: string): Quarter {
  const next = startOfQuarter(day, 1);
  return { name: quarterOf(day), startsAt: startOfDay(day, zone), endsAt: startOfDay(next, zone) };
}
