import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { freeUnits, redeem } from '../support/benefit-acts.js';
import { benefitProgram, counted, coupon } from '../support/benefit-program.js';
import { follow } from '../support/house.js';
import { at } from './open-api.js';
import type { Shop, Told } from './purchases-api.js';
import { openShop, usd } from './purchases-api.js';

const SOLD = { isClaimable: false, priceMinor: 990 };
const POINTS = { price: { wallet: 'points', points: 40 } };
const BENEFITS = [
  coupon('plain', SOLD),
  coupon('both', { ...SOLD, ...POINTS, ...counted(50) }),
  coupon('scarce', { ...SOLD, ...counted(1) }),
  coupon('once', { ...SOLD, limits: [{ max: 1, per: 'ever' }] }),
  coupon('daily', { ...SOLD, limits: [{ max: 1, per: 'day' }] }),
  coupon('rich', { ...SOLD, eligibility: 'metrics.spendMinor >= 100000' }),
  coupon('slow', { ...SOLD, holdMinutes: 60 }),
  coupon('points-only', POINTS),
  coupon('free'),
  coupon('draft', { ...SOLD, status: 'draft' }),
];

let shop: Shop;
beforeAll(async () => {
  shop = await openShop(BENEFITS);
});
afterAll(() => shop.close());

const idOf = ({ purchase }: Told) => purchase?.id ?? '';
const codesOf = ({ errors }: Told) => errors.map(({ code }) => code);
const open = async (benefit: string, points = 0) => {
  const member = await shop.enrol();
  if (points > 0) await shop.give(member, points);
  return { member, id: idOf(await shop.buy(member, benefit)) };
};
let payments = 0;
const payment = () => `pay-${(payments += 1)}`;

describe('Buying a benefit', () => {
  it('keeps one with the points of its price, and is a grant once the brand reports the payment', async () => {
    const member = await shop.enrol();
    await shop.give(member, 100);
    const units = await freeUnits(shop.api, 'both');
    const begun = await shop.buy(member, 'both', { price: { points: 40, money: usd(990) } });
    const expiresAt = new Date(shop.api.clock.now() + 15 * 60_000).toISOString();
    expect(begun).toMatchObject({ errors: [], replayed: false, purchase: { status: 'OPEN', expiresAt, paidAt: null, price: { wallet: 'points', points: 40, money: usd(990) }, benefit: { code: 'both' }, availableActions: ['CONFIRM', 'RELEASE'], grant: null } }); // prettier-ignore
    expect(await shop.available(member)).toEqual({ available: 60, held: 40 });
    expect(await freeUnits(shop.api, 'both')).toBe(units - 1);
    const paid = await shop.confirm(idOf(begun), payment(), 990);
    expect(paid).toMatchObject({ errors: [], purchase: { status: 'PAID', availableActions: ['REFUND'] }, grant: { status: 'CLAIMED', source: 'PURCHASE', obligation: null, purchase: { id: idOf(begun) } }, member: { id: member }, outcome: { points: [{ amount: -40 }], grants: [{ status: 'ISSUED', benefit: { code: 'both' } }] } }); // prettier-ignore
    expect(paid.purchase?.grant).toEqual({ id: paid.grant?.id });
    expect(paid.grant?.code).toMatch(/^[0-9A-Z]{16}$/);
    expect(await shop.available(member)).toEqual({ available: 60, held: 0 });
    expect(await freeUnits(shop.api, 'both')).toBe(units - 1);
    expect((await shop.api.house.database.reader.rows('SELECT id FROM activities WHERE memberId = ? AND type LIKE ?', [member, 'benefit.issued'])).length).toBe(1); // prettier-ignore
  });

  it('is begun by the member itself, for as long as the benefit says, and keeps nothing in a dry run', async () => {
    const member = await shop.enrol();
    const token = await shop.token(member);
    expect(await shop.buy(member, 'slow', { dryRun: true }, token)).toMatchObject({ errors: [], purchase: null });
    const begun = await shop.buy(member, 'slow', {}, token);
    const expiresAt = new Date(shop.api.clock.now() + 60 * 60_000).toISOString();
    expect(begun).toMatchObject({ errors: [], purchase: { status: 'OPEN', expiresAt, externalPaymentId: null, availableActions: ['RELEASE'] } }); // prettier-ignore
    const mine = await shop.ask('{ me { benefitPurchases { nodes { id status } totalCount } } }', {}, token);
    expect(mine.data).toEqual({ me: { benefitPurchases: { nodes: [{ id: idOf(begun), status: 'OPEN' }], totalCount: 1 } } }); // prettier-ignore
    expect(await shop.confirm(idOf(begun), payment(), 990, { dryRun: true })).toMatchObject({
      errors: [],
      grant: null,
    });
    expect(await shop.count(`SELECT COUNT(*) AS n FROM grants WHERE memberId = '${member}'`)).toBe(0);
  });

  it('is refused where it is not sold, not to be had, not seen at its price or not affordable', async () => {
    const member = await shop.enrol();
    const refused = async (benefit: string, more: object = {}) => codesOf(await shop.buy(member, benefit, more));
    expect(await refused('free')).toEqual(['NOT_FOR_SALE']);
    expect(await refused('points-only')).toEqual(['NOT_FOR_SALE']);
    expect(await refused('draft')).toEqual(['BENEFIT_NOT_LIVE']);
    expect(await refused('nothing')).toEqual(['NOT_FOUND']);
    expect(await refused('rich')).toEqual(['NOT_ELIGIBLE']);
    expect(await refused('both')).toEqual(['INSUFFICIENT_POINTS']);
    expect(await shop.buy(member, 'both', { price: { money: usd(900) } })).toMatchObject({ errors: [{ code: 'PRICE_CHANGED', price: { points: 40, money: { amountMinor: 990 } } }] }); // prettier-ignore
    expect(await refused('plain', { price: { money: { amountMinor: 990, currency: 'CNY' } } })).toEqual([
      'PRICE_CHANGED',
    ]);
    expect(await refused('plain', { price: {} })).toEqual(['PRICE_CHANGED']);
    expect(await shop.available(member)).toEqual({ available: 0, held: 0 });
    const claim = await shop.ask(`mutation ($key: String!) { benefitClaim(member: { id: "${member}" }, benefitId: "bnf_points-only", idempotencyKey: $key) { errors { code } } }`); // prettier-ignore
    expect(claim.data).toMatchObject({ benefitClaim: { errors: [{ code: 'NOT_CLAIMABLE' }] } });
  });

  it('takes room under the limits from the beginning, and until it is let go', async () => {
    const { member, id } = await open('once');
    expect(codesOf(await shop.buy(member, 'once'))).toEqual(['LIMIT_REACHED']);
    expect((await shop.release(id)).purchase?.status).toBe('RELEASED');
    const again = await shop.buy(member, 'once');
    expect((await shop.confirm(idOf(again), payment(), 990)).grant?.status).toBe('CLAIMED');
    expect(codesOf(await shop.buy(member, 'once'))).toEqual(['LIMIT_REACHED']);
  });

  it('counts for the day on which it was reserved, whenever it is paid', async () => {
    const { member, id } = await open('daily');
    shop.api.clock.advance(14 * 60_000);
    await shop.confirm(id, payment(), 990);
    expect(codesOf(await shop.buy(member, 'daily'))).toEqual(['LIMIT_REACHED']);
    shop.api.clock.advance(24 * 60 * 60_000);
    expect(codesOf(await shop.buy(member, 'daily'))).toEqual([]);
  });
});

describe('A member that does not pay', () => {
  it('keeps ten things from others at most', async () => {
    const member = await shop.enrol();
    for (let nth = 0; nth < 10; nth++) expect(codesOf(await shop.buy(member, 'plain'))).toEqual([]);
    expect(codesOf(await shop.buy(member, 'plain'))).toEqual(['TOO_MANY_OPEN']);
    shop.api.clock.advance(15 * 60_000);
    expect(codesOf(await shop.buy(member, 'plain'))).toEqual([]);
  });

  it('may be suspended: its payment is granted when it is back', async () => {
    const { member, id } = await open('plain');
    const status = (name: string) => shop.ask(`mutation { ${name}(member: { id: "${member}" }, reason: "test") { errors { code } } }`); // prettier-ignore
    const paid = payment();
    await status('memberSuspend');
    expect(codesOf(await shop.confirm(id, paid, 990))).toEqual(['MEMBER_NOT_ACTIVE']);
    await shop.wait(60);
    await status('memberReinstate');
    expect((await shop.confirm(id, paid, 990)).grant?.status).toBe('CLAIMED');
  });
});

describe('A payment', () => {
  it('that is not the price is refused and told both amounts', async () => {
    const { id } = await open('plain');
    expect(await shop.confirm(id, payment(), 900)).toMatchObject({ grant: null, errors: [{ __typename: 'PaymentMismatch', code: 'PAYMENT_MISMATCH', path: ['amount'], expected: usd(990), reported: usd(900) }] }); // prettier-ignore
    expect(codesOf(await shop.confirm(id, payment(), 990, { amount: { amountMinor: 990, currency: 'CNY' } }))).toEqual(['PAYMENT_MISMATCH']); // prettier-ignore
    expect((await shop.confirm(id, payment(), 990)).grant?.status).toBe('CLAIMED');
  });

  it('reported again, with the same key, with others and at the same moment, grants once', async () => {
    const { member, id } = await open('both', 50);
    const paid = payment();
    const reports = await Promise.all([
      ...Array.from({ length: 6 }, () => shop.confirm(id, paid, 990)),
      ...Array.from({ length: 6 }, () => shop.confirm(id, paid, 990, { key: `same-${paid}` })),
    ]);
    expect(new Set(reports.map(({ grant }) => grant?.id)).size).toBe(1);
    expect(reports.flatMap(codesOf)).toEqual([]);
    expect(reports.filter(({ replayed }) => !replayed)).toHaveLength(1);
    expect(await shop.available(member)).toEqual({ available: 10, held: 0 });
    expect(await shop.count(`SELECT COUNT(*) AS n FROM grants WHERE memberId = '${member}'`)).toBe(1);
    expect(codesOf(await shop.confirm(id, paid, 900))).toEqual(['PAYMENT_MISMATCH']);
    expect(codesOf(await shop.confirm(id, payment(), 990))).toEqual(['PAID_BEFORE']);
  });

  it('is of one purchase: reported for others, one after the other or at once, it is refused', async () => {
    const first = await open('plain');
    const second = await open('plain');
    const paid = payment();
    await shop.confirm(first.id, paid, 990);
    expect(await shop.confirm(second.id, paid, 990)).toMatchObject({ errors: [{ code: 'PAYMENT_USED', path: ['externalPaymentId'] }] }); // prettier-ignore
    const others = await Promise.all(Array.from({ length: 6 }, () => open('plain')));
    const raced = payment();
    const ended = await Promise.all(others.map(({ id }) => shop.confirm(id, raced, 990)));
    expect(ended.flatMap(codesOf)).toEqual(Array(5).fill('PAYMENT_USED'));
  });

  it('has a name without spaces around it', async () => {
    const { id } = await open('plain');
    for (const name of ['', ' pay', 'pay ', 'p'.repeat(191)]) {
      expect(await shop.confirm(id, name, 990)).toMatchObject({ errors: [{ code: 'INVALID_INPUT', path: ['externalPaymentId'] }] }); // prettier-ignore
    }
  });

  it('is reported by the brand that sells, with the scope for it, and by nobody else', async () => {
    const partner = await shop.api.key(['benefits:issue', 'benefits:read', 'benefits:reverse', 'members:enrol', 'points:spend'], 'partner'); // prettier-ignore
    const ofHost = await open('plain');
    expect(codesOf(await shop.confirm(ofHost.id, payment(), 990, {}, partner))).toEqual(['NOT_FOUND']);
    expect(codesOf(await shop.release(ofHost.id, {}, partner))).toEqual(['NOT_FOUND']);
    expect(codesOf(await shop.refund(ofHost.id, {}, partner))).toEqual(['NOT_FOUND']);
    expect(codesOf(await shop.confirm('pur_00000000000000000000000000', payment(), 990))).toEqual(['NOT_FOUND']);
    const member = await shop.enrol(partner);
    const sold = await shop.buy(member, 'plain', {}, partner);
    const list = '{ benefitPurchases { nodes { id externalPaymentId } } }';
    expect((await shop.ask(list, {}, partner)).data).toMatchObject({
      benefitPurchases: { nodes: [{ id: idOf(sold) }] },
    });
    expect((await shop.confirm(idOf(sold), 'theirs', 990, {}, partner)).grant?.status).toBe('CLAIMED');
    expect((await shop.confirm(ofHost.id, 'theirs', 990)).grant?.status).toBe('CLAIMED'); // each brand has its own payments
    const [token, reader] = [await shop.token(ofHost.member), await shop.api.key(['benefits:read', 'members:read'])];
    for (const as of [token, reader]) {
      const denied = await shop.ask('mutation ($key: String!) { paymentConfirm(holdId: "x", externalPaymentId: "x", amount: { amountMinor: 1, currency: "USD" }, idempotencyKey: $key) { replayed } }', {}, as); // prettier-ignore
      expect(denied.errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
    }
    const issuer = await shop.api.key(['benefits:issue', 'members:enrol']);
    const other = await shop.enrol();
    await expect(shop.buy(other, 'both', {}, issuer)).rejects.toThrow(/FORBIDDEN/); // it may not take points
    expect((await shop.ask(`{ node(id: "${ofHost.id}") { id } }`, {}, await shop.token(other))).data).toEqual({
      node: null,
    });
  });
});

describe('What nobody pays for in time', () => {
  it('is let go: stock, room under the limits and points are there again', async () => {
    const { member, id } = await open('both', 50);
    const units = await freeUnits(shop.api, 'both');
    await shop.wait(15);
    expect(await freeUnits(shop.api, 'both')).toBe(units + 1);
    expect(await shop.available(member)).toEqual({ available: 50, held: 0 });
    const told = await shop.ask(`{ node(id: "${id}") { ... on BenefitPurchase { status endedAt availableActions } } }`);
    expect(told.data).toMatchObject({ node: { status: 'EXPIRED', availableActions: ['CONFIRM'] } });
    expect(codesOf(await shop.release(id))).toEqual(['PURCHASE_ENDED']);
    expect(codesOf(await shop.refund(id))).toEqual(['PURCHASE_NOT_PAID']);
    expect(await shop.count(`SELECT COUNT(*) AS n FROM activities WHERE memberId = '${member}' AND type = 'payment.released'`)).toBe(1); // prettier-ignore
  });

  it('is granted all the same when the payment comes late and there is one left, whether its end was written down or not', async () => {
    for (const isWritten of [true, false]) {
      const { member, id } = await open('both', 50);
      if (isWritten) await shop.wait(20);
      else shop.api.clock.advance(20 * 60_000);
      const paid = await shop.confirm(id, payment(), 990);
      expect(paid).toMatchObject({ errors: [], purchase: { status: 'PAID' }, grant: { status: 'CLAIMED', obligation: null }, outcome: { points: [{ amount: -40 }] } }); // prettier-ignore
      expect(await shop.available(member)).toEqual({ available: 10, held: 0 });
    }
  });

  it('is never lost when it comes at the very moment at which everything is let go', async () => {
    for (let round = 0; round < 5; round++) {
      const { member, id } = await open('both', 40);
      const units = await freeUnits(shop.api, 'both');
      shop.api.clock.advance(15 * 60_000);
      const [paid] = await Promise.all([shop.confirm(id, payment(), 990), shop.wait(0)]);
      expect(paid).toMatchObject({ errors: [], purchase: { status: 'PAID' }, grant: { status: 'CLAIMED' } });
      expect(await shop.available(member)).toEqual({ available: 0, held: 0 });
      expect(await freeUnits(shop.api, 'both')).toBe(units);
    }
  });

  it('is owed when there is none left, and given as soon as there is one', async () => {
    const late = await open('scarce');
    await shop.wait(15);
    const quick = await open('scarce');
    const paid = payment();
    const dueAt = new Date(shop.api.clock.now() + 24 * 60 * 60_000).toISOString();
    expect(await shop.confirm(late.id, paid, 990, { dryRun: true })).toMatchObject({ errors: [], grant: null });
    const owed = await shop.confirm(late.id, paid, 990);
    expect(owed).toMatchObject({ errors: [], purchase: { status: 'LATE', availableActions: ['REFUND'] }, grant: { status: 'OWED', code: null, obligation: { kind: 'LATE_PAYMENT', status: 'OPEN', missing: 'STOCK', dueAt, purchase: { id: late.id } } }, outcome: { grants: [{ status: 'OWED' }] } }); // prettier-ignore
    expect(await shop.confirm(late.id, paid, 990)).toMatchObject({ errors: [], replayed: true, grant: { id: owed.grant?.id } }); // prettier-ignore
    await shop.release(quick.id);
    await shop.wait(0);
    const told = await shop.ask(`{ node(id: "${late.id}") { ... on BenefitPurchase { status grant { status code obligation { status } } } } }`); // prettier-ignore
    expect(told.data).toMatchObject({ node: { status: 'PAID', grant: { status: 'CLAIMED', obligation: { status: 'SETTLED' } } } }); // prettier-ignore
    expect(await freeUnits(shop.api, 'scarce')).toBe(0);
    expect((await shop.refund(late.id)).purchase?.status).toBe('REFUNDED');
    expect(await freeUnits(shop.api, 'scarce')).toBe(1);
  });

  it('is owed for a person to decide where the points went elsewhere, or the limit is reached', async () => {
    const poor = await open('both', 50);
    await shop.wait(15);
    await shop.ask(`mutation ($key: String!) { pointsSpend(member: { id: "${poor.member}" }, input: { wallet: "points", amount: 30, reason: "x" }, idempotencyKey: $key) { errors { code } } }`); // prettier-ignore
    const units = await freeUnits(shop.api, 'both');
    const short = await shop.confirm(poor.id, payment(), 990);
    expect(short).toMatchObject({ errors: [], purchase: { status: 'LATE' }, grant: { status: 'OWED', obligation: { missing: 'POINTS' } } }); // prettier-ignore
    const greedy = await open('once');
    await shop.wait(15);
    const second = await shop.buy(greedy.member, 'once');
    await shop.confirm(idOf(second), payment(), 990);
    const above = await shop.confirm(greedy.id, payment(), 990);
    expect(above).toMatchObject({ errors: [], grant: { status: 'OWED', obligation: { missing: 'LIMIT' } } });
    await shop.wait(60); // nothing keeps these by itself
    expect(await shop.count("SELECT COUNT(*) AS n FROM obligations WHERE status = 'open' AND missing IN ('points', 'limit')")).toBe(2); // prettier-ignore
    expect(await shop.available(poor.member)).toEqual({ available: 20, held: 0 });
    const settle = 'mutation ($id: ID!, $how: ObligationSettleHow!, $key: String!) { obligationSettle(obligationId: $id, input: { how: $how, reason: "sorry" }, idempotencyKey: $key) { grant { status purchase { status } } errors { code } } }'; // prettier-ignore
    const idIn = (told: Told) => (told.grant?.obligation as { id: string }).id;
    expect((await shop.ask(settle, { id: idIn(short), how: 'DELIVER' })).data).toMatchObject({ obligationSettle: { errors: [], grant: { status: 'CLAIMED', purchase: { status: 'PAID' } } } }); // prettier-ignore
    expect(await freeUnits(shop.api, 'both')).toBe(units - 1);
    expect((await shop.ask(settle, { id: idIn(above), how: 'CANCEL' })).data).toMatchObject({ obligationSettle: { errors: [], grant: { status: 'REVOKED', purchase: { status: 'REFUND_DUE' } } } }); // prettier-ignore
  });

  it('is owed where the brand let go of the points of an open purchase by hand: the unit goes back', async () => {
    const { member, id } = await open('both', 40);
    const units = await freeUnits(shop.api, 'both');
    const holds = await shop.api.house.database.reader.rows<{ id: string }>('SELECT id FROM point_holds WHERE memberId = ?', [member]); // prettier-ignore
    await shop.ask(`mutation ($key: String!) { pointsRelease(holdId: "${holds[0]?.id ?? ''}", idempotencyKey: $key) { errors { code } } }`); // prettier-ignore
    await shop.ask(`mutation ($key: String!) { pointsSpend(member: { id: "${member}" }, input: { wallet: "points", amount: 10, reason: "x" }, idempotencyKey: $key) { errors { code } } }`); // prettier-ignore
    expect(await shop.confirm(id, payment(), 990)).toMatchObject({ errors: [], grant: { status: 'OWED', obligation: { missing: 'POINTS' } } }); // prettier-ignore
    expect(await freeUnits(shop.api, 'both')).toBe(units + 1);
  });
});

describe('Points that the brand has taken by hand', () => {
  it('are paid once: the payment takes no others, and giving it back gives them back', async () => {
    const { member, id } = await open('both', 100);
    const [hold] = await shop.api.house.database.reader.rows<{ id: string }>('SELECT id FROM point_holds WHERE memberId = ?', [member]); // prettier-ignore
    await shop.ask('mutation ($id: ID!, $key: String!) { pointsCapture(holdId: $id, idempotencyKey: $key) { errors { code } } }', { id: hold?.id }); // prettier-ignore
    expect(await shop.available(member)).toEqual({ available: 60, held: 0 });
    expect(await shop.confirm(id, payment(), 990)).toMatchObject({ errors: [], purchase: { status: 'PAID' } });
    expect(await shop.available(member)).toEqual({ available: 60, held: 0 });
    await shop.refund(id);
    expect(await shop.available(member)).toEqual({ available: 100, held: 0 });
  });
});

describe('Points of which the brand has taken a part by hand', () => {
  const holdOf = async (member: string) => (await shop.api.house.database.reader.rows<{ id: string }>('SELECT id FROM point_holds WHERE memberId = ?', [member]))[0]?.id; // prettier-ignore
  const take = async (member: string, amount: number, isFinal: boolean): Promise<string> =>
    at(await shop.ask('mutation ($id: ID!, $amount: SafeInt, $final: Boolean!, $key: String!) { pointsCapture(holdId: $id, amount: $amount, isFinal: $final, idempotencyKey: $key) { transfer { id } errors { code } } }', { id: await holdOf(member), amount, final: isFinal }), 'data.pointsCapture.transfer.id'); // prettier-ignore
  const undo = (id: string) => shop.ask('mutation ($id: ID!, $key: String!) { pointsReverse(transferId: $id, reason: "by mistake", idempotencyKey: $key) { errors { code } } }', { id }); // prettier-ignore
  const spend = (member: string, amount: number) => shop.ask(`mutation ($key: String!) { pointsSpend(member: { id: "${member}" }, input: { wallet: "points", amount: ${amount}, reason: "x" }, idempotencyKey: $key) { errors { code } } }`); // prettier-ignore

  it.each([
    ['and goes on holding the rest', false, 0],
    ['and let go of the rest', true, 0],
    ['and the payment comes late', false, 20],
    ['and let go of the rest, and the payment comes late', true, 20],
  ])('%s, cost the price and no more, and all of it goes back with the money', async (_, isFinal, minutes) => {
    const { member, id } = await open('both', 100);
    await take(member, 15, isFinal);
    if (minutes > 0) await shop.wait(minutes);
    expect(await shop.confirm(id, payment(), 990)).toMatchObject({ errors: [], purchase: { status: 'PAID' } });
    expect(await shop.available(member)).toEqual({ available: 60, held: 0 });
    expect(codesOf(await shop.refund(id))).toEqual([]);
    expect(await shop.available(member)).toEqual({ available: 100, held: 0 });
  });

  it('in several parts, which make up the price, are paid', async () => {
    const { member, id } = await open('both', 100);
    await take(member, 15, false);
    await take(member, 25, true);
    expect(await shop.confirm(id, payment(), 990)).toMatchObject({ errors: [], purchase: { status: 'PAID' } });
    expect(await shop.available(member)).toEqual({ available: 60, held: 0 });
    await shop.refund(id);
    expect(await shop.available(member)).toEqual({ available: 100, held: 0 });
  });

  it('and has given back are not paid: the payment takes them', async () => {
    const { member, id } = await open('both', 100);
    const taken = await take(member, 40, true);
    expect((await undo(taken)).data).toMatchObject({ pointsReverse: { errors: [] } });
    expect(await shop.available(member)).toEqual({ available: 100, held: 0 });
    expect(await shop.confirm(id, payment(), 990)).toMatchObject({ errors: [], purchase: { status: 'PAID' } });
    expect(await shop.available(member)).toEqual({ available: 60, held: 0 });
  });

  it('are kept, and no others taken, where the rest is not there any more: it is owed for a person to decide', async () => {
    const { member, id } = await open('both', 40);
    await take(member, 15, true);
    await spend(member, 10);
    expect(await shop.confirm(id, payment(), 990)).toMatchObject({ errors: [], purchase: { status: 'LATE' }, grant: { status: 'OWED', obligation: { missing: 'POINTS' } } }); // prettier-ignore
    expect(await shop.available(member)).toEqual({ available: 15, held: 0 });
    await shop.refund(id);
    expect(await shop.available(member)).toEqual({ available: 30, held: 0 });
  });
});

describe('A benefit that retires while somebody pays for it', () => {
  it('is owed for a person to decide when the payment comes after its last day, instead of being granted and dead', async () => {
    const own = await openShop([coupon('leaving', { ...SOLD, ...counted(2), holdMinutes: 600 })]);
    const buyers = [await own.enrol(), await own.enrol()];
    const [early = '', late = ''] = await Promise.all(buyers.map(async (member) => idOf(await own.buy(member, 'leaving')))); // prettier-ignore
    const honourUntil = new Date(own.api.clock.now() + 60 * 60_000).toISOString();
    const retire = 'mutation ($until: DateTime!, $key: String!) { benefitRetire(benefitId: "bnf_leaving", expectedVersion: 1, withoutReplacement: true, reason: "x", honourUntil: $until, idempotencyKey: $key) { benefit { status } errors { code } } }'; // prettier-ignore
    expect((await own.ask(retire, { until: honourUntil })).data).toMatchObject({ benefitRetire: { errors: [], benefit: { status: 'RETIRING' } } }); // prettier-ignore
    expect(await own.confirm(early, payment(), 990)).toMatchObject({ purchase: { status: 'PAID' }, grant: { status: 'CLAIMED' } }); // prettier-ignore
    await own.wait(120);
    expect(await own.confirm(late, payment(), 990)).toMatchObject({ errors: [], purchase: { status: 'LATE' }, grant: { status: 'OWED', obligation: { missing: 'BENEFIT' } } }); // prettier-ignore
    expect(await freeUnits(own.api, 'leaving')).toBe(2);
    await own.close();
  });
});

describe('Letting go and giving back', () => {
  it('lets the member and the brand let go before it is paid, once', async () => {
    const { member, id } = await open('both', 50);
    const units = await freeUnits(shop.api, 'both');
    const token = await shop.token(member);
    expect(await shop.release(id, {}, token)).toMatchObject({ errors: [], purchase: { status: 'RELEASED', availableActions: [] } }); // prettier-ignore
    expect(await freeUnits(shop.api, 'both')).toBe(units + 1);
    expect(await shop.available(member)).toEqual({ available: 50, held: 0 });
    expect(codesOf(await shop.release(id))).toEqual(['PURCHASE_ENDED']);
    const other = await open('plain');
    expect(codesOf(await shop.release(other.id, {}, token))).toEqual(['NOT_FOUND']);
    const paid = payment();
    expect((await shop.confirm(id, paid, 990)).grant?.status).toBe('CLAIMED'); // the money came all the same
  });

  it('gives money and points back once, with the unit; the same payment grants nothing any more', async () => {
    const { member, id } = await open('both', 50);
    const units = await freeUnits(shop.api, 'both');
    const paid = payment();
    await shop.confirm(id, paid, 990);
    const key = `refund-${paid}`;
    const back = await shop.refund(id, { key });
    expect(back).toMatchObject({ errors: [], purchase: { status: 'REFUNDED', availableActions: [] }, grant: { status: 'REVOKED' } }); // prettier-ignore
    expect(await shop.refund(id, { key })).toMatchObject({ replayed: true, errors: [] });
    expect(codesOf(await shop.refund(id))).toEqual(['PURCHASE_NOT_PAID']);
    expect(await shop.available(member)).toEqual({ available: 50, held: 0 });
    expect(await freeUnits(shop.api, 'both')).toBe(units + 1);
    expect(await shop.confirm(id, paid, 990)).toMatchObject({ replayed: true, purchase: { status: 'REFUNDED' } });
    expect(codesOf(await shop.confirm(id, payment(), 990))).toEqual(['PAID_BEFORE']);
    expect(await shop.count(`SELECT COUNT(*) AS n FROM activities WHERE memberId = '${member}' AND type = 'payment.refunded' AND amountMinor = 990`)).toBe(1); // prettier-ignore
  });

  it('is refused where something else was given instead of what was owed', async () => {
    const { member, id } = await open('both', 40);
    await shop.wait(15);
    await shop.ask(`mutation ($key: String!) { pointsSpend(member: { id: "${member}" }, input: { wallet: "points", amount: 30, reason: "x" }, idempotencyKey: $key) { errors { code } } }`); // prettier-ignore
    const late = await shop.confirm(id, payment(), 990);
    const owed = (late.grant?.obligation as { id: string }).id;
    await shop.ask('mutation ($id: ID!, $key: String!) { obligationSettle(obligationId: $id, input: { how: INSTEAD, benefitId: "bnf_free", reason: "sorry" }, idempotencyKey: $key) { errors { code } } }', { id: owed }); // prettier-ignore
    expect(codesOf(await shop.refund(id))).toEqual(['GRANT_ENDED']);
  });

  it('is refused where it was used', async () => {
    const { member, id } = await open('both', 50);
    const { grant } = await shop.confirm(id, payment(), 990);
    await redeem(shop.api, member, grant?.id ?? '');
    expect(codesOf(await shop.refund(id))).toEqual(['GRANT_ENDED']);
    expect(await shop.available(member)).toEqual({ available: 10, held: 0 });
  });
});

describe('What is sold before it is there', () => {
  const ahead = (units: number) => [coupon('ahead', { ...SOLD, ...counted(units), otherwise: [{ kind: 'wait', days: 3 }, { kind: 'pre-sale', on: '2026-02-01' }] })]; // prettier-ignore
  const day = '2026-02-01T05:00:00.000Z';

  it('is promised for its day, owed once it is paid, in time or late, and given from that day on', async () => {
    const own = await openShop(ahead(0));
    const members = await Promise.all(Array.from({ length: 3 }, () => own.enrol()));
    const actions = await own.ask('{ benefits { availableActions } }', {}, await own.token(members[0] ?? ''));
    expect(at(actions, 'data.benefits.0.availableActions')).toEqual(['BUY']);
    const begun = await Promise.all(members.map((member) => own.buy(member, 'ahead')));
    expect(begun[0]).toMatchObject({ errors: [], purchase: { status: 'OPEN', promisedAt: day } });
    const [first = '', second = '', third = ''] = begun.map(idOf);
    const promised = { errors: [], purchase: { status: 'PAID' }, grant: { status: 'OWED', obligation: { kind: 'PRE_SALE', missing: null, dueAt: day } } }; // prettier-ignore
    expect(await own.confirm(first, 'p-1', 990)).toMatchObject(promised);
    await own.wait(20);
    expect(await own.confirm(second, 'p-2', 990)).toMatchObject(promised);
    expect(await own.confirm(third, 'p-3', 990)).toMatchObject(promised);
    expect(await own.refund(third)).toMatchObject({ errors: [], purchase: { status: 'REFUNDED' }, grant: { status: 'REVOKED', obligation: { status: 'CANCELLED' } } }); // prettier-ignore
    await follow(own.api.house, benefitProgram(ahead(2)));
    await own.wait(60);
    expect(await own.count("SELECT COUNT(*) AS n FROM grants WHERE status = 'owed'")).toBe(2);
    own.api.clock.set(Date.parse(day));
    await own.wait(0);
    expect(await own.count("SELECT COUNT(*) AS n FROM grants WHERE status = 'claimed'")).toBe(2);
    expect(await freeUnits(own.api, 'ahead')).toBe(0);
    expect(codesOf(await own.buy(members[0] ?? '', 'ahead'))).toEqual(['OUT_OF_STOCK']);
    await own.close();
  });
});

describe('A code of a pool that is sold', () => {
  it('is kept for whoever pays and on its grant; what nobody paid for is for the next one', async () => {
    const own = await openShop([coupon('pooled', { ...SOLD, stock: { kind: 'pool' } })]);
    const codes = ['POOL-0001', 'POOL-0002'];
    await own.ask('mutation ($codes: [String!], $key: String!) { benefitCodesImport(benefitId: "bnf_pooled", codes: $codes, idempotencyKey: $key) { added errors { code } } }', { codes }); // prettier-ignore
    const [first, second, third] = [await own.enrol(), await own.enrol(), await own.enrol()];
    const bought = await Promise.all([first, second].map((member) => own.buy(member, 'pooled')));
    expect(codesOf(await own.buy(third, 'pooled'))).toEqual(['OUT_OF_STOCK']);
    const paid = await own.confirm(bought.map(idOf)[0] ?? '', 'pool-1', 990);
    expect(codes).toContain(paid.grant?.code);
    await own.wait(15);
    const next = await own.confirm(idOf(await own.buy(third, 'pooled')), 'pool-2', 990);
    expect([paid.grant?.code, next.grant?.code].sort()).toEqual(codes);
    expect(await own.confirm(bought.map(idOf)[1] ?? '', 'pool-3', 990)).toMatchObject({ grant: { status: 'OWED', code: null, obligation: { missing: 'STOCK' } } }); // prettier-ignore
    await own.close();
  });
});

describe('The last one', () => {
  it('is kept for one of twenty who buy at once', async () => {
    const own = await openShop([coupon('last', { ...SOLD, ...counted(1) })]);
    const members = await Promise.all(Array.from({ length: 20 }, () => own.enrol()));
    const ended = await Promise.all(members.map((member) => own.buy(member, 'last')));
    expect(ended.filter(({ purchase }) => purchase !== null)).toHaveLength(1);
    expect(ended.flatMap(codesOf)).toEqual(Array(19).fill('OUT_OF_STOCK'));
    expect(await own.count('SELECT COUNT(*) AS n FROM benefit_units WHERE grantId IS NOT NULL')).toBe(1);
    await own.close();
  });
});

describe('The list of what a brand sells', () => {
  it('is filtered by how it stands, by benefit and by payment', async () => {
    const { id } = await open('slow');
    await shop.confirm(id, 'for-the-books', 990);
    const list =
      'query ($filter: BenefitPurchaseFilter) { benefitPurchases(filter: $filter, first: 100) { nodes { id status externalPaymentId } totalCount } }';
    const nodes = async (filter: object) => at<{ id: string; status: string }[]>(await shop.ask(list, { filter }), 'data.benefitPurchases.nodes'); // prettier-ignore
    expect(await nodes({ externalPaymentId: 'for-the-books' })).toEqual([{ id, status: 'PAID', externalPaymentId: 'for-the-books' }]); // prettier-ignore
    expect((await nodes({ status: ['REFUNDED'] })).every(({ status }) => status === 'REFUNDED')).toBe(true);
    expect((await nodes({ benefitIds: ['bnf_slow'], status: ['PAID'] })).map((node) => node.id)).toEqual([id]);
    expect(await nodes({ status: [] })).toEqual([]);
  });
});
