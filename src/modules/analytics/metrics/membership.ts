import { startOfDay } from '../../../kernel/calendar.js';
import { counted, joinedBefore } from '../counted.js';
import type { Metric, Question } from '../metric.js';
import { growingPlaces, isStep, slotOfMember, usualPlaces } from '../slots.js';
import { choose, sql } from '../statement.js';
import type { Statement } from '../statement.js';

/** How fast the membership grows. */
export const newMemberRate: Metric = {
  key: 'newMemberRate',
  version: 1,
  unit: 'SHARE',
  name: { en: 'New members', 'zh-CN': '会员新增率', 'zh-TW': '會員新增率' },
  numerator: {
    en: 'members who joined in the period',
    'zh-CN': '期内入会的会员',
    'zh-TW': '期間內入會的會員',
  },
  denominator: {
    en: 'members at the start of the period',
    'zh-CN': '期初会员',
    'zh-TW': '期初會員',
  },
  definition: {
    en: 'How many joined, measured by how many there were.',
    'zh-CN': '新入会会员相对于期初会员的比例。',
    'zh-TW': '新入會會員相對於期初會員的比例。',
  },
  by: ['DAY', 'WEEK', 'MONTH', 'CHANNEL', 'BRAND'],
  parameters: [],
  isHostOnly: false,
  tables: (question) => [newcomers(question, sql`1`, sql`0`), membersAtStart(question)],
  places: (question) => (usualPlaces(question) ? growingPlaces(question) : []),
};

/** What partners bring in. */
export const partnerShare: Metric = {
  key: 'partnerShare',
  version: 1,
  unit: 'SHARE',
  name: { en: 'Share of partners', 'zh-CN': '异业占比', 'zh-TW': '異業占比' },
  numerator: {
    en: 'of these, members a partner brand enrolled',
    'zh-CN': '其中由异业品牌带来的会员',
    'zh-TW': '其中由異業品牌帶來的會員',
  },
  denominator: {
    en: 'members who joined in the period',
    'zh-CN': '期内入会的会员',
    'zh-TW': '期間內入會的會員',
  },
  definition: {
    en: 'The part of new members that partners enrolled, and not the host brand.',
    'zh-CN': '新入会会员中由异业品牌（非主品牌）注册的比例。',
    'zh-TW': '新入會會員中由異業品牌（非主品牌）註冊的比例。',
  },
  by: ['DAY', 'WEEK', 'MONTH', 'CHANNEL', 'BRAND'],
  parameters: [],
  isHostOnly: true,
  tables: (question) => [
    newcomers(question, sql`CASE WHEN m.brandId = ${question.hostBrandId} THEN 0 ELSE 1 END`, sql`1`),
  ],
};

function newcomers(question: Question, numerator: Statement, denominator: Statement): Statement {
  const { by, pieces, zone, from, to } = question;
  const { value, join } = slotOfMember(question);
  const starts = pieces.slice(1).map((piece) => startOfDay(piece.from, zone));
  const slot = isStep(by) ? choose(sql`m.enrolledAt`, starts, pieces.map((_, at) => at)) : value; // prettier-ignore
  return sql`SELECT m.id AS memberId, ${slot} AS slot, ${numerator} AS numerator, ${denominator} AS denominator FROM members m${join} WHERE ${counted(question)} AND NOT (${joinedBefore(question, from)}) AND ${joinedBefore(question, to)}`;
}

/** Each member once, in the piece at whose start it is there for the first time. */
function membersAtStart(question: Question): Statement {
  const { by, pieces, zone, from } = question;
  const { value, join } = slotOfMember(question);
  const starts = pieces.slice(0, -1).map((piece) => startOfDay(piece.from, zone));
  const slot = isStep(by) ? choose(sql`m.enrolledAt`, starts, pieces.map((_, at) => at)) : value; // prettier-ignore
  const last = isStep(by) ? (pieces.at(-1)?.from ?? from) : from;
  return sql`SELECT m.id AS memberId, ${slot} AS slot, 0 AS numerator, 1 AS denominator FROM members m${join} WHERE ${counted(question)} AND ${joinedBefore(question, last)}`;
}
