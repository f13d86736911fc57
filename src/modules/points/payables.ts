import type { Sql } from '../../kernel/database.js';
import type { House } from '../../kernel/house.js';
import { canonical } from '../../kernel/json.js';
import type { Line, MonthSpan, Payable } from '../settlements/index.js';
import {
  boughtIn,
  closedMonths,
  linesOf,
  linesOfMonth,
  readTerms,
  spanOf,
  statementsOfMonth,
  totalsOf,
  writtenFrom,
} from '../settlements/index.js';

/**
 * What was spent in a month with another brand than the one that pays for the points, and what was given back of that. It
 * counts as of the day of the transfer, or of the month it was written in when the other was over by then: a month that
 * is closed stays closed. What is given back goes off the brand the points were spent with, at the price of that day.
 */
export function payablesIn(sql: Sql, span: MonthSpan): Promise<Payable[]> {
  const { firstDay, lastDay, startsAt, endsAt } = span;
  return sql.rows<Payable>(
    `SELECT l.issuerId, l.funderId, COALESCE(o.brandId, t.brandId) AS spentAtId, t.wallet,
            COALESCE(o.occurredOn, t.occurredOn) AS spentOn, SUM(d.amount) AS points
       FROM point_transfers t
       JOIN point_draws d ON d.transferId = t.id
       JOIN point_lots l ON l.id = d.lotId
       LEFT JOIN point_transfers o ON o.id = t.reversesId
      WHERE t.kind IN ('spend', 'give_back') AND t.recordedAt >= ? AND t.recordedAt < ?
        AND t.occurredOn <= ? AND (t.recordedAt >= ? OR t.occurredOn >= ?)
        AND l.funderId <> COALESCE(o.brandId, t.brandId)
      GROUP BY l.issuerId, l.funderId, COALESCE(o.brandId, t.brandId), t.wallet, COALESCE(o.occurredOn, t.occurredOn)`,
    [writtenFrom(span), endsAt, lastDay, startsAt, firstDay],
  );
}

/** The lines of a month as they are by now, of all brands. */
export async function countLines(sql: Sql, { house, month }: { house: House; month: string }): Promise<Line[]> {
  const { zone, hostBrandId } = house.programs.current();
  const span = spanOf(month, zone);
  return linesOf(hostBrandId, await readTerms(sql), await payablesIn(sql, span), await boughtIn(sql, span));
}

/** A statement that is not what the ledger says it must be; `expected` and `stored` are what remains for the brand, minor units. */
export interface StatementDifference {
  readonly what: 'statement';
  readonly brandId: string;
  readonly month: string;
  readonly expected: number;
  readonly stored: number;
}

/** Counts every closed month anew, from transfers, draws, lots, packs and agreements alone, and answers what differs. */
export async function verifyStatements(sql: Sql, house: House): Promise<StatementDifference[]> {
  const differences: StatementDifference[] = [];
  for (const month of await closedMonths(sql)) {
    const counted = await countLines(sql, { house, month });
    const stored = await linesOfMonth(sql, month);
    const statements = new Map((await statementsOfMonth(sql, month)).map((each) => [each.brandId, each]));
    const brands = new Set([...statements.keys(), ...counted.flatMap(({ payerId, payeeId }) => [payerId, payeeId])]);
    for (const brandId of [...brands].sort()) {
      const expected = totalsOf(brandId, counted);
      const told = statements.get(brandId);
      const isSame = linesKey(brandId, counted) === linesKey(brandId, stored);
      if (isSame && told && TOTALS.every((name) => told[name] === expected[name])) continue;
      const balance = isSame ? (told?.balanceMinor ?? 0) : totalsOf(brandId, stored).balanceMinor;
      differences.push({ what: 'statement', brandId, month, expected: expected.balanceMinor, stored: balance });
    }
  }
  return differences;
}

const TOTALS = ['receivableMinor', 'receivableTaxMinor', 'payableMinor', 'payableTaxMinor', 'balanceMinor'] as const;

function linesKey(brandId: string, lines: readonly Line[]): string {
  return canonical(lines.filter(({ payerId, payeeId }) => payerId === brandId || payeeId === brandId));
}
