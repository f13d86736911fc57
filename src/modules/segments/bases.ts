import type { Day } from '../../kernel/calendar.js';
import type { Sql } from '../../kernel/database.js';
import { share } from '../../kernel/money.js';
import { upsertRows } from '../../kernel/rows.js';
import type { WriteSession } from '../../kernel/session.js';

/** A figure over everybody that members are compared with. */
export interface Base {
  readonly name: string;
  /** Null while there is nobody to take it over. */
  readonly value: number | null;
  readonly members: number;
}

/** The mean net spend of active members with an order, in whole minor units, half-up. */
export async function meanSpend(sql: Sql): Promise<Base> {
  const [row] = await sql.rows<{ members: number; spent: number | null }>(
    "SELECT COUNT(*) AS members, SUM(x.spendMinor) AS spent FROM member_metrics x JOIN members m ON m.id = x.memberId WHERE x.orders > 0 AND m.status = 'active'",
  );
  const { members = 0, spent = 0 } = row ?? {};
  return { name: 'meanSpendMinor', value: members > 0 ? share(spent ?? 0, 1, members) : null, members };
}

/** Takes the figures of a day: rules compare with these until the next. */
export async function storeBases({ sql }: WriteSession, day: Day): Promise<void> {
  const base = await meanSpend(sql);
  if (base.value === null) await sql.run('DELETE FROM segment_bases WHERE name = ?', [base.name]);
  else await upsertRows(sql, 'segment_bases', ['name'], [{ ...base, day }], { value: 'replace', members: 'replace', day: 'replace' }); // prettier-ignore
}

/** Whether a figure was taken over nobody: what compares with it selects nobody. */
export async function isBaseEmpty(sql: Sql, name: string): Promise<boolean> {
  const rows = await sql.rows('SELECT 1 AS one FROM segment_bases WHERE name = ? AND members > 0', [name]);
  return rows.length === 0;
}
