import type { Nouns, RefusalTexts } from '../../kernel/refusal.js';

export const engineNouns: Nouns = {
  activity: { en: 'activity', 'zh-CN': '行为', 'zh-TW': '行為' },
  rule: { en: 'rule', 'zh-CN': '规则', 'zh-TW': '規則' },
};

export const engineRefusals: RefusalTexts = {
  INVALID_PROGRAM: {
    en: 'This program cannot work. At {place}: {problem}.',
    'zh-CN': '该计划配置有误。位置 {place}：{problem}。',
    'zh-TW': '該計畫設定有誤。位置 {place}：{problem}。',
  },
  NO_PROGRAM: {
    en: 'This house follows no program yet. Apply one: laurel program apply FILE.',
    'zh-CN': '尚未配置会员计划，请先执行 laurel program apply FILE。',
    'zh-TW': '尚未設定會員計畫，請先執行 laurel program apply FILE。',
  },
  UNKNOWN_ACTIVITY_TYPE: {
    en: 'There is no activity type "{type}".',
    'zh-CN': '不存在行为类型“{type}”。',
    'zh-TW': '不存在行為類型「{type}」。',
  },
  ACTIVITY_NOT_ALLOWED: {
    en: 'Activities of type "{type}" are not reported by this caller.',
    'zh-CN': '该调用方不可上报“{type}”类型的行为。',
    'zh-TW': '該呼叫方不可回報「{type}」類型的行為。',
  },
  FUTURE_DATE: {
    en: 'occurredAt lies more than 5 minutes in the future.',
    'zh-CN': 'occurredAt 晚于当前时间超过 5 分钟。',
    'zh-TW': 'occurredAt 晚於目前時間超過 5 分鐘。',
  },
  BATCH_TOO_LARGE: {
    en: 'A batch has 1 to {max} lines.',
    'zh-CN': '每批 1 至 {max} 行。',
    'zh-TW': '每批 1 至 {max} 行。',
  },
};
