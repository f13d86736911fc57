import { startOfDay } from '../../../kernel/calendar.js';
import { counted, within } from '../counted.js';
import type { Metric, Question } from '../metric.js';
import { isStep, pieceOf, slotOfMember } from '../slots.js';
import type { Slot } from '../slots.js';
import { choose, sql } from '../statement.js';
import type { Statement } from '../statement.js';

const WALLET = {
  name: 'wallet',
  kind: 'WALLET',
  description: {
    en: 'Code of the wallet; the first that can be spent when nothing is said',
    'zh-CN': '钱包代码，默认为第一个可消费的钱包',
    'zh-TW': '錢包代碼，預設為第一個可消費的錢包',
  },
} as const;
const BECAME_AVAILABLE = {
  en: 'points that became available in the period, net of what refunds took back, gifts between members aside',
  'zh-CN': '期内变为可用的积分（扣除退款收回部分，不含会员间转赠）',
  'zh-TW': '期間內變為可用的點數（扣除退款收回部分，不含會員間轉贈）',
};

/** How much of what is given is used. */
export const pointsUseRate: Metric = {
  key: 'pointsUseRate',
  version: 1,
  unit: 'SHARE',
  name: { en: 'Use of points', 'zh-CN': '积分使用率', 'zh-TW': '點數使用率' },
  numerator: {
    en: 'points spent in the period, net of what was given back',
    'zh-CN': '期内消费的积分（扣除退回部分）',
    'zh-TW': '期間內使用的點數（扣除退回部分）',
  },
  denominator: BECAME_AVAILABLE,
  definition: {
    en: 'Points spent, measured by those that became available meanwhile. It may be above one: what is spent may be older.',
    'zh-CN': '期内消费积分与同期变为可用积分之比。所用积分可能更早获得，因此可大于1。',
    'zh-TW': '期間內使用點數與同期變為可用點數之比。所用點數可能更早獲得，因此可大於1。',
  },
  by: ['DAY', 'WEEK', 'MONTH', 'TIER'],
  parameters: [WALLET],
  isHostOnly: true,
  tables: (question) => [spentIn(question), availableIn(question)],
};

/** What became of the points of a time. */
export const pointsUseRateByCohort: Metric = {
  key: 'pointsUseRateByCohort',
  version: 1,
  unit: 'SHARE',
  name: { en: 'Use of points by cohort', 'zh-CN': '积分使用率（按批次）', 'zh-TW': '點數使用率（按批次）' },
  numerator: {
    en: 'of these, points spent so far, net of what was given back',
    'zh-CN': '其中迄今已消费的积分（扣除退回部分）',
    'zh-TW': '其中迄今已使用的點數（扣除退回部分）',
  },
  denominator: BECAME_AVAILABLE,
  definition: {
    en: 'The part of the points that became available in the period that has been spent by now.',
    'zh-CN': '期内变为可用的积分中迄今已消费的比例。',
    'zh-TW': '期間內變為可用的點數中迄今已使用的比例。',
  },
  by: ['DAY', 'WEEK', 'MONTH', 'TIER'],
  parameters: [WALLET],
  isHostOnly: true,
  tables: (question) => [drawnFrom(question), availableIn(question)],
};

/** What spending took, as the ledger signs it: what was given back is spending undone. */
const SPENT = sql`CASE WHEN a.kind = 'spend' THEN a.amount ELSE -a.amount END`;

function spentIn(question: Question): Statement {
  const { by, wallet } = question;
  const { value, join } = isStep(by) ? plain(pieceOf(question, sql`a.occurredOn`)) : slotOfMember(question);
  const rows = sql`SELECT a.memberId, ${value} AS slot, ${SPENT} AS amount FROM point_transfers a JOIN members m ON m.id = a.memberId${join}
    WHERE a.wallet = ${wallet} AND a.kind IN ('spend', 'give_back') AND ${within(question)} AND ${counted(question)}`;
  return sql`SELECT x.memberId, x.slot, SUM(x.amount) AS numerator, 0 AS denominator FROM (${rows}) x GROUP BY x.memberId, x.slot`;
}

function availableIn(question: Question): Statement {
  const { value, join } = slotOfLot(question);
  const rows = sql`SELECT l.memberId, ${value} AS slot, l.amount - l.reversed AS amount FROM point_lots l JOIN members m ON m.id = l.memberId${join} WHERE ${lotsIn(question)}`;
  return sql`SELECT x.memberId, x.slot, 0 AS numerator, SUM(x.amount) AS denominator FROM (${rows}) x GROUP BY x.memberId, x.slot`;
}

function drawnFrom(question: Question): Statement {
  const { value, join } = slotOfLot(question);
  const rows = sql`SELECT l.memberId, ${value} AS slot, d.amount FROM point_lots l JOIN point_draws d ON d.lotId = l.id JOIN point_transfers a ON a.id = d.transferId JOIN members m ON m.id = l.memberId${join}
    WHERE a.kind IN ('spend', 'give_back') AND ${lotsIn(question)}`;
  return sql`SELECT x.memberId, x.slot, SUM(x.amount) AS numerator, 0 AS denominator FROM (${rows}) x GROUP BY x.memberId, x.slot`;
}

/** Lots that became available in the period; those still waiting at this moment have not. */
function lotsIn(question: Question): Statement {
  const { from, to, zone, wallet, now } = question;
  const end = Math.min(startOfDay(to, zone), now + 1);
  return sql`l.wallet = ${wallet} AND l.source <> 'transferred' AND l.amount > 0 AND l.availableAt >= ${startOfDay(from, zone)} AND l.availableAt < ${end} AND ${counted(question)}`;
}

function slotOfLot(question: Question): Slot {
  const { by, pieces, zone } = question;
  if (!isStep(by)) return slotOfMember(question);
  const starts = pieces.slice(1).map((piece) => startOfDay(piece.from, zone));
  return plain(choose(sql`l.availableAt`, starts, pieces.map((_, at) => at))); // prettier-ignore
}

function plain(value: Statement): Slot {
  return { value, join: sql`` };
}
