import type { ChildProcess } from 'node:child_process';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DAY_MS } from '../../src/kernel/calendar.js';
import { runDue } from '../../src/kernel/schedule-runner.js';
import { replay } from '../../src/modules/engine/index.js';
import { verifyLedger } from '../../src/modules/points/index.js';
import { trialBalance } from '../../src/modules/points/reports/trial-balance.js';
import type { TestHouse } from '../support/house.js';
import { openTestHouse } from '../support/house.js';
import { lastJson, start } from './laurel.js';
import { runHere } from './run-here.js';

const MEMBERS = 3_000;

const COUNTER = "SELECT value FROM counters WHERE name = 'members.number'";

/** What is the same wherever the same crowd was loaded: counts and sums of everything, and who was first and last. */
const PICTURE = [
  'SELECT COUNT(*) AS n, MIN(id) AS first, MAX(id) AS last, MAX(enrolledAt) AS at FROM members',
  'SELECT COUNT(*) AS n, MIN(id) AS first, MAX(id) AS last, SUM(amountMinor) AS sum FROM activities',
  'SELECT occurredOn, type, COUNT(*) AS n FROM activities GROUP BY occurredOn, type ORDER BY occurredOn, type',
  'SELECT COUNT(*) AS n, SUM(orders) AS orders, SUM(spendMinor) AS sum, SUM(interactions) AS calls FROM member_days',
  'SELECT kind, COUNT(*) AS n, SUM(amount) AS sum FROM point_transfers GROUP BY kind ORDER BY kind',
  'SELECT COUNT(*) AS n, MAX(id) AS last, SUM(remaining) AS sum FROM point_lots',
  'SELECT tier, COUNT(*) AS n FROM tier_standings GROUP BY tier ORDER BY tier',
  COUNTER,
];

async function pictureOf({ house }: TestHouse): Promise<unknown[]> {
  const picture: unknown[] = [];
  for (const question of PICTURE) picture.push(await house.database.reader.rows(question));
  return picture;
}

/** Also when the process ends without a word, so that what is expected of it fails instead of waiting. */
function untilSaid(child: ChildProcess, pattern: RegExp): Promise<void> {
  return new Promise((resolve) => {
    child.on('close', () => resolve());
    child.stderr?.on('data', (chunk: Buffer) => {
      if (pattern.test(chunk.toString())) resolve();
    });
  });
}

describe('laurel demo --members', () => {
  let whole: TestHouse;
  let loaded: Awaited<ReturnType<typeof runHere>>;

  beforeAll(async () => {
    whole = await openTestHouse({ program: null, now: Date.now() });
    loaded = await runHere(['demo', '--members', String(MEMBERS), '--json'], whole.databaseUrl);
    await whole.house.programs.reload(whole.house.database.reader);
  }, 240_000);
  afterAll(() => whole.close());

  it('tells how many did what, how fast, and how much memory it took', () => {
    expect(loaded.code).toBe(0);
    expect(lastJson(loaded)).toMatchObject({ members: MEMBERS, wasThere: false, isResumed: false });
    const { purchases, refunds, membersPerSecond, peakMegabytes } = lastJson(loaded) as Record<string, number>;
    expect((purchases ?? 0) / MEMBERS).toBeCloseTo(5, 0);
    expect((refunds ?? 0) / (purchases ?? 1)).toBeCloseTo(0.05, 1);
    expect(membersPerSecond).toBeGreaterThan(0);
    expect(peakMegabytes).toBeGreaterThan(0);
  });

  it('has members at every stage: without an order, with one, with many, new and gone, on every tier', async () => {
    const { reader } = whole.house.database;
    const among = async (where: string) =>
      (await reader.rows<{ n: number }>(`SELECT COUNT(*) AS n FROM member_metrics WHERE ${where}`))[0]?.n ?? 0;
    for (const where of ['orders = 0', 'orders = 1', 'orders BETWEEN 2 AND 5', 'orders > 10', 'refunds > 0']) {
      expect([where, await among(where)]).toEqual([where, expect.any(Number)]);
      expect(await among(where)).toBeGreaterThan(MEMBERS / 100);
    }
    const tiers = await reader.rows<{ tier: string }>('SELECT DISTINCT tier FROM tier_standings ORDER BY tier');
    expect(tiers.map(({ tier }) => tier)).toEqual(['aurora', 'bloom', 'laurel', 'leaf']);
    const brands = await reader.rows('SELECT DISTINCT brandId FROM member_links');
    expect(brands).toHaveLength(3);
  });

  it('says that they are there when it is asked again, and adds to members of others only when told to', async () => {
    const again = await runHere(['demo', '--members', String(MEMBERS), '--json'], whole.databaseUrl);
    expect(lastJson(again)).toMatchObject({ members: MEMBERS, wasThere: true });
    const other = await runHere(['demo', '--members', '10', '--seed', '9'], whole.databaseUrl);
    expect([other.code, other.stderr]).toEqual([1, expect.stringContaining('has 3,000 members already')]);
  });

  it('goes on after a kill and comes to the same, with plain lines of progress in a pipe', async () => {
    const killed = await openTestHouse({ program: null });
    const args = ['demo', '--members', String(MEMBERS), '--json'];
    const { child, ended } = start(args, killed.databaseUrl);
    await untilSaid(child, /^demo: \d+%, [1-9][\d,]*, [\d,]+\/s, \d+ (s|min) left$/m);
    child.kill('SIGKILL');
    expect((await ended).code).toBeNull();
    const [counter] = await killed.house.database.reader.rows<{ value: number }>(COUNTER);
    expect(counter?.value).toBeGreaterThan(0);
    expect(counter?.value).toBeLessThan(MEMBERS);
    const resumed = await runHere(args, killed.databaseUrl);
    expect(lastJson(resumed)).toMatchObject({ members: MEMBERS, isResumed: true });
    expect(await pictureOf(killed)).toEqual(await pictureOf(whole));
    await killed.close();
  }, 240_000);

  it('is another crowd with another seed, beside the first when told to, and refuses numbers that are none', async () => {
    const beside = await runHere(['demo', '--members', '200', '--seed', '9', '--beside', '--json'], whole.databaseUrl);
    expect([beside.code, beside.stderr]).toEqual([0, expect.anything()]);
    expect(lastJson(beside)).toMatchObject({ members: 200 });
    expect(await verifyLedger(whole.house)).toMatchObject({ ok: true });
    expect(await runHere(['demo', '--members', '1000001'], whole.databaseUrl)).toMatchObject({ code: 1 });
  }, 60_000);

  it('stores what the engine itself would have stored: ledger, replay and trial balance agree', async () => {
    const { house, clock } = whole;
    clock.set(Date.now());
    expect(await verifyLedger(house)).toMatchObject({ ok: true, differences: [] });
    expect(await replay(house)).toMatchObject({ ok: true, members: MEMBERS + 200, differing: 0 });
    clock.advance(2 * DAY_MS); // the day of the loading is over and is sealed
    await runDue(house);
    expect(await house.database.reader.rows('SELECT day FROM point_seals')).not.toEqual([]);
    expect(await verifyLedger(house)).toMatchObject({ ok: true, differences: [] });
    const balance = await trialBalance(house.database.reader, house.programs.current().zone, clock.now());
    expect(balance.reduce((sum, line) => sum + line.balance, 0)).toBe(0);
    expect(await house.database.reader.rows("SELECT id FROM outbox WHERE type = 'member.activities'")).toEqual([]);
  }, 120_000);
});

describe('laurel demo --members beside another program', () => {
  it('is refused, because the brands it buys from are not there', async () => {
    const test = await openTestHouse();
    const { code, stderr } = await runHere(['demo', '--members', '10'], test.databaseUrl);
    expect([code, stderr]).toEqual([1, expect.stringContaining('another program')]);
    await test.close();
  });
});
