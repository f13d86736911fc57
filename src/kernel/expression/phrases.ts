import type { Locale } from '../refusal.js';
import type { ComparisonOperator, TextOperator } from './tree.js';

type Verdict = 'yes' | 'no' | 'unknown';
type PerVerdict = Readonly<Record<Verdict, string>>;
type PerComparison = Readonly<Record<ComparisonOperator, string>>;

/** What sentences are made of, in one language. */
export interface Phrases {
  /** Names a value and goes on with what is asked of it. */
  readonly of: string;
  /** The same where the value counts up to what is asked: `2 of at least 3`. */
  readonly upTo: string;
  /** The same for a value that is not told. */
  readonly untold: string;
  readonly value: string;
  readonly comma: string;
  readonly list: string;
  readonly quoted: string;
  readonly aside: string;
  readonly unknown: string;
  readonly because: string;
  readonly nothing: string;
  readonly isMet: Readonly<Record<'yes' | 'no', string>>;
  readonly bool: Readonly<Record<'true' | 'false', string>>;
  readonly always: string;
  readonly never: string;
  readonly monthOf: string;
  readonly either: string;
  /** What is asked of an amount, an instant, a text. */
  readonly amount: PerComparison;
  readonly instant: PerComparison;
  readonly text: PerComparison;
  readonly oneOf: string;
  readonly listed: string;
  readonly match: Readonly<Record<TextOperator, string>>;
  readonly has: Readonly<Record<'yes' | 'no', string>>;
  /** How far it is: below, above, beside what is asked. */
  readonly far: Readonly<Record<'below' | 'above' | 'beside' | 'early' | 'late', string>>;
  readonly and: PerVerdict;
  readonly or: PerVerdict;
  readonly not: PerVerdict;
  readonly choice: PerVerdict;
}

const en: Phrases = {
  of: '{label}: {actual}, {need}',
  upTo: '{label}: {actual} of {need}',
  untold: '{label}: {need}',
  value: '{label}: {actual}',
  comma: ', ',
  list: ', ',
  quoted: '“{text}”',
  aside: '{text} ({aside})',
  unknown: 'not known',
  because: 'not known: {names}',
  nothing: 'none',
  isMet: { yes: 'which is so', no: 'which is not so' },
  bool: { true: 'yes', false: 'no' },
  always: 'Always',
  never: 'Never',
  monthOf: 'month of {label}',
  either: '{positive} or {negative}',
  amount: {
    '==': 'has to be {wanted}',
    '!=': 'must not be {wanted}',
    '>=': 'at least {wanted}',
    '>': 'more than {wanted}',
    '<=': 'at most {wanted}',
    '<': 'less than {wanted}',
  },
  instant: {
    '==': 'has to be {wanted}',
    '!=': 'must not be {wanted}',
    '>=': 'not before {wanted}',
    '>': 'after {wanted}',
    '<=': 'by {wanted}',
    '<': 'before {wanted}',
  },
  text: {
    '==': 'has to be {wanted}',
    '!=': 'must not be {wanted}',
    '>=': '{wanted} or later in the alphabet',
    '>': 'after {wanted} in the alphabet',
    '<=': '{wanted} or earlier in the alphabet',
    '<': 'before {wanted} in the alphabet',
  },
  oneOf: 'has to be one of {wanted}',
  listed: 'has to contain {wanted}',
  match: {
    startsWith: 'has to begin with {wanted}',
    endsWith: 'has to end with {wanted}',
    contains: 'has to contain {wanted}',
    like: 'has to have the pattern {wanted}',
  },
  has: { yes: '{label}: has to be known, and is', no: '{label}: has to be known, and is not' },
  far: {
    below: '{distance} more',
    above: '{distance} too many',
    beside: '{distance} away',
    early: '{distance} too early',
    late: '{distance} too late',
  },
  and: {
    yes: 'All {count} conditions hold',
    no: '{met} of {count} conditions hold, all of them are needed',
    unknown: '{met} of {count} conditions hold, all of them are needed, and not everything is known',
  },
  or: {
    yes: '{met} of {count} conditions hold, one of them is enough',
    no: 'None of {count} conditions holds, one of them is needed',
    unknown: 'None of {count} conditions holds, one of them is needed, and not everything is known',
  },
  not: {
    yes: 'What follows must not hold, and does not',
    no: 'What follows must not hold, and does',
    unknown: 'What follows must not hold, and it is not known whether it does',
  },
  choice: {
    yes: 'The first condition decides which other one counts, and that one holds',
    no: 'The first condition decides which other one counts, and that one does not hold',
    unknown: 'The first condition decides which other one counts, and not everything is known',
  },
};

const zhCN: Phrases = {
  of: '{label}：{actual}，{need}',
  upTo: '{label}：{actual}，{need}',
  untold: '{label}：{need}',
  value: '{label}：{actual}',
  comma: '，',
  list: '、',
  quoted: '“{text}”',
  aside: '{text}（{aside}）',
  unknown: '未知',
  because: '未知：{names}',
  nothing: '无',
  isMet: { yes: '已满足', no: '未满足' },
  bool: { true: '是', false: '否' },
  always: '始终成立',
  never: '始终不成立',
  monthOf: '{label}所在月份',
  either: '{positive}或{negative}',
  amount: {
    '==': '需为{wanted}',
    '!=': '不能为{wanted}',
    '>=': '需至少{wanted}',
    '>': '需超过{wanted}',
    '<=': '最多{wanted}',
    '<': '需少于{wanted}',
  },
  instant: {
    '==': '需为{wanted}',
    '!=': '不能为{wanted}',
    '>=': '不得早于{wanted}',
    '>': '需晚于{wanted}',
    '<=': '不得晚于{wanted}',
    '<': '需早于{wanted}',
  },
  text: {
    '==': '需为{wanted}',
    '!=': '不能为{wanted}',
    '>=': '排序需为{wanted}或其后',
    '>': '排序需在{wanted}之后',
    '<=': '排序需为{wanted}或其前',
    '<': '排序需在{wanted}之前',
  },
  oneOf: '需为以下之一：{wanted}',
  listed: '需包含{wanted}',
  match: {
    startsWith: '需以{wanted}开头',
    endsWith: '需以{wanted}结尾',
    contains: '需包含{wanted}',
    like: '需符合模式{wanted}',
  },
  has: { yes: '{label}：需有值，已有', no: '{label}：需有值，尚无' },
  far: {
    below: '还差{distance}',
    above: '超出{distance}',
    beside: '相差{distance}',
    early: '早了{distance}',
    late: '晚了{distance}',
  },
  and: {
    yes: '{count}项条件全部满足',
    no: '需满足全部{count}项条件，已满足{met}项',
    unknown: '需满足全部{count}项条件，已满足{met}项，部分信息未知',
  },
  or: {
    yes: '{count}项条件满足其一即可，已满足{met}项',
    no: '{count}项条件需满足其一，均未满足',
    unknown: '{count}项条件需满足其一，均未满足，部分信息未知',
  },
  not: {
    yes: '以下条件不能成立，确未成立',
    no: '以下条件不能成立，但已成立',
    unknown: '以下条件不能成立，是否成立未知',
  },
  choice: {
    yes: '由第一项条件决定适用哪一项，所适用的已满足',
    no: '由第一项条件决定适用哪一项，所适用的未满足',
    unknown: '由第一项条件决定适用哪一项，部分信息未知',
  },
};

const zhTW: Phrases = {
  of: '{label}：{actual}，{need}',
  upTo: '{label}：{actual}，{need}',
  untold: '{label}：{need}',
  value: '{label}：{actual}',
  comma: '，',
  list: '、',
  quoted: '「{text}」',
  aside: '{text}（{aside}）',
  unknown: '不明',
  because: '不明：{names}',
  nothing: '無',
  isMet: { yes: '已符合', no: '未符合' },
  bool: { true: '是', false: '否' },
  always: '一律成立',
  never: '一律不成立',
  monthOf: '{label}所在月份',
  either: '{positive}或{negative}',
  amount: {
    '==': '須為{wanted}',
    '!=': '不可為{wanted}',
    '>=': '須至少{wanted}',
    '>': '須超過{wanted}',
    '<=': '最多{wanted}',
    '<': '須少於{wanted}',
  },
  instant: {
    '==': '須為{wanted}',
    '!=': '不可為{wanted}',
    '>=': '不得早於{wanted}',
    '>': '須晚於{wanted}',
    '<=': '不得晚於{wanted}',
    '<': '須早於{wanted}',
  },
  text: {
    '==': '須為{wanted}',
    '!=': '不可為{wanted}',
    '>=': '排序須為{wanted}或其後',
    '>': '排序須在{wanted}之後',
    '<=': '排序須為{wanted}或其前',
    '<': '排序須在{wanted}之前',
  },
  oneOf: '須為以下其中一項：{wanted}',
  listed: '須包含{wanted}',
  match: {
    startsWith: '須以{wanted}開頭',
    endsWith: '須以{wanted}結尾',
    contains: '須包含{wanted}',
    like: '須符合樣式{wanted}',
  },
  has: { yes: '{label}：須有值，已有', no: '{label}：須有值，尚無' },
  far: {
    below: '還差{distance}',
    above: '超出{distance}',
    beside: '相差{distance}',
    early: '早了{distance}',
    late: '晚了{distance}',
  },
  and: {
    yes: '{count} 項條件全部符合',
    no: '須符合全部 {count} 項條件，已符合 {met} 項',
    unknown: '須符合全部 {count} 項條件，已符合 {met} 項，部分資訊不明',
  },
  or: {
    yes: '{count} 項條件符合其一即可，已符合 {met} 項',
    no: '{count} 項條件須符合其一，均未符合',
    unknown: '{count} 項條件須符合其一，均未符合，部分資訊不明',
  },
  not: {
    yes: '以下條件不得成立，確實未成立',
    no: '以下條件不得成立，但已成立',
    unknown: '以下條件不得成立，是否成立不明',
  },
  choice: {
    yes: '由第一項條件決定適用哪一項，所適用者已符合',
    no: '由第一項條件決定適用哪一項，所適用者未符合',
    unknown: '由第一項條件決定適用哪一項，部分資訊不明',
  },
};

export const phrases: Readonly<Record<Locale, Phrases>> = { en, 'zh-CN': zhCN, 'zh-TW': zhTW };
