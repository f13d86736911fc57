import { addDays, startOfDay } from '../../../kernel/calendar.js';
import type { Sql } from '../../../kernel/database.js';
import type { Difference } from '../verify.js';
import { lastSealed } from './seal.schedule.js';
import { totalsOf, twice } from './totals.js';

interface Total {
  readonly wallet: string;
  readonly account: string;
  readonly debited: number;
  readonly credited: number;
}

/** Adds up sealed days and the transfers recorded in them: each account must have been debited and credited the same. */
export async function verifySeals(sql: Sql, zone: string): Promise<Difference[]> {
  const last = await lastSealed(sql);
  if (last === null) return [];
  const before = [0, startOfDay(addDays(last, 1), zone)];
  const moved = await sql.rows<Total>(totalsOf('recordedAt >= ? AND recordedAt < ?'), twice(before));
  const sealed = await sql.rows<Total>(
    'SELECT wallet, account, SUM(debited) AS debited, SUM(credited) AS credited FROM point_day_totals GROUP BY wallet, account',
  );
  const key = ({ wallet, account }: Total): string => `${wallet}|${account}`;
  const [expected, stored] = [new Map(moved.map((each) => [key(each), each])), new Map(sealed.map((each) => [key(each), each]))]; // prettier-ignore
  return [...new Set([...expected.keys(), ...stored.keys()])].flatMap((place) =>
    (['debited', 'credited'] as const).flatMap((side) => {
      const [is, was] = [expected.get(place)?.[side] ?? 0, stored.get(place)?.[side] ?? 0];
      const [wallet = '', account = ''] = place.split('|');
      return is === was ? [] : [{ what: 'seal', memberId: '', wallet, id: account, expected: is, stored: was }];
    }),
  );
}
