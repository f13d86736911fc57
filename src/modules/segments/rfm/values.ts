import type { Bound } from '../../../kernel/bind.js';
import type { Day } from '../../../kernel/calendar.js';
import { daysBetween } from '../../../kernel/calendar.js';
import type { Instant } from '../../../kernel/clock.js';
import type { Sql } from '../../../kernel/database.js';
import { along } from '../../../kernel/rows.js';
import { WHOLE_DAY } from '../../members/index.js';
import type { RfmMethod } from './method.js';
import type { Values } from './scoring.js';

const MEMBERS_A_PAGE = 2_000;

/** As of when, and whose external ids put members with as many orders in order. */
export interface AsOf {
  readonly day: Day;
  /** The end of that day, for the methods that count exactly. */
  readonly until: Instant;
  readonly hostBrandId: string;
}

export interface Valued extends Values {
  readonly memberIds: readonly string[];
}

interface Row {
  readonly memberId: string;
  readonly orders: number;
  readonly spendMinor: number;
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
  const memberIds: string[] = [];
  const externalIds: string[] = [];
  const figures: [number[], number[], number[]] = [[], [], []];
  const [recency, orders, spend] = figures;
  for (let after = ''; ;) {
    const page = await sql.rows<Row>(...question(sql, method, asOf, after));
    for (const row of page) {
      after = row.memberId;
      if (row.orders < 1 || row.status !== 'active') continue; // everything it bought was given back, or it takes no part
      memberIds.push(row.memberId);
      externalIds.push(row.externalId ?? '');
      recency.push(method.recency === 'exact' ? asOf.until - (row.lastAt ?? 0) : daysBetween(row.lastOn ?? asOf.day, asOf.day)); // prettier-ignore
      orders.push(row.orders);
      spend.push(row.spendMinor);
    }
    onProgress(memberIds.length);
    if (page.length < MEMBERS_A_PAGE) break;
  }
  const [r, f, m] = figures.map((list) => Float64Array.from(list)) as [Float64Array, Float64Array, Float64Array];
  return { memberIds, externalIds, recency: r, orders: f, spend: m };
}

function question(sql: Sql, method: RfmMethod, { day, hostBrandId }: AsOf, after: string): [string, Bound[]] {
  const isGross = method.refunds === 'ignore';
  const text = `SELECT x.memberId AS memberId, x.orders AS orders, x.spendMinor AS spendMinor, x.lastOn AS lastOn, x.lastAt AS lastAt, m.status AS status, ${EXTERNAL_ID} AS externalId
    FROM (${isGross ? gross(sql) : net(sql)} ORDER BY memberId LIMIT ${MEMBERS_A_PAGE}) x JOIN members m ON m.id = x.memberId ORDER BY x.memberId`;
  const params = isGross ? [after, day] : [WHOLE_DAY, after, day];
  return [text, [hostBrandId, ...params]];
}

const EXTERNAL_ID = "(SELECT MIN(i.value) FROM member_identities i WHERE i.memberId = x.memberId AND i.brandId = ? AND i.kind = 'external')"; // prettier-ignore

/** Days net of refunds: what was wholly given back is no order, on the day it was placed. */
const net = (
  sql: Sql,
): string => `SELECT memberId, SUM(orders) AS orders, SUM(spendMinor) AS spendMinor, MAX(CASE WHEN orders > 0 THEN occurredOn END) AS lastOn, NULL AS lastAt
  FROM member_days ${along(sql, 'PRIMARY')} WHERE category = ? AND memberId > ? AND occurredOn <= ? GROUP BY memberId`;

/** Orders as they were placed; those of nothing are none. */
const gross = (
  sql: Sql,
): string => `SELECT memberId, COUNT(*) AS orders, SUM(amountMinor) AS spendMinor, MAX(occurredOn) AS lastOn, MAX(occurredAt) AS lastAt
  FROM activities ${along(sql, 'activities_sequence')} WHERE type = 'purchase' AND amountMinor > 0 AND memberId > ? AND occurredOn <= ? GROUP BY memberId`;
