import type { LocalisedText } from '../refusal.js';
import { fillText, inEveryLanguage } from '../refusal.js';
import { placeIn } from './place.js';
import { problemsOfFitting } from './problems-of-fitting.js';
import { problemsOfReading } from './problems-of-reading.js';
import type { Span } from './tree.js';

export type ProblemCode =
  | 'EMPTY'
  | 'TOO_LONG'
  | 'TOO_BIG'
  | 'TOO_DEEP'
  | 'LIST_TOO_LONG'
  | 'BAD_CHARACTER'
  | 'SYNTAX'
  | 'UNKNOWN_ATTRIBUTE'
  | 'UNKNOWN_FUNCTION'
  | 'UNKNOWN_CODE'
  | 'WRONG_ARGUMENTS'
  | 'TYPE_MISMATCH'
  | 'WRONG_RESULT'
  | 'NOT_SUPPORTED'
  | 'BAD_LITERAL'
  | 'ALWAYS_UNKNOWN'
  | 'NOT_FOR_MEMBERS';

/** What a kind of problem belongs to, and its sentence; `{name}` in it is filled from the facts. */
export interface ProblemText {
  readonly code: ProblemCode;
  readonly text: LocalisedText;
}

/** Every kind of problem. */
export const PROBLEMS: Readonly<Record<ProblemKind, ProblemText>> = { ...problemsOfReading, ...problemsOfFitting };

export type ProblemKind = keyof typeof problemsOfReading | keyof typeof problemsOfFitting;

/** What the sentence of a problem is filled from: names and numbers, or words that differ between languages. */
export type ProblemFacts = Readonly<Record<string, string | number | LocalisedText>>;

/** Why a rule is refused, where (UTF-16 offsets, `end` exclusive), and what could stand there instead. */
export interface Problem {
  readonly code: ProblemCode;
  /** Finer than the code: one sentence each. */
  readonly kind: ProblemKind;
  readonly text: LocalisedText;
  readonly start: number;
  readonly end: number;
  /** Texts to put in place of `start`–`end`, best first. */
  readonly suggestions: readonly string[];
}

export function problem(
  kind: ProblemKind,
  { start, end }: Pick<Span, 'start' | 'end'>,
  facts: ProblemFacts = {},
  suggestions: readonly string[] = [],
): Problem {
  const { code, text } = PROBLEMS[kind];
  return { code, kind, text: inEveryLanguage((locale) => fillText(text, facts, locale)), start, end, suggestions };
}

/** A rule that cannot be compiled; `errors` is never empty. */
export class ExpressionError extends Error {
  override readonly name = 'ExpressionError';
  /** Everything that is wrong, with its places. */
  readonly text: LocalisedText;

  constructor(
    readonly source: string,
    readonly errors: readonly Problem[],
  ) {
    const text = inEveryLanguage((locale) => errors.map((each) => fillText(PLACED, { problem: each.text, ...placeIn(source, each.start) }, locale)).join('\n')); // prettier-ignore
    super(text.en);
    this.text = text;
  }
}

const PLACED: LocalisedText = {
  en: '{problem} (line {line}, column {column})',
  'zh-CN': '{problem}（第 {line} 行第 {column} 列）',
  'zh-TW': '{problem}（第 {line} 行第 {column} 列）',
};
