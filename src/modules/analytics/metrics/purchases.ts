import { addDays } from '../../../kernel/calendar.js';
import { buyers, ordersBehind, ordersIn } from '../facts.js';
import type { Metric, Question } from '../metric.js';
import { endOfPiece, NO_SLOT, pieceOf, slotOfMember } from '../slots.js';
import { choose, sql } from '../statement.js';
import type { Statement } from '../statement.js';

const EVER = '0000-01-01';

/** Who came back to buy. */
export const repurchaseRate: Metric = {
  key: 'repurchaseRate',
  version: 1,
  unit: 'SHARE',
  name: { en: 'Repurchase rate', 'zh-CN': '复购率', 'zh-TW': '回購率' },
  numerator: {
    en: 'members with orders on two or more days of the period',
    'zh-CN': '期内在两天及以上有订单的会员',
    'zh-TW': '期間內在兩天以上有訂單的會員',
  },
  denominator: {
    en: 'members with an order in the period',
    'zh-CN': '期内有订单的会员',
    'zh-TW': '期間內有訂單的會員',
  },
  definition: {
    en: 'How many of those who bought did so on more than one day. Several orders of a day are one purchase; fully refunded orders are none.',
    'zh-CN': '购买会员中在不止一天购买的比例。同一天的多笔订单算一次购买，全额退款的订单不计。',
    'zh-TW': '購買會員中在不只一天購買的比例。同一天的多筆訂單算一次購買，全額退款的訂單不計。',
  },
  by: ['WEEK', 'MONTH', 'TIER', 'CHANNEL', 'BRAND', 'STORE'],
  parameters: [],
  isHostOnly: false,
  tables: (question) => [
    sql`SELECT b.memberId, b.slot, CASE WHEN b.days >= 2 THEN 1 ELSE 0 END AS numerator, 1 AS denominator FROM (${buyers(question)}) b WHERE b.days > 0`,
  ],
  activities: ordersBehind,
};

/** Whether first buyers come back soon. */
export const firstOrderRepurchase30: Metric = {
  key: 'firstOrderRepurchase30',
  version: 1,
  unit: 'SHARE',
  name: { en: 'First order: bought again in 30 days', 'zh-CN': '首单30天复购率', 'zh-TW': '首購30天回購率' },
  numerator: {
    en: 'of these, members with another order 1 to 30 days after the day of the first',
    'zh-CN': '其中在首单次日起30天内再次下单的会员',
    'zh-TW': '其中在首購隔日起30天內再次下單的會員',
  },
  denominator: {
    en: 'members whose first order lies in the period',
    'zh-CN': '首单在期内的会员',
    'zh-TW': '首購在期間內的會員',
  },
  definition: {
    en: 'How many of those who bought for the first time bought again within the window. A cohort is immature until the window of its last day is over.',
    'zh-CN': '首次购买的会员在窗口期内再次购买的比例。最后一天的窗口期结束前，该批次标记为未成熟。',
    'zh-TW': '首次購買的會員在窗口期內再次購買的比例。最後一天的窗口期結束前，該批次標示為未成熟。',
  },
  by: ['DAY', 'WEEK', 'MONTH', 'TIER'],
  parameters: [
    {
      name: 'days',
      kind: 'NUMBER',
      usual: 30,
      min: 1,
      max: 365,
      description: { en: 'Days of the window', 'zh-CN': '窗口期天数', 'zh-TW': '窗口期天數' },
    },
  ],
  isHostOnly: false,
  tables: firstOrders,
  finalOn: ({ numbers }, { to }) => addDays(to, numbers['days'] ?? 0),
};

function firstOrders(question: Question): Statement[] {
  const { from, to, numbers, by } = question;
  const days = numbers['days'] ?? 0;
  const slot = slotOfMember(question);
  const before = sql`SELECT 1 FROM (${ordersIn(question, { from: EVER, to: from, slot: NO_SLOT })}) e WHERE e.memberId = x.memberId`;
  const first = sql`SELECT x.memberId, MIN(x.slot) AS tier, MIN(x.enrolledAt) AS enrolledAt, MIN(x.occurredOn) AS firstOn FROM (${ordersIn(question, { from, to, slot })}) x WHERE NOT EXISTS (${before}) GROUP BY x.memberId`;
  const place = by === 'TIER' ? sql`f.tier` : pieceOf(question, sql`f.firstOn`);
  const again = ordersIn(question, { from, to: addDays(to, days), slot: NO_SLOT });
  return [
    sql`SELECT f.memberId, ${place} AS slot, CASE WHEN COUNT(o.occurredOn) > 0 THEN 1 ELSE 0 END AS numerator, 1 AS denominator
      FROM (${first}) f LEFT JOIN (${again}) o ON o.memberId = f.memberId AND o.occurredOn > f.firstOn AND o.occurredOn <= ${lastDay(question, days)}
      WHERE f.enrolledAt < ${endOfPiece(question, sql`f.firstOn`)} GROUP BY f.memberId, f.firstOn, f.tier`,
  ];
}

/** The last day of the window of a first order, told by its day. */
function lastDay({ from, to }: Question, days: number): Statement {
  const firsts: string[] = [];
  for (let day = from; day < to; day = addDays(day, 1)) firsts.push(day);
  return choose(sql`f.firstOn`, firsts.slice(1), firsts.map((day) => addDays(day, days))); // prettier-ignore
}
