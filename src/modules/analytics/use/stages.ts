import type { Sql } from '../../../kernel/database.js';
import type { SqlContext } from '../../../kernel/expression/index.js';
import type { BenefitStatus, Offered, Stretch } from '../../benefits/index.js';
import { entitledAndUsed } from '../../benefits/index.js';
import type { Period } from '../periods.js';
import { choose, listed, sql, Statement } from '../statement.js';
import { lookers } from '../viewers.js';

/** Which benefits, in which quarters one after the other. */
export interface Asked {
  readonly benefits: readonly Offered[];
  readonly ids: readonly string[];
  readonly quarters: readonly (Stretch & Period & { readonly name: string })[];
  readonly context: SqlContext;
}

/** By the code of a benefit and the number of a quarter: `tea|0`. */
export type ByQuarter<T> = ReadonlyMap<string, T>;

type Row<T> = T & { readonly benefit: string; readonly n: number };

/** Members who could have used it on at least one day, and those of them who did. */
export async function entitledIn(database: Sql, asked: Asked): Promise<ByQuarter<{ entitled: number; used: number }>> {
  const { text, params } = entitledAndUsed(database.engine, asked.quarters, codesOf(asked));
  const members = sql`SELECT x.benefit, x.n, x.memberId, MAX(x.used) AS used FROM (${new Statement(text, params)}) x JOIN members m ON m.id = x.memberId AND m.status = 'active' GROUP BY x.benefit, x.n, x.memberId`;
  const rows = await read<{ entitled: number; used: number }>(database, sql`SELECT y.benefit, y.n, COUNT(*) AS entitled, SUM(y.used) AS used FROM (${members}) y GROUP BY y.benefit, y.n`); // prettier-ignore
  return byQuarter(rows, ({ entitled, used }) => ({ entitled: entitled, used: used }));
}

/** Members who claimed one, or used one. */
export function claimedIn(database: Sql, asked: Asked): Promise<ByQuarter<number>> {
  const { fromAt, toAt } = spanOf(asked);
  const codes = listed(codesOf(asked));
  return members(database, sql`SELECT g.memberId, g.benefit, ${quarterAt(asked, sql`g.claimedAt`)} AS n FROM grants g WHERE g.benefit IN (${codes}) AND g.claimedAt >= ${fromAt} AND g.claimedAt < ${toAt}
    UNION ALL SELECT r.memberId, r.benefit, ${quarterAt(asked, sql`r.redeemedAt`)} AS n FROM redemptions r WHERE r.benefit IN (${codes}) AND r.redeemedAt >= ${fromAt} AND r.redeemedAt < ${toAt} AND r.status = 'redeemed'`); // prettier-ignore
}

/** Members who looked at it. */
export async function seenIn(database: Sql, asked: Asked): Promise<ByQuarter<number>> {
  const { from, to } = spanOf(asked);
  const starts = asked.quarters.slice(1).map((quarter) => quarter.from);
  const piece = choose(sql`v.occurredOn`, starts, asked.quarters.map(({ n }) => n)); // prettier-ignore
  const codes = new Map(asked.ids.map((id, at) => [id, codesOf(asked)[at]]));
  const looks = lookers({ from, to, subjects: asked.ids }, piece);
  const counts = await members(database, sql`SELECT l.memberId, l.subject AS benefit, l.piece AS n FROM (${looks}) l`);
  return new Map([...counts].map(([key, count]) => [key.replace(/^[^|]+/, (id) => codes.get(id) ?? id), count]));
}

/** Uses, and those of them that were reversed. */
export async function usesIn(database: Sql, asked: Asked): Promise<ByQuarter<{ uses: number; reversed: number }>> {
  const { fromAt, toAt } = spanOf(asked);
  const made = sql`SELECT r.benefit, r.status, ${quarterAt(asked, sql`r.redeemedAt`)} AS n FROM redemptions r WHERE r.benefit IN (${listed(codesOf(asked))}) AND r.redeemedAt >= ${fromAt} AND r.redeemedAt < ${toAt} AND r.status IN ('redeemed', 'reversed')`;
  const rows = await read<{ uses: number; reversed: number }>(database, sql`SELECT x.benefit, x.n, COUNT(*) AS uses, SUM(CASE WHEN x.status = 'reversed' THEN 1 ELSE 0 END) AS reversed FROM (${made}) x GROUP BY x.benefit, x.n`); // prettier-ignore
  return byQuarter(rows, ({ uses, reversed }) => ({ uses: uses, reversed: reversed }));
}

interface Review {
  readonly at: number;
  readonly entitled: number;
  readonly used: number;
  readonly became: BenefitStatus | null;
}

/** What was made of it when a quarter was over. */
export async function reviewsOf(database: Sql, asked: Asked): Promise<ByQuarter<Review>> {
  const names = asked.quarters.map(({ name }) => name);
  const rows = await read<Review & { quarter: string }>(database, sql`SELECT w.benefit, w.quarter, w.entitled, w.used, w.became, w.at FROM benefit_reviews w WHERE w.benefit IN (${listed(codesOf(asked))}) AND w.quarter IN (${listed(names)})`); // prettier-ignore
  return new Map(rows.map(({ benefit, quarter, entitled, used, became, at }) => [`${benefit}|${names.indexOf(quarter)}`, { entitled, used, became, at }])); // prettier-ignore
}

/** How many active members there are of rows `memberId, benefit, n`. */
async function members(database: Sql, rows: Statement): Promise<ByQuarter<number>> {
  const found = await read<{ members: number }>(database, sql`SELECT x.benefit, x.n, COUNT(DISTINCT x.memberId) AS members FROM (${rows}) x JOIN members m ON m.id = x.memberId AND m.status = 'active' GROUP BY x.benefit, x.n`); // prettier-ignore
  return byQuarter(found, ({ members: count }) => count);
}

function read<T>(database: Sql, { text, params }: Statement): Promise<Row<T>[]> {
  return database.rows<Row<T>>(text, params);
}

function byQuarter<T, U>(rows: readonly Row<T>[], of: (row: Row<T>) => U): ByQuarter<U> {
  return new Map(rows.map((row) => [`${row.benefit}|${row.n}`, of(row)]));
}

function codesOf({ benefits }: Asked): string[] {
  return benefits.map(({ code }) => code);
}

function spanOf({ quarters }: Asked): Period & Pick<Stretch, 'fromAt' | 'toAt'> {
  const [first, last] = [quarters[0], quarters.at(-1)];
  if (!first || !last) throw new Error('No quarter is asked for');
  return { from: first.from, to: last.to, fromAt: first.fromAt, toAt: last.toAt };
}

function quarterAt({ quarters }: Asked, at: Statement): Statement {
  return choose(at, quarters.slice(1).map(({ fromAt }) => fromAt), quarters.map(({ n }) => n)); // prettier-ignore
}
