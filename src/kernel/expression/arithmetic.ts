import type { ArithmeticOperator } from './tree.js';
import type { ExpressionType } from './value.js';

type Calculation = (left: number, right: number) => number | undefined;

/** What both databases agree on: NULL for a division by zero, and nothing where one overflows and the other does not. */
export function calculation(operator: ArithmeticOperator, type: ExpressionType): Calculation {
  const keep = type === 'double' ? finite : safe;
  switch (operator) {
    case '+':
      return (left, right) => keep(left + right);
    case '-':
      return (left, right) => keep(left - right);
    case '*':
      return (left, right) => keep(left * right);
    case '/':
      return (left, right) => (right === 0 ? undefined : keep(left / right));
    case '%':
      return (left, right) => (right === 0 ? undefined : keep(left % right));
  }
}

// Adding zero turns -0, which no SQL has, into 0.
const safe = (number: number): number | undefined => (Number.isSafeInteger(number) ? number + 0 : undefined);
const finite = (number: number): number | undefined => (Number.isFinite(number) ? number + 0 : undefined);
