import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { migrations } from '../migrations/index.js';
import { migrate, openDatabase } from '../src/app/house.js';
import type { Database } from '../src/kernel/database.js';
import { insertRows, upsertRows } from '../src/kernel/rows.js';
import { configOf } from './support/house.js';
import type { Scratch } from './support/scratch.js';
import { openEmptyScratch } from './support/scratch.js';

const names = migrations.map(({ name }) => name);

describe('the migrations', () => {
  let scratch: Scratch;
  let database: Database;

  beforeAll(async () => {
    scratch = await openEmptyScratch();
    database = await openDatabase(configOf(scratch.databaseUrl));
  });

  afterAll(async () => {
    await database.close();
    await scratch.close();
  });

  it('stand in the list in the order of their times', () => {
    const times = names.map((name) => Number(/\d{13}$/.exec(name)?.[0]));
    expect(times).toEqual([...times].sort((a, b) => a - b));
    expect(times.every((time) => time > 0)).toBe(true);
  });

  it('go up, all the way down to an empty database, and up again', async () => {
    expect(await migrate(database)).toEqual(names);
    const tables = await tablesOf(database);
    expect(tables).toContain('activities');

    for (let left = names.length; left > 0; left--) await database.source.undoLastMigration({ transaction: 'none' });
    expect(await tablesOf(database)).toEqual(['schema_migrations']);

    expect(await migrate(database)).toEqual(names);
    expect(await tablesOf(database)).toEqual(tables);
  });

  it('have nothing left to do the second time', async () => {
    await migrate(database);
    expect(await migrate(database)).toEqual([]);
  });

  it('make exactly the tables, columns and indices that the entities describe', async () => {
    await migrate(database);
    const { upQueries } = await database.source.driver.createSchemaBuilder().log();
    expect(upQueries.map(({ query }) => query)).toEqual([]);
  });

  it('leave no foreign key on a table that belongs to members', async () => {
    await migrate(database);
    const owned = await memberTables(database);
    expect(owned).toEqual(expect.arrayContaining(['activities', 'point_lots', 'tier_standings']));
    expect(await foreignKeysOf(database, owned)).toEqual([]);
  });

  it('find a foreign key that somebody adds to such a table', async () => {
    const runner = database.source.createQueryRunner();
    await runner.query(
      'CREATE TABLE member_mistakes (memberId varchar(30) NOT NULL, FOREIGN KEY (memberId) REFERENCES members (id))' +
        (database.engine === 'mysql' ? ' COLLATE utf8mb4_bin' : ''),
    );
    const found = await foreignKeysOf(database, await memberTables(database));
    await runner.query('DROP TABLE member_mistakes');
    await runner.release();
    expect(found).toEqual(['member_mistakes → members']);
  });

  it('tell the days of members and orders that were there before, in the zone of the program', async () => {
    const fresh = await openEmptyScratch();
    const old = await openDatabase(configOf(fresh.databaseUrl));
    await migrate(old);
    const since = names.findIndex((name) => name.startsWith('Rules'));
    for (let left = names.length; left > since; left--) await old.source.undoLastMigration({ transaction: 'none' });
    const evening = Date.UTC(2026, 0, 15, 3); // the 14th in New York
    const ids = Array.from({ length: 1_100 }, (_, at) => `mem_${String(at).padStart(26, '0')}`);
    const members = ids.map((id, number) => ({ id, number, status: 'active', brandId: 'brd_x', enrolledAt: evening, createdAt: 0 })); // prettier-ignore
    const metrics = ids.map((memberId, at) => ({ memberId, sequence: 1, orders: 0, spendMinor: 0, refunds: 0, refundedMinor: 0, interactions: 0, lastOrderAt: at === 0 ? null : evening })); // prettier-ignore
    await old.transaction(async (sql) => {
      const body = JSON.stringify({ brands: { host: { zone: 'America/New_York' } } });
      await insertRows(sql, 'program_versions', [{ hash: 'h', body, createdAt: 0 }]);
      await upsertRows(sql, 'program_head', ['id'], [{ id: 1, hash: 'h', appliedAt: 0 }], { hash: 'replace' });
      await insertRows(sql, 'members', members);
      await insertRows(sql, 'member_metrics', metrics);
      return { value: null, commit: true };
    });
    await migrate(old);
    const day = Date.UTC(2026, 0, 14) / 86_400_000;
    expect(await old.reader.rows('SELECT DISTINCT enrolledDay FROM members')).toEqual([{ enrolledDay: day }]);
    const days = 'SELECT lastOrderDay, COUNT(*) AS n FROM member_metrics GROUP BY lastOrderDay ORDER BY lastOrderDay';
    expect(await old.reader.rows(days)).toEqual([{ lastOrderDay: null, n: 1 }, { lastOrderDay: day, n: 1_099 }]); // prettier-ignore
    await old.close();
    await fresh.close();
  });

  it('run once when several processes start at the same time', async () => {
    const fresh = await openEmptyScratch();
    const starters = await Promise.all([1, 2, 3].map(() => openDatabase(configOf(fresh.databaseUrl))));
    const ran = await Promise.all(starters.map((each) => migrate(each)));
    expect(ran.filter((each) => each.length > 0)).toEqual([names]);
    for (const each of starters) await each.close();
    await fresh.close();
  });
});

async function tablesOf({ engine, reader }: Database): Promise<string[]> {
  const rows = await reader.rows<{ name: string }>(
    engine === 'mysql'
      ? 'SELECT table_name AS name FROM information_schema.tables WHERE table_schema = DATABASE() ORDER BY table_name'
      : "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%' ORDER BY name",
  );
  return rows.map(({ name }) => name);
}

/** Tables with a column that says whose row it is. */
async function memberTables({ engine, reader }: Database): Promise<string[]> {
  const rows = await reader.rows<{ name: string }>(
    engine === 'mysql'
      ? "SELECT table_name AS name FROM information_schema.columns WHERE table_schema = DATABASE() AND column_name = 'memberId' ORDER BY table_name"
      : "SELECT t.name FROM sqlite_master t JOIN pragma_table_info(t.name) c WHERE t.type = 'table' AND c.name = 'memberId' ORDER BY t.name",
  );
  return rows.map(({ name }) => name);
}

async function foreignKeysOf({ engine, reader }: Database, tables: readonly string[]): Promise<string[]> {
  const rows = await reader.rows<{ name: string; target: string }>(
    engine === 'mysql'
      ? 'SELECT table_name AS name, referenced_table_name AS target FROM information_schema.referential_constraints WHERE constraint_schema = DATABASE()'
      : 'SELECT t.name, k."table" AS target FROM sqlite_master t JOIN pragma_foreign_key_list(t.name) k WHERE t.type = \'table\'',
  );
  return rows.filter(({ name }) => tables.includes(name)).map(({ name, target }) => `${name} → ${target}`);
}
