import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ENROL, purchase, RECORD, RECORD_MANY } from './documents.js';
import type { TestApi } from './open-api.js';
import { at, openTestApi } from './open-api.js';

let api: TestApi;
let token: string;

beforeAll(async () => {
  api = await openTestApi();
  token = await api.key(['host-admin']);
});
afterAll(() => api.close());

async function enrol(externalId: string) {
  const answer = await api.ask(ENROL, { input: { externalId }, key: externalId }, { token });
  return { id: at(answer, 'data.memberEnrol.member.id') };
}

const record = (member: object, input: object, dryRun = false) => api.ask(RECORD, { member, input, dryRun }, { token });

const counted = async (member: object) =>
  (await api.ask('query ($id: ID!) { member(id: $id) { metrics { orders } activities { totalCount } balances { available } } }', member, { token })).data; // prettier-ignore

describe('activityRecord', () => {
  it('answers everything a purchase led to: points, tier, the pack of the tier, and the member as it is now', async () => {
    const member = await enrol('whole');
    const answer = await record({ externalId: 'whole' }, { ...purchase('w-1', 12_345), occurredAt: '2026-01-15T11:30:00-05:00' }); // prettier-ignore
    expect(answer.errors).toBeUndefined();
    expect(answer.data).toEqual({
      activityRecord: {
        activity: {
          id: expect.stringMatching(/^act_/),
          type: 'purchase',
          externalId: 'w-1',
          occurredAt: '2026-01-15T16:30:00.000Z',
          amount: { amountMinor: 12_345, currency: 'USD' },
        },
        outcome: {
          points: [
            { wallet: { id: 'wal_points', unitName: 'points' }, amount: 123, availableAt: '2026-01-15T16:30:00.000Z', reason: 'rul_earn' },
            { wallet: { id: 'wal_growth', unitName: 'growth points' }, amount: 123, availableAt: '2026-01-15T16:30:00.000Z', reason: 'rul_earn' },
            { wallet: { id: 'wal_points', unitName: 'points' }, amount: 50, availableAt: '2026-01-15T16:30:00.000Z', reason: 'upgrade pack' },
          ],
          tierChange: { from: { id: 'tie_base' }, to: { id: 'tie_silver', name: 'Silver', rank: 1 } },
        },
        member: {
          ...member,
          tier: { id: 'tie_silver' },
          balances: [
            { id: `${member.id}:points`, wallet: { code: 'points' }, available: 173 },
            { id: `${member.id}:growth`, wallet: { code: 'growth' }, available: 123 },
            { id: `${member.id}:later`, wallet: { code: 'later' }, available: 0 },
          ],
        },
        errors: [],
        replayed: false,
      },
    }); // prettier-ignore
  });

  it('answers a repeat as it answered the first time and does nothing twice', async () => {
    const member = await enrol('repeat');
    const [first, second] = [await record(member, purchase('r-1', 5_000)), await record(member, purchase('r-1', 5_000))]; // prettier-ignore
    expect(second.data).toMatchObject({ activityRecord: { replayed: true, errors: [] } });
    for (const path of ['activity', 'outcome', 'member']) {
      expect(at(second, `data.activityRecord.${path}`)).toEqual(at(first, `data.activityRecord.${path}`));
    }
    expect(await counted(member)).toMatchObject({ member: { metrics: { orders: 1 } } });
  });

  it('declines another fact under an id that is used', async () => {
    const member = await enrol('reuse');
    await record(member, purchase('u-1', 5_000));
    expect((await record(member, purchase('u-1', 5_001))).data).toMatchObject({
      activityRecord: {
        activity: null,
        outcome: null,
        errors: [{ __typename: 'Declined', code: 'IDEMPOTENCY_KEY_REUSED', path: ['externalId'], nextActions: [{ kind: 'USE_NEW_KEY' }] }],
      },
    }); // prettier-ignore
  });

  it('says what would happen and keeps nothing when it is a dry run', async () => {
    const member = await enrol('dry');
    const before = await counted(member);
    const answer = await record(member, purchase('d-1', 60_000), true);
    expect(answer.data).toMatchObject({
      activityRecord: {
        activity: null,
        outcome: { tierChange: { to: { id: 'tie_gold' } } },
        member: { tier: { id: 'tie_base' } },
        errors: [],
        replayed: false,
      },
    });
    expect(await counted(member)).toEqual(before);
    expect((await record(member, purchase('d-1', 60_000))).data).toMatchObject({ activityRecord: { replayed: false } });
  });

  it('takes points back with a refund of an order', async () => {
    const member = await enrol('refund');
    await record(member, purchase('f-1', 5_000));
    const refund = { type: 'refund', externalId: 'f-1-back', refund: { orderId: 'f-1', amountMinor: 2_000 } };
    expect(at(await record(member, refund), 'data.activityRecord.outcome.points')).toMatchObject([{ amount: -20 }, { amount: -20 }]); // prettier-ignore
    const more = { ...refund, externalId: 'f-1-more', refund: { orderId: 'f-1', amountMinor: 3_001 } };
    expect((await record(member, more)).data).toMatchObject({
      activityRecord: { errors: [{ code: 'REFUND_EXCEEDS_ORDER' }] },
    });
  });

  it('declines a refund whose lines come to more than itself', async () => {
    const member = await enrol('refund lines');
    await record(member, purchase('fl-1', 5_000));
    const lines = [{ sku: 'a', amountMinor: 900 }, { sku: 'b', amountMinor: 101 }]; // prettier-ignore
    const refund = { type: 'refund', externalId: 'fl-2', refund: { orderId: 'fl-1', amountMinor: 1_000, lines } };
    expect((await record(member, refund)).data).toMatchObject({
      activityRecord: { errors: [{ code: 'INVALID_INPUT', path: ['lines'] }] },
    });
  });

  it('takes facts of a type without an input of its own as a payload', async () => {
    const member = await enrol('share');
    const share = { type: 'share', externalId: 's-1', payload: { network: 'wechat' } };
    expect((await record(member, share)).data).toMatchObject({
      activityRecord: { outcome: { points: [{ wallet: { id: 'wal_later' }, amount: 20 }] }, errors: [] },
    });
    const read = 'query ($id: ID!) { member(id: $id) { activities(types: ["share"]) { nodes { payload outcome { points { amount } } } } } }'; // prettier-ignore
    expect((await api.ask(read, member, { token })).data).toEqual({
      member: { activities: { nodes: [{ payload: { network: 'wechat' }, outcome: { points: [{ amount: 20 }] } }] } },
    });
  });
});

describe('activitiesRecord', () => {
  it('gives every line its own result, and a bad line does not lose the others', async () => {
    const member = await enrol('batch');
    const line = (input: object, whose: object = member) => ({ member: whose, input });
    const inputs = [
      line(purchase('b-1', 1_000)),
      line(purchase('b-2', -5)),
      line(purchase('b-1', 1_000)),
      line(purchase('b-3', 100), { externalId: 'nobody' }),
      line({ type: 'purchase', externalId: 'b-4', payload: {} }),
      line(purchase('b-5', 2_000), { externalId: 'batch' }),
      { input: purchase('b-6', 1) },
    ];
    const answer = await api.ask(RECORD_MANY, { inputs }, { token });
    expect(answer.data).toMatchObject({
      activitiesRecord: {
        results: [
          { activity: { id: expect.any(String) }, outcome: { points: [{ amount: 10 }, { amount: 10 }] }, errors: [], replayed: false },
          { activity: null, outcome: null, errors: [{ code: 'INVALID_AMOUNT', path: ['amountMinor'] }] },
          { outcome: { points: [{ amount: 10 }, { amount: 10 }] }, errors: [], replayed: true },
          { activity: null, errors: [{ code: 'NOT_FOUND', path: ['member'] }] },
          { activity: null, errors: [{ code: 'INVALID_INPUT', path: ['payload'] }] },
          { outcome: { points: [{ amount: 20 }, { amount: 20 }] }, errors: [], replayed: false },
          { activity: null, errors: [{ code: 'INVALID_INPUT', path: ['member'] }] },
        ],
        errors: [],
      },
    }); // prettier-ignore
    expect(await counted(member)).toMatchObject({ member: { metrics: { orders: 2 } } });
  });

  it('keeps nothing of a dry run', async () => {
    const member = await enrol('batch dry');
    const before = await counted(member);
    const answer = await api.ask(RECORD_MANY, { inputs: [{ member, input: purchase('bd-1', 10_000) }], dryRun: true }, { token }); // prettier-ignore
    expect(answer.data).toMatchObject({
      activitiesRecord: { results: [{ activity: null, outcome: { tierChange: { to: { id: 'tie_silver' } } } }] },
    });
    expect(await counted(member)).toEqual(before);
  });

  it('takes 1 to 500 lines', async () => {
    const member = await enrol('lines');
    const lines = (count: number) =>
      Array.from({ length: count }, (_, n) => ({ member, input: purchase(`l-${n}`, 1) }));
    for (const count of [0, 501]) {
      expect((await api.ask(RECORD_MANY, { inputs: lines(count) }, { token })).data).toMatchObject({
        activitiesRecord: { results: [], errors: [{ code: 'BATCH_TOO_LARGE', path: ['inputs'] }] },
      });
    }
    const whole = await api.ask(RECORD_MANY, { inputs: lines(500) }, { token });
    expect(at(whole, 'data.activitiesRecord.results')).toHaveLength(500);
    expect(await counted(member)).toMatchObject({ member: { metrics: { orders: 500 } } });
  });
});
