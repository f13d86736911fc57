import type { LocalisedText } from '../../kernel/refusal.js';
import { refuse, refuseInput } from '../../kernel/refusal.js';
import { RFM_SEGMENTS } from './rfm/names.js';
import { segmentReasons as reasons } from './segments.reasons.js';

/** A number of a preset that an operator may change. */
export interface Blank {
  readonly name: string;
  readonly label: LocalisedText;
  readonly value: number;
  readonly min: number;
  readonly max: number;
}

type Values = Readonly<Record<string, number>>;

/** A layer of a preset; the last of them has no rule. */
export interface PresetLayer {
  readonly code: string;
  readonly name: LocalisedText;
  readonly when: (values: Values) => string;
}

/** A segment or a layering to start from: nobody begins with an empty box. */
export interface Preset {
  readonly code: string;
  readonly name: LocalisedText;
  readonly description: LocalisedText;
  readonly blanks: readonly Blank[];
  /** Blanks between which something lies: the first is not above the second. */
  readonly spans?: readonly (readonly [from: string, to: string])[];
  /** One without `rest` is a segment; several in order are a layering. */
  readonly layers: readonly PresetLayer[];
  readonly rest: Omit<PresetLayer, 'when'> | null;
}

const text = (en: string, zhCN: string, zhTW: string): LocalisedText => ({ en, 'zh-CN': zhCN, 'zh-TW': zhTW });
const blank = (name: string, value: number, min: number, max: number, label: LocalisedText): Blank => ({ name, label, value, min, max }); // prettier-ignore
const layer = (code: string, name: LocalisedText, when: PresetLayer['when']): PresetLayer => ({ code, name, when });

const OTHER = { code: 'layer-other', name: text('Other', '其他', '其他') };

/** The lifecycle of the trade. M is net spend, compared with its mean over members with an order. */
const lifecycle: Preset = {
  code: 'lifecycle',
  name: text('Lifecycle layers', '生命周期分层', '生命週期分層'),
  description: text(
    'High loyalty, new, active, dormant and potential members; everybody else is in Other.',
    '高忠诚、新客、活跃、沉睡与潜力会员；其余归入“其他”。',
    '高忠誠、新客、活躍、沉睡與潛力會員；其餘歸入「其他」。',
  ),
  blanks: [
    blank('newDays', 7, 1, 90, text('New: days since the last order, at most', '新客：距末单天数上限', '新客：距末單天數上限')),
    blank('activeDays', 30, 1, 365, text('Active: days since the last order, at most', '活跃：距末单天数上限', '活躍：距末單天數上限')),
    blank('activeOrders', 2, 1, 100, text('Active: orders, at least', '活跃：订单数下限', '活躍：訂單數下限')),
    blank('dormantDays', 60, 1, 3_650, text('Dormant: days since the last order, more than', '沉睡：距末单天数超过', '沉睡：距末單天數超過')),
    blank('loyalOrders', 4, 1, 100, text('High loyalty: orders, at least', '高忠诚：订单数下限', '高忠誠：訂單數下限')),
    blank('loyalDays', 6, 1, 90, text('High loyalty: days with an interaction in 90 days, at least', '高忠诚：90天内互动天数下限', '高忠誠：90天內互動天數下限')),
    blank('potentialFrom', 2, 1, 100, text('Potential: orders, at least', '潜力：订单数下限', '潛力：訂單數下限')),
    blank('potentialTo', 3, 1, 100, text('Potential: orders, at most', '潜力：订单数上限', '潛力：訂單數上限')),
  ],
  spans: [['potentialFrom', 'potentialTo']],
  layers: [
    layer('layer-high-loyalty', text('High loyalty', '高忠诚', '高忠誠'), ({ loyalOrders, loyalDays }) => `metrics.orders >= ${loyalOrders} && interactionDays(90) >= ${loyalDays}`),
    layer('layer-new', text('New', '新客', '新客'), ({ newDays }) => `metrics.recencyDays <= ${newDays} && metrics.orders == 1 && metrics.spendMinor < base.meanSpendMinor`),
    layer('layer-active', text('Active', '活跃', '活躍'), ({ activeDays, activeOrders }) => `metrics.recencyDays <= ${activeDays} && metrics.orders >= ${activeOrders} && metrics.spendMinor >= base.meanSpendMinor`),
    layer('layer-dormant', text('Dormant', '沉睡', '沉睡'), ({ dormantDays }) => `metrics.recencyDays > ${dormantDays} && metrics.orders >= 1 && metrics.spendMinor >= base.meanSpendMinor`),
    layer('layer-potential', text('Potential', '潜力', '潛力'), ({ potentialFrom, potentialTo }) => `metrics.orders >= ${potentialFrom} && metrics.orders <= ${potentialTo}`),
  ],
  rest: OTHER,
}; // prettier-ignore

const rfm: Preset = {
  code: 'rfm',
  name: text('RFM segments', 'RFM 人群', 'RFM 受眾'),
  description: text(
    'The ten customary segments of recency and frequency; members without an order are in Without score.',
    '按最近消费与频次划分的十个标准人群；没有订单的会员归入“无评分”。',
    '按最近消費與頻次劃分的十個標準受眾；沒有訂單的會員歸入「無評分」。',
  ),
  blanks: [],
  layers: RFM_SEGMENTS.map(({ code, name }) =>
    layer(`rfm-${code.replaceAll('_', '-')}`, name, () => `rfm.segment == "${code}"`),
  ),
  rest: { code: 'rfm-without', name: text('Without score', '无评分', '無評分') },
};

const single = (code: string, name: LocalisedText, description: LocalisedText, blanks: readonly Blank[], when: PresetLayer['when']): Preset => ({ code, name, description, blanks, layers: [layer(code, name, when)], rest: null }); // prettier-ignore

/** Every preset, in the order operators meet them. */
export const presets: readonly Preset[] = [
  lifecycle,
  rfm,
  single(
    'tier-at-least',
    text('Tier and above', '某等级及以上', '某等級及以上'),
    text('Members of a tier or a higher one.', '达到某等级及以上的会员。', '達到某等級及以上的會員。'),
    [blank('rank', 1, 0, 100, text('Rank, at least', '等级序号下限', '等級序號下限'))],
    ({ rank }) => `tier.rank >= ${rank}`,
  ),
  single(
    'birthday-month',
    text('Birthday this month', '本月生日', '本月生日'),
    text('Members whose birthday is this month.', '生日在本月的会员。', '生日在本月的會員。'),
    [],
    () => 'member.birthMonth == monthOf(now)',
  ),
  single(
    'at-risk-of-downgrade',
    text('At risk of downgrade', '有降级风险', '有降級風險'),
    text(
      'Members above the first tier who have not bought for so many days.',
      '等级高于起始级、且若干天未消费的会员。',
      '等級高於起始級、且若干天未消費的會員。',
    ),
    [blank('days', 60, 1, 3_650, text('Days since the last order, more than', '距末单天数超过', '距末單天數超過'))],
    ({ days }) => `tier.rank >= 1 && metrics.recencyDays > ${days}`,
  ),
  single(
    'dormant',
    text('Dormant', '沉睡会员', '沉睡會員'),
    text('Members who have bought and not for so many days.', '曾经消费、且若干天未再消费的会员。', '曾經消費、且若干天未再消費的會員。'), // prettier-ignore
    [blank('days', 60, 1, 3_650, text('Days since the last order, more than', '距末单天数超过', '距末單天數超過'))],
    ({ days }) => `metrics.recencyDays > ${days}`,
  ),
  single(
    'joined-without-order',
    text('Joined and never bought', '入会未购', '入會未購'),
    text('Members of so many days without an order.', '入会若干天仍无订单的会员。', '入會若干天仍無訂單的會員。'),
    [blank('days', 7, 0, 3_650, text('Days since they joined, at least', '入会天数下限', '入會天數下限'))],
    ({ days }) => `metrics.orders == 0 && member.enrolledDays >= ${days}`,
  ),
];

/** A preset with its blanks filled. Refuses UNKNOWN_PRESET, and INVALID_INPUT for a value out of its limits, a blank that is filled twice, and blanks between which nothing lies. */
export function filled(code: string, given: readonly { readonly name: string; readonly value: number }[]) {
  const preset = presets.find((each) => each.code === code) ?? refuse('UNKNOWN_PRESET', { preset: code }, ['input', 'preset']); // prettier-ignore
  for (const [at, { name, value }] of given.entries()) {
    const known = preset.blanks.find((each) => each.name === name);
    const path = ['input', 'values', String(at)];
    if (!known) refuseInput(reasons.noBlank(code, name), path);
    if (given.findIndex((each) => each.name === name) < at) refuseInput(reasons.blankTwice(name), path);
    if (value < known.min || value > known.max) refuseInput(reasons.blankBetween(name, known.min, known.max), path); // prettier-ignore
  }
  const values = Object.fromEntries(preset.blanks.map(({ name, value }) => [name, given.find((each) => each.name === name)?.value ?? value])); // prettier-ignore
  requireSpans(preset, values, given);
  return { preset, layers: preset.layers.map(({ code: of, name, when }) => ({ code: of, name, when: when(values) })) };
}

/** Told at what was filled in of the two: the other may be as the preset says it. */
function requireSpans({ spans = [] }: Preset, values: Values, given: readonly { readonly name: string }[]): void {
  for (const [from, to] of spans) {
    const [low = 0, high = 0] = [values[from], values[to]];
    const at = given.findIndex(({ name }) => name === from || name === to);
    if (low > high) refuseInput(reasons.blankAbove(from, low, to, high), ['input', 'values', String(at)]);
  }
}

/** The rules of a preset with its numbers as they are. */
export function rulesOfPreset({ layers, blanks }: Preset): string[] {
  const values = Object.fromEntries(blanks.map(({ name, value }) => [name, value]));
  return layers.map(({ when }) => when(values));
}
