import type { Sql } from '../../../kernel/database.js';
import { ExpressionError, fitting, rulesToSql, toSql } from '../../../kernel/expression/index.js';
import type { SqlContext } from '../../../kernel/expression/index.js';
import type { Offered } from '../../benefits/index.js';
import { choose, joined, nothing, sql, Statement } from '../statement.js';
import type { Asked } from './stages.js';

interface Ruled {
  readonly code: string;
  readonly rule: NonNullable<Offered['eligibility']>;
}

/** Rules of one statement. */
const RULES_MAX = 20;

/**
 * Members who may have each benefit, by the quarter in which they had joined: everybody where it has no rule. Members are
 * asked as they are now. A benefit whose rule cannot be asked of all members at once is left out.
 */
export async function eligibleIn(database: Sql, asked: Asked): Promise<ReadonlyMap<string, readonly number[]>> {
  const ruled = asked.benefits.flatMap(({ code, eligibility }) => (eligibility ? { code, rule: eligibility } : []));
  const countable = ruled.filter(({ rule }) => isCountable(rule, asked.context));
  const open = asked.benefits.filter(({ eligibility }) => eligibility === null).map(({ code }) => code);
  const counts = new Map<string, readonly number[]>();
  if (open.length > 0) {
    const [everybody] = await joinedBy(database, asked, []);
    for (const code of open) counts.set(code, everybody ?? []);
  }
  for (const some of fitting(countable, RULES_MAX, asked.context)) {
    const [, ...found] = await joinedBy(database, asked, some);
    for (const [at, { code }] of some.entries()) counts.set(code, found[at] ?? []);
  }
  return counts;
}

function isCountable(rule: Ruled['rule'], context: SqlContext): boolean {
  try {
    toSql(rule, context);
    return true;
  } catch (error) {
    if (error instanceof ExpressionError) return false;
    throw error;
  }
}

/** How many members had joined by the end of each quarter: all, and those of each rule. */
async function joinedBy(
  database: Sql,
  { quarters, context }: Asked,
  ruled: readonly Ruled[],
): Promise<(readonly number[])[]> {
  const { joins, conditions } = rulesToSql(ruled.map(({ rule }) => rule), context); // prettier-ignore
  const ends = quarters.map(({ toAt }) => toAt);
  const n = choose(sql`m.enrolledAt`, ends.slice(0, -1), quarters.map((each) => each.n)); // prettier-ignore
  const columns = conditions.map(({ text, params }, at) => sql`, CASE WHEN ${new Statement(text, params)} THEN 1 ELSE 0 END AS ${new Statement(`c${at}`, [])}`); // prettier-ignore
  const rows = sql`SELECT ${n} AS n${joined(columns, '')} FROM members m${new Statement(joins.text, joins.params)} WHERE m.status = 'active' AND m.enrolledAt < ${ends.at(-1) ?? 0}`;
  const sums = conditions.map((_, at) => new Statement(`, SUM(x.c${at}) AS c${at}`, []));
  const { text, params } =
    sql`SELECT x.n, COUNT(*) AS members${sums.length > 0 ? joined(sums, '') : nothing} FROM (${rows}) x GROUP BY x.n`;
  const found = await database.rows<Record<string, number>>(text, params);
  return ['members', ...conditions.map((_, at) => `c${at}`)].map((column) => growing(found, column, quarters.length));
}

/** Who has joined is there in every later quarter as well. */
function growing(rows: readonly Record<string, number>[], column: string, quarters: number): number[] {
  let all = 0;
  return Array.from({ length: quarters }, (_, n) => {
    all += rows.find((row) => row['n'] === n)?.[column] ?? 0;
    return all;
  });
}
