import { startOfDay } from '../../../kernel/calendar.js';
import { counted } from '../counted.js';
import type { Metric, Question } from '../metric.js';
import { BENEFIT } from '../parameters.js';
import { isStep } from '../slots.js';
import { choose, listed, nothing, sql } from '../statement.js';
import type { Statement } from '../statement.js';

/** A benefit is there within this time after what it follows from. */
export const LATE_MS = 60_000;

/** Whether members get what they were promised, and only that. */
export const issueAccuracy: Metric = {
  key: 'issueAccuracy',
  version: 2,
  unit: 'SHARE',
  name: { en: 'Accuracy of issue', 'zh-CN': '发放准确率', 'zh-TW': '發放準確率' },
  numerator: {
    en: 'of these, benefits that were due and were issued once, as the right one, of the right amount and within 60 seconds',
    'zh-CN': '其中应发且仅发一次、种类与数额正确、60秒内到账的权益',
    'zh-TW': '其中應發且僅發一次、種類與數額正確、60秒內入帳的權益',
  },
  denominator: {
    en: 'benefits that were due to members or were issued to them: by rules, packs, dates, packages and cards, by hand, on claims and for points, and in batches',
    'zh-CN': '应发或已发的权益：按规则、礼包、日期、权益包与权益卡，人工发放、领取、积分兑换，以及批量发放',
    'zh-TW': '應發或已發的權益：按規則、禮包、日期、權益包與權益卡，人工發放、領取、點數兌換，以及批次發放',
  },
  definition: {
    en: 'Every night the journal of the members who did something is played again, each fact by the version of the program it was decided under, and what rules, packs, dates, packages, the cycles of cards, and acts that were not refused owe is compared with what was issued. What no stock was left for is not due; what is promised because there was none counts as issued. Of a batch that is due which the journal says was handed out: whom of its audience it should have reached cannot be told afterwards. What is bought for money, and what settles something owed, is not counted. Everything written down up to the last time is told; the aim is 98 %.',
    'zh-CN':
      '每晚按各行为发生时生效的方案版本重算有活动会员的流水，将规则、礼包、日期、权益包、权益卡各周期及未被拒绝的操作的应发权益与实发比对。无库存可发的不算应发，因缺货转为待兑现的算已发放。批量发放以流水所记的发放为应发：其受众中应覆盖而未覆盖的会员，事后无从得知。以货币购买的权益及处理待兑现时另发的权益不计入。仅统计至最近一次重算；目标不低于98%。',
    'zh-TW':
      '每晚按各行為發生時生效的方案版本重算有活動會員的流水，將規則、禮包、日期、權益包、權益卡各週期及未被拒絕的操作的應發權益與實發比對。無庫存可發的不算應發，因缺貨轉為待兌現的算已發放。批次發放以流水所記的發放為應發：其受眾中應涵蓋而未涵蓋的會員，事後無從得知。以貨幣購買的權益及處理待兌現時另發的權益不計入。僅統計至最近一次重算；目標不低於98%。',
  },
  by: ['DAY', 'WEEK', 'MONTH', 'QUARTER', 'BENEFIT'],
  parameters: [BENEFIT],
  isHostOnly: true,
  tables(question) {
    const dues = duesIn(question);
    const issued = issuedIn(question, dues);
    const due = sql`SELECT d.memberId, d.benefit, d.issuedAt, 1 AS due, 0 AS issued, 0 AS correct FROM (${dues}) d`;
    const things = sql`SELECT u.memberId, u.benefit, u.issuedAt, ${slotOf(question)} AS slot, SUM(u.due) AS due, SUM(u.issued) AS issued, SUM(u.correct) AS correct FROM (${due} UNION ALL ${issued}) u GROUP BY u.memberId, u.benefit, u.issuedAt`;
    return [
      sql`SELECT x.memberId, x.slot, SUM(CASE WHEN x.correct < x.due THEN x.correct ELSE x.due END) AS numerator, SUM(CASE WHEN x.issued > x.due THEN x.issued ELSE x.due END) AS denominator
        FROM (${things}) x JOIN members m ON m.id = x.memberId WHERE ${counted(question)} GROUP BY x.memberId, x.slot`,
    ];
  },
};

/** Nobody knows yet what was due of what was written down since the last time. */
const CHECKED = sql`(SELECT COALESCE(MAX(c.until), 0) FROM issue_checks c WHERE c.isDone = 1)`;

function duesIn(question: Question): Statement {
  return sql`SELECT i.memberId, i.benefit, i.issuedAt, i.dueAt, i.usesMax, i.valueMinor FROM issue_dues i WHERE ${within(question, 'i')} AND i.dueAt < ${CHECKED}`;
}

/** What stands in for something may have been asked for: it counts only where something was due. */
const STAND_IN = 'compensation';
const COUNTED = ['rule', 'pack', 'date', 'package', 'bulk', 'hand', 'claim', 'exchange', STAND_IN];

/** Grants of everything that promises them, and what stands in for them; not what was bought, nor what settles something owed. */
function issuedIn(question: Question, dues: Statement): Statement {
  const wanted = sql`SELECT w.memberId, w.benefit, w.issuedAt, MAX(w.dueAt) AS dueAt, MAX(w.usesMax) AS usesMax, MAX(w.valueMinor) AS valueMinor FROM (${dues}) w GROUP BY w.memberId, w.benefit, w.issuedAt`;
  const isRight = sql`d.memberId IS NOT NULL AND g.usesMax = d.usesMax AND COALESCE(g.valueMinor, -1) = COALESCE(d.valueMinor, -1) AND g.recordedAt <= d.dueAt + ${LATE_MS}`;
  return sql`SELECT g.memberId, g.benefit, g.issuedAt, 0 AS due, 1 AS issued, CASE WHEN ${isRight} THEN 1 ELSE 0 END AS correct
    FROM grants g LEFT JOIN (${wanted}) d ON d.memberId = g.memberId AND d.benefit = g.benefit AND d.issuedAt = g.issuedAt
    WHERE ${within(question, 'g')} AND g.source IN (${listed(COUNTED)}) AND (d.memberId IS NOT NULL OR (g.source <> ${STAND_IN} AND g.recordedAt < ${CHECKED}))`;
}

function within({ from, to, zone, benefits: { code } }: Question, alias: 'g' | 'i'): Statement {
  const [fromAt, toAt] = [startOfDay(from, zone), startOfDay(to, zone)];
  if (alias === 'g') return sql`g.issuedAt >= ${fromAt} AND g.issuedAt < ${toAt}${code === null ? nothing : sql` AND g.benefit = ${code}`}`;
  return sql`i.issuedAt >= ${fromAt} AND i.issuedAt < ${toAt}${code === null ? nothing : sql` AND i.benefit = ${code}`}`;
} // prettier-ignore

function slotOf({ by, pieces, zone }: Question): Statement {
  if (by === 'BENEFIT') return sql`u.benefit`;
  if (!isStep(by)) return sql`0`;
  const starts = pieces.slice(1).map((piece) => startOfDay(piece.from, zone));
  return choose(sql`u.issuedAt`, starts, pieces.map((_, at) => at)); // prettier-ignore
}
