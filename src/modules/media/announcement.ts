import type { LocalisedTextInput } from '../../kernel/graphql/locale.type.js';
import { localisedText } from '../../kernel/localised-text.js';
import type { LocalisedText } from '../../kernel/refusal.js';
import { asTexts, refuseInput } from '../../kernel/refusal.js';
import type { MediaUploadInput } from './media.types.js';
import type { Announcement } from './uploads.js';

const alt = localisedText(120);

/** What a caller says it will send. Refuses INVALID_INPUT for a text that is too long. */
export function announcementOf({ contentType, bytes, purpose, alt: text }: MediaUploadInput): Announcement {
  return { contentType, bytes, purpose, alt: altOf(text) };
}

/** In the languages it was said in. */
function altOf(input: LocalisedTextInput | null | undefined): LocalisedText | null {
  if (!input) return null;
  const { en, zhCN, zhTW } = input;
  const given = Object.entries({ en, 'zh-CN': zhCN, 'zh-TW': zhTW }).filter(([, text]) => text !== '');
  const read = alt.safeParse(Object.fromEntries(given));
  return read.success ? read.data : refuseInput(asTexts('a text has 1 to 120 characters', '图片说明为 1 至 120 个字符', '圖片說明為 1 至 120 個字元'), ['input', 'alt']);
} // prettier-ignore
