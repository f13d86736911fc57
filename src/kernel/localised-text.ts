import { z } from 'zod';
import type { Locale, LocalisedText } from './refusal.js';
import { asTexts } from './refusal.js';
import { saying } from './wrong-value.js';

/** Where a text is looked for that is not there in a language; what is left is better than nothing. */
const CHAINS: Readonly<Record<Locale, readonly Locale[]>> = {
  'zh-TW': ['zh-TW', 'zh-CN', 'en'],
  'zh-CN': ['zh-CN', 'en', 'zh-TW'],
  en: ['en', 'zh-CN', 'zh-TW'],
};

/**
 * A text of the program file in every language: one string for all of them, or at least one of the three. What is left out
 * is filled in where the file is read, so that nobody further in has to look for it.
 */
export function localisedText(lengthMax: number) {
  const text = z.string().trim().min(1).max(lengthMax);
  const some = z
    .strictObject({ en: text.optional(), 'zh-CN': text.optional(), 'zh-TW': text.optional() })
    .refine(
      (texts) => Object.keys(texts).length > 0,
      saying(
        asTexts(
          'a text needs at least one language: en, zh-CN or zh-TW',
          '文本至少需要一种语言：en、zh-CN 或 zh-TW',
          '文字至少需要一種語言：en、zh-CN 或 zh-TW',
        ),
      ),
    );
  return z.union([text, some]).transform((given): LocalisedText => {
    if (typeof given === 'string') return { en: given, 'zh-CN': given, 'zh-TW': given };
    const find = (locale: Locale) => given[CHAINS[locale].find((each) => given[each] !== undefined) ?? 'en'] ?? '';
    return { en: find('en'), 'zh-CN': find('zh-CN'), 'zh-TW': find('zh-TW') };
  });
}
