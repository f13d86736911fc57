import { cellsOf, pairs, rowOf, slotOfPair } from '../flow.js';
import type { Metric, Question } from '../metric.js';
import type { Period } from '../periods.js';
import { LADDER, LAYERING } from '../parameters.js';
import { layersMoved, setByHand, tiersMoved } from '../standing.js';
import { nothing, sql } from '../statement.js';
import type { Statement } from '../statement.js';

/** Who climbs. */
export const upgradeRate: Metric = {
  key: 'upgradeRate',
  version: 2,
  unit: 'SHARE',
  name: { en: 'Upgrade rate', 'zh-CN': '等级升级率', 'zh-TW': '等級升級率' },
  numerator: {
    en: 'of these, members who stand higher at the end',
    'zh-CN': '其中期末等级更高的会员',
    'zh-TW': '其中期末等級更高的會員',
  },
  denominator: {
    en: 'members at the start of the period, below the top tier, less those whose last move in it somebody made by hand',
    'zh-CN': '期初未达最高等级的会员，不含期内最后一次等级变动为人工设置者',
    'zh-TW': '期初未達最高等級的會員，不含期間內最後一次等級變動為人工設定者',
  },
  definition: {
    en: 'The part of the members who could climb who did. By tier, they are told by the tier in which they started.',
    'zh-CN': '可升级会员中实际升级的比例。按等级查看时，以期初等级归类。',
    'zh-TW': '可升級會員中實際升級的比例。按等級檢視時，以期初等級歸類。',
  },
  by: ['WEEK', 'MONTH', 'TIER'],
  parameters: [LADDER],
  isHostOnly: true,
  tables: (question) => question.pieces.map((piece, at) => climbed(question, piece, at)),
  places: (question) => {
    const { by, from, to, ladder } = question;
    if (by !== 'TIER') return [];
    return ladder.tiers.slice(0, -1).map(({ code }, at) => ({ from, to, group: code, numerator: rowOf(at), denominator: rowOf(at) })); // prettier-ignore
  },
};

/** Who moves from where to where. */
export const layerFlow: Metric = {
  key: 'layerFlow',
  version: 2,
  unit: 'SHARE',
  name: { en: 'Flow between tiers and layers', 'zh-CN': '层级流转', 'zh-TW': '層級流轉' },
  numerator: {
    en: 'of these, members in another tier at the end; by tier or layer, in the second of the pair',
    'zh-CN': '其中期末等级已变的会员；按等级或分层查看时为期末处于后一等级或分层的会员',
    'zh-TW': '其中期末等級已變的會員；按等級或分層檢視時為期末處於後一等級或分層的會員',
  },
  denominator: {
    en: 'members at the start of the period; by tier or layer, in the first of the pair',
    'zh-CN': '期初会员；按等级或分层查看时为期初处于前一等级或分层的会员',
    'zh-TW': '期初會員；按等級或分層檢視時為期初處於前一等級或分層的會員',
  },
  definition: {
    en: 'Where the members of each tier or layer are at the end of the period: a matrix, with the members behind each cell as `from>to`. Layers are known from the day on which they were first worked out.',
    'zh-CN':
      '各等级或分层的会员期末所处等级或分层的矩阵，每格以“起始>终止”标示并可查看其会员。分层自首次计算之日起可查。',
    'zh-TW':
      '各等級或分層的會員期末所處等級或分層的矩陣，每格以「起始>終止」標示並可檢視其會員。分層自首次計算之日起可查。',
  },
  by: ['TIER', 'LAYER'],
  parameters: [LADDER, LAYERING],
  isHostOnly: true,
  tables: (question) => {
    const { by, from, to } = question;
    const rows = by === 'LAYER' ? layersMoved(question, { from, to }) : tiersMoved(question, { from, to });
    if (by === null) return [pairs(rows, sql`0`, sql`CASE WHEN x.endStep <> x.startStep THEN 1 ELSE 0 END`, nothing)];
    return [pairs(rows, slotOfPair, sql`1`, nothing)];
  },
  places: (question) => {
    const { by, ladder, layering } = question;
    if (by === null) return [];
    return cellsOf(question, by === 'LAYER' ? layering.layers : ladder.tiers);
  },
};

const CLIMBED = sql`CASE WHEN x.endStep > x.startStep THEN 1 ELSE 0 END`;

function climbed(question: Question, piece: Period, at: number): Statement {
  const where = sql` WHERE x.startStep < ${question.ladder.tiers.length - 1} AND x.memberId NOT IN (${setByHand(question, piece)})`;
  return pairs(tiersMoved(question, piece), question.by === 'TIER' ? slotOfPair : sql`${at}`, CLIMBED, where);
}
