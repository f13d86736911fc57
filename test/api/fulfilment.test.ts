import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { write } from '../../src/kernel/unit-of-work.js';
import { eraseAddresses } from '../../src/modules/benefits/index.js';
import { buy, giveBack, settleDue } from '../support/acts.js';
import { freeUnits, grantsOf } from '../support/benefit-acts.js';
import { benefitProgram, counted } from '../support/benefit-program.js';
import { follow } from '../support/house.js';
import { ADDRESS, HOME, PARCELS, parcelActs, SAVE, SHIP, UPDATE } from '../support/parcel-acts.js';
import { EARN, ENROL } from './documents.js';
import { BUY, CONFIRM, REFUND } from './purchases-api.js';
import type { TestApi } from './open-api.js';
import { at, openTestApi } from './open-api.js';

const DAY_MS = 86_400_000;
const delivery = { kind: 'ship', shipWithinDays: 7, eraseAddressAfterDays: 30 };
const gift = (code: string, terms: object = {}) => ({ code, kind: 'gift', name: code, isClaimable: true, delivery, ...terms }); // prettier-ignore
const TOKEN = 'mutation ($member: MemberRef!) { memberTokenIssue(member: $member) { token } }';
const MINE = 'query ($id: ID!) { node(id: $id) { ... on Grant { id status fulfilment { id status carrier trackingNumber availableActions note address { name } } } } }'; // prettier-ignore

const programOf = (waited: number) =>
  benefitProgram([
    gift('mug'),
    gift('few', counted(5)),
    gift('soon', { validity: { kind: 'days', days: 2 } }),
    gift('theirs', { brand: 'partner', brands: ['partner'] }),
    gift('priced', { price: { wallet: 'points', points: 80 }, ...counted(5) }),
    gift('theirs-priced', { brand: 'partner', brands: ['partner'], price: { wallet: 'points', points: 80 } }),
    gift('bought', { price: { wallet: 'points', points: 40 }, priceMinor: 500 }),
    gift('waited', { ...counted(waited), otherwise: [{ kind: 'wait', days: 10 }] }),
    gift('earned', counted(10)),
  ], [{ code: 'earns', name: { en: 'Earns', 'zh-CN': '赠', 'zh-TW': '贈' }, on: 'purchase', grant: [{ benefit: 'earned' }] }]); // prettier-ignore

let api: TestApi;
let host: string;
let acts: ReturnType<typeof parcelActs>;
let names = 0;

beforeAll(async () => {
  api = await openTestApi({ program: programOf(0) });
  host = await api.key(['host-admin']);
  acts = parcelActs(api, host);
});
afterAll(() => api.close());

const enrol = async (as = host) =>
  at(await acts.ask(ENROL, { input: { externalId: `ful-${(names += 1)}` } }, as), 'data.memberEnrol.member.id');
const tokenOf = async (id: string) => at(await acts.ask(TOKEN, { member: { id } }), 'data.memberTokenIssue.token');
const give = (id: string, amount: number) => acts.ask(EARN, { member: { id }, input: { wallet: 'points', amount, reason: 'gift' } }); // prettier-ignore
const exchanged = async (id: string, benefit: string) =>
  at(await acts.ask('mutation ($id: ID!, $benefit: ID!, $key: String!) { benefitExchange(member: { id: $id }, benefitId: $benefit, idempotencyKey: $key) { grant { fulfilment { id } } } }', { id, benefit }), 'data.benefitExchange.grant.fulfilment.id'); // prettier-ignore
const pointsOf = async (id: string) => {
  const answer = await acts.ask('query ($id: ID!) { member(id: $id) { balances { available wallet { code } } } }', { id }); // prettier-ignore
  return at<{ available: number; wallet: { code: string } }[]>(answer, 'data.member.balances').find(({ wallet }) => wallet.code === 'points')?.available; // prettier-ignore
};
const rows = <T>(text: string) => api.house.database.reader.rows<T>(text);
const stored = async (id: string) => {
  const [row] = await rows<{ n: number }>(`SELECT COUNT(*) AS n FROM fulfilment_addresses WHERE fulfilmentId = '${id}'`); // prettier-ignore
  return Number(row?.n);
};

describe('Something that is sent', () => {
  it('waits for an address from the moment it is granted, and is not used at a till', async () => {
    const issued = await acts.issue(await enrol());
    expect(issued.data).toMatchObject({ benefitIssue: { errors: [], grant: { status: 'ISSUED', availableActions: ['CLAIM'], fulfilment: { status: 'NEEDS_ADDRESS', hasAddress: false, shipBy: null, isOverdue: false } } } }); // prettier-ignore
    const use = 'mutation ($code: String!, $key: String!) { benefitRedeem(input: { code: $code }, idempotencyKey: $key) { errors { code } } }'; // prettier-ignore
    const code = at(issued, 'data.benefitIssue.grant.code');
    expect((await acts.ask(use, { code })).data).toMatchObject({
      benefitRedeem: { errors: [{ code: 'SENT_NOT_USED' }] },
    });
    expect((await acts.ask('query ($code: String!) { grantByCode(code: $code) { refusal { code } } }', { code })).data).toMatchObject({ grantByCode: { refusal: { code: 'SENT_NOT_USED' } } }); // prettier-ignore
  });

  it('goes from the member’s address over a carrier to its door, and the benefit is used when it is shipped', async () => {
    const member = await enrol();
    const [mine, id] = [await tokenOf(member), await acts.parcelFor(member)];
    expect((await acts.ask(SAVE, { id, address: { ...HOME, name: '  Ann Lee ' } }, mine)).data).toMatchObject({ fulfilmentAddressSave: { errors: [], fulfilment: { id, status: 'TO_SHIP', hasAddress: true, grant: { status: 'HELD' } } } }); // prettier-ignore
    expect((await acts.ask(SAVE, { id, address: { ...HOME, name: 'Bea Lee', city: ' ' } }, mine)).data).toMatchObject({ fulfilmentAddressSave: { errors: [], fulfilment: { status: 'TO_SHIP' } } }); // prettier-ignore
    expect((await acts.ask(ADDRESS, { id })).data).toEqual({ node: { id, status: 'TO_SHIP', address: { ...HOME, name: 'Bea Lee', city: null, country: 'US' } } }); // prettier-ignore
    expect((await acts.update(id, SHIP)).data).toMatchObject({ fulfilmentUpdate: { errors: [], replayed: false, results: [{ fulfilmentId: id, isUnchanged: false, errors: [], fulfilment: { status: 'SHIPPED', carrier: 'SF', trackingNumber: 'SF100', grant: { status: 'USED' } } }] } }); // prettier-ignore
    expect((await acts.ask(SAVE, { id, address: HOME }, mine)).data).toMatchObject({ fulfilmentAddressSave: { errors: [{ code: 'FULFILMENT_STATE', message: 'This cannot be done with a parcel that is shipped.' }] } }); // prettier-ignore
    expect((await acts.ask(MINE, { id: `grt${id.slice(3)}` }, mine)).data).toMatchObject({ node: { status: 'USED', fulfilment: { status: 'SHIPPED', carrier: 'SF', trackingNumber: 'SF100', availableActions: [] } } }); // prettier-ignore
    expect((await acts.update(id, { act: 'RECEIVE' })).data).toMatchObject({ fulfilmentUpdate: { results: [{ errors: [], fulfilment: { status: 'RECEIVED' } }] } }); // prettier-ignore
  });

  it('tells what is wrong with an address by its place and without its words', async () => {
    const id = await acts.parcelFor(await enrol());
    for (const [field, value] of [['name', ' '], ['phone', 'call me'], ['lines', []], ['lines', ['x'.repeat(121)]], ['country', 'USA'], ['postcode', 'x'.repeat(21)], ['name', 'a\nb']] as const) {
      const answer = await acts.ask(SAVE, { id, address: { ...HOME, [field]: value } });
      const [error] = at<{ code: string; path: string[]; message: string }[]>(answer, 'data.fulfilmentAddressSave.errors');
      expect(error).toMatchObject({ code: 'INVALID_INPUT' });
      expect(error?.path.slice(0, 2)).toEqual(['address', field]);
      expect(error?.message).not.toMatch(/call me|xxx|Ann Lee/);
    }
    expect(await stored(id)).toBe(0);
  }); // prettier-ignore

  it('does not die while it waits for the carrier, and does when nobody says where it goes', async () => {
    const [kept, left] = [
      await acts.addressed(await enrol(), 'bnf_soon'),
      await acts.parcelFor(await enrol(), 'bnf_soon'),
    ];
    api.clock.advance(3 * DAY_MS);
    await settleDue(api);
    expect((await acts.ask(ADDRESS, { id: left })).data).toMatchObject({ node: { status: 'CANCELLED' } });
    expect((await acts.update(kept, SHIP)).data).toMatchObject({ fulfilmentUpdate: { results: [{ errors: [], fulfilment: { status: 'SHIPPED', grant: { status: 'USED' } } }] } }); // prettier-ignore
    expect((await acts.ask(SAVE, { id: left, address: HOME })).data).toMatchObject({ fulfilmentAddressSave: { errors: [{ code: 'FULFILMENT_STATE' }] } }); // prettier-ignore
  });

  it('takes nothing off a basket, which says why', async () => {
    const member = await enrol();
    await acts.parcelFor(member);
    await acts.addressed(member);
    const quote = 'query ($id: ID!) { basketQuote(member: { id: $id }, basket: { lines: [{ sku: "x", priceMinor: 5000 }] }) { payable { amountMinor } refused { reason text } } }'; // prettier-ignore
    const refused = at<{ reason: string; text: string }[]>(await acts.ask(quote, { id: member }), 'data.basketQuote.refused'); // prettier-ignore
    expect(refused.filter(({ reason }) => reason === 'SENT')).toHaveLength(1);
    expect(refused.filter(({ reason }) => reason === 'KEPT')).toEqual([{ reason: 'KEPT', text: 'It is to be sent, or a time is booked with it.' }]); // prettier-ignore
  });

  it('opens when what is owed is delivered', async () => {
    const issued = await acts.issue(await enrol(), 'bnf_waited');
    expect(issued.data).toMatchObject({ benefitIssue: { grant: { status: 'OWED', fulfilment: null } } });
    await follow(api.house, programOf(1));
    await settleDue(api);
    const id = at(issued, 'data.benefitIssue.grant.id');
    expect((await acts.ask(MINE, { id })).data).toMatchObject({ node: { status: 'ISSUED', fulfilment: { status: 'NEEDS_ADDRESS' } } }); // prettier-ignore
  });
});

describe('A till', () => {
  it('neither ends the hold of a parcel nor takes back that it was shipped, which would give what is gone once more', async () => {
    const member = await enrol();
    const [waiting, shipped] = [await acts.addressed(member), await acts.addressed(member)];
    await acts.update(shipped, SHIP);
    const useOf = async (id: string) => (await rows<{ useId: string }>(`SELECT useId FROM fulfilments WHERE id = '${id}'`))[0]?.useId; // prettier-ignore
    const codesOf = async (call: string, id: string) => {
      const answer = await acts.ask(`mutation ($id: ID!, $key: String!) { told: ${call}, idempotencyKey: $key) { errors { code } } }`, { id: await useOf(id) }); // prettier-ignore
      return at<{ code: string }[]>(answer, 'data.told.errors').map(({ code }) => code);
    };
    expect(await codesOf('benefitRelease(redemptionId: $id', waiting)).toEqual(['GRANT_KEPT']);
    expect(await codesOf('benefitRedeem(redemptionId: $id', waiting)).toEqual(['GRANT_KEPT']);
    expect(await codesOf('benefitRedemptionReverse(redemptionId: $id, reason: "x"', shipped)).toEqual(['SENT_NOT_USED']); // prettier-ignore
    expect((await acts.update(waiting, { ...SHIP, trackingNumber: 'SF103' })).data).toMatchObject({ fulfilmentUpdate: { results: [{ errors: [], fulfilment: { status: 'SHIPPED', grant: { status: 'USED' } } }] } }); // prettier-ignore
  });
});

describe('An order that is given back', () => {
  it('takes along what it earned and was not shipped yet; what is on its way stays', async () => {
    const member = await enrol();
    const earned = async (orderId: string) => {
      await buy(api, member, 2_000, { orderId });
      const [{ id } = { id: '' }] = await rows<{ id: string }>(`SELECT id FROM fulfilments WHERE memberId = '${member}' ORDER BY id DESC`); // prettier-ignore
      await acts.ask(SAVE, { id, address: HOME });
      return id;
    };
    const [gone, waiting] = [await earned('back-1'), await earned('back-2')];
    await acts.update(gone, SHIP);
    const before = await freeUnits(api, 'earned');
    for (const order of ['back-1', 'back-2']) await giveBack(api, member, 2_000, order);
    expect((await acts.ask(ADDRESS, { id: waiting })).data).toMatchObject({ node: { status: 'CANCELLED' } });
    expect((await acts.ask(ADDRESS, { id: gone })).data).toMatchObject({ node: { status: 'SHIPPED' } });
    expect((await grantsOf(api, member)).map(({ status }) => status).sort()).toEqual(['revoked', 'used']);
    expect(await freeUnits(api, 'earned')).toBe(before + 1);
  });
});

describe('fulfilmentUpdate', () => {
  it('does each line by itself, and once: the same again says that it stands so', async () => {
    const [one, two] = [await acts.addressed(await enrol()), await acts.addressed(await enrol())];
    const bare = await acts.parcelFor(await enrol());
    const line = (fulfilmentId: string) => ({ fulfilmentId, ...SHIP });
    const lines = [line(one), line(bare), line('ful_00000000000000000000000000'), line(one), { fulfilmentId: two, act: 'SHIP', carrier: 'SF' }];
    const key = 'update-once';
    const first = await acts.ask(UPDATE, { lines, key });
    expect(first.data).toMatchObject({ fulfilmentUpdate: { errors: [], results: [
      { errors: [], isUnchanged: false, fulfilment: { status: 'SHIPPED' } },
      { errors: [{ code: 'FULFILMENT_STATE', path: ['lines', '1'] }], fulfilment: { status: 'NEEDS_ADDRESS' } },
      { errors: [{ code: 'NOT_FOUND', path: ['lines', '2', 'fulfilmentId'] }], fulfilment: null },
      { errors: [{ code: 'INVALID_INPUT' }] },
      { errors: [{ code: 'INVALID_INPUT', path: ['lines', '4', 'trackingNumber'] }], fulfilment: { status: 'TO_SHIP' } },
    ] } });
    const again = await acts.ask(UPDATE, { lines, key });
    expect(again.data).toMatchObject({ fulfilmentUpdate: { replayed: true, results: at<unknown[]>(first, 'data.fulfilmentUpdate.results') } });
    expect((await acts.update(one, SHIP)).data).toMatchObject({ fulfilmentUpdate: { replayed: false, results: [{ errors: [], isUnchanged: true, fulfilment: { shipments: 1 } }] } });
    expect((await acts.update(one, { ...SHIP, trackingNumber: 'SF999' })).data).toMatchObject({ fulfilmentUpdate: { results: [{ errors: [{ code: 'ALREADY_SHIPPED' }] }] } });
    expect((await acts.update(two, SHIP, { dryRun: true })).data).toMatchObject({ fulfilmentUpdate: { results: [{ errors: [] }] } });
    expect((await acts.ask(ADDRESS, { id: two })).data).toMatchObject({ node: { status: 'TO_SHIP' } });
    expect((await acts.ask(UPDATE, { lines: [] })).data).toMatchObject({ fulfilmentUpdate: { errors: [{ code: 'INVALID_INPUT', path: ['lines'] }] } });
  }); // prettier-ignore

  it('puts what came back into stock, sends it again, or gives it up, as is said', async () => {
    const before = await freeUnits(api, 'few');
    const [stock, again, lost] = [await acts.addressed(await enrol(), 'bnf_few'), await acts.addressed(await enrol(), 'bnf_few'), await acts.addressed(await enrol(), 'bnf_few')];
    const unsent = await acts.addressed(await enrol(), 'bnf_few');
    expect(await freeUnits(api, 'few')).toBe(before - 4);
    await acts.update([stock, again, lost], SHIP);
    await acts.update([stock, again, lost], { act: 'RETURN', reason: 'nobody there' });
    expect((await acts.update(stock, { act: 'RESTOCK' })).data).toMatchObject({ fulfilmentUpdate: { results: [{ errors: [{ code: 'REASON_MISSING' }] }] } });
    expect((await acts.update(stock, { act: 'RESTOCK', reason: 'as new' })).data).toMatchObject({ fulfilmentUpdate: { results: [{ errors: [], fulfilment: { status: 'CANCELLED', grant: { status: 'REVOKED' } } }] } });
    expect(await freeUnits(api, 'few')).toBe(before - 3);
    expect((await acts.update(lost, { act: 'REVOKE', reason: 'broken' })).data).toMatchObject({ fulfilmentUpdate: { results: [{ errors: [], fulfilment: { status: 'CANCELLED', grant: { status: 'REVOKED' } } }] } });
    expect(await freeUnits(api, 'few')).toBe(before - 3);
    expect((await acts.update(again, { act: 'RESEND' })).data).toMatchObject({ fulfilmentUpdate: { results: [{ errors: [], fulfilment: { status: 'TO_SHIP', carrier: null, grant: { status: 'USED' } } }] } });
    expect((await acts.update(again, { ...SHIP, trackingNumber: 'SF101' })).data).toMatchObject({ fulfilmentUpdate: { results: [{ errors: [], fulfilment: { status: 'SHIPPED', shipments: 2 } }] } });
    expect((await acts.update(unsent, { act: 'REVOKE', reason: 'not wanted' })).data).toMatchObject({ fulfilmentUpdate: { results: [{ errors: [], fulfilment: { status: 'CANCELLED', grant: { status: 'REVOKED' } } }] } });
    expect(await freeUnits(api, 'few')).toBe(before - 2);
  }); // prettier-ignore

  it('gives back the points that were paid for what is not sent', async () => {
    const member = await enrol();
    await acts.ask(EARN, { member: { id: member }, input: { wallet: 'points', amount: 100, reason: 'gift' } });
    const exchange = 'mutation ($id: ID!, $key: String!) { benefitExchange(member: { id: $id }, benefitId: "bnf_priced", idempotencyKey: $key) { grant { fulfilment { id } } errors { code } } }'; // prettier-ignore
    const id = at(await acts.ask(exchange, { id: member }), 'data.benefitExchange.grant.fulfilment.id');
    await acts.update(id, { act: 'REVOKE', reason: 'sold out' });
    const left = 'query ($id: ID!) { member(id: $id) { balances { available wallet { code } } } }';
    expect((await acts.ask(left, { id: member })).data).toMatchObject({ member: { balances: expect.arrayContaining([{ available: 100, wallet: { code: 'points' } }]) as unknown } }); // prettier-ignore
  });

  it('gives back the points of what was bought and is not sent', async () => {
    const member = await enrol();
    await give(member, 100);
    const begun = await acts.ask(BUY, { member: { id: member }, benefit: 'bnf_bought' });
    const purchase = at(begun, 'data.benefitBuy.purchase.id');
    await acts.ask(CONFIRM, { hold: purchase, payment: 'sent-1', amount: { amountMinor: 500, currency: 'USD' } });
    expect(await pointsOf(member)).toBe(60);
    await acts.update(`ful${purchase.slice(3)}`, { act: 'REVOKE', reason: 'sold out' });
    expect(await pointsOf(member)).toBe(100);
    expect((await acts.ask('query ($id: ID!) { node(id: $id) { ... on BenefitPurchase { status } } }', { id: purchase })).data).toEqual({ node: { status: 'REFUND_DUE' } }); // prettier-ignore
  });

  it('of what was bought, came back and is lost says nothing of money: the purchase stays paid until its brand gives it back', async () => {
    const member = await enrol();
    await give(member, 100);
    const purchase = at(await acts.ask(BUY, { member: { id: member }, benefit: 'bnf_bought' }), 'data.benefitBuy.purchase.id'); // prettier-ignore
    await acts.ask(CONFIRM, { hold: purchase, payment: 'lost-1', amount: { amountMinor: 500, currency: 'USD' } });
    const parcel = `ful${purchase.slice(3)}`;
    await acts.ask(SAVE, { id: parcel, address: HOME });
    await acts.update(parcel, { ...SHIP, trackingNumber: 'SF-LOST' });
    await acts.update(parcel, { act: 'RETURN' });
    await acts.update(parcel, { act: 'REVOKE', reason: 'broken' });
    const stands = async () => (await acts.ask('query ($id: ID!) { node(id: $id) { ... on BenefitPurchase { status endedAt availableActions grant { status } } } }', { id: purchase })).data; // prettier-ignore
    expect(await stands()).toEqual({ node: { status: 'PAID', endedAt: null, availableActions: ['REFUND'], grant: { status: 'REVOKED' } } }); // prettier-ignore
    expect(await pointsOf(member)).toBe(60);
    for (const code of [[], ['PURCHASE_NOT_PAID']]) {
      const refund = await acts.ask(REFUND, { id: purchase });
      expect(at<{ code: string }[]>(refund, 'data.benefitPurchaseRefund.errors').map((error) => error.code)).toEqual(code); // prettier-ignore
    }
    expect(await stands()).toMatchObject({ node: { status: 'REFUNDED', availableActions: [] } });
    expect(await pointsOf(member)).toBe(100);
  });

  it('gives back points that were paid at another brand than the one that ships, and keeps no other line out', async () => {
    const member = await enrol();
    await give(member, 100);
    const [paid, free] = [await exchanged(member, 'bnf_theirs-priced'), await acts.parcelFor(member, 'bnf_theirs')];
    const partner = await api.key(['benefits:read', 'benefits:fulfil'], 'partner');
    const done = { errors: [] };
    expect((await acts.update([paid, free], { act: 'REVOKE', reason: 'sold out' }, {}, partner)).data).toMatchObject({ fulfilmentUpdate: { errors: [], results: [done, done] } }); // prettier-ignore
    expect(await pointsOf(member)).toBe(100);
  });

  it('gives back the points of what came back, was to be sent again and is not; the unit is there as well', async () => {
    const member = await enrol();
    await give(member, 100);
    const id = await exchanged(member, 'bnf_priced');
    await acts.ask(SAVE, { id, address: HOME });
    await acts.update(id, SHIP);
    await acts.update(id, { act: 'RETURN' });
    await acts.update(id, { act: 'RESEND' });
    const before = await freeUnits(api, 'priced');
    await acts.update(id, { act: 'REVOKE', reason: 'not wanted any more' });
    expect([await pointsOf(member), await freeUnits(api, 'priced')]).toEqual([100, before + 1]);
  });

  it('at the same moment ships once, and one of two numbers stands', async () => {
    const id = await acts.addressed(await enrol());
    const answers = await Promise.all(Array.from({ length: 12 }, (_, nth) => acts.update(id, { ...SHIP, trackingNumber: `SF-${nth % 2}` }))); // prettier-ignore
    const results = answers.map((answer) => at<{ isUnchanged: boolean; errors: { code: string }[] }>(answer, 'data.fulfilmentUpdate.results.0')); // prettier-ignore
    expect(results.filter(({ isUnchanged, errors }) => !isUnchanged && errors.length === 0)).toHaveLength(1);
    expect(results.filter(({ errors }) => errors[0]?.code === 'ALREADY_SHIPPED')).toHaveLength(6);
    const [uses] = await rows<{ n: number }>(`SELECT COUNT(*) AS n FROM redemptions WHERE grantId = 'grt${id.slice(3)}'`); // prettier-ignore
    expect(Number(uses?.n)).toBe(1);
  });
});

describe('Who may know where it goes', () => {
  it('is who ships it with both scopes, and the member; a key with one of them is told which is missing', async () => {
    const id = await acts.addressed(await enrol());
    const some = await api.key(['benefits:read', 'members:pii']);
    const others = await api.key(['benefits:read', 'benefits:fulfil']);
    expect((await acts.ask(ADDRESS, { id }, some)).errors).toMatchObject([{ extensions: { code: 'FORBIDDEN', scope: 'benefits:fulfil' } }]); // prettier-ignore
    expect((await acts.ask(ADDRESS, { id }, others)).errors).toMatchObject([{ extensions: { code: 'FORBIDDEN', scope: 'members:pii' } }]); // prettier-ignore
    expect((await acts.ask(ADDRESS, { id }, others)).data).toMatchObject({
      node: { status: 'TO_SHIP', address: null },
    });
  });

  it('is not another brand, for which the parcel is not there', async () => {
    const partner = await api.key(['benefits:read', 'benefits:fulfil', 'members:pii', 'members:enrol', 'benefits:issue'], 'partner');
    const id = await acts.addressed(await enrol());
    const unknown = { errors: [{ code: 'NOT_FOUND' }] };
    expect((await acts.ask(ADDRESS, { id }, partner)).data).toEqual({ node: null });
    expect((await acts.update(id, SHIP, {}, partner)).data).toMatchObject({ fulfilmentUpdate: { results: [unknown] } });
    expect((await acts.ask(SAVE, { id, address: HOME }, partner)).data).toMatchObject({ fulfilmentAddressSave: unknown });
    expect(at(await acts.ask(PARCELS, {}, partner), 'data.fulfilments.nodes')).toEqual([]);
    const other = await tokenOf(await enrol());
    expect((await acts.ask(SAVE, { id, address: HOME }, other)).data).toMatchObject({ fulfilmentAddressSave: unknown });
    expect((await acts.ask(ADDRESS, { id }, other)).data).toEqual({ node: null });
  }); // prettier-ignore

  it('is the partner that ships its own, also to a member it is not linked to, whom it is not told otherwise', async () => {
    const partner = await api.key(['benefits:read', 'benefits:fulfil', 'members:pii', 'members:read'], 'partner');
    const id = await acts.addressed(await enrol(), 'bnf_theirs');
    expect((await acts.ask(ADDRESS, { id }, partner)).data).toMatchObject({ node: { address: { name: 'Ann Lee' } } });
    const whose = 'query ($id: ID!) { node(id: $id) { ... on Fulfilment { member { id } grant { id } } } }';
    expect((await acts.ask(whose, { id }, partner)).data).toEqual({ node: { member: null, grant: null } });
    expect((await acts.update(id, SHIP, {}, partner)).data).toMatchObject({ fulfilmentUpdate: { results: [{ errors: [], fulfilment: { status: 'SHIPPED' } }] } }); // prettier-ignore
  });

  it('leaves no trace in the journal, the outbox, the audit or kept answers', async () => {
    const id = await acts.parcelFor(await enrol());
    await acts.ask(SAVE, { id, address: { ...HOME, name: 'Zed Canary', lines: ['77 Canary Lane'], phone: '+1 415 000 7777' } });
    await acts.update(id, { ...SHIP, trackingNumber: 'TRACE77' });
    for (const table of ['activities', 'outbox', 'audit_rows', 'idempotency_keys', 'grants', 'redemptions', 'effects']) {
      const found = await rows<object>(`SELECT * FROM ${table}`).catch(() => []);
      expect(JSON.stringify(found)).not.toMatch(/Canary|000 7777|TRACE77/);
    }
  }); // prettier-ignore
});

describe('With time', () => {
  it('what is not shipped within its days is overdue, told once, and stands first', async () => {
    const late = await acts.addressed(await enrol());
    api.clock.advance(2 * DAY_MS);
    const fresh = await acts.addressed(await enrol());
    api.clock.advance(6 * DAY_MS);
    await settleDue(api);
    await settleDue(api);
    const told = await rows<{ payload: string }>("SELECT payload FROM outbox WHERE type = 'fulfilment.overdue'");
    expect(told.filter(({ payload }) => payload.includes(late))).toHaveLength(1);
    expect(told.filter(({ payload }) => payload.includes(fresh))).toHaveLength(0);
    const list = at<{ id: string; isOverdue: boolean }[]>(await acts.ask(PARCELS, { first: 100 }), 'data.fulfilments.nodes'); // prettier-ignore
    expect(list.findIndex(({ id }) => id === late)).toBeLessThan(list.findIndex(({ id }) => id === fresh));
    expect(list.find(({ id }) => id === late)).toMatchObject({ isOverdue: true });
    const overdue = at<{ id: string }[]>(await acts.ask(PARCELS, { filter: { overdue: true }, first: 100 }), 'data.fulfilments.nodes'); // prettier-ignore
    expect(overdue.map(({ id }) => id)).toContain(late);
    expect(overdue.map(({ id }) => id)).not.toContain(fresh);
    expect(await api.house.metrics.registry.metrics()).toMatch(/alarms.*fulfilment\.overdue/);
  });

  it('addresses are erased so many days after arrival, return and cancelling, and what nobody reports on, later', async () => {
    const [arrived, back, over, silent] = [await acts.addressed(await enrol()), await acts.addressed(await enrol()), await acts.addressed(await enrol()), await acts.addressed(await enrol())];
    await acts.update([arrived, back, silent], SHIP);
    await acts.update(arrived, { act: 'RECEIVE' });
    await acts.update(back, { act: 'RETURN' });
    await acts.update(over, { act: 'REVOKE', reason: 'test' });
    api.clock.advance(29 * DAY_MS);
    await settleDue(api);
    expect(await Promise.all([arrived, back, over, silent].map(stored))).toEqual([1, 1, 1, 1]);
    api.clock.advance(2 * DAY_MS);
    await settleDue(api);
    expect(await Promise.all([arrived, back, over, silent].map(stored))).toEqual([0, 0, 0, 1]);
    expect((await acts.ask(ADDRESS, { id: arrived })).data).toMatchObject({ node: { status: 'RECEIVED', address: null } });
    api.clock.advance(30 * DAY_MS);
    await settleDue(api);
    expect(await stored(silent)).toBe(0);
    expect((await acts.update(back, { act: 'RESEND' })).data).toMatchObject({ fulfilmentUpdate: { results: [{ errors: [], fulfilment: { status: 'NEEDS_ADDRESS' } }] } });
    expect((await acts.ask(SAVE, { id: back, address: HOME })).data).toMatchObject({ fulfilmentAddressSave: { errors: [], fulfilment: { status: 'TO_SHIP' } } });
    expect((await acts.update(back, { ...SHIP, trackingNumber: 'SF102' })).data).toMatchObject({ fulfilmentUpdate: { results: [{ errors: [], fulfilment: { status: 'SHIPPED' } }] } });
  }); // prettier-ignore

  it('a member that is erased leaves none, and what was not shipped waits for one again', async () => {
    const member = await enrol();
    const [out, waiting] = [await acts.addressed(member), await acts.addressed(member)];
    await acts.update(out, SHIP);
    await write(api.house, { caller: api.caller, members: [member] }, async (session) => {
      await eraseAddresses(session, [member]);
      return undefined;
    });
    expect(await Promise.all([out, waiting].map(stored))).toEqual([0, 0]);
    expect((await acts.ask(ADDRESS, { id: waiting })).data).toMatchObject({ node: { status: 'NEEDS_ADDRESS' } });
    expect((await acts.ask(SAVE, { id: waiting, address: HOME })).data).toMatchObject({ fulfilmentAddressSave: { errors: [], fulfilment: { status: 'TO_SHIP' } } }); // prettier-ignore
  });
});
