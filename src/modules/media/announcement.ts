import type { LocalisedTextInput } from '../../kernel/graphql/locale.type.js';
import { localisedText } from '../../kernel/localised-text.js';
import type { LocalisedText } from '../../kernel/refusal.js';
import { refuse } from '../../kernel/refusal.js';
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
  return read.success ? read.data : refuse('INVALID_INPUT', { reason: 'a text has 1 to 120 characters' }, ['input', 'alt']);
} // prettier-ignore
