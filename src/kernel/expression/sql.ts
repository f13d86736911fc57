import { checkTree } from './check.js';
import type { CheckResult } from './check.js';
import type { Compiled } from './compile.js';
import { LIMITS } from './limits.js';
import { ExpressionError } from './problem.js';
import type { Problem } from './problem.js';
import { joined } from './sql-source.js';
import type { SqlAsk, SqlContext, SqlPart } from './sql-source.js';
import { NoSql, SqlWriter } from './sql-write.js';
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

/** The same for several rules that are asked together, such as layers of which the first that holds wins: tables are joined once for all. */
export function rulesToSql<S>(rules: readonly Compiled<S>[], context: SqlContext): RulesSql {
  const joins = new Joins(context);
  const conditions = rules.map((rule) => {
    try {
      const condition = new SqlWriter(rule.vocabulary, joins.ask).rule(rule.tree);
      joins.requireFew(rule.tree);
      return condition;
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

/** Whether a rule about members as a whole may be saved: `check`, and it can become SQL. */
export function checkSql<S>(vocabulary: Vocabulary<S>, source: string, context: SqlContext): CheckResult {
  const { tree, ...result } = checkTree(vocabulary, source, 'bool');
  if (!tree) return result;
  try {
    const joins = new Joins(context);
    new SqlWriter(vocabulary, joins.ask).rule(tree);
    joins.requireFew(tree);
    return result;
  } catch (error) {
    if (!(error instanceof NoSql)) throw error;
    return { ...refusedBy([error.problem]) };
  }
}

const refusedBy = (errors: readonly Problem[]): CheckResult => ({
  ok: false,
  attributes: [],
  functions: [],
  calls: [],
  errors,
});

/** The tables rules ask for, each once. */
class Joins {
  readonly ask: SqlAsk;
  readonly #joins = new Map<string, { readonly alias: string; readonly part: SqlPart }>();

  constructor(context: SqlContext) {
    this.ask = { ...context, join: (key, text, params) => this.#join(key, text, params) };
  }

  part(): SqlPart {
    return joined(...Array.from(this.#joins.values(), ({ part }) => part));
  }

  /** A database joins some sixty tables at most. */
  requireFew({ start, end }: { readonly start: number; readonly end: number }): void {
    if (this.#joins.size <= LIMITS.sqlJoins) return;
    const message = `The rule looks at more than ${LIMITS.sqlJoins} different tables, wallets and windows. Make it two rules.`;
    throw new NoSql({ code: 'TOO_BIG', message, start, end, suggestions: [] });
  }

  #join(key: string, text: (alias: string) => string, params: readonly Bound[] = []): string {
    const known = this.#joins.get(key);
    if (known) return known.alias;
    const alias = `j${this.#joins.size + 1}`;
    this.#joins.set(key, { alias, part: { text: ` ${text(alias)}`, params } });
    return alias;
  }
}
