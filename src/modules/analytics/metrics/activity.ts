import { startOfDay } from '../../../kernel/calendar.js';
import { counted, joinedBefore } from '../counted.js';
import { actsBehind, actsIn, joinedInTime } from '../facts.js';
import type { Metric, Question } from '../metric.js';
import { growingPlaces, isStep, pieceOf, slotOfMember, usualPlaces } from '../slots.js';
import { choose, sql } from '../statement.js';
import type { Statement } from '../statement.js';

/** How many members do anything at all. */
export const activityRate: Metric = {
  key: 'activityRate',
  version: 1,
  unit: 'SHARE',
  name: { en: 'Member activity', 'zh-CN': '会员活跃度', 'zh-TW': '會員活躍度' },
  numerator: {
    en: 'members with at least one act in the period',
    'zh-CN': '期内至少有一次行为的会员',
    'zh-TW': '期間內至少有一次行為的會員',
  },
  denominator: {
    en: 'members at the end of the period',
    'zh-CN': '期末会员',
    'zh-TW': '期末會員',
  },
  definition: {
    en: 'The part of the members who did something: bought, checked in, shared, visited. Refunds, expiries, tier changes and messages sent to them are no acts.',
    'zh-CN': '有过行为（购买、签到、分享、到店等）的会员占比。退款、积分过期、等级变动及向会员发送的消息不算行为。',
    'zh-TW': '有過行為（購買、簽到、分享、到店等）的會員占比。退款、點數到期、等級變動及發送給會員的訊息不算行為。',
  },
  by: ['DAY', 'WEEK', 'MONTH', 'TIER', 'CHANNEL', 'BRAND'],
  parameters: [],
  isHostOnly: false,
  tables: (question) => [active(question), membersAtEnd(question)],
  activities: actsBehind,
  places: (question) => (usualPlaces(question) ? growingPlaces(question) : []),
};

function active(question: Question): Statement {
  const { by, from, to } = question;
  const member = slotOfMember(question);
  const slot = isStep(by) ? { ...member, value: pieceOf(question, sql`a.occurredOn`) } : member;
  const acts = actsIn(question, { from, to, slot, also: joinedInTime(question) });
  return sql`SELECT x.memberId, x.slot, 1 AS numerator, 0 AS denominator FROM (${acts}) x GROUP BY x.memberId, x.slot`;
}

/** Each member once, in the piece at whose end it is there for the first time. */
function membersAtEnd(question: Question): Statement {
  const { by, pieces, zone, to } = question;
  const { value, join } = slotOfMember(question);
  const ends = pieces.slice(0, -1).map((piece) => startOfDay(piece.to, zone));
  const slot = isStep(by) ? choose(sql`m.enrolledAt`, ends, pieces.map((_, at) => at)) : value; // prettier-ignore
  return sql`SELECT m.id AS memberId, ${slot} AS slot, 0 AS numerator, 1 AS denominator FROM members m${join} WHERE ${counted(question)} AND ${joinedBefore(question, to)}`;
}
