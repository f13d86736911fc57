import { counted, joinedBefore } from '../facts.js';
import type { Metric, Place, Question } from '../metric.js';
import { one, tiersAt } from '../slots.js';
import { joined, nothing, sql } from '../statement.js';
import type { Statement } from '../statement.js';

const LADDER = {
  name: 'ladder',
  kind: 'LADDER',
  description: {
    en: 'Code of the ladder; the first when nothing is said',
    'zh-CN': '等级体系代码，默认为第一个',
    'zh-TW': '等級體系代碼，預設為第一個',
  },
} as const;

/** Who climbs. */
export const upgradeRate: Metric = {
  key: 'upgradeRate',
  version: 1,
  unit: 'SHARE',
  name: { en: 'Upgrade rate', 'zh-CN': '等级升级率', 'zh-TW': '等級升級率' },
  numerator: {
    en: 'of these, members who stand higher at the end',
    'zh-CN': '其中期末等级更高的会员',
    'zh-TW': '其中期末等級更高的會員',
  },
  denominator: {
    en: 'members at the start of the period, below the top tier',
    'zh-CN': '期初未达最高等级的会员',
    'zh-TW': '期初未達最高等級的會員',
  },
  definition: {
    en: 'The part of the members who could climb who did. By tier, they are told by the tier in which they started.',
    'zh-CN': '可升级会员中实际升级的比例。按等级查看时，以期初等级归类。',
    'zh-TW': '可升級會員中實際升級的比例。按等級檢視時，以期初等級歸類。',
  },
  by: ['TIER'],
  parameters: [LADDER],
  isHostOnly: true,
  tables: (question) => {
    const top = question.ladder.tiers.length - 1;
    return [
      moves(question, sql`CASE WHEN x.endStep > x.startStep THEN 1 ELSE 0 END`, sql` WHERE x.startStep < ${top}`),
    ];
  },
  places: (question) => {
    const { by, ladder } = question;
    const steps = ladder.tiers.slice(0, -1);
    if (by === null) return [wholeOf(question)];
    return steps.map(({ code }, at) => ({ ...wholeOf(question), group: code, numerator: rowOf(at), denominator: rowOf(at) })); // prettier-ignore
  },
};

/** Who moves from where to where. */
export const layerFlow: Metric = {
  key: 'layerFlow',
  version: 1,
  unit: 'SHARE',
  name: { en: 'Flow between tiers', 'zh-CN': '层级流转', 'zh-TW': '層級流轉' },
  numerator: {
    en: 'of these, members in another tier at the end; by tier, in the second tier of the pair',
    'zh-CN': '其中期末等级已变的会员；按等级查看时为期末处于后一等级的会员',
    'zh-TW': '其中期末等級已變的會員；按等級檢視時為期末處於後一等級的會員',
  },
  denominator: {
    en: 'members at the start of the period; by tier, in the first tier of the pair',
    'zh-CN': '期初会员；按等级查看时为期初处于前一等级的会员',
    'zh-TW': '期初會員；按等級檢視時為期初處於前一等級的會員',
  },
  definition: {
    en: 'Where the members of each tier stand at the end of the period: a matrix, with the members behind each cell as `from>to`.',
    'zh-CN': '各等级会员期末所处等级的矩阵，每格以“起始>终止”标示并可查看其会员。',
    'zh-TW': '各等級會員期末所處等級的矩陣，每格以「起始>終止」標示並可檢視其會員。',
  },
  by: ['TIER'],
  parameters: [LADDER],
  isHostOnly: true,
  tables: (question) => [
    moves(question, question.by ? sql`1` : sql`CASE WHEN x.endStep <> x.startStep THEN 1 ELSE 0 END`, nothing),
  ],
  places: (question) => {
    const { by, ladder } = question;
    if (by === null) return [wholeOf(question)];
    return ladder.tiers.flatMap((start, row) =>
      ladder.tiers.map((end, column) => ({
        ...wholeOf(question),
        group: `${start.code}>${end.code}`,
        numerator: one(row * WIDTH + column),
        denominator: rowOf(row),
      })),
    );
  },
};

/** A cell of the matrix is a number: its row, times this, and its column. Ladders are shorter. */
const WIDTH = 1_000;

function rowOf(step: number): Place['numerator'] {
  return { first: step * WIDTH, last: step * WIDTH + WIDTH - 1 };
}

function wholeOf({ from, to, ladder }: Question): Place {
  const all = { first: 0, last: ladder.tiers.length * WIDTH };
  return { from, to, group: null, numerator: all, denominator: all };
}

/** Members at the start with their cell. */
function moves(question: Question, numerator: Statement, where: Statement): Statement {
  const { from, to } = question;
  const rows = sql`SELECT m.id AS memberId, ${stepOf(question, 's')} AS startStep, ${stepOf(question, 'e')} AS endStep FROM members m
    LEFT JOIN (${tiersAt(question, from)}) s ON s.memberId = m.id LEFT JOIN (${tiersAt(question, to)}) e ON e.memberId = m.id
    WHERE ${counted(question)} AND ${joinedBefore(question, from)}`;
  return sql`SELECT x.memberId, x.startStep * ${WIDTH} + x.endStep AS slot, ${numerator} AS numerator, 1 AS denominator FROM (${rows}) x${where}`;
}

/** The place of a tier on its ladder; who has not moved, and who stands where no tier is any more, is at the start. */
function stepOf({ ladder }: Question, table: 's' | 'e'): Statement {
  const tier = table === 's' ? sql`s.tier` : sql`e.tier`;
  const steps = ladder.tiers.map(({ code }, at) => sql` WHEN ${code} THEN ${at}`);
  return sql`CASE ${tier}${joined(steps, '')} ELSE 0 END`;
}
