import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { setTimeout as pause } from 'node:timers/promises';
import { migrate, openHouse } from '../../src/app/house.js';
import type { House } from '../../src/kernel/house.js';
import { openLog } from '../../src/kernel/log.js';
import { systemCaller } from '../../src/kernel/session.js';
import { replay } from '../../src/modules/engine/index.js';
import { verifyLedger } from '../../src/modules/points/index.js';
import { fileOf, importText, orders } from '../modules/imports/import-text.js';
import { configOf, follow, testSecrets } from '../support/house.js';
import { testProgram } from '../support/program.js';
import { ScratchMariaDb } from './scratch-mariadb.js';

const ROWS = 12_000;
const AWAY_MS = 10_000;

/** In the middle of an import the database server is killed and stays away for ten seconds, twice. */
describe('A database that goes away for ten seconds under an import', () => {
  let database: ScratchMariaDb;
  let house: House;

  beforeAll(async () => {
    database = await ScratchMariaDb.start();
    house = await openHouse(configOf(database.url), { log: openLog('silent'), secrets: testSecrets() });
    await migrate(house.database);
    await follow(house, testProgram);
  }, 120_000);

  afterAll(async () => {
    await house.database.close();
    await database.stop();
  }, 60_000);

  it('is waited for, and every row counts exactly once', async () => {
    const rows = Array.from({ length: ROWS }, (_, at) => {
      const amount = at % 500 === 7 ? 'free' : `${at % 90}.${String(at % 100).padStart(2, '0')}`;
      return `a${at},cust${at % 701},2025-03-04,${amount}\n`;
    });
    const file = fileOf(`id,customer,date,amount\n${rows.join('')}`);
    let read = 0;
    const test = { house, caller: systemCaller('brd_host') } as Parameters<typeof importText>[0];
    const imported = importText(test, orders, '', { file, onProgress: ({ result }) => (read = result.read) });
    for (const until of [2_000, 7_000]) {
      while (read < until) await pause(2);
      await database.kill();
      await pause(AWAY_MS);
      await database.up();
    }
    const { result, errors } = await imported;
    expect(result).toMatchObject({ read: ROWS, accepted: ROWS - 24, replayed: 0, rejected: 24, members: 701 });
    expect(errors).toHaveLength(24);
    expect(await verifyLedger(house)).toMatchObject({ ok: true, differences: [] });
    expect(await replay(house)).toMatchObject({ ok: true, differing: 0 });
  }, 240_000);
});
