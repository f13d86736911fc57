import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { benefitProgram, counted, coupon } from '../support/benefit-program.js';
import { settleDue } from '../support/acts.js';
import { follow } from '../support/house.js';
import { EARN, ENROL } from './documents.js';
import type { TestApi } from './open-api.js';
import { at, openTestApi } from './open-api.js';
import { openShop } from './purchases-api.js';

const ISSUE = `mutation ($id: ID!, $benefit: ID!, $key: String!) {
  benefitIssue(member: { id: $id }, benefitId: $benefit, reason: "test", idempotencyKey: $key) { grant { id status obligation { id kind status dueAt isOverdue } } errors { code } } }`;
const OWED =
  'query ($filter: ObligationFilter) { obligations(filter: $filter) { nodes { id status isOverdue ownerId note benefit { code } member { id } grant { status } } totalCount } }';
const SETTLE = `mutation ($id: ID!, $input: ObligationSettleInput!, $key: String!, $dryRun: Boolean = false) {
  obligationSettle(obligationId: $id, input: $input, idempotencyKey: $key, dryRun: $dryRun) {
    obligation { id status note } grant { status benefit { code } } member { id } outcome { grants { benefit { code } } } errors { code path } replayed } }`;
const ASSIGN =
  'mutation ($id: ID!, $operator: ID, $key: String!) { obligationAssign(obligationId: $id, operatorId: $operator, idempotencyKey: $key) { obligation { ownerId } errors { code path } } }';
const EXCHANGE = `mutation ($id: ID!, $benefit: ID!, $price: PriceInput, $key: String!, $dryRun: Boolean = false) {
  benefitExchange(member: { id: $id }, benefitId: $benefit, expectedPrice: $price, idempotencyKey: $key, dryRun: $dryRun) {
    grant { status source } benefit { id } member { balances { available wallet { code } } } outcome { points { amount } grants { status } }
    errors { code ... on PriceChanged { price { wallet points } } } replayed } }`;
const BULK =
  'mutation ($input: BenefitIssueBulkInput!, $key: String!) { benefitIssueBulk(input: $input, idempotencyKey: $key) { jobId members errors { code path } replayed } }';

let api: TestApi;
let token: string;
let keys = 0;

beforeAll(async () => {
  const priced = { price: { wallet: 'points', points: 80 } };
  const waiting = { ...counted(0), otherwise: [{ kind: 'wait', days: 10 }] };
  api = await openTestApi({
    program: benefitProgram([coupon('rare', waiting), coupon('other'), coupon('priced', priced)]),
  });
  token = await api.key(['host-admin']);
});
afterAll(() => api.close());

const ask = (query: string, variables: object = {}, as = token) =>
  api.ask(query, { key: `owed-${(keys += 1)}`, ...variables }, { token: as });
const enrol = async (as = token) =>
  at(await ask(ENROL, { input: { externalId: `owed-${(keys += 1)}` } }, as), 'data.memberEnrol.member.id');
const owe = async (id: string) =>
  at(await ask(ISSUE, { id, benefit: 'bnf_rare' }), 'data.benefitIssue.grant.obligation.id');

describe('A part of a card that is owed', () => {
  const named = (text: string) => ({ en: text, 'zh-CN': text, 'zh-TW': text });
  const chain = (units: number, otherwise: readonly object[], code = 'slow') => coupon(code, { ...counted(units), otherwise, validity: { kind: 'days', days: 30 } }); // prettier-ignore
  const wait = [{ kind: 'wait', days: 10 }];
  const week = 7 * 24 * 60;
  const programOf = (units: number, otherwise: readonly object[] = wait) => ({
    packages: [
      { code: 'card', kind: 'card', name: named('Card'), parts: [{ benefit: 'slow' }], cycle: { unit: 'week', count: 3 }, noticeDays: 0 },
      { code: 'set', kind: 'bundle', name: named('Set'), parts: [{ benefit: 'slow' }] },
    ],
    benefits: [chain(units, otherwise)],
  }); // prettier-ignore
  const GIVE = 'mutation ($id: ID!, $package: ID!, $key: String!) { told: benefitPackageIssue(member: { id: $id }, packageId: $package, reason: "test", idempotencyKey: $key) { packageIssue { grants { id status expiresAt obligation { status dueAt } card: packageIssue { card { cycle { until } } } } } errors { code } } }'; // prettier-ignore
  const GRANT = 'query ($id: ID!) { node(id: $id) { ... on Grant { status expiresAt obligation { status } } } }'; // prettier-ignore
  const open = async (otherwise: readonly object[] = wait) => {
    const { benefits, ...more } = programOf(0, otherwise);
    const shop = await openShop(benefits, [], more);
    const member = await shop.enrol();
    const give = async (code: string) => shop.ask(GIVE, { id: member, package: `pkg_${code}` });
    const restock = async (units: number) => {
      const { benefits: stocked, ...rest } = programOf(units, otherwise);
      await follow(shop.api.house, { ...benefitProgram(stocked), ...rest });
    };
    const standing = async (id: string) => at<object>(await shop.ask(GRANT, { id }), 'data.node');
    return { shop, give, restock, standing };
  };

  it('is good until its cycle ends, however late in it there is one, and of a bundle for as long as it always is', async () => {
    const { shop, give, restock, standing } = await open();
    const card = await give('card');
    const id = at(card, 'data.told.packageIssue.grants.0.id');
    const until = at(card, 'data.told.packageIssue.grants.0.card.card.cycle.until');
    expect(at(card, 'data.told.packageIssue.grants.0')).toMatchObject({ status: 'OWED', expiresAt: until, obligation: { status: 'OPEN', dueAt: until } }); // prettier-ignore
    const bundle = at(await give('set'), 'data.told.packageIssue.grants.0.id');
    await shop.wait(3 * 24 * 60);
    await restock(2);
    await shop.wait(0);
    expect(await standing(id)).toEqual({ status: 'ISSUED', expiresAt: until, obligation: { status: 'SETTLED' } });
    const { expiresAt } = (await standing(bundle)) as { expiresAt: string };
    expect(Date.parse(expiresAt)).toBeGreaterThan(Date.parse(until));
    await shop.close();
  });

  it('is not owed any more when its cycle has passed: what comes then is for the cycles after it', async () => {
    const { shop, give, restock, standing } = await open();
    const card = await give('card');
    const id = at(card, 'data.told.packageIssue.grants.0.id');
    const bundle = at(await give('set'), 'data.told.packageIssue.grants.0.id');
    await shop.wait(week + 24 * 60);
    expect(await standing(id)).toMatchObject({ status: 'EXPIRED', obligation: { status: 'CANCELLED' } });
    expect(await standing(bundle)).toMatchObject({ status: 'OWED' });
    const owed = await shop.count("SELECT COUNT(*) AS n FROM obligations WHERE status = 'open'");
    expect(owed).toBe(2); // that of the bundle, and that of the second cycle
    await restock(5);
    await shop.wait(0);
    expect(await standing(id)).toMatchObject({ status: 'EXPIRED' });
    expect(await shop.count("SELECT COUNT(*) AS n FROM grants WHERE status = 'issued'")).toBe(2);
    expect(await shop.count(`SELECT COUNT(*) AS n FROM activities WHERE type = 'benefit.expired'`)).toBe(1);
    await shop.close();
  });

  it('is not promised for a day after its cycle', async () => {
    const { shop, give } = await open([{ kind: 'pre-sale', on: '2026-03-01' }]);
    expect(at(await give('card'), 'data.told.errors.0.code')).toBe('OUT_OF_STOCK');
    expect(at(await give('set'), 'data.told.packageIssue.grants.0.status')).toBe('OWED');
    await shop.close();
  });
});

describe('What is owed, over the API', () => {
  it('stands with the grant and in the list, and is settled by something else', async () => {
    const member = await enrol();
    const issued = await ask(ISSUE, { id: member, benefit: 'bnf_rare' });
    expect(issued.data).toMatchObject({ benefitIssue: { errors: [], grant: { status: 'OWED', obligation: { kind: 'WAIT', status: 'OPEN', isOverdue: false } } } }); // prettier-ignore
    const id = at(issued, 'data.benefitIssue.grant.obligation.id');
    expect((await ask(OWED, { filter: { benefitIds: ['bnf_rare'] } })).data).toMatchObject({ obligations: { nodes: [{ id, member: { id: member }, benefit: { code: 'rare' }, grant: { status: 'OWED' } }], totalCount: 1 } }); // prettier-ignore
    const input = { how: 'INSTEAD', benefitId: 'bnf_other', reason: 'sorry' };
    expect((await ask(SETTLE, { id, input, dryRun: true })).data).toMatchObject({ obligationSettle: { errors: [], grant: null } }); // prettier-ignore
    expect((await ask(SETTLE, { id, input })).data).toMatchObject({ obligationSettle: { errors: [], obligation: { status: 'SETTLED', note: 'sorry' }, grant: { status: 'ISSUED', benefit: { code: 'other' } }, outcome: { grants: [{ benefit: { code: 'other' } }] } } }); // prettier-ignore
    expect((await ask(SETTLE, { id, input })).data).toMatchObject({ obligationSettle: { errors: [{ code: 'OBLIGATION_ENDED' }] } }); // prettier-ignore
  });

  it('is not there after a dry run, which tells no id of what it did not make', async () => {
    const dry = `mutation ($id: ID!, $key: String!) { benefitIssue(member: { id: $id }, benefitId: "bnf_other", reason: "test", idempotencyKey: $key, dryRun: true) {
      grant { id } outcome { grants { id status benefit { code } } } errors { code } } }`;
    const answer = await ask(dry, { id: await enrol() });
    expect(answer.data).toEqual({ benefitIssue: { grant: null, outcome: { grants: [{ id: null, status: 'ISSUED', benefit: { code: 'other' } }] }, errors: [] } }); // prettier-ignore
  });

  it('names what is missing or wrong', async () => {
    const id = await owe(await enrol());
    const errorsOf = async (input: object) => at<unknown>(await ask(SETTLE, { id, input }), 'data.obligationSettle.errors'); // prettier-ignore
    expect(await errorsOf({ how: 'INSTEAD', reason: 'x' })).toMatchObject([{ code: 'INVALID_INPUT', path: ['input', 'benefitId'] }]); // prettier-ignore
    expect(await errorsOf({ how: 'CANCEL', reason: ' ' })).toMatchObject([{ code: 'REASON_MISSING' }]);
    expect(await errorsOf({ how: 'DELIVER', reason: 'x' })).toMatchObject([{ code: 'OUT_OF_STOCK' }]);
    expect((await ask(ASSIGN, { id, operator: 'opr_00000000000000000000000000' })).data).toMatchObject({ obligationAssign: { errors: [{ code: 'NOT_FOUND', path: ['operatorId'] }] } }); // prettier-ignore
    expect((await ask(ASSIGN, { id })).data).toMatchObject({ obligationAssign: { errors: [], obligation: { ownerId: null } } }); // prettier-ignore
  });

  it('of another brand is not there for a partner', async () => {
    const partner = await api.key(['benefits:fulfil', 'benefits:read', 'members:enrol'], 'partner');
    const id = await owe(await enrol(partner));
    expect(at(await ask(OWED, {}, partner), 'data.obligations.nodes')).toEqual([]);
    const input = { how: 'CANCEL', reason: 'x' };
    expect((await ask(SETTLE, { id, input }, partner)).data).toMatchObject({ obligationSettle: { errors: [{ code: 'NOT_FOUND', path: ['obligationId'] }] } }); // prettier-ignore
    expect((await ask(OWED, {}, await api.key(['benefits:read']))).errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]); // prettier-ignore
  });
});

describe('benefitExchange', () => {
  it('tells the price of now to whoever has seen another, and takes it from whoever agrees', async () => {
    const id = await enrol();
    await ask(EARN, { member: { id }, input: { wallet: 'points', amount: 100, reason: 'gift' } });
    const [benefit, price] = ['bnf_priced', { points: 70 }];
    expect((await ask(EXCHANGE, { id, benefit, price })).data).toMatchObject({ benefitExchange: { errors: [{ code: 'PRICE_CHANGED', price: { wallet: 'points', points: 80 } }] } }); // prettier-ignore
    expect((await ask(EXCHANGE, { id, benefit, dryRun: true })).data).toMatchObject({ benefitExchange: { errors: [], grant: null, outcome: { points: [{ amount: -80 }] } } }); // prettier-ignore
    const done = await ask(EXCHANGE, { id, benefit, price: { points: 80 } });
    expect(done.data).toMatchObject({ benefitExchange: { errors: [], grant: { status: 'CLAIMED', source: 'EXCHANGE' }, benefit: { id: benefit }, member: { balances: expect.arrayContaining([{ available: 20, wallet: { code: 'points' } }]) as unknown } } }); // prettier-ignore
    expect((await ask(EXCHANGE, { id, benefit })).data).toMatchObject({ benefitExchange: { errors: [{ code: 'INSUFFICIENT_POINTS' }] } }); // prettier-ignore
    expect((await ask(EXCHANGE, { id, benefit: 'bnf_other' })).data).toMatchObject({ benefitExchange: { errors: [{ code: 'NOT_EXCHANGEABLE' }] } }); // prettier-ignore
  });
});

describe('benefitIssueBulk', () => {
  it('asks for a job that gives each one, under one name once', async () => {
    const memberIds = [await enrol(), await enrol()];
    const input = { benefitId: 'bnf_other', memberIds, reason: 'thanks', batch: 'thanks' };
    expect((await ask(BULK, { input })).data).toMatchObject({ benefitIssueBulk: { members: 2, errors: [] } });
    await settleDue(api);
    expect((await ask(BULK, { input })).data).toMatchObject({ benefitIssueBulk: { errors: [] } });
    await settleDue(api);
    const [row] = await api.house.database.reader.rows<{ n: number }>("SELECT COUNT(*) AS n FROM grants WHERE source = 'bulk'"); // prettier-ignore
    expect(row?.n).toBe(2);
    expect((await ask(BULK, { input: { ...input, segmentId: 'seg_x' } })).data).toMatchObject({ benefitIssueBulk: { errors: [{ code: 'INVALID_INPUT' }] } }); // prettier-ignore
    const partner = await api.key(['benefits:issue'], 'partner');
    expect((await ask(BULK, { input }, partner)).errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
  });
});
