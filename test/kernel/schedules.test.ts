import { afterEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { DAY_MS } from '../../src/kernel/calendar.js';
import type { House } from '../../src/kernel/house.js';
import { forgetDecisions, forgetKeys } from '../../src/kernel/retention.schedule.js';
import { runDue, startSchedules } from '../../src/kernel/schedule-runner.js';
import type { Schedule } from '../../src/kernel/schedules.js';
import { write } from '../../src/kernel/unit-of-work.js';
import { recordMany } from '../../src/modules/engine/index.js';
import { enrolAll } from '../../src/modules/members/index.js';
import { verifyLedger } from '../../src/modules/points/index.js';
import { act, buy, enrolMember } from '../support/acts.js';
import type { TestHouse } from '../support/house.js';
import { openBeside, openTestHouse, TEST_NOW } from '../support/house.js';
import { startProcess } from '../support/process.js';

const HOUR_MS = 3_600_000;

describe('the schedule runner', () => {
  const opened: TestHouse[] = [];
  const open = async (schedules?: readonly Schedule[]): Promise<TestHouse> => {
    const test = await openTestHouse(schedules ? { house: { schedules } } : {});
    opened.push(test);
    return test;
  };
  afterEach(async () => {
    for (const test of opened.splice(0)) await test.close();
  });

  it('always takes the smallest due instant of all schedules, and of equal ones the first schedule', async () => {
    const order: string[] = [];
    const test = await open([dueList('one', [10, 30, 30], order), dueList('two', [5, 10, 40, 60], order)]);
    expect(await runDue(test.house, 50)).toEqual({ one: 3, two: 3 });
    expect(order).toEqual(['two@5', 'one@10', 'two@10', 'one@30', 'one@30', 'two@40']);
    expect(await runDue(test.house, 50)).toEqual({});
    expect(await runDue(test.house, 60)).toEqual({ two: 1 });
  });

  it('tells about every page', async () => {
    const test = await open([dueList('one', [1, 2], []), dueList('two', [2], [])]);
    const pages: unknown[] = [];
    await runDue(test.house, 9, { onProgress: (done, at) => pages.push([at, { ...done }]) });
    expect(pages).toEqual([
      [1, { one: 1 }],
      [2, { one: 2 }],
      [2, { one: 2, two: 1 }],
    ]);
  });

  it('leaves a schedule that fails, goes on with the others, and names it at the end', async () => {
    const order: string[] = [];
    const broken: Schedule = {
      name: 'broken',
      nextDueAt: () => Promise.resolve(7),
      run: () => Promise.reject(new Error('out of order')),
    };
    const unreadable: Schedule = {
      ...broken,
      name: 'unreadable',
      nextDueAt: () => Promise.reject(new Error('no table')),
    };
    const test = await open([broken, unreadable, dueList('fine', [5, 10], order)]);
    await expect(runDue(test.house, 20)).rejects.toThrow(/unreadable: no table; broken: out of order/);
    expect(order).toEqual(['fine@5', 'fine@10']);
  });

  it('does not go in circles with a schedule that is due and does nothing', async () => {
    const order: string[] = [];
    const stuck: Schedule = { name: 'stuck', nextDueAt: () => Promise.resolve(7), run: () => Promise.resolve(0) };
    const test = await open([stuck, dueList('fine', [10], order)]);
    await expect(runDue(test.house, 20)).rejects.toThrow('stuck: it is due at 7 but makes no progress');
    expect(order).toEqual(['fine@10']);
  });

  it('is not disturbed by a request that has done meanwhile what was due', async () => {
    const order: string[] = [];
    let isDue = true;
    const overtaken: Schedule = {
      name: 'overtaken',
      nextDueAt: () => Promise.resolve(isDue ? 7 : null),
      run: () => {
        isDue = false; // whoever touches a member settles it first
        return Promise.resolve(0);
      },
    };
    const test = await open([overtaken, dueList('fine', [10], order)]);
    await runDue(test.house, 20);
    expect(order).toEqual(['fine@10']);
  });

  it('runs in one process at a time', async () => {
    const order: string[] = [];
    const schedules = [dueList('one', [1, 2, 3], order)];
    const test = await open(schedules);
    const beside = await openBeside(test, { schedules });
    const done = await Promise.all([runDue(test.house, 9), runDue(beside, 9)]);
    expect(done).toEqual(expect.arrayContaining([{ one: 3 }, {}]));
    expect(order).toEqual(['one@1', 'one@2', 'one@3']);
    await beside.database.close();
  });

  it('runs what is due while the process lives, and stops when it is told to', async () => {
    const stopping = new AbortController();
    const order: string[] = [];
    const last: Schedule = { ...dueList('last', [3], order), run: () => (stopping.abort(), Promise.resolve(1)) };
    const test = await open([dueList('first', [1, 2], order), last]);
    await startSchedules(test.house, stopping.signal);
    expect(order).toEqual(['first@1', 'first@2']);
  });

  it('settles points the same in many steps and in one jump', async () => {
    const moves = fc.array(
      fc.record({ who: fc.nat(2), afterMs: fc.integer({ min: 0, max: 20 * DAY_MS }), isBuying: fc.boolean() }),
      { minLength: 3, maxLength: 12 },
    );
    const steps = fc.array(fc.integer({ min: HOUR_MS, max: 40 * DAY_MS }), { minLength: 1, maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(moves, steps, async (history, after) => {
        const end = TEST_NOW + 500 * DAY_MS;
        const [stepping, jumping] = [await open(), await open()];
        for (const test of [stepping, jumping]) await live(test, history, test === stepping);
        for (const step of after) {
          stepping.clock.advance(step);
          await runDue(stepping.house);
        }
        for (const test of [stepping, jumping]) {
          test.clock.set(end);
          await runDue(test.house);
        }
        expect(await ledgerOf(jumping)).toEqual(await ledgerOf(stepping));
        expect((await verifyLedger(jumping.house)).differences).toEqual([]);
        for (const test of opened.splice(0)) await test.close();
      }),
      { numRuns: 8 },
    );
  });

  it('goes on where a killed process stopped, and loses or doubles nothing', async () => {
    const test = await open();
    const members = await enrolMany(test, 1_000);
    for (let from = 0; from < members.length; from += 500) {
      const reports = members.slice(from, from + 500).map((id) => ({ member: { id }, type: 'share', externalId: `share ${id}`, payload: {} })); // prettier-ignore
      await recordMany(test.house, test.caller, reports);
    }
    const until = TEST_NOW + 8 * DAY_MS;
    const other = startProcess('support/schedules-process.ts', [test.databaseUrl, String(until)]);
    await other.line();
    other.child.kill('SIGKILL');
    await other.ended;
    await test.house.database.transaction(async (sql) => ({
      value: await sql.run('UPDATE leases SET `until` = 0'),
      commit: true,
    }));

    test.clock.set(until);
    const done = await runDue(test.house);
    expect(done['points.settle'] ?? 0).toBeLessThan(1_000);
    const [sums] = await test.house.database.reader.rows<{ available: number; pending: number }>(
      "SELECT SUM(available) AS available, SUM(pending) AS pending FROM point_accounts WHERE wallet = 'later'",
    );
    expect(sums).toEqual({ available: 20_000, pending: 0 });
    expect((await verifyLedger(test.house)).differences).toEqual([]);
  });
});

describe('retention', () => {
  let test: TestHouse;
  afterEach(() => test.close());

  it('forgets answers seven days after the request, by the hour', async () => {
    test = await openTestHouse({ house: { schedules: [forgetKeys] } });
    for (const key of ['a', 'b']) await once(test, key);
    test.clock.advance(2 * HOUR_MS);
    await once(test, 'c');
    test.clock.set(TEST_NOW + 7 * DAY_MS - 1);
    expect(await runDue(test.house)).toEqual({});
    test.clock.advance(1);
    expect(await runDue(test.house)).toEqual({ 'idempotency.forget': 2 });
    expect((await once(test, 'c')).isReplay).toBe(true);
    expect((await once(test, 'a')).isReplay).toBe(false);
  });

  it('blanks why rules acted after 400 days, keeps everything else, and never walks the same rows twice', async () => {
    test = await openTestHouse({ house: { schedules: [forgetDecisions] } });
    const member = await enrolMember(test);
    await buy(test, member, 1_000);
    test.clock.advance(100 * DAY_MS);
    await buy(test, member, 2_000);
    const before = await decisionsOf(test.house, member);
    expect(before.map(({ decisions }) => decisions !== null)).toEqual([false, true, true]);

    test.clock.set(TEST_NOW + 401 * DAY_MS);
    expect(await runDue(test.house)).toEqual({ 'activities.forget-decisions': 2 });
    expect(await runDue(test.house)).toEqual({});
    const after = await decisionsOf(test.house, member);
    expect(after.map(({ decisions }) => decisions !== null)).toEqual([false, false, true]);
    expect(after.map(({ outcome }) => outcome)).toEqual(before.map(({ outcome }) => outcome));
    const jobs = 'SELECT kind, status FROM jobs'; // nobody who looks at running jobs sees one that never ends
    expect(await test.house.database.reader.rows(jobs)).toEqual([{ kind: 'retention', status: 'done' }]);

    test.clock.advance(100 * DAY_MS);
    expect(await runDue(test.house)).toEqual({ 'activities.forget-decisions': 1 });
    expect((await decisionsOf(test.house, member)).every(({ decisions }) => decisions === null)).toBe(true);
  });
});

/** A schedule with a list of due instants that it works off one by one. */
function dueList(name: string, instants: readonly number[], order: string[]): Schedule {
  const left = [...instants];
  return {
    name,
    nextDueAt: () => Promise.resolve(left[0] ?? null),
    run: (_, at) => {
      order.push(`${name}@${at}`);
      left.shift();
      return Promise.resolve(1);
    },
  };
}

async function live(
  test: TestHouse,
  history: readonly { who: number; afterMs: number; isBuying: boolean }[],
  isStepping: boolean,
): Promise<void> {
  const members = [await enrolMember(test), await enrolMember(test), await enrolMember(test)];
  for (const { who, afterMs, isBuying } of history) {
    test.clock.advance(afterMs);
    if (isStepping) await runDue(test.house);
    const member = members[who] ?? '';
    if (isBuying) await buy(test, member, 12_345);
    else await act(test, member, 'share');
  }
}

/** Everything in the ledger that does not depend on ids, member by member. */
async function ledgerOf({ house }: TestHouse): Promise<unknown> {
  const read = (columns: string, table: string) =>
    house.database.reader.rows(
      `SELECT m.number, ${columns} FROM ${table} t JOIN members m ON m.id = t.memberId ORDER BY m.number, ${columns}`,
    );
  return {
    accounts: await read('t.wallet, t.available, t.pending, t.earned', 'point_accounts'),
    lots: await read('t.wallet, t.occurredAt, t.amount, t.remaining, t.isPending, t.expiresAt', 'point_lots'),
    transfers: await read('t.occurredAt, t.kind, t.wallet, t.amount', 'point_transfers'),
  };
}

async function enrolMany({ house, caller }: TestHouse, count: number): Promise<string[]> {
  const { value } = await write(house, { caller, members: [] }, async (session) => {
    const identities = Array.from({ length: count }, (_, at) => ({ kind: 'external' as const, value: `many-${at}` }));
    const enrolled = await enrolAll(
      session,
      identities.map((identity) => ({ brandId: caller.brandId, identities: [identity] })),
    );
    return enrolled.map(({ memberId }) => memberId);
  });
  return [...value];
}

function once({ house, caller }: TestHouse, key: string) {
  return write(house, { caller, members: [], once: { mutation: 'test', key, input: {} } }, () => Promise.resolve(key));
}

function decisionsOf({ database }: House, memberId: string): Promise<{ decisions: string | null; outcome: string }[]> {
  return database.reader.rows('SELECT decisions, outcome FROM activities WHERE memberId = ? ORDER BY sequence', [
    memberId,
  ]);
}
