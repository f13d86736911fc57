import type { z } from 'zod';
import type { LocalisedText } from './refusal.js';
import { asTexts, inEveryLanguage, refuseInput } from './refusal.js';

type Issue = z.core.$ZodIssue;

/** What a check of ours says when it fails, for `refine` and `addIssue`: the schema carries it in all languages. */
export function saying(text: LocalisedText): { readonly message: string; readonly params: { readonly text: LocalisedText } } {
  return { message: text.en, params: { text } };
} // prettier-ignore

/** Refuses INVALID_INPUT with the first thing a schema found wrong, where it stands in what was sent: fields may be sent under other names. */
export function refuseWrong(issues: readonly Issue[], nameOf: (part: PropertyKey) => string = String, under: readonly string[] = ['input']): never {
  const [issue] = issues;
  const path = (issue?.path ?? []).map(nameOf);
  const place = path.join('.') || (under.at(-1) ?? 'payload');
  const wrong = wrongValue(issue);
  refuseInput(inEveryLanguage((locale) => `${place}${locale === 'en' ? ': ' : '：'}${wrong[locale]}`), [...under, ...path]);
} // prettier-ignore

/** What a schema found wrong, in every language. A check that says its own text in English alone is told as it is: give it `saying`. */
export function wrongValue(issue: Issue | undefined): LocalisedText {
  switch (issue?.code) {
    case 'too_small':
      return sized(issue.origin, Number(issue.minimum), LEAST);
    case 'too_big':
      return sized(issue.origin, Number(issue.maximum), MOST);
    case 'invalid_type':
      return issue.message.endsWith('received undefined') ? MISSING : (TYPES[issue.expected] ?? NOT_UNDERSTOOD);
    case 'invalid_value':
      return oneOf(issue.values.map(String));
    case 'invalid_union':
      return 'options' in issue ? oneOf((issue.options as unknown[]).map(String)) : NOT_UNDERSTOOD;
    case 'invalid_format':
      return FORMATS[issue.format] ?? inEveryLanguage(() => issue.message);
    case 'unrecognized_keys':
      return unknownKeys(issue.keys);
    case 'custom':
      return textIn(issue.params) ?? inEveryLanguage(() => issue.message);
    default:
      return NOT_UNDERSTOOD;
  }
}

type Bound = Readonly<Record<'number' | 'array' | 'string', (count: string) => LocalisedText>>;

const LEAST: Bound = {
  number: (n) => asTexts(`at least ${n}`, `不能小于 ${n}`, `不能小於 ${n}`),
  array: (n) => asTexts(`at least ${n} of them`, `至少需要 ${n} 项`, `至少需要 ${n} 項`),
  string: (n) => (n === '1' ? asTexts('something is needed here', '不能为空', '不能為空') : asTexts(`at least ${n} characters`, `至少 ${n} 个字符`, `至少 ${n} 個字元`)),
}; // prettier-ignore

const MOST: Bound = {
  number: (n) => asTexts(`at most ${n}`, `不能大于 ${n}`, `不能大於 ${n}`),
  array: (n) => asTexts(`at most ${n} of them`, `最多 ${n} 项`, `最多 ${n} 項`),
  string: (n) => asTexts(`at most ${n} characters`, `最多 ${n} 个字符`, `最多 ${n} 個字元`),
};

function sized(origin: string, bound: number, texts: Bound): LocalisedText {
  const kind = origin === 'array' || origin === 'set' ? 'array' : origin === 'string' ? 'string' : 'number';
  return texts[kind](String(bound));
}

function oneOf(values: readonly string[]): LocalisedText {
  return asTexts(`one of ${values.join(', ')}`, `须为以下之一：${values.join('、')}`, `須為以下之一：${values.join('、')}`);
} // prettier-ignore

function unknownKeys(keys: readonly string[]): LocalisedText {
  return asTexts(`there is no ${keys.join(', ')}`, `没有字段 ${keys.join('、')}`, `沒有欄位 ${keys.join('、')}`);
}

function textIn(params: unknown): LocalisedText | undefined {
  return (params as { readonly text?: LocalisedText } | undefined)?.text;
}

const MISSING = asTexts('is missing', '缺少此项', '缺少此項');
const NOT_UNDERSTOOD = asTexts('not understood', '无法识别', '無法識別');

const TYPES: Readonly<Record<string, LocalisedText>> = {
  int: asTexts('a whole number', '须为整数', '須為整數'),
  number: asTexts('a number', '须为数字', '須為數字'),
  string: asTexts('a text', '须为文本', '須為文字'),
  boolean: asTexts('true or false', '须为是或否', '須為是或否'),
  array: asTexts('a list', '须为列表', '須為清單'),
  object: asTexts('an object', '须为对象', '須為物件'),
};

const FORMATS: Readonly<Record<string, LocalisedText>> = {
  date: asTexts('a day such as 2026-12-31', '须为日期，例如 2026-12-31', '須為日期，例如 2026-12-31'),
  datetime: asTexts('an instant such as 2026-12-31T00:00:00Z', '须为时间，例如 2026-12-31T00:00:00Z', '須為時間，例如 2026-12-31T00:00:00Z'),
}; // prettier-ignore
