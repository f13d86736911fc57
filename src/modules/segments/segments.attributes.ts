import type { ActivityType } from '../../kernel/activity.js';
import type { Attribute, RuleFunction, SqlAsk } from '../../kernel/expression/index.js';
import type { RuleScope } from '../../kernel/module.js';
import { sliceOf } from '../../kernel/participant.js';
import { IN_SEGMENT } from './audience.js';
import { RFM_SEGMENTS, rfmSegmentOf } from './rfm/names.js';
import type { Rfm } from './segments.participant.js';
import { segmentsParticipant } from './segments.participant.js';
import type { SegmentsEntry } from './segments.section.js';
import { codesOf, NO_SEGMENTS } from './segments.section.js';

const slice = ({ state }: RuleScope) => sliceOf(state, segmentsParticipant);

const score = (name: keyof Rfm, en: string, zhCN: string, zhTW: string): Attribute<RuleScope> => ({
  name: `rfm.${name}`,
  type: 'int',
  description: { en, 'zh-CN': zhCN, 'zh-TW': zhTW },
  read: (scope) => slice(scope).rfm?.[name],
  sql: (ask) => ({ text: `${scoresOf(ask)}.${name}`, max: 5 }),
});

const scoresOf = (ask: SqlAsk): string =>
  ask.join('segments.rfm', (alias) => `LEFT JOIN member_rfm ${alias} ON ${alias}.memberId = m.id`);

/** Scores are those of the last scoring; a member without an order has none. */
export const segmentAttributes: readonly Attribute<RuleScope>[] = [
  score('r', 'Recency score, 1 to 5, 5 the most recent', '最近消费评分（1 至 5，5 为最近）', '最近消費評分（1 至 5，5 為最近）'),
  score('f', 'Frequency score, 1 to 5, 5 the most frequent', '消费频次评分（1 至 5）', '消費頻次評分（1 至 5）'),
  score('m', 'Money score, 1 to 5, 5 the most spent', '消费金额评分（1 至 5）', '消費金額評分（1 至 5）'),
  {
    name: 'rfm.segment',
    type: 'string',
    description: { en: 'Standard RFM segment, such as champions', 'zh-CN': '标准评分人群', 'zh-TW': '標準評分受眾' },
    read(scope) {
      const { rfm } = slice(scope);
      return rfm ? rfmSegmentOf(rfm.r, rfm.f).code : undefined;
    },
    sql(ask) {
      const x = scoresOf(ask);
      const whens = RFM_SEGMENTS.map(({ code, r, f }) => `WHEN ${x}.r BETWEEN ${r[0]} AND ${r[1]} AND ${x}.f BETWEEN ${f[0]} AND ${f[1]} THEN '${code}'`);
      return { text: `CASE ${whens.join(' ')} END` };
    },
  },
  {
    name: 'base.meanSpendMinor',
    type: 'int',
    unit: 'MONEY',
    label: { en: 'Mean net spend', 'zh-CN': '平均净消费额', 'zh-TW': '平均淨消費額' },
    description: {
      en: 'Mean net spend of members with an order, as of the start of the day',
      'zh-CN': '有订单会员的平均净消费额（分），按当日零点计',
      'zh-TW': '有訂單會員的平均淨消費額（分），按當日零點計',
    },
    read: (scope) => slice(scope).bases.get('meanSpendMinor'),
    sql: (ask) => ({ text: `${ask.join('segments.mean', (alias) => `LEFT JOIN segment_bases ${alias} ON ${alias}.name = 'meanSpendMinor'`)}.value` }),
  },
]; // prettier-ignore

export const segmentFunctions: readonly RuleFunction<RuleScope>[] = [
  {
    name: IN_SEGMENT,
    parameters: ['string'],
    returns: 'bool',
    description: {
      en: 'Whether the member is in a segment, by its code',
      'zh-CN': '会员是否属于某人群（代码）',
      'zh-TW': '會員是否屬於某受眾（代碼）',
    },
    changes: 'settled',
    names: {
      what: { en: 'segment', 'zh-CN': '人群', 'zh-TW': '受眾' },
      codes: ({ segments }) => codesOf((segments ?? NO_SEGMENTS) as SegmentsEntry),
    },
    read: (scope, segment) => slice(scope).within.has(segment as string),
    sql: (_ask, segment) => ({
      text: '(CASE WHEN EXISTS (SELECT 1 FROM segment_members x WHERE x.segment = ? AND x.memberId = m.id) THEN 1 ELSE 0 END)',
      params: [segment as string],
    }),
  },
];

const moved = (type: string, en: string, zhCN: string, zhTW: string): ActivityType => ({
  type,
  origin: 'HOUSE',
  description: { en, 'zh-CN': zhCN, 'zh-TW': zhTW },
  isForHost: true,
});

export const segmentActivityTypes: readonly ActivityType[] = [
  moved('segment.entered', 'The member came into a segment', '进入人群', '進入受眾'),
  moved('segment.left', 'The member left a segment', '离开人群', '離開受眾'),
];
