import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Refusal } from '../../../src/kernel/refusal.js';
import { grantOfCode } from '../../../src/modules/benefits/index.js';
import { buy, enrolMember, freshId, giveBack, settleDue } from '../../support/acts.js';
import * as acts from '../../support/benefit-acts.js';
import { benefitProgram, counted, coupon } from '../../support/benefit-program.js';
import type { TestHouse } from '../../support/house.js';
import { follow, openTestHouse } from '../../support/house.js';

const RUNS = 150;
const MINUTE_MS = 60_000;
const UNITS = { few: 60, scarce: 12 };

const programOf = (retiring: boolean) =>
  benefitProgram(
    [
      coupon('few', { ...counted(UNITS.few), validity: { kind: 'days', days: 3 } }),
      coupon('scarce', { ...counted(UNITS.scarce), validity: { kind: 'days', days: 2 }, otherwise: [{ kind: 'substitute', benefit: 'few' }, { kind: 'wait', days: 5 }] }),
      coupon('limited', { limits: [{ max: 2, per: 'day' }, { max: 3, per: 'ever' }], status: retiring ? 'retiring' : 'live' }),
      coupon('twice', { usesMax: 2, validity: { kind: 'days', days: 1 } }),
      coupon('money', { isPartial: true, validity: { kind: 'days', days: 10 } }),
    ],
    [{ code: 'earns', name: 'earns', on: 'purchase', when: 'activity.amountMinor >= 5000', grant: [{ benefit: 'few', quantity: 1 }] }],
  ); // prettier-ignore

const which = fc.constantFrom('few', 'scarce', 'limited', 'twice', 'money');
const nth = fc.nat(11);
const what = <T extends string>(name: T) => fc.constant(name);

const step = fc.oneof(
  { weight: 4, arbitrary: fc.record({ what: what('issue'), benefit: which }) },
  { weight: 3, arbitrary: fc.record({ what: what('claim'), benefit: which }) },
  { weight: 4, arbitrary: fc.record({ what: what('hold'), nth, minutes: fc.constantFrom(1, 15, 43_200), amount: fc.option(fc.integer({ min: 1, max: 600 })), byCode: fc.boolean() }) },
  { weight: 3, arbitrary: fc.record({ what: what('redeem'), nth, amount: fc.option(fc.integer({ min: 1, max: 600 })), byCode: fc.boolean(), order: fc.option(nth) }) },
  { weight: 3, arbitrary: fc.record({ what: what('redeem held'), nth }) },
  { weight: 2, arbitrary: fc.record({ what: what('release'), nth }) },
  { weight: 3, arbitrary: fc.record({ what: what('reverse'), nth }) },
  { weight: 1, arbitrary: fc.record({ what: what('revoke'), nth }) },
  { weight: 2, arbitrary: fc.record({ what: what('buy'), amount: fc.constantFrom(1_000, 9_000) }) },
  { weight: 2, arbitrary: fc.record({ what: what('refund'), nth }) },
  { weight: 2, arbitrary: fc.record({ what: what('wait'), minutes: fc.constantFrom(1, 20, 1_440, 4_400), settles: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ what: what('retire'), isOn: fc.boolean() }) },
); // prettier-ignore
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

interface Member {
  readonly id: string;
  readonly orders: { readonly id: string; readonly amount: number }[];
}

interface Stands {
  readonly id: string;
  readonly kind: 'grant' | 'use';
  readonly status: string;
}

/** How a thing may stand after it stood so; what is missing here must not happen. */
const TABLE: Readonly<Record<Stands['kind'], Readonly<Record<string, readonly string[]>>>> = {
  grant: {
    none: ['issued', 'claimed', 'owed'],
    issued: ['claimed', 'held', 'used', 'expired', 'revoked'],
    claimed: ['held', 'used', 'expired', 'revoked'],
    held: ['issued', 'claimed', 'used', 'expired', 'revoked'],
    used: ['issued', 'claimed', 'revoked'], // at once where the order that earned it, and on which it was used, is given back
    owed: ['issued', 'claimed', 'revoked'], // as it was issued, or as the member took it
    expired: [],
    revoked: [],
  },
  use: { none: ['held', 'redeemed'], held: ['redeemed', 'released', 'expired'], redeemed: ['reversed'], released: [], expired: [], reversed: [] },
}; // prettier-ignore

describe('Any sequence of issuing, holding, using, giving back, dying, refunding and retiring', () => {
  it('stays within the table of states, the stock and the limits, and gives everything back exactly once', async () => {
    const test = await openTestHouse({ program: programOf(false) });
    const done = new Map<string, number>();
    const moves = new Map<string, number>();
    let steps = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 35, maxLength: 45 }), async (sequence) => {
        const member: Member = { id: await enrolMember(test), orders: [] };
        let before = new Map<string, Stands>();
        for (const each of sequence) {
          const name = `${each.what}${'byCode' in each && each.byCode ? ' by code' : ''} ${await tryStep(test, member, each)}`; // prettier-ignore
          done.set(name, (done.get(name) ?? 0) + 1);
          steps += 1;
          const after = await standing(test, member.id);
          noteMoves(moves, before, after);
          before = after;
        }
        await settleDue(test);
        await expectInBounds(test, member.id);
        await expectStock(test);
      }),
      { numRuns: RUNS, endOnFailure: true },
    );
    await settleDue(test);
    await expectStock(test);
    expect(steps).toBeGreaterThanOrEqual(RUNS * 35);
    console.info(`grants property test ran ${steps} operations:`, Object.fromEntries([...done].sort()), 'moves:', Object.fromEntries([...moves].sort())); // prettier-ignore
    await test.close();
  });
});

async function tryStep(test: TestHouse, member: Member, each: Step): Promise<string> {
  try {
    await take(test, member, each);
    return 'done';
  } catch (error) {
    if (error instanceof Refusal) return error.code;
    throw error;
  }
}

async function take(test: TestHouse, { id: memberId, orders }: Member, each: Step): Promise<void> {
  const grant = async (nth: number, byCode: boolean): Promise<string> => {
    const all = await acts.grantsOf(test, memberId);
    const one = all[nth % Math.max(1, all.length)];
    const { house, caller } = test;
    return byCode && one?.code ? (await grantOfCode(house, house.database.reader, caller, one.code)).id : (one?.id ?? 'none'); // prettier-ignore
  };
  const use = async (nth: number, status: string): Promise<{ id: string; grantId: string }> => {
    const rows = await test.house.database.reader.rows<{ id: string; grantId: string }>('SELECT id, grantId FROM redemptions WHERE memberId = ? ORDER BY CASE WHEN status = ? THEN 0 ELSE 1 END, id', [memberId, status]); // prettier-ignore
    return rows[nth % Math.max(1, rows.length)] ?? { id: 'none', grantId: 'none' };
  };
  switch (each.what) {
    case 'issue':
      await acts.issue(test, memberId, each.benefit);
      return;
    case 'claim':
      await acts.claim(test, memberId, each.benefit);
      return;
    case 'hold':
      await acts.hold(test, memberId, await grant(each.nth, each.byCode), each.minutes, { amountMinor: each.amount });
      return;
    case 'redeem': {
      const order = each.order === null ? undefined : orders[each.order % Math.max(1, orders.length)];
      await acts.redeem(test, memberId, await grant(each.nth, each.byCode), { amountMinor: each.amount, orderId: order?.id ?? null }); // prettier-ignore
      return;
    }
    case 'redeem held': {
      const { id, grantId } = await use(each.nth % 3, 'held');
      await acts.redeem(test, memberId, grantId, { redemptionId: id });
      return;
    }
    case 'release': {
      const { id, grantId } = await use(each.nth % 3, 'held');
      await acts.release(test, memberId, grantId, id);
      return;
    }
    case 'reverse': {
      const { id, grantId } = await use(each.nth, 'redeemed');
      await acts.reverse(test, memberId, grantId, id);
      return;
    }
    case 'revoke':
      await acts.revoke(test, memberId, await grant(each.nth, false));
      return;
    case 'buy': {
      const id = freshId('order');
      await buy(test, memberId, each.amount, { orderId: id });
      orders.push({ id, amount: each.amount });
      return;
    }
    case 'refund': {
      const order = orders[each.nth % Math.max(1, orders.length)];
      if (order) await giveBack(test, memberId, order.amount, order.id);
      return;
    }
    case 'wait':
      test.clock.advance(each.minutes * MINUTE_MS);
      if (each.settles) await settleDue(test);
      return;
    case 'retire':
      await follow(test.house, programOf(each.isOn));
  }
}

async function standing({ house }: TestHouse, memberId: string): Promise<Map<string, Stands>> {
  const text = "SELECT id, 'grant' AS kind, status FROM grants WHERE memberId = ? UNION ALL SELECT id, 'use', status FROM redemptions WHERE memberId = ?"; // prettier-ignore
  const rows = await house.database.reader.rows<Stands>(text, [memberId, memberId]);
  return new Map(rows.map((row) => [row.id, row]));
}

function noteMoves(moves: Map<string, number>, before: Map<string, Stands>, after: Map<string, Stands>): void {
  for (const id of before.keys()) expect(after.has(id)).toBe(true);
  for (const { id, kind, status } of after.values()) {
    const was = before.get(id)?.status ?? 'none';
    if (was === status) continue;
    expect({ kind, was, may: TABLE[kind][was]?.includes(status) ? status : TABLE[kind][was] }).toEqual({ kind, was, may: status }); // prettier-ignore
    const move = `${kind}: ${was} → ${status}`;
    moves.set(move, (moves.get(move) ?? 0) + 1);
  }
}

/** What is written on the grants is what their uses come to, and within what was promised and allowed. */
async function expectInBounds({ house }: TestHouse, memberId: string): Promise<void> {
  const { reader } = house.database;
  const wrong = await reader.rows(
    `SELECT g.id FROM grants g WHERE g.memberId = ? AND (
       g.uses <> (SELECT COUNT(*) FROM redemptions r WHERE r.grantId = g.id AND r.status = 'redeemed')
       OR g.usedMinor <> (SELECT COALESCE(SUM(r.amountMinor), 0) FROM redemptions r WHERE r.grantId = g.id AND r.status = 'redeemed')
       OR (g.valueMinor IS NULL AND g.usesMax < (SELECT COUNT(*) FROM redemptions r WHERE r.grantId = g.id AND r.status IN ('redeemed', 'held')))
       OR (g.valueMinor IS NOT NULL AND g.valueMinor < (SELECT COALESCE(SUM(r.amountMinor), 0) FROM redemptions r WHERE r.grantId = g.id AND r.status = 'redeemed')))`,
    [memberId],
  );
  const overRedeemed = wrong.length;
  const limited = await reader.rows<{ issuedAt: number }>("SELECT issuedAt FROM grants WHERE memberId = ? AND benefit = 'limited' AND status <> 'revoked'", [memberId]); // prettier-ignore
  expect(overRedeemed).toBe(0);
  expect(limited.length).toBeLessThanOrEqual(3);
}

/** Every unit is free or with one grant that is still to be honoured, or was used; nothing came back twice. */
async function expectStock({ house }: TestHouse): Promise<void> {
  const { reader } = house.database;
  const units = await reader.rows<{ benefit: string; total: number; taken: number; holders: number }>(
    'SELECT benefit, COUNT(*) AS total, COUNT(grantId) AS taken, COUNT(DISTINCT grantId) AS holders FROM benefit_units GROUP BY benefit ORDER BY benefit',
  );
  const used = await reader.rows<{ benefit: string; used: number }>("SELECT benefit, COUNT(DISTINCT grantId) AS used FROM redemptions WHERE status = 'redeemed' GROUP BY benefit"); // prettier-ignore
  const astray = await reader.rows(
    `SELECT g.id FROM grants g LEFT JOIN benefit_units u ON u.grantId = g.id WHERE g.benefit IN ('few', 'scarce') AND (
       (u.grantId IS NULL AND g.status IN ('issued', 'claimed', 'held', 'used')) OR (u.grantId IS NOT NULL AND g.status IN ('owed', 'revoked'))
       OR (u.grantId IS NOT NULL AND g.status = 'expired' AND g.uses = 0) OR (u.grantId IS NULL AND g.uses > 0))`,
  );
  expect(astray).toEqual([]);
  for (const { benefit, total, taken, holders } of units) {
    expect({ benefit, total, holders }).toEqual({ benefit, total: UNITS[benefit as 'few'], holders: taken }); // prettier-ignore
    expect(used.find((each) => each.benefit === benefit)?.used ?? 0).toBeLessThanOrEqual(total);
  }
}
