import type { RefusalTexts } from '../../kernel/refusal.js';

/** Why a figure is not told. */
export const analyticsRefusals: RefusalTexts = {
  UNKNOWN_METRIC: {
    en: 'There is no metric "{key}". The query `metrics` lists them.',
    'zh-CN': '没有指标“{key}”，可用 metrics 查询全部指标。',
    'zh-TW': '沒有指標「{key}」，可用 metrics 查詢全部指標。',
  },
  METRIC_NOT_BY: {
    en: 'The metric {key} is not told by {by}; it is by: {known}.',
    'zh-CN': '指标 {key} 不支持按 {by} 细分，可选：{known}。',
    'zh-TW': '指標 {key} 不支援按 {by} 細分，可選：{known}。',
  },
  METRIC_HOST_ONLY: {
    en: '{key} is about all brands together; only the host is told.',
    'zh-CN': '{key} 涉及全部品牌，仅主品牌可查看。',
    'zh-TW': '{key} 涉及全部品牌，僅主品牌可檢視。',
  },
  METRIC_WITHOUT_ACTIVITIES: {
    en: '{key} counts no activities; ask for the members behind it.',
    'zh-CN': '{key} 不按行为事件计数，请查看相关会员。',
    'zh-TW': '{key} 不按行為事件計數，請檢視相關會員。',
  },
  METRIC_PARAMETER_WRONG: {
    en: 'The parameter {name} cannot be taken. Possible: {known}.',
    'zh-CN': '参数 {name} 无效，可用：{known}。',
    'zh-TW': '參數 {name} 無效，可用：{known}。',
  },
  RULE_NOT_COUNTED: {
    en: 'Who may have {benefit} cannot be counted: its rule looks at what only a single member can be asked.',
    'zh-CN': '无法统计哪些会员有资格获得 {benefit}：其规则只能逐个会员判定。',
    'zh-TW': '無法統計哪些會員有資格取得 {benefit}：其規則只能逐個會員判定。',
  },
  PERIOD_EMPTY: {
    en: 'The period ends before it begins: `from` is before `to`, and the day `to` no longer belongs to it.',
    'zh-CN': '时间段无效：from 须早于 to，且不含 to 当天。',
    'zh-TW': '期間無效：from 須早於 to，且不含 to 當天。',
  },
  PERIOD_TOO_LONG: {
    en: 'The period is too long: at most {days} days, or as many points. Ask for less, or by larger steps.',
    'zh-CN': '时间段过长：最多 {days} 天（或个数据点），请缩短或改用更大的粒度。',
    'zh-TW': '期間過長：最多 {days} 天（或個資料點），請縮短或改用更大的粒度。',
  },
  UNKNOWN_GROUP: {
    en: 'The figure has no group "{group}".',
    'zh-CN': '该指标没有分组“{group}”。',
    'zh-TW': '該指標沒有分組「{group}」。',
  },
  GROUP_TOO_SMALL: {
    en: 'This group has too few members to be told about.',
    'zh-CN': '该分组会员过少，不予显示。',
    'zh-TW': '該分組會員過少，不予顯示。',
  },
};
