import type { LocalisedTextInput } from '../../kernel/graphql/locale.type.js';
import type { LocalisedText } from '../../kernel/refusal.js';

/** A text that was sent, as the program file has it; what is empty in a language is looked for in the others there. */
export function localisedFile({ en, zhCN, zhTW }: LocalisedTextInput): LocalisedText {
  const given = Object.entries({ en, 'zh-CN': zhCN, 'zh-TW': zhTW }).filter(([, text]) => Boolean(text));
  return Object.fromEntries(given) as unknown as LocalisedText;
}
