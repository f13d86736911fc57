import type { Instant } from '../../../kernel/clock.js';
import { dayOf } from '../../../kernel/calendar.js';
import type { Sql } from '../../../kernel/database.js';

/** By what outstanding points are told apart. */
export type LiabilityBy = 'COHORT' | 'FUNDER' | 'EXPIRY_MONTH';

/** Points that are outstanding: what members still have of what a month, a brand, or an end gave them. */
export interface LiabilityLine {
  /** `YYYY-MM` of earning or of expiry, `never`, or the id of a brand. */
  readonly key: string;
  readonly wallet: string;
  readonly outstanding: number;
}

/** What lots are grouped by in the database; months are made of days and instants here, where zones are known. */
const COLUMNS: Readonly<Record<LiabilityBy, string>> = {
  COHORT: 'occurredOn',
  FUNDER: 'funderId',
  EXPIRY_MONTH: 'expiresAt',
};

interface Row {
  readonly wallet: string;
  readonly part: string | number | null;
  readonly amount: number;
}

/**
 * Outstanding points at an instant, by what had been recorded by it: what lots were opened with, less what was drawn from
 * them. Their sum is what the trial balance says members have.
 */
export async function liability(
  sql: Sql,
  { by, asOf, zone, wallet }: { by: LiabilityBy; asOf: Instant; zone: string; wallet: string | null },
): Promise<LiabilityLine[]> {
  const only = wallet === null ? '' : ' AND l.wallet = ?';
  const params = wallet === null ? [asOf] : [asOf, wallet];
  const column = `l.${COLUMNS[by]}`;
  const opened = await sql.rows<Row>(
    `SELECT l.wallet, ${column} AS part, SUM(l.amount) AS amount FROM point_lots l WHERE l.recordedAt <= ?${only} GROUP BY l.wallet, ${column}`,
    params,
  );
  const drawn = await sql.rows<Row>(
    `SELECT l.wallet, ${column} AS part, -SUM(d.amount) AS amount FROM point_transfers t JOIN point_draws d ON d.transferId = t.id JOIN point_lots l ON l.id = d.lotId WHERE t.recordedAt <= ?${only} GROUP BY l.wallet, ${column}`,
    params,
  );
  const sums = new Map<string, LiabilityLine>();
  for (const row of [...opened, ...drawn]) {
    const key = keyOf(by, row.part, zone);
    const place = `${row.wallet}|${key}`;
    const { outstanding = 0 } = sums.get(place) ?? {};
    sums.set(place, { key, wallet: row.wallet, outstanding: outstanding + row.amount });
  }
  const lines = [...sums.values()].filter(({ outstanding }) => outstanding !== 0);
  return lines.sort((a, b) => (`${a.wallet}|${a.key}` < `${b.wallet}|${b.key}` ? -1 : 1));
}

/** The month before midnight of its last day: points die at the very end of it. */
function keyOf(by: LiabilityBy, part: Row['part'], zone: string): string {
  if (by === 'FUNDER') return String(part);
  if (part === null) return 'never';
  return by === 'COHORT' ? String(part).slice(0, 7) : dayOf(Number(part) - 1, zone).slice(0, 7);
}
