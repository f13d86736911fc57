import type { ASTNode } from '@marcbachmann/cel-js';
import { evaluatorsFor } from './evaluate.js';
import type { ProblemCode } from './problem.js';
import type { Spans } from './spans.js';
import { childrenOf } from './tree.js';
import type { Expr, Literal, Span } from './tree.js';
import type { Vocabulary } from './vocabulary.js';

/** One walk over one syntax tree: what its parts need to become our own tree or a problem. */
export interface Reading {
  readonly vocabulary: Vocabulary<never>;
  readonly spans: Spans;
  /** Null when the part was refused; whoever contains it then says nothing more about it. */
  read(node: ASTNode): Expr | null;
  /** The part as it is written. */
  text(at: Span): string;
  refuse(code: ProblemCode, message: string, at: Span, suggestions?: readonly string[]): null;
}

/** Parts without a question are computed once, here. One that can never be known is a mistake of the writer. */
export function fold(reading: Reading, expr: Expr): Expr | null {
  const { start, end, type } = expr;
  if (expr.kind === 'literal' || !childrenOf(expr).every(isLiteral)) return expr;
  const value = evaluatorsFor(reading.vocabulary)(expr)(undefined as never);
  if (value === undefined)
    return reading.refuse('ALWAYS_UNKNOWN', `${reading.text(expr)} has no value that can be counted with.`, expr);
  return { kind: 'literal', type, value, start, end };
}

export const isLiteral = (expr: Expr): expr is Literal => expr.kind === 'literal';
