import type { Nouns, RefusalTexts } from '../../kernel/refusal.js';

export const pointNouns: Nouns = {
  transfer: { en: 'transfer', 'zh-CN': '积分流水', 'zh-TW': '點數流水' },
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
  NOT_REVERSIBLE: {
    en: 'This transfer cannot be reversed: {reason}.',
    'zh-CN': '该笔流水无法冲正：{reason}。',
    'zh-TW': '該筆流水無法沖正：{reason}。',
  },
};
