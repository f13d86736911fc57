import 'reflect-metadata';
import { createConnection } from 'mysql2/promise';
import type { Connection } from 'mysql2/promise';
import { migrate } from '../../src/app/house.js';
import { systemCaller } from '../../src/kernel/session.js';
import { write } from '../../src/kernel/unit-of-work.js';
import { applyProgram } from '../../src/modules/engine/index.js';
import { verifyLedger } from '../../src/modules/points/index.js';
import type { Rows } from '../ledger-rows.js';
import { COLUMNS, MadeLedger } from '../ledger-rows.js';
import { benchProgram } from '../program.js';
import { openBenchHouse } from '../seed.js';

/**
 * A house with a large ledger: `fill` makes it up and writes it with multi-row inserts, `verify` proves it as
 * `laurel ledger verify` does and says how long that took.
 */
const TRANSFERS_A_MEMBER = 20;
const ROWS_A_STATEMENT = 1_000;

const house = await openBenchHouse({});

process.on('message', (message: { fill?: number; verify?: boolean }) => {
  (message.fill ? fill(message.fill) : verify()).then(
    (answer) => process.send?.(answer),
    (error: unknown) => process.send?.({ error: error instanceof Error ? error.message : String(error) }),
  );
});
process.on('disconnect', () => {
  void house.database.close().finally(() => process.exit(0));
});
process.send?.({ isReady: true });

async function fill(transfers: number): Promise<{ transfers: number; seconds: number }> {
  const startedAt = performance.now();
  await migrate(house.database);
  await write(house, { caller: systemCaller(''), members: [] }, async (session) => {
    await applyProgram(session, benchProgram);
    return undefined;
  });
  await house.programs.reload(house.database.reader);
  const connection = await createConnection({ uri: process.env['DATABASE_URL'] ?? '' });
  await connection.query('SET SESSION unique_checks = 0, autocommit = 0');
  const ledger = new MadeLedger(Math.max(2, Math.round(transfers / TRANSFERS_A_MEMBER)));
  for (let round = 0; ledger.transfers < transfers; round++) {
    for (const rows of ledger.round(round)) {
      await insert(connection, rows);
      if (ledger.transfers >= transfers) break;
    }
    process.stderr.write(`\r  ${ledger.transfers.toLocaleString('en')} transfers`);
  }
  for (const rows of ledger.end()) await insert(connection, rows);
  await connection.query('COMMIT');
  await connection.query(`ANALYZE TABLE ${Object.keys(COLUMNS).join(', ')}`);
  await connection.end();
  process.stderr.write('\n');
  return { transfers: ledger.transfers, seconds: (performance.now() - startedAt) / 1_000 };
}

/** Numbers, words without quotes in them, and nothing. */
async function insert(connection: Connection, made: Rows): Promise<void> {
  for (const [table, rows] of made) {
    const columns = COLUMNS[table];
    for (let at = 0; at < rows.length; at += ROWS_A_STATEMENT) {
      const lines = rows
        .slice(at, at + ROWS_A_STATEMENT)
        .map((row) => `(${row.map((value) => (typeof value === 'string' ? `'${value}'` : String(value))).join()})`);
      await connection.query(`INSERT INTO ${table} (${columns.join()}) VALUES ${lines.join()}`);
    }
  }
  await connection.query('COMMIT');
}

async function verify(): Promise<{ count: number; seconds: number }> {
  const startedAt = performance.now();
  const { ok, transfers, differences } = await verifyLedger(house);
  const seconds = (performance.now() - startedAt) / 1_000;
  if (!ok) throw new Error(`The made ledger does not close: ${JSON.stringify(differences.slice(0, 3))}`);
  return { count: transfers, seconds };
}
