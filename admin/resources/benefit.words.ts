import type { LocalisedText } from '../../src/kernel/refusal.js';

/** How the forms of benefits and of packages write lists, and texts in three languages on one line. */

export function inThree(text: LocalisedText | null): string {
  return text ? [text['zh-CN'], text['zh-TW'], text.en].join(' | ') : '';
}

export function threeIn(line: string): object | null {
  if (line === '') return null;
  const [zhCN = '', zhTW = zhCN, en = zhCN] = line.split('|').map((text) => text.trim());
  return { zhCN, zhTW, en };
}

export function listed(values: readonly string[] | undefined): string {
  return (values ?? []).join(', ');
}

export function listIn(text: string): string[] {
  return text.split(/[,，、]/).map((each) => each.trim()).filter(Boolean); // prettier-ignore
}

export function numberIn(text: string): number | null {
  return text.trim() === '' ? null : Number(text);
}

/** The words of each line that says something. */
export function linesIn(text: string): string[][] {
  return text.split('\n').map((line) => line.trim().split(/[\s,]+/).filter(Boolean)).filter(({ length }) => length > 0); // prettier-ignore
}

/** Hours of the week, a line each: `1 2 3 09:00-21:30`. */
export function hoursOut(hours: readonly { readonly weekdays: readonly number[]; readonly from: string; readonly to: string }[]): string {
  return hours.map(({ weekdays, from, to }) => `${weekdays.join(' ')} ${from}-${to}`).join('\n');
} // prettier-ignore

export function hoursIn(words: readonly string[]): object {
  const [from = '', to = ''] = (words.at(-1) ?? '').split('-');
  return { weekdays: words.slice(0, -1).map(Number), from, to };
}
