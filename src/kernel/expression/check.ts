import type { Problem } from './problem.js';
import { problem } from './problem.js';
import { read } from './read.js';
import { parse } from './syntax.js';
import type { Syntax } from './syntax.js';
import { questionsOf } from './tree.js';
import type { Expr, FunctionCall, Span } from './tree.js';
import { inWords } from './value.js';
import type { ExpressionType, Value, ValueType } from './value.js';
import type { Vocabulary } from './vocabulary.js';

/** A call with its arguments: `orders(30)` tells that somebody looks 30 days back. */
export interface Call extends Span {
  readonly name: string;
  readonly arguments: readonly Value[];
}

export interface CheckResult {
  readonly ok: boolean;
  /** What the rule results in; absent when it is refused. */
  readonly type?: ExpressionType;
  /** Names it asks for, sorted; empty when it is refused. */
  readonly attributes: readonly string[];
  readonly functions: readonly string[];
  /** Every function it calls, with its arguments, in the order they stand; of a rule that is refused, those that could be read. */
  readonly calls: readonly Call[];
  /** All that is wrong with it, from left to right. */
  readonly errors: readonly Problem[];
}

export interface Checked extends CheckResult {
  /** Absent when it is refused. */
  readonly tree?: Expr;
}

/**
 * Whether a rule may be saved: it can be read, is within limits, asks only for what is declared, and fits together.
 * With `wanted` its result must be of that type too. Never throws, whatever the source.
 */
export function check<S>(vocabulary: Vocabulary<S>, source: string, wanted?: ValueType): CheckResult {
  const { ok, type, attributes, functions, calls, errors } = checkTree(vocabulary, source, wanted);
  return { ok, ...(type && { type }), attributes, functions, calls, errors };
}

/** The same with the tree, for those who go on to interpret it. */
export function checkTree<S>(vocabulary: Vocabulary<S>, source: string, wanted?: ValueType): Checked {
  const syntax = parse(vocabulary, source);
  if ('problem' in syntax) return refused([syntax.problem]);
  const { tree, problems, calls: found } = read(vocabulary, source, syntax.root);
  if (!tree) return refused(problems, found.map(callOf));
  const wrong = oracleProblem(syntax, source) ?? (wanted && resultProblem(tree, wanted));
  if (wrong) return refused([wrong]);
  const questions = questionsOf(tree);
  const calls = questions.filter((question): question is FunctionCall => question.kind === 'call');
  return {
    ok: true,
    type: tree.type,
    attributes: namesOf(questions.filter(({ kind }) => kind === 'attribute')),
    functions: namesOf(calls),
    calls: calls.map(callOf),
    errors: [],
    tree,
  };
}

const callOf = ({ name, arguments: given, start, end }: FunctionCall): Call => ({ name, arguments: given, start, end });

const refused = (errors: readonly Problem[], calls: readonly Call[] = []): Checked => ({
  ok: false,
  attributes: [],
  functions: [],
  calls,
  errors: errors.toSorted((a, b) => a.start - b.start),
});

/** cel-js checks every rule as well. It accepts all that our walk does; a rule it refuses is not CEL and is not saved. */
function oracleProblem(syntax: Syntax, source: string): Problem | undefined {
  const { valid, error } = syntax.check();
  if (valid) return undefined;
  const place = error?.range ?? { start: 0, end: source.length };
  return problem('DOES_NOT_FIT', place, { summary: error?.summary ?? 'This does not fit together' });
}

/** A whole number may stand where a decimal one is wanted. */
function resultProblem(tree: Expr, wanted: ValueType): Problem | undefined {
  if (tree.type === wanted || (tree.type === 'int' && wanted === 'double')) return undefined;
  return problem('WRONG_RESULT', tree, { type: inWords(tree.type), wanted: inWords(wanted) });
}

const namesOf = (questions: readonly { readonly name: string }[]): readonly string[] =>
  [...new Set(questions.map(({ name }) => name))].sort();
