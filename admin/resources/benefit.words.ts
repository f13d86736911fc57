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
