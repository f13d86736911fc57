import 'reflect-metadata';
import { createPool } from 'mysql2/promise';
import { migrate } from '../../src/app/house.js';
import { newId } from '../../src/kernel/id.js';
import { systemCaller } from '../../src/kernel/session.js';
import { write } from '../../src/kernel/unit-of-work.js';
import { issueBatch } from '../../src/modules/benefits/index.js';
import { applyProgram } from '../../src/modules/engine/index.js';
import { benchProgram } from '../program.js';
import { enrolCrowd, openBenchHouse } from '../seed.js';

/**
 * A house with a crowd in one segment: `bulk` issues a benefit to all of them, as `laurel benefits issue` does; `bare`
 * inserts as many rows into a table like that of the grants, five hundred a statement and a page a transaction.
 */
const PAGE = 500;
const house = await openBenchHouse({});
const members: string[] = [];

process.on('message', (message: { fill?: number; bulk?: number; bare?: number }) => {
  const work =
    message.fill !== undefined
      ? fill(message.fill)
      : message.bulk !== undefined
        ? bulk(message.bulk)
        : bare(message.bare ?? 0);
  work.then(
    (answer) => process.send?.(answer),
    (error: unknown) => process.send?.({ error: error instanceof Error ? error.message : String(error) }),
  );
});
process.on('disconnect', () => {
  void house.database.close().finally(() => process.exit(0));
});
process.send?.({ isReady: true });

async function fill(people: number): Promise<object> {
  await migrate(house.database);
  await house.programs.reload(house.database.reader);
  const gift = { code: 'gift', name: 'Gift', kind: 'gift', limits: [{ max: 1_000, per: 'ever' }] };
  const everybody = { segments: [{ code: 'everybody', name: 'Everybody', when: null }] };
  await write(house, { caller: systemCaller(''), members: [] }, async (session) => {
    await applyProgram(session, { ...benchProgram, benefits: [gift], segments: everybody });
    return undefined;
  });
  await house.programs.reload(house.database.reader);
  members.push(...(await enrolCrowd(house, people)));
  await house.database.transaction(async (sql) => {
    await sql.run("INSERT INTO segment_members (segment, memberId, since) SELECT 'everybody', id, 0 FROM members");
    return { value: undefined, commit: true };
  });
  const pool = openPool();
  await pool.query('CREATE TABLE floor_grants LIKE grants');
  await pool.end();
  return {};
}

async function bulk(round: number): Promise<{ count: number; seconds: number }> {
  const batch = { benefit: 'gift', reason: 'bench', audience: { segment: 'everybody' }, name: `round ${round}` };
  return timed(async () => {
    const { issued } = await issueBatch(house, batch);
    if (issued !== members.length) throw new Error(`${issued} of ${members.length} got one`);
  });
}

async function bare(round: number): Promise<{ count: number; seconds: number }> {
  const pool = openPool();
  try {
    return await timed(async () => {
      for (let at = 0; at < members.length; at += PAGE) {
        const rows = members.slice(at, at + PAGE).map((memberId, nth) => bareRow(round, at + nth, memberId));
        await pool.query('BEGIN');
        await pool.query(`INSERT INTO floor_grants (${COLUMNS.join(', ')}) VALUES ?`, [rows]);
        await pool.query('COMMIT');
      }
    });
  } finally {
    await pool.end();
  }
}

const COLUMNS = ['id', 'memberId', 'benefit', 'status', 'code', 'brandId', 'causeId', 'source', 'reason', 'usesMax', 'uses', 'usedMinor', 'issuedAt', 'recordedAt', 'usableFrom']; // prettier-ignore

function bareRow(round: number, nth: number, memberId: string): unknown[] {
  const now = Date.now();
  const code = `${round}-${Math.random().toString(36).slice(2)}-${nth}`;
  return [newId('grt'), memberId, 'gift', 'issued', code, 'brd_host', newId('eff'), 'bulk', 'bench', 1, 0, 0, now, now, now]; // prettier-ignore
}

function openPool() {
  return createPool({ uri: process.env['DATABASE_URL'] ?? '', connectionLimit: 1 });
}

async function timed(work: () => Promise<void>): Promise<{ count: number; seconds: number }> {
  const startedAt = performance.now();
  await work();
  return { count: members.length, seconds: (performance.now() - startedAt) / 1_000 };
}
