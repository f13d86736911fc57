import type { ASTNode } from '@marcbachmann/cel-js';
import type { ProblemKind } from './problem.js';
import { fold, sidesOf, whatIs } from './reading.js';
import type { Reading } from './reading.js';
import type { ArithmeticOperator, Expr } from './tree.js';
import { isNumeric } from './value.js';
import type { ExpressionType } from './value.js';

type Of<Op extends ASTNode['op']> = Extract<ASTNode, { readonly op: Op }>;

export function readArithmetic(reading: Reading, node: Of<ArithmeticOperator>): Expr | null {
  const left = reading.read(node.args[0]);
  const right = reading.read(node.args[1]);
  if (!left || !right) return null;
  const span = reading.spans.inner(node);
  const type = resultOf(node.op, left.type, right.type);
  if (!type) return refuseTypes(reading, node, left, right);
  if ((node.op === '/' || node.op === '%') && right.kind === 'literal' && right.value === 0)
    return reading.refuse('DIVISION_BY_ZERO', span);
  return fold(reading, { kind: 'arithmetic', type, operator: node.op, left, right, ...span });
}

export function readNegation(reading: Reading, node: Of<'-_'>): Expr | null {
  const operand = reading.read(node.args);
  if (!operand) return null;
  const span = reading.spans.inner(node);
  if (isNumeric(operand.type)) return fold(reading, { kind: 'negation', type: operand.type, operand, ...span });
  return reading.refuse('NOT_NEGATIVE', span, whatIs(reading, operand));
}

function resultOf(operator: ArithmeticOperator, left: ExpressionType, right: ExpressionType): ExpressionType | null {
  if (left === 'int' && right === 'int') return operator === '/' ? null : 'int';
  if (isNumeric(left) && isNumeric(right)) return operator === '%' ? null : 'double';
  const isSum = operator === '+';
  if (!isSum && operator !== '-') return null;
  if (left === 'duration' && right === 'duration') return 'duration';
  if (left === 'instant' && right === 'duration') return 'instant';
  if (left === 'duration' && right === 'instant') return isSum ? 'instant' : null;
  if (left === 'instant' && right === 'instant') return isSum ? null : 'duration';
  return null;
}

function refuseTypes(reading: Reading, node: Of<ArithmeticOperator>, left: Expr, right: Expr): null {
  const span = reading.spans.inner(node);
  if (node.op === '/' && left.type === 'int' && right.type === 'int') {
    const instead = `double(${reading.text(left)}) / ${reading.text(reading.spans.outer(node.args[1]))}`;
    return reading.refuse('WHOLE_DIVISION', span, { instead }, [instead]);
  }
  return reading.refuse(kindFor(node.op, left.type, right.type), span, {
    ...sidesOf(reading, left, right),
    operator: node.op,
  });
}

function kindFor(operator: ArithmeticOperator, left: ExpressionType, right: ExpressionType): ProblemKind {
  const types = [left, right];
  if (types.includes('instant') && types.includes('int')) return 'INSTANT_AND_NUMBER';
  if (operator === '+' && types.includes('string')) return 'JOINED_TEXTS';
  if (operator === '%' && types.includes('double')) return 'DECIMAL_REMAINDER';
  return 'NOT_CALCULATED';
}
