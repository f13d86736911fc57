import { ParseError } from '@marcbachmann/cel-js';
import type { ASTNode, TypeCheckResult } from '@marcbachmann/cel-js';
import { LIMITS } from './limits.js';
import type { Problem, ProblemCode } from './problem.js';
import type { Vocabulary } from './vocabulary.js';

/** A source that is CEL, whatever it means. */
export interface Syntax {
  readonly root: ASTNode;
  /** cel-js's own verdict on the types. */
  check(): TypeCheckResult;
}

/** Reads the source within all limits. Never throws: what cannot be read is a problem. */
export function parse<S>(vocabulary: Vocabulary<S>, source: string): Syntax | { readonly problem: Problem } {
  const problem = lengthProblem(source) ?? characterProblem(source);
  if (problem) return { problem };
  try {
    const parsed = vocabulary.environment.parse(source);
    return { root: parsed.ast, check: () => parsed.check() };
  } catch (error) {
    return { problem: syntaxProblem(source, error) };
  }
}

function lengthProblem(source: string): Problem | undefined {
  const end = source.length;
  if (end > LIMITS.sourceLength)
    return {
      code: 'TOO_LONG',
      message: `The rule has ${end} characters; ${LIMITS.sourceLength} are allowed. Make it two rules, or a segment.`,
      start: LIMITS.sourceLength,
      end,
      suggestions: [],
    };
  if (source.trim() === '')
    return {
      code: 'EMPTY',
      message: 'The rule is empty. Write true for "always".',
      start: 0,
      end,
      suggestions: ['true'],
    };
  return undefined;
}

/** Control characters, halves of a character, and those that make a text read in another order than it is written. */
export const HIDDEN_CHARACTER = /(?![\t\n\r])\p{Cc}|\p{Cs}|[\u202a-\u202e\u2066-\u2069]/u;

function characterProblem(source: string): Problem | undefined {
  const match = HIDDEN_CHARACTER.exec(source);
  if (!match) return undefined;
  const code = (match[0].codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
  return {
    code: 'BAD_CHARACTER',
    message: `U+${code} cannot be seen and may not stand in a rule. Delete it.`,
    start: match.index,
    end: match.index + match[0].length,
    suggestions: [''],
  };
}

function syntaxProblem(source: string, error: unknown): Problem {
  const whole = { start: 0, end: source.length };
  if (!(error instanceof ParseError))
    return { code: 'SYNTAX', message: 'This cannot be read as a rule.', ...whole, suggestions: [] };
  const { start, end: unitEnd } = error.range ?? whole;
  const character = String.fromCodePoint(source.codePointAt(start) ?? 0x20);
  const end = Math.max(unitEnd, Math.min(start + character.length, source.length));
  const found = source.slice(start, end);
  const limit = LIMIT_PROBLEMS.find(({ name }) => error.summary.includes(name));
  if (limit) return { code: limit.code, message: limit.message, start, end, suggestions: [] };
  const instead = INSTEAD.get(found);
  if (instead !== undefined)
    return {
      code: 'SYNTAX',
      message: `"${found}" means nothing here. Write ${instead} instead.`,
      start,
      end,
      suggestions: [instead],
    };
  const message =
    error.code === 'unexpected_character' ? `"${found}" cannot stand here.` : `${inOurWords(error.summary)}.`;
  return { code: 'SYNTAX', message, start, end, suggestions: [] };
}

const LIMIT_PROBLEMS: readonly { readonly name: string; readonly code: ProblemCode; readonly message: string }[] = [
  { name: 'maxAstNodes', code: 'TOO_BIG', message: `The rule has more than ${LIMITS.nodes} parts. Make it two rules.` },
  {
    name: 'maxDepth',
    code: 'TOO_DEEP',
    message: `Brackets stand more than ${LIMITS.depth} deep. Remove those that are not needed.`,
  },
  {
    name: 'maxListElements',
    code: 'LIST_TOO_LONG',
    message: `A list may have ${LIMITS.listItems} items. Make a segment of a longer one.`,
  },
  { name: 'maxCallArguments', code: 'WRONG_ARGUMENTS', message: 'No function takes that many arguments.' },
  { name: 'maxMapEntries', code: 'NOT_SUPPORTED', message: 'Maps are not part of the rule language.' },
];

/** What people write from habit, or from a keyboard in Chinese mode. */
const INSTEAD: ReadonlyMap<string, string> = new Map([
  ['=', '=='],
  ['&', '&&'],
  ['|', '||'],
  ['and', '&&'],
  ['AND', '&&'],
  ['or', '||'],
  ['OR', '||'],
  ['not', '!'],
  ['NOT', '!'],
  ['“', '"'],
  ['”', '"'],
  ['‘', "'"],
  ['’', "'"],
  ['（', '('],
  ['）', ')'],
  ['，', ','],
  ['＝', '=='],
  ['＞', '>'],
  ['＜', '<'],
  ['！', '!'],
  ['≥', '>='],
  ['≤', '<='],
  ['≠', '!='],
]);

const TOKENS: Readonly<Record<string, string>> = {
  EOF: 'the end',
  NUMBER: 'a number',
  STRING: 'a text',
  BOOLEAN: 'true or false',
  NULL: 'null',
  IDENTIFIER: 'a name',
  BYTES: 'bytes',
  PLUS: '+',
  MINUS: '-',
  MULTIPLY: '*',
  DIVIDE: '/',
  MODULO: '%',
  EQ: '==',
  NE: '!=',
  LT: '<',
  LE: '<=',
  GT: '>',
  GE: '>=',
  AND: '&&',
  OR: '||',
  NOT: '!',
  IN: 'in',
  LPAREN: '(',
  RPAREN: ')',
  LBRACKET: '[',
  RBRACKET: ']',
  LBRACE: '{',
  RBRACE: '}',
  DOT: '.',
  COMMA: ',',
  COLON: ':',
  QUESTION: '?',
};

/** `Expected RPAREN, got EOF` becomes `Expected ), got the end`. */
const inOurWords = (summary: string): string =>
  summary.replace(/\b[A-Z]{2,}\b/g, (token) => (Object.hasOwn(TOKENS, token) ? (TOKENS[token] ?? token) : token));
