import type { RefusalTexts } from '../../kernel/refusal.js';

export const tiersRefusals: RefusalTexts = {
  UNKNOWN_LADDER: {
    en: 'There is no ladder "{ladder}".',
    'zh-CN': '不存在等级体系“{ladder}”。',
    'zh-TW': '不存在等級體系「{ladder}」。',
  },
  UNKNOWN_TIER: {
    en: 'The ladder "{ladder}" has no tier "{tier}".',
    'zh-CN': '等级体系“{ladder}”中没有等级“{tier}”。',
    'zh-TW': '等級體系「{ladder}」中沒有等級「{tier}」。',
  },
};
