/** A text in the three languages that operators and members read. */
export interface LocalisedText {
  readonly en: string;
  readonly 'zh-CN': string;
  readonly 'zh-TW': string;
}

export type Locale = keyof LocalisedText;

/**
 * What Laurel declines, by code. Each module declares its own in `<module>.refusals.ts`;
 * `{name}` in a sentence is filled from the details, `{noun:name}` with the word for it in the language of the sentence,
 * `{time:name}` with an instant as people read it. What stands in brackets is left out where a detail in it is null or absent.
 */
export type RefusalTexts = Readonly<Record<string, LocalisedText>>;

/** Words that sentences name things by (`member`, `suspended`), in the three languages. Each module declares its own. */
export type Nouns = Readonly<Record<string, LocalisedText>>;

/** Facts of a refusal; a text among them is told in the language of the sentence. */
export type RefusalDetails = Readonly<Record<string, string | number | boolean | null | LocalisedText>>;

/** The same in one language. */
export type ToldDetails = Readonly<Record<string, string | number | boolean | null>>;

/** An operation was declined. It rolls the whole unit of work back; the edge turns it into the payload's `errors`. */
export class Refusal extends Error {
  override readonly name = 'Refusal';

  constructor(
    readonly code: string,
    readonly details: RefusalDetails = {},
    readonly path: readonly string[] = [],
  ) {
    super(`${code} ${JSON.stringify(details)}`);
  }
}

/** Declines, with the facts a client needs to do better next time. */
export function refuse(code: string, details: RefusalDetails = {}, path: readonly string[] = []): never {
  throw new Refusal(code, details, path);
}

/**
 * Declines an input, with the reason in every language: it stands within a sentence, without a full stop. Modules keep theirs
 * in `<module>.reasons.ts`; what a schema finds wrong is told by `refuseWrong`.
 */
export function refuseInput(reason: LocalisedText, path: readonly string[] = []): never {
  refuse('INVALID_INPUT', { reason }, path);
}

/** A text of its three languages. */
export function asTexts(en: string, zhCN: string, zhTW: string): LocalisedText {
  return { en, 'zh-CN': zhCN, 'zh-TW': zhTW };
}

/** Codes every module may use. */
export const kernelRefusals: RefusalTexts = {
  NOT_FOUND: {
    en: 'This {noun:what} was not found.',
    'zh-CN': '未找到该{noun:what}。',
    'zh-TW': '找不到該{noun:what}。',
  },
  INVALID_INPUT: {
    en: 'This input cannot be accepted: {reason}.',
    'zh-CN': '输入无效：{reason}。',
    'zh-TW': '輸入無效：{reason}。',
  },
  VERSION_CONFLICT: {
    en: 'Somebody changed it meanwhile. Load it again and repeat the change.',
    'zh-CN': '内容已被他人修改，请重新加载后再试。',
    'zh-TW': '內容已被他人修改，請重新載入後再試。',
  },
  IDEMPOTENCY_KEY_REUSED: {
    en: 'This key was already used with another input. Use a new key for a new request.',
    'zh-CN': '该幂等键已用于其他请求，请使用新的键。',
    'zh-TW': '此冪等鍵已用於其他請求，請使用新的鍵。',
  },
  IDEMPOTENCY_IN_PROGRESS: {
    en: 'The first request with this key is still running. Repeat it in a moment.',
    'zh-CN': '同一幂等键的请求仍在处理中，请稍后重试。',
    'zh-TW': '同一冪等鍵的請求仍在處理中，請稍後再試。',
  },
  JOB_TAKEN_OVER: {
    en: 'Another process is doing the same work. Let it finish, or stop it and start again.',
    'zh-CN': '另一个进程正在执行同一任务，请等待其完成，或停止后重新开始。',
    'zh-TW': '另一個程序正在執行同一工作，請等待其完成，或停止後重新開始。',
  },
};

/** Things every module may name. */
export const kernelNouns: Nouns = {
  letter: { en: 'letter', 'zh-CN': '消息信件', 'zh-TW': '訊息信件' },
  job: { en: 'job', 'zh-CN': '任务进程', 'zh-TW': '工作程序' },
};

/** What the work answers, or why it was refused: for a line of a list, which keeps its refusal to itself. */
export function orRefusal<T>(work: () => T): T | Refusal {
  try {
    return work();
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
}

/** What a sentence cannot say by itself: words in its language, and when something is where people are. */
export interface Wording {
  readonly noun: (noun: string | number) => string;
  readonly time: (at: string | number) => string;
}

const PLAIN: Wording = { noun: String, time: (at) => (typeof at === 'number' ? new Date(at).toISOString() : at) };
const IN_BRACKETS = /\[([^[\]]*\{[^[\]]*)\]/g;
const NAMED = /\{(?:(noun|time):)?(\w+)\}/g;

/** Fills a sentence as `RefusalTexts` are written. A detail that is absent leaves an ellipsis rather than a brace. */
export function fill(sentence: string, details: ToldDetails, wording = PLAIN): string {
  const isTold = (part: string) => Array.from(part.matchAll(NAMED), ([, , name = '']) => details[name] ?? null).every((detail) => detail !== null); // prettier-ignore
  return sentence
    .replace(IN_BRACKETS, (_, part: string) => (isTold(part) ? part : ''))
    .replace(NAMED, (_, kind: keyof Wording | undefined, name: string) => {
      const detail = details[name] ?? '…';
      if (kind === undefined || detail === '…') return String(detail);
      return wording[kind](typeof detail === 'number' ? detail : String(detail));
    });
}

/** The sentence of a text in a language, filled from details in that language. */
export function fillText(text: LocalisedText, details: RefusalDetails, locale: Locale, wording?: Wording): string {
  return fill(text[locale], toldIn(details, locale), wording);
}

/** Details as they are told in one language. */
export function toldIn(details: RefusalDetails, locale: Locale): ToldDetails {
  const told = Object.entries(details).map(([name, value]) => [name, isText(value) ? value[locale] : value] as const);
  return Object.fromEntries(told);
}

/** A text of what makes one in each language. */
export function inEveryLanguage(make: (locale: Locale) => string): LocalisedText {
  return { en: make('en'), 'zh-CN': make('zh-CN'), 'zh-TW': make('zh-TW') };
}

const isText = (value: RefusalDetails[string]): value is LocalisedText => typeof value === 'object' && value !== null;
