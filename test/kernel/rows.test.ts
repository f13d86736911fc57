import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { Transaction } from '../../src/kernel/database.js';
import { canonical, digest } from '../../src/kernel/json.js';
import { ahead, insertRows, pages, upsertRows } from '../../src/kernel/rows.js';
import type { TestHouse } from '../support/house.js';
import { openTestHouse } from '../support/house.js';
import { isOnServer } from '../support/scratch.js';

describe('rows', () => {
  let test: TestHouse;
  beforeAll(async () => {
    test = await openTestHouse();
  });
  afterAll(() => test.close());

  const lease = (name: string, until: number, owner = 'me') => ({ name, owner, until });
  const stored = () => test.house.database.reader.rows('SELECT name, owner, `until` FROM leases ORDER BY name');
  const within = <T>(work: (sql: Transaction) => Promise<T>) =>
    test.house.database.transaction(async (sql) => ({ value: await work(sql), commit: true }));
  afterEach(() => within((sql) => sql.run('DELETE FROM leases')));

  it('are written many at a time, in pieces a statement can hold', async () => {
    const many = Array.from({ length: 1_201 }, (_, at) => lease(`lease ${String(at).padStart(5, '0')}`, at));
    const statements = await within(async (sql) => {
      const before = sql.statements;
      await insertRows(sql, 'leases', many);
      return sql.statements - before;
    });
    expect(statements).toBe(isOnServer ? 3 : 10); // the embedded database keeps statements, so there they have few sizes
    expect(await stored()).toEqual(many);
  });

  it('are written all or none', async () => {
    const twice = within((sql) => insertRows(sql, 'leases', [lease('new', 1), lease('new', 2)]));
    await expect(twice).rejects.toThrow();
    expect(await stored()).toEqual([]);
  });

  it('may be none', async () => {
    expect(await within(async (sql) => (await insertRows(sql, 'leases', []), sql.statements))).toBe(1);
  });

  it('that are there already are replaced, added to or kept, column by column', async () => {
    const put = (rows: readonly ReturnType<typeof lease>[], update: Parameters<typeof upsertRows>[4]) =>
      within((sql) => upsertRows(sql, 'leases', ['name'], rows, update));
    await put([lease('a', 1), lease('b', 2)], { until: 'add' });
    await put([lease('b', 40, 'you'), lease('c', 3, 'you')], { until: 'add' });
    await put([lease('a', 9, 'he')], { until: 'replace', owner: 'replace' });
    expect(await stored()).toEqual([lease('a', 9, 'he'), lease('b', 42), lease('c', 3, 'you')]);
  });

  it('tell how many they matched, also when nothing in them changed', async () => {
    await within((sql) => insertRows(sql, 'leases', [lease('same', 1), lease('other', 1)]));
    expect(await within((sql) => sql.run("UPDATE leases SET `until` = 1 WHERE name = 'same'"))).toBe(1);
  });

  it('come in pages', () => {
    expect([...pages([1, 2, 3, 4, 5], 2)]).toEqual([[1, 2], [3, 4], [5]]);
    expect([...pages([])]).toEqual([]);
  });
});

describe('the digest of a value', () => {
  it('does not depend on the order of its keys, and leaves out what is undefined', () => {
    expect(canonical({ b: [1, { d: null, c: 'x' }], a: undefined })).toBe('{"b":[1,{"c":"x","d":null}]}');
    expect(digest({ a: 1, b: 2 })).toBe(digest({ b: 2, a: 1 }));
    expect(digest({ a: 1 })).not.toBe(digest({ a: '1' }));
    expect(digest({ a: 1 })).toHaveLength(22);
  });
});

describe('what is asked ahead', () => {
  it('is answered in its order, two at once and never more', async () => {
    let [underWay, most] = [0, 0];
    const ask = async (milliseconds: number): Promise<number> => {
      most = Math.max(most, ++underWay);
      await sleep(milliseconds);
      underWay -= 1;
      return milliseconds;
    };
    const answers = [];
    for await (const answer of ahead([30, 1, 20, 5], ask)) answers.push(answer);
    expect(answers).toEqual([30, 1, 20, 5]);
    expect(most).toBe(2);
  });

  it('fails where its turn is, when what stands before it was answered', async () => {
    const ask = (nth: number) => (nth < 2 ? sleep(20, nth) : Promise.reject(new Error('gone')));
    const answers: number[] = [];
    const reading = (async () => {
      for await (const answer of ahead([0, 1, 2, 3], ask)) answers.push(answer);
    })();
    await expect(reading).rejects.toThrow('gone');
    expect(answers).toEqual([0, 1]);
  });
});
