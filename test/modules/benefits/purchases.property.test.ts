import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Refusal } from '../../../src/kernel/refusal.js';
import { verifyLedger } from '../../../src/modules/points/index.js';
import { earn, enrolMember, settleDue, spend } from '../../support/acts.js';
import * as acts from '../../support/benefit-acts.js';
import { benefitProgram, counted, coupon } from '../../support/benefit-program.js';
import type { TestHouse } from '../../support/house.js';
import { openTestHouse } from '../../support/house.js';

const RUNS = 120;
const MINUTE_MS = 60_000;
const GIVEN = 500;
const PRICE = 990;
const LIMIT = 3;
const UNITS = 2;
const sold = { isClaimable: false, priceMinor: PRICE };
const inPoints = { price: { wallet: 'points', points: 120 } };

const program = benefitProgram([
  coupon('scarce', { ...sold, ...inPoints, ...counted(UNITS) }),
  coupon('limited', { ...sold, limits: [{ max: LIMIT, per: 'ever' }] }),
]);

const nth = fc.nat(9);
const who = fc.nat(1);
const what = <T extends string>(name: T) => fc.constant(name);
const step = fc.oneof(
  { weight: 6, arbitrary: fc.record({ what: what('buy'), who, benefit: fc.constantFrom('scarce', 'limited') }) },
  { weight: 6, arbitrary: fc.record({ what: what('confirm'), who, nth, payment: fc.option(nth), isRight: fc.constantFrom(true, true, true, false) }) },
  { weight: 2, arbitrary: fc.record({ what: what('release'), who, nth }) },
  { weight: 2, arbitrary: fc.record({ what: what('refund'), who, nth }) },
  { weight: 2, arbitrary: fc.record({ what: what('use'), who, nth }) },
  { weight: 1, arbitrary: fc.record({ what: what('spend'), who, amount: fc.integer({ min: 1, max: 200 }) }) },
  { weight: 3, arbitrary: fc.record({ what: what('wait'), minutes: fc.constantFrom(1, 8, 15, 60), settles: fc.boolean() }) },
); // prettier-ignore
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

interface Bought {
  readonly id: string;
  readonly grantId: string;
  readonly benefit: string;
  readonly status: string;
  readonly points: number;
  readonly paymentId: string | null;
  readonly grantStatus: string | null;
  readonly unit: number | null;
  readonly missing: string | null;
  readonly holdStatus: string | null;
  readonly expiresAt: number;
}

const TABLE: Readonly<Record<string, readonly string[]>> = {
  none: ['open'],
  open: ['paid', 'late', 'released', 'expired'],
  released: ['paid', 'late'],
  expired: ['paid', 'late'],
  late: ['paid', 'refunded'],
  paid: ['refunded'],
  refunded: [],
};

describe('Any sequence of buying, paying in time and late and twice, letting go, giving back and using', () => {
  it('grants once for each payment, never more than stock and limit, and holds and spends exactly the points of the price', async () => {
    const done = new Map<string, number>();
    const moves = new Map<string, number>();
    let payments = 0;
    const freshPayment = () => `pay-${(payments += 1)}`;
    const test = await openTestHouse({ program });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 25, maxLength: 35 }), async (sequence) => {
        const members = [await enrolMember(test), await enrolMember(test)];
        for (const member of members) await earn(test, member, GIVEN);
        const spent = new Map<string, number>();
        const before = new Map<string, string>();
        for (const each of sequence) {
          const name = `${each.what} ${await tried(() => take(test, members, each, freshPayment, spent))}`;
          done.set(name, (done.get(name) ?? 0) + 1);
          for (const member of members) await expectRight(test, member, { before, moves }, spent.get(member) ?? 0);
        }
        await takeEverythingBack(test, members, freshPayment);
      }),
      { numRuns: RUNS, endOnFailure: true },
    );
    expect(await verifyLedger(test.house)).toMatchObject({ ok: true, differences: [] });
    console.info('purchases property test:', Object.fromEntries([...done].sort()), 'moves:', Object.fromEntries([...moves].sort())); // prettier-ignore
    await test.close();
  });
});

async function tried(work: () => Promise<void>): Promise<string> {
  try {
    await work();
    return 'done';
  } catch (error) {
    if (error instanceof Refusal) return error.code;
    throw error;
  }
}

async function take(test: TestHouse, members: readonly string[], each: Step, freshPayment: () => string, spent: Map<string, number>): Promise<void> {
  if (each.what === 'wait') {
    test.clock.advance(each.minutes * MINUTE_MS);
    if (each.settles) await settleDue(test);
    return;
  }
  const member = members[each.who] ?? '';
  const all = await boughtBy(test, member);
  const one = 'nth' in each ? all[each.nth % Math.max(1, all.length)] : undefined;
  const id = one?.id ?? 'none';
  switch (each.what) {
    case 'buy':
      await acts.buy(test, member, each.benefit);
      return;
    case 'confirm': {
      const known = each.payment === null ? null : all[each.payment % Math.max(1, all.length)]?.paymentId;
      await acts.confirm(test, member, id, known ?? freshPayment(), each.isRight ? PRICE : PRICE - 1);
      return;
    }
    case 'release':
      await acts.letGo(test, member, id);
      return;
    case 'refund':
      await acts.payBack(test, member, id);
      return;
    case 'use':
      await acts.redeem(test, member, one?.grantId ?? 'none');
      return;
    case 'spend':
      await spend(test, member, each.amount);
      spent.set(member, (spent.get(member) ?? 0) + each.amount);
  }
} // prettier-ignore

function boughtBy({ house }: TestHouse, memberId: string): Promise<Bought[]> {
  return house.database.reader.rows<Bought>(
    `SELECT p.id, p.grantId, p.benefit, p.status, p.points, p.paymentId, g.status AS grantStatus, u.number AS unit, o.missing, h.status AS holdStatus, p.expiresAt FROM benefit_purchases p
       LEFT JOIN grants g ON g.id = p.grantId LEFT JOIN benefit_units u ON u.grantId = p.grantId LEFT JOIN obligations o ON o.grantId = p.grantId LEFT JOIN point_holds h ON h.id = p.holdId WHERE p.memberId = ? ORDER BY p.openedAt, p.id`,
    [memberId],
  );
}

async function expectRight(test: TestHouse, memberId: string, { before, moves }: { before: Map<string, string>; moves: Map<string, number> }, spent: number): Promise<void> {
  const all = await boughtBy(test, memberId);
  for (const { id, status } of all) {
    const was = before.get(id) ?? 'none';
    if (was === status) continue;
    const move = `${was} → ${status}`;
    expect(TABLE[was]?.includes(status) ? move : TABLE[was]).toBe(move);
    moves.set(move, (moves.get(move) ?? 0) + 1);
    before.set(id, status);
  }
  const payments = all.flatMap(({ paymentId }) => paymentId ?? []);
  expect(new Set(payments).size).toBe(payments.length);
  for (const each of all) {
    expect({ id: each.id, isGranted: each.grantStatus !== null }).toEqual({ id: each.id, isGranted: each.paymentId !== null }); // prettier-ignore
    const isKept = each.status === 'open' || (each.status === 'paid' && each.grantStatus !== 'owed');
    expect({ ...each, isTaken: each.unit !== null }).toEqual({ ...each, isTaken: each.benefit === 'scarce' && isKept });
    expect({ ...each, isOwed: each.grantStatus === 'owed' }).toEqual({ ...each, isOwed: each.status === 'late' });
  }
  const limited = all.filter(({ benefit, status }) => benefit === 'limited' && status === 'paid');
  expect(limited.length).toBeLessThanOrEqual(LIMIT);
  for (const { points, status, holdStatus, expiresAt } of all.filter((each) => each.points > 0)) {
    const isOver = (status === 'open' || status === 'expired') && expiresAt <= test.clock.now(); // purchase and hold end together, each when somebody looks
    expect({ points, status, isHeld: holdStatus === 'held' }).toEqual({ points, status, isHeld: isOver ? holdStatus === 'held' : status === 'open' }); // prettier-ignore
  }
  const held = sum(all.filter(({ holdStatus }) => holdStatus === 'held'));
  const paid = sum(all.filter(({ status, missing }) => status === 'paid' || (status === 'late' && missing !== 'points')));
  const [account] = await test.house.database.reader.rows<{ available: number; held: number }>("SELECT available, held FROM point_accounts WHERE memberId = ? AND wallet = 'points'", [memberId]); // prettier-ignore
  expect(account).toEqual({ held, available: GIVEN - spent - held - paid });
} // prettier-ignore

function sum(all: readonly Bought[]): number {
  return all.reduce((total, { points }) => total + points, 0);
}

/** So that the next sequence finds the whole stock. */
async function takeEverythingBack(test: TestHouse, members: readonly string[], freshPayment: () => string): Promise<void> {
  for (const member of members) {
    for (const { id, status, grantStatus, grantId } of await boughtBy(test, member)) {
      if (status === 'open') await acts.letGo(test, member, id).catch(() => freshPayment());
      if (grantStatus === 'used') await reverseUses(test, member, grantId);
      if (status === 'paid' || status === 'late') await acts.payBack(test, member, id);
    }
  }
  await settleDue(test);
  expect(await acts.freeUnits(test, 'scarce')).toBe(UNITS);
} // prettier-ignore

async function reverseUses(test: TestHouse, memberId: string, grantId: string): Promise<void> {
  const uses = await test.house.database.reader.rows<{ id: string }>("SELECT id FROM redemptions WHERE grantId = ? AND status = 'redeemed'", [grantId]); // prettier-ignore
  for (const { id } of uses) await acts.reverse(test, memberId, grantId, id);
}
