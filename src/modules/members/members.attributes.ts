import { dayNumber, dayOf } from '../../kernel/calendar.js';
import type { Day } from '../../kernel/calendar.js';
import { LIMITS } from '../../kernel/expression/index.js';
import type { Attribute, RuleFunction, Value, ValueType } from '../../kernel/expression/index.js';
import type { RuleScope } from '../../kernel/module.js';
import { sliceOf } from '../../kernel/participant.js';
import type { LocalisedText } from '../../kernel/refusal.js';
import { membersParticipant } from './members.participant.js';
import { attributesTold, functionsTold } from './members.told.js';
import type { MemberSlice } from './metrics.js';
import { interactionDaysWithin, interactionsWithin, ordersWithin, spendWithin } from './metrics.js';
import * as sql from './members.sql.js';
import { linesOf } from './purchase.js';

const slice = (scope: RuleScope): MemberSlice => sliceOf(scope.state, membersParticipant);
const figures = (scope: RuleScope) => slice(scope).figures;
const profile = (scope: RuleScope) => slice(scope).profile;

const daysSince = (day: Day, { now, zone }: RuleScope): number =>
  Math.max(0, dayNumber(dayOf(now, zone)) - dayNumber(day));

/** Of the birthday `YYYY-MM-DD`, as a number. */
function part(scope: RuleScope, from: number, to: number): number | undefined {
  const birthday = profile(scope)?.birthday;
  return birthday ? Number(birthday.slice(from, to)) : undefined;
}

function ageOf(scope: RuleScope): number | undefined {
  const birthday = profile(scope)?.birthday;
  if (!birthday) return undefined;
  const on = dayOf(scope.now, scope.zone);
  const years = Number(on.slice(0, 4)) - Number(birthday.slice(0, 4));
  return birthday.slice(5) > on.slice(5) ? years - 1 : years;
}

/** Facts of an activity are those of its reporter, who alone is told of it; figures of members are over all brands. */
const FOR_PARTNERS = /^(?:activity\..+|member\.enrolledAt|now)$/;

function attribute(
  name: string,
  type: ValueType,
  [en, zhCN, zhTW]: readonly [string, string, string],
  read: (scope: RuleScope) => Value | null | undefined,
  sql?: Attribute<RuleScope>['sql'],
): Attribute<RuleScope> {
  const description: LocalisedText = { en, 'zh-CN': zhCN, 'zh-TW': zhTW };
  const told = FOR_PARTNERS.test(name) ? ({ isForPartners: true } as const) : {};
  return {
    name,
    type,
    description,
    ...attributesTold[name],
    ...told,
    read: (scope) => read(scope) ?? undefined,
    ...(sql && { sql }),
  };
}

const distinct = (values: readonly (string | undefined)[]): string[] => [
  ...new Set(values.filter((value) => value !== undefined)),
];

const text = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

/** What rules may ask about a member and about the activity at hand. Missing is unknown, and unknown is not selected. */
export const memberAttributes: readonly Attribute<RuleScope>[] = [
  attribute('activity.type', 'string', ['Type of the activity', '行为类型', '行為類型'], (s) => s.activity?.type),
  attribute('activity.amountMinor', 'int', ['Amount in minor units', '金额（分）', '金額（分）'], (s) => s.activity?.amountMinor),
  attribute('activity.brand', 'string', ['Id of the reporting brand', '上报品牌编号', '回報品牌編號'], (s) => s.activity?.brandId),
  attribute('activity.occurredAt', 'instant', ['When it happened', '发生时间', '發生時間'], (s) => s.activity?.occurredAt),
  attribute('activity.store', 'string', ['Store', '门店', '門市'], (s) => text(s.activity?.payload['store'])),
  attribute('activity.channel', 'string', ['Channel', '渠道', '通路'], (s) => text(s.activity?.payload['channel'])),
  attribute('activity.tier', 'string', ['Code of the tier reached, of tier.changed', '新等级代码', '新等級代碼'], (s) => text(s.activity?.payload['to'])),
  attribute('activity.categories', 'strings', ['Categories of the lines', '商品品类', '商品品類'], (s) =>
    s.activity ? distinct(linesOf(s.activity.payload).map((line) => line.category)) : undefined,
  ),
  attribute('activity.skus', 'strings', ['SKUs of the lines', '商品编码', '商品編碼'], (s) =>
    s.activity ? distinct(linesOf(s.activity.payload).map((line) => line.sku)) : undefined,
  ),
  attribute('member.enrolledAt', 'instant', ['When the member joined', '入会时间', '入會時間'], (s) => s.state.member.enrolledAt, sql.ofMember('enrolledAt', { day: 'm.enrolledDay' })),
  attribute('member.brand', 'string', ['Id of the brand that enrolled the member', '入会品牌编号', '入會品牌編號'], (s) => s.state.member.brandId, sql.ofMember('brandId')),
  attribute('member.status', 'string', ['active or suspended', '状态：active 或 suspended', '狀態：active 或 suspended'], (s) => s.state.member.status, sql.ofMember('status')),
  attribute('member.enrolledDays', 'int', ['Whole days since the member joined', '入会天数', '入會天數'], (s) => daysSince(dayOf(s.state.member.enrolledAt, s.zone), s), sql.daysEnrolled),
  attribute('member.channel', 'string', ['Channel through which the member joined', '入会渠道', '入會通路'], (s) => profile(s)?.channel, sql.ofMember('channel')),
  attribute('member.locale', 'string', ['Language of the member', '会员语言', '會員語言'], (s) => profile(s)?.locale, sql.ofProfile('locale')),
  attribute('member.birthMonth', 'int', ['Month of the birthday, 1 to 12', '生日月份（1 至 12）', '生日月份（1 至 12）'], (s) => part(s, 5, 7), sql.ofBirthday(6)),
  attribute('member.birthDay', 'int', ['Day of the month of the birthday, 1 to 31', '生日日期（1 至 31）', '生日日期（1 至 31）'], (s) => part(s, 8, 10), sql.ofBirthday(9)),
  attribute('member.age', 'int', ['Age in whole years', '年龄', '年齡'], ageOf, sql.age),
  attribute('metrics.orders', 'int', ['Orders not fully refunded', '订单数', '訂單數'], (s) => figures(s).orders, sql.count('orders')),
  attribute('metrics.spendMinor', 'int', ['Net spend in minor units', '净消费额（分）', '淨消費額（分）'], (s) => figures(s).spendMinor, sql.figure('spendMinor')),
  attribute('metrics.averageOrderMinor', 'double', ['Net spend ÷ orders', '笔单价（分）', '筆單價（分）'], (s) =>
    figures(s).orders > 0 ? figures(s).spendMinor / figures(s).orders : undefined, sql.averageOrder,
  ),
  attribute('metrics.refunds', 'int', ['Refunds', '退款次数', '退款次數'], (s) => figures(s).refunds, sql.count('refunds')),
  attribute('metrics.interactions', 'int', ['Acts other than purchases', '互动次数', '互動次數'], (s) => figures(s).interactions, sql.count('interactions')),
  attribute('metrics.firstOrderAt', 'instant', ['First order', '首单时间', '首單時間'], (s) => figures(s).firstOrderAt, sql.instant('firstOrderAt')),
  attribute('metrics.lastOrderAt', 'instant', ['Last order', '末单时间', '末單時間'], (s) => figures(s).lastOrderAt, sql.instant('lastOrderAt', 'lastOrderDay')),
  attribute('metrics.lastActivityAt', 'instant', ['Last act of any kind', '最近行为时间', '最近行為時間'], (s) => figures(s).lastActivityAt, sql.instant('lastActivityAt')),
  attribute('metrics.recencyDays', 'int', ['Whole days since the last order', '距末单天数', '距末單天數'], (s) => {
    const last = figures(s).lastOrderDay;
    return last === null ? undefined : Math.max(0, dayNumber(dayOf(s.now, s.zone)) - last);
  }, sql.daysSinceOrder),
  attribute('now', 'instant', ['The moment of the decision', '当前时间', '目前時間'], (s) => s.now, ({ now }) => ({ text: '?', params: [now], constant: now })),
]; // prettier-ignore

const window = (name: string, parameters: readonly ValueType[], [en, zhCN, zhTW]: readonly [string, string, string], read: RuleFunction<RuleScope>['read'], ask: RuleFunction<RuleScope>['sql']): RuleFunction<RuleScope> => ({
  name,
  parameters,
  returns: 'int',
  description: { en, 'zh-CN': zhCN, 'zh-TW': zhTW },
  problemWith: (...given) => {
    const days = given.find((value) => typeof value === 'number') ?? 0;
    if (days >= 0 && days <= LIMITS.days) return undefined;
    return { en: `${name} looks back 0 to ${LIMITS.days} days.`, 'zh-CN': `${name} 可回看 0 至 ${LIMITS.days} 天。`, 'zh-TW': `${name} 可回看 0 至 ${LIMITS.days} 天。` };
  },
  ...functionsTold[name],
  read,
  ...(ask && { sql: ask }),
}); // prettier-ignore

const today = (scope: RuleScope): string => scope.activity?.occurredOn ?? dayOf(scope.now, scope.zone);

/** Windows over the days the house keeps. Their arguments are literals, so that it is known how far back to read. */
export const memberFunctions: readonly RuleFunction<RuleScope>[] = [
  window('orders', ['int'], ['Orders of the last N days', '近N天订单数', '近N天訂單數'],
    (s, days) => ordersWithin(slice(s), days as number, today(s)),
    (ask, days) => sql.within('orders', ask, days as number)),
  window('interactions', ['int'], ['Interactions of the last N days', '近N天互动次数', '近N天互動次數'],
    (s, days) => interactionsWithin(slice(s), days as number, today(s)),
    (ask, days) => sql.within('interactions', ask, days as number)),
  window('interactionDays', ['int'], ['Days with an interaction in the last N days', '近N天有互动的天数', '近N天有互動的天數'],
    (s, days) => interactionDaysWithin(slice(s), days as number, today(s)),
    (ask, days) => sql.within('interactionDays', ask, days as number)),
  window('spend', ['string', 'int'], ['Net spend in a category over the last N days, in minor units', '近N天品类净消费额（分）', '近N天品類淨消費額（分）'],
    (s, category, days) => spendWithin(slice(s), days as number, today(s), category as string),
    (ask, category, days) => sql.within('spendMinor', ask, days as number, category as string)),
]; // prettier-ignore
