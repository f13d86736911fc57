import { pairs } from '../flow.js';
import type { Metric } from '../metric.js';
import { LAYERING } from '../parameters.js';
import { recomputedLayers } from '../recomputed.js';
import { within } from '../standing.js';
import { counted } from '../counted.js';
import { listed, nothing, sql } from '../statement.js';

/** Whether potential becomes loyalty. */
export const potentialConversion: Metric = {
  key: 'potentialConversion',
  version: 1,
  unit: 'SHARE',
  name: { en: 'Conversion of potential', 'zh-CN': '潜力转化率', 'zh-TW': '潛力轉化率' },
  numerator: {
    en: 'of these, members of the layer of high loyalty at the end',
    'zh-CN': '其中期末处于高忠诚层的会员',
    'zh-TW': '其中期末處於高忠誠層的會員',
  },
  denominator: {
    en: 'members of the layer of potential at the start of the period',
    'zh-CN': '期初处于潜力层的会员',
    'zh-TW': '期初處於潛力層的會員',
  },
  definition: {
    en: 'The part of the members with potential at the start who are of high loyalty at the end. Layers are known from the day on which they were first worked out.',
    'zh-CN': '期初潜力会员中期末成为高忠诚会员的比例。分层自首次计算之日起可查。',
    'zh-TW': '期初潛力會員中期末成為高忠誠會員的比例。分層自首次計算之日起可查。',
  },
  by: ['WEEK', 'MONTH'],
  parameters: [
    {
      name: 'potential',
      kind: 'SEGMENT',
      usual: 'layer-potential',
      description: { en: 'Code of the layer of potential', 'zh-CN': '潜力层代码', 'zh-TW': '潛力層代碼' },
    },
    {
      name: 'loyal',
      kind: 'SEGMENT',
      usual: 'layer-high-loyalty',
      description: { en: 'Code of the layer of high loyalty', 'zh-CN': '高忠诚层代码', 'zh-TW': '高忠誠層代碼' },
    },
  ],
  isHostOnly: true,
  tables: (question) => {
    const { pieces, segments, zone } = question;
    const at = (name: string, day: string) => within([segments[name] ?? ''], { day, zone });
    return pieces.map(({ from, to }, piece) => {
      const rows = sql`SELECT m.id AS memberId, e.memberId AS endId FROM members m JOIN (${at('potential', from)}) s ON s.memberId = m.id
        LEFT JOIN (${at('loyal', to)}) e ON e.memberId = m.id WHERE ${counted(question)}`;
      return pairs(rows, sql`${piece}`, sql`CASE WHEN x.endId IS NULL THEN 0 ELSE 1 END`, nothing);
    });
  },
};

/** Whether members are in the layers they belong to. */
export const segmentAccuracy: Metric = {
  key: 'segmentAccuracy',
  version: 1,
  unit: 'SHARE',
  name: { en: 'Accuracy of layers', 'zh-CN': '分层准确率', 'zh-TW': '分層準確率' },
  numerator: {
    en: 'of these, members stored in the layer their facts lead to',
    'zh-CN': '其中所存分层与按原始事实重算一致的会员',
    'zh-TW': '其中所存分層與按原始事實重算一致的會員',
  },
  denominator: { en: 'members now', 'zh-CN': '当前会员', 'zh-TW': '目前會員' },
  definition: {
    en: 'The part of the members whose layer is the one that the rules give when purchases, refunds and acts are added up anew from the journal; tiers, scores, sums by category and means are taken as they are kept. It is told as of now, whatever the period. By layer, members are told by the one they belong to.',
    'zh-CN':
      '按活动流水重新汇总购买、退款与行为后，规则得出的分层与所存一致的会员占比；等级、评分、按品类汇总及均值取现存值。与所选时段无关，均按当前计算。按分层查看时，以应属分层归类。',
    'zh-TW':
      '按活動流水重新彙總購買、退款與行為後，規則得出的分層與所存一致的會員占比；等級、評分、按品類彙總及均值取現存值。與所選期間無關，均按目前計算。按分層檢視時，以應屬分層歸類。',
  },
  by: ['LAYER'],
  parameters: [LAYERING],
  isHostOnly: true,
  tables: (question) => {
    const { by, layering } = question;
    const codes = listed(['', ...layering.layers.map(({ code }) => code)]);
    const slot = by === null ? sql`0` : sql`r.layer`;
    return [
      sql`SELECT r.memberId, ${slot} AS slot, CASE WHEN x.segment = r.layer THEN 1 ELSE 0 END AS numerator, 1 AS denominator
        FROM (${recomputedLayers(question)}) r LEFT JOIN segment_members x ON x.memberId = r.memberId AND x.segment IN (${codes})`,
    ];
  },
  finalOn: ({ today }) => today,
};
