import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { replay } from '../../../../src/modules/engine/index.js';
import { act, balance, enrolMember, freshId, giveBack } from '../../../support/acts.js';
import { grantsOf, issue } from '../../../support/benefit-acts.js';
import { testProgram } from '../../../support/program.js';
import { openTestHouse } from '../../../support/house.js';

const PROGRAMS = 10;
const named = (text: string) => ({ en: text, 'zh-CN': text, 'zh-TW': text });

const line = fc.record({ category: fc.constantFrom('tea', 'cups'), amountMinor: fc.integer({ min: 0, max: 9_999 }) });
const order = fc.record({
  lines: fc.array(line, { minLength: 1, maxLength: 4 }),
  /** What the order comes to beside its lines: delivery, or a discount. */
  beside: fc.integer({ min: -500, max: 500 }),
});
const program = fc.record({
  rule: fc.record({ points: fc.integer({ min: 1, max: 9 }), perMinor: fc.option(fc.integer({ min: 1, max: 999 })), rounding: fc.constantFrom('half-up', 'floor') }),
  tier: fc.record({ numerator: fc.integer({ min: 10, max: 30 }), denominator: fc.integer({ min: 1, max: 10 }) }),
  /** In hundredths. */
  times: fc.array(fc.integer({ min: 101, max: 1_000 }), { minLength: 1, maxLength: 3 }),
  isScoped: fc.boolean(),
  orders: fc.array(order, { minLength: 3, maxLength: 8 }),
}); // prettier-ignore

type Program = typeof program extends fc.Arbitrary<infer T> ? T : never;
type Order = Program['orders'][number];

function amountOf({ lines, beside }: Order): number {
  return Math.max(0, lines.reduce((sum, { amountMinor }) => sum + amountMinor, 0) + beside);
}

/** What the program says, in whole numbers, rounded at the very end. */
function expected({ rule, tier, times, isScoped }: Program, order: Order): { points: number; isMore: boolean } {
  const amount = BigInt(amountOf(order));
  const tea = BigInt(order.lines.filter(({ category }) => category === 'tea').reduce((sum, each) => sum + each.amountMinor, 0)); // prettier-ignore
  const all = BigInt(order.lines.reduce((sum, each) => sum + each.amountMinor, 0));
  const of = all > amount ? all : amount;
  const best = BigInt(Math.max(...times));
  const [top, bottom] = !isScoped ? [best, 100n] : tea === 0n ? [1n, 1n] : [tea * best + (of - tea) * 100n, of * 100n];
  const base = rule.perMinor === null ? 1n : amount;
  const round = (up: bigint, down: bigint) => (rule.rounding === 'floor' ? up / down : (up * 2n + down) / (down * 2n));
  const up = base * BigInt(rule.points) * BigInt(tier.numerator);
  const down = BigInt(rule.perMinor ?? 1) * BigInt(tier.denominator);
  const points = round(up * top, down * bottom);
  return { points: Number(points), isMore: points > round(up, down) };
}

describe('What a multiplier makes of a purchase', () => {
  it('is the points of the rule times tier times benefit, rounded once, whatever is bought; and nothing is left once it is given back', async () => {
    const seen = { orders: 0, multiplied: 0, parts: 0, nothing: 0 };
    await fc.assert(
      fc.asyncProperty(program, async (drawn) => {
        const { rule, tier, times, isScoped, orders } = drawn;
        const [ladder] = testProgram.ladders;
        const tiers = [{ ...ladder?.tiers[0], multiplier: tier }];
        const face = isScoped ? { include: { categories: ['tea'] } } : {};
        const benefits = times.map((hundredths, nth) => ({ code: `times-${nth}`, kind: 'multiplier', name: named('Times'), usesMax: 1_000, face: { multiplier: hundredths / 100, ...face } })); // prettier-ignore
        const earn = { wallet: 'points', points: rule.points, rounding: rule.rounding, ...(rule.perMinor === null ? {} : { perMinor: rule.perMinor }) }; // prettier-ignore
        const campaigns = [{ code: 'all', name: named('All'), rules: [{ code: 'earn', name: named('Earn'), on: 'purchase', earn: [earn] }] }]; // prettier-ignore
        const test = await openTestHouse({ program: { ...testProgram, ladders: [{ ...ladder, tiers }], campaigns, benefits } }); // prettier-ignore
        const memberId = await enrolMember(test);
        for (const { code } of benefits) await issue(test, memberId, code);
        let [total, uses] = [0, 0];
        const placed: { id: string; amount: number }[] = [];
        for (const each of orders) {
          const { points, isMore } = expected(drawn, each);
          const [id, amount] = [freshId('o'), amountOf(each)];
          const lines = each.lines.map((one, nth) => ({ ...one, sku: `sku-${nth}` }));
          await act(test, memberId, 'purchase', { orderId: id, amountMinor: amount, lines });
          placed.push({ id, amount });
          total += points;
          uses += Number(isMore);
          expect((await balance(test, memberId)).available).toBe(total);
          seen.orders += 1;
          seen.multiplied += Number(isMore);
          seen.parts += Number(isMore && isScoped);
          seen.nothing += Number(points === 0);
        }
        const used = async () => (await grantsOf(test, memberId)).reduce((sum, grant) => sum + grant.uses, 0);
        expect(await used()).toBe(uses);
        expect(await replay(test.house)).toMatchObject({ ok: true });
        const free = placed.filter(({ amount }) => amount === 0).length;
        for (const { id, amount } of placed) if (amount > 0) await giveBack(test, memberId, amount, id);
        if (free === 0) expect([(await balance(test, memberId)).available, await used()]).toEqual([0, 0]);
        await test.close();
      }),
      { numRuns: PROGRAMS },
    );
    process.stdout.write(`multipliers: ${JSON.stringify(seen)}\n`);
    expect(seen.multiplied).toBeGreaterThan(0);
  }, 300_000);
});
