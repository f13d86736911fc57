import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { migrate, openDatabase } from '../../src/app/house.js';
import { BindError, checkBound } from '../../src/kernel/bind.js';
import type { Database } from '../../src/kernel/database.js';
import { harmlessValues, hostileValues } from '../support/hostile.js';
import { configOf } from '../support/house.js';
import { startProcess } from '../support/process.js';
import type { Scratch } from '../support/scratch.js';
import { isOnServer, openFileScratch, openScratch } from '../support/scratch.js';

describe('a bound value', () => {
  let scratch: Scratch;
  let database: Database;

  beforeAll(async () => {
    scratch = await openScratch();
    database = await openDatabase(configOf(scratch.databaseUrl));
    await migrate(database);
  });

  afterAll(async () => {
    await database.close();
    await scratch.close();
  });

  it.each(hostileValues)('is refused before a driver sees it: %s', async (_name, value) => {
    expect(() => checkBound(value)).toThrow(BindError);
    await expect(database.reader.rows('SELECT ? AS value', [value as never])).rejects.toThrow(BindError);
    await expect(writeOwner(database, value as never)).rejects.toThrow(BindError);
  });

  it.each(harmlessValues.map((value) => [JSON.stringify(value).slice(0, 40), value] as const))(
    'comes back as it went in: %s',
    async (_name, value) => {
      const [row] = await database.reader.rows<{ value: unknown }>('SELECT ? AS value', [value]);
      expect(row?.value).toBe(value);
    },
  );

  it('is a number again when it went in as a boolean or a bigint', async () => {
    const [row] = await database.reader.rows('SELECT ? AS yes, ? AS no, ? AS many', [true, false, 12_345_678_901n]);
    expect(row).toEqual({ yes: 1, no: 0, many: 12_345_678_901 });
  });

  it('beyond safe integers is not rounded when it is read, but throws', async () => {
    const sums = ['SELECT 9007199254740992 AS value', 'SELECT -9007199254740993 AS value', 'SELECT SUM(n) AS value FROM (SELECT 9007199254740991 AS n UNION ALL SELECT 1) AS two']; // prettier-ignore
    for (const sum of sums) await expect(database.reader.rows(sum)).rejects.toThrow(RangeError);
    const [row] = await database.reader.rows('SELECT 9007199254740991 AS value');
    expect(row).toEqual({ value: Number.MAX_SAFE_INTEGER });
  });

  it('is never minus zero', async () => {
    const [row] = await database.reader.rows<{ value: number }>('SELECT ? AS value', [-0]);
    expect(row?.value === 0).toBe(true);
  });

  it('is stored as it is or refused, whatever it is', async () => {
    let stored = 0;
    let refused = 0;
    const anything = fc.oneof(
      fc.anything({ withBigInt: true, withDate: true, withNullPrototype: true, withSparseArray: true, withMap: true }),
      fc.string({ unit: 'binary', maxLength: 60 }),
      fc.double(),
      fc.maxSafeInteger(),
    );
    await fc.assert(
      fc.asyncProperty(anything, async (value) => {
        const answer = await database.reader
          .rows<{ value: unknown }>('SELECT ? AS value', [value as never])
          .catch((error: unknown) => error);
        if (answer instanceof Error) {
          refused += 1;
          const isReadBack = typeof value === 'bigint' && !Number.isSafeInteger(Number(value)); // it went in, but is no safe number
          expect(answer).toBeInstanceOf(isReadBack ? Error : BindError);
          return;
        }
        stored += 1;
        const back = (answer as { value: unknown }[])[0]?.value;
        const expected = typeof value === 'boolean' || typeof value === 'bigint' ? Number(value) : value;
        expect(back === expected || (back === 0 && expected === 0)).toBe(true);
      }),
      { numRuns: 1_500 },
    );
    expect(Math.min(stored, refused)).toBeGreaterThan(100);
  });

  it('of any kind leaves a process on the embedded database alive', async () => {
    const file = await openFileScratch();
    const fuzz = startProcess('support/fuzz-binds.ts', [file.databaseUrl]);
    const last = await fuzz.line();
    expect([last, await fuzz.ended, fuzz.errors()]).toEqual([
      `alive ${hostileValues.length * 3} of ${hostileValues.length * 3}`,
      0,
      '',
    ]);
    await file.close();
  });

  it('is checked on the way through TypeORM as well', async () => {
    if (isOnServer) return; // the server's driver has conversions of its own, which TypeORM relies on
    await expect(database.source.query('SELECT ? AS value', [new Date(0)])).rejects.toThrow('cannot be bound');
  });
});

function writeOwner(database: Database, value: never): Promise<number> {
  return database.transaction(async (sql) => ({
    value: await sql.run('UPDATE leases SET owner = ?', [value]),
    commit: true,
  }));
}
