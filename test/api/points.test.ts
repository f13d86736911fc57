import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { EARN, ENROL, purchase, RECORD, REVERSE, SPEND } from './documents.js';
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

/** The balances of a member of whom only points are told. */
const points = (available: number) =>
  expect.arrayContaining([expect.objectContaining({ available, wallet: { code: 'points' } })]) as unknown;

const gift = (amount: number, wallet = 'points') => ({ wallet, amount, reason: 'gift' });

const move = (query: string, member: object, input: object, key: string, dryRun = false, language?: string) =>
  api.ask(query, { member, input, key, dryRun }, { token, ...(language ? { language } : {}) });

describe('pointsEarn', () => {
  it('gives points and answers the movement, what it led to, and the balances as they are now', async () => {
    const member = await enrol('earn');
    expect((await move(EARN, member, gift(40), 'earn-1')).data).toMatchObject({
      pointsEarn: {
        transfer: { id: expect.stringMatching(/^trf_/), kind: 'EARN', amount: 40, reason: 'gift', wallet: { id: 'wal_points' } },
        outcome: { points: [{ amount: 40, reason: 'gift' }] },
        member: { ...member, balances: [{ available: 40, wallet: { code: 'points' } }, { available: 0 }, { available: 0 }] },
        errors: [],
        replayed: false,
      },
    }); // prettier-ignore
  });

  it('answers a repeat with what the first request did', async () => {
    const member = await enrol('earn again');
    const [first, second] = [await move(EARN, member, gift(7), 'again'), await move(EARN, member, gift(7), 'again')];
    expect(second.data).toMatchObject({ pointsEarn: { replayed: true, errors: [], member: { balances: points(7) } } }); // prettier-ignore
    expect(at(second, 'data.pointsEarn.transfer')).toEqual(at(first, 'data.pointsEarn.transfer'));
    expect(at(second, 'data.pointsEarn.outcome')).toEqual(at(first, 'data.pointsEarn.outcome'));
  });

  it('declines another input under a key that is used, and another mutation has keys of its own', async () => {
    const member = await enrol('earn other');
    await move(EARN, member, gift(7), 'used');
    expect((await move(EARN, member, gift(8), 'used')).data).toMatchObject({
      pointsEarn: { transfer: null, errors: [{ code: 'IDEMPOTENCY_KEY_REUSED', path: ['idempotencyKey'] }] },
    });
    expect((await move(SPEND, member, gift(7), 'used')).data).toMatchObject({ pointsSpend: { errors: [] } });
  });

  it('keeps nothing of a dry run, whose key may be used again', async () => {
    const member = await enrol('earn dry');
    expect((await move(EARN, member, gift(9), 'dry', true)).data).toMatchObject({
      pointsEarn: { transfer: null, outcome: { points: [{ amount: 9 }] }, member: { balances: points(0) } },
    });
    expect((await move(EARN, member, gift(9), 'dry')).data).toMatchObject({
      pointsEarn: { replayed: false, member: { balances: points(9) } },
    });
  });

  it.each([
    ['a wallet there is none of', gift(1, 'nothing'), 'UNKNOWN_WALLET'],
    ['no points', gift(0), 'INVALID_POINTS'],
    ['fewer than no points', gift(-5), 'INVALID_POINTS'],
    ['a reason that is a novel', { ...gift(1), reason: 'x'.repeat(121) }, 'INVALID_INPUT'],
  ])('declines %s', async (what, input, code) => {
    const member = await enrol(`decline ${what}`);
    expect((await move(EARN, member, input, what)).data).toMatchObject({ pointsEarn: { transfer: null, errors: [{ code }] } }); // prettier-ignore
  });

  it('declines a key that is empty or longer than 255 characters', async () => {
    const member = await enrol('keys');
    for (const key of ['', 'k'.repeat(256)]) {
      expect((await move(EARN, member, gift(1), key)).data).toMatchObject({
        pointsEarn: { errors: [{ code: 'INVALID_INPUT', path: ['idempotencyKey'] }] },
      });
    }
  });
});

describe('pointsSpend', () => {
  it('takes points and answers the movement', async () => {
    const member = await enrol('spend');
    await move(EARN, member, gift(40), 'spend-0');
    expect((await move(SPEND, member, gift(15), 'spend-1')).data).toMatchObject({
      pointsSpend: { transfer: { kind: 'SPEND', amount: -15 }, member: { balances: points(25) }, errors: [] },
    });
  });

  it('says how many points are missing', async () => {
    const member = await enrol('poor');
    await move(EARN, member, gift(3), 'poor-0');
    expect((await move(SPEND, member, gift(10), 'poor-1')).data).toMatchObject({
      pointsSpend: {
        transfer: null,
        member: null,
        outcome: null,
        errors: [
          { __typename: 'InsufficientPoints', code: 'INSUFFICIENT_POINTS', needed: 10, available: 3, path: [], nextActions: [{ kind: 'EARN_POINTS', amount: 7 }] },
        ],
      },
    }); // prettier-ignore
  });

  it.each([
    ['zh-CN', '需要 10，当前可用 0。'],
    ['zh-CN,zh;q=0.9,en;q=0.1', '需要 10，当前可用 0。'],
    ['zh-TW', '需要 10，目前可用 0。'],
    ['zh-Hant-HK', '需要 10，目前可用 0。'],
    ['en;q=0.5, zh-TW;q=0.9', '需要 10，目前可用 0。'],
    ['en-GB', '10 are needed and 0 are available.'],
    ['fr', '10 are needed and 0 are available.'],
    [undefined, '10 are needed and 0 are available.'],
  ])('says so in the language of %s', async (language, message) => {
    const member = await enrol(`language ${language ?? 'none'}`);
    const answer = await move(SPEND, member, gift(10), 'language', false, language);
    expect(at(answer, 'data.pointsSpend.errors.0.message')).toBe(message);
  });

  it('declines points that only count towards tiers', async () => {
    const member = await enrol('growth');
    await api.ask(RECORD, { member, input: purchase('growth-1', 5_000) }, { token });
    expect((await move(SPEND, member, gift(10, 'growth'), 'growth-2')).data).toMatchObject({
      pointsSpend: { errors: [{ code: 'WALLET_NOT_SPENDABLE', path: ['wallet'] }] },
    });
  });

  it('lets a declined request be sent again with its key', async () => {
    const member = await enrol('later rich');
    expect((await move(SPEND, member, gift(5), 'rich')).data).toMatchObject({ pointsSpend: { errors: [{ code: 'INSUFFICIENT_POINTS' }] } }); // prettier-ignore
    await move(EARN, member, gift(5), 'rich-0');
    expect((await move(SPEND, member, gift(5), 'rich')).data).toMatchObject({ pointsSpend: { errors: [], replayed: false } }); // prettier-ignore
  });

  it('spends what there is once, however many ask at the same time', async () => {
    const member = await enrol('race');
    await move(EARN, member, gift(30), 'race-0');
    const answers = await Promise.all(
      Array.from({ length: 8 }, (_, n) => move(SPEND, member, gift(10), `race-${n + 1}`)),
    );
    const declined = answers.filter((answer) => at<unknown[]>(answer, 'data.pointsSpend.errors').length > 0);
    expect(declined).toHaveLength(5);
  });
});

describe('pointsReverse', () => {
  const reverse = (transferId: string, key: string, dryRun = false) => api.ask(REVERSE, { transferId, key, dryRun }, { token }); // prettier-ignore

  it('gives back what was spent, once', async () => {
    const member = await enrol('reverse');
    await move(EARN, member, gift(40), 'reverse-0');
    const spent = at(await move(SPEND, member, gift(15), 'reverse-1'), 'data.pointsSpend.transfer.id');
    expect((await reverse(spent, 'reverse-2', true)).data).toMatchObject({ pointsReverse: { transfer: null, errors: [] } }); // prettier-ignore
    expect((await reverse(spent, 'reverse-2')).data).toMatchObject({
      pointsReverse: { transfer: { kind: 'GIVE_BACK', amount: 15, reversesId: spent }, member: { ...member, balances: points(40) } },
    }); // prettier-ignore
    expect((await reverse(spent, 'reverse-2')).data).toMatchObject({ pointsReverse: { replayed: true, errors: [] } });
    expect((await reverse(spent, 'reverse-3')).data).toMatchObject({
      pointsReverse: { errors: [{ code: 'NOT_REVERSIBLE', path: ['transferId'] }] },
    });
  });

  it('takes back what was given', async () => {
    const member = await enrol('reverse gift');
    const given = at(await move(EARN, member, gift(40), 'given-0'), 'data.pointsEarn.transfer.id');
    expect((await reverse(given, 'given-1')).data).toMatchObject({
      pointsReverse: { transfer: { kind: 'TAKE_BACK', amount: -40 }, member: { balances: points(0) } },
    });
  });

  it('does not know a movement that is not there', async () => {
    expect((await reverse('trf_nothing', 'nothing')).data).toMatchObject({
      pointsReverse: { errors: [{ code: 'NOT_FOUND', path: ['transferId'] }] },
    });
  });
});
