import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Sql, Transaction } from '../../src/kernel/database.js';
import { faultOf } from '../../src/kernel/database.js';
import type { TestHouse } from '../support/house.js';
import { openTestHouse } from '../support/house.js';

const LEASE = 'INSERT INTO leases (name, owner, until) VALUES (?, ?, ?)';

describe('A write nobody waits for', () => {
  let test: TestHouse;
  beforeEach(async () => {
    test = await openTestHouse();
  });
  afterEach(() => test.close());

  const names = async (sql: Sql) => (await sql.rows<{ name: string }>('SELECT name FROM leases ORDER BY name')).map(({ name }) => name); // prettier-ignore
  const inTransaction = <T>(work: (sql: Transaction) => Promise<T>, commit = true) =>
    test.house.database.transaction(async (sql) => ({ value: await work(sql), commit }));

  it('is done before whatever follows it, and counts as a statement', async () => {
    const seen = await inTransaction(async (sql) => {
      await sql.later(LEASE, ['a', "it's; here", 1]);
      const first = await names(sql);
      await sql.later(LEASE, ['b', '?', 2]);
      const changed = await sql.run('UPDATE leases SET until = 3');
      return { first, changed, statements: sql.statements };
    });
    expect(seen).toEqual({ first: ['a'], changed: 2, statements: 5 });
    const rows = await test.house.database.reader.rows('SELECT owner, until FROM leases ORDER BY name');
    expect(rows).toEqual([
      { owner: "it's; here", until: 3 },
      { owner: '?', until: 3 },
    ]);
  });

  it('is committed although nothing follows it', async () => {
    await inTransaction((sql) => sql.later(LEASE, ['a', 'me', 1]));
    expect(await names(test.house.database.reader)).toEqual(['a']);
  });

  it('leaves nothing behind when the transaction is rolled back', async () => {
    await inTransaction((sql) => sql.later(LEASE, ['a', 'me', 1]), false);
    expect(await names(test.house.database.reader)).toEqual([]);
  });

  it('fails the transaction when it fails, at the latest with the commit, and nothing is kept', async () => {
    const failing = inTransaction(async (sql) => {
      await sql.later(LEASE, ['a', 'me', 1]);
      await sql.later(LEASE, ['a', 'you', 2]);
      await sql.later(LEASE, ['b', 'you', 2]);
    });
    expect(await failing.catch(faultOf)).toBe('duplicate');
    expect(await names(test.house.database.reader)).toEqual([]);
    await inTransaction((sql) => sql.later(LEASE, ['c', 'me', 1])); // the connection is good for the next one
    expect(await names(test.house.database.reader)).toEqual(['c']);
  });

  it('fails the transaction where a packet fails while the next ones are written, and nothing of any is kept', async () => {
    const long = (mark: string) => `${mark}${'x'.repeat(30_000)}`;
    const failing = inTransaction(async (sql) => {
      await sql.later('INSERT INTO program_versions (hash, body, createdAt) VALUES (?, ?, ?)', ['same', long('a'), 1]);
      await sql.later('INSERT INTO program_versions (hash, body, createdAt) VALUES (?, ?, ?)', ['same', long('b'), 1]);
      for (let nth = 0; nth < 30; nth++) {
        await sql.later('INSERT INTO program_versions (hash, body, createdAt) VALUES (?, ?, ?)', [
          `n-${nth}`,
          long('c'),
          1,
        ]);
      }
    });
    expect(await failing.catch(faultOf)).toBe('duplicate');
    const kept = await test.house.database.reader.rows("SELECT hash FROM program_versions WHERE hash = 'same' OR hash LIKE 'n-%'"); // prettier-ignore
    expect(kept).toEqual([]);
    await inTransaction((sql) => sql.later(LEASE, ['c', 'me', 1])); // the connection is good for the next one
    expect(await names(test.house.database.reader)).toEqual(['c']);
  });

  it('may be many: what would be too long for one packet travels in several', async () => {
    const long = 'x'.repeat(30_000);
    await inTransaction(async (sql) => {
      for (let at = 0; at < 60; at++) {
        await sql.later('INSERT INTO program_versions (hash, body, createdAt) VALUES (?, ?, ?)', [`h${at}`, long, at]);
      }
    });
    const [row] = await test.house.database.reader.rows<{ n: number }>(
      'SELECT COUNT(*) AS n FROM program_versions WHERE body = ?',
      [long],
    );
    expect(row?.n).toBe(60);
  });

  it('is one statement: two in a text are refused wherever texts are sent', async () => {
    const two = "DELETE FROM leases WHERE name = 'a'; DELETE FROM leases";
    await inTransaction((sql) => sql.later(LEASE, ['b', 'me', 1]));
    await expect(inTransaction((sql) => sql.run(two))).rejects.toThrow();
    await expect(inTransaction((sql) => sql.later(two))).rejects.toThrow();
    await expect(test.house.database.reader.rows(two)).rejects.toThrow();
    expect(await names(test.house.database.reader)).toEqual(['b']);
  });
});
