/** What is recomputed from the transfers alone: in words, and the rows that are not what they must be. */
export interface Check {
  /** What it proves, for whoever reads the result. */
  readonly proves: string;
  /** Answers rows `what, memberId, wallet, id, expected, stored`; `?` stands for each wallet that allows debts. */
  sql(marks: string): string;
  readonly takesDebtWallets?: true;
}

/** The differences of one row as rows of their own: what, what it should be, what it is. */
type Compared = readonly [what: string, expected: string, stored: string];

/** One pass over the tables, one row for each thing that differs. */
function differing(from: string, of: string, compared: readonly Compared[]): string {
  const wrong = compared.map(([, expected, stored]) => `${expected} <> ${stored}`).join(' OR ');
  const which = (side: 1 | 2 | 0): string =>
    `CASE ${compared.map((each) => `WHEN ${each[1]} <> ${each[2]} THEN ${side === 0 ? `'${each[0]}'` : each[side]}`).join(' ')} END`;
  return `SELECT ${which(0)} AS what, ${of}, ${which(1)} AS expected, ${which(2)} AS stored ${from} WHERE ${wrong}`;
}

const zero = (column: string): string => `COALESCE(${column}, 0)`;

/** What transfers brought every member, less what they took; an offset does both. */
const MOVED = `SELECT memberId, wallet,
    SUM(CASE WHEN credit = memberId THEN amount ELSE 0 END) - SUM(CASE WHEN debit = memberId THEN amount ELSE 0 END) AS balance,
    SUM(CASE WHEN kind = 'recover' THEN amount ELSE 0 END) AS recovered
  FROM point_transfers GROUP BY memberId, wallet`;

const IN_LOTS = `SELECT memberId, wallet, SUM(remaining) AS remaining, SUM(held) AS held,
    SUM(CASE WHEN isPending = 1 THEN remaining ELSE 0 END) AS pending,
    SUM(CASE WHEN source = 'transferred' THEN 0 ELSE amount - reversed END) AS earned
  FROM point_lots GROUP BY memberId, wallet`;

const CLAIMED = 'SELECT memberId, wallet, SUM(amount) AS claimed FROM point_claims GROUP BY memberId, wallet';

/** Transfers that open a lot bear its ULID. */
const OPENS = "(t.kind IN ('earn', 'transfer_in') OR (t.kind = 'adjust' AND t.credit = t.memberId))";

export const CHECKS: readonly Check[] = [
  {
    proves: 'balances are what transfers brought and took, what is left in lots, and what claims leave owed',
    sql: () =>
      differing(
        `FROM point_accounts a
           LEFT JOIN (${MOVED}) t ON t.memberId = a.memberId AND t.wallet = a.wallet
           LEFT JOIN (${IN_LOTS}) l ON l.memberId = a.memberId AND l.wallet = a.wallet
           LEFT JOIN (${CLAIMED}) c ON c.memberId = a.memberId AND c.wallet = a.wallet`,
        "a.memberId, a.wallet, '' AS id",
        [
          ['balance', zero('t.balance'), 'a.available + a.pending + a.held'],
          ['lots', 'a.available + a.pending + a.held', zero('l.remaining')],
          ['pending', zero('l.pending'), 'a.pending'],
          ['held', zero('l.held'), 'a.held'],
          ['owed', `${zero('c.claimed')} - ${zero('t.recovered')}`, 'a.owed'],
          ['earned', zero('l.earned'), 'a.earned'],
        ],
      ),
  },
  {
    proves: 'whoever has transfers has a balance',
    sql: () => `SELECT 'account' AS what, t.memberId, t.wallet, '' AS id, t.balance AS expected, 0 AS stored
        FROM (${MOVED}) t LEFT JOIN point_accounts a ON a.memberId = t.memberId AND a.wallet = t.wallet WHERE a.memberId IS NULL`,
  },
  {
    proves: 'lots hold what draws left of them, and reserve what holds reserve',
    sql: () =>
      differing(
        `FROM point_lots l
           LEFT JOIN (SELECT lotId, SUM(amount) AS drawn FROM point_draws GROUP BY lotId) d ON d.lotId = l.id
           LEFT JOIN (SELECT lotId, SUM(amount) AS reserved FROM point_reserves GROUP BY lotId) r ON r.lotId = l.id`,
        'l.memberId, l.wallet, l.id',
        [
          ['lot', `l.amount - ${zero('d.drawn')}`, 'l.remaining'],
          ['reserve', zero('r.reserved'), 'l.held'],
        ],
      ),
  },
  {
    proves: 'no lot holds less than nothing, or more than it was opened with',
    takesDebtWallets: true,
    sql: (marks) => `SELECT 'lot' AS what, memberId, wallet, id, amount AS expected, remaining AS stored FROM point_lots
        WHERE remaining > amount OR held < 0 OR (remaining < held AND wallet NOT IN ${marks})`,
  },
  {
    proves: 'a transfer that opens a lot opens one of its amount',
    sql: () => `SELECT 'transfer' AS what, t.memberId, t.wallet, t.id, t.amount AS expected, COALESCE(l.amount, 0) AS stored
        FROM point_transfers t LEFT JOIN point_lots l ON l.id = REPLACE(t.id, 'trf_', 'lot_')
       WHERE ${OPENS} AND (l.id IS NULL OR l.amount <> t.amount OR l.memberId <> t.memberId OR l.wallet <> t.wallet)`,
  },
  {
    proves: 'every other transfer takes from lots, or gives back to them, exactly its amount',
    sql: () => `SELECT 'transfer' AS what, t.memberId, t.wallet, t.id, t.amount AS expected, COALESCE(CASE WHEN t.kind = 'offset' THEN d.taken ELSE ABS(d.drawn) END, 0) AS stored
        FROM point_transfers t
        LEFT JOIN (SELECT transferId, SUM(amount) AS drawn, SUM(CASE WHEN amount > 0 THEN amount ELSE 0 END) AS taken FROM point_draws GROUP BY transferId) d ON d.transferId = t.id
       WHERE NOT ${OPENS} AND (t.amount <> COALESCE(CASE WHEN t.kind = 'offset' THEN d.taken ELSE ABS(d.drawn) END, 0) OR (t.kind = 'offset' AND d.drawn <> 0))`,
  },
  {
    proves: 'a transfer has two sides, one of them its member',
    sql: () => `SELECT 'transfer' AS what, memberId, wallet, id, 1 AS expected, amount AS stored FROM point_transfers
       WHERE amount < 1 OR (debit = credit AND kind <> 'offset') OR (debit <> memberId AND credit <> memberId)`,
  },
  {
    proves: 'what lots say has died is what transfers let die',
    sql: () => `SELECT 'expired' AS what, l.memberId, l.wallet, l.id, COALESCE(e.died, 0) AS expected, l.expired AS stored
        FROM point_lots l LEFT JOIN (SELECT d.lotId, SUM(d.amount) AS died FROM point_transfers t JOIN point_draws d ON d.transferId = t.id WHERE t.kind = 'expire' GROUP BY d.lotId) e ON e.lotId = l.id
       WHERE l.expired <> COALESCE(e.died, 0)`,
  },
  {
    proves: 'holds come to what was captured, released and is still reserved',
    sql: () =>
      differing(
        `FROM point_holds h
           LEFT JOIN (SELECT holdId, SUM(amount) AS reserved FROM point_reserves GROUP BY holdId) r ON r.holdId = h.id
           LEFT JOIN (SELECT holdId, SUM(amount) AS captured FROM point_transfers WHERE holdId IS NOT NULL AND kind = 'spend' GROUP BY holdId) t ON t.holdId = h.id`,
        'h.memberId, h.wallet, h.id',
        [
          ['hold', zero('t.captured'), 'h.captured'],
          ['hold', `h.captured + h.released + ${zero('r.reserved')}`, 'h.amount'],
          [
            'hold',
            `CASE WHEN h.status = 'held' THEN 1 ELSE 0 END`,
            `CASE WHEN ${zero('r.reserved')} > 0 THEN 1 ELSE 0 END`,
          ],
        ],
      ),
  },
  {
    proves: 'what members gave to one another is what they got',
    sql: () => `SELECT 'transferred' AS what, '' AS memberId, wallet, '' AS id, 0 AS expected, SUM(CASE WHEN kind = 'transfer_in' THEN amount ELSE -amount END) AS stored
        FROM point_transfers WHERE kind IN ('transfer_in', 'transfer_out') GROUP BY wallet HAVING SUM(CASE WHEN kind = 'transfer_in' THEN amount ELSE -amount END) <> 0`,
  },
];
