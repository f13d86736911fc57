import { z } from 'zod';
import { CONFIG_CODE } from './id.js';
import { asTexts } from './refusal.js';
import { saying } from './wrong-value.js';

const TEXT = asTexts('a code has 2 to 26 small letters, digits and hyphens', '代码由 2 至 26 个小写字母、数字和连字符组成', '代碼由 2 至 26 個小寫字母、數字和連字號組成'); // prettier-ignore

/** The code of something in a program. */
export const configCode = matching(CONFIG_CODE, TEXT);

/** A text of a pattern, which is said in every language where it is none. */
export function matching(pattern: RegExp, text: Parameters<typeof saying>[0]) {
  return z.string().refine((value) => pattern.test(value), saying(text));
}
