import { dayOf } from '../../../kernel/calendar.js';
import type { Instant } from '../../../kernel/clock.js';
import type { Sql } from '../../../kernel/database.js';

/** By what outstanding points are told apart. */
export type LiabilityBy = 'COHORT' | 'FUNDER' | 'EXPIRY_MONTH';

/** Points that are outstanding: what members still have of what a month, a brand, or an end gave them. */
export interface LiabilityLine {
  /** `YYYY-MM` of earning or of expiry, `never`, or the id of a brand. */
  readonly key: string;
  readonly wallet: string;
  readonly outstanding: number;
  /** Of them what waited for the return window to end. */
  readonly pending: number;
  /** Of them what holds reserved; null for the past, for which no lot remembers it. */
  readonly held: number | null;
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
  readonly outstanding: number;
  readonly pending: number;
  readonly held: number;
}

export interface LiabilityQuestion {
  readonly by: LiabilityBy;
  readonly asOf: Instant;
  readonly now: Instant;
  readonly zone: string;
  /** Of this wallet only, by its code. */
  readonly wallet: string | null;
}

const WAITED = '(l.isPending = 1 OR l.maturedAt > ?)';

/**
 * Outstanding points at an instant, by what had been recorded by it: what is left in lots now, and what was drawn from
 * them since, so that today costs no walk over all that ever moved. Their sum is what the trial balance says members have.
 */
export async function liability(
  sql: Sql,
  { by, asOf, now, zone, wallet }: LiabilityQuestion,
): Promise<LiabilityLine[]> {
  const only = wallet === null ? '' : ' AND l.wallet = ?';
  const params = wallet === null ? [] : [wallet];
  const column = `l.${COLUMNS[by]}`;
  const left = await sql.rows<Row>(
    `SELECT l.wallet, ${column} AS part, SUM(l.remaining) AS outstanding, SUM(CASE WHEN ${WAITED} THEN l.remaining ELSE 0 END) AS pending, SUM(l.held) AS held
       FROM point_lots l WHERE l.recordedAt <= ?${only} GROUP BY l.wallet, ${column}`,
    [asOf, asOf, ...params],
  );
  const drawnSince = await sql.rows<Row>(
    `SELECT l.wallet, ${column} AS part, SUM(d.amount) AS outstanding, SUM(CASE WHEN ${WAITED} THEN d.amount ELSE 0 END) AS pending, 0 AS held
       FROM point_transfers t JOIN point_draws d ON d.transferId = t.id JOIN point_lots l ON l.id = d.lotId
      WHERE t.recordedAt > ? AND l.recordedAt <= ?${only} GROUP BY l.wallet, ${column}`,
    [asOf, asOf, asOf, ...params],
  );
  const lines = linesOf([...left, ...drawnSince], (part) => keyOf(by, part, zone));
  return asOf < now ? lines.map((line) => ({ ...line, held: null })) : lines;
}

function linesOf(rows: readonly Row[], keyOfPart: (part: Row['part']) => string): LiabilityLine[] {
  const lines = new Map<string, LiabilityLine & { readonly held: number }>();
  for (const { wallet, part, ...row } of rows) {
    const key = keyOfPart(part);
    const place = `${wallet}|${key}`;
    const { outstanding, pending, held } = lines.get(place) ?? { outstanding: 0, pending: 0, held: 0 };
    lines.set(place, {
      key,
      wallet,
      outstanding: outstanding + row.outstanding,
      pending: pending + row.pending,
      held: held + row.held,
    });
  }
  return [...lines]
    .filter(([, { outstanding }]) => outstanding !== 0)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, line]) => line);
}

/** The month before midnight of its last day: points die at the very end of it. */
function keyOf(by: LiabilityBy, part: Row['part'], zone: string): string {
  if (by === 'FUNDER') return String(part);
  if (part === null) return 'never';
  return by === 'COHORT' ? String(part).slice(0, 7) : dayOf(Number(part) - 1, zone).slice(0, 7);
}
