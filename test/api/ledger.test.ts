import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { verifyLedger } from '../../src/modules/points/index.js';
import { ledgerProgram } from '../support/ledger-program.js';
import { ENROL, purchase, RECORD } from './documents.js';
import type { TestApi } from './open-api.js';
import { at, openTestApi } from './open-api.js';

const PARTS = 'errors { __typename code message path } replayed member { id balances { wallet { code } available held owed } } transfer { id kind amount reason orderId holdId } hold { id status amount captured released orderId availableActions }'; // prettier-ignore
const EARN = `mutation E($member: MemberRef!, $input: PointsInput!, $life: PointsLifeInput, $key: String!, $dryRun: Boolean) { pointsEarn(member: $member, input: $input, life: $life, idempotencyKey: $key, dryRun: $dryRun) { ${PARTS} } }`;
const SPEND = `mutation S($member: MemberRef!, $input: PointsInput!, $order: OrderPaidInput, $key: String!) { pointsSpend(member: $member, input: $input, order: $order, idempotencyKey: $key) { ${PARTS} payment { points worth { amountMinor currency } payable { amountMinor } } } }`;
const HOLD = `mutation H($member: MemberRef!, $input: PointsInput!, $order: OrderPaidInput, $minutes: Int, $key: String!, $dryRun: Boolean) { pointsHold(member: $member, input: $input, order: $order, minutes: $minutes, idempotencyKey: $key, dryRun: $dryRun) { ${PARTS} payment { points payable { amountMinor } } } }`;
const CAPTURE = `mutation C($holdId: ID!, $amount: SafeInt, $reason: String! = "captured", $key: String!) { pointsCapture(holdId: $holdId, amount: $amount, reason: $reason, idempotencyKey: $key) { ${PARTS} } }`;
const RELEASE = `mutation R($holdId: ID!, $reason: String! = "released", $key: String!) { pointsRelease(holdId: $holdId, reason: $reason, idempotencyKey: $key) { ${PARTS} } }`;
const REVERSE = `mutation V($transferId: ID!, $key: String!) { pointsReverse(transferId: $transferId, reason: "by mistake", idempotencyKey: $key) { ${PARTS} } }`;
const ADJUST = `mutation A($member: MemberRef!, $input: PointsAdjustInput!, $key: String!) { pointsAdjust(member: $member, input: $input, idempotencyKey: $key) { ${PARTS} approval { id } } }`;
const TRANSFER = `mutation T($member: MemberRef!, $to: MemberRef!, $input: PointsInput!, $key: String!) { pointsTransfer(member: $member, to: $to, input: $input, idempotencyKey: $key) { ${PARTS} } }`;
const WALLET = `mutation W($input: WalletInput!, $version: Int, $key: String!) { walletSave(input: $input, expectedVersion: $version, idempotencyKey: $key) { wallet { code unitName version caps { day } negativePolicy floor cash { points maxPercent } expiry { kind on months } noticeDays } errors { code message path } } }`;

const USABLE =
  'query U($id: String!) { member(externalId: $id) { balances { wallet { code } usableFor(amountMinor: 400) { points payable { amountMinor } } } } }';

let api: TestApi;
let host: string;
let partner: string;
let count = 0;

beforeAll(async () => {
  api = await openTestApi({ program: ledgerProgram });
  host = await api.key(['host-admin']);
  partner = await api.key(['members:read', 'members:enrol', 'points:read', 'points:earn', 'points:spend', 'points:transfer'], 'partner'); // prettier-ignore
});
afterAll(async () => {
  expect(await verifyLedger(api.house)).toMatchObject({ ok: true, differences: [] });
  await api.close();
});

const key = () => `k-${(count += 1)}`;
const points = (amount: number, wallet = 'points') => ({ wallet, amount, reason: 'test' });

/** A new member of a brand with so many points. */
async function memberWith(amount: number, token = host): Promise<{ externalId: string }> {
  const member = { externalId: `m-${(count += 1)}` };
  await api.ask(ENROL, { input: member, key: key() }, { token });
  if (amount > 0) await ask(EARN, { member, input: points(amount) }, token);
  return member;
}

/** Answers the payload of the one mutation. */
async function ask(document: string, variables: object, token = host): Promise<Payload> {
  const answer = await api.ask(document, { key: key(), ...variables }, { token });
  expect(answer.errors).toBeUndefined();
  return Object.values(answer.data as Record<string, Payload>)[0] as Payload;
}

interface Payload {
  readonly errors: readonly { code: string; message: string; path: string[] | null }[];
  readonly replayed: boolean;
  readonly [field: string]: unknown;
}

const balanceIn = (payload: Payload, wallet = 'points') =>
  (payload['member'] as { balances: { wallet: { code: string } }[] }).balances.find((each) => each.wallet.code === wallet); // prettier-ignore

describe('Holds over the API', () => {
  it('are made, captured in part and tell what is left of them', async () => {
    const member = await memberWith(100);
    const held = await ask(HOLD, { member, input: points(70), order: { orderId: 'o-1', amountMinor: 20_000 } });
    expect(held).toMatchObject({ errors: [], transfer: null, hold: { status: 'HELD', amount: 70, orderId: 'o-1' } });
    expect(held['payment']).toEqual({ points: 70, payable: { amountMinor: 19_930 } });
    expect((held['hold'] as { availableActions: string[] }).availableActions).toEqual(['CAPTURE', 'RELEASE']);
    expect(balanceIn(held)).toMatchObject({ available: 30, held: 70 });
    const { id } = held['hold'] as { id: string };
    const captured = await ask(CAPTURE, { holdId: id, amount: 50 });
    expect(captured).toMatchObject({ hold: { status: 'CAPTURED', captured: 50, released: 20, availableActions: [] }, transfer: { kind: 'SPEND', amount: -50, orderId: 'o-1', holdId: id } }); // prettier-ignore
    expect(balanceIn(captured)).toMatchObject({ available: 50, held: 0 });
    expect((await ask(RELEASE, { holdId: id })).errors).toMatchObject([{ code: 'HOLD_ENDED', path: ['holdId'] }]);
  });

  it('happen once for a key, and not at all for a dry run', async () => {
    const member = await memberWith(100);
    const tried = await ask(HOLD, { member, input: points(70), dryRun: true });
    expect(tried).toMatchObject({ errors: [], hold: null });
    const variables = { member, input: points(40), key: key() };
    const [first, second] = [await ask(HOLD, variables), await ask(HOLD, variables)];
    expect(second).toMatchObject({ replayed: true, hold: { id: (first['hold'] as { id: string }).id } });
    expect(balanceIn(second)).toMatchObject({ available: 60, held: 40 });
  });

  it('are captured and released for a reason that fits the ledger', async () => {
    const held = await ask(HOLD, { member: await memberWith(100), input: points(70) });
    const holdId = (held['hold'] as { id: string }).id;
    for (const document of [CAPTURE, RELEASE]) {
      expect((await ask(document, { holdId, reason: 'x'.repeat(121) })).errors).toMatchObject([{ code: 'INVALID_INPUT', path: ['reason'] }]); // prettier-ignore
    }
    expect((await ask(CAPTURE, { holdId, reason: '漢'.repeat(120) })).errors).toEqual([]);
  });

  it('are the same request with an order that is null and without one', async () => {
    const variables = { member: await memberWith(100), input: points(70), key: key() };
    const [first, second] = [await ask(HOLD, variables), await ask(HOLD, { ...variables, order: null })];
    expect(second).toMatchObject({ errors: [], replayed: true, hold: first['hold'] });
  });

  it('of another brand are not found, whatever is tried', async () => {
    const held = await ask(HOLD, { member: await memberWith(100), input: points(70) });
    const holdId = (held['hold'] as { id: string }).id;
    for (const document of [CAPTURE, RELEASE]) {
      expect((await ask(document, { holdId }, partner)).errors).toMatchObject([{ code: 'NOT_FOUND' }]);
      expect((await ask(document, { holdId: 'hld_01ARZ3NDEKTSV4RRFFQ69G5FAV' })).errors).toMatchObject([{ code: 'NOT_FOUND' }]); // prettier-ignore
    }
    const node = await api.ask('query N($id: ID!) { node(id: $id) { id } }', { id: holdId }, { token: partner });
    expect(at(node, 'data.node')).toBeNull();
  });
});

describe('Points plus cash', () => {
  it('pay no more of an order than the wallet lets them, and say what is left', async () => {
    const member = await memberWith(1_000);
    const order = { orderId: 'cash-1', amountMinor: 1_000 };
    expect((await ask(SPEND, { member, input: points(501), order })).errors).toMatchObject([{ code: 'TOO_MANY_POINTS_FOR_ORDER' }]); // prettier-ignore
    const paid = await ask(SPEND, { member, input: points(500), order });
    expect(paid['payment']).toEqual({ points: 500, worth: { amountMinor: 500, currency: 'USD' }, payable: { amountMinor: 500 } }); // prettier-ignore
    const usable = await api.ask(USABLE, { id: member.externalId }, { token: host });
    expect(at(usable, 'data.member.balances.0.usableFor')).toEqual({ points: 200, payable: { amountMinor: 200 } });
  });

  it('pay no more of it in several parts than at once, those that are held included', async () => {
    const member = await memberWith(1_000);
    const order = { orderId: 'cash-parts', amountMinor: 1_000 };
    await ask(HOLD, { member, input: points(200), order });
    const part = await ask(SPEND, { member, input: points(250), order });
    expect(part['payment']).toEqual({ points: 250, worth: { amountMinor: 250, currency: 'USD' }, payable: { amountMinor: 550 } }); // prettier-ignore
    for (const document of [SPEND, HOLD]) {
      const beyond = await api.ask(document, { member, input: points(51), order, key: key() }, { token: host, language: 'en' }); // prettier-ignore
      expect(Object.values(beyond.data as object)).toMatchObject([{ errors: [{ code: 'TOO_MANY_POINTS_FOR_ORDER', message: 'At most 50 points pay for this order.' }] }]); // prettier-ignore
    }
    const back = await ask(REVERSE, { transferId: (part['transfer'] as { id: string }).id });
    expect(back.errors).toEqual([]);
    expect((await ask(SPEND, { member, input: points(300), order })).errors).toEqual([]);
  });

  it('come back in proportion to what they paid but for what was reversed', async () => {
    const member = await memberWith(200);
    const order = { orderId: 'cash-reversed', amountMinor: 10_000 };
    const record = (input: object) => api.ask(RECORD, { member, input }, { token: host });
    await record(purchase('cash-reversed', 10_000));
    const [first] = [await ask(SPEND, { member, input: points(100), order }), await ask(SPEND, { member, input: points(100), order })]; // prettier-ignore
    await ask(REVERSE, { transferId: (first['transfer'] as { id: string }).id });
    const refund = { orderId: 'cash-reversed', amountMinor: 5_000, currency: 'USD' };
    const half = await record({ type: 'refund', externalId: 'cash-reversed-half', refund });
    expect(at<{ amount: number }[]>(half, 'data.activityRecord.outcome.points').map(({ amount }) => amount)).toContain(50); // prettier-ignore
    expect(at<{ code: string }[]>(half, 'data.activityRecord.errors')).toEqual([]);
  });

  it('tell a repeat what they paid, whatever points are worth by then', async () => {
    const unitName = { en: 'miles', zhCN: '里程', zhTW: '里程' };
    const worth = (minor: number, version?: number) => ({ input: { code: 'miles', unitName, cash: { points: 1, minor, maxPercent: 50 } }, version }); // prettier-ignore
    await ask(WALLET, worth(2));
    const member = await memberWith(0);
    await ask(EARN, { member, input: points(100, 'miles') });
    const variables = { member, input: points(50, 'miles'), order: { orderId: 'cash-repeat', amountMinor: 200 }, key: key() }; // prettier-ignore
    const paid = await ask(SPEND, variables);
    expect(paid['payment']).toMatchObject({ points: 50, worth: { amountMinor: 100 }, payable: { amountMinor: 100 } });
    await ask(WALLET, worth(9, 1));
    expect(await ask(SPEND, variables)).toMatchObject({ errors: [], replayed: true, payment: paid['payment'] });
  });

  it('are refused from a wallet that is not money, and for orders that cost nothing', async () => {
    const member = await memberWith(0);
    await ask(EARN, { member, input: points(100, 'claim') });
    const order = { orderId: 'cash-2', amountMinor: 1_000 };
    expect((await ask(SPEND, { member, input: points(10, 'claim'), order })).errors).toMatchObject([{ code: 'NOT_CASH' }]); // prettier-ignore
    const free = { ...order, amountMinor: 0 };
    expect((await ask(SPEND, { member, input: points(10), order: free })).errors).toMatchObject([{ code: 'INVALID_AMOUNT' }]); // prettier-ignore
    const nameless = { ...order, orderId: ' ' };
    expect((await ask(SPEND, { member, input: points(10), order: nameless })).errors).toMatchObject([{ code: 'INVALID_INPUT' }]); // prettier-ignore
  });
});

describe('Corrections and gifts', () => {
  it('are booked with a reason, by the host alone', async () => {
    const member = await memberWith(100);
    const down = await ask(ADJUST, { member, input: points(-30) });
    expect(down).toMatchObject({ errors: [], transfer: { kind: 'ADJUST', amount: -30, reason: 'test' } });
    expect((await ask(ADJUST, { member, input: { ...points(5), reason: '' } })).errors).toMatchObject([{ code: 'REASON_MISSING', path: ['reason'] }]); // prettier-ignore
    expect((await ask(ADJUST, { member, input: points(-71) })).errors).toMatchObject([{ code: 'INSUFFICIENT_POINTS' }]);
    const denied = await api.ask(ADJUST, { member, input: points(5), key: key() }, { token: partner });
    expect(at(denied, 'errors.0.extensions.code')).toBe('FORBIDDEN');
  });

  it('go from one member to another that the brand knows, and to nobody else', async () => {
    const [from, to] = [await memberWith(100, partner), await memberWith(0, partner)];
    const given = await ask(TRANSFER, { member: from, to, input: points(60) }, partner);
    expect(given).toMatchObject({ errors: [], transfer: { kind: 'TRANSFER_OUT', amount: -60 } });
    expect(balanceIn(given)).toMatchObject({ available: 40 });
    const unnamed = await ask(TRANSFER, { member: from, to: { externalId: 'nobody' }, input: points(1) }, partner);
    expect(unnamed.errors).toMatchObject([{ code: 'NOT_FOUND', path: ['to'] }]);
    const stranger = await memberWith(0);
    for (const whom of [stranger, { externalId: 'nobody' }]) {
      expect((await ask(TRANSFER, { member: from, to: whom, input: points(1) }, partner)).errors).toMatchObject([{ code: 'NOT_FOUND' }]); // prettier-ignore
    }
    expect((await ask(TRANSFER, { member: from, to: from, input: points(1) }, partner)).errors).toMatchObject([{ code: 'SAME_MEMBER' }]); // prettier-ignore
    expect((await ask(TRANSFER, { member: from, to, input: points(1, 'later') }, partner)).errors).toMatchObject([{ code: 'TRANSFER_NOT_ALLOWED' }]); // prettier-ignore
  });

  it('are refused when they would die before they live', async () => {
    const member = await memberWith(0);
    const life = { availableAt: '2027-01-01T00:00:00Z', expiresAt: '2026-12-31T00:00:00Z' };
    expect((await ask(EARN, { member, input: points(5), life })).errors).toMatchObject([{ code: 'EXPIRES_BEFORE_AVAILABLE' }]); // prettier-ignore
    const gone = { availableAt: '2020-01-01T00:00:00Z', expiresAt: '2021-01-01T00:00:00Z' };
    expect((await ask(EARN, { member, input: points(5), life: gone })).errors).toMatchObject([{ code: 'EXPIRES_BEFORE_AVAILABLE' }]); // prettier-ignore
  });

  it('are not reversed when all of it has died', async () => {
    const member = await memberWith(0);
    const life = { expiresAt: new Date(api.clock.now() + 60_000).toISOString() };
    const given = await ask(EARN, { member, input: points(5), life });
    api.clock.advance(61_000);
    const reversed = await ask(REVERSE, { transferId: (given['transfer'] as { id: string }).id });
    expect(reversed).toMatchObject({ transfer: null, errors: [{ code: 'NOT_REVERSIBLE', path: ['transferId'] }] });
  });

  it('are never so many that nobody can add them up', async () => {
    const most = Number.MAX_SAFE_INTEGER;
    for (const member of [await memberWith(0, partner), await memberWith(0, partner)]) {
      expect((await ask(EARN, { member, input: points(most) }, partner)).errors).toMatchObject([{ code: 'INVALID_POINTS' }]); // prettier-ignore
    }
    const spent = await memberWith(500, partner);
    await ask(SPEND, { member: spent, input: points(500) }, partner);
    const whole = { member: spent, input: points(1_000_000_000_000), dryRun: true };
    expect((await ask(EARN, whole, partner)).errors).toEqual([]); // what it ever earned is not to be found out so
    const books = await api.ask('{ trialBalance { total } pointsLiability(by: COHORT) { outstanding } }', {}, { token: host }); // prettier-ignore
    expect(books.errors).toBeUndefined();
  });
});

describe('Wallets over the API', () => {
  const unitName = { en: 'stars', zhCN: '星星', zhTW: '星星' };

  it('are made and changed with the version somebody has seen', async () => {
    const input = { code: 'stars', unitName, caps: { day: 50 }, negativePolicy: 'FLOOR', floor: -200, cash: { points: 10, minor: 1, maxPercent: 30 }, expiry: { kind: 'FIXED', on: '12-31' } }; // prettier-ignore
    const once = key();
    const made = await ask(WALLET, { input, key: once });
    expect(await ask(WALLET, { input: { ...input, transferPerDay: null }, version: null, key: once })).toMatchObject({ errors: [], wallet: { version: 1 } }); // prettier-ignore
    expect(made).toMatchObject({
      errors: [],
      wallet: { code: 'stars', unitName: 'stars', version: 1, caps: { day: 50 }, negativePolicy: 'FLOOR', floor: -200, expiry: { kind: 'FIXED', on: '12-31', months: null }, noticeDays: [30, 7, 1] },
    }); // prettier-ignore
    expect((await ask(WALLET, { input })).errors).toMatchObject([{ code: 'VERSION_CONFLICT' }]);
    const changed = await ask(WALLET, { input: { ...input, caps: { day: 60 }, noticeDays: [] }, version: 1 });
    expect(changed).toMatchObject({ wallet: { version: 2, caps: { day: 60 }, noticeDays: [] } });
    expect((await ask(WALLET, { input, version: 1 })).errors).toMatchObject([{ code: 'VERSION_CONFLICT' }]);
    const member = await memberWith(0);
    expect((await ask(EARN, { member, input: points(5, 'stars') })).errors).toEqual([]);
  });

  it.each([
    ['a code nobody can write', { code: 'No Code' }],
    ['a day that is none', { expiry: { kind: 'FIXED', on: '02-30' } }],
    ['no months', { expiry: { kind: 'ROLLING' } }],
    ['a floor that is none', { negativePolicy: 'FLOOR', floor: 5 }],
    ['a cap of nothing', { caps: { day: 0 } }],
    ['points that are worth more than can be counted', { cash: { points: 1, minor: 1_000_001, maxPercent: 1 } }],
    ['a share beyond the whole', { cash: { points: 1, minor: 1, maxPercent: 101 } }],
  ])('are refused with %s', async (_what, wrong) => {
    const { errors } = await ask(WALLET, { input: { code: 'wrong', unitName, ...wrong } });
    expect(errors).toMatchObject([{ code: 'INVALID_INPUT' }]);
  });
});
