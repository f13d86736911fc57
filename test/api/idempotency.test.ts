import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';
import type { House } from '../../src/kernel/house.js';
import { refuse } from '../../src/kernel/refusal.js';
import { write } from '../../src/kernel/unit-of-work.js';
import { openBeside } from '../support/house.js';
import type { TestProcess } from '../support/process.js';
import { startProcess } from '../support/process.js';
import { leastOf, timed } from '../support/quickest.js';
import { isOnServer } from '../support/scratch.js';
import { EARN, ENROL, purchase, RECORD } from './documents.js';
import type { Answered, TestApi } from './open-api.js';
import { ask, at, openTestApi } from './open-api.js';

const SENDS = 50;

let api: TestApi;
let other: TestProcess;
let urls: readonly string[];
let token: string;

beforeAll(async () => {
  api = await openTestApi();
  token = await api.key(['host-admin']);
  const secrets = Object.entries(api.house.secrets).map(([name, key]) => [name, (key as Buffer).toString('base64')]);
  const args = [api.databaseUrl, JSON.stringify(Object.fromEntries(secrets)), String(api.clock.now())];
  other = startProcess('support/server-process.ts', args);
  urls = [api.server.url, await other.line()];
});
afterAll(async () => {
  other.child.stdin?.end();
  await other.ended;
  await api.close();
});

/** The same request many times at once, to two processes in turn. */
function sendMany(query: string, variables: object, change: (nth: number) => object = () => ({})): Promise<Answered[]> {
  const sends = Array.from({ length: SENDS }, (_, nth) =>
    ask(urls[nth % 2] ?? '', { query, variables: { ...variables, ...change(nth) } }, { token }),
  );
  return Promise.all(sends);
}

/** Answers of one mutation without what may differ between the first and its repeats. */
const outcomesOf = (answers: readonly Answered[], mutation: string) =>
  new Set(answers.map((answer) => JSON.stringify({ ...at<object>(answer, `data.${mutation}`), replayed: null })));

const newMember = async (externalId: string) => at(await api.ask(ENROL, { input: { externalId }, key: externalId }, { token }), 'data.memberEnrol.member.id'); // prettier-ignore

const replays = (answers: readonly Answered[], mutation: string) =>
  answers.filter((answer) => at<boolean>(answer, `data.${mutation}.replayed`)).length;

describe('one key, fifty sends at once on two processes', () => {
  it('enrols one member and tells everybody of it', async () => {
    const answers = await sendMany(ENROL, { input: { externalId: 'many' }, key: 'many' });
    expect(answers.map(({ status, errors }) => [status, errors])).toEqual(Array(SENDS).fill([200, undefined]));
    expect(outcomesOf(answers, 'memberEnrol').size).toBe(1);
    expect(at(answers[0] as Answered, 'data.memberEnrol.errors')).toEqual([]);
    expect(replays(answers, 'memberEnrol')).toBe(SENDS - 1);
  });

  it('gives points once', async () => {
    const id = await newMember('gifted');
    const input = { wallet: 'points', amount: 7, reason: 'gift' };
    const answers = await sendMany(EARN, { member: { id }, input, key: 'gift' });
    expect(outcomesOf(answers, 'pointsEarn').size).toBe(1);
    expect(replays(answers, 'pointsEarn')).toBe(SENDS - 1);
    const read = 'query ($id: ID!) { member(id: $id) { balances { available wallet { code } } ledger { totalCount } } }'; // prettier-ignore
    expect((await api.ask(read, { id }, { token })).data).toMatchObject({
      member: { balances: [{ available: 7 }, { available: 0 }, { available: 0 }], ledger: { totalCount: 1 } },
    });
  });

  it('records a purchase once, whose external id is its key', async () => {
    const id = await newMember('buyer');
    const answers = await sendMany(RECORD, { member: { id }, input: purchase('bought once', 10_000) });
    expect(outcomesOf(answers, 'activityRecord').size).toBe(1);
    expect(replays(answers, 'activityRecord')).toBe(SENDS - 1);
  });

  it('does what one of two inputs says and declines the other', async () => {
    const id = await newMember('torn');
    const input = (amount: number) => ({ input: { wallet: 'points', amount, reason: 'gift' } });
    const answers = await sendMany(EARN, { member: { id }, key: 'torn' }, (nth) => input(1 + (nth % 3)));
    const codes = answers.map((answer) => at<string | undefined>(answer, 'data.pointsEarn.errors.0.code') ?? 'done');
    const done = codes.filter((code) => code === 'done').length;
    expect([16, 17]).toContain(done);
    expect(codes.filter((code) => code === 'IDEMPOTENCY_KEY_REUSED')).toHaveLength(SENDS - done);
    const read = 'query ($id: ID!) { member(id: $id) { ledger { totalCount } } }';
    expect((await api.ask(read, { id }, { token })).data).toEqual({ member: { ledger: { totalCount: 1 } } });
  });

  it('that are all declined leave the key free', async () => {
    const id = await newMember('poor');
    const spend = 'mutation ($id: ID!) { pointsSpend(member: { id: $id }, input: { wallet: "points", amount: 5, reason: "" }, idempotencyKey: "spend") { transfer { amount } errors { code } replayed } }'; // prettier-ignore
    const answers = await sendMany(spend, { id });
    expect([...outcomesOf(answers, 'pointsSpend')].map((text) => JSON.parse(text) as unknown)).toMatchObject([
      { transfer: null, errors: [{ code: 'INSUFFICIENT_POINTS' }] },
    ]);
    await api.ask(EARN, { member: { id }, input: { wallet: 'points', amount: 5, reason: '' }, key: 'before' }, { token }); // prettier-ignore
    expect((await api.ask(spend, { id }, { token })).data).toMatchObject({
      pointsSpend: { transfer: { amount: -5 }, errors: [], replayed: false },
    });
  });
});

describe('a repeat of what is still running', () => {
  const SLOW_MS = 5_000;
  let beside: House;
  beforeAll(async () => {
    beside = await openBeside(api);
  });
  afterAll(() => beside.database.close());

  const work = (key: string) => ({ caller: api.caller, members: [], once: { mutation: 'slow', key, input: {} } });
  const slowly = async (ms: number) => {
    await sleep(ms);
    return 'done';
  };

  it('waits for it and answers the same', async () => {
    const first = write(api.house, work('short'), () => slowly(300));
    await sleep(50);
    const repeats = [api.house, beside].map((house) => write(house, work('short'), () => Promise.resolve('twice')));
    expect(await first).toMatchObject({ value: 'done', isReplay: false });
    expect(await Promise.all(repeats)).toMatchObject(Array(2).fill({ value: 'done', isReplay: true }));
  });

  it('takes its place when it is declined', async () => {
    const first = write(api.house, work('declined'), async () => {
      await sleep(300);
      refuse('NOT_FOUND');
    });
    await sleep(50);
    const repeats = [api.house, api.house, beside].map((house, at) => write(house, work('declined'), () => Promise.resolve(`by ${at}`))); // prettier-ignore
    await expect(first).rejects.toMatchObject({ code: 'NOT_FOUND' });
    const answers = await Promise.all(repeats);
    expect(answers.filter(({ isReplay }) => !isReplay)).toHaveLength(1);
    expect(new Set(answers.map(({ value }) => value)).size).toBe(1);
  });

  it.each(isOnServer ? ['in the same process', 'in another process'] : ['in the same process'])(
    'is told after three seconds that it is: %s',
    async (place) => {
      const ask = async (time: number) => {
        const key = `${place} ${time}`;
        const first = write(api.house, work(key), () => slowly(SLOW_MS));
        await sleep(50);
        const took = await timed(async () => {
          const repeat = write(place.includes('another') ? beside : api.house, work(key), () =>
            Promise.resolve('twice'),
          );
          await expect(repeat).rejects.toMatchObject({ code: 'IDEMPOTENCY_IN_PROGRESS', path: ['idempotencyKey'] });
        });
        expect(took).toBeGreaterThan(2_800);
        expect((await first).value).toBe('done');
        expect(await write(beside, work(key), () => Promise.resolve('twice'))).toMatchObject({ isReplay: true });
        return took;
      };
      expect(await leastOf(3_700, ask)).toBeLessThan(3_700);
    },
  );
});
