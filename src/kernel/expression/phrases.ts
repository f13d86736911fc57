import type { Locale } from '../refusal.js';
import { en } from './phrases.en.js';
import { zhCN } from './phrases.zh-cn.js';
import { zhTW } from './phrases.zh-tw.js';
import type { ComparisonOperator, TextOperator } from './tree.js';

type Verdict = 'yes' | 'no' | 'unknown';
type PerVerdict = Readonly<Record<Verdict, string>>;
type PerComparison = Readonly<Record<ComparisonOperator, string>>;

/** What sentences are made of, in one language. */
export interface Phrases {
  /** Names a value and goes on with what is asked of it. */
  readonly of: string;
  /** The same where the value counts up to what is asked: `2 of at least 3`. */
  readonly upTo: string;
  /** The same for a value that is not told. */
  readonly untold: string;
  readonly value: string;
  readonly comma: string;
  readonly list: string;
  readonly quoted: string;
  readonly aside: string;
  readonly unknown: string;
  readonly because: string;
  readonly nothing: string;
  readonly isMet: Readonly<Record<'yes' | 'no', string>>;
  readonly bool: Readonly<Record<'true' | 'false', string>>;
  readonly always: string;
  readonly never: string;
  readonly monthOf: string;
  readonly either: string;
  /** What is asked of an amount, an instant, a text. */
  readonly amount: PerComparison;
  readonly instant: PerComparison;
  readonly text: PerComparison;
  readonly oneOf: string;
  readonly listed: string;
  readonly match: Readonly<Record<TextOperator, string>>;
  readonly has: Readonly<Record<'yes' | 'no', string>>;
  /** How far it is: below, above, beside what is asked. */
  readonly far: Readonly<Record<'below' | 'above' | 'beside' | 'early' | 'late', string>>;
  readonly and: PerVerdict;
  readonly or: PerVerdict;
  readonly not: PerVerdict;
  readonly choice: PerVerdict;
}

export const phrases: Readonly<Record<Locale, Phrases>> = { en, 'zh-CN': zhCN, 'zh-TW': zhTW };
