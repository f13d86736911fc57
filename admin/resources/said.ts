import type { Locale } from '../../src/kernel/refusal.js';
import { textOf } from '../door/form.js';

const NAMES = { en: 'en', 'zh-CN': 'zhCN', 'zh-TW': 'zhTW' } as const;

type Said = Readonly<Record<string, string>>;

/** A text that was said in one language only stands in the others as well, until somebody says it there. */
export function inAll(locale: Locale, said: unknown): Said {
  const texts = (said ?? {}) as Readonly<Record<string, unknown>>;
  const own = [NAMES[locale], ...Object.values(NAMES)].map((name) => textOf(texts[name]).trim()).find(Boolean) ?? '';
  return Object.fromEntries(Object.values(NAMES).map((name) => [name, textOf(texts[name]).trim() || own]));
}

/** The same; null for a text that was left empty in all languages. */
export function saidAtAll(locale: Locale, said: unknown): Said | null {
  const texts = inAll(locale, said);
  return Object.values(texts).some(Boolean) ? texts : null;
}
