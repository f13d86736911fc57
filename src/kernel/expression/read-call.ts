import type { ASTNode } from '@marcbachmann/cel-js';
import { builtinNames, refusedFunction } from './builtins.js';
import { DAY_MS } from '../calendar.js';
import { readInstant } from './instant-literal.js';
import { LIMITS } from './limits.js';
import { nearest } from './nearest.js';
import { readItems } from './read-comparison.js';
import { fold, isLiteral } from './reading.js';
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
      if (!text || !pattern || given.length > 2)
        return wrongArguments(reading, node, 'like takes a text and a pattern: like(activity.sku, "SKIN-%").');
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
    return wrongArguments(reading, node, `${name} takes one text in quotes.`);
  }
  if (reading.vocabulary.function(name)) {
    const end = reading.spans.inner(node).end;
    const call = reading.text({ start: reading.spans.outer(receiver).end, end }).replace(/^[\s.]+/, '');
    const message = `${name} stands alone. Write ${call}.`;
    return reading.refuse('UNKNOWN_FUNCTION', message, reading.spans.inner(node), [call]);
  }
  return refuseFunction(reading, node, name);
}

function refuseFunction(reading: Reading, node: ASTNode, name: string): null {
  const span = reading.spans.inner(node);
  const refused = refusedFunction(name);
  if (refused !== undefined)
    return reading.refuse('NOT_SUPPORTED', `${name} is not part of the rule language. ${refused}`, span);
  const near = nearest(name, [...builtinNames, ...reading.vocabulary.functions.map((declared) => declared.name)]);
  const hint = near[0] ? `Did you mean ${near[0]}?` : 'See the list of functions.';
  // The suggestion replaces the name alone, unless it is a method, whose name has no place of its own.
  const place = node.op === 'call' ? { start: span.start, end: span.start + name.length } : span;
  return reading.refuse('UNKNOWN_FUNCTION', `There is no function ${name}. ${hint}`, place, near);
}

const wrongArguments = (reading: Reading, node: ASTNode, message: string): null =>
  reading.refuse('WRONG_ARGUMENTS', message, reading.spans.inner(node));

/** cel-js never looks at the field inside `has`: a typo there is found only here. */
function readPresence(reading: Reading, node: Of<'call'>): Presence | null {
  const [, [asked, ...more]] = node.args;
  if (asked?.op === '.' && more.length === 0) {
    const attribute = reading.read(asked);
    if (attribute?.kind !== 'attribute') return null;
    return { kind: 'has', type: 'bool', attribute, ...reading.spans.inner(node) };
  }
  return wrongArguments(reading, node, 'has asks for one attribute with a dot: has(metrics.recencyDays).');
}

function readDays(reading: Reading, node: Of<'call'>): Literal | null {
  const count = onlyLiteral(reading, node);
  if (count?.type === 'int' && typeof count.value === 'number' && count.value >= 0 && count.value <= LIMITS.days)
    return { kind: 'literal', type: 'duration', value: count.value * DAY_MS, ...reading.spans.inner(node) };
  return wrongArguments(reading, node, `days takes a whole number from 0 to ${LIMITS.days}: days(30).`);
}

function readTimestamp(reading: Reading, node: Of<'call'>): Literal | null {
  const text = onlyLiteral(reading, node);
  const value = typeof text?.value === 'string' ? readInstant(text.value) : undefined;
  if (value !== undefined) return { kind: 'literal', type: 'instant', value, ...reading.spans.inner(node) };
  return reading.refuse(
    'BAD_LITERAL',
    'timestamp takes a date and time that exist, with Z or an offset: timestamp("2026-01-01T00:00:00Z").',
    reading.spans.inner(node),
    ['timestamp("2026-01-01T00:00:00Z")'],
  );
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
  if (!given || more.length > 0) return wrongArguments(reading, node, `${name} takes ${inWords(wanted)}.`);
  const operand = reading.read(given);
  if (!operand) return null;
  const span = reading.spans.inner(node);
  if (name === 'double' && (operand.type === 'int' || operand.type === 'double'))
    return fold(reading, { kind: 'toDouble', type: 'double', operand, ...span });
  if (name === 'monthOf' && operand.type === 'instant')
    return fold(reading, { kind: 'monthOf', type: 'int', operand, ...span });
  const message = `${name} takes ${inWords(wanted)}; ${reading.text(operand)} is ${inWords(operand.type)}.`;
  return reading.refuse('TYPE_MISMATCH', message, operand);
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
    const hint = operand.type === 'strings' ? ' Write "value" in list.' : '';
    const message = `${operator} looks into a text; ${reading.text(operand)} is ${inWords(operand.type)}.${hint}`;
    return reading.refuse('TYPE_MISMATCH', message, operand);
  }
  if (pattern.kind !== 'literal' || typeof pattern.value !== 'string')
    return reading.refuse('WRONG_ARGUMENTS', `${operator} looks for a text in quotes.`, pattern);
  const { value } = pattern;
  if (value === '' || value.length > LIMITS.patternLength)
    return reading.refuse('BAD_LITERAL', `The text to look for has 1 to ${LIMITS.patternLength} characters.`, pattern);
  if (operator === 'like' && !readPattern(value)) {
    const message = 'A backslash stands only before %, _ or another backslash, and is written twice: "50\\\\%".';
    return reading.refuse('BAD_LITERAL', message, pattern);
  }
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
  if (given.length !== parameters.length) {
    const wanted = parameters.map(inWords).join(', ') || 'nothing';
    return wrongArguments(reading, node, `${name} takes ${wanted}.`);
  }
  const values = parameters.flatMap((type, index) => {
    const argument = given[index];
    const value = argument ? readArgument(reading, argument, name, type) : null;
    return value === null ? [] : [value];
  });
  if (values.length < parameters.length) return null;
  const problem = declared.problemWith?.(...values);
  if (problem !== undefined) return wrongArguments(reading, node, problem);
  return { kind: 'call', type: returns, name, arguments: values, ...reading.spans.inner(node) };
}

function readArgument(reading: Reading, node: ASTNode, name: string, wanted: ValueType): Literal['value'] | null {
  if (wanted === 'strings' && node.op === 'list') {
    const items = readItems(reading, node);
    if (!items) return null;
    if (items[0].type === 'string') return items.map(({ value }) => String(value));
    return reading.refuse('TYPE_MISMATCH', `${name} takes a list of texts.`, reading.spans.inner(node));
  }
  const argument = reading.read(node);
  if (!argument) return null;
  if (!isLiteral(argument)) {
    const message = `${name} takes only values that are written out, so that it can be asked of the database.`;
    return reading.refuse('WRONG_ARGUMENTS', message, argument);
  }
  if (argument.type === wanted) return argument.value;
  const text = reading.text(argument);
  const instead = wanted === 'double' && argument.type === 'int' ? [`${text}.0`] : [];
  const hint = instead[0] ? ` Write ${instead[0]}.` : '';
  const message = `${name} takes ${inWords(wanted)} here; ${text} is ${inWords(argument.type)}.${hint}`;
  return reading.refuse('TYPE_MISMATCH', message, argument, instead);
}
