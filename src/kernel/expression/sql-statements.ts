import type { Compiled } from './compile.js';
import { LIMITS } from './limits.js';
import { Joins, TABLES_MAX } from './sql-joins.js';
import type { SqlContext } from './sql-source.js';
import { SqlWriter } from './sql-write.js';

/** What a rule of is asked together with others. */
interface Asked<S> {
  readonly rule: Compiled<S> | null;
}

/**
 * What is to be asked, in its order, as much at a time as a statement has room for on either database: each rule may be
 * saved as it is, and many large ones are more than a parser takes at once.
 */
export function fitting<S, A extends Asked<S>>(asked: readonly A[], most: number, context: SqlContext): A[][] {
  const statements: A[][] = [];
  let some: A[] = [];
  for (const each of asked) {
    if (some.length > 0 && (some.length === most || !isRoom([...some, each], context))) {
      statements.push(some);
      some = [];
    }
    some.push(each);
  }
  return some.length > 0 ? [...statements, some] : statements;
}

function isRoom<S>(asked: readonly Asked<S>[], context: SqlContext): boolean {
  const joins = new Joins(context);
  const conditions = asked.flatMap(({ rule }) => (rule ? new SqlWriter(rule.vocabulary, joins.ask).write(rule.tree).text : [])); // prettier-ignore
  if (joins.size > TABLES_MAX) return false;
  return [joins.part().text, ...conditions].reduce((sum, text) => sum + text.length, 0) <= LIMITS.sqlLength;
}
