import { startOfDay } from '../../../kernel/calendar.js';
import { configId } from '../../../kernel/id.js';
import { counted, joinedBefore } from '../counted.js';
import type { AnyRule, Metric, Question } from '../metric.js';
import { BENEFIT } from '../parameters.js';
import { endOfPieceNumber, growingPlaces, isStep, pieceOf } from '../slots.js';
import { choose, nothing, sql, Statement } from '../statement.js';
import { lookers } from '../viewers.js';

/** Whether members get to see what they may have. */
export const benefitExposure: Metric = {
  key: 'benefitExposure',
  version: 1,
  unit: 'SHARE',
  name: { en: 'Exposure of benefits', 'zh-CN': '权益曝光率', 'zh-TW': '權益曝光率' },
  numerator: {
    en: 'of these, members who looked at it in the period',
    'zh-CN': '其中期内浏览过该权益的会员',
    'zh-TW': '其中期間內瀏覽過該權益的會員',
  },
  denominator: {
    en: 'members at the end of the period who may have the benefit',
    'zh-CN': '期末有资格获得该权益的会员',
    'zh-TW': '期末有資格取得該權益的會員',
  },
  definition: {
    en: 'The part of the members eligible for a benefit who have seen it, as front ends report views; what a visitor looked at before signing in counts for the member it turned out to be. Who is eligible is asked by the rule of the benefit, of members as they are now. Without a benefit: members who have seen any, of all.',
    'zh-CN':
      '有资格获得某权益的会员中浏览过该权益的比例，以前端上报的浏览为准；登录前的浏览归入其后识别的会员。资格按该权益的规则、以会员当前状态判定。未指定权益时，为浏览过任一权益的会员占全部会员的比例。',
    'zh-TW':
      '有資格取得某權益的會員中瀏覽過該權益的比例，以前端回報的瀏覽為準；登入前的瀏覽歸入其後識別的會員。資格按該權益的規則、以會員目前狀態判定。未指定權益時，為瀏覽過任一權益的會員占全部會員的比例。',
  },
  by: ['MONTH', 'QUARTER'],
  parameters: [BENEFIT],
  isHostOnly: true,
  tables(question) {
    const rule = question.benefits.eligible();
    return [viewers(question, rule), eligible(question, rule)];
  },
  places: growingPlaces,
};

function viewers(question: Question, rule: AnyRule | null): Statement {
  const { from, to, benefits } = question;
  const subject = benefits.code === null ? null : configId('bnf', benefits.code);
  const looks = lookers({ from, to, subjects: subject === null ? null : [subject] }, pieceOf(question, sql`v.occurredOn`)); // prettier-ignore
  return sql`SELECT m.id AS memberId, x.piece AS slot, 1 AS numerator, 0 AS denominator FROM members m JOIN (SELECT DISTINCT y.memberId, y.piece FROM (${looks}) y) x ON x.memberId = m.id${joinsOf(rule)}
    WHERE ${counted(question)} AND m.enrolledAt < ${endOfPieceNumber(question, sql`x.piece`)}${whereOf(rule)}`;
}

/** Each member once, in the piece at whose end it is there for the first time. */
function eligible(question: Question, rule: AnyRule | null): Statement {
  const { by, pieces, zone, to } = question;
  const ends = pieces.slice(0, -1).map((piece) => startOfDay(piece.to, zone));
  const slot = isStep(by) ? choose(sql`m.enrolledAt`, ends, pieces.map((_, at) => at)) : sql`0`; // prettier-ignore
  return sql`SELECT m.id AS memberId, ${slot} AS slot, 0 AS numerator, 1 AS denominator FROM members m${joinsOf(rule)} WHERE ${counted(question)} AND ${joinedBefore(question, to)}${whereOf(rule)}`;
}

function joinsOf(rule: AnyRule | null): Statement {
  return rule ? new Statement(rule.joins.text, rule.joins.params) : nothing;
}

function whereOf(rule: AnyRule | null): Statement {
  return rule ? sql` AND ${new Statement(rule.where.text, rule.where.params)}` : nothing;
}
