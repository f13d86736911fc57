import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Connection } from 'mysql2/promise';
import { createConnection } from 'mysql2/promise';
import { closeHouse, migrate, openHouse } from '../../src/app/house.js';
import { ManualClock } from '../../src/kernel/clock.js';
import type { House } from '../../src/kernel/house.js';
import { openLog } from '../../src/kernel/log.js';
import { runDue } from '../../src/kernel/schedule-runner.js';
import { systemCaller } from '../../src/kernel/session.js';
import { write } from '../../src/kernel/unit-of-work.js';
import { createKey } from '../../src/modules/brands/index.js';
import { replay } from '../../src/modules/engine/index.js';
import { enrol } from '../../src/modules/members/index.js';
import { earn, verifyLedger } from '../../src/modules/points/index.js';
import { configOf, follow, testSecrets } from '../support/house.js';
import { Book, count } from './bank/book.js';
import { Client } from './bank/client.js';
import type { Haunted, Plan } from './bank/nemesis.js';
import { FAULTS, haunt } from './bank/nemesis.js';
import { OPERATION_KINDS } from './bank/operation.js';
import { bankProgram, MEMBER_IDS, START_POINTS } from './bank/program.js';
import { START, wrongInBook } from './bank/proof.js';
import { watchApi, watchDatabase } from './bank/readers.js';
import { Servers } from './bank/servers.js';
import { wrongInLedger } from './bank/sums.js';
import { ScratchMariaDb } from './scratch-mariadb.js';

/** `LAUREL_FAULTS=short` is for continuous integration: every fault comes once. */
const PLAN: Plan =
  process.env['LAUREL_FAULTS'] === 'short'
    ? { rounds: 1, quietMs: [2_000, 4_000], pauseMs: [1_000, 3_000] }
    : { rounds: 6, quietMs: [2_000, 6_000], pauseMs: [500, 6_000] };
const CLIENTS = 20;
const SERVERS = 2;
/** The user the servers are at the database, so that their connections can be told from those of the test. */
const SERVER_USER = 'laurel';
/** What a till may be told: there are too few points, or the hold ran out while it tried. */
const DECLINED: ReadonlySet<string> = new Set(['INSUFFICIENT_POINTS', 'HOLD_ENDED']);
const HOLD_MS = 60_000;
/** A process that was killed in the middle of due work keeps others from it for so long. */
const LEASE_MS = 30_000;

/** The bank test, after Jepsen: tills move points between ten members while servers die, stand still and lose their database. */
describe('A bank of points whose servers are killed, paused and cut off from their database', () => {
  const secrets = testSecrets();
  const clock = new ManualClock(Date.now());
  let database: ScratchMariaDb;
  let house: House;
  let servers: Servers;
  let admin: Connection;
  let onlooker: Connection;
  let token: string;

  beforeAll(async () => {
    database = await ScratchMariaDb.start();
    [admin, onlooker] = [await createConnection(database.url), await createConnection(database.url)];
    await admin.query(`CREATE USER '${SERVER_USER}'@'127.0.0.1'`);
    await admin.query(`GRANT ALL ON *.* TO '${SERVER_USER}'@'127.0.0.1'`);
    house = await openHouse(configOf(database.url), { clock, log: openLog('silent'), secrets });
    await migrate(house.database);
    await follow(house, bankProgram);
    token = await openAccounts(house);
    servers = await Servers.start(SERVERS, database.url.replace('root@', `${SERVER_USER}@`), secrets);
  }, 120_000);

  afterAll(async () => {
    await (servers as Servers | undefined)?.stop();
    await Promise.all([admin.end(), onlooker.end()]);
    await closeHouse(house);
    await database.stop();
  }, 60_000);

  it('loses no point, makes none, and does everything it acknowledged exactly once', async () => {
    const book = new Book(servers, token);
    let isOver = false;
    let isSettled = false;
    const clients = Array.from({ length: CLIENTS }, (_, number) => new Client(number, book).work(() => isOver));
    const watching = [watchApi(servers, token, () => isSettled), watchApi(servers, token, () => isSettled)];
    const auditing = watchDatabase(onlooker, () => isSettled);
    const haunted = await haunt(servers, { admin, user: SERVER_USER }, PLAN).finally(async () => {
      isOver = true;
      await Promise.all(clients);
      isSettled = true;
    });
    const [readers, audit] = [await Promise.all(watching), await auditing];
    const ended = await servers.stop();
    const holds = await holdsByStatus(admin);
    tell(book, { haunted, readers, audit, holds });

    for (const seen of [...readers, audit]) expect(seen.wrong).toEqual([]);
    expect(Object.values(haunted.came)).toEqual(FAULTS.map(() => PLAN.rounds));
    expect(haunted.connectionsCut).toBeGreaterThan(0);
    expect(ended).toEqual(Array.from({ length: SERVERS }, () => 0));
    expect(book.entries.filter(({ end }) => end.how === 'again')).toEqual([]);
    expect([...book.declined.keys()].filter((why) => !DECLINED.has(why))).toEqual([]);
    expect(await wrongInBook(book.entries, admin)).toEqual([]);

    await releaseHolds();
    expect(await wrongInLedger(admin)).toEqual([]);
    expect(await verifyLedger(house)).toMatchObject({ ok: true, differences: [] });
    expect(await replay(house)).toMatchObject({ ok: true, differing: 0, differences: [] });
  }, 420_000);

  /** Lets the time of every hold pass; nothing is held any more. */
  async function releaseHolds(): Promise<void> {
    clock.set(Date.now() + HOLD_MS);
    const giveUpAt = Date.now() + LEASE_MS + 10_000;
    for (let held = 1; held > 0 && Date.now() < giveUpAt; held = (await holdsByStatus(admin)).get('held') ?? 0) {
      await runDue(house);
      await sleep(200);
    }
    expect((await holdsByStatus(admin)).get('held') ?? 0).toBe(0);
    const [accounts] = await admin.query('SELECT memberId FROM point_accounts WHERE held <> 0');
    expect(accounts).toEqual([]);
  }
});

/** Ten members with the same in both wallets; answers the key of the tills. */
async function openAccounts(house: House): Promise<string> {
  const caller = systemCaller('brd_host');
  const { value } = await write(house, { caller, members: [] }, async (session) => {
    for (const externalId of MEMBER_IDS) {
      const { memberId } = await enrol(session, {
        brandId: 'brd_host',
        identities: [{ kind: 'external', value: externalId }],
      });
      for (const wallet of ['points', 'vault']) {
        earn(session, { memberId, brandId: 'brd_host', wallet, amount: START_POINTS, reason: START });
      }
    }
    return { ...(await createKey(session, { brandId: 'brd_host', label: 'tills', scopes: ['host-admin'] })) };
  });
  return value.token;
}

async function holdsByStatus(database: Connection): Promise<Map<string, number>> {
  const [rows] = await database.query('SELECT status, COUNT(*) AS holds FROM point_holds GROUP BY status');
  return new Map((rows as { status: string; holds: number }[]).map(({ status, holds }) => [status, holds]));
}

interface Told {
  readonly haunted: Haunted;
  readonly readers: readonly { readonly reads: number; readonly unanswered: number }[];
  readonly audit: { readonly reads: number };
  readonly holds: ReadonlyMap<string, number>;
}

/** The figures of a run, for whoever reads its output. */
function tell(book: Book, { haunted, readers, audit, holds }: Told): void {
  const acknowledged = new Map<string, number>(OPERATION_KINDS.map((kind) => [kind, 0]));
  for (const { operation, end } of book.entries) if (end.how === 'done') count(acknowledged, operation.kind);
  console.info(
    [
      `faults: ${told(haunted.came)} (${haunted.connectionsCut} connections)`,
      `operations acknowledged: ${told(Object.fromEntries(acknowledged))}, of them by a repeat after a lost answer: ${book.replays}`,
      `declined: ${told(Object.fromEntries(book.declined))}`,
      `attempts repeated: ${told(Object.fromEntries(book.repeated))}`,
      `holds when the tills had closed: ${told(Object.fromEntries(holds))}`,
      `reads checked: ${sum(readers, 'reads')} of the API (${sum(readers, 'unanswered')} unanswered), ${audit.reads} of the database`,
    ].join('\n'),
  );
}

function told(counts: object): string {
  const words = Object.entries(counts).map(([name, number]) => `${name} ${String(number)}`);
  return words.join(', ') || 'none';
}

function sum(readers: Told['readers'], name: 'reads' | 'unanswered'): number {
  return readers.reduce((total, reader) => total + reader[name], 0);
}
