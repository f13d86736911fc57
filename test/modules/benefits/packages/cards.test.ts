import { afterEach, describe, expect, it } from '@jest/globals';
import { closeHouse } from '../../../../src/app/house.js';
import { DAY_MS, startOfDay } from '../../../../src/kernel/calendar.js';
import { runDue } from '../../../../src/kernel/schedule-runner.js';
import { write } from '../../../../src/kernel/unit-of-work.js';
import { replay } from '../../../../src/modules/engine/index.js';
import * as benefits from '../../../../src/modules/benefits/index.js';
import { cyclesSchedule } from '../../../../src/modules/benefits/packages/cycles.schedule.js';
import { cardNoticesSchedule } from '../../../../src/modules/benefits/packages/notices.schedule.js';
import { enrol, reinstate, suspend } from '../../../../src/modules/members/index.js';
import { buy, enrolMember, freshId, giveBack } from '../../../support/acts.js';
import { freeUnits, grantsOf, redeem } from '../../../support/benefit-acts.js';
import { benefitProgram, counted, coupon } from '../../../support/benefit-program.js';
import type { TestHouse } from '../../../support/house.js';
import { follow, openBeside, openTestHouse } from '../../../support/house.js';

const ZONE = 'America/New_York';
const day = (text: string) => startOfDay(text, ZONE);
const named = (text: string) => ({ en: text, 'zh-CN': text, 'zh-TW': text });
const card = (more: object = {}) => ({ code: 'card', kind: 'card', name: named('Card'), parts: [{ benefit: 'free', quantity: 2 }], cycle: { unit: 'month', count: 12 }, ...more }); // prettier-ignore

let test: TestHouse;
afterEach(() => test.close());

async function open(now: number, entry: object, more: { benefits?: readonly object[]; rules?: readonly object[] } = {}): Promise<void> {
  const program = benefitProgram(more.benefits ?? [coupon('free', { valueMinor: 100 })], more.rules);
  test = await openTestHouse({ now, program: { ...program, packages: [entry] } });
} // prettier-ignore

async function holder(birthday: string | null = null): Promise<{ memberId: string; issueId: string }> {
  const { house, caller } = test;
  const enrolling = { brandId: caller.brandId, identities: [{ kind: 'external', value: freshId('holder') }] as const, birthday }; // prettier-ignore
  const { value: memberId } = await write(house, { caller, members: [] }, async (session) => (await enrol(session, enrolling)).memberId); // prettier-ignore
  const giving = { memberId, brandId: caller.brandId, code: 'card', reason: 'test' };
  const { value } = await write(house, { caller, members: [memberId] }, (session) => Promise.resolve(benefits.issuePackage(session, giving))); // prettier-ignore
  return { memberId, issueId: benefits.packageIssueOf(value) };
}

async function moveTo(at: number): Promise<void> {
  test.clock.set(at);
  await runDue(test.house);
}

const spans = async (memberId: string) => (await grantsOf(test, memberId)).map((grant) => { const { issuedAt, expiresAt } = grant as typeof grant & { issuedAt: number }; return [issuedAt, expiresAt]; }); // prettier-ignore
const unusedOf = async (memberId: string) => (await test.house.database.reader.rows<{ payload: string; occurredAt: number }>("SELECT payload, occurredAt FROM activities WHERE memberId = ? AND type = 'card.unused' ORDER BY sequence", [memberId])).map(({ payload, occurredAt }) => ({ ...(JSON.parse(payload) as object), at: occurredAt })); // prettier-ignore

describe('The cycles of a card', () => {
  it('of 31 January open on the last day of short months and on the 31st again, in a leap year too', async () => {
    await open(day('2028-01-31') + 9 * 3_600_000, card());
    const { memberId } = await holder();
    await moveTo(day('2028-05-01'));
    const opened = [day('2028-01-31') + 9 * 3_600_000, day('2028-02-29'), day('2028-03-31'), day('2028-04-30')];
    const ends = [...opened.slice(1), day('2028-05-31')];
    const expected = opened.flatMap((from, at) => [[from, ends[at]], [from, ends[at]]]); // prettier-ignore
    expect(await spans(memberId)).toEqual(expected);
  });

  it('come to the same in one jump as day by day, whatever is used between', async () => {
    const run = async (steps: readonly number[]) => {
      await open(day('2026-01-15'), card({ cycle: { unit: 'week', count: 6 }, noticeDays: 2 }));
      const { memberId } = await holder();
      for (const at of steps) await moveTo(at);
      const seen = { spans: await spans(memberId), states: (await grantsOf(test, memberId)).map(({ status }) => status), notices: (await unusedOf(memberId)).length }; // prettier-ignore
      await test.close();
      return seen;
    };
    const end = day('2026-03-10');
    const daily = Array.from({ length: 54 }, (_, nth) => Math.min(end, day('2026-01-16') + nth * DAY_MS));
    const jump = await run([end]);
    expect(await run([...daily, end])).toEqual(jump);
    expect(jump.states).toEqual(Array.from({ length: 12 }, () => 'expired'));
    await open(day('2026-01-15'), card());
  });

  it('are given once however often they are run, by two processes at once, and after a kill in the middle', async () => {
    await open(day('2026-01-15'), card());
    const holders = [];
    for (let count = 0; count < 5; count += 1) holders.push(await holder());
    const at = day('2026-02-15');
    test.clock.set(at);
    const killed = { ...test.house, drain: async (session: Parameters<typeof test.house.drain>[0]) => { await test.house.drain(session); throw new Error('killed'); } }; // prettier-ignore
    await expect(cyclesSchedule.run(killed, at)).rejects.toThrow('killed');
    expect(await grantsOf(test, holders[0]?.memberId ?? '')).toHaveLength(2);
    const beside = await openBeside(test);
    await Promise.all([cyclesSchedule.run(test.house, at), cyclesSchedule.run(beside, at)]);
    await closeHouse(beside);
    expect(await cyclesSchedule.run(test.house, at)).toBe(0);
    for (const { memberId } of holders) expect(await grantsOf(test, memberId)).toHaveLength(4);
    expect(await cyclesSchedule.nextDueAt({ sql: test.house.database.reader, now: at, house: test.house, caller: test.caller })).toBe(day('2026-03-15')); // prettier-ignore
  });

  it('go on without a part of which there is none left, and give units back that died unused', async () => {
    await open(day('2026-01-15'), card({ parts: [{ benefit: 'free' }, { benefit: 'mug' }] }), {
      benefits: [coupon('free'), coupon('mug', counted(1))],
    });
    const { memberId } = await holder();
    const [mug] = (await grantsOf(test, memberId)).filter(({ benefit }) => benefit === 'mug');
    await moveTo(day('2026-02-15'));
    await redeemed(memberId, mug?.id);
    expect((await grantsOf(test, memberId)).map(({ benefit, status }) => `${benefit} ${status}`).sort()).toEqual(['free expired', 'free issued', 'mug expired', 'mug issued']); // prettier-ignore
    const [own] = (await grantsOf(test, memberId)).filter(({ benefit, status }) => benefit === 'mug' && status === 'issued'); // prettier-ignore
    await redeem(test, memberId, own?.id ?? '');
    await moveTo(day('2026-03-15'));
    expect((await grantsOf(test, memberId)).map(({ benefit }) => benefit).sort()).toEqual(['free', 'free', 'free', 'mug', 'mug']); // prettier-ignore
    expect(await freeUnits(test, 'mug')).toBe(0);
  });

  it('go on with a card of a package that is retired, and with the parts it has from then on', async () => {
    await open(day('2026-01-15'), card());
    const { memberId } = await holder();
    const changed = benefitProgram([coupon('free'), coupon('tea')]);
    await follow(test.house, { ...changed, packages: [card({ parts: [{ benefit: 'tea' }], status: 'retired' })] });
    await moveTo(day('2026-02-15'));
    expect((await grantsOf(test, memberId)).map(({ benefit }) => benefit)).toEqual(['free', 'free', 'tea']);
  });
});

describe('A member who is suspended', () => {
  it('gets nothing of the cycles that open meanwhile, and the next one once it is back', async () => {
    await open(day('2026-01-15'), card());
    const { memberId } = await holder();
    const { house, caller } = test;
    const change = (work: typeof suspend) => write(house, { caller, members: [memberId] }, (session) => work(session, memberId, 'test')); // prettier-ignore
    await change(suspend);
    await moveTo(day('2026-02-20'));
    expect(await grantsOf(test, memberId)).toHaveLength(2);
    await change(reinstate);
    await moveTo(day('2026-03-15'));
    expect((await grantsOf(test, memberId)).map(({ status }) => status).sort()).toEqual(['expired', 'expired', 'issued', 'issued']); // prettier-ignore
  });
});

describe('A bundle that a rule gives', () => {
  it('comes whole or not at all, and keeps nobody from what the rule is about', async () => {
    const bundle = { code: 'card', kind: 'bundle', name: named('Bundle'), parts: [{ benefit: 'free' }, { benefit: 'mug', quantity: 2 }] }; // prettier-ignore
    const rule = { code: 'gives', name: named('Gives'), on: 'purchase', grant: [{ package: 'card' }] };
    await open(day('2026-01-15'), bundle, { benefits: [coupon('free'), coupon('mug', counted(3))], rules: [rule] });
    const buyers = [await enrolMember(test), await enrolMember(test)];
    for (const memberId of buyers) await buy(test, memberId, 1_000);
    const got = await Promise.all(buyers.map((memberId) => grantsOf(test, memberId)));
    expect(got.map((grants) => grants.map(({ benefit }) => benefit).sort())).toEqual([['free', 'mug', 'mug'], []]);
    expect(await freeUnits(test, 'mug')).toBe(1);
  });
});

describe('An order that is given back', () => {
  it('takes the card along that it earned: what is unused of it goes, and no cycle opens any more', async () => {
    const rule = { code: 'gives', name: named('Gives'), on: 'purchase', grant: [{ package: 'card' }] };
    await open(day('2026-01-15'), card(), { rules: [rule] });
    const memberId = await enrolMember(test);
    await buy(test, memberId, 1_000, { orderId: 'back' });
    await moveTo(day('2026-02-20'));
    const [used] = (await grantsOf(test, memberId)).filter(({ status }) => status === 'issued');
    await redeem(test, memberId, used?.id ?? '');
    await giveBack(test, memberId, 1_000, 'back');
    const told = await test.house.database.reader.rows<{ type: string }>("SELECT type FROM activities WHERE memberId = ? AND type IN ('package.revoked', 'benefit.revoked')", [memberId]); // prettier-ignore
    expect(told.map(({ type }) => type).sort()).toEqual(['benefit.revoked', 'package.revoked']);
    await moveTo(day('2026-05-01'));
    expect((await grantsOf(test, memberId)).map(({ status }) => status).sort()).toEqual(['expired', 'expired', 'revoked', 'used']); // prettier-ignore
  });
});

/** What died cannot be used. */
async function redeemed(memberId: string, grantId: string | undefined): Promise<void> {
  await expect(redeem(test, memberId, grantId ?? '')).rejects.toMatchObject({ code: 'GRANT_EXPIRED' });
}

describe('The reminder of a card', () => {
  it('names what is unused once a cycle, and nothing where all was used', async () => {
    await open(day('2026-01-15'), card({ noticeDays: 5 }));
    const [one, other] = [await holder(), await holder()];
    for (const { id } of await grantsOf(test, other.memberId)) await redeem(test, other.memberId, id);
    const [first] = await grantsOf(test, one.memberId);
    await redeem(test, one.memberId, first?.id ?? '');
    await moveTo(day('2026-02-10') - 1);
    expect(await unusedOf(one.memberId)).toEqual([]);
    const at = day('2026-02-10');
    test.clock.set(at);
    await Promise.all([cardNoticesSchedule.run(test.house, at), cardNoticesSchedule.run(test.house, at)]);
    await moveTo(day('2026-02-14'));
    expect(await unusedOf(one.memberId)).toEqual([{ packageIssueId: one.issueId, package: 'card', daysLeft: 5, cycleUntil: new Date(day('2026-02-15')).toISOString(), parts: [{ benefit: 'free', remaining: 1 }], at }]); // prettier-ignore
    expect(await unusedOf(other.memberId)).toEqual([]);
    await moveTo(day('2026-03-11'));
    expect(await unusedOf(other.memberId)).toMatchObject([{ parts: [{ benefit: 'free', remaining: 2 }] }]);
  });
});

describe('Double points in the month of the birthday', () => {
  it('come of a card, for the whole month and no day more', async () => {
    const double = { code: 'double', kind: 'multiplier', name: named('Double points'), face: { multiplier: 2 }, usesMax: 100 }; // prettier-ignore
    const parts = [{ benefit: 'free' }, { benefit: 'double', isBirthdayMonthOnly: true }];
    await open(day('2026-01-15'), card({ parts }), { benefits: [coupon('free'), double] });
    const [may, nobody] = [await holder('1990-05-20'), await holder()];
    const earned = async (memberId: string) => ((await buy(test, memberId, 1_000)).outcome['points.earn'] as { wallet: string; amount: number }[]).filter(({ wallet }) => wallet === 'points').reduce((sum, { amount }) => sum + amount, 0); // prettier-ignore
    expect(await earned(may.memberId)).toBe(10);
    for (const [at, points] of [
      [day('2026-05-01') - 1, 10],
      [day('2026-05-01'), 20],
      [day('2026-05-31'), 20],
      [day('2026-06-01'), 10],
    ] as const) {
      // prettier-ignore
      await moveTo(at);
      expect([at, await earned(may.memberId)]).toEqual([at, points]);
      expect(await earned(nobody.memberId)).toBe(10);
    }
    expect(await replay(test.house)).toMatchObject({ ok: true });
  });

  it('are no rule where the benefit is not there', async () => {
    const rule = { code: 'twice', name: named('Twice'), on: 'purchase', when: 'holdsBenefit("nothing")', earn: [{ wallet: 'points', points: 1 }] }; // prettier-ignore
    await expect(open(day('2026-01-15'), card(), { rules: [rule] })).rejects.toMatchObject({ code: 'UNKNOWN_BENEFIT' });
    await open(day('2026-01-15'), card());
  });
});
