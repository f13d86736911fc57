import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { replay } from '../../src/modules/engine/index.js';
import { buy, giveBack } from '../support/acts.js';
import { grantsOf, redeem, reverse, revoke } from '../support/benefit-acts.js';
import { counted, coupon } from '../support/benefit-program.js';
import { HOME, SAVE, SHIP, UPDATE } from '../support/parcel-acts.js';
import { REVERSE } from './documents.js';
import { at } from './open-api.js';
import type { Shop } from './purchases-api.js';
import { openShop } from './purchases-api.js';

const texts = (text: string) => ({ en: text, 'zh-CN': text, 'zh-TW': text });
const PRICE = { wallet: 'points', points: 40 };
const slots = {
  isOnline: true,
  hours: [{ weekdays: [1, 2, 3, 4, 5], from: '09:00', to: '12:00' }],
  minutes: 60,
  capacity: 3,
  aheadMaxDays: 30,
};
const BENEFITS = [
  coupon('tea'),
  { code: 'mug', kind: 'gift', name: 'Mug', delivery: { kind: 'ship' } },
  { code: 'bought-mug', kind: 'gift', name: 'Mug', isClaimable: false, price: PRICE, priceMinor: 990, ...counted(20), delivery: { kind: 'ship' } },
  coupon('both', { isClaimable: false, price: PRICE, priceMinor: 990, ...counted(20) }),
  coupon('earned'),
  coupon('rare', { ...counted(0), isClaimable: false, otherwise: [{ kind: 'wait', days: 10 }] }),
  { code: 'advice', kind: 'service', name: 'Advice', slots },
  { code: 'leaving', kind: 'service', name: 'Leaving', slots },
]; // prettier-ignore
const packages = [
  { code: 'set', kind: 'bundle', name: texts('Set'), parts: [{ benefit: 'tea', quantity: 2 }], price: PRICE },
  { code: 'promise', kind: 'bundle', name: texts('Promise'), parts: [{ benefit: 'tea' }, { benefit: 'rare' }], price: PRICE },
  { code: 'mixed', kind: 'bundle', name: texts('Mixed'), parts: [{ benefit: 'tea' }, { benefit: 'mug' }], price: PRICE },
]; // prettier-ignore
const RULES = [{ code: 'coupon', name: texts('coupon'), on: 'purchase', when: 'activity.amountMinor == 2000', grant: [{ benefit: 'earned' }] }]; // prettier-ignore

const PACKAGE = 'mutation ($id: ID!, $package: ID!, $key: String!) { told: benefitPackageExchange(member: { id: $id }, packageId: $package, idempotencyKey: $key) { packageIssue { id grants { id benefit { code } } } errors { code } } }'; // prettier-ignore
const TAKE = 'mutation ($id: ID!, $key: String!) { told: benefitPackageRevoke(packageIssueId: $id, reason: "x", idempotencyKey: $key) { used { id } errors { code } } }'; // prettier-ignore
const CAPTURE = 'mutation ($id: ID!, $amount: SafeInt, $final: Boolean!, $key: String!) { told: pointsCapture(holdId: $id, amount: $amount, isFinal: $final, idempotencyKey: $key) { errors { code } } }'; // prettier-ignore

let shop: Shop;
beforeAll(async () => {
  shop = await openShop(BENEFITS, RULES, { packages });
});
afterAll(() => shop.closeSound());

const rich = () => shop.rich();
const available = async (member: string) => (await shop.available(member)).available;
const spentBy = (member: string) => shop.spentBy(member);
const stands = async (member: string) => Object.fromEntries((await grantsOf(shop.api, member)).map(({ id, status }) => [id, status])); // prettier-ignore
const packed = async (member: string, code: string) => {
  const issue = at<{ id: string; grants: { id: string; benefit: { code: string } }[] }>(await shop.ask(PACKAGE, { id: member, package: `pkg_${code}` }), 'data.told.packageIssue'); // prettier-ignore
  return { id: issue.id, of: (benefit: string) => issue.grants.filter((each) => each.benefit.code === benefit).map(({ id }) => id) }; // prettier-ignore
};

describe('Of a package that was taken back while some of it was used', () => {
  it('what is there again goes with the points: reversing them takes it, too', async () => {
    const member = await rich();
    const issue = await packed(member, 'set');
    const [tea = '', other = ''] = issue.of('tea');
    const use = await redeem(shop.api, member, tea);
    await shop.ask(TAKE, { id: issue.id });
    await reverse(shop.api, member, tea, use);
    expect(await stands(member)).toEqual({ [tea]: 'issued', [other]: 'revoked' });
    expect(at(await shop.ask(REVERSE, { transferId: await spentBy(member) }), 'data.pointsReverse.errors')).toEqual([]);
    expect([await available(member), await stands(member)]).toEqual([100, { [tea]: 'revoked', [other]: 'revoked' }]);
  });

  it('a parcel that is not sent gives no points back while another part can be used', async () => {
    const member = await rich();
    const issue = await packed(member, 'mixed');
    const [[tea = ''], [mug = '']] = [issue.of('tea'), issue.of('mug')];
    const parcel = `ful${mug.slice(3)}`;
    await shop.ask(SAVE, { id: parcel, address: HOME });
    const use = await redeem(shop.api, member, tea);
    await shop.ask(TAKE, { id: issue.id });
    await reverse(shop.api, member, tea, use);
    await shop.ask(UPDATE, { lines: [{ fulfilmentId: parcel, act: 'REVOKE', reason: 'not wanted' }] });
    expect([await available(member), await stands(member)]).toEqual([60, { [tea]: 'issued', [mug]: 'revoked' }]);
    await revoke(shop.api, member, tea);
    expect([await available(member), await stands(member)]).toEqual([100, { [tea]: 'revoked', [mug]: 'revoked' }]);
  });
});

describe('Of a package of which a part was owed, and something else was given instead', () => {
  const SETTLE = 'mutation ($id: ID!, $key: String!) { told: obligationSettle(obligationId: $id, input: { how: INSTEAD, benefitId: "bnf_earned", reason: "sorry" }, idempotencyKey: $key) { grant { id } errors { code } } }'; // prettier-ignore
  it('the points stay paid while the member has that, whoever takes the rest back', async () => {
    const member = await rich();
    const issue = await packed(member, 'promise');
    const [owed = ''] = issue.of('rare');
    const instead = at(await shop.ask(SETTLE, { id: `obl${owed.slice(3)}` }), 'data.told.grant.id');
    expect(at(await shop.ask(TAKE, { id: issue.id }), 'data.told.errors')).toEqual([]);
    expect(await available(member)).toBe(60);
    await revoke(shop.api, member, instead);
    expect(at(await shop.ask(REVERSE, { transferId: await spentBy(member) }), 'data.pointsReverse.errors')).toEqual([]);
    expect(await available(member)).toBe(100);
  });
});

describe('An order that is given back whole', () => {
  it('takes the benefit it earned with it, also where that was used on the very order', async () => {
    const member = await shop.enrol();
    await buy(shop.api, member, 2_000, { orderId: 'own' });
    const [grant] = await grantsOf(shop.api, member);
    await redeem(shop.api, member, grant?.id ?? '', { orderId: 'own' });
    await giveBack(shop.api, member, 2_000, 'own');
    expect((await grantsOf(shop.api, member)).map(({ status }) => status)).toEqual(['revoked']);
  });
});

describe('Points a brand took by hand of the hold of a purchase', () => {
  const begun = async (amount: number | null, isFinal = false) => {
    const member = await rich();
    const id = (await shop.buy(member, 'both')).purchase?.id ?? '';
    const [held] = await shop.api.house.database.reader.rows<{ id: string }>('SELECT id FROM point_holds WHERE memberId = ?', [member]); // prettier-ignore
    expect(at(await shop.ask(CAPTURE, { id: held?.id, amount, final: isFinal }), 'data.told.errors')).toEqual([]);
    return { member, id };
  };

  it('go back when nobody pays in time, once, and are paid anew by a payment that comes late', async () => {
    const { member, id } = await begun(30);
    await shop.wait(24 * 60);
    expect(await shop.available(member)).toEqual({ available: 100, held: 0 });
    await shop.wait(24 * 60);
    expect(await available(member)).toBe(100);
    expect((await shop.confirm(id, `late-${id}`, 990)).errors).toEqual([]);
    expect(await available(member)).toBe(60);
    await shop.refund(id);
    expect(await available(member)).toBe(100);
  });

  it('go back to a member that is suspended once it takes part again, and keep no other waiting', async () => {
    const [gone, other] = [await begun(30), await begun(20)];
    await shop.ask(`mutation { memberSuspend(member: { id: "${gone.member}" }, reason: "test") { errors { code } } }`);
    await shop.wait(24 * 60);
    expect(await Promise.all([gone, other].map(({ member }) => available(member)))).toEqual([70, 100]);
    await shop.ask(
      `mutation { memberReinstate(member: { id: "${gone.member}" }, reason: "test") { errors { code } } }`,
    );
    await shop.wait(24 * 60);
    expect(await shop.available(gone.member)).toEqual({ available: 100, held: 0 });
  });

  it('go back when the purchase is let go of', async () => {
    const { member, id } = await begun(null, true);
    expect(await available(member)).toBe(60);
    expect((await shop.release(id)).errors).toEqual([]);
    expect(await shop.available(member)).toEqual({ available: 100, held: 0 });
  });
});

describe('Something that was bought and is not sent', () => {
  const STANDS = 'query ($id: ID!) { node(id: $id) { ... on BenefitPurchase { status endedAt availableActions } } }';
  const paidFor = async () => {
    const member = await rich();
    const id = (await shop.buy(member, 'bought-mug')).purchase?.id ?? '';
    await shop.confirm(id, `pay-${id}`, 990);
    return { member, id, parcel: `ful${id.slice(3)}` };
  };

  it('gives its points back at once; its money is to be given back until the brand says that it did', async () => {
    for (const lines of [
      [{ act: 'REVOKE', reason: 'sold out' }],
      [SHIP, { act: 'RETURN' }, { act: 'RESTOCK', reason: 'came back' }],
    ]) {
      const { member, id, parcel } = await paidFor();
      await shop.ask(SAVE, { id: parcel, address: HOME });
      for (const line of lines) await shop.ask(UPDATE, { lines: [{ fulfilmentId: parcel, ...line }] });
      expect(await available(member)).toBe(100);
      expect(at(await shop.ask(STANDS, { id }), 'data.node')).toMatchObject({ status: 'REFUND_DUE', availableActions: ['REFUND'] }); // prettier-ignore
      expect(await shop.refund(id)).toMatchObject({ errors: [], purchase: { status: 'REFUNDED' } });
      expect(await available(member)).toBe(100);
      expect((await shop.refund(id)).errors).toMatchObject([{ code: 'PURCHASE_NOT_PAID' }]);
    }
  });
});

describe('A benefit that retires', () => {
  it('is not booked for a time after the day until which it is honoured', async () => {
    const member = await shop.enrol();
    const issue = 'mutation ($id: ID!, $key: String!) { told: benefitIssue(member: { id: $id }, benefitId: "bnf_leaving", reason: "x", idempotencyKey: $key) { grant { id } errors { code } } }'; // prettier-ignore
    const grantId = at(await shop.ask(issue, { id: member }), 'data.told.grant.id');
    const now = shop.api.clock.now();
    const until = new Date(now + 3 * 86_400_000).toISOString();
    const retire = 'mutation ($until: DateTime!, $version: Int!, $key: String!) { told: benefitRetire(benefitId: "bnf_leaving", withoutReplacement: true, reason: "x", honourUntil: $until, expectedVersion: $version, idempotencyKey: $key) { benefit { status } errors { code message path } } }'; // prettier-ignore
    expect(await shop.ask(retire, { until, version: 1 })).toMatchObject({ data: { told: { errors: [] } } });
    const times = 'query ($from: DateTime!, $to: DateTime!) { serviceSlots(benefitId: "bnf_leaving", from: $from, to: $to) { startsAt } }'; // prettier-ignore
    const found = at<{ startsAt: string }[]>(await shop.ask(times, { from: new Date(now + 4 * 86_400_000).toISOString(), to: new Date(now + 12 * 86_400_000).toISOString() }), 'data.serviceSlots'); // prettier-ignore
    const book = 'mutation ($id: ID!, $at: DateTime!, $key: String!) { told: slotBook(grantId: $id, startsAt: $at, idempotencyKey: $key) { booking { id } errors { code } } }'; // prettier-ignore
    const soon = at<{ startsAt: string }[]>(await shop.ask(times, { from: new Date(now + 86_400_000).toISOString(), to: until }), 'data.serviceSlots'); // prettier-ignore
    const late = found.at(0)?.startsAt;
    expect(late).toBeDefined();
    expect(at(await shop.ask(book, { id: grantId, at: late }), 'data.told.errors')).toMatchObject([{ code: 'GRANT_EXPIRED' }]); // prettier-ignore
    expect(at(await shop.ask(book, { id: grantId, at: soon.at(0)?.startsAt }), 'data.told.errors')).toEqual([]);
  });

  it('stops no replay of what was done with it while it could be had', async () => {
    expect(await replay(shop.api.house)).toMatchObject({ ok: true });
  });
});

describe('What is owed', () => {
  it('is given to whoever waits next, also where the first in line is suspended', async () => {
    const members = [await shop.enrol(), await shop.enrol()];
    const issue = 'mutation ($id: ID!, $key: String!) { told: benefitIssue(member: { id: $id }, benefitId: "bnf_rare", reason: "x", idempotencyKey: $key) { grant { id } errors { code } } }'; // prettier-ignore
    for (const id of members) await shop.ask(issue, { id });
    const suspend =
      'mutation ($id: ID!) { told: memberSuspend(member: { id: $id }, reason: "fraud") { errors { code } } }';
    expect(await shop.ask(suspend, { id: members[0] })).toMatchObject({ data: { told: { errors: [] } } });
    const restock = 'mutation ($version: Int!, $key: String!) { told: benefitUpdate(benefitId: "bnf_rare", input: { stock: { kind: COUNTED, units: 1 } }, expectedVersion: $version, idempotencyKey: $key) { errors { code message path } } }'; // prettier-ignore
    expect(await shop.ask(restock, { version: 1 })).toMatchObject({ data: { told: { errors: [] } } });
    await shop.wait(1);
    const all = await Promise.all(
      members.map(async (id) => (await grantsOf(shop.api, id)).map(({ status }) => status)),
    );
    expect(all.flat().filter((status) => status === 'issued')).toHaveLength(1);
  });
});
