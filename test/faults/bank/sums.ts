import type { Connection } from 'mysql2/promise';
import { MEMBERS, START_POINTS } from './program.js';

/** A number for every `account|wallet`. */
type Sums = ReadonlyMap<string, number>;

const NUMBERS = {
  stored: 'SELECT memberId AS account, wallet, available + pending + held AS points FROM point_accounts',
  least: 'SELECT memberId AS account, wallet, LEAST(available, pending, held, owed) AS points FROM point_accounts',
  pending: 'SELECT memberId AS account, wallet, pending AS points FROM point_accounts',
  held: 'SELECT memberId AS account, wallet, held AS points FROM point_accounts',
  moved: `SELECT account, wallet, SUM(points) AS points FROM (
      SELECT credit AS account, wallet, amount AS points FROM point_transfers
      UNION ALL SELECT debit, wallet, -amount FROM point_transfers) legs GROUP BY account, wallet`,
  lots: 'SELECT memberId AS account, wallet, SUM(remaining) AS points FROM point_lots GROUP BY memberId, wallet',
  lotsLeast: 'SELECT memberId AS account, wallet, MIN(LEAST(held, remaining - held)) AS points FROM point_lots GROUP BY memberId, wallet', // prettier-ignore
  lotsPending: 'SELECT memberId AS account, wallet, SUM(CASE WHEN isPending = 1 THEN remaining ELSE 0 END) AS points FROM point_lots GROUP BY memberId, wallet', // prettier-ignore
  lotsHeld: 'SELECT memberId AS account, wallet, SUM(held) AS points FROM point_lots GROUP BY memberId, wallet',
  reserved: `SELECT r.memberId AS account, h.wallet, SUM(r.amount) AS points FROM point_reserves r
      JOIN point_holds h ON h.id = r.holdId GROUP BY r.memberId, h.wallet`,
  running: `SELECT memberId AS account, wallet, SUM(amount - captured - released) AS points FROM point_holds
      WHERE status = 'held' GROUP BY memberId, wallet`,
} as const;

/** Everything about the sums of the ledger that is not as it must be, in one snapshot. Plain SQL: it trusts no code of the house. */
export async function wrongInLedger(database: Connection): Promise<string[]> {
  await database.query('SET TRANSACTION ISOLATION LEVEL REPEATABLE READ');
  await database.query('START TRANSACTION WITH CONSISTENT SNAPSHOT, READ ONLY');
  const sums: Record<string, Sums> = {};
  for (const [name, text] of Object.entries(NUMBERS)) sums[name] = await sumsOf(database, text);
  await database.query('COMMIT');
  return wrongIn(sums);
}

function wrongIn(sums: Record<keyof typeof NUMBERS, Sums>): string[] {
  const { stored, least, lotsLeast, moved, lots } = sums;
  const members = new Set([...stored.keys()].map((key) => key.split('|')[0] ?? ''));
  const isOfProgram = ([key]: [string, number]) => !members.has(key.split('|')[0] ?? '');
  const program = new Map([...moved].filter(isOfProgram));
  const given = new Map([...program].filter(([key]) => key.startsWith('transferred:')));
  const vault = [...stored].filter(([key]) => key.endsWith('|vault'));
  return [
    ...differing('transfers', stored, new Map([...moved].filter((entry) => !isOfProgram(entry)))),
    ...differing('lots', stored, lots),
    ...differing('pending', sums.pending, sums.lotsPending),
    ...differing('held in lots', sums.held, sums.lotsHeld),
    ...differing('reserved', sums.held, sums.reserved),
    ...differing('running holds', sums.held, sums.running),
    ...[...least, ...lotsLeast].filter(([, points]) => points < 0).map(([key, points]) => `${key}: ${points} at least`),
    ...[...given].filter(([, points]) => points !== 0).map(([key, points]) => `${key}: ${points} between members`),
    ...(total(stored) + total(program) === 0 ? [] : [`all accounts together: ${total(stored) + total(program)}`]),
    ...(total(new Map(vault)) === MEMBERS * START_POINTS ? [] : [`${total(new Map(vault))} in the vault`]),
  ];
}

/** A sum that nothing contributes to is zero. */
function differing(what: string, expected: Sums, found: Sums): string[] {
  return [...new Set([...expected.keys(), ...found.keys()])]
    .filter((key) => (expected.get(key) ?? 0) !== (found.get(key) ?? 0))
    .map((key) => `${key}: ${expected.get(key) ?? 0} stored, ${found.get(key) ?? 0} by ${what}`);
}

function total(sums: Sums): number {
  return [...sums.values()].reduce((sum, points) => sum + points, 0);
}

async function sumsOf(database: Connection, text: string): Promise<Sums> {
  const [rows] = await database.query(text);
  const numbers = rows as { account: string; wallet: string; points: number | string }[];
  return new Map(numbers.map(({ account, wallet, points }) => [`${account}|${wallet}`, Number(points)]));
}
