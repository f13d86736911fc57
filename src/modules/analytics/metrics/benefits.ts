import { startOfDay } from '../../../kernel/calendar.js';
import { entitledAndUsed, NEVER_THERE } from '../../benefits/index.js';
import { counted } from '../counted.js';
import type { Metric, Question } from '../metric.js';
import { BENEFIT } from '../parameters.js';
import { isStep } from '../slots.js';
import { choose, nothing, sql, Statement } from '../statement.js';

/** Whether what members may use is used. */
export const benefitUseRate: Metric = {
  key: 'benefitUseRate',
  version: 1,
  unit: 'SHARE',
  name: { en: 'Use of benefits', 'zh-CN': '权益使用率', 'zh-TW': '權益使用率' },
  numerator: {
    en: 'of these, members who used one in the period',
    'zh-CN': '其中期内使用过权益的会员',
    'zh-TW': '其中期間內使用過權益的會員',
  },
  denominator: {
    en: 'members who could have used one on at least one day of the period',
    'zh-CN': '期内至少有一天可使用权益的会员',
    'zh-TW': '期間內至少有一天可使用權益的會員',
  },
  definition: {
    en: 'The part of the members holding a benefit who used it. A use that was reversed is none; what is still owed cannot be used; standing rights are used without a trace and are left out. By quarter, a benefit below 20 % is watched.',
    'zh-CN':
      '持有权益的会员中实际使用的比例。已冲正的核销不计，待兑现的权益不算可用；常设权益的使用不留记录，不计入。按季度低于20%的权益转入观察。',
    'zh-TW':
      '持有權益的會員中實際使用的比例。已沖正的核銷不計，待兌現的權益不算可用；常設權益的使用不留紀錄，不計入。按季低於20%的權益轉入觀察。',
  },
  by: ['MONTH', 'QUARTER', 'BENEFIT'],
  parameters: [BENEFIT],
  isHostOnly: true,
  tables(question) {
    const { by, pieces, zone, benefits } = question;
    const stretches = pieces.map(({ from, to }, n) => ({ n, fromAt: startOfDay(from, zone), toAt: startOfDay(to, zone) }));
    const { text, params } = entitledAndUsed(question.engine, stretches, benefits.code === null ? null : [benefits.code]);
    const slot = by === 'BENEFIT' ? sql`x.benefit` : sql`x.n`;
    return [
      sql`SELECT x.memberId, ${slot} AS slot, MAX(x.used) AS numerator, 1 AS denominator FROM (${new Statement(text, params)}) x JOIN members m ON m.id = x.memberId WHERE ${counted(question)} GROUP BY x.memberId, ${slot}`,
    ];
  },
}; // prettier-ignore

const ISSUED = {
  en: 'benefits issued in the period',
  'zh-CN': '期内发放的权益',
  'zh-TW': '期間內發放的權益',
};

/** What became of what was issued. */
export const redemptionRate: Metric = {
  key: 'redemptionRate',
  version: 1,
  unit: 'SHARE',
  name: { en: 'Redemption', 'zh-CN': '券核销率', 'zh-TW': '券核銷率' },
  numerator: {
    en: 'of these, benefits used by now, uses that were reversed aside',
    'zh-CN': '其中迄今已核销的权益（扣除已冲正）',
    'zh-TW': '其中迄今已核銷的權益（扣除已沖正）',
  },
  denominator: ISSUED,
  definition: {
    en: 'The part of the benefits issued in the period that has been used by now, once or more. What was taken back unused was issued all the same; what is still owed was not.',
    'zh-CN': '期内发放的权益中迄今至少核销一次的比例。收回的未用权益仍算已发放，待兑现的不算。',
    'zh-TW': '期間內發放的權益中迄今至少核銷一次的比例。收回的未用權益仍算已發放，待兌現的不算。',
  },
  by: ['DAY', 'WEEK', 'MONTH', 'QUARTER', 'BENEFIT'],
  parameters: [BENEFIT],
  isHostOnly: true,
  tables: (question) => [cohort(question, USED)],
};

/** Whether members take what they are offered. */
export const claimRate: Metric = {
  key: 'claimRate',
  version: 1,
  unit: 'SHARE',
  name: { en: 'Claims', 'zh-CN': '领取率', 'zh-TW': '領取率' },
  numerator: {
    en: 'of these, benefits that members have claimed or used by now',
    'zh-CN': '其中会员迄今已领取或使用的权益',
    'zh-TW': '其中會員迄今已領取或使用的權益',
  },
  denominator: ISSUED,
  definition: {
    en: 'The part of the benefits offered to members in the period that they have taken by now. Whoever uses one has taken it; what members take by themselves is offered and taken at once.',
    'zh-CN': '期内向会员发放的权益中迄今已领取的比例。使用即视为领取；会员自行领取的权益同时算作发放与领取。',
    'zh-TW': '期間內向會員發放的權益中迄今已領取的比例。使用即視為領取；會員自行領取的權益同時算作發放與領取。',
  },
  by: ['DAY', 'WEEK', 'MONTH', 'QUARTER', 'BENEFIT'],
  parameters: [BENEFIT],
  isHostOnly: true,
  tables: (question) => [cohort(question, sql`(g.claimedAt IS NOT NULL OR ${USED})`)],
};

const USED = sql`EXISTS (SELECT 1 FROM redemptions r WHERE r.grantId = g.id AND r.status = 'redeemed')`;

/** Grants of the period by when they were issued, and those of them of which something is true. */
function cohort(question: Question, isAbove: Statement): Statement {
  const rows = sql`SELECT g.memberId, ${slotOfGrant(question)} AS slot, CASE WHEN ${isAbove} THEN 1 ELSE 0 END AS above
    FROM grants g JOIN members m ON m.id = g.memberId WHERE ${issuedIn(question)} AND NOT ${new Statement(NEVER_THERE, [])} AND ${counted(question)}`;
  return sql`SELECT x.memberId, x.slot, SUM(x.above) AS numerator, COUNT(*) AS denominator FROM (${rows}) x GROUP BY x.memberId, x.slot`;
}

function issuedIn({ from, to, zone, benefits: { code } }: Question): Statement {
  const named = code === null ? nothing : sql` AND g.benefit = ${code}`;
  return sql`g.issuedAt >= ${startOfDay(from, zone)} AND g.issuedAt < ${startOfDay(to, zone)}${named}`;
}

function slotOfGrant({ by, pieces, zone }: Question): Statement {
  if (by === 'BENEFIT') return sql`g.benefit`;
  if (!isStep(by)) return sql`0`;
  const starts = pieces.slice(1).map((piece) => startOfDay(piece.from, zone));
  return choose(sql`g.issuedAt`, starts, pieces.map((_, at) => at)); // prettier-ignore
}
