import { checkTree } from './check.js';
import type { CheckResult } from './check.js';
import { compile } from './compile.js';
import type { Compiled } from './compile.js';
import { LIMITS } from './limits.js';
import { ExpressionError } from './problem.js';
import type { Problem } from './problem.js';
import { problem } from './problem.js';
import { joined } from './sql-source.js';
import type { SqlContext, SqlPart } from './sql-source.js';
import type { Engine } from '../database.js';
import { unfinishedIn } from './sql-depth.js';
import { Joins } from './sql-joins.js';
import { NoSql, SqlWriter } from './sql-write.js';
import type { Expr } from './tree.js';
import type { Vocabulary } from './vocabulary.js';
import type { Bound } from '../bind.js';

/** Rules as SQL over `members m`. */
export interface RulesSql {
  /** ` LEFT JOIN …` for everything the rules ask about; each gives at most one row a member. */
  readonly joins: SqlPart;
  /** For each rule an expression that is 1 (yes), 0 (no) or NULL (unknown), so that it can stand in a WHERE or a CASE. */
  readonly conditions: readonly SqlPart[];
}

/** One rule as SQL; `params` are those of the joins and then those of the condition. */
export interface RuleSql {
  readonly joins: string;
  readonly where: string;
  readonly params: readonly Bound[];
}

/**
 * The rule as SQL: `SELECT m.id FROM members m${joins} WHERE ${where}` selects exactly the members for whom it holds, on
 * both databases; what is unknown is NULL and not selected, and nothing in it can fail. For members as a whole `now` is the
 * start of the day in the program's zone: a rule says the same all day long, and what happened today is later than `now`.
 * Throws an ExpressionError for a rule that cannot become SQL, which `checkSql` tells before it is saved.
 */
export function toSql<S>(rule: Compiled<S>, context: SqlContext): RuleSql {
  const { joins, conditions } = rulesToSql([rule], context);
  const where = joined(...conditions);
  return { joins: joins.text, where: where.text, params: [...joins.params, ...where.params] };
}

/**
 * The same for several rules that are asked together, such as layers of which the first that holds wins: tables are joined
 * once for all. Throws an Error where they ask for more tables than a statement can join.
 */
export function rulesToSql<S>(rules: readonly Compiled<S>[], context: SqlContext): RulesSql {
  const joins = new Joins(context);
  const conditions = rules.map((rule) => {
    try {
      return new SqlWriter(rule.vocabulary, joins.ask).write(rule.tree);
    } catch (error) {
      throw error instanceof NoSql ? new ExpressionError(rule.source, [error.problem]) : error;
    }
  });
  return { joins: joins.part(), conditions };
}

/** An expression that is the value of the first rule that holds, NULL where none does. */
export function firstThatHolds<S>(
  layers: readonly { readonly rule: Compiled<S>; readonly value: Bound }[],
  context: SqlContext,
): { readonly joins: SqlPart; readonly value: SqlPart } {
  const { joins, conditions } = rulesToSql(layers.map(({ rule }) => rule), context); // prettier-ignore
  const whens = conditions.flatMap((condition, at) => [
    ' WHEN ',
    condition,
    ' THEN ',
    { text: '?', params: [layers[at]?.value ?? null] },
  ]);
  return { joins, value: whens.length === 0 ? { text: 'NULL', params: [] } : joined('CASE', ...whens, ' END') };
}

export interface Selecting {
  /** What is read of each member; `m.id` unless something is said. */
  readonly columns?: readonly string[];
  /** What else must be true of them. */
  readonly where?: SqlPart;
  /** What stands behind, such as an ORDER BY. */
  readonly tail?: SqlPart;
}

/** `SELECT m.id FROM members m … WHERE …`: the members for whom a rule holds. */
export function selectMembers<S>(
  rule: Compiled<S>,
  context: SqlContext,
  { columns = ['m.id'], where, tail }: Selecting = {},
): SqlPart {
  const { joins, conditions } = rulesToSql([rule], context);
  const also = where ? [' AND (', where, ')'] : [];
  const end = tail ? [' ', tail] : [];
  return joined(`SELECT ${columns.join(', ')} FROM members m`, joins, ' WHERE ', ...conditions, ...also, ...end);
}

type Parts = SqlContext['parts'];

/** Whether a rule about members as a whole may be saved: `check`, and it can become SQL, given the program it is to stand in. */
export function checkSql<S>(
  vocabulary: Vocabulary<S>,
  source: string,
  { parts = {} }: { readonly parts?: Parts } = {},
): CheckResult {
  const { tree, ...result } = checkTree(vocabulary, source, 'bool');
  const wrong = tree && sqlProblem(vocabulary, tree, parts);
  return wrong ? { ok: false, attributes: [], functions: [], calls: result.calls, errors: [wrong] } : result;
}

/** `compile` for a rule about members as a whole. Throws an ExpressionError with every problem `checkSql` would tell. */
export function compileForMembers<S>(vocabulary: Vocabulary<S>, source: string): Compiled<S> {
  const rule = compile(vocabulary, source);
  const wrong = sqlProblem(vocabulary, rule.tree, {});
  if (wrong) throw new ExpressionError(source, [wrong]);
  return rule;
}

/** On either database: a rule that is saved is good on both. */
function sqlProblem<S>(vocabulary: Vocabulary<S>, tree: Expr, parts: Parts): Problem | undefined {
  return sqlProblemOn('mysql', vocabulary, tree, parts) ?? sqlProblemOn('sqlite', vocabulary, tree, parts);
}

function sqlProblemOn<S>(engine: Engine, vocabulary: Vocabulary<S>, tree: Expr, parts: Parts): Problem | undefined {
  const joins = new Joins({ engine, now: 0, today: '1970-01-01', zone: vocabulary.zone, parts });
  try {
    const { text } = new SqlWriter(vocabulary, joins.ask, LIMITS.sqlLength).write(tree);
    if (unfinishedIn(text) > LIMITS.sqlDepth) return problem('TOO_DEEP_FOR_SQL', tree);
  } catch (error) {
    if (error instanceof NoSql) return error.problem;
    throw error;
  }
  if (joins.size <= LIMITS.sqlJoins) return undefined;
  return problem('TOO_MANY_TABLES', tree, { max: LIMITS.sqlJoins });
}
