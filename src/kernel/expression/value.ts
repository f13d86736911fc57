import type { LocalisedText } from '../refusal.js';

/** `instant` is milliseconds since 1970 in UTC, `strings` a list of texts. */
export type ValueType = 'int' | 'double' | 'string' | 'bool' | 'instant' | 'strings';

/** What a part of a rule can be. A `duration` (milliseconds) exists only inside rules: nobody declares or returns one. */
export type ExpressionType = ValueType | 'duration';

export type Value = number | string | boolean | readonly string[];

const WORDS: Readonly<Record<ExpressionType, LocalisedText>> = {
  int: { en: 'a whole number', 'zh-CN': '整数', 'zh-TW': '整數' },
  double: { en: 'a decimal number', 'zh-CN': '小数', 'zh-TW': '小數' },
  string: { en: 'a text', 'zh-CN': '文本', 'zh-TW': '文字' },
  bool: { en: 'a yes or no', 'zh-CN': '是或否', 'zh-TW': '是或否' },
  instant: { en: 'an instant', 'zh-CN': '时间点', 'zh-TW': '時間點' },
  strings: { en: 'a list of texts', 'zh-CN': '文本列表', 'zh-TW': '文字清單' },
  duration: { en: 'a length of time', 'zh-CN': '时长', 'zh-TW': '時長' },
};

/** The type as a message names it: `a whole number`. */
export const inWords = (type: ExpressionType): LocalisedText => WORDS[type];

export const isNumeric = (type: ExpressionType): boolean => type === 'int' || type === 'double';

/** Whether two values of these types may stand on the two sides of `==`; whole and decimal numbers mix. */
export const areComparable = (left: ExpressionType, right: ExpressionType): boolean =>
  left === right ? left !== 'strings' : isNumeric(left) && isNumeric(right);
