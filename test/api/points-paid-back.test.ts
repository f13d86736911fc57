import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { freeUnits, grantsOf, hold, redeem, release, reverse, revoke } from '../support/benefit-acts.js';
import { counted, coupon } from '../support/benefit-program.js';
import { HOME, SAVE, SHIP, UPDATE } from '../support/parcel-acts.js';
import { RECORD } from './documents.js';
import type { Answered } from './open-api.js';
import { at } from './open-api.js';
import type { Shop } from './purchases-api.js';
import { openShop } from './purchases-api.js';

const PRICE = { isClaimable: false, price: { wallet: 'points', points: 40 } };
const texts = (text: string) => ({ en: text, 'zh-CN': text, 'zh-TW': text });
const slots = {
  isOnline: true,
  hours: [{ weekdays: [1, 2, 3, 4, 5], from: '09:00', to: '12:00' }],
  minutes: 60,
  capacity: 3,
};
const BENEFITS = [
  coupon('plain', { ...PRICE, ...counted(50), limits: [{ max: 1, per: 'ever' }] }),
  coupon('twice', { ...PRICE, usesMax: 2 }),
  coupon('brief', { ...PRICE, validity: { kind: 'days', days: 2 } }),
  coupon('waited', { ...PRICE, ...counted(0), otherwise: [{ kind: 'wait', days: 10 }] }),
  coupon('both', { ...PRICE, priceMinor: 990 }),
  coupon('both-later', {
    ...PRICE,
    priceMinor: 990,
    ...counted(0),
    otherwise: [{ kind: 'pre-sale', on: '2026-03-01' }],
  }),
  coupon('none', { ...counted(0), otherwise: [{ kind: 'wait', days: 10 }] }),
  coupon('two-uses', { usesMax: 2, validity: { kind: 'days', days: 2 } }),
  coupon('in-parts', { isPartial: true, face: { amountMinor: 1_000 }, validity: { kind: 'days', days: 2 } }),
  coupon('tea'),
  { code: 'mug', kind: 'gift', name: 'Mug', ...PRICE, delivery: { kind: 'ship' } },
  { code: 'advice', kind: 'service', name: 'Advice', ...PRICE, slots },
];
const packages = [
  { code: 'set', kind: 'bundle', name: texts('Set'), parts: [{ benefit: 'tea', quantity: 2 }], price: { wallet: 'points', points: 40 } },
  { code: 'owing', kind: 'bundle', name: texts('Owing'), parts: [{ benefit: 'none' }, { benefit: 'tea' }], price: { wallet: 'points', points: 40 } },
  { code: 'card', kind: 'card', name: texts('Card'), parts: [{ benefit: 'tea' }], cycle: { unit: 'week', count: 4 }, noticeDays: 1, price: { wallet: 'points', points: 40 } },
]; // prettier-ignore

const EXCHANGE = 'mutation ($id: ID!, $benefit: ID!, $key: String!) { told: benefitExchange(member: { id: $id }, benefitId: $benefit, idempotencyKey: $key) { grant { id } errors { code } } }'; // prettier-ignore
const PACKAGE = 'mutation ($id: ID!, $package: ID!, $key: String!) { told: benefitPackageExchange(member: { id: $id }, packageId: $package, idempotencyKey: $key) { packageIssue { id grants { id } } errors { code } } }'; // prettier-ignore
const UNDO = `mutation ($id: ID!, $key: String!, $dryRun: Boolean = false) { told: pointsReverse(transferId: $id, reason: "by mistake", idempotencyKey: $key, dryRun: $dryRun) {
  transfer { kind amount } errors { __typename code message path nextActions { kind } ... on PaidForBenefit { why grantId purchaseId packageIssueId } } replayed } }`;

let shop: Shop;
beforeAll(async () => {
  shop = await openShop(BENEFITS, [], { packages });
});
afterAll(() => shop.closeSound());

const rich = () => shop.rich();
const available = async (member: string) => (await shop.available(member)).available;
const spentBy = (member: string) => shop.spentBy(member);
const exchanged = async (member: string, benefit: string) =>
  at(await shop.ask(EXCHANGE, { id: member, benefit: `bnf_${benefit}` }), 'data.told.grant.id');
const undo = async (member: string, more: object = {}): Promise<Answered> =>
  shop.ask(UNDO, { id: await spentBy(member), ...more });
const codesOf = (answer: Answered) => at<{ code: string }[]>(answer, 'data.told.errors').map(({ code }) => code);
const refusedFor = async (member: string) => {
  const answer = await undo(member);
  const [error] = at<{ why?: string; message: string }[]>(answer, 'data.told.errors');
  expect(error).toMatchObject({ __typename: 'PaidForBenefit', code: 'PAID_FOR_BENEFIT', path: ['transferId'], nextActions: [] }); // prettier-ignore
  return error;
};
const statusOf = async (member: string) => (await grantsOf(shop.api, member)).map(({ status }) => status);

describe('Reversing the points that were exchanged for a benefit', () => {
  it('takes the benefit back with its unit and its room under the limit, once, whoever does it at the same moment', async () => {
    const member = await rich();
    const units = await freeUnits(shop.api, 'plain');
    await exchanged(member, 'plain');
    expect(await freeUnits(shop.api, 'plain')).toBe(units - 1);
    expect(codesOf(await undo(member, { dryRun: true }))).toEqual([]);
    expect([await available(member), await statusOf(member)]).toEqual([60, ['claimed']]);
    const id = await spentBy(member);
    const answers = await Promise.all(Array.from({ length: 6 }, () => shop.ask(UNDO, { id })));
    expect(answers.flatMap(codesOf)).toEqual(Array(5).fill('NOT_REVERSIBLE'));
    expect([await available(member), await statusOf(member)]).toEqual([100, ['revoked']]);
    expect(await freeUnits(shop.api, 'plain')).toBe(units);
    expect(await shop.count(`SELECT COUNT(*) AS n FROM activities WHERE memberId = '${member}' AND type = 'benefit.revoked'`)).toBe(1); // prettier-ignore
    await exchanged(member, 'plain'); // there is room under the limit again
    expect(await statusOf(member)).toEqual(['revoked', 'claimed']);
  });

  it('and taking the benefit back at the same moment give the points back once', async () => {
    const member = await rich();
    const grantId = await exchanged(member, 'twice');
    await Promise.allSettled([undo(member), revoke(shop.api, member, grantId)]);
    expect([await available(member), await statusOf(member)]).toEqual([100, ['revoked']]);
  });

  it('is refused where it was used, and possible once the use was reversed', async () => {
    const member = await rich();
    const grantId = await exchanged(member, 'twice');
    const use = await redeem(shop.api, member, grantId);
    expect(await refusedFor(member)).toMatchObject({ why: 'USED', grantId, purchaseId: null, packageIssueId: null });
    expect([await available(member), await statusOf(member)]).toEqual([60, ['claimed']]);
    await reverse(shop.api, member, grantId, use);
    expect(codesOf(await undo(member))).toEqual([]);
    expect([await available(member), await statusOf(member)]).toEqual([100, ['revoked']]);
  });

  it('is refused while a payment or a booking holds it, and says what to let go of', async () => {
    const member = await rich();
    const grantId = await exchanged(member, 'twice');
    const held = await hold(shop.api, member, grantId);
    expect((await refusedFor(member))?.message).toMatch(/benefitRelease/);
    expect(await refusedFor(member)).toMatchObject({ why: 'HELD' });
    await release(shop.api, member, grantId, held);
    expect(codesOf(await undo(member))).toEqual([]);
    const booked = await rich();
    const service = await exchanged(booked, 'advice');
    const book = 'mutation ($id: ID!, $at: DateTime!, $key: String!) { told: slotBook(grantId: $id, startsAt: $at, idempotencyKey: $key) { booking { id } errors { code } } }'; // prettier-ignore
    const booking = at(await shop.ask(book, { id: service, at: '2026-01-19T14:00:00.000Z' }), 'data.told.booking.id');
    expect(await refusedFor(booked)).toMatchObject({ why: 'BOOKED' });
    await shop.ask('mutation ($id: ID!, $key: String!) { slotCancel(bookingId: $id, idempotencyKey: $key) { replayed } }', { id: booking }); // prettier-ignore
    expect(codesOf(await undo(booked))).toEqual([]);
    expect([await available(booked), await statusOf(booked)]).toEqual([100, ['revoked']]);
  });

  it('is refused where it is to be sent or was, which is for whoever ships; nobody is asked for an address any more otherwise', async () => {
    const member = await rich();
    const waiting = await exchanged(member, 'mug');
    const parcel = `ful${waiting.slice(3)}`;
    await shop.ask(SAVE, { id: parcel, address: HOME });
    expect(await refusedFor(member)).toMatchObject({ why: 'TO_SEND', grantId: waiting });
    await shop.ask(UPDATE, { lines: [{ fulfilmentId: parcel, ...SHIP }] });
    expect(await refusedFor(member)).toMatchObject({ why: 'SENT' });
    await shop.ask(UPDATE, { lines: [{ fulfilmentId: parcel, act: 'RETURN' }] });
    expect(await refusedFor(member)).toMatchObject({ why: 'SENT' });
    await shop.ask(UPDATE, { lines: [{ fulfilmentId: parcel, act: 'RESTOCK', reason: 'came back' }] });
    expect(await available(member)).toBe(100); // whoever ships gave them back
    const bare = await rich();
    const grantId = await exchanged(bare, 'mug');
    expect(codesOf(await undo(bare))).toEqual([]);
    expect(at(await shop.ask(`{ node(id: "ful${grantId.slice(3)}") { ... on Fulfilment { status } } }`), 'data.node.status')).toBe('CANCELLED'); // prettier-ignore
  });

  it('ends what is owed for them, and is refused where something else was given instead', async () => {
    const member = await rich();
    await exchanged(member, 'waited');
    expect(await statusOf(member)).toEqual(['owed']);
    expect(codesOf(await undo(member))).toEqual([]);
    expect([await available(member), await statusOf(member)]).toEqual([100, ['revoked']]);
    expect(await shop.count(`SELECT COUNT(*) AS n FROM obligations WHERE memberId = '${member}' AND status = 'cancelled'`)).toBe(1); // prettier-ignore
    const other = await rich();
    const owed = await exchanged(other, 'waited');
    const settle = 'mutation ($id: ID!, $key: String!) { told: obligationSettle(obligationId: $id, input: { how: INSTEAD, benefitId: "bnf_tea", reason: "sorry" }, idempotencyKey: $key) { grant { id } errors { code } } }'; // prettier-ignore
    const tea = at(await shop.ask(settle, { id: `obl${owed.slice(3)}` }), 'data.told.grant.id');
    expect(await refusedFor(other)).toMatchObject({ why: 'REPLACED', grantId: tea });
    await revoke(shop.api, other, tea);
    expect(codesOf(await undo(other))).toEqual([]);
    expect([await available(other), await statusOf(other)]).toEqual([100, ['revoked', 'revoked']]);
  });

  it('of what died unused gives only the points back: there is nothing to take', async () => {
    const member = await rich();
    await exchanged(member, 'brief');
    await shop.wait(3 * 24 * 60);
    expect(codesOf(await undo(member))).toEqual([]);
    expect([await available(member), await statusOf(member)]).toEqual([100, ['expired']]);
  });
});

describe('Reversing the points of a purchase', () => {
  it('is refused while the member has it: the purchase gives money and points back together', async () => {
    const member = await rich();
    const id = (await shop.buy(member, 'both')).purchase?.id ?? '';
    await shop.confirm(id, `undo-${id}`, 990);
    const error = await refusedFor(member);
    expect(error).toMatchObject({ why: 'PURCHASED', purchaseId: id });
    expect(error?.message).toMatch(/benefitPurchaseRefund/);
    expect([await available(member), await statusOf(member)]).toEqual([60, ['claimed']]);
    await shop.refund(id);
    expect([await available(member), await statusOf(member)]).toEqual([100, ['revoked']]);
    expect(codesOf(await undo(member))).toEqual(['NOT_REVERSIBLE']);
  });

  it('is refused where the brand had taken them by hand before the payment, too', async () => {
    const member = await rich();
    const id = (await shop.buy(member, 'both')).purchase?.id ?? '';
    const [held] = await shop.api.house.database.reader.rows<{ id: string }>('SELECT id FROM point_holds WHERE memberId = ?', [member]); // prettier-ignore
    await shop.ask('mutation ($id: ID!, $key: String!) { pointsCapture(holdId: $id, idempotencyKey: $key) { replayed } }', { id: held?.id }); // prettier-ignore
    await shop.confirm(id, `hand-${id}`, 990);
    expect(await refusedFor(member)).toMatchObject({ why: 'PURCHASED', purchaseId: id });
  });
});

describe('Reversing the points of a package', () => {
  it.each(['set', 'card'])('takes all of it back where nothing was used: %s', async (code) => {
    const member = await rich();
    await shop.ask(PACKAGE, { id: member, package: `pkg_${code}` });
    expect(codesOf(await undo(member))).toEqual([]);
    expect(await available(member)).toBe(100);
    expect(new Set(await statusOf(member))).toEqual(new Set(['revoked']));
    await shop.wait(8 * 24 * 60); // no cycle opens any more
    expect(new Set(await statusOf(member))).toEqual(new Set(['revoked']));
    expect(codesOf(await undo(member))).toEqual(['NOT_REVERSIBLE']);
  });

  it('is refused where some of it was used, also after the rest was taken back', async () => {
    const member = await rich();
    const told = await shop.ask(PACKAGE, { id: member, package: 'pkg_set' });
    const packageIssueId = at(told, 'data.told.packageIssue.id');
    const grantId = at(told, 'data.told.packageIssue.grants.0.id');
    await redeem(shop.api, member, grantId);
    expect(await refusedFor(member)).toMatchObject({ why: 'USED', grantId, packageIssueId });
    await shop.ask('mutation ($id: ID!, $key: String!) { benefitPackageRevoke(packageIssueId: $id, reason: "x", idempotencyKey: $key) { replayed } }', { id: packageIssueId }); // prettier-ignore
    expect(await refusedFor(member)).toMatchObject({ why: 'USED' });
    expect(await available(member)).toBe(60);
  });
});

describe('What was given instead, and was used in part before it died', () => {
  const INSTEAD = 'mutation ($id: ID!, $benefit: ID!, $key: String!) { told: obligationSettle(obligationId: $id, input: { how: INSTEAD, benefitId: $benefit, reason: "sorry" }, idempotencyKey: $key) { grant { id } errors { code } } }'; // prettier-ignore
  const REVOKE = 'mutation ($id: ID!, $key: String!) { told: benefitPackageRevoke(packageIssueId: $id, reason: "test", idempotencyKey: $key) { errors { code } } }'; // prettier-ignore
  const instead = async (owed: string, benefit: string) => at(await shop.ask(INSTEAD, { id: `obl${owed.slice(3)}`, benefit: `bnf_${benefit}` }), 'data.told.grant.id'); // prettier-ignore
  const later = () => shop.wait(4 * 24 * 60);

  it.each([
    ['one use of two', 'two-uses', {}],
    ['most of its value', 'in-parts', { amountMinor: 900 }],
  ])('is paid for: %s', async (_, benefit, used) => {
    const member = await rich();
    const owed = at(await shop.ask(EXCHANGE, { id: member, benefit: 'bnf_waited' }), 'data.told.grant.id');
    await redeem(shop.api, member, await instead(owed, benefit), used);
    await later();
    await shop.ask(UNDO, { id: await spentBy(member) });
    expect(await available(member)).toBe(60);
  });

  it('is paid for by points and money', async () => {
    const member = await rich();
    const id = (await shop.buy(member, 'both-later')).purchase?.id ?? '';
    await shop.confirm(id, `pay-${id}`, 990);
    const [owed] = await grantsOf(shop.api, member);
    await redeem(shop.api, member, await instead(owed?.id ?? '', 'two-uses'));
    await later();
    await shop.refund(id);
    expect(await available(member)).toBe(60);
  });

  it('is paid for as a part of a package', async () => {
    const member = await rich();
    const told = await shop.ask(PACKAGE, { id: member, package: 'pkg_owing' });
    const grants = at<{ readonly id: string }[]>(told, 'data.told.packageIssue.grants');
    const owed = (await grantsOf(shop.api, member)).find(({ id, status }) => status === 'owed' && grants.some((each) => each.id === id)); // prettier-ignore
    await redeem(shop.api, member, await instead(owed?.id ?? '', 'two-uses'));
    await later();
    await shop.ask(REVOKE, { id: at(told, 'data.told.packageIssue.id') });
    expect(await available(member)).toBe(60);
  });
});

describe('Points of an order that was given back while they were held', () => {
  const record = async (member: string, input: object) => {
    const answer = await shop.ask(RECORD, { member: { id: member }, input });
    expect(at(answer, 'data.activityRecord.errors')).toEqual([]);
  };

  it.each(['let go of', 'left to lapse'])('are gone once they are %s', async (how) => {
    const member = await shop.enrol();
    const token = await shop.token(member);
    for (const nth of [1, 2]) {
      await record(member, { type: 'purchase', externalId: `${how} ${nth}`, purchase: { orderId: `${how} ${nth}`, amountMinor: 2_000 } }); // prettier-ignore
    }
    expect(await shop.available(member)).toEqual({ available: 40, held: 0 });
    const { purchase } = await shop.buy(member, 'both', {}, token);
    for (const nth of [1, 2]) {
      await record(member, { type: 'refund', externalId: `${how} back ${nth}`, refund: { orderId: `${how} ${nth}`, amountMinor: 2_000 } }); // prettier-ignore
    }
    if (how === 'let go of') await shop.release(purchase?.id ?? '', {}, token);
    else await shop.wait(60);
    expect(await shop.available(member)).toEqual({ available: 0, held: 0 });
    await record(member, { type: 'purchase', externalId: `${how} 3`, purchase: { orderId: `${how} 3`, amountMinor: 2_000 } }); // prettier-ignore
    expect(await available(member)).toBe(20); // and nothing more is claimed
  });
});
