import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';
import { migrate, openHouse } from '../../src/app/house.js';
import { openServer } from '../../src/app/server.js';
import type { House } from '../../src/kernel/house.js';
import { openLog } from '../../src/kernel/log.js';
import { systemCaller } from '../../src/kernel/session.js';
import { write } from '../../src/kernel/unit-of-work.js';
import { createKey } from '../../src/modules/brands/index.js';
import { replay } from '../../src/modules/engine/index.js';
import { enrol } from '../../src/modules/members/index.js';
import { verifyLedger } from '../../src/modules/points/index.js';
import { configOf, follow, testSecrets } from '../support/house.js';
import { testProgram } from '../support/program.js';
import { ScratchMariaDb } from './scratch-mariadb.js';

const CLIENTS = 8;
const PURCHASES_EACH = 60;
const AWAY_MS = 10_000;

const PURCHASE = `mutation Buy($member: MemberRef!, $input: ActivityInput!) {
  activityRecord(member: $member, input: $input) { activity { id } errors { code } replayed }
}`;

/** Once in the middle of a load, the database server is killed and stays away for ten seconds. */
describe('A database that goes away for ten seconds under load', () => {
  let database: ScratchMariaDb;
  let house: House;
  let server: { url: string; stop(): Promise<void> };
  let token: string;

  beforeAll(async () => {
    database = await ScratchMariaDb.start();
    const config = configOf(database.url);
    house = await openHouse(config, { log: openLog('silent'), secrets: testSecrets() });
    await migrate(house.database);
    await follow(house, testProgram);
    const caller = systemCaller('brd_host');
    const { value } = await write(house, { caller, members: [] }, async (session) => {
      for (let member = 0; member < 4; member++) {
        await enrol(session, { brandId: 'brd_host', identities: [{ kind: 'external', value: `m-${member}` }] });
      }
      return { ...(await createKey(session, { brandId: 'brd_host', label: 'load', scopes: ['host-admin'] })) };
    });
    token = value.token;
    server = await openServer(house, config);
  }, 120_000);

  afterAll(async () => {
    await (server as typeof server | undefined)?.stop();
    await house.database.close();
    await database.stop();
  }, 60_000);

  it('is told to every caller by a typed error, and when it is back every purchase counts exactly once', async () => {
    const told = new Map<string, number>();
    const clients = Array.from({ length: CLIENTS }, (_, client) => buyAll(client, told));
    await sleep(1_500);
    await database.kill();
    await sleep(AWAY_MS);
    await database.up();
    await Promise.all(clients);
    console.info('answers while the database came and went:', Object.fromEntries(told));
    expect([...told.keys()].every((answer) => ['recorded', 'replayed', 'UPSTREAM_DOWN'].includes(answer))).toBe(true);
    expect(told.get('UPSTREAM_DOWN')).toBeGreaterThan(0);
    const [sum] = await house.database.reader.rows<{ orders: number }>(
      'SELECT SUM(orders) AS orders FROM member_metrics',
    );
    expect(sum?.orders).toBe(CLIENTS * PURCHASES_EACH);
    expect(await verifyLedger(house)).toMatchObject({ ok: true, differences: [] });
    expect(await replay(house)).toMatchObject({ ok: true, differing: 0 });
  }, 180_000);

  /** Sends each purchase until it is answered, as a till does. */
  async function buyAll(client: number, told: Map<string, number>): Promise<void> {
    for (let nth = 0; nth < PURCHASES_EACH; nth++) {
      for (let answer = ''; answer !== 'recorded' && answer !== 'replayed';) {
        answer = await buyOnce(`c${client}-${nth}`, `m-${(client + nth) % 4}`);
        told.set(answer, (told.get(answer) ?? 0) + 1);
        if (answer === 'UPSTREAM_DOWN') await sleep(200);
      }
      await sleep(40);
    }
  }

  async function buyOnce(externalId: string, member: string): Promise<string> {
    const input = { type: 'purchase', externalId, purchase: { orderId: externalId, amountMinor: 1_000 } };
    const response = await fetch(`${server.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body: JSON.stringify({ query: PURCHASE, variables: { member: { externalId: member }, input } }),
    });
    const { data, errors } = (await response.json()) as Answer;
    const code = errors?.[0]?.extensions.code ?? data?.activityRecord?.errors[0]?.code;
    if (code) return code;
    return data?.activityRecord?.replayed ? 'replayed' : 'recorded';
  }
});

interface Answer {
  data?: { activityRecord: { replayed: boolean; errors: { code: string }[] } | null } | null;
  errors?: { extensions: { code: string } }[];
}
