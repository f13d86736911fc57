import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { migrations } from '../migrations/index.js';
import { migrate, openDatabase } from '../src/app/house.js';
import type { Database } from '../src/kernel/database.js';
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
