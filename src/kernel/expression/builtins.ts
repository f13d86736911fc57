import type { LocalisedText } from '../refusal.js';

/** What every vocabulary has, beside what modules declare. */
export interface Builtin {
  readonly name: string;
  /** How it is written: `days(30)`. */
  readonly example: string;
  readonly description: LocalisedText;
}

export const builtinFunctions: readonly Builtin[] = [
  {
    name: 'has',
    example: 'has(metrics.recencyDays)',
    description: {
      en: 'Whether the attribute is known.',
      'zh-CN': '该属性是否有值。',
      'zh-TW': '該屬性是否有值。',
    },
  },
  {
    name: 'days',
    example: 'days(30)',
    description: {
      en: 'A length of time in days of 24 hours, to add to or take from an instant.',
      'zh-CN': '以 24 小时为一天的时长，可与时间点相加减。',
      'zh-TW': '以 24 小時為一天的時長，可與時間點相加減。',
    },
  },
  {
    name: 'timestamp',
    example: 'timestamp("2026-01-01T00:00:00Z")',
    description: {
      en: 'An instant, with its zone or offset.',
      'zh-CN': '一个时间点，须带时区或偏移量。',
      'zh-TW': '一個時間點，須帶時區或偏移量。',
    },
  },
  {
    name: 'monthOf',
    example: 'monthOf(member.birthday)',
    description: {
      en: "The month of an instant, 1 to 12, in the program's time zone.",
      'zh-CN': '时间点所在的月份（1 至 12），按项目时区计算。',
      'zh-TW': '時間點所在的月份（1 至 12），按專案時區計算。',
    },
  },
  {
    name: 'double',
    example: 'double(metrics.spentMinor) / metrics.orders',
    description: {
      en: 'A whole number as a decimal one, so that it can be divided.',
      'zh-CN': '将整数转换为小数，以便做除法。',
      'zh-TW': '將整數轉換為小數，以便做除法。',
    },
  },
  {
    name: 'like',
    example: 'like(activity.sku, "SKIN-%")',
    description: {
      en: 'Whether a text has a pattern: % is any run of characters, _ exactly one; upper and lower case differ.',
      'zh-CN': '文本是否符合模式：% 代表任意多个字符，_ 代表一个字符；区分大小写。',
      'zh-TW': '文字是否符合模式：% 代表任意多個字元，_ 代表一個字元；區分大小寫。',
    },
  },
];

export const builtinNames: readonly string[] = builtinFunctions.map(({ name }) => name);

/** What CEL knows and these rules do without, and what to write instead. */
const REFUSED: Readonly<Record<string, string>> = {
  matches: 'Regular expressions can run for ever. Write like(text, "abc%") instead.',
  duration: 'Write days(30) instead.',
  int: 'Rounding differs between databases. Compare the decimal number itself.',
  uint: 'Write the number as it is.',
  string: 'Compare the value itself.',
  bool: 'Write the condition as it is.',
  bytes: 'There are only numbers, texts, instants and lists of texts.',
  dyn: 'Every value has its declared type. Write it as it is.',
  type: 'Every value has its declared type.',
  size: 'Sizes cannot be asked for. Use an attribute that counts.',
  exists: 'Write "value" in list instead.',
  exists_one: 'Write "value" in list instead.',
  all: 'Lists can only be asked with in: "value" in list.',
  map: 'Lists can only be asked with in: "value" in list.',
  filter: 'Lists can only be asked with in: "value" in list.',
  lowerAscii: 'Texts are compared as they are.',
  upperAscii: 'Texts are compared as they are.',
  trim: 'Texts are compared as they are.',
  getMonth: 'Write monthOf(instant) instead; it counts from 1.',
  bind: 'Write the expression out, or make it two rules.',
};

/** The sentence for a function of CEL that these rules do without. */
export const refusedFunction = (name: string): string | undefined =>
  Object.hasOwn(REFUSED, name) ? REFUSED[name] : undefined;
