import type { Sql } from '../../kernel/database.js';

type Engine = Sql['engine'];

/** What is recomputed from the transfers alone: in words, and the rows that are not what they must be. */
export interface Check {
  /** What it proves, for whoever reads the result. */
  readonly proves: string;
  /** Answers rows `what, memberId, wallet, id, expected, stored`; `?` stands for each wallet that allows debts. */
  sql(marks: string, engine: Engine): string;
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

/** What groups are told apart by: one of the databases finds a group among many ten times as fast by bytes as by words. */
function keyOf(engine: Engine, column: string): string {
  return engine === 'mysql' ? `CAST(${column} AS BINARY(30))` : column;
}

/** The same for what a member has in a wallet. */
function walletKeyOf(engine: Engine, of = ''): string {
  const [memberId, wallet] = [`${of}memberId`, `${of}wallet`];
  return engine === 'mysql' ? `CAST(CONCAT(${memberId}, '|', ${wallet}) AS BINARY(57))` : `${memberId} || '|' || ${wallet}`; // prettier-ignore
}

/** What transfers brought every member, less what they took; an offset does both. */
const moved = (
  engine: Engine,
): string => `SELECT ${walletKeyOf(engine)} AS part, MIN(memberId) AS memberId, MIN(wallet) AS wallet,
    SUM(CASE WHEN credit = memberId THEN amount ELSE 0 END) - SUM(CASE WHEN debit = memberId THEN amount ELSE 0 END) AS balance,
    SUM(CASE WHEN kind = 'recover' THEN amount ELSE 0 END) AS recovered
  FROM point_transfers GROUP BY part`;

const inLots = (
  engine: Engine,
): string => `SELECT ${walletKeyOf(engine)} AS part, SUM(remaining) AS remaining, SUM(held) AS held,
    SUM(CASE WHEN isPending = 1 THEN remaining ELSE 0 END) AS pending,
    SUM(CASE WHEN source = 'transferred' THEN 0 ELSE amount - reversed END) AS earned
  FROM point_lots GROUP BY part`;

const claimed = (engine: Engine): string =>
  `SELECT ${walletKeyOf(engine)} AS part, SUM(amount) AS claimed FROM point_claims GROUP BY part`;

/** Transfers that open a lot bear its ULID. */
const OPENS = "(t.kind IN ('earn', 'transfer_in') OR (t.kind = 'adjust' AND t.credit = t.memberId))";

/** What draws of one transfer come to: of an offset, what it takes. */
const DRAWN = "COALESCE(CASE WHEN MIN(t.kind) = 'offset' THEN SUM(CASE WHEN d.amount > 0 THEN d.amount ELSE 0 END) ELSE ABS(SUM(d.amount)) END, 0)"; // prettier-ignore

const LOTS_OF_ACCOUNT = 'SELECT COALESCE(SUM(l.remaining), 0) FROM point_lots l WHERE l.memberId = a.memberId AND l.wallet = a.wallet'; // prettier-ignore
const CLAIMS_OF_ACCOUNT = 'SELECT COALESCE(SUM(c.amount), 0) FROM point_claims c WHERE c.memberId = a.memberId AND c.wallet = a.wallet'; // prettier-ignore

export const CHECKS: readonly Check[] = [
  {
    proves:
      'whoever has transfers has a balance: what they brought and took, what is left in lots, and what claims leave owed',
    sql: (_, engine) =>
      differing(
        `FROM (${moved(engine)}) t
           LEFT JOIN point_accounts a ON a.memberId = t.memberId AND a.wallet = t.wallet
           LEFT JOIN (${inLots(engine)}) l ON l.part = t.part
           LEFT JOIN (${claimed(engine)}) c ON c.part = t.part`,
        "t.memberId, t.wallet, '' AS id",
        [
          ['account', '1', 'CASE WHEN a.memberId IS NULL THEN 0 ELSE 1 END'],
          ['balance', 't.balance', 'a.available + a.pending + a.held'],
          ['lots', 'a.available + a.pending + a.held', zero('l.remaining')],
          ['pending', zero('l.pending'), 'a.pending'],
          ['held', zero('l.held'), 'a.held'],
          ['owed', `${zero('c.claimed')} - t.recovered`, 'a.owed'],
          ['earned', zero('l.earned'), 'a.earned'],
        ],
      ),
  },
  {
    proves: 'whoever has no transfers has nothing',
    sql: () =>
      differing(
        `FROM (SELECT DISTINCT a.* FROM point_accounts a LEFT JOIN point_transfers t ON t.memberId = a.memberId AND t.wallet = a.wallet WHERE t.id IS NULL) a`,
        "a.memberId, a.wallet, '' AS id",
        [
          ['balance', '0', 'a.available + a.pending + a.held'],
          ['lots', '0', `(${LOTS_OF_ACCOUNT})`],
          ['pending', '0', 'a.pending'],
          ['held', '0', 'a.held'],
          ['owed', `(${CLAIMS_OF_ACCOUNT})`, 'a.owed'],
          ['earned', '0', 'a.earned'],
        ],
      ),
  },
  {
    proves: 'lots hold what draws left of them, reserve what holds reserve, and say has died what transfers let die',
    sql: (_, engine) =>
      differing(
        `FROM point_lots l
           LEFT JOIN (SELECT ${keyOf(engine, 'd.lotId')} AS lot, SUM(d.amount) AS drawn, SUM(CASE WHEN t.kind = 'expire' THEN d.amount ELSE 0 END) AS died
             FROM point_draws d LEFT JOIN point_transfers t ON t.id = d.transferId GROUP BY lot) d ON d.lot = ${keyOf(engine, 'l.id')}
           LEFT JOIN (SELECT ${keyOf(engine, 'lotId')} AS lot, SUM(amount) AS reserved FROM point_reserves GROUP BY lot) r ON r.lot = ${keyOf(engine, 'l.id')}`,
        'l.memberId, l.wallet, l.id',
        [
          ['lot', `l.amount - ${zero('d.drawn')}`, 'l.remaining'],
          ['reserve', zero('r.reserved'), 'l.held'],
          ['expired', zero('d.died'), 'l.expired'],
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
    sql: () => `SELECT 'transfer' AS what, MIN(t.memberId) AS memberId, MIN(t.wallet) AS wallet, t.id, MIN(t.amount) AS expected, ${DRAWN} AS stored
        FROM point_transfers t LEFT JOIN point_draws d ON d.transferId = t.id
       WHERE NOT ${OPENS} GROUP BY t.id
      HAVING MIN(t.amount) <> ${DRAWN} OR (MIN(t.kind) = 'offset' AND SUM(d.amount) <> 0)`,
  },
  {
    proves: 'a transfer has two sides, one of them its member',
    sql: () => `SELECT 'transfer' AS what, memberId, wallet, id, 1 AS expected, amount AS stored FROM point_transfers
       WHERE amount < 1 OR (debit = credit AND kind <> 'offset') OR (debit <> memberId AND credit <> memberId)`,
  },
  {
    proves: 'holds come to what was captured, released and is still reserved',
    sql: (_, engine) =>
      differing(
        `FROM point_holds h
           LEFT JOIN (SELECT ${keyOf(engine, 'holdId')} AS hold, SUM(amount) AS reserved FROM point_reserves GROUP BY hold) r ON r.hold = ${keyOf(engine, 'h.id')}
           LEFT JOIN (SELECT ${keyOf(engine, 'holdId')} AS hold, SUM(amount) AS captured FROM point_transfers WHERE holdId IS NOT NULL AND kind = 'spend' GROUP BY hold) t ON t.hold = ${keyOf(engine, 'h.id')}`,
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
