import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { grantsOf, issue } from '../support/benefit-acts.js';
import { counted } from '../support/benefit-program.js';
import { RECORD, REVERSE } from './documents.js';
import { at } from './open-api.js';
import type { Shop } from './purchases-api.js';
import { openShop } from './purchases-api.js';

const double = (code: string, more: object = {}) => ({ code, kind: 'multiplier', name: code, face: { multiplier: 2 }, usesMax: 1, ...more }); // prettier-ignore
const TWO_DAYS = { validity: { kind: 'days', days: 2 } };
const DAYS_4 = 4 * 24 * 60;

const REST = 'redemption { id status orderId } replayed errors { code message }';
const HOLD = `mutation ($id: ID!, $order: String, $minutes: Int = 15, $key: String!) { told: benefitHold(input: { grantId: $id, orderId: $order }, minutes: $minutes, idempotencyKey: $key) { ${REST} } }`;
const REDEEM = `mutation ($id: ID!, $order: String, $key: String!) { told: benefitRedeem(redemptionId: $id, orderId: $order, idempotencyKey: $key) { ${REST} } }`;
const AT_ONCE = `mutation ($id: ID!, $order: String, $key: String!) { told: benefitRedeem(input: { grantId: $id, orderId: $order }, idempotencyKey: $key) { ${REST} } }`;
const RELEASE = `mutation ($id: ID!, $key: String!) { told: benefitRelease(redemptionId: $id, idempotencyKey: $key) { ${REST} } }`;
const UNUSE = `mutation ($id: ID!, $key: String!) { told: benefitRedemptionReverse(redemptionId: $id, reason: "x", idempotencyKey: $key) { ${REST} } }`;
const EXCHANGE = 'mutation ($id: ID!, $benefit: ID!, $key: String!) { told: benefitExchange(member: { id: $id }, benefitId: $benefit, idempotencyKey: $key) { grant { id } errors { code } } }'; // prettier-ignore

interface Told {
  readonly redemption: { readonly id: string; readonly status: string; readonly orderId: string | null } | null;
  readonly replayed: boolean;
  readonly errors: readonly { readonly code: string; readonly message: string }[];
}

let shop: Shop;
let told = 0;

beforeAll(async () => {
  shop = await openShop(
    [
      double('once'),
      double('soon', TWO_DAYS),
      double('counted', { ...counted(1), ...TWO_DAYS }),
      double('thrice', { ...counted(1), ...TWO_DAYS, usesMax: 3 }),
      double('paid', { isClaimable: false, price: { wallet: 'points', points: 40 }, ...TWO_DAYS }),
      double('bought', { isClaimable: false, priceMinor: 990, price: { wallet: 'points', points: 40 }, ...TWO_DAYS }),
    ],
    [{ code: 'thanks', name: 'Thanks', on: 'benefit.used', earn: [{ wallet: 'later', points: 1 }] }],
  );
});
afterAll(() => shop.closeSound());

const act = async (document: string, variables: object): Promise<Told> => at(await shop.ask(document, variables), 'data.told'); // prettier-ignore
const codes = ({ errors }: Told) => errors.map(({ code }) => code);

async function holder(benefit: string): Promise<{ member: string; grant: string }> {
  const member = await shop.enrol();
  return { member, grant: await issue(shop.api, member, benefit) };
}

/** What a purchase of ten units of money earned: 10 points, or 20. */
async function bought(member: string, orderId: string | null, more: object = {}, amountMinor = 1_000): Promise<number> {
  const input = { type: 'purchase', externalId: `told-${(told += 1)}`, ...more, purchase: { orderId, amountMinor } };
  const answer = await shop.ask(RECORD, { member: { id: member }, input });
  const points = at<{ amount: number; wallet: { id: string } }[]>(answer, 'data.activityRecord.outcome.points');
  return points.filter(({ wallet }) => wallet.id === 'wal_points').reduce((sum, { amount }) => sum + amount, 0);
}

async function givenBack(member: string, orderId: string, amountMinor = 1_000): Promise<void> {
  const input = { type: 'refund', externalId: `told-${(told += 1)}`, refund: { orderId, amountMinor } };
  const answer = await shop.ask(RECORD, { member: { id: member }, input });
  expect(at(answer, 'data.activityRecord.errors')).toEqual([]);
}

/** What was refused when the points a member has spent are given back by hand. */
async function paidBack(member: string): Promise<readonly object[]> {
  const [spent] = await shop.api.house.database.reader.rows<{ id: string }>("SELECT id FROM point_transfers WHERE memberId = ? AND kind = 'spend'", [member]); // prettier-ignore
  return at(await shop.ask(REVERSE, { transferId: spent?.id }), 'data.pointsReverse.errors');
}

const held = async (grant: string, order: string, minutes = 15): Promise<string> =>
  (await act(HOLD, { id: grant, order, minutes })).redemption?.id ?? '';
const standing = async (member: string) =>
  (await grantsOf(shop.api, member)).map(({ uses, status }) => `${uses} ${status}`);
const usesOf = (member: string) => shop.api.house.database.reader.rows<{ id: string; orderId: string | null; status: string }>('SELECT id, orderId, status FROM redemptions WHERE memberId = ? ORDER BY heldAt, id', [member]); // prettier-ignore
const count = async (text: string, member: string) =>
  (await shop.api.house.database.reader.rows(text, [member])).length;

describe('A multiplier that the till holds for an order', () => {
  it('is used by the purchase it multiplies: it cannot be let go of afterwards, and multiplies no other', async () => {
    const { member, grant } = await holder('once');
    const use = await held(grant, 'h-1');
    expect(await bought(member, 'h-1')).toBe(20);
    expect(await standing(member)).toEqual(['1 used']);
    expect(codes(await act(RELEASE, { id: use }))).toEqual(['HOLD_ENDED']);
    expect(codes(await act(HOLD, { id: grant, order: 'h-2' }))).toEqual(['GRANT_ENDED']);
    expect(await bought(member, 'h-2')).toBe(10);
    await shop.wait(60);
    expect(await usesOf(member)).toEqual([{ id: use, orderId: 'h-1', status: 'redeemed' }]);
    expect(await bought(member, 'h-1')).toBe(10);
  });

  it('answers what is there to who redeems it after the purchase, as often as that is asked, and is no use of another order', async () => {
    const { member, grant } = await holder('once');
    const use = await held(grant, 'q-1');
    expect(await bought(member, 'q-1')).toBe(20);
    const there = { redemption: { id: use, status: 'REDEEMED', orderId: 'q-1' }, replayed: true, errors: [] };
    expect(await act(REDEEM, { id: use, order: 'q-1' })).toEqual(there);
    expect(await act(REDEEM, { id: use })).toEqual(there);
    expect(codes(await act(REDEEM, { id: use, order: 'q-2' }))).toEqual(['HOLD_ENDED']);
    expect([await bought(member, 'q-2'), await bought(member, 'q-2')]).toEqual([10, 10]);
    expect(await count("SELECT id FROM activities WHERE memberId = ? AND type = 'benefit.used'", member)).toBe(1);
    expect(await count("SELECT id FROM point_lots WHERE memberId = ? AND wallet = 'later'", member)).toBe(1);
  });

  it('can be redeemed for another order before there was a purchase, which is then the one that is multiplied', async () => {
    const { member, grant } = await holder('once');
    const use = await held(grant, 'r-1');
    expect(codes(await act(REDEEM, { id: use, order: 'r-2' }))).toEqual([]);
    expect([await bought(member, 'r-1'), await bought(member, 'r-2'), await bought(member, 'r-2')]).toEqual([
      10, 20, 10,
    ]);
    expect(codes(await act(UNUSE, { id: use }))).toEqual(['USE_MULTIPLIED']);
  });

  it('stays held where the purchase gains nothing by it', async () => {
    const { member, grant } = await holder('once');
    const use = await held(grant, 'n-1');
    expect(await bought(member, 'n-1', {}, 20)).toBe(0);
    expect(await standing(member)).toEqual(['0 held']);
    expect(codes(await act(RELEASE, { id: use }))).toEqual([]);
    expect(await bought(member, 'n-2')).toBe(20);
  });

  it('whose hold ran out before the purchase was told of is used by it if nothing else used it meanwhile', async () => {
    const since = shop.api.clock.now() + 60_000;
    const occurredAt = new Date(since).toISOString();
    const [free, gone] = [await holder('once'), await holder('once')];
    const use = await held(free.grant, 'l-1');
    await held(gone.grant, 'l-2');
    await shop.wait(60);
    expect(await standing(free.member)).toEqual(['0 issued']);
    expect(await bought(free.member, 'l-1', { occurredAt })).toBe(20);
    expect(await usesOf(free.member)).toEqual([{ id: use, orderId: 'l-1', status: 'redeemed' }]);
    expect(await bought(free.member, 'l-1', { occurredAt })).toBe(10);
    expect(codes(await act(AT_ONCE, { id: gone.grant, order: 'l-3' }))).toEqual([]);
    expect(await bought(gone.member, 'l-2', { occurredAt })).toBe(10);
    expect([await standing(free.member), await standing(gone.member)]).toEqual([['1 used'], ['1 used']]);
  });
});

describe('A use that has multiplied a purchase', () => {
  it('is not reversed alone, and says that it comes back with the order; so it does, and the points go', async () => {
    const { member } = await holder('once');
    expect(await bought(member, 'u-1')).toBe(20);
    const [use] = await usesOf(member);
    const sentences = async (language: string) => at(await shop.api.ask(UNUSE, { id: use?.id, key: `unuse-${language}` }, { token: shop.key, language }), 'data.told.errors.0.message'); // prettier-ignore
    expect(await sentences('en')).toBe('This use has multiplied the points of a purchase: it comes back when the whole order is refunded.'); // prettier-ignore
    expect(await sentences('zh-CN')).toBe('该次核销已使一笔消费的积分加倍，整单退款后自动恢复。');
    expect(await sentences('zh-TW')).toBe('此次核銷已使一筆消費的點數加倍，整單退款後自動恢復。');
    expect(await bought(member, 'u-2')).toBe(10);
    await givenBack(member, 'u-1', 400);
    expect(await standing(member)).toEqual(['1 used']);
    await givenBack(member, 'u-1', 600);
    expect([await standing(member), (await shop.available(member)).available]).toEqual([['0 issued'], 10]);
    expect(await bought(member, 'u-3')).toBe(20);
  });

  it('that the till made beforehand counts for one purchase of its order', async () => {
    const { member, grant } = await holder('once');
    const use = (await act(AT_ONCE, { id: grant, order: 'b-1' })).redemption?.id;
    expect([await bought(member, 'b-1'), await bought(member, 'b-1')]).toEqual([20, 10]);
    expect(codes(await act(UNUSE, { id: use }))).toEqual(['USE_MULTIPLIED']);
    const other = await holder('once');
    const free = (await act(AT_ONCE, { id: other.grant, order: 'b-2' })).redemption?.id;
    expect(codes(await act(UNUSE, { id: free }))).toEqual([]);
    expect(await bought(other.member, 'b-2')).toBe(20);
  });

  it('is one for each purchase of an order that is told of twice', async () => {
    const { member } = await holder('once');
    expect([await bought(member, 's-1'), await bought(member, 's-1'), await bought(member, 's-1')]).toEqual([
      20, 10, 10,
    ]);
    await issue(shop.api, member, 'once');
    expect([await bought(member, 's-1'), await bought(member, 's-1')]).toEqual([20, 10]);
    expect((await usesOf(member)).map(({ orderId }) => orderId)).toEqual(['s-1', 's-1']);
  });

  it('does not come back with another purchase that goes by the same order', async () => {
    const { member } = await holder('once');
    expect([await bought(member, 't-1'), await bought(member, 't-1', {}, 100)]).toEqual([20, 1]);
    await givenBack(member, 't-1', 100);
    expect([await standing(member), (await shop.available(member)).available]).toEqual([['1 used'], 20]);
  });

  it('keeps what was paid for it: points for a multiplier do not go back while its points are there', async () => {
    const member = await shop.enrol();
    await shop.give(member, 100);
    await shop.ask(EXCHANGE, { id: member, benefit: 'bnf_paid' });
    expect(await bought(member, 'e-1')).toBe(20);
    const before = (await shop.available(member)).available;
    const [use] = await usesOf(member);
    expect(codes(await act(UNUSE, { id: use?.id }))).toEqual(['USE_MULTIPLIED']);
    expect(await paidBack(member)).toMatchObject([{ code: 'PAID_FOR_BENEFIT', message: expect.stringMatching(/it has multiplied the points of an order, refund that first\.$/) }]); // prettier-ignore
    expect([await standing(member), (await shop.available(member)).available]).toEqual([['1 used'], before]);
  });
});

describe('Points that paid for a multiplier which died unused', () => {
  it('go back with what it could still have multiplied: what is told of late is not', async () => {
    for (const isMoney of [false, true]) {
      const member = await shop.enrol();
      await shop.give(member, 100);
      if (isMoney) {
        const { purchase } = await shop.buy(member, 'bought');
        await shop.confirm(purchase?.id ?? '', `pay-${member}`, 990);
      } else await shop.ask(EXCHANGE, { id: member, benefit: 'bnf_paid' });
      const occurredAt = new Date(shop.api.clock.now() + 3_600_000).toISOString();
      await shop.wait(DAYS_4);
      expect(await standing(member)).toEqual(['0 expired']);
      expect([await paidBack(member), (await shop.available(member)).available]).toEqual([[], 100]);
      expect([await standing(member), await bought(member, `w-${isMoney}`, { occurredAt })]).toEqual([
        ['0 revoked'],
        10,
      ]);
    }
  });
});

describe('A multiplier that died before a purchase was told of', () => {
  it('still multiplies it where it took no unit of anything', async () => {
    const { member } = await holder('soon');
    const occurredAt = new Date(shop.api.clock.now() + 3_600_000).toISOString();
    await shop.wait(DAYS_4);
    expect([await standing(member), await bought(member, 'd-1', { occurredAt }), await standing(member)]).toEqual([['0 expired'], 20, ['1 used']]); // prettier-ignore
  });

  it('does not where its unit has gone back, also before that was settled: somebody else may have it', async () => {
    const { member } = await holder('counted');
    const occurredAt = new Date(shop.api.clock.now() + 3_600_000).toISOString();
    shop.api.clock.advance(DAYS_4 * 60_000);
    expect([await standing(member), await bought(member, 'd-2', { occurredAt })]).toEqual([['0 issued'], 10]);
    await shop.wait(60);
    const other = await holder('counted');
    expect([await bought(member, 'd-3', { occurredAt }), await bought(other.member, 'd-4')]).toEqual([10, 20]);
    expect([await standing(member), await standing(other.member)]).toEqual([['0 expired'], ['1 used']]);
    const without = "SELECT g.id FROM grants g WHERE g.benefit = 'counted' AND g.status IN ('issued', 'claimed', 'held', 'used') AND NOT EXISTS (SELECT 1 FROM benefit_units u WHERE u.grantId = g.id)"; // prettier-ignore
    expect(await shop.api.house.database.reader.rows(without)).toEqual([]);
  });

  it('does where it was used before, so that its unit is its own; and stays dead', async () => {
    const { member } = await holder('thrice');
    const occurredAt = new Date(shop.api.clock.now() + 3_600_000).toISOString();
    expect(await bought(member, 'd-5')).toBe(20);
    await shop.wait(DAYS_4);
    expect(await standing(member)).toEqual(['1 expired']);
    expect([await bought(member, 'd-6', { occurredAt }), await standing(member)]).toEqual([20, ['2 expired']]);
    await shop.wait(60);
    expect(await count("SELECT id FROM activities WHERE memberId = ? AND type = 'benefit.expired'", member)).toBe(1);
    await givenBack(member, 'd-5');
    await givenBack(member, 'd-6');
    expect([await standing(member), await bought(member, 'd-7', { occurredAt })]).toEqual([['0 expired'], 10]);
  });
});
