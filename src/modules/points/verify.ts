import type { House } from '../../kernel/house.js';

/** One thing in the ledger that is not what the transfers say it must be. */
export interface Difference {
  readonly what: 'balance' | 'pending' | 'lots' | 'lot' | 'account' | 'transfer';
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
  readonly differences: readonly Difference[];
}

const DIFFERENCES_MAX = 1_000;

type Row = Omit<Difference, 'what'>;

/** What every member's balance must be: what transfers brought it, less what they took. */
const SUMS = `SELECT memberId, wallet, SUM(CASE WHEN credit = memberId THEN amount ELSE -amount END) AS balance
  FROM point_transfers GROUP BY memberId, wallet`;

const CHECKS: readonly (readonly [Difference['what'], string])[] = [
  [
    'balance',
    `SELECT a.memberId, a.wallet, COALESCE(t.balance, 0) AS expected, a.available + a.pending AS stored
       FROM point_accounts a LEFT JOIN (${SUMS}) t ON t.memberId = a.memberId AND t.wallet = a.wallet
      WHERE a.available + a.pending <> COALESCE(t.balance, 0)`,
  ],
  [
    'account',
    `SELECT t.memberId, t.wallet, t.balance AS expected, 0 AS stored
       FROM (${SUMS}) t LEFT JOIN point_accounts a ON a.memberId = t.memberId AND a.wallet = t.wallet
      WHERE a.memberId IS NULL`,
  ],
  [
    'lots',
    `SELECT a.memberId, a.wallet, a.available + a.pending AS expected, COALESCE(l.remaining, 0) AS stored
       FROM point_accounts a LEFT JOIN (SELECT memberId, wallet, SUM(remaining) AS remaining FROM point_lots GROUP BY memberId, wallet) l
         ON l.memberId = a.memberId AND l.wallet = a.wallet
      WHERE a.available + a.pending <> COALESCE(l.remaining, 0)`,
  ],
  [
    'pending',
    `SELECT a.memberId, a.wallet, COALESCE(l.pending, 0) AS expected, a.pending AS stored
       FROM point_accounts a LEFT JOIN (SELECT memberId, wallet, SUM(remaining) AS pending FROM point_lots WHERE isPending = 1 GROUP BY memberId, wallet) l
         ON l.memberId = a.memberId AND l.wallet = a.wallet
      WHERE a.pending <> COALESCE(l.pending, 0)`,
  ],
  [
    'lot',
    `SELECT l.memberId, l.wallet, l.id, l.amount - COALESCE(d.drawn, 0) AS expected, l.remaining AS stored
       FROM point_lots l LEFT JOIN (SELECT lotId, SUM(amount) AS drawn FROM point_draws GROUP BY lotId) d ON d.lotId = l.id
      WHERE l.remaining <> l.amount - COALESCE(d.drawn, 0) OR l.remaining < 0 OR l.remaining > l.amount`,
  ],
  [
    // the lot of an earn bears the ULID of its transfer: both must name the same amount
    'transfer',
    `SELECT t.memberId, t.wallet, t.id, t.amount AS expected, COALESCE(l.amount, 0) AS stored
       FROM point_transfers t LEFT JOIN point_lots l ON l.id = REPLACE(t.id, 'trf_', 'lot_')
      WHERE t.kind = 'earn' AND (l.id IS NULL OR l.amount <> t.amount OR l.memberId <> t.memberId OR l.wallet <> t.wallet)`,
  ],
  [
    'transfer',
    `SELECT t.memberId, t.wallet, t.id, t.amount AS expected, COALESCE(d.drawn, 0) AS stored
       FROM point_transfers t LEFT JOIN (SELECT transferId, SUM(amount) AS drawn FROM point_draws GROUP BY transferId) d ON d.transferId = t.id
      WHERE t.kind <> 'earn' AND t.amount <> ABS(COALESCE(d.drawn, 0))`,
  ],
];

/**
 * Recomputes every balance and lot from the transfers alone, in one snapshot, and answers what differs.
 * `step` is called before each of the checks, for a progress bar.
 */
export async function verifyLedger(
  house: House,
  step: (done: number, of: number) => void = () => undefined,
): Promise<Verified> {
  return house.database.snapshot(async (sql) => {
    const count = async (table: string) =>
      (await sql.rows<{ n: number }>(`SELECT COUNT(*) AS n FROM ${table}`))[0]?.n ?? 0;
    const differences: Difference[] = [];
    for (const [done, [what, text]] of CHECKS.entries()) {
      step(done, CHECKS.length);
      const rows = await sql.rows<Row>(`${text} LIMIT ${DIFFERENCES_MAX}`);
      differences.push(...rows.map((row) => ({ what, ...row })));
    }
    step(CHECKS.length, CHECKS.length);
    const [accounts, transfers, lots] = [
      await count('point_accounts'),
      await count('point_transfers'),
      await count('point_lots'),
    ];
    return { ok: differences.length === 0, accounts, transfers, lots, differences };
  });
}
