import type { LocalisedText } from '../../../kernel/refusal.js';
import type { Stage } from './strategy.schema.js';

export type Industry = 'retail' | 'catering' | 'services';

/** What keeps members of a stage from going on, and what helps. */
export interface StrategyPreset {
  readonly industry: Industry;
  readonly stage: Stage;
  readonly code: string;
  readonly pain: LocalisedText;
  readonly strategy: LocalisedText;
  /** What is given or asked: a coupon, a task. */
  readonly kind: LocalisedText;
  /** What a segment of whom it is for is made of. */
  readonly rule: string;
}

const text = (en: string, zhCN: string, zhTW: string): LocalisedText => ({ en, 'zh-CN': zhCN, 'zh-TW': zhTW });

type Pain = Omit<StrategyPreset, 'industry'>;

const pain = (stage: Stage, code: string, name: LocalisedText, strategy: LocalisedText, kind: LocalisedText, rule: string): Pain => ({ stage, code, pain: name, strategy, kind, rule }); // prettier-ignore

/** What every industry has. */
const COMMON: readonly Pain[] = [
  pain('awareness', 'benefits-unknown', text('Does not know what membership brings', '权益感知弱', '權益感知弱'), text('Show the benefits of the tier at the first visit, with a gift that needs no purchase', '首次到访展示等级权益，并送无门槛礼', '首次到訪展示等級權益，並送無門檻禮'), text('Gift without a purchase', '无门槛礼', '無門檻禮'), 'metrics.orders == 0 && metrics.interactions <= 1'),
  pain('conversion', 'price-sensitive', text('Sensitive to price', '价格敏感', '價格敏感'), text('Coupon with a low threshold, points as cash', '低门槛优惠券、积分抵现', '低門檻優惠券、點數折抵'), text('Coupon', '优惠券', '優惠券'), 'metrics.orders >= 1 && metrics.averageOrderMinor < double(base.meanSpendMinor) / 4.0'),
  pain('conversion', 'no-first-order', text('Joined and has not bought', '入会未购', '入會未購'), text('First-order offer with an end, reminder after three days', '限时首单礼，三日后提醒', '限時首單禮，三日後提醒'), text('First-order offer', '首单礼', '首單禮'), 'metrics.orders == 0 && member.enrolledDays >= 3'),
  pain('repurchase', 'one-time', text('Bought once and not again', '首单后未复购', '首單後未回購'), text('Next-purchase coupon for 30 days, task of a second order', '30天内有效的复购券、二单任务', '30天內有效的回購券、二單任務'), text('Coupon and task', '复购券与任务', '回購券與任務'), 'metrics.orders == 1 && metrics.recencyDays > 14'),
  pain('repurchase', 'falling-asleep', text('Has not come for long', '长期未到访', '長期未到訪'), text('Recall gift with a countdown, points that end soon shown first', '倒计时召回礼，优先展示即将过期积分', '倒數召回禮，優先顯示即將到期點數'), text('Recall gift', '召回礼', '召回禮'), 'metrics.orders >= 2 && metrics.recencyDays > 60'),
  pain('repurchase', 'points-unused', text('Has points and does not use them', '积分闲置', '點數閒置'), text('Exchange offers at what the balance affords', '按余额推荐可兑换权益', '依餘額推薦可兌換權益'), text('Exchange for points', '积分兑换', '點數兌換'), 'available("points") >= 500 && metrics.orders >= 1'),
  pain('recommendation', 'loyal-unasked', text('Loyal and never asked to recommend', '忠诚但未被邀请推荐', '忠誠但未被邀請推薦'), text('Invitation with a reward on both sides, ambassador programme', '双向奖励邀请、体验官计划', '雙向獎勵邀請、體驗官計畫'), text('Reward for an invitation', '推荐奖励', '推薦獎勵'), 'metrics.orders >= 4 && metrics.recencyDays <= 60'),
  pain('recommendation', 'active-unheard', text('Takes part and is not heard', '高互动但缺少参与感', '高互動但缺少參與感'), text('Co-creation vote, review with points, early look', '共创投票、评价送积分、新品先体验', '共創投票、評價送點數、新品先體驗'), text('Task', '互动任务', '互動任務'), 'interactionDays(90) >= 6'),
]; // prettier-ignore

/** What one industry has besides. */
const OWN: Readonly<Record<Industry, readonly Pain[]>> = {
  retail: [
    pain('repurchase', 'refill-due', text('Used up by now', '商品将用尽', '商品將用盡'), text('Refill reminder with a member price', '补货提醒配会员价', '補貨提醒搭配會員價'), text('Member price', '会员价', '會員價'), 'metrics.orders >= 2 && metrics.recencyDays > 25 && metrics.recencyDays <= 60'),
  ],
  catering: [
    pain('repurchase', 'visits-seldom', text('Comes less than once a month', '到店频次低', '到店頻次低'), text('Stamp card by month, set meal for the second visit', '月度集点卡、二次到店套餐', '月度集點卡、二次到店套餐'), text('Stamp card', '集点卡', '集點卡'), 'metrics.orders >= 1 && orders(30) == 0'),
  ],
  services: [
    pain('repurchase', 'no-next-appointment', text('Has no next appointment', '未预约下次服务', '未預約下次服務'), text('Bookable slots first, reminder before the interval ends', '优先预约时段、到期前提醒', '優先預約時段、到期前提醒'), text('Priority booking', '优先预约', '優先預約'), 'metrics.orders >= 1 && metrics.recencyDays > 30 && metrics.recencyDays <= 90'),
  ],
}; // prettier-ignore

export const INDUSTRIES: readonly Industry[] = ['retail', 'catering', 'services'];

/** From pain to strategy, by industry: a preset to start from, not a verdict. */
export const strategyPresets: readonly StrategyPreset[] = INDUSTRIES.flatMap((industry) =>
  [...COMMON, ...OWN[industry]].map((each) => ({ industry, ...each })),
);
