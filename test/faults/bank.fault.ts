import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';
import { migrate, openHouse } from '../../src/app/house.js';
import type { House } from '../../src/kernel/house.js';
import { openLog } from '../../src/kernel/log.js';
import { systemCaller } from '../../src/kernel/session.js';
import { write } from '../../src/kernel/unit-of-work.js';
import { createKey } from '../../src/modules/brands/index.js';
import { replay } from '../../src/modules/engine/index.js';
import { enrol } from '../../src/modules/members/index.js';
import { earn, verifyLedger } from '../../src/modules/points/index.js';
import { configOf, follow, testSecrets } from '../support/house.js';
import type { Acknowledged } from './bank-clients.js';
import { BankClient } from './bank-clients.js';
import { BANK_EACH, bankProgram, MEMBERS } from './bank-program.js';
import { BankServer, FAULTS } from './bank-server.js';
import type { Watcher } from './bank-watchers.js';
import { ApiWatcher, DatabaseWatcher } from './bank-watchers.js';
import { ScratchMariaDb } from './scratch-mariadb.js';

/** `LAUREL_FAULTS=short` is what continuous integration has time for. */
const IS_SHORT = process.env['LAUREL_FAULTS'] === 'short';
const EACH_FAULT = IS_SHORT ? 1 : 6;
const CALM_MS = IS_SHORT ? 2_500 : 3_500;
const CLIENTS = 20;

/**
 * The bank test after Jepsen: twenty tills move points of ten members while watchers look at every sum, and the server is
 * killed, paused and cut off from its database in between. Each till asks again with its key until it is answered.
 */
describe('A bank whose server is killed, paused and cut off', () => {
  let database: ScratchMariaDb;
  let house: House;
  let server: BankServer;
  let token: string;

  beforeAll(async () => {
    database = await ScratchMariaDb.start();
    const secrets = testSecrets();
    house = await openHouse(configOf(database.url), { log: openLog('silent'), secrets });
    await migrate(house.database);
    await follow(house, bankProgram);
    token = await openAccounts(house);
    const spelled = Object.fromEntries(
      Object.entries(secrets as unknown as Record<string, Buffer>).map(([name, key]) => [name, key.toString('base64')]),
    );
    server = new BankServer(database.url, JSON.stringify(spelled));
    await server.start();
  }, 120_000);

  afterAll(async () => {
    await (server as BankServer | undefined)?.stop();
    await house.database.close();
    await database.stop();
  }, 60_000);

  it('shows nobody a wrong sum, loses nothing it acknowledged, and does nothing twice', async () => {
    const clients = Array.from({ length: CLIENTS }, (_, at) => new BankClient(`c${at}`, server, token, seeded(at + 1)));
    const watchers: Watcher[] = [new ApiWatcher(server, token), new ApiWatcher(server, token), new DatabaseWatcher(database.url)]; // prettier-ignore
    let isOver = false;
    const working = clients.map((client) => client.run(() => isOver));
    const watching = watchers.map((watcher) => watcher.watch(() => isOver));
    for (let round = 0; round < EACH_FAULT; round++) {
      for (const fault of FAULTS) {
        await sleep(CALM_MS * (0.5 + Math.random()));
        await server.suffer(fault);
      }
    }
    await sleep(CALM_MS);
    isOver = true;
    await Promise.all([...working, ...watching]);
    const acknowledged = clients.flatMap((client) => client.acknowledged);
    tell(server, clients, watchers, acknowledged);

    for (const { wrong, looks } of watchers) {
      expect(wrong).toEqual([]);
      expect(looks).toBeGreaterThan(20);
    }
    await expectEachOnce(house, acknowledged);
    expect(await sumOfBank(house)).toBe(MEMBERS * BANK_EACH);
    expect(await verifyLedger(house)).toMatchObject({ ok: true, differences: [] });
    expect(await replay(house)).toMatchObject({ ok: true, differing: 0 });
  }, 600_000);
});

/** Enrols the members, gives each the same, and answers the key of the tills. */
async function openAccounts(house: House): Promise<string> {
  const caller = systemCaller('brd_host');
  const { value } = await write(house, { caller, members: [] }, async (session) => {
    for (let member = 0; member < MEMBERS; member++) {
      await enrol(session, { brandId: 'brd_host', identities: [{ kind: 'external', value: `m-${member}` }] });
    }
    const key = { brandId: 'brd_host', label: 'tills', scopes: ['host-admin'], ratePerSecond: 1_000_000 };
    return { ...(await createKey(session, key)) };
  });
  const rows = await house.database.reader.rows<{ id: string }>('SELECT id FROM members');
  const members = rows.map(({ id }) => id);
  await write(house, { caller, members }, (session) => {
    for (const memberId of members) {
      for (const wallet of ['points', 'bank']) {
        earn(session, { memberId, brandId: 'brd_host', wallet, amount: BANK_EACH, reason: 'opening' });
      }
    }
    return Promise.resolve(undefined);
  });
  return value.token;
}

/** Every acknowledged movement is there, once; a movement nobody heard of may be there, but not twice either. */
async function expectEachOnce({ database }: House, acknowledged: readonly Acknowledged[]): Promise<void> {
  const transfers = await database.reader.rows<{ id: string; reason: string; kind: string }>(
    "SELECT id, reason, kind FROM point_transfers WHERE reason LIKE 'c%-%' AND kind <> 'transfer_in'",
  );
  const activities = await database.reader.rows<{ id: string; externalId: string }>(
    'SELECT id, externalId FROM activities WHERE externalId IS NOT NULL',
  );
  const stored = new Map<string, string[]>();
  for (const { id, reason } of transfers) stored.set(reason, [...(stored.get(reason) ?? []), id]);
  for (const { id, externalId } of activities) stored.set(externalId, [...(stored.get(externalId) ?? []), id]);
  const lost = acknowledged.filter(({ key, id }) => !stored.get(key)?.includes(id));
  const twice = [...stored].filter(([, ids]) => ids.length > 1);
  expect({ lost, twice }).toEqual({ lost: [], twice: [] });
}

async function sumOfBank({ database }: House): Promise<number> {
  const [row] = await database.reader.rows<{ sum: number }>(
    "SELECT SUM(available + pending + held) AS sum FROM point_accounts WHERE wallet = 'bank'",
  );
  return row?.sum ?? NaN;
}

function tell(server: BankServer, clients: readonly BankClient[], watchers: readonly Watcher[], acknowledged: readonly Acknowledged[]): void {
  console.info('the bank:', {
    faults: Object.fromEntries(server.happened),
    acknowledged: counted(acknowledged.map(({ kind }) => [kind, 1])),
    refused: counted(clients.flatMap(({ refused }) => [...refused])),
    retried: counted(clients.flatMap(({ retried }) => [...retried])),
    looks: watchers.map(({ looks }) => looks),
    wrong: watchers.map(({ wrong }) => wrong.length),
  });
} // prettier-ignore

function counted(entries: readonly (readonly [string, number])[]): Record<string, number> {
  const sums: Record<string, number> = {};
  for (const [name, count] of entries) sums[name] = (sums[name] ?? 0) + count;
  return sums;
}

/** The same random numbers for the same seed (mulberry32). */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
