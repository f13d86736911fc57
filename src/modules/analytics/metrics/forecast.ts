import { share } from '../../../kernel/money.js';
import { bought } from '../forecast/customers.js';
import { foretold } from '../forecast/forecast.js';
import type { Metric } from '../metric.js';
import { MARGIN } from '../parameters.js';
import { sql } from '../statement.js';

/** What a customer will bring in a year. */
export const clvForecast: Metric = {
  key: 'clvForecast',
  version: 1,
  unit: 'MONEY',
  name: {
    en: 'Customer value of the next 12 months',
    'zh-CN': '客户生命周期价值（未来12个月）',
    'zh-TW': '顧客終身價值（未來12個月）',
  },
  numerator: {
    en: 'net revenue expected in the 12 months after the period × margin',
    'zh-CN': '期末后12个月预期净收入 × 毛利率',
    'zh-TW': '期末後12個月預期淨收入 × 毛利率',
  },
  denominator: {
    en: 'members with an order before the end of the period',
    'zh-CN': '期末前有订单的会员',
    'zh-TW': '期末前有訂單的會員',
  },
  definition: {
    en: 'The mean over customers of what they are expected to bring in the 12 months after the end of the period: purchases by BG/NBD times spend by Gamma-Gamma, both fitted to their days of purchase before it, those of at most 10,000 customers. Nothing is discounted; with fewer than 30 customers who came back there is no value.',
    'zh-CN':
      '期末后12个月内每位客户的预期价值均值：按 BG/NBD 预测购买次数，乘以 Gamma-Gamma 预测单次金额，两个模型均以期末前的购买日拟合（最多取 10,000 位客户）。不作折现；复购客户少于 30 位时不给出数值。',
    'zh-TW':
      '期末後12個月內每位顧客的預期價值均值：按 BG/NBD 預測購買次數，乘以 Gamma-Gamma 預測單次金額，兩個模型均以期末前的購買日擬合（最多取 10,000 位顧客）。不作折現；回購顧客少於 30 位時不給出數值。',
  },
  by: ['TIER'],
  parameters: [MARGIN],
  isHostOnly: true,
  tables: (question) => [
    sql`SELECT b.memberId, b.slot, 0 AS numerator, 1 AS denominator FROM (${bought(question, sql`1 = 1`)}) b`,
  ],
  foretold,
  scale: ({ numbers }, numerator) => share(numerator, numbers['marginPercent'] ?? 100, 100),
};
