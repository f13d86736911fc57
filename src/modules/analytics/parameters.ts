import type { Parameter } from './metric.js';

/** Parameters that several metrics take. */
export const LADDER: Parameter = {
  name: 'ladder',
  kind: 'LADDER',
  description: {
    en: 'Code of the ladder; the first when nothing is said',
    'zh-CN': '等级体系代码，默认为第一个',
    'zh-TW': '等級體系代碼，預設為第一個',
  },
};

export const LAYERING: Parameter = {
  name: 'layering',
  kind: 'LAYERING',
  description: {
    en: 'Code of the layering; the first when nothing is said',
    'zh-CN': '分层方案代码，默认为第一个',
    'zh-TW': '分層方案代碼，預設為第一個',
  },
};

export const BENEFIT: Parameter = {
  name: 'benefit',
  kind: 'BENEFIT',
  description: {
    en: 'Code of the benefit; all when nothing is said',
    'zh-CN': '权益代码，默认为全部权益',
    'zh-TW': '權益代碼，預設為全部權益',
  },
};

export const LEVEL: Parameter = {
  name: 'level',
  kind: 'LEVEL',
  usual: 'premium',
  description: {
    en: 'Level of the benefits: basic, advanced, premium, emotional',
    'zh-CN': '权益级别：basic（基础）、advanced（进阶）、premium（尊享）、emotional（情感）',
    'zh-TW': '權益級別：basic（基礎）、advanced（進階）、premium（尊享）、emotional（情感）',
  },
};

export const MARGIN: Parameter = {
  name: 'marginPercent',
  kind: 'NUMBER',
  usual: 100,
  min: 1,
  max: 100,
  description: { en: 'Margin in percent', 'zh-CN': '毛利率（%）', 'zh-TW': '毛利率（%）' },
};
