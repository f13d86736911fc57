import type { ASTNode } from '@marcbachmann/cel-js';
import { fold, whatIs } from './reading.js';
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
    return reading.refuse('CHOICE_OF_TWO_TYPES', span, { type: inWords(positive.type), other: inWords(negative.type) });
  }
  return { kind: 'choice', type: positive.type, condition, positive, negative, ...span };
}

function readCondition(reading: Reading, node: ASTNode): Expr | null {
  const expr = reading.read(node);
  if (!expr || expr.type === 'bool') return expr;
  return reading.refuse('CONDITION_NEEDED', expr, whatIs(reading, expr));
}

function isBracketed(reading: Reading, node: ASTNode): boolean {
  return reading.spans.outer(node).start !== reading.spans.inner(node).start;
}
