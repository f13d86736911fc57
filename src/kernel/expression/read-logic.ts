import type { ASTNode } from '@marcbachmann/cel-js';
import { fold } from './reading.js';
import type { Reading } from './reading.js';
import type { Choice, Expr, Junction } from './tree.js';
import { inWords } from './value.js';

type Of<Op extends ASTNode['op']> = Extract<ASTNode, { readonly op: Op }>;

/** `a && b && c` becomes one node of three, so that explaining lists clauses and long rules are not deep. */
export function readJunction(reading: Reading, node: Of<'&&' | '||'>): Junction | null {
  const parts: ASTNode[] = [];
  let rest: ASTNode = node;
  while (rest.op === node.op && (rest === node || !isBracketed(reading, rest))) {
    parts.unshift(rest.args[1]);
    rest = rest.args[0];
  }
  parts.unshift(rest);
  const operands = parts.map((part) => readCondition(reading, part)).filter((part) => part !== null);
  if (operands.length < parts.length) return null;
  return { kind: node.op === '&&' ? 'and' : 'or', type: 'bool', operands, ...reading.spans.inner(node) };
}

export function readNot(reading: Reading, node: Of<'!_'>): Expr | null {
  const operand = readCondition(reading, node.args);
  return operand && fold(reading, { kind: 'not', type: 'bool', operand, ...reading.spans.inner(node) });
}

export function readChoice(reading: Reading, node: Of<'?:'>): Choice | null {
  const condition = readCondition(reading, node.args[0]);
  const positive = reading.read(node.args[1]);
  const negative = reading.read(node.args[2]);
  if (!condition || !positive || !negative) return null;
  const span = reading.spans.inner(node);
  if (positive.type !== negative.type || positive.type === 'strings') {
    const types = `${inWords(positive.type)} and ${inWords(negative.type)}`;
    return reading.refuse('TYPE_MISMATCH', `Both answers must be of one type; these are ${types}.`, span);
  }
  return { kind: 'choice', type: positive.type, condition, positive, negative, ...span };
}

function readCondition(reading: Reading, node: ASTNode): Expr | null {
  const expr = reading.read(node);
  if (!expr || expr.type === 'bool') return expr;
  return reading.refuse(
    'TYPE_MISMATCH',
    `${reading.text(expr)} is ${inWords(expr.type)}; a condition is needed here, such as a comparison.`,
    expr,
  );
}

function isBracketed(reading: Reading, node: ASTNode): boolean {
  return reading.spans.outer(node).start !== reading.spans.inner(node).start;
}
