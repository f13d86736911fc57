import type { Nouns, RefusalTexts } from '../../kernel/refusal.js';

export const pointNouns: Nouns = {
  transfer: { en: 'transfer', 'zh-CN': '积分流水', 'zh-TW': '點數流水' },
  hold: { en: 'hold', 'zh-CN': '积分冻结', 'zh-TW': '點數凍結' },
};

export const pointsRefusals: RefusalTexts = {
  INSUFFICIENT_POINTS: {
    en: '{needed} are needed and {available} are available.',
    'zh-CN': '需要 {needed}，当前可用 {available}。',
    'zh-TW': '需要 {needed}，目前可用 {available}。',
  },
  UNKNOWN_WALLET: {
    en: 'There is no wallet "{wallet}".',
    'zh-CN': '不存在钱包“{wallet}”。',
    'zh-TW': '不存在錢包「{wallet}」。',
  },
  WALLET_NOT_SPENDABLE: {
    en: '"{wallet}" counts towards tiers and cannot be spent.',
    'zh-CN': '“{wallet}”仅用于等级评定，不可消费。',
    'zh-TW': '「{wallet}」僅用於等級評定，不可消費。',
  },
  INVALID_POINTS: {
    en: 'An amount of points is a whole number from 1 to {max}.',
    'zh-CN': '积分数量必须是 1 到 {max} 之间的整数。',
    'zh-TW': '點數數量必須是 1 到 {max} 之間的整數。',
  },
  EXPIRES_BEFORE_AVAILABLE: {
    en: 'These points would expire before they can be spent.',
    'zh-CN': '积分的过期时间早于可用时间。',
    'zh-TW': '點數的到期時間早於可用時間。',
  },
  REASON_MISSING: {
    en: 'Say why: a correction without a reason is not booked.',
    'zh-CN': '请填写原因：没有原因的调整不予入账。',
    'zh-TW': '請填寫原因：沒有原因的調整不予入帳。',
  },
  INVALID_HOLD_TIME: {
    en: 'A hold lasts from 1 to {max} minutes.',
    'zh-CN': '冻结时长为 1 到 {max} 分钟。',
    'zh-TW': '凍結時長為 1 到 {max} 分鐘。',
  },
  HOLD_ENDED: {
    en: 'This hold has ended: it is {noun:status}.',
    'zh-CN': '该冻结已结束：{noun:status}。',
    'zh-TW': '該凍結已結束：{noun:status}。',
  },
  CAPTURE_EXCEEDS_HOLD: {
    en: 'Only {held} are held.',
    'zh-CN': '当前仅冻结 {held}。',
    'zh-TW': '目前僅凍結 {held}。',
  },
  PACK_EMPTY: {
    en: 'The brand has only {left} points left of those it bought ahead.',
    'zh-CN': '该品牌预购的积分仅剩 {left}。',
    'zh-TW': '該品牌預購的點數僅剩 {left}。',
  },
  SAME_MEMBER: {
    en: 'Points cannot be given to oneself.',
    'zh-CN': '不能转赠给自己。',
    'zh-TW': '不能轉贈給自己。',
  },
  TRANSFER_NOT_ALLOWED: {
    en: 'Points of the wallet "{wallet}" cannot be given to other members.',
    'zh-CN': '钱包“{wallet}”的积分不可转赠。',
    'zh-TW': '錢包「{wallet}」的點數不可轉贈。',
  },
  TRANSFER_LIMIT: {
    en: 'At most {perDay} can be given away in a day; {left} are left for today.',
    'zh-CN': '每天最多可转赠 {perDay}，今天还可转赠 {left}。',
    'zh-TW': '每天最多可轉贈 {perDay}，今天還可轉贈 {left}。',
  },
  NOT_CASH: {
    en: 'Points of the wallet "{wallet}" do not pay for orders.',
    'zh-CN': '钱包“{wallet}”的积分不可抵现。',
    'zh-TW': '錢包「{wallet}」的點數不可折抵。',
  },
  TOO_MANY_POINTS_FOR_ORDER: {
    en: 'At most {max} points pay for this order.',
    'zh-CN': '该订单最多可用 {max} 积分抵扣。',
    'zh-TW': '該訂單最多可用 {max} 點折抵。',
  },
  NOT_REVERSIBLE: {
    en: 'This transfer cannot be reversed: {reason}.',
    'zh-CN': '该笔流水无法冲正：{reason}。',
    'zh-TW': '該筆流水無法沖正：{reason}。',
  },
};
