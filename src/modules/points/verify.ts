import type { Sql } from '../../kernel/database.js';
import type { House } from '../../kernel/house.js';
import { marks } from '../../kernel/rows.js';
import type { PointsPart } from './balances.js';
import { verifyStatements } from './payables.js';
import { verifySeals } from './reports/verify-seals.js';
import type { Check } from './verify-checks.js';
import { CHECKS } from './verify-checks.js';

/** One thing in the ledger that is not what the transfers say it must be. */
export interface Difference {
  readonly what: string;
  readonly memberId: string;
  readonly wallet: string;
  readonly id?: string;
  readonly expected: number;
  readonly stored: number;
}

export interface Verified {
  readonly ok: boolean;
  readonly accounts: number;
  readonly transfers: number;
  readonly lots: number;
  readonly holds: number;
  /** What was proved, in words. */
  readonly checked: readonly string[];
  readonly differences: readonly Difference[];
}

const DIFFERENCES_MAX = 1_000;
const GROUPS_BYTES_MAX = 512 * 1_024 * 1_024;
/** No wallet has this code: a list is never empty. */
const NO_WALLET = '-';

/**
 * Recomputes balances, lots, holds and claims from the transfers alone, in one snapshot, and answers what differs.
 * `step` is called before each of the checks, for a progress bar.
 */
export async function verifyLedger(
  house: House,
  step: (done: number, of: number) => void = () => undefined,
): Promise<Verified> {
  const inDebt = walletsInDebt(house);
  return house.database.snapshot((sql) =>
    inMemory(sql, async () => {
      const differences: Difference[] = [];
      for (const [done, check] of CHECKS.entries()) {
        step(done, CHECKS.length);
        differences.push(...(await run(sql, check, inDebt)));
      }
      differences.push(...(await verifySeals(sql, house.programs.current().zone)));
      const statements = await verifyStatements(sql, house);
      differences.push(...statements.map(({ brandId, month, ...rest }) => ({ ...rest, memberId: '', wallet: '', id: `${brandId} ${month}` }))); // prettier-ignore
      step(CHECKS.length, CHECKS.length);
      const [accounts, transfers, lots, holds] = await countsOf(sql);
      const checked = [...CHECKS.map(({ proves }) => proves), 'sealed days say what was recorded in them', 'closed statements say what was spent with whom']; // prettier-ignore
      return { ok: differences.length === 0, accounts, transfers, lots, holds, checked, differences };
    }),
  );
}

/** Groups of a large ledger stay in memory where the server would put them on disk after 16 MB. */
async function inMemory<T>(sql: Sql, work: () => Promise<T>): Promise<T> {
  if (sql.engine !== 'mysql') return work();
  const limit = (bytes: string) => sql.run(`SET SESSION tmp_table_size = ${bytes}, max_heap_table_size = ${bytes}`);
  await limit(String(GROUPS_BYTES_MAX));
  try {
    return await work();
  } finally {
    await limit('DEFAULT');
  }
}

async function run(sql: Sql, check: Check, inDebt: readonly string[]): Promise<Difference[]> {
  const rows = await sql.rows<Difference & { id: string }>(
    `${check.sql(marks(inDebt), sql.engine)} LIMIT ${DIFFERENCES_MAX}`,
    check.takesDebtWallets ? inDebt : [],
  );
  return rows.map(({ id, ...row }) => (id === '' ? row : { ...row, id }));
}

/** Wallets where a refund may leave less than nothing. */
function walletsInDebt({ programs }: House): string[] {
  const { wallets } = programs.current().parts['points'] as PointsPart;
  const allowing = [...wallets.values()].filter(({ negative }) => negative.policy === 'floor');
  return [NO_WALLET, ...allowing.map(({ code }) => code)];
}

async function countsOf(sql: Sql): Promise<[number, number, number, number]> {
  const tables = ['point_accounts', 'point_transfers', 'point_lots', 'point_holds'] as const;
  const rows = await sql.rows<{ n: number }>(
    tables.map((table) => `SELECT COUNT(*) AS n FROM ${table}`).join(' UNION ALL '),
  );
  return rows.map(({ n }) => n) as [number, number, number, number];
}
