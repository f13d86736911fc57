import { dayOf, daysBetween } from '../../kernel/calendar.js';
import type { Attribute, RuleFunction, Value, ValueType } from '../../kernel/expression/index.js';
import type { RuleScope } from '../../kernel/module.js';
import { sliceOf } from '../../kernel/participant.js';
import type { LocalisedText } from '../../kernel/refusal.js';
import { membersParticipant } from './members.participant.js';
import { attributesTold, functionsTold } from './members.told.js';
import type { MemberSlice } from './metrics.js';
import { interactionsWithin, ordersWithin, spendWithin } from './metrics.js';
import { linesOf } from './purchase.js';

const slice = (scope: RuleScope): MemberSlice => sliceOf(scope.state, membersParticipant);
const figures = (scope: RuleScope) => slice(scope).figures;

/** Facts of an activity are those of its reporter, who alone is told of it; figures of members are over all brands. */
const FOR_PARTNERS = /^(?:activity\..+|member\.enrolledAt|now)$/;

function attribute(
  name: string,
  type: ValueType,
  [en, zhCN, zhTW]: readonly [string, string, string],
  read: (scope: RuleScope) => Value | null | undefined,
): Attribute<RuleScope> {
  const description: LocalisedText = { en, 'zh-CN': zhCN, 'zh-TW': zhTW };
  const told = FOR_PARTNERS.test(name) ? ({ isForPartners: true } as const) : {};
  return { name, type, description, ...attributesTold[name], ...told, read: (scope) => read(scope) ?? undefined };
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
  attribute('member.enrolledAt', 'instant', ['When the member joined', '入会时间', '入會時間'], (s) => s.state.member.enrolledAt),
  attribute('member.brand', 'string', ['Id of the brand that enrolled the member', '入会品牌编号', '入會品牌編號'], (s) => s.state.member.brandId),
  attribute('metrics.orders', 'int', ['Orders not fully refunded', '订单数', '訂單數'], (s) => figures(s).orders),
  attribute('metrics.spendMinor', 'int', ['Net spend in minor units', '净消费额（分）', '淨消費額（分）'], (s) => figures(s).spendMinor),
  attribute('metrics.averageOrderMinor', 'double', ['Net spend ÷ orders', '笔单价（分）', '筆單價（分）'], (s) =>
    figures(s).orders > 0 ? figures(s).spendMinor / figures(s).orders : undefined,
  ),
  attribute('metrics.refunds', 'int', ['Refunds', '退款次数', '退款次數'], (s) => figures(s).refunds),
  attribute('metrics.interactions', 'int', ['Acts other than purchases', '互动次数', '互動次數'], (s) => figures(s).interactions),
  attribute('metrics.firstOrderAt', 'instant', ['First order', '首单时间', '首單時間'], (s) => figures(s).firstOrderAt),
  attribute('metrics.lastOrderAt', 'instant', ['Last order', '末单时间', '末單時間'], (s) => figures(s).lastOrderAt),
  attribute('metrics.lastActivityAt', 'instant', ['Last act of any kind', '最近行为时间', '最近行為時間'], (s) => figures(s).lastActivityAt),
  attribute('metrics.recencyDays', 'int', ['Whole days since the last order', '距末单天数', '距末單天數'], (s) => {
    const last = figures(s).lastOrderAt;
    return last === null ? undefined : daysBetween(dayOf(last, s.zone), dayOf(Math.max(s.now, last), s.zone));
  }),
  attribute('now', 'instant', ['The moment of the decision', '当前时间', '目前時間'], (s) => s.now),
]; // prettier-ignore

const window = (name: string, parameters: readonly ValueType[], [en, zhCN, zhTW]: readonly [string, string, string], read: RuleFunction<RuleScope>['read']): RuleFunction<RuleScope> => ({
  name,
  parameters,
  returns: 'int',
  description: { en, 'zh-CN': zhCN, 'zh-TW': zhTW },
  ...functionsTold[name],
  read,
}); // prettier-ignore

const today = (scope: RuleScope): string => scope.activity?.occurredOn ?? dayOf(scope.now, scope.zone);

/** Windows over the days the house keeps. Their arguments are literals, so that it is known how far back to read. */
export const memberFunctions: readonly RuleFunction<RuleScope>[] = [
  window('orders', ['int'], ['Orders of the last N days', '近N天订单数', '近N天訂單數'], (s, days) => ordersWithin(slice(s), days as number, today(s))),
  window('interactions', ['int'], ['Interactions of the last N days', '近N天互动次数', '近N天互動次數'], (s, days) => interactionsWithin(slice(s), days as number, today(s))),
  window('spend', ['string', 'int'], ['Net spend in a category over the last N days, in minor units', '近N天品类净消费额（分）', '近N天品類淨消費額（分）'], (s, category, days) =>
    spendWithin(slice(s), days as number, today(s), category as string)),
]; // prettier-ignore
