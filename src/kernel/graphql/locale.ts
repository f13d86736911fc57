import type { Locale, LocalisedText } from '../refusal.js';

const LOCALES: readonly Locale[] = ['zh-CN', 'zh-TW', 'en'];

/** The best language of an `Accept-Language` header that Laurel speaks, or null when it names none of them. */
export function acceptedLocale(header: string | undefined): Locale | null {
  if (!header) return null;
  const wishes = header.slice(0, 300).split(',').map(wishOf);
  const best = wishes.filter(({ weight }) => weight > 0).sort((a, b) => b.weight - a.weight);
  for (const { tag } of best) {
    const locale = spokenLocale(tag);
    if (locale) return locale;
  }
  return null;
}

/** A stored locale, or null for one that is not spoken. */
export function knownLocale(text: string | null | undefined): Locale | null {
  return LOCALES.find((locale) => locale === text) ?? null;
}

/** The text in a language. */
export function textIn(context: { readonly locale: Locale }, text: LocalisedText): string {
  return text[context.locale];
}

function wishOf(part: string): { tag: string; weight: number } {
  const [tag = '', ...parameters] = part.trim().split(';');
  const quality = parameters.map((parameter) => /^\s*q=(\d(?:\.\d+)?)$/.exec(parameter)?.[1]).find(Boolean);
  return { tag: tag.trim().toLowerCase(), weight: quality === undefined ? 1 : Number(quality) };
}

const TRADITIONAL = /^zh-(tw|hk|mo|hant)\b/;

function spokenLocale(tag: string): Locale | null {
  if (TRADITIONAL.test(tag)) return 'zh-TW';
  if (/^zh\b/.test(tag)) return 'zh-CN';
  return /^en\b/.test(tag) ? 'en' : null;
}
