import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { DAY_MS } from '../../../src/kernel/calendar.js';
import { replay } from '../../../src/modules/engine/index.js';
import { buy, enrolMember, giveBack, settleDue } from '../../support/acts.js';
import { openTestHouse } from '../../support/house.js';
import { movesOf, payloadsOf, setTier, standingOf } from '../../support/tier-acts.js';
import { tierProgram } from '../../support/tier-program.js';

const program = tierProgram({
  ladder: { nearPercent: 70, endingDays: 20 },
  silver: { validity: { kind: 'months', months: 3 }, graceDays: 10, entry: { measure: 'spend', atLeast: 10_000, days: 60 } }, // prettier-ignore
  gold: {
    validity: { kind: 'membership-year' },
    entry: { measure: 'points', wallet: 'growth', atLeast: 300, year: 'membership' },
    keep: { measure: 'orders', atLeast: 3, year: 'membership' },
    downgrade: 'to-fit',
  },
});

/** Something that happens after so many days. */
const act = fc.record({
  afterDays: fc.integer({ min: 0, max: 130 }),
  what: fc.oneof(
    { weight: 6, arbitrary: fc.record({ spent: fc.integer({ min: 5_000, max: 25_000 }), lateDays: fc.constantFrom(0, 0, 0, 15) }) }, // prettier-ignore
    { weight: 2, arbitrary: fc.constant('refund' as const) },
    { weight: 1, arbitrary: fc.constantFrom('silver' as const, 'gold' as const) },
  ),
});
type Act = typeof act extends fc.Arbitrary<infer T> ? T : never;

/** A life, with everybody looked at every so many days; 0 for only when something happens, and at the end. */
async function live(acts: readonly Act[], everyDays: number) {
  const test = await openTestHouse({ program });
  const memberId = await enrolMember(test);
  let bought = 0;
  const pass = async (days: number) => {
    for (let left = days; left > 0;) {
      const step = everyDays === 0 ? left : Math.min(everyDays, left);
      test.clock.advance(step * DAY_MS);
      if (everyDays > 0) await settleDue(test);
      left -= step;
    }
  };
  for (const { afterDays, what } of acts) {
    await pass(afterDays);
    if (typeof what === 'object')
      await buy(test, memberId, what.spent, { orderId: `o-${(bought += 1)}`, occurredAt: test.clock.now() - what.lateDays * DAY_MS }); // prettier-ignore
    else if (what === 'refund') await giveBack(test, memberId, 500, bought > 0 ? `o-${bought}` : undefined);
    else await setTier(test, memberId, what, { days: 40 });
  }
  await pass(500);
  await settleDue(test);
  const told = {
    moves: await movesOf(test, memberId),
    standing: await standingOf(test, memberId),
    near: await payloadsOf(test, memberId, 'tier.near'),
    ending: await payloadsOf(test, memberId, 'tier.ending'),
  };
  const { differences } = await replay(test.house);
  await test.close();
  return { told, differences };
}

describe('Tiers that time moves', () => {
  it('come to the same whether everybody is looked at daily, weekly, or only when something happens; a replay agrees', async () => {
    let moves = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(act, { minLength: 3, maxLength: 9 }), async (acts) => {
        const jump = await live(acts, 0);
        moves += jump.told.moves.length;
        expect(await live(acts, 7)).toEqual(jump);
        expect(jump.differences).toEqual([]);
        if (acts.length < 5) expect(await live(acts, 1)).toEqual(jump);
      }),
      { numRuns: 8 },
    );
    expect(moves).toBeGreaterThan(8);
  }, 240_000);
});
