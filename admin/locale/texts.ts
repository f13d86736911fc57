import type { Locale } from '../../src/kernel/refusal.js';
import { en } from './en.js';
import { simplified } from './zh-cn.js';
import { traditional } from './zh-tw.js';

/** Every sentence of the back office, by place. The English ones say which there are. */
export type Texts = Widened<typeof en>;

type Widened<T> = { readonly [Key in keyof T]: T[Key] extends string ? string : Widened<T[Key]> };

const TEXTS: Readonly<Record<Locale, Texts>> = { en, 'zh-CN': simplified, 'zh-TW': traditional };

/** What each language calls itself. */
export const LANGUAGES: Readonly<Record<Locale, string>> = { 'zh-CN': '简体中文', 'zh-TW': '繁體中文', en: 'English' };

export function textsIn(locale: Locale): Texts {
  return TEXTS[locale];
}
