import { addDays, dayOf, startOfDay } from '../../../kernel/calendar.js';
import type { Instant } from '../../../kernel/clock.js';
import type { Sql } from '../../../kernel/database.js';
import { MEMBERS_ACCOUNT, totalsOf, twice } from './totals.js';

/** What an account was debited and credited up to an instant; its balance is what it was credited more than debited. */
export interface TrialLine {
  readonly wallet: string;
  /** `members`, or what stands before the colon of a program account: `issued`, `redeemed` … */
  readonly kind: string;
  /** The brand of a program account; null for the members together. */
  readonly brandId: string | null;
  readonly debit: number;
  readonly credit: number;
  readonly balance: number;
}

interface Total {
  readonly wallet: string;
  readonly account: string;
  readonly debited: number;
  readonly credited: number;
}

/**
 * Every account at an instant, by what had been recorded by it: sealed days as they were sealed, and the transfers since.
 * All balances of a wallet together are zero.
 */
export async function trialBalance(sql: Sql, zone: string, asOf: Instant): Promise<TrialLine[]> {
  const [seal] = await sql.rows<{ day: string | null }>('SELECT MAX(day) AS day FROM point_seals WHERE day < ?', [
    dayOf(asOf, zone),
  ]);
  const day = seal?.day ?? '';
  const sealed = await sql.rows<Total>(
    'SELECT wallet, account, SUM(debited) AS debited, SUM(credited) AS credited FROM point_day_totals WHERE day <= ? GROUP BY wallet, account',
    [day],
  );
  const since = day === '' ? 0 : startOfDay(addDays(day, 1), zone);
  const open = await sql.rows<Total>(totalsOf('recordedAt >= ? AND recordedAt <= ?'), twice([since, asOf]));
  return linesOf([...sealed, ...open]);
}

function linesOf(totals: readonly Total[]): TrialLine[] {
  const lines = new Map<string, TrialLine>();
  for (const { wallet, account, debited, credited } of totals) {
    const key = `${wallet}|${account}`;
    const { debit = 0, credit = 0 } = lines.get(key) ?? {};
    lines.set(key, lineOf(wallet, account, debit + debited, credit + credited));
  }
  return [...lines].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, line]) => line);
}

function lineOf(wallet: string, account: string, debit: number, credit: number): TrialLine {
  const [kind = '', brandId] = account.split(':');
  const isMembers = account === MEMBERS_ACCOUNT;
  return { wallet, kind, brandId: isMembers ? null : (brandId ?? null), debit, credit, balance: credit - debit };
}
