import type { Day } from '../../../kernel/calendar.js';
import { addDays, startOfDay } from '../../../kernel/calendar.js';
import type { Sql } from '../../../kernel/database.js';
import { groupBy } from '../../../kernel/group.js';
import type { Difference } from '../verify.js';
import { totalsOf, twice } from './totals.js';

interface Total {
  readonly wallet: string;
  readonly account: string;
  readonly debited: number;
  readonly credited: number;
}

interface Seal {
  readonly day: Day;
  readonly transfers: number;
}

const RECORDED = 'recordedAt >= ? AND recordedAt < ?';

/**
 * Adds up every sealed day again from the transfers recorded in it: each account must have been debited and credited what
 * the seal says, by as many transfers, and none may have been recorded since in a day that was closed without it.
 */
export async function verifySeals(sql: Sql, zone: string): Promise<Difference[]> {
  const seals = await sql.rows<Seal>('SELECT day, transfers FROM point_seals ORDER BY day');
  const stored = groupBy(
    await sql.rows<Total & { day: Day }>('SELECT day, wallet, account, debited, credited FROM point_day_totals'),
    ({ day }) => day,
  );
  const differences: Difference[] = [];
  let counted = 0;
  for (const { day, transfers } of seals) {
    const between = [startOfDay(day, zone), startOfDay(addDays(day, 1), zone)];
    const moved = await sql.rows<Total>(totalsOf(RECORDED), twice(between));
    const count = await countOf(sql, between);
    counted += count;
    differences.push(...differing(day, moved, stored.get(day) ?? []), ...differs(day, 'transfers', count, transfers));
  }
  const unsealed = [...stored.keys()].filter((day) => !seals.some((seal) => seal.day === day));
  for (const day of unsealed) differences.push(...differing(day, [], stored.get(day) ?? []));
  const last = seals.at(-1)?.day;
  if (last === undefined) return differences;
  const closed = await countOf(sql, [0, startOfDay(addDays(last, 1), zone)]);
  return [...differences, ...differs('other days', 'transfers', closed - counted, 0)];
}

function differing(day: Day, moved: readonly Total[], sealed: readonly Total[]): Difference[] {
  const [expected, stored] = [byAccount(moved), byAccount(sealed)];
  const places = [...new Set([...expected.keys(), ...stored.keys()])];
  return places.flatMap((place) =>
    (['debited', 'credited'] as const).flatMap((side) => {
      const [wallet = '', account = ''] = place.split('|');
      return differs(day, account, expected.get(place)?.[side] ?? 0, stored.get(place)?.[side] ?? 0, wallet);
    }),
  );
}

function byAccount(totals: readonly Total[]): ReadonlyMap<string, Total> {
  return new Map(totals.map((total) => [`${total.wallet}|${total.account}`, total]));
}

function differs(day: string, account: string, expected: number, stored: number, wallet = ''): Difference[] {
  return expected === stored ? [] : [{ what: 'seal', memberId: '', wallet, id: `${day} ${account}`, expected, stored }];
}

async function countOf(sql: Sql, between: readonly number[]): Promise<number> {
  const [row] = await sql.rows<{ n: number }>(`SELECT COUNT(*) AS n FROM point_transfers WHERE ${RECORDED}`, between);
  return row?.n ?? 0;
}
