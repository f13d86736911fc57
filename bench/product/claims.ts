import 'reflect-metadata';
import type { Pool, RowDataPacket } from 'mysql2/promise';
import { createPool } from 'mysql2/promise';
import { migrate } from '../../src/app/house.js';
import { Refusal } from '../../src/kernel/refusal.js';
import { systemCaller } from '../../src/kernel/session.js';
import { write } from '../../src/kernel/unit-of-work.js';
import { claim, firstLook, offeredOf } from '../../src/modules/benefits/index.js';
import { applyProgram } from '../../src/modules/engine/index.js';
import { benchProgram } from '../program.js';
import { enrolCrowd, openBenchHouse } from '../seed.js';

/**
 * A house with a benefit of a hundred units for each round: `claim` lets everybody claim that of a round, as the API does
 * below its documents; `bare` is the loop a hand would write, over tables of its own. Both check that exactly as many got
 * one as there were.
 */
const CONNECTIONS = 20;
const house = await openBenchHouse({});
const members: string[] = [];
let units = 0;

process.on('message', (message: { fill?: number; rounds?: number; units?: number; claim?: number; bare?: number }) => {
  const work =
    message.fill !== undefined
      ? fill(message.fill, message.rounds ?? 1, message.units ?? 1)
      : message.claim !== undefined
        ? claims(message.claim)
        : bareClaims(message.bare ?? 0);
  work.then(
    (answer) => process.send?.(answer),
    (error: unknown) => process.send?.({ error: error instanceof Error ? error.message : String(error) }),
  );
});
process.on('disconnect', () => {
  void house.database.close().finally(() => process.exit(0));
});
process.send?.({ isReady: true });

async function fill(people: number, rounds: number, stock: number): Promise<object> {
  units = stock;
  await migrate(house.database);
  await house.programs.reload(house.database.reader);
  const benefits = Array.from({ length: rounds }, (_, round) => ({
    code: `round-${round}`,
    name: `Round ${round}`,
    kind: 'gift',
    isClaimable: true,
    stock: { kind: 'counted', units: stock },
    limits: [{ max: 1, per: 'ever' }],
  }));
  await write(house, { caller: systemCaller(''), members: [] }, async (session) => {
    await applyProgram(session, { ...benchProgram, benefits });
    return undefined;
  });
  await house.programs.reload(house.database.reader);
  members.push(...(await enrolCrowd(house, people)));
  const pool = openPool();
  await pool.query('CREATE TABLE floor_units (round INT NOT NULL, number INT NOT NULL, grantId CHAR(30) NULL, PRIMARY KEY (round, number), KEY free (round, grantId, number))'); // prettier-ignore
  await pool.query('CREATE TABLE floor_grants (id CHAR(30) PRIMARY KEY, memberId CHAR(30) NOT NULL, round INT NOT NULL, at BIGINT NOT NULL, UNIQUE KEY once (memberId, round))'); // prettier-ignore
  const rows = Array.from({ length: rounds * stock }, (_, at) => [Math.floor(at / stock), at % stock, null]);
  await pool.query('INSERT INTO floor_units (round, number, grantId) VALUES ?', [rows]);
  await pool.end();
  return {};
}

async function claims(round: number): Promise<{ count: number; seconds: number }> {
  const caller = systemCaller(house.programs.current().hostBrandId);
  const benefit = `round-${round}`;
  const offered = offeredOf(house.programs.current(), benefit);
  if (!offered) throw new Error(`There is no benefit ${benefit}`);
  return timed(async (memberId) => {
    const once = { mutation: 'benefitClaim', key: `${round}-${memberId}`, input: { memberId, benefit } };
    const work = { caller, members: [memberId], once, first: firstLook(offered) };
    try {
      await write(house, work, (session) => Promise.resolve(claim(session, { memberId, brandId: caller.brandId, benefit }))); // prettier-ignore
      return true;
    } catch (error) {
      if (error instanceof Refusal && error.code === 'OUT_OF_STOCK') return false;
      throw error;
    }
  });
}

async function bareClaims(round: number): Promise<{ count: number; seconds: number }> {
  const pool = openPool();
  try {
    return await timed((memberId, nth) => bareClaim(pool, round, memberId, nth));
  } finally {
    await pool.end();
  }
}

async function bareClaim(pool: Pool, round: number, memberId: string, nth: number): Promise<boolean> {
  const connection = await pool.getConnection();
  try {
    await connection.query('BEGIN');
    const [free] = await connection.query<RowDataPacket[]>('SELECT number FROM floor_units WHERE round = ? AND grantId IS NULL ORDER BY number LIMIT 1 FOR UPDATE SKIP LOCKED', [round]); // prettier-ignore
    const [unit] = free;
    if (!unit) {
      await connection.query('ROLLBACK');
      return false;
    }
    const id = `grt_${round}_${nth}`;
    await connection.query('UPDATE floor_units SET grantId = ? WHERE round = ? AND number = ?', [id, round, unit['number']]); // prettier-ignore
    await connection.query('INSERT INTO floor_grants (id, memberId, round, at) VALUES (?, ?, ?, ?)', [id, memberId, round, Date.now()]); // prettier-ignore
    await connection.query('COMMIT');
    return true;
  } finally {
    connection.release();
  }
}

function openPool(): Pool {
  return createPool({ uri: process.env['DATABASE_URL'] ?? '', connectionLimit: CONNECTIONS });
}

/** Everybody claims, twenty at a time. */
async function timed(one: (memberId: string, nth: number) => Promise<boolean>): Promise<{ count: number; seconds: number }> {
  const startedAt = performance.now();
  let [next, got] = [0, 0];
  const line = async () => {
    for (let nth = next++; nth < members.length; nth = next++) if (await one(members[nth] ?? '', nth)) got += 1;
  };
  await Promise.all(Array.from({ length: CONNECTIONS }, line));
  if (got !== units) throw new Error(`${got} got one of ${units}`);
  return { count: members.length, seconds: (performance.now() - startedAt) / 1_000 };
} // prettier-ignore
