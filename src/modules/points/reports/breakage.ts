import type { Day } from '../../../kernel/calendar.js';
import { daysBetween } from '../../../kernel/calendar.js';
import type { Sql } from '../../../kernel/database.js';
import { refuseInput } from '../../../kernel/refusal.js';
import { pointReasons as reasons } from '../points.reasons.js';

/** What had become of the points of one month when they were so many months old. */
export interface BreakageAge {
  readonly months: number;
  readonly spent: number;
  readonly expired: number;
  /** Taken back by refunds, corrected, or given to other members: gone, but neither used nor dead. */
  readonly otherwise: number;
  readonly outstanding: number;
}

/** The points of one month, and how they were used up: a curve. */
export interface BreakageCohort {
  /** `YYYY-MM` in which they were earned. */
  readonly cohort: string;
  readonly issued: number;
  readonly ages: readonly BreakageAge[];
}

interface Drawn {
  readonly cohort: string;
  readonly month: string;
  readonly kind: string;
  readonly amount: number;
}

/** Months of days, which are written in ASCII digits and cut alike by both databases. */
const MONTH = (column: string): string => `SUBSTR(${column}, 1, 7)`;

/** Use that was given back counts as not used. */
const USES: ReadonlySet<string> = new Set(['spend', 'give_back']);

const DAYS_MAX = 3_660;

/** Refuses INVALID_INPUT for days in the wrong order and for more than ten years. */
export function checkedTo(from: Day, to: Day): Day {
  const days = daysBetween(from, to) + 1;
  if (days >= 1 && days <= DAYS_MAX) return to;
  refuseInput(reasons.daysBetween(DAYS_MAX), ['to']);
}

/**
 * Breakage: of the points of each month from `from` to `to`, how many had been spent, had died and were left after 0, 1, 2
 * … months. Ages that are not over yet are told as they stand today, and none beyond.
 */
export async function breakage(
  sql: Sql,
  { wallet, from, to, today }: { wallet: string; from: Day; to: Day; today: Day },
): Promise<BreakageCohort[]> {
  const which = 'l.wallet = ? AND l.occurredOn >= ? AND l.occurredOn <= ?';
  const params = [wallet, from, to];
  const issued = await sql.rows<{ cohort: string; amount: number }>(
    `SELECT ${MONTH('l.occurredOn')} AS cohort, SUM(l.amount) AS amount FROM point_lots l WHERE ${which} GROUP BY ${MONTH('l.occurredOn')} ORDER BY cohort`,
    params,
  );
  const drawn = await sql.rows<Drawn>(
    `SELECT ${MONTH('l.occurredOn')} AS cohort, ${MONTH('t.occurredOn')} AS month, t.kind, SUM(d.amount) AS amount
       FROM point_lots l JOIN point_draws d ON d.lotId = l.id JOIN point_transfers t ON t.id = d.transferId
      WHERE ${which} GROUP BY ${MONTH('l.occurredOn')}, ${MONTH('t.occurredOn')}, t.kind`,
    params,
  );
  return issued.map(({ cohort, amount }) => ({
    cohort,
    issued: amount,
    ages: agesOf(cohort, amount, drawn.filter((each) => each.cohort === cohort), today), // prettier-ignore
  }));
}

function agesOf(cohort: string, issued: number, drawn: readonly Drawn[], today: Day): BreakageAge[] {
  const oldest = monthsBetween(cohort, today);
  return Array.from({ length: Math.max(0, oldest) + 1 }, (_, months) => {
    const until = drawn.filter((each) => monthsBetween(cohort, each.month) <= months);
    const sum = (isOf: (kind: string) => boolean) =>
      until.filter(({ kind }) => isOf(kind)).reduce((total, { amount }) => total + amount, 0);
    const [spent, expired] = [sum((kind) => USES.has(kind)), sum((kind) => kind === 'expire')];
    const otherwise = sum((kind) => !USES.has(kind) && kind !== 'expire');
    return { months, spent, expired, otherwise, outstanding: issued - spent - expired - otherwise };
  });
}

function monthsBetween(from: string, to: string): number {
  const months = (text: string): number => Number(text.slice(0, 4)) * 12 + Number(text.slice(5, 7));
  return months(to) - months(from);
}
