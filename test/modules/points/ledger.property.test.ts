import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { DAY_MS } from '../../../src/kernel/calendar.js';
import { Refusal } from '../../../src/kernel/refusal.js';
import { replay } from '../../../src/modules/engine/index.js';
import { verifyLedger } from '../../../src/modules/points/index.js';
import {
  act,
  balance,
  buy,
  earn,
  enrolMember,
  freshId,
  giveBack,
  reverse,
  settleDue,
  spend,
  transfersOf,
} from '../../support/acts.js';
import type { TestHouse } from '../../support/house.js';
import { openTestHouse } from '../../support/house.js';

const wallet = fc.constantFrom('points', 'later', 'growth');
const amount = fc.integer({ min: 1, max: 500 });

const step = fc.oneof(
  fc.record({ what: fc.constant('earn' as const), amount, wallet }),
  fc.record({ what: fc.constant('spend' as const), amount: fc.integer({ min: 1, max: 60 }), wallet }),
  fc.record({ what: fc.constant('buy' as const), amount: fc.integer({ min: 0, max: 60_000 }) }),
  fc.record({
    what: fc.constant('refund' as const),
    amount: fc.integer({ min: 1, max: 40_000 }),
    nth: fc.nat(5),
    linked: fc.boolean(),
  }),
  fc.record({ what: fc.constant('reverse' as const), nth: fc.nat(20) }),
  fc.record({ what: fc.constant('share' as const) }),
  fc.record({ what: fc.constant('wait' as const), days: fc.integer({ min: 1, max: 45 }) }),
);
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

describe('Any sequence of earning, spending, refunding, reversing and waiting', () => {
  it('closes: balances are what transfers and lots say, nothing goes below zero, and a replay finds the same', async () => {
    const test = await openTestHouse();
    const done = new Map<string, number>();
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 25 }), async (steps) => {
        const memberId = await enrolMember(test);
        const orders: string[] = [];
        for (const each of steps) {
          const ended = await tryStep(test, memberId, orders, each);
          done.set(`${each.what} ${ended}`, (done.get(`${each.what} ${ended}`) ?? 0) + 1);
        }
        for (const code of ['points', 'later', 'growth']) {
          const { available, pending } = await balance(test, memberId, code);
          expect(Math.min(available, pending)).toBeGreaterThanOrEqual(0);
        }
      }),
      { numRuns: 60 },
    );
    expect(await verifyLedger(test.house)).toMatchObject({ ok: true, differences: [] });
    await settleDue(test);
    expect(await verifyLedger(test.house)).toMatchObject({ ok: true, differences: [] });
    expect(await replay(test.house)).toMatchObject({ ok: true, differing: 0, differences: [] });
    console.info('ledger property test ran:', Object.fromEntries([...done].sort()));
    await test.close();
  });
});

async function tryStep(test: TestHouse, memberId: string, orders: string[], each: Step): Promise<string> {
  try {
    await take(test, memberId, orders, each);
    return 'done';
  } catch (error) {
    if (error instanceof Refusal) return error.code;
    throw error;
  }
}

async function take(test: TestHouse, memberId: string, orders: string[], each: Step): Promise<void> {
  switch (each.what) {
    case 'earn':
      await earn(test, memberId, each.amount, each.wallet);
      return;
    case 'spend':
      await spend(test, memberId, each.amount, each.wallet);
      return;
    case 'buy': {
      const orderId = freshId('order');
      orders.push(orderId);
      await buy(test, memberId, each.amount, { orderId });
      return;
    }
    case 'refund':
      await giveBack(
        test,
        memberId,
        each.amount,
        each.linked ? orders[each.nth % Math.max(1, orders.length)] : undefined,
      );
      return;
    case 'reverse': {
      const transfers = await transfersOf(test, memberId);
      await reverse(test, memberId, transfers[each.nth % Math.max(1, transfers.length)]?.id ?? 'trf_none');
      return;
    }
    case 'share':
      await act(test, memberId, 'share');
      return;
    case 'wait':
      test.clock.advance(each.days * DAY_MS);
  }
}
