import type { Nouns, RefusalTexts } from '../../kernel/refusal.js';

export const segmentsRefusals: RefusalTexts = {
  UNKNOWN_SEGMENT: {
    en: 'There is no segment {segment}{where}.',
    'zh-CN': '没有人群 {segment}{where}。',
    'zh-TW': '沒有受眾 {segment}{where}。',
  },
  SEGMENT_CYCLE: {
    en: 'These segments ask about each other in a circle: {way}. Write one of the rules out instead. {of} asks in line {line}, column {column}.',
    'zh-CN':
      '这些人群的规则互相引用，形成循环：{way}。请把其中一条规则写完整。{of} 的引用在第 {line} 行第 {column} 列。',
    'zh-TW':
      '這些受眾的規則互相引用，形成循環：{way}。請把其中一條規則寫完整。{of} 的引用在第 {line} 行第 {column} 列。',
  },
  INVALID_RULE: {
    en: 'The rule cannot be used: {problem} This is in line {line}, column {column}: characters {start} to {end}.',
    'zh-CN': '该规则无法使用：{problem}位置：第 {line} 行第 {column} 列，即第 {start} 至 {end} 个字符。',
    'zh-TW': '該規則無法使用：{problem}位置：第 {line} 行第 {column} 列，即第 {start} 至 {end} 個字元。',
  },
  NOT_A_LIST: {
    en: '{segment} follows a rule: members cannot be listed in it.',
    'zh-CN': '{segment} 由规则决定，不能手工列入会员。',
    'zh-TW': '{segment} 由規則決定，不能手動列入會員。',
  },
  UPLOAD_TOO_LARGE: {
    en: 'At most {max} lines at once. Send the others in a second upload, or use `laurel segments upload`.',
    'zh-CN': '一次最多 {max} 行。其余请分次上传，或使用 `laurel segments upload`。',
    'zh-TW': '一次最多 {max} 行。其餘請分次上傳，或使用 `laurel segments upload`。',
  },
  STRATEGY_WITHOUT_SEGMENT: {
    en: 'Strategy {strategy} cannot be live for nobody: name a segment it is for.',
    'zh-CN': '策略 {strategy} 未指定人群，不能启用：请先选择对应人群。',
    'zh-TW': '策略 {strategy} 未指定受眾，不能啟用：請先選擇對應受眾。',
  },
  SEGMENT_IN_USE: {
    en: 'Strategy {strategy} is for {segment}: give it another segment first.',
    'zh-CN': '策略 {strategy} 正在使用人群 {segment}：请先为它更换人群。',
    'zh-TW': '策略 {strategy} 正在使用受眾 {segment}：請先為它更換受眾。',
  },
  UNKNOWN_PRESET: {
    en: 'There is no preset {preset}.',
    'zh-CN': '没有预设 {preset}。',
    'zh-TW': '沒有預設 {preset}。',
  },
};

export const segmentsNouns: Nouns = {
  segment: { en: 'segment', 'zh-CN': '人群', 'zh-TW': '受眾' },
  strategy: { en: 'strategy', 'zh-CN': '策略', 'zh-TW': '策略' },
  layering: { en: 'layering', 'zh-CN': '分层', 'zh-TW': '分層' },
};
