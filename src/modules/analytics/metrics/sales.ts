import { startOfDay } from '../../../kernel/calendar.js';
import { share } from '../../../kernel/money.js';
import { buyers, salesBehind, salesIn } from '../facts.js';
import type { By, Metric, Question } from '../metric.js';
import { MARGIN } from '../parameters.js';
import { addMonths } from '../periods.js';
import { asTable, isStep, slotOfMember } from '../slots.js';
import { sql } from '../statement.js';
import type { Statement } from '../statement.js';

const BY: readonly By[] = ['DAY', 'WEEK', 'MONTH', 'TIER', 'CHANNEL', 'BRAND', 'STORE'];
const NET_SALES = {
  en: 'net sales in the period: orders net of their refunds, less money given back without naming an order',
  'zh-CN': '期内净销售额：订单扣除其退款，再减去未指明订单的退款',
  'zh-TW': '期間內淨銷售額：訂單扣除其退款，再減去未指明訂單的退款',
};

/** What a buyer spends. */
export const spendPerBuyer: Metric = {
  key: 'spendPerBuyer',
  version: 1,
  unit: 'MONEY',
  name: { en: 'Spend per buyer', 'zh-CN': '客单价', 'zh-TW': '客單價' },
  numerator: NET_SALES,
  denominator: {
    en: 'members with an order in the period',
    'zh-CN': '期内有订单的会员',
    'zh-TW': '期間內有訂單的會員',
  },
  definition: {
    en: 'What those who bought spent on average, all their orders together. Not to be mixed with the average order.',
    'zh-CN': '每位购买会员的平均净消费（含其全部订单），与笔单价不可混用。',
    'zh-TW': '每位購買會員的平均淨消費（含其全部訂單），與筆單價不可混用。',
  },
  by: BY,
  parameters: [],
  isHostOnly: false,
  tables: (question) => [perMember(buyers(question), ANY_ORDER)],
  activities: salesBehind,
};

/** What an order comes to. */
export const averageOrder: Metric = {
  key: 'averageOrder',
  version: 1,
  unit: 'MONEY',
  name: { en: 'Average order', 'zh-CN': '笔单价', 'zh-TW': '筆單價' },
  numerator: NET_SALES,
  denominator: {
    en: 'orders in the period that are not fully refunded',
    'zh-CN': '期内未全额退款的订单',
    'zh-TW': '期間內未全額退款的訂單',
  },
  definition: {
    en: 'What an order came to on average. Not to be mixed with spend per buyer.',
    'zh-CN': '每笔订单的平均净额，与客单价不可混用。',
    'zh-TW': '每筆訂單的平均淨額，與客單價不可混用。',
  },
  by: BY,
  parameters: [],
  isHostOnly: false,
  tables: (question) => [perMember(buyers(question), sql`b.orders`)],
  activities: salesBehind,
};

/** What a buyer brought in a year. */
export const clv: Metric = {
  key: 'clv',
  version: 1,
  unit: 'MONEY',
  name: {
    en: 'Customer value of the last 12 months',
    'zh-CN': '客户生命周期价值（近12个月）',
    'zh-TW': '顧客終身價值（近12個月）',
  },
  numerator: {
    en: 'net revenue of the 12 months before the end of the period × margin',
    'zh-CN': '期末前12个月净收入 × 毛利率',
    'zh-TW': '期末前12個月淨收入 × 毛利率',
  },
  denominator: {
    en: 'members with an order in these 12 months',
    'zh-CN': '这12个月内有订单的会员',
    'zh-TW': '這12個月內有訂單的會員',
  },
  definition: {
    en: 'The mean over buyers of what they brought in the 12 months before the end of the period, times the margin. Nothing is forecast or discounted.',
    'zh-CN': '期末前12个月内购买会员的人均净收入乘以毛利率，不作预测与折现。',
    'zh-TW': '期末前12個月內購買會員的人均淨收入乘以毛利率，不作預測與折現。',
  },
  by: ['MONTH', 'TIER'],
  parameters: [MARGIN],
  isHostOnly: false,
  tables: (question) => [perMember(yearBefore(question), ANY_ORDER)],
  scale: ({ numbers }, numerator) => share(numerator, numbers['marginPercent'] ?? 100, 100),
};

const ANY_ORDER = sql`CASE WHEN b.orders > 0 THEN 1 ELSE 0 END`;

/** Who gave back more than it bought counts above the line, and without an order not below it. */
function perMember(bought: Statement, denominator: Statement): Statement {
  return sql`SELECT b.memberId, b.slot, b.netMinor AS numerator, ${denominator} AS denominator FROM (${bought}) b`;
}

/** What members bought in the 12 months before the end of each piece. */
function yearBefore(question: Question): Statement {
  const { from, to, pieces, by, zone } = question;
  const first = addMonths(pieces[0]?.to ?? from, -12);
  const ends = asTable(
    question,
    (piece) =>
      sql`${addMonths(piece.to, -12)} AS startOn, ${piece.to} AS endOn, ${startOfDay(piece.to, zone)} AS endAt`,
  );
  const slot = isStep(by) ? sql`b.n` : sql`o.slot`;
  return sql`SELECT o.memberId, ${slot} AS slot, SUM(o.orders) AS orders, SUM(o.netMinor) AS netMinor
    FROM (${ends}) b JOIN (${salesIn(question, { from: first, to, slot: slotOfMember(question) })}) o ON o.occurredOn >= b.startOn AND o.occurredOn < b.endOn AND o.enrolledAt < b.endAt
    GROUP BY o.memberId, ${slot}`;
}
