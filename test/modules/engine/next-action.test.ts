import { afterEach, describe, expect, it } from '@jest/globals';
import { DAY_MS } from '../../../src/kernel/calendar.js';
import { read, write } from '../../../src/kernel/unit-of-work.js';
import { explanations } from '../../../src/modules/engine/index.js';
import type { Question } from '../../../src/modules/engine/index.js';
import { suspend } from '../../../src/modules/members/index.js';
import { account, act, buy, earn, enrolMember, giveBack, settleDue, spend } from '../../support/acts.js';
import { follow } from '../../support/advice.js';
import type { TestHouse } from '../../support/house.js';
import { openTestHouse, TEST_NOW } from '../../support/house.js';
import { testProgram } from '../../support/program.js';
import { quickest } from '../../support/quickest.js';

const name = { en: 'A rule', 'zh-CN': '规则', 'zh-TW': '規則' };

let test: TestHouse;
let memberId: string;
afterEach(() => test.close());

/** A house with one more rule and a member in it. */
async function ruled(
  when: string,
  more: { readonly on?: string; readonly from?: string; readonly until?: string } = {},
) {
  const rule = { code: 'asked', name, on: 'store.visited', when, earn: [{ wallet: 'growth', points: 1 }], ...more };
  const campaigns = [...testProgram.campaigns, { code: 'asked', name, rules: [rule] }];
  const wallets = testProgram.wallets.map((wallet) => ({ ...wallet, negative: { policy: 'recover' } }));
  test = await openTestHouse({ program: { ...testProgram, wallets, campaigns } });
  memberId = await enrolMember(test);
}

async function ask(question: Partial<Question> = {}) {
  const session = read(test.house, test.caller);
  const [answer] = await explanations(session, { memberId, subjectId: 'rul_asked', ...question });
  return { verdict: answer?.verdict, next: answer?.next() ?? null };
}

const plan = async () => (await ask()).next?.plan;

describe('The least a member can do', () => {
  it('is as much of the act as the clause is short of, and no more', async () => {
    await ruled('orders(30) >= 3 && metrics.spendMinor >= 12000');
    await buy(test, memberId, 9_000);
    expect(await plan()).toEqual([
      { kind: 'ORDER', about: null, amount: 2 },
      { kind: 'SPEND', about: null, amount: 3_000 },
    ]);
  });

  it('is the cheapest of several ways', async () => {
    await ruled('metrics.spendMinor >= 50000 || interactions(7) >= 2 || earned("growth") >= 900');
    expect(await plan()).toEqual([{ kind: 'INTERACT', about: null, amount: 2 }]);
  });

  it('is about a category or a wallet where the rule is', async () => {
    await ruled('spend("tea", 30) > 2000 && available("points") >= 50');
    await act(test, memberId, 'purchase', { orderId: 'one', amountMinor: 900, lines: [{ sku: 'a', category: 'tea', amountMinor: 900 }] }); // prettier-ignore
    expect(await plan()).toEqual([
      { kind: 'EARN', about: 'points', amount: 30 }, // 9 are there, 11 come with what is bought
      { kind: 'SPEND', about: 'tea', amount: 1_101 },
    ]);
  });

  it('leaves out what another act does along the way', async () => {
    await ruled('has(metrics.lastOrderAt) && metrics.orders >= 1 && metrics.spendMinor >= 100');
    expect(await plan()).toEqual([{ kind: 'SPEND', about: null, amount: 100 }]);
  });

  it('holds for orders of any amount: what the smallest and the usual one do, one between them may not', async () => {
    await ruled('(!(tier.code in ["silver", "gold"]) || spend("", 30) > 29992) && metrics.orders == 4');
    const proposed = (await plan()) ?? [];
    expect(proposed).not.toEqual([]);
    await follow(test, memberId, proposed, { orderMinor: 5_000, interaction: 'share' }); // 20,000 make silver, and no more
    expect(await ask()).toEqual({ verdict: 'YES', next: null });
  });

  it('holds for orders of any amount also where a clause minds one number only, or one tier', async () => {
    await ruled('orders(30) >= 1 && available("points") != 50');
    expect(await plan()).toBeUndefined(); // an order of 5,000 would come to just that
    await test.close();
    await ruled('orders(30) >= 1 && tier.code != "silver"');
    expect(await plan()).toEqual([{ kind: 'SPEND', about: null, amount: 50_000 }]); // an order may make silver, this one gold
  });

  it('is nothing where a rule has so many clauses that trying would hold everybody up', async () => {
    const clauses = Array.from({ length: 40 }, (_, at) => `spend("", 30) > ${String(at * 3_997 + 13)}`);
    await ruled(`orders(30) >= 18 && (${clauses.join(' || ')} || tier.rank == 0)`);
    expect(await plan()).toBeUndefined();
  });

  it('is nothing where only some of the ways could be tried: a lesser one may be among the others', async () => {
    const clauses = Array.from({ length: 6 }, (_, at) => `metrics.spendMinor > ${String(at * 3_997 + 13)}`);
    const turning = `(${clauses.join(' || ')} || metrics.orders >= 1)`;
    await ruled(`(metrics.orders >= 10 || metrics.orders in [11]) && ${turning}`);
    expect(await plan()).toBeUndefined();
    await test.close();
    await ruled(`metrics.orders >= 10 && ${turning}`);
    expect(await plan()).toEqual([{ kind: 'ORDER', about: null, amount: 10 }]);
  });

  it('is found, or not, within seconds also where every clause chooses between two acts', async () => {
    const clauses = Array.from({ length: 30 }, (_, at) => `(metrics.spendMinor > ${1_000 * at} ? orders(${at + 1}) : interactions(${at + 2})) >= ${5 + (at % 14)}`); // prettier-ignore
    await ruled(clauses.join(' && '));
    await buy(test, memberId, 900);
    expect(await quickest(4_000, plan)).toBeLessThan(4_000); // half a minute, were ways weighed again and again
  });

  it('is worked out as long as a question has patience, whatever it asks about', async () => {
    const clauses = Array.from({ length: 6 }, (_, at) => `metrics.spendMinor > ${String(at * 3_997 + 13)}`);
    const hard = `(metrics.orders >= 10 || metrics.orders in [11]) && (${clauses.join(' || ')} || metrics.orders >= 1)`;
    const rule = (code: string, when: string) => ({ code, name, on: 'store.visited', when, earn: [{ wallet: 'growth', points: 1 }] }); // prettier-ignore
    const rules = [...[1, 2, 3, 4].map((nth) => rule(`hard-${nth}`, hard)), rule('asked', 'metrics.orders >= 1')];
    test = await openTestHouse({ program: { ...testProgram, campaigns: [{ code: 'hard', name, rules }] } });
    memberId = await enrolMember(test);
    const all = await explanations(read(test.house, test.caller), { memberId });
    expect(all.map(({ subjectId, next }) => [subjectId, next()])).toEqual(rules.map(({ code }) => [`rul_${code}`, null])); // prettier-ignore
    expect(await plan()).toEqual([{ kind: 'ORDER', about: null, amount: 1 }]);
  });

  it('is worked out also where a rule calculates', async () => {
    await ruled('metrics.spendMinor * 3 - 100 >= 2000');
    expect(await plan()).toEqual([{ kind: 'SPEND', about: null, amount: 700 }]);
  });

  it('pays what the member owes before it counts', async () => {
    await ruled('available("points") >= 100');
    await buy(test, memberId, 2_000, { orderId: 'back' });
    await spend(test, memberId, 20);
    await giveBack(test, memberId, 2_000, 'back');
    expect(await account(test, memberId)).toMatchObject({ available: 0, owed: 20 });
    expect(await plan()).toEqual([{ kind: 'EARN', about: 'points', amount: 120 }]);
  });

  it.each([
    ['only time helps', 'now > timestamp("2026-02-01T00:00:00Z")'],
    ['it joined too late', 'member.enrolledAt < timestamp("2020-01-01T00:00:00Z") && orders(30) >= 1'],
    ['the act would break another clause', 'orders(30) < 2 && metrics.spendMinor >= 9000'],
    ['a usual order would break another clause', 'metrics.orders >= 2 && tier.rank == 0 && metrics.spendMinor < 9000'],
    ['nobody does so much', 'metrics.orders >= 1000'],
    ['points of the wallet wait before they can be spent', 'available("later") >= 10'],
    ['there is no such wallet', 'available("nothing") >= 10'],
    ['it has done too much already', 'metrics.orders == 0'],
    ['it is a matter of where it shops', '!(metrics.refunds >= 0) || tier.code == "platinum"'],
  ])('is nothing when %s', async (_, when) => {
    await ruled(when);
    await buy(test, memberId, 8_000);
    expect(await ask()).toMatchObject({ verdict: 'NO', next: null });
  });

  it('is nothing when the rule acts already, or counts no more, or the member may not act', async () => {
    await ruled('orders(30) >= 2', { until: '2026-01-20T00:00:00Z' });
    await buy(test, memberId, 100);
    expect((await ask()).next).not.toBeNull();
    await buy(test, memberId, 100);
    expect(await ask()).toEqual({ verdict: 'YES', next: null });
    memberId = await enrolMember(test);
    test.clock.advance(10 * DAY_MS);
    expect(await ask()).toEqual({ verdict: 'NO', next: null });
  });

  it('is nothing for a member who is suspended', async () => {
    await ruled('orders(30) >= 2');
    await write(test.house, { caller: test.caller, members: [memberId] }, (session) =>
      Promise.resolve(suspend(session, memberId, 'it was asked for')),
    );
    expect((await ask()).next).toBeNull();
  });

  it('leaves open what a rule asks of an activity, until one is asked about', async () => {
    await ruled('activity.amountMinor >= 5000 && orders(30) >= 3', { on: 'purchase' });
    const small = await buy(test, memberId, 100);
    expect(await ask()).toMatchObject({ verdict: 'NO', next: { plan: [{ kind: 'ORDER', amount: 2 }] } });
    expect((await ask({ activity: small.activityId })).next).toBeNull();
    const large = await buy(test, memberId, 6_000);
    expect(await ask({ activity: large.activityId })).toMatchObject({ next: { plan: [{ kind: 'ORDER', amount: 1 }] } });
  });
});

describe('Until when it counts', () => {
  it('is the last day on which all of the window is still in it: then it suffices, and a moment later no more', async () => {
    await ruled('orders(30) >= 2');
    await buy(test, memberId, 500, { occurredAt: TEST_NOW - 20 * DAY_MS });
    const { next } = await ask();
    const byAt = Date.UTC(2026, 0, 25, 5) - 1; // the end of the 24th in New York
    expect(next).toEqual({ plan: [{ kind: 'ORDER', about: null, amount: 1 }], byAt });
    test.clock.advance(byAt - test.clock.now());
    const late = await enrolMember(test);
    await buy(test, late, 500, { occurredAt: TEST_NOW - 20 * DAY_MS });
    await follow(test, memberId, next?.plan ?? [], { orderMinor: 0, interaction: '' });
    expect(await ask()).toMatchObject({ verdict: 'YES' });
    test.clock.advance(1);
    memberId = late;
    await follow(test, memberId, next?.plan ?? [], { orderMinor: 0, interaction: '' });
    expect(await ask()).toMatchObject({ verdict: 'NO' });
  });

  it('is the end of the rule where that comes first, to the millisecond', async () => {
    await ruled('metrics.orders >= 1', { until: '2026-01-17T12:34:56Z' });
    expect((await ask()).next?.byAt).toBe(Date.UTC(2026, 0, 17, 12, 34, 56) - 1);
  });

  it('is when points die that are counted on', async () => {
    await ruled('available("later") >= 30 && metrics.interactions >= 2');
    await act(test, memberId, 'share');
    await earn(test, memberId, 30, 'later');
    test.clock.advance(50 * DAY_MS);
    await settleDue(test);
    expect(await ask()).toMatchObject({
      verdict: 'NO',
      next: { plan: [{ kind: 'INTERACT', amount: 1 }], byAt: Date.UTC(2026, 3, 1, 4) - 1 }, // two months, to the end of March
    });
  });

  it('is not told where nothing ends it', async () => {
    await ruled('metrics.orders >= 1');
    expect((await ask()).next?.byAt).toBeNull();
  });
});
