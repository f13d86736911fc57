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
    example: 'monthOf(member.enrolledAt) == 6',
    description: {
      en: "The month of an instant, 1 to 12, in the program's time zone.",
      'zh-CN': '时间点所在的月份（1 至 12），按项目时区计算。',
      'zh-TW': '時間點所在的月份（1 至 12），按專案時區計算。',
    },
  },
  {
    name: 'double',
    example: 'double(metrics.spendMinor) / double(metrics.orders) >= 5000.0',
    description: {
      en: 'A whole number as a decimal one, so that it can be divided.',
      'zh-CN': '将整数转换为小数，以便做除法。',
      'zh-TW': '將整數轉換為小數，以便做除法。',
    },
  },
  {
    name: 'like',
    example: 'like(activity.channel, "shop-%")',
    description: {
      en: 'Whether a text has a pattern: % is any run of characters, _ exactly one; upper and lower case differ.',
      'zh-CN': '文本是否符合模式：% 代表任意多个字符，_ 代表一个字符；区分大小写。',
      'zh-TW': '文字是否符合模式：% 代表任意多個字元，_ 代表一個字元；區分大小寫。',
    },
  },
];

export const builtinNames: readonly string[] = builtinFunctions.map(({ name }) => name);

const IN_INSTEAD: LocalisedText = { en: 'Write "value" in list instead.', 'zh-CN': '请改写为 "值" in 列表。', 'zh-TW': '請改寫為 "值" in 清單。' }; // prettier-ignore
const ONLY_IN: LocalisedText = { en: 'Lists can only be asked with in: "value" in list.', 'zh-CN': '列表只能用 in 查询，例如 "值" in 列表。', 'zh-TW': '清單只能用 in 查詢，例如 "值" in 清單。' }; // prettier-ignore
const AS_THEY_ARE: LocalisedText = { en: 'Texts are compared as they are.', 'zh-CN': '文本按原样比较。', 'zh-TW': '文字按原樣比較。' }; // prettier-ignore

/** What CEL knows and these rules do without, and what to write instead. */
const REFUSED: Readonly<Record<string, LocalisedText>> = {
  matches: { en: 'Regular expressions can run for ever. Write like(text, "abc%") instead.', 'zh-CN': '正则表达式可能永远算不完。请改写为 like(文本, "abc%")。', 'zh-TW': '正規表示式可能永遠算不完。請改寫為 like(文字, "abc%")。' },
  duration: { en: 'Write days(30) instead.', 'zh-CN': '请改写为 days(30)。', 'zh-TW': '請改寫為 days(30)。' },
  int: { en: 'Rounding differs between databases. Compare the decimal number itself.', 'zh-CN': '各数据库的舍入方式不同，请直接比较小数。', 'zh-TW': '各資料庫的捨入方式不同，請直接比較小數。' },
  uint: { en: 'Write the number as it is.', 'zh-CN': '请直接写数字。', 'zh-TW': '請直接寫數字。' },
  string: { en: 'Compare the value itself.', 'zh-CN': '请直接比较该值。', 'zh-TW': '請直接比較該值。' },
  bool: { en: 'Write the condition as it is.', 'zh-CN': '请直接写条件。', 'zh-TW': '請直接寫條件。' },
  bytes: { en: 'There are only numbers, texts, instants and lists of texts.', 'zh-CN': '只有数字、文本、时间点和文本列表。', 'zh-TW': '只有數字、文字、時間點和文字清單。' },
  dyn: { en: 'Every value has its declared type. Write it as it is.', 'zh-CN': '每个值都有声明的类型，请直接写。', 'zh-TW': '每個值都有宣告的類型，請直接寫。' },
  type: { en: 'Every value has its declared type.', 'zh-CN': '每个值都有声明的类型。', 'zh-TW': '每個值都有宣告的類型。' },
  size: { en: 'Sizes cannot be asked for. Use an attribute that counts.', 'zh-CN': '不能查询长度，请使用表示数量的属性。', 'zh-TW': '不能查詢長度，請使用表示數量的屬性。' },
  exists: IN_INSTEAD,
  exists_one: IN_INSTEAD,
  all: ONLY_IN,
  map: ONLY_IN,
  filter: ONLY_IN,
  lowerAscii: AS_THEY_ARE,
  upperAscii: AS_THEY_ARE,
  trim: AS_THEY_ARE,
  getMonth: { en: 'Write monthOf(instant) instead; it counts from 1.', 'zh-CN': '请改写为 monthOf(时间点)，从 1 开始计。', 'zh-TW': '請改寫為 monthOf(時間點)，從 1 開始計。' },
  bind: { en: 'Write the expression out, or make it two rules.', 'zh-CN': '请把表达式完整写出，或拆成两条规则。', 'zh-TW': '請把表達式完整寫出，或拆成兩條規則。' },
}; // prettier-ignore

/** The sentence for a function of CEL that these rules do without. */
export const refusedFunction = (name: string): LocalisedText | undefined =>
  Object.hasOwn(REFUSED, name) ? REFUSED[name] : undefined;
