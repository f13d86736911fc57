import type { ASTNode } from '@marcbachmann/cel-js';
import { evaluatorsFor } from './evaluate.js';
import type { ProblemFacts, ProblemKind } from './problem.js';
import type { Spans } from './spans.js';
import { childrenOf } from './tree.js';
import type { Expr, Literal, Span } from './tree.js';
import { inWords } from './value.js';
import type { Vocabulary } from './vocabulary.js';

/** One walk over one syntax tree: what its parts need to become our own tree or a problem. */
export interface Reading {
  readonly vocabulary: Vocabulary<never>;
  readonly spans: Spans;
  /** Null when the part was refused; whoever contains it then says nothing more about it. */
  read(node: ASTNode): Expr | null;
  /** The part as it is written. */
  text(at: Span): string;
  refuse(kind: ProblemKind, at: Span, facts?: ProblemFacts, suggestions?: readonly string[]): null;
}

/** Parts without a question are computed once, here. One that can never be known is a mistake of the writer. */
export function fold(reading: Reading, expr: Expr): Expr | null {
  const { start, end, type } = expr;
  if (expr.kind === 'literal' || !childrenOf(expr).every(isLiteral)) return expr;
  const value = evaluatorsFor(reading.vocabulary)(expr)(undefined as never);
  if (value === undefined) return reading.refuse('NO_VALUE', expr, { text: reading.text(expr) });
  return { kind: 'literal', type, value, start, end };
}

export const isLiteral = (expr: Expr): expr is Literal => expr.kind === 'literal';

/** What a part is, for a problem that is about it. */
export function whatIs(reading: Reading, part: Expr) {
  return { text: reading.text(part), type: inWords(part.type) };
}

/** What two parts are, for a problem that is about both. */
export function sidesOf(reading: Reading, left: Expr, right: Expr): ProblemFacts {
  return { text: reading.text(left), type: inWords(left.type), otherText: reading.text(right), other: inWords(right.type) }; // prettier-ignore
}
