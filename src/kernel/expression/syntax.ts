import { ParseError } from '@marcbachmann/cel-js';
import type { ASTNode, TypeCheckResult } from '@marcbachmann/cel-js';
import type { LocalisedText } from '../refusal.js';
import { LIMITS } from './limits.js';
import type { Problem, ProblemKind } from './problem.js';
import { problem } from './problem.js';
import type { Vocabulary } from './vocabulary.js';

/** A source that is CEL, whatever it means. */
export interface Syntax {
  readonly root: ASTNode;
  /** cel-js's own verdict on the types. */
  check(): TypeCheckResult;
}

/** Reads the source within all limits. Never throws: what cannot be read is a problem. */
export function parse<S>(vocabulary: Vocabulary<S>, source: string): Syntax | { readonly problem: Problem } {
  const wrong = lengthProblem(source) ?? characterProblem(source);
  if (wrong) return { problem: wrong };
  try {
    const parsed = vocabulary.environment.parse(source);
    return { root: parsed.ast, check: () => parsed.check() };
  } catch (error) {
    return { problem: syntaxProblem(source, error) };
  }
}

function lengthProblem(source: string): Problem | undefined {
  const { length } = source;
  const max = LIMITS.sourceLength;
  if (length > max) return problem('TOO_LONG', { start: max, end: length }, { length, max });
  return source.trim() === '' ? problem('EMPTY', { start: 0, end: length }, {}, ['true']) : undefined;
}

/** Control characters, halves of a character, and those that make a text read in another order than it is written. */
export const HIDDEN_CHARACTER = /(?![\t\n\r])\p{Cc}|\p{Cs}|[\u202a-\u202e\u2066-\u2069]/u;

function characterProblem(source: string): Problem | undefined {
  const match = HIDDEN_CHARACTER.exec(source);
  if (!match) return undefined;
  const code = (match[0].codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
  const at = { start: match.index, end: match.index + match[0].length };
  return problem('HIDDEN_IN_RULE', at, { character: `U+${code}` }, ['']);
}

function syntaxProblem(source: string, error: unknown): Problem {
  const whole = { start: 0, end: source.length };
  if (!(error instanceof ParseError)) return problem('UNREADABLE', whole);
  const { start, end: unitEnd } = error.range ?? whole;
  const character = String.fromCodePoint(source.codePointAt(start) ?? 0x20);
  const end = Math.max(unitEnd, Math.min(start + character.length, source.length));
  const at = { start, end };
  const found = source.slice(start, end);
  const limit = LIMIT_PROBLEMS.find(({ name }) => error.summary.includes(name));
  if (limit) return problem(limit.kind, at, { max: limit.max });
  const instead = INSTEAD.get(found);
  if (instead !== undefined) return problem('WRITE_INSTEAD', at, { found, instead }, [instead]);
  return error.code === 'unexpected_character' ? problem('MISPLACED', at, { found }) : parserProblem(error.summary, at);
}

/** cel-js speaks English: what it says often has a sentence of ours, anything else is told as it is. */
function parserProblem(summary: string, at: { readonly start: number; readonly end: number }): Problem {
  const [, wanted, got] = /^Expected (\w+), got (\w+)$/.exec(summary) ?? [];
  if (wanted && got) return problem('EXPECTED', at, { wanted: tokenWords(wanted), found: tokenWords(got) });
  const [, found] = /^Unexpected token: (\w+)$/.exec(summary) ?? [];
  if (found) return problem('UNEXPECTED', at, { found: tokenWords(found) });
  if (summary === 'Unterminated string') return problem('UNFINISHED_TEXT', at);
  return problem('UNREADABLE_HERE', at, { summary: inOurWords(summary) });
}

const LIMIT_PROBLEMS: readonly { readonly name: string; readonly kind: ProblemKind; readonly max: number }[] = [
  { name: 'maxAstNodes', kind: 'TOO_MANY_PARTS', max: LIMITS.nodes },
  { name: 'maxDepth', kind: 'BRACKETS_TOO_DEEP', max: LIMITS.depth },
  { name: 'maxListElements', kind: 'LIST_TOO_LONG', max: LIMITS.listItems },
  { name: 'maxCallArguments', kind: 'TOO_MANY_ARGUMENTS', max: 0 },
  { name: 'maxMapEntries', kind: 'MAP', max: 0 },
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

/** What cel-js calls the signs of a rule, and as they are written. */
const SIGNS: ReadonlyMap<string, string> = new Map([
  ['PLUS', '+'],
  ['MINUS', '-'],
  ['MULTIPLY', '*'],
  ['DIVIDE', '/'],
  ['MODULO', '%'],
  ['EQ', '=='],
  ['NE', '!='],
  ['LT', '<'],
  ['LE', '<='],
  ['GT', '>'],
  ['GE', '>='],
  ['AND', '&&'],
  ['OR', '||'],
  ['NOT', '!'],
  ['IN', 'in'],
  ['LPAREN', '('],
  ['RPAREN', ')'],
  ['LBRACKET', '['],
  ['RBRACKET', ']'],
  ['LBRACE', '{'],
  ['RBRACE', '}'],
  ['DOT', '.'],
  ['COMMA', ','],
  ['COLON', ':'],
  ['QUESTION', '?'],
  ['NULL', 'null'],
]);

/** What it calls everything else. */
const TOKENS: ReadonlyMap<string, LocalisedText> = new Map([
  ['EOF', { en: 'the end', 'zh-CN': '结尾', 'zh-TW': '結尾' }],
  ['NUMBER', { en: 'a number', 'zh-CN': '数字', 'zh-TW': '數字' }],
  ['STRING', { en: 'a text', 'zh-CN': '文本', 'zh-TW': '文字' }],
  ['BOOLEAN', { en: 'true or false', 'zh-CN': 'true 或 false', 'zh-TW': 'true 或 false' }],
  ['IDENTIFIER', { en: 'a name', 'zh-CN': '名称', 'zh-TW': '名稱' }],
  ['BYTES', { en: 'bytes', 'zh-CN': '字节', 'zh-TW': '位元組' }],
]);

const tokenWords = (token: string): LocalisedText | string => TOKENS.get(token) ?? SIGNS.get(token) ?? token;

/** `Invalid IN` becomes `Invalid in`. */
const inOurWords = (summary: string): string =>
  summary.replace(/\b[A-Z]{2,}\b/g, (token) => SIGNS.get(token) ?? TOKENS.get(token)?.en ?? token);
