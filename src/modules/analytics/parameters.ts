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

export const MARGIN: Parameter = {
  name: 'marginPercent',
  kind: 'NUMBER',
  usual: 100,
  min: 1,
  max: 100,
  description: { en: 'Margin in percent', 'zh-CN': '毛利率（%）', 'zh-TW': '毛利率（%）' },
};
