import type { LocalisedText } from '../../../kernel/refusal.js';

/** A standard segment of recency and frequency scores; the first that fits is meant. */
export interface RfmSegment {
  readonly code: string;
  readonly name: LocalisedText;
  readonly r: readonly [number, number];
  readonly f: readonly [number, number];
}

const segment = (code: string, en: string, zhCN: string, zhTW: string, r: RfmSegment['r'], f: RfmSegment['f']): RfmSegment => ({ code, name: { en, 'zh-CN': zhCN, 'zh-TW': zhTW }, r, f }); // prettier-ignore

/** The ten customary segments by R and F; money tells members of one segment apart. */
export const RFM_SEGMENTS: readonly RfmSegment[] = [
  segment('hibernating', 'Hibernating', '休眠', '休眠', [1, 2], [1, 2]),
  segment('at_risk', 'At risk', '流失风险', '流失風險', [1, 2], [3, 4]),
  segment('cant_lose', "Can't lose", '不可流失', '不可流失', [1, 2], [5, 5]),
  segment('about_to_sleep', 'About to sleep', '即将沉睡', '即將沉睡', [3, 3], [1, 2]),
  segment('need_attention', 'Need attention', '需要关注', '需要關注', [3, 3], [3, 3]),
  segment('loyal', 'Loyal', '忠诚', '忠誠', [3, 4], [4, 5]),
  segment('promising', 'Promising', '有潜力', '有潛力', [4, 4], [1, 1]),
  segment('new', 'New', '新客', '新客', [5, 5], [1, 1]),
  segment('potential_loyalists', 'Potential loyalists', '潜在忠诚', '潛在忠誠', [4, 5], [2, 3]),
  segment('champions', 'Champions', '冠军', '冠軍', [5, 5], [4, 5]),
];

/** The standard segment of two scores; every pair has one. */
export function rfmSegmentOf(r: number, f: number): RfmSegment {
  const found = RFM_SEGMENTS.find((each) => isWithin(r, each.r) && isWithin(f, each.f));
  if (!found) throw new RangeError(`Scores run from 1 to 5, not ${r} and ${f}`);
  return found;
}

const isWithin = (score: number, [low, high]: readonly [number, number]): boolean => low <= score && score <= high;
