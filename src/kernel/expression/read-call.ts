import type { ASTNode } from '@marcbachmann/cel-js';
import type { LocalisedText } from '../refusal.js';
import { inEveryLanguage } from '../refusal.js';
import { builtinNames, refusedFunction } from './builtins.js';
import { DAY_MS } from '../calendar.js';
import { readInstant } from './instant-literal.js';
import { LIMITS } from './limits.js';
import { nearest } from './nearest.js';
import { readItems } from './read-comparison.js';
import { fold, isLiteral, whatIs } from './reading.js';
import type { Reading } from './reading.js';
import { readPattern } from './text.js';
import type { Expr, FunctionCall, Literal, Presence, TextOperator } from './tree.js';
import { inWords } from './value.js';
import type { ValueType } from './value.js';
import type { RuleFunction } from './vocabulary.js';

type Of<Op extends ASTNode['op']> = Extract<ASTNode, { readonly op: Op }>;

/** `name(arguments)` */
export function readCall(reading: Reading, node: Of<'call'>): Expr | null {
  const [name, given] = node.args;
  const declared = reading.vocabulary.function(name);
  if (declared) return readDeclared(reading, node, declared);
  switch (name) {
    case 'has':
      return readPresence(reading, node);
    case 'days':
      return readDays(reading, node);
    case 'timestamp':
      return readTimestamp(reading, node);
    case 'monthOf':
    case 'double':
      return readConversion(reading, node, name);
    case 'like': {
      const [text, pattern] = given;
      if (!text || !pattern || given.length > 2) return reading.refuse('LIKE_ARGUMENTS', reading.spans.inner(node));
      return readMatch(reading, node, 'like', text, pattern);
    }
    default:
      return refuseFunction(reading, node, name);
  }
}

/** `receiver.name(arguments)` */
export function readMethod(reading: Reading, node: Of<'rcall'>): Expr | null {
  const [name, receiver, given] = node.args;
  if (name === 'startsWith' || name === 'endsWith' || name === 'contains') {
    const [pattern] = given;
    if (pattern && given.length === 1) return readMatch(reading, node, name, receiver, pattern);
    return reading.refuse('ONE_TEXT', reading.spans.inner(node), { name });
  }
  if (reading.vocabulary.function(name)) {
    const end = reading.spans.inner(node).end;
    const call = reading.text({ start: reading.spans.outer(receiver).end, end }).replace(/^[\s.]+/, '');
    return reading.refuse('FUNCTION_STANDS_ALONE', reading.spans.inner(node), { name, instead: call }, [call]);
  }
  return refuseFunction(reading, node, name);
}

function refuseFunction(reading: Reading, node: ASTNode, name: string): null {
  const span = reading.spans.inner(node);
  const hint = refusedFunction(name);
  if (hint !== undefined) return reading.refuse('REFUSED_FUNCTION', span, { name, hint });
  const near = nearest(name, [...builtinNames, ...reading.vocabulary.functions.map((declared) => declared.name)]);
  // The suggestion replaces the name alone, unless it is a method, whose name has no place of its own.
  const place = node.op === 'call' ? { start: span.start, end: span.start + name.length } : span;
  if (near[0]) return reading.refuse('UNKNOWN_FUNCTION_NEAR', place, { name, near: near[0] }, near);
  return reading.refuse('UNKNOWN_FUNCTION', place, { name });
}

/** cel-js never looks at the field inside `has`: a typo there is found only here. */
function readPresence(reading: Reading, node: Of<'call'>): Presence | null {
  const [, [asked, ...more]] = node.args;
  if (asked?.op === '.' && more.length === 0) {
    const attribute = reading.read(asked);
    if (attribute?.kind !== 'attribute') return null;
    return { kind: 'has', type: 'bool', attribute, ...reading.spans.inner(node) };
  }
  return reading.refuse('HAS_ARGUMENT', reading.spans.inner(node));
}

function readDays(reading: Reading, node: Of<'call'>): Literal | null {
  const count = onlyLiteral(reading, node);
  if (count?.type === 'int' && typeof count.value === 'number' && count.value >= 0 && count.value <= LIMITS.days)
    return { kind: 'literal', type: 'duration', value: count.value * DAY_MS, ...reading.spans.inner(node) };
  return reading.refuse('DAYS_ARGUMENT', reading.spans.inner(node), { max: LIMITS.days });
}

function readTimestamp(reading: Reading, node: Of<'call'>): Literal | null {
  const text = onlyLiteral(reading, node);
  const value = typeof text?.value === 'string' ? readInstant(text.value) : undefined;
  if (value !== undefined) return { kind: 'literal', type: 'instant', value, ...reading.spans.inner(node) };
  return reading.refuse('TIMESTAMP', reading.spans.inner(node));
}

function onlyLiteral(reading: Reading, node: Of<'call'>): Literal | null {
  const [, [given, ...more]] = node.args;
  if (!given || more.length > 0 || given.op === 'list') return null;
  const argument = reading.read(given);
  return argument && isLiteral(argument) ? argument : null;
}

function readConversion(reading: Reading, node: Of<'call'>, name: 'monthOf' | 'double'): Expr | null {
  const [, [given, ...more]] = node.args;
  const wanted = name === 'monthOf' ? 'instant' : 'int';
  if (!given || more.length > 0)
    return reading.refuse('ARGUMENTS', reading.spans.inner(node), { name, wanted: inWords(wanted) });
  const operand = reading.read(given);
  if (!operand) return null;
  const span = reading.spans.inner(node);
  if (name === 'double' && (operand.type === 'int' || operand.type === 'double'))
    return fold(reading, { kind: 'toDouble', type: 'double', operand, ...span });
  if (name === 'monthOf' && operand.type === 'instant')
    return fold(reading, { kind: 'monthOf', type: 'int', operand, ...span });
  return reading.refuse('CONVERTED', operand, { name, wanted: inWords(wanted), ...whatIs(reading, operand) });
}

function readMatch(
  reading: Reading,
  node: ASTNode,
  operator: TextOperator,
  textNode: ASTNode,
  patternNode: ASTNode,
): Expr | null {
  const operand = reading.read(textNode);
  const pattern = reading.read(patternNode);
  if (!operand || !pattern) return null;
  if (operand.type !== 'string') {
    const kind = operand.type === 'strings' ? 'NOT_A_TEXT_BUT_A_LIST' : 'NOT_A_TEXT';
    return reading.refuse(kind, operand, { name: operator, ...whatIs(reading, operand) });
  }
  if (pattern.kind !== 'literal' || typeof pattern.value !== 'string')
    return reading.refuse('PATTERN_IN_QUOTES', pattern, { name: operator });
  const { value } = pattern;
  if (value === '' || value.length > LIMITS.patternLength)
    return reading.refuse('PATTERN_LENGTH', pattern, { max: LIMITS.patternLength });
  if (operator === 'like' && !readPattern(value)) return reading.refuse('BACKSLASH', pattern);
  return fold(reading, {
    kind: 'match',
    type: 'bool',
    operator,
    operand,
    pattern: value,
    ...reading.spans.inner(node),
  });
}

function readDeclared(reading: Reading, node: Of<'call'>, declared: RuleFunction<never>): FunctionCall | null {
  const [name, given] = node.args;
  const { parameters, returns } = declared;
  if (given.length !== parameters.length)
    return reading.refuse('ARGUMENTS', reading.spans.inner(node), { name, wanted: listedTypes(parameters) });
  const values = parameters.flatMap((type, index) => {
    const argument = given[index];
    const value = argument ? readArgument(reading, argument, name, type) : null;
    return value === null ? [] : [value];
  });
  if (values.length < parameters.length) return null;
  const reason = declared.problemWith?.(...values);
  if (reason !== undefined) return reading.refuse('ARGUMENT_REFUSED', reading.spans.inner(node), { reason });
  return { kind: 'call', type: returns, name, arguments: values, ...reading.spans.inner(node) };
}

function readArgument(reading: Reading, node: ASTNode, name: string, wanted: ValueType): Literal['value'] | null {
  if (wanted === 'strings' && node.op === 'list') {
    const items = readItems(reading, node);
    if (!items) return null;
    if (items[0].type === 'string') return items.map(({ value }) => String(value));
    return reading.refuse('LIST_OF_TEXTS', reading.spans.inner(node), { name });
  }
  const argument = reading.read(node);
  if (!argument) return null;
  if (!isLiteral(argument)) return reading.refuse('ARGUMENT_NOT_WRITTEN_OUT', argument, { name });
  if (argument.type === wanted) return argument.value;
  const facts = { name, wanted: inWords(wanted), ...whatIs(reading, argument) };
  if (wanted !== 'double' || argument.type !== 'int') return reading.refuse('ARGUMENT_TYPE', argument, facts);
  const instead = `${facts.text}.0`;
  return reading.refuse('ARGUMENT_SPELLED_OTHERWISE', argument, { ...facts, instead }, [instead]);
}

/** The types of several arguments in their order. */
function listedTypes(types: readonly ValueType[]): LocalisedText {
  if (types.length === 0) return NOTHING;
  return inEveryLanguage((locale) => types.map((type) => inWords(type)[locale]).join(locale === 'en' ? ', ' : '、'));
}

const NOTHING: LocalisedText = { en: 'nothing', 'zh-CN': '无', 'zh-TW': '無' };
