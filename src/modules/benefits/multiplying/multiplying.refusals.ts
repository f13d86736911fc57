import type { RefusalTexts } from '../../../kernel/refusal.js';

export const multiplyingRefusals: RefusalTexts = {
  USE_MULTIPLIED: {
    en: 'This use has multiplied the points of a purchase: it comes back when the whole order is refunded.',
    'zh-CN': '该次核销已使一笔消费的积分加倍，整单退款后自动恢复。',
    'zh-TW': '此次核銷已使一筆消費的點數加倍，整單退款後自動恢復。',
  },
};
