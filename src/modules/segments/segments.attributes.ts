import type { ActivityType } from '../../kernel/activity.js';
import type { Attribute, RuleFunction, ValueType } from '../../kernel/expression/index.js';
import type { RuleScope } from '../../kernel/module.js';
import { sliceOf } from '../../kernel/participant.js';
import { rfmSegmentOf } from './rfm/names.js';
import type { Rfm } from './segments.participant.js';
import { segmentsParticipant } from './segments.participant.js';

const slice = ({ state }: RuleScope) => sliceOf(state, segmentsParticipant);

const score = (name: keyof Rfm, en: string, zhCN: string, zhTW: string): Attribute<RuleScope> => ({
  name: `rfm.${name}`,
  type: 'int',
  description: { en, 'zh-CN': zhCN, 'zh-TW': zhTW },
  read: (scope) => slice(scope).rfm?.[name],
});

const attribute = (name: string, type: ValueType, [en, zhCN, zhTW]: readonly [string, string, string], read: Attribute<RuleScope>['read']): Attribute<RuleScope> => ({ name, type, description: { en, 'zh-CN': zhCN, 'zh-TW': zhTW }, read }); // prettier-ignore

/** Scores are those of the last scoring; a member without an order has none. */
export const segmentAttributes: readonly Attribute<RuleScope>[] = [
  score('r', 'Recency score, 1 to 5, 5 the most recent', '最近消费评分（1 至 5，5 为最近）', '最近消費評分（1 至 5，5 為最近）'),
  score('f', 'Frequency score, 1 to 5, 5 the most frequent', '消费频次评分（1 至 5）', '消費頻次評分（1 至 5）'),
  score('m', 'Money score, 1 to 5, 5 the most spent', '消费金额评分（1 至 5）', '消費金額評分（1 至 5）'),
  attribute('rfm.segment', 'string', ['Standard RFM segment, such as champions', 'RFM 标准人群，如 champions', 'RFM 標準受眾，如 champions'], (scope) => {
    const { rfm } = slice(scope);
    return rfm ? rfmSegmentOf(rfm.r, rfm.f).code : undefined;
  }),
  attribute('base.meanSpendMinor', 'int', ['Mean net spend of members with an order, in minor units, as of the start of the day', '有订单会员的平均净消费额（分），按当日零点计', '有訂單會員的平均淨消費額（分），按當日零點計'], (scope) =>
    slice(scope).bases.get('meanSpendMinor')),
]; // prettier-ignore

export const segmentFunctions: readonly RuleFunction<RuleScope>[] = [
  {
    name: 'inSegment',
    parameters: ['string'],
    returns: 'bool',
    description: {
      en: 'Whether the member is in a segment, by its code',
      'zh-CN': '会员是否属于某人群（代码）',
      'zh-TW': '會員是否屬於某受眾（代碼）',
    },
    read: (scope, segment) => slice(scope).within.has(segment as string),
  },
];

const moved = (type: string, en: string, zhCN: string, zhTW: string): ActivityType => ({
  type,
  origin: 'HOUSE',
  description: { en, 'zh-CN': zhCN, 'zh-TW': zhTW },
});

export const segmentActivityTypes: readonly ActivityType[] = [
  moved('segment.entered', 'The member came into a segment', '进入人群', '進入受眾'),
  moved('segment.left', 'The member left a segment', '离开人群', '離開受眾'),
];
