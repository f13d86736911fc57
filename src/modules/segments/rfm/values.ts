import type { Bound } from '../../../kernel/bind.js';
import type { Day } from '../../../kernel/calendar.js';
import { dayNumber } from '../../../kernel/calendar.js';
import type { Instant } from '../../../kernel/clock.js';
import type { Sql } from '../../../kernel/database.js';
import type { SqlPart } from '../../../kernel/expression/index.js';
import { joined } from '../../../kernel/expression/index.js';
import { ahead, along, leftFirst } from '../../../kernel/rows.js';
import type { Stretch } from '../../members/index.js';
import { stretches, WHOLE_DAY } from '../../members/index.js';
import { Numbers, Texts } from './lists.js';
import type { RfmMethod } from './method.js';
import type { Values } from './scoring.js';

const MEMBERS_A_PAGE = 5_000;

/** As of when, and whose external ids put members with as many orders in order. */
export interface AsOf {
  readonly day: Day;
  /** The end of that day, for the methods that count exactly. */
  readonly until: Instant;
  readonly hostBrandId: string;
}

export interface Valued extends Values {
  readonly memberIds: Texts;
  /** Of the host brand; empty where it gave none. */
  readonly externalIds: Texts;
}

interface Row {
  readonly memberId: string;
  readonly orders: number;
  readonly spendMinor: number;
  /** The day of the last order in days since 1970, where the figures of the member say it. */
  readonly lastDay: number | null;
  readonly lastOn: Day | null;
  readonly lastAt: Instant | null;
  readonly externalId: string | null;
  readonly status: string;
}

/**
 * What every active member with an order has had of orders, net or as they were placed, up to a day. Read in pages by
 * member, so that it takes the memory of the figures and no more.
 */
export async function valuesAsOf(
  sql: Sql,
  method: RfmMethod,
  asOf: AsOf,
  onProgress: (members: number) => void = () => undefined,
): Promise<Valued> {
  const [memberIds, externalIds] = [new Texts(), new Texts()];
  const [recency, orders, spend] = [new Numbers(), new Numbers(), new Numbers()];
  const today = dayNumber(asOf.day);
  for await (const page of ahead(stretches(sql, MEMBERS_A_PAGE), (stretch) =>
    sql.rows<Row>(...question(sql, method, asOf, stretch)),
  )) {
    for (const row of page) {
      if (row.orders < 1 || row.status !== 'active') continue; // everything it bought was given back, or it takes no part
      memberIds.push(row.memberId);
      externalIds.push(row.externalId ?? '');
      recency.push(method.recency === 'exact' ? asOf.until - (row.lastAt ?? 0) : today - lastDayOf(row, today));
      orders.push(row.orders);
      spend.push(row.spendMinor);
    }
    onProgress(memberIds.length);
  }
  return { memberIds, externalIds, recency: recency.all(), orders: orders.all(), spend: spend.all() };
}

const lastDayOf = ({ lastDay, lastOn }: Row, otherwise: number): number =>
  lastDay ?? (lastOn === null ? otherwise : dayNumber(lastOn));

function question(sql: Sql, method: RfmMethod, asOf: AsOf, stretch: Stretch): [string, Bound[]] {
  const own = method.refunds === 'ignore' ? gross(sql, asOf, stretch) : net(sql, asOf, stretch);
  const { text, params } = joined(
    'SELECT x.memberId AS memberId, x.orders AS orders, x.spendMinor AS spendMinor, x.lastDay AS lastDay, x.lastOn AS lastOn, x.lastAt AS lastAt, m.status AS status, ',
    { text: EXTERNAL_ID, params: [asOf.hostBrandId] },
    ' AS externalId FROM (',
    own,
    `) x ${leftFirst(sql)} members m ON m.id = x.memberId ORDER BY x.memberId`,
  );
  return [text, [...params]];
}

const EXTERNAL_ID = "(SELECT MIN(i.value) FROM member_identities i WHERE i.memberId = x.memberId AND i.brandId = ? AND i.kind = 'external')"; // prettier-ignore

/**
 * Net of refunds: what was wholly given back is no order, on the day it was placed. That is what a member's figures say,
 * unless something was given back or bought since; of those days are added up.
 */
function net(sql: Sql, { day }: AsOf, { after, last }: Stretch): SqlPart {
  const figures = `SELECT memberId, orders, spendMinor, lastOrderDay AS lastDay, NULL AS lastOn, NULL AS lastAt
    FROM member_metrics WHERE memberId > ? AND memberId <= ? AND refunds = 0 AND lastOrderDay <= ?`;
  const days = `SELECT d.memberId, SUM(d.orders), SUM(d.spendMinor), NULL, MAX(CASE WHEN d.orders > 0 THEN d.occurredOn END), NULL
    FROM member_metrics k ${leftFirst(sql)} member_days d ${along(sql, 'PRIMARY')} ON d.memberId = k.memberId
    WHERE k.memberId > ? AND k.memberId <= ? AND (k.refunds > 0 OR k.lastOrderDay > ?) AND d.category = ? AND d.occurredOn <= ? GROUP BY d.memberId`;
  const today = dayNumber(day);
  return { text: `${figures} UNION ALL ${days}`, params: [after, last, today, after, last, today, WHOLE_DAY, day] };
}

/** Orders as they were placed; those of nothing are none. */
const gross = (sql: Sql, { day }: AsOf, { after, last }: Stretch): SqlPart => ({
  text: `SELECT memberId, COUNT(*) AS orders, SUM(amountMinor) AS spendMinor, NULL AS lastDay, MAX(occurredOn) AS lastOn, MAX(occurredAt) AS lastAt
  FROM activities ${along(sql, 'activities_sequence')} WHERE type = 'purchase' AND amountMinor > 0 AND memberId > ? AND memberId <= ? AND occurredOn <= ? GROUP BY memberId`,
  params: [after, last, day],
});
