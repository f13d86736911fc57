import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Refusal } from '../../src/kernel/refusal.js';
import { buy, giveBack, settleDue } from '../support/acts.js';
import { grantsOf, issue, redeem, reverse, revoke } from '../support/benefit-acts.js';
import { counted, coupon } from '../support/benefit-program.js';
import { HOME, SAVE, UPDATE } from '../support/parcel-acts.js';
import { RECORD, REVERSE } from './documents.js';
import type { Answered } from './open-api.js';
import { at } from './open-api.js';
import type { Shop } from './purchases-api.js';
import { openShop } from './purchases-api.js';

const texts = (text: string) => ({ en: text, 'zh-CN': text, 'zh-TW': text });
const PRICE = { wallet: 'points', points: 40 };
const BENEFITS = [
  coupon('few', { isClaimable: false, price: PRICE, ...counted(3) }),
  coupon('both', { isClaimable: false, price: PRICE, priceMinor: 990, ...counted(60) }),
  coupon('waited', { isClaimable: false, price: PRICE, ...counted(0), otherwise: [{ kind: 'wait', days: 10 }] }),
  coupon('tea', { usesMax: 3 }),
  { code: 'mug', kind: 'gift', name: 'Mug', isClaimable: false, price: PRICE, priceMinor: 990, ...counted(30), delivery: { kind: 'ship' } },
  { code: 'advice', kind: 'service', name: 'Advice', slots: { isOnline: true, hours: [{ weekdays: [1, 2, 3, 4, 5], from: '09:00', to: '12:00' }], minutes: 60, capacity: 2, aheadMaxDays: 30 } },
  { code: 'double', kind: 'multiplier', name: texts('Double'), face: { multiplier: 2 }, usesMax: 1 },
]; // prettier-ignore
const packages = [{ code: 'set', kind: 'bundle', name: texts('Set'), parts: [{ benefit: 'tea', quantity: 2 }], price: PRICE }]; // prettier-ignore

const EXCHANGE = 'mutation ($id: ID!, $benefit: ID!, $key: String!) { told: benefitExchange(member: { id: $id }, benefitId: $benefit, idempotencyKey: $key) { grant { id status } errors { code } } }'; // prettier-ignore
const PACKAGE = 'mutation ($id: ID!, $package: ID!, $key: String!) { told: benefitPackageExchange(member: { id: $id }, packageId: $package, idempotencyKey: $key) { packageIssue { id grants { id } } errors { code } } }'; // prettier-ignore
const TAKE_ALL = 'mutation ($id: ID!, $key: String!) { told: benefitPackageRevoke(packageIssueId: $id, reason: "x", idempotencyKey: $key) { errors { code } } }'; // prettier-ignore
const USE = 'mutation ($id: ID!, $key: String!) { told: benefitRedeem(input: { grantId: $id }, idempotencyKey: $key) { errors { code } } }'; // prettier-ignore
const CAPTURE = 'mutation ($id: ID!, $amount: SafeInt, $key: String!) { told: pointsCapture(holdId: $id, amount: $amount, isFinal: false, idempotencyKey: $key) { errors { code } } }'; // prettier-ignore
const SETTLE = 'mutation ($id: ID!, $key: String!) { told: obligationSettle(obligationId: $id, input: { how: CANCEL, reason: "sorry" }, idempotencyKey: $key) { errors { code } } }'; // prettier-ignore

let shop: Shop;
beforeAll(async () => {
  const rules = [{ code: 'advice', name: texts('Advice'), on: 'purchase', when: 'activity.amountMinor == 2000', grant: [{ benefit: 'advice' }] }]; // prettier-ignore
  shop = await openShop(BENEFITS, rules, { packages });
});
afterAll(() => shop.closeSound());

const rows = <T>(text: string, params: string[] = []) => shop.api.house.database.reader.rows<T>(text, params);
const rich = async () => {
  const member = await shop.enrol();
  await shop.give(member, 100);
  return member;
};
const available = async (member: string) => (await shop.available(member)).available;
const spentBy = async (member: string) => (await rows<{ id: string }>("SELECT id FROM point_transfers WHERE memberId = ? AND kind = 'spend' ORDER BY occurredAt DESC, id DESC", [member]))[0]?.id ?? ''; // prettier-ignore
const exchanged = async (member: string, benefit: string) => at(await shop.ask(EXCHANGE, { id: member, benefit: `bnf_${benefit}` }), 'data.told.grant.id'); // prettier-ignore
const THERE = new Set(['issued', 'claimed', 'held', 'used', 'owed']);
const there = async (member: string) => (await grantsOf(shop.api, member)).filter(({ status }) => THERE.has(status)).length; // prettier-ignore
/** Taken back by whoever may; answers as an act does. */
const taken = async (member: string, grantId: string): Promise<Answered> => {
  const errors = await revoke(shop.api, member, grantId).then(() => undefined, (error: unknown) => (error instanceof Refusal ? undefined : error)); // prettier-ignore
  return { errors } as Answered;
};
/** Every act was done, or declined for a reason: nothing broke. */
const clean = (answers: readonly Answered[]) => expect(answers.map(({ errors }) => errors).filter(Boolean)).toEqual([]); // prettier-ignore
/** Units that are out are those of grants that are there or of purchases that are open, each one. */
const requireStock = async (benefit: string) => {
  const lost = await rows(
    `SELECT u.number, u.grantId, g.status AS grantStatus, p.status FROM benefit_units u LEFT JOIN grants g ON g.id = u.grantId LEFT JOIN benefit_purchases p ON p.grantId = u.grantId
      WHERE u.benefit = '${benefit}' AND u.grantId IS NOT NULL AND NOT (COALESCE(g.status, '') IN ('issued', 'claimed', 'held', 'used') OR COALESCE(p.status, '') = 'open')`,
  );
  expect(lost).toEqual([]);
  const without = await rows(`SELECT id FROM grants g WHERE benefit = '${benefit}' AND status IN ('issued', 'claimed', 'held', 'used') AND NOT EXISTS (SELECT 1 FROM benefit_units u WHERE u.grantId = g.id)`); // prettier-ignore
  expect(without).toEqual([]);
};

describe('At the same moment', () => {
  it('the last units go to as many as there are, and reversing, using and taking back leave nobody with both', async () => {
    const members = await Promise.all(Array.from({ length: 8 }, rich));
    clean(await Promise.all(members.map((id) => shop.ask(EXCHANGE, { id, benefit: 'bnf_few' }))));
    const counts = await Promise.all(members.map(there));
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(3);
    await requireStock('few');
    for (const member of members) {
      const [grant] = await grantsOf(shop.api, member);
      if (!grant) continue;
      const transferId = await spentBy(member);
      clean(await Promise.all([shop.ask(REVERSE, { transferId }), shop.ask(USE, { id: grant.id }), taken(member, grant.id), shop.ask(REVERSE, { transferId })])); // prettier-ignore
      expect([100, 60]).toContain(await available(member));
      expect(await there(member)).toBe((await available(member)) === 100 ? 0 : 1);
    }
    await requireStock('few');
  });

  it('a package is reversed, used in part, taken back and taken back part by part', async () => {
    for (let nth = 0; nth < 6; nth++) {
      const member = await rich();
      const told = await shop.ask(PACKAGE, { id: member, package: 'pkg_set' });
      const issueId = at(told, 'data.told.packageIssue.id');
      const [first = '', second = ''] = at<{ id: string }[]>(told, 'data.told.packageIssue.grants').map(({ id }) => id);
      const transferId = await spentBy(member);
      const use = nth % 2 === 0 ? await redeem(shop.api, member, first) : null;
      if (use !== null && nth % 4 === 0) await shop.ask(TAKE_ALL, { id: issueId });
      if (use !== null) await reverse(shop.api, member, first, use);
      clean(await Promise.all([shop.ask(TAKE_ALL, { id: issueId }), shop.ask(REVERSE, { transferId }), shop.ask(USE, { id: second }), taken(member, first), taken(member, second)])); // prettier-ignore
      const points = await available(member);
      expect([100, 60]).toContain(points);
      if (points === 100) expect(await there(member)).toBe(0);
      else if ((await there(member)) === 0) expect(at(await shop.ask(REVERSE, { transferId }), 'data.pointsReverse.errors')).toEqual([]); // prettier-ignore
    }
  });

  it('a purchase is paid, let go of, captured by hand, and its time ends', async () => {
    for (let nth = 0; nth < 8; nth++) {
      const member = await rich();
      const id = (await shop.buy(member, 'both')).purchase?.id ?? '';
      const [hold] = await rows<{ id: string }>('SELECT id FROM point_holds WHERE memberId = ?', [member]);
      if (nth % 2 === 0) shop.api.clock.advance(15 * 60_000);
      await Promise.all([
        shop.ask(CAPTURE, { id: hold?.id, amount: 25 }),
        shop.confirm(id, `race-${id}`, 990),
        shop.release(id),
        settleDue(shop.api),
        shop.refund(id),
      ]);
      await shop.wait(60);
      const [{ status } = { status: '' }] = await rows<{ status: string }>('SELECT status FROM benefit_purchases WHERE id = ?', [id]); // prettier-ignore
      expect([status, await shop.available(member)]).toEqual([status, { available: status === 'paid' ? 60 : 100, held: 0 }]); // prettier-ignore
      expect(await there(member)).toBe(status === 'paid' ? 1 : 0);
    }
    await requireStock('both');
  });

  it('what was bought is given up by whoever ships, refunded and reversed: points go back once, the unit is there again', async () => {
    for (let nth = 0; nth < 4; nth++) {
      const member = await rich();
      const id = (await shop.buy(member, 'mug')).purchase?.id ?? '';
      await shop.confirm(id, `mug-${id}`, 990);
      const parcel = `ful${id.slice(3)}`;
      await shop.ask(SAVE, { id: parcel, address: HOME });
      const transferId = await spentBy(member);
      clean(await Promise.all([shop.ask(UPDATE, { lines: [{ fulfilmentId: parcel, act: 'REVOKE', reason: 'sold out' }] }), shop.ask(REVERSE, { transferId }), taken(member, `grt${id.slice(3)}`)])); // prettier-ignore
      await shop.refund(id);
      expect([await available(member), await there(member)]).toEqual([100, 0]);
    }
    await requireStock('mug');
  });

  it('what is owed is delivered, cancelled and reversed: the member has it or its points', async () => {
    const members = await Promise.all(Array.from({ length: 4 }, rich));
    const grants = await Promise.all(members.map((member) => exchanged(member, 'waited')));
    const transfers = await Promise.all(members.map(spentBy));
    const restock = 'mutation ($version: Int!, $key: String!) { told: benefitUpdate(benefitId: "bnf_waited", input: { stock: { kind: COUNTED, units: 2 } }, expectedVersion: $version, idempotencyKey: $key) { errors { code } } }'; // prettier-ignore
    expect(await shop.ask(restock, { version: 1 })).toMatchObject({ data: { told: { errors: [] } } });
    await Promise.all([settleDue(shop.api), ...grants.map((id, nth) => (nth % 2 === 0 ? shop.ask(SETTLE, { id: `obl${id.slice(3)}` }) : shop.ask(REVERSE, { transferId: transfers[nth] })))]); // prettier-ignore
    await settleDue(shop.api);
    for (const member of members) expect(await there(member)).toBe((await available(member)) === 100 ? 0 : 1);
    await requireStock('waited');
  });

  it('a booking is cancelled, given back with its order, marked and settled by time: its place is counted once', async () => {
    const BOOK = 'mutation ($id: ID!, $at: DateTime!, $key: String!) { told: slotBook(grantId: $id, startsAt: $at, idempotencyKey: $key) { booking { id } errors { code } } }'; // prettier-ignore
    const CANCEL = 'mutation ($id: ID!, $key: String!) { told: slotCancel(bookingId: $id, idempotencyKey: $key) { errors { code } } }'; // prettier-ignore
    const MARK = 'mutation ($id: ID!, $key: String!) { told: bookingMark(bookingId: $id, mark: NO_SHOW, idempotencyKey: $key) { errors { code } } }'; // prettier-ignore
    for (let nth = 0; nth < 6; nth++) {
      const startsAt = new Date(Math.ceil(shop.api.clock.now() / 86_400_000 + 1) * 86_400_000);
      while (startsAt.getUTCDay() !== 3) startsAt.setTime(startsAt.getTime() + 86_400_000);
      startsAt.setUTCHours(15);
      const members = await Promise.all(Array.from({ length: 3 }, () => shop.enrol()));
      for (const member of members) await buy(shop.api, member, 2_000, { orderId: `b-${member}` });
      const grants = (await Promise.all(members.map((member) => grantsOf(shop.api, member)))).map(([grant]) => grant?.id ?? ''); // prettier-ignore
      const told = await Promise.all(grants.map((id) => shop.ask(BOOK, { id, at: startsAt.toISOString() })));
      clean(told);
      const ids = told.flatMap((answer) => at<string | undefined>(answer, 'data.told.booking.id') ?? []);
      expect(ids).toHaveLength(2);
      if (nth % 3 === 1) shop.api.clock.set(startsAt.getTime() + 60_000);
      if (nth % 3 === 2) shop.api.clock.set(startsAt.getTime() + 5 * 86_400_000);
      const answers = await Promise.all([...ids.flatMap((id) => [shop.ask(CANCEL, { id }), shop.ask(MARK, { id }), shop.ask(CANCEL, { id })]), ...members.map(async (member) => { await giveBack(shop.api, member, 2_000, `b-${member}`); return {} as Answered; }), settleDue(shop.api).then(() => ({}) as Answered)]); // prettier-ignore
      clean(answers);
      const wrong = await rows("SELECT s.id, s.taken FROM service_slots s WHERE s.taken <> (SELECT COUNT(*) FROM service_bookings b WHERE b.slotId = s.id AND b.status <> 'cancelled')"); // prettier-ignore
      expect(wrong).toEqual([]);
      const apart = await rows("SELECT b.id, b.status, u.status AS useStatus, g.status AS grantStatus FROM service_bookings b JOIN redemptions u ON u.id = b.useId JOIN grants g ON g.id = b.grantId WHERE (b.status = 'booked' AND u.status <> 'held') OR (b.status = 'cancelled' AND u.status <> 'released') OR (b.status IN ('attended', 'no-show') AND u.status <> 'redeemed')"); // prettier-ignore
      expect(apart).toEqual([]);
    }
  });

  it('purchases share a multiplier that is good for one: one of them is multiplied', async () => {
    const member = await shop.enrol();
    await issue(shop.api, member, 'double');
    const answers = await Promise.all(Array.from({ length: 5 }, (_, nth) => shop.ask(RECORD, { member: { id: member }, input: { type: 'purchase', externalId: `m-${nth}`, purchase: { orderId: `m-${nth}`, amountMinor: 1_000 } } }))); // prettier-ignore
    clean(answers);
    const given = answers.map((answer) => at<{ amount: number; wallet: { id: string } }[]>(answer, 'data.activityRecord.outcome.points').filter(({ wallet }) => wallet.id === 'wal_points').reduce((sum, { amount }) => sum + amount, 0)); // prettier-ignore
    const least = Math.min(...given);
    expect(given.sort((a, b) => a - b)).toEqual([least, least, least, least, 2 * least]);
  });
});

describe('What somebody says', () => {
  it.each(['支付-4200001', 'pay 😀', 'é'.repeat(190), "x' OR 1=1"])(
    'of a payment is kept as it is, or declined: %j',
    async (payment) => {
      const member = await rich();
      const id = (await shop.buy(member, 'both')).purchase?.id ?? '';
      const told = await shop.confirm(id, payment, 990);
      expect(told.errors.map(({ code }) => code).filter((code) => code !== 'INVALID_INPUT')).toEqual([]);
      if (told.errors.length === 0)
        expect(await shop.confirm(id, payment, 990)).toMatchObject({ replayed: true, errors: [] });
    },
  );

  it.each([-1, 0, 9_007_199_254_740_991])('of money and points is no way to more: %d', async (amount) => {
    const member = await rich();
    const id = (await shop.buy(member, 'both')).purchase?.id ?? '';
    const ask = 'mutation ($hold: ID!, $amount: MoneyInput!, $key: String!) { told: paymentConfirm(holdId: $hold, externalPaymentId: "odd", amount: $amount, idempotencyKey: $key) { errors { code } } }'; // prettier-ignore
    const answer = await shop.ask(ask, { hold: id, amount: { amountMinor: amount, currency: 'USD' } });
    expect(answer.status === 400 || at(answer, 'data.told.errors.0.code') === 'PAYMENT_MISMATCH' || Array.isArray(answer.errors)).toBe(true); // prettier-ignore
    expect(await there(member)).toBe(0);
    await shop.release(id);
  });

  it('under a key that was used for something else is declined', async () => {
    const [one, other] = [await rich(), await rich()];
    const say = (id: string) => shop.ask(EXCHANGE, { id, benefit: 'bnf_waited', key: 'same' });
    await say(one);
    expect(at(await say(other), 'data.told.errors.0.code')).toMatch(/KEY|IDEMPOTENCY/);
    expect(await available(other)).toBe(100);
  });

  it('a partner that sells nothing of it finds no purchase, grant, parcel or obligation of the host', async () => {
    const scopes = ['benefits:issue', 'benefits:read', 'benefits:reverse', 'benefits:redeem', 'benefits:fulfil', 'points:spend', 'points:reverse']; // prettier-ignore
    const partner = await shop.api.key(scopes, 'partner');
    const member = await rich();
    const id = (await shop.buy(member, 'mug')).purchase?.id ?? '';
    await shop.confirm(id, `theirs-${id}`, 990);
    const codes = async (query: string, variables: object) => {
      const answer = await shop.ask(query, variables, partner);
      const [payload] = Object.values((answer.data ?? {}) as Record<string, { errors?: { code: string }[]; results?: { errors: { code: string }[] }[] } | null>); // prettier-ignore
      return (payload?.results?.[0]?.errors ?? payload?.errors ?? []).map(({ code }) => code).join() || JSON.stringify(answer.errors); // prettier-ignore
    };
    const grantId = `grt${id.slice(3)}`;
    const refund = 'mutation ($id: ID!, $key: String!) { told: benefitPurchaseRefund(purchaseId: $id, reason: "x", idempotencyKey: $key) { errors { code } } }'; // prettier-ignore
    const release = 'mutation ($id: ID!, $key: String!) { told: benefitPurchaseRelease(purchaseId: $id, idempotencyKey: $key) { errors { code } } }'; // prettier-ignore
    const asked = await Promise.all([
      codes(refund, { id }),
      codes(release, { id }),
      codes(USE, { id: grantId }),
      codes(SETTLE, { id: `obl${id.slice(3)}` }),
      codes(REVERSE, { transferId: await spentBy(member) }),
      codes(UPDATE, { lines: [{ fulfilmentId: `ful${id.slice(3)}`, act: 'REVOKE', reason: 'x' }] }),
    ]);
    expect(asked).toEqual(Array(6).fill('NOT_FOUND'));
    expect(await available(member)).toBe(60);
  });

  it.each([
    '',
    ' ',
    '😀',
    '支付',
    'ＡＢＣＤ',
    'İıſK',
    "' OR '1'='1",
    '%',
    '_',
    'A'.repeat(5_000),
    'grt_',
    '-'.repeat(40),
    '0'.repeat(16),
  ])('as a code or an id opens nothing and breaks nothing: %j', async (text) => {
    const asks = [
      'query ($x: String!) { told: grantByCode(code: $x) { grantId refusal { code } } }',
      'mutation ($x: String!, $key: String!) { told: benefitRedeem(input: { code: $x }, idempotencyKey: $key) { errors { code } } }',
      'mutation ($x: String!, $key: String!) { told: benefitHold(input: { code: $x }, idempotencyKey: $key) { errors { code } } }',
      'mutation ($x: ID!, $key: String!) { told: benefitRedeem(input: { grantId: $x }, idempotencyKey: $key) { errors { code } } }',
      'mutation ($x: ID!, $key: String!) { told: benefitRedeem(redemptionId: $x, idempotencyKey: $key) { errors { code } } }',
      'mutation ($x: ID!, $key: String!) { told: benefitPurchaseRelease(purchaseId: $x, idempotencyKey: $key) { errors { code } } }',
      'mutation ($x: ID!, $key: String!) { told: benefitPackageRevoke(packageIssueId: $x, reason: "x", idempotencyKey: $key) { errors { code } } }',
      'mutation ($x: ID!, $key: String!) { told: slotCancel(bookingId: $x, idempotencyKey: $key) { errors { code } } }',
      'mutation ($x: ID!, $key: String!) { told: obligationSettle(obligationId: $x, input: { how: CANCEL, reason: "x" }, idempotencyKey: $key) { errors { code } } }',
      'mutation ($x: ID!, $key: String!) { told: pointsReverse(transferId: $x, reason: "x", idempotencyKey: $key) { errors { code } } }',
    ];
    const answers = await Promise.all(asks.map((query) => shop.ask(query, { x: text })));
    expect(answers.map(({ errors }) => errors).filter(Boolean)).toEqual([]);
    const codes = answers.map((answer) => at<string | undefined>(answer, 'data.told.errors.0.code') ?? at(answer, 'data.told.refusal.code')); // prettier-ignore
    expect(codes.filter((code) => !['NOT_FOUND', 'CODE_MISTYPED', 'INVALID_INPUT'].includes(code))).toEqual([]);
  });
});
