import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { DAY_MS } from '../../../src/kernel/calendar.js';
import { Refusal } from '../../../src/kernel/refusal.js';
import { replay } from '../../../src/modules/engine/index.js';
import { balancesAsOf, verifyLedger } from '../../../src/modules/points/index.js';
import * as acts from '../../support/acts.js';
import type { TestHouse } from '../../support/house.js';
import { openTestHouse } from '../../support/house.js';
import { ledgerProgram } from '../../support/ledger-program.js';

const RUNS = 230;
const STEPS_MIN = 44;
const STEPS_MAX = 56;
const MINUTE_MS = 60_000;

const wallet = fc.constantFrom('points', 'later', 'debt', 'claim', 'idle', 'summer', 'capped', 'growth');
const few = fc.integer({ min: 1, max: 60 });
const nth = fc.nat(7);
const what = <T extends string>(name: T) => fc.constant(name);

const step = fc.oneof(
  fc.record({ what: what('earn'), amount: fc.integer({ min: 1, max: 300 }), wallet }),
  fc.record({ what: what('spend'), amount: few, wallet, nth, forOrder: fc.boolean() }),
  fc.record({ what: what('buy'), amount: fc.integer({ min: 0, max: 20_000 }) }),
  fc.record({ what: what('refund'), amount: fc.integer({ min: 1, max: 12_000 }), nth, linked: fc.boolean() }),
  fc.record({ what: what('reverse'), nth: fc.nat(40) }),
  fc.record({ what: what('hold'), amount: few, wallet, minutes: fc.constantFrom(5, 60, 43_200), nth, forOrder: fc.boolean() }),
  fc.record({ what: what('capture'), nth, amount: fc.option(few), isFinal: fc.boolean() }),
  fc.record({ what: what('release'), nth }),
  fc.record({ what: what('adjust'), amount: fc.integer({ min: -40, max: 40 }), wallet }),
  fc.record({ what: what('transfer'), amount: few, back: fc.boolean() }),
  fc.record({ what: what('share') }),
  fc.record({ what: what('wait'), minutes: fc.constantFrom(1, 30, 1_440, 20_160, 64_800), settles: fc.boolean() }),
); // prettier-ignore
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

/** Two members, and what happened to the first of them. */
interface Pair {
  readonly memberId: string;
  readonly otherId: string;
  readonly orders: string[];
  readonly holds: string[];
}

/** What a member had when somebody looked. */
interface Look {
  readonly memberId: string;
  readonly at: number;
  readonly accounts: readonly object[];
}

describe('Any sequence of everything that moves points, with refunds, expiry and jumps of the clock', () => {
  it('closes, tells the same of the past as was stored then, and does nothing twice', async () => {
    const test = await openTestHouse({ program: ledgerProgram });
    const done = new Map<string, number>();
    const looks: Look[] = [];
    let steps = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: STEPS_MIN, maxLength: STEPS_MAX }), async (sequence) => {
        const pair = { memberId: await acts.enrolMember(test), otherId: await acts.enrolMember(test), orders: [], holds: [] }; // prettier-ignore
        for (const each of sequence) {
          const ended = await tryStep(test, pair, each, (steps += 1));
          done.set(`${each.what} ${ended}`, (done.get(`${each.what} ${ended}`) ?? 0) + 1);
        }
        await acts.settleDue(test); // what is due is booked at its own instant, so it has to be booked before anybody looks
        looks.push(await lookAt(test, pair.memberId), await lookAt(test, pair.otherId));
        for (const look of looks.slice(-2)) expectInBounds(look);
        test.clock.advance(1);
      }),
      { numRuns: RUNS },
    );
    expect(steps).toBeGreaterThanOrEqual(10_000);
    expect(await verifyLedger(test.house)).toMatchObject({ ok: true, differences: [] });
    await acts.settleDue(test);
    expect(await verifyLedger(test.house)).toMatchObject({ ok: true, differences: [] });
    expect(await sumOfEverything(test)).toBe(0);
    for (const { memberId, at, accounts } of looks) {
      expect({ memberId, at, accounts: await accountsAt(test, memberId, at) }).toEqual({ memberId, at, accounts });
    }
    expect(await replay(test.house)).toMatchObject({ ok: true, differing: 0, differences: [] });
    console.info(`ledger property test ran ${steps} operations:`, Object.fromEntries([...done].sort()));
    await test.close();
  });
});

/** Every third movement is sent a second time with its key: it must answer as a repeat and change nothing. */
async function tryStep(test: TestHouse, pair: Pair, each: Step, count: number): Promise<string> {
  const key = `step-${count}`;
  try {
    await take(test, pair, each, key);
  } catch (error) {
    if (error instanceof Refusal) return error.code;
    throw error;
  }
  const isRepeated = count % 3 === 0 && MOVING.has(each.what);
  if (!isRepeated) return 'done';
  const before = [await storedAccounts(test, pair.memberId), await storedAccounts(test, pair.otherId)];
  await take(test, pair, each, key);
  expect([await storedAccounts(test, pair.memberId), await storedAccounts(test, pair.otherId)]).toEqual(before);
  return 'done, and repeated';
}

const MOVING: ReadonlySet<Step['what']> = new Set(['earn', 'spend', 'hold', 'adjust', 'transfer']);

async function take(test: TestHouse, pair: Pair, each: Step, key: string): Promise<void> {
  const { memberId, otherId, orders, holds } = pair;
  const one = (list: readonly string[], at: number): string => list[at % Math.max(1, list.length)] ?? 'none';
  switch (each.what) {
    case 'earn':
      await acts.earn(test, memberId, each.amount, each.wallet, { key });
      return;
    case 'spend':
      await acts.spend(test, memberId, each.amount, each.wallet, { key, orderId: each.forOrder ? one(orders, each.nth) : null }); // prettier-ignore
      return;
    case 'buy': {
      const orderId = acts.freshId('order');
      orders.push(orderId);
      await acts.buy(test, memberId, each.amount, { orderId });
      return;
    }
    case 'refund':
      await acts.giveBack(test, memberId, each.amount, each.linked ? one(orders, each.nth) : undefined);
      return;
    case 'reverse':
      await acts.reverse(test, memberId, one((await acts.transfersOf(test, memberId)).map(({ id }) => id), each.nth)); // prettier-ignore
      return;
    case 'hold':
      holds.push(await acts.hold(test, memberId, each.amount, each.wallet, { key, minutes: each.minutes, orderId: each.forOrder ? one(orders, each.nth) : null })); // prettier-ignore
      return;
    case 'capture':
      await acts.capture(test, memberId, one(holds, each.nth), each.amount, { isFinal: each.isFinal });
      return;
    case 'release':
      await acts.release(test, memberId, one(holds, each.nth));
      return;
    case 'adjust':
      await acts.adjust(test, memberId, each.amount, each.wallet, { key });
      return;
    case 'transfer':
      await (each.back ? acts.transfer(test, otherId, memberId, each.amount, 'points', { key }) : acts.transfer(test, memberId, otherId, each.amount, 'points', { key })); // prettier-ignore
      return;
    case 'share':
      await acts.act(test, memberId, 'share');
      return;
    case 'wait':
      test.clock.advance(each.minutes * MINUTE_MS);
      if (each.settles && each.minutes * MINUTE_MS <= DAY_MS) await acts.settleDue(test);
  }
}

const ACCOUNT = 'wallet, available, pending, held, owed';

async function storedAccounts({ house }: TestHouse, memberId: string): Promise<Account[]> {
  return house.database.reader.rows(`SELECT ${ACCOUNT} FROM point_accounts WHERE memberId = ? ORDER BY wallet`, [
    memberId,
  ]);
}

interface Account {
  readonly wallet: string;
  readonly available: number;
  readonly pending: number;
  readonly held: number;
  readonly owed: number;
}

async function lookAt(test: TestHouse, memberId: string): Promise<Look & { accounts: readonly Account[] }> {
  return { memberId, at: test.clock.now(), accounts: await storedAccounts(test, memberId) };
}

/** Zeros and wallets nobody had by then are the same. */
async function accountsAt({ house }: TestHouse, memberId: string, at: number): Promise<Account[]> {
  const then = await house.database.snapshot((sql) => balancesAsOf(sql, [memberId], at));
  return then
    .map(({ wallet: code, available, pending, held, owed }) => ({ wallet: code, available, pending, held, owed }))
    .sort((a, b) => (a.wallet < b.wallet ? -1 : 1));
}

/** Only the wallet that allows debts goes below zero, and no deeper than it allows. */
function expectInBounds({ accounts }: Look): void {
  for (const { wallet: code, available, pending, held, owed } of accounts as Account[]) {
    expect(available).toBeGreaterThanOrEqual(code === 'debt' ? -60 : 0);
    expect(Math.min(pending, held, owed)).toBeGreaterThanOrEqual(0);
  }
}

/** All accounts, those of members as they are stored and those of the program, together. */
async function sumOfEverything({ house }: TestHouse): Promise<number> {
  const [row] = await house.database.reader.rows<{ sum: number }>(
    `SELECT SUM(amount) AS sum FROM (SELECT available + pending + held AS amount FROM point_accounts
       UNION ALL SELECT amount FROM point_transfers WHERE credit <> memberId
       UNION ALL SELECT -amount FROM point_transfers WHERE debit <> memberId) everything`,
  );
  return row?.sum ?? NaN;
}
