import { dayNumber, startOfDay } from '../../../kernel/calendar.js';
import type { Day } from '../../../kernel/calendar.js';
import type { Sql } from '../../../kernel/database.js';
import { WHOLE_DAY } from '../../members/index.js';
import { counted } from '../counted.js';
import type { Question } from '../metric.js';
import { slotOfMember } from '../slots.js';
import { sql } from '../statement.js';
import type { Statement } from '../statement.js';
import type { Rhythm } from './bg-nbd.js';
import type { Spending } from './gamma-gamma.js';

/** A member with an order, by its days of purchase before the end of the period. */
export interface Customer extends Rhythm, Spending {
  readonly slot: string | number | null;
}

interface Row {
  readonly slot: string | number | null;
  readonly days: number;
  readonly firstOn: Day;
  readonly lastOn: Day;
  readonly spendMinor: number;
  readonly firstMinor: number;
}

const NUMBERS_A_PAGE = 50_000;

/** All customers, a page of members at a time. */
export async function* customersIn(database: Sql, question: Question): AsyncGenerator<readonly Customer[]> {
  const [last] = await database.rows<{ number: number | null }>('SELECT MAX(number) AS number FROM members');
  const max = last?.number ?? 0;
  const today = dayNumber(question.to) - 1;
  for (let after = 0; after < max; after += NUMBERS_A_PAGE) {
    const page = sql`m.number > ${after} AND m.number <= ${after + NUMBERS_A_PAGE}`;
    const { text, params } = firstDays(bought(question, page));
    yield (await database.rows<Row>(text, params)).map((row) => customerOf(row, today));
  }
}

/** Members with an order before the end of the period: `memberId, slot, days, firstOn, lastOn, spendMinor`. */
export function bought(question: Question, where: Statement): Statement {
  const { to, zone } = question;
  const { value, join } = slotOfMember(question);
  return sql`SELECT m.id AS memberId, ${value} AS slot, COUNT(*) AS days, MIN(d.occurredOn) AS firstOn, MAX(d.occurredOn) AS lastOn, SUM(d.spendMinor) AS spendMinor
    FROM members m JOIN member_days d ON d.memberId = m.id${join}
    WHERE ${where} AND ${counted(question)} AND m.enrolledAt < ${startOfDay(to, zone)} AND d.category = ${WHOLE_DAY} AND d.orders > 0 AND d.occurredOn < ${to}
    GROUP BY m.id, slot`;
}

function firstDays(rows: Statement): Statement {
  return sql`SELECT g.slot, g.days, g.firstOn, g.lastOn, g.spendMinor, f.spendMinor AS firstMinor FROM (${rows}) g
    JOIN member_days f ON f.memberId = g.memberId AND f.occurredOn = g.firstOn AND f.category = ${WHOLE_DAY}`;
}

function customerOf({ slot, days, firstOn, lastOn, spendMinor, firstMinor }: Row, today: number): Customer {
  const repeats = days - 1;
  const first = dayNumber(firstOn);
  const mean = repeats === 0 ? 0 : (spendMinor - firstMinor) / repeats;
  return { slot, repeats, lastWeek: (dayNumber(lastOn) - first) / 7, weeks: (today - first) / 7, mean };
}
