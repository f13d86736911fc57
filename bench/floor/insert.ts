import { createConnection } from 'mysql2/promise';

/**
 * The floor of an import: reads the rows the product's import has just written, turns them into inserts of 500 rows, and
 * sends those to the same tables of the database beside it, ten a transaction. Only the sending is measured.
 */
const TABLES = ['members', 'member_profiles', 'member_identities', 'activities', 'point_transfers', 'point_lots', 'point_accounts', 'member_metrics', 'member_days', 'tier_standings'] as const; // prettier-ignore
const ROWS_A_STATEMENT = 500;
const STATEMENTS_A_TRANSACTION = 10;

interface Prepared {
  readonly statements: readonly string[];
  readonly purchases: number;
}

const source = await createConnection({
  uri: process.env['DATABASE_URL'] ?? '',
  supportBigNumbers: true,
  rowsAsArray: true,
});
const target = await createConnection({
  uri: process.env['DATABASE_URL'] ?? '',
  database: process.env['BENCH_TWIN'] ?? '',
});
let prepared: Prepared = { statements: [], purchases: 0 };
let lastNumber = await lastMember();

process.on('message', (message: { read?: boolean; insert?: boolean }) => {
  (message.read ? prepare() : insert()).then(
    (answer) => process.send?.(answer),
    (error: unknown) => process.send?.({ error: error instanceof Error ? error.message : String(error) }),
  );
});
process.on('disconnect', () => process.exit(0));
process.send?.({ isReady: true });

async function prepare(): Promise<object> {
  const statements: string[] = [];
  const from = lastNumber;
  lastNumber = await lastMember();
  for (const table of TABLES) {
    const own = table === 'members' ? 't.id = m.id' : 't.memberId = m.id';
    const [rows, fields] = await source.query(
      `SELECT t.* FROM members m JOIN ${table} t ON ${own} WHERE m.number > ? AND m.number <= ?`,
      [from, lastNumber],
    );
    const lines = (rows as unknown[][]).map((row) => `(${row.map((value) => source.escape(value)).join(',')})`);
    const columns = fields.map(({ name }) => `\`${name}\``).join(',');
    for (let at = 0; at < lines.length; at += ROWS_A_STATEMENT) {
      statements.push(`INSERT INTO ${table} (${columns}) VALUES ${lines.slice(at, at + ROWS_A_STATEMENT).join(',')}`);
    }
    if (table === 'activities')
      prepared = {
        statements,
        purchases: purchasesAmong(
          rows as unknown[][],
          fields.map(({ name }) => name),
        ),
      };
  }
  return { statements: statements.length };
}

async function insert(): Promise<object> {
  const { statements, purchases } = prepared;
  const startedAt = performance.now();
  for (let at = 0; at < statements.length; at += STATEMENTS_A_TRANSACTION) {
    await target.beginTransaction();
    for (const statement of statements.slice(at, at + STATEMENTS_A_TRANSACTION)) await target.query(statement);
    await target.commit();
  }
  return { count: purchases, seconds: (performance.now() - startedAt) / 1_000 };
}

function purchasesAmong(rows: readonly unknown[][], columns: readonly string[]): number {
  const type = columns.indexOf('type');
  return rows.filter((row) => row[type] === 'purchase').length;
}

/** Members are numbered in the order they joined, so those of one import are a range. */
async function lastMember(): Promise<number> {
  const [rows] = await source.query('SELECT MAX(number) FROM members');
  return Number((rows as unknown[][])[0]?.[0] ?? 0);
}
