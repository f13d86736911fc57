import { afterEach, describe, expect, it } from '@jest/globals';
import type { Json } from '../../../src/kernel/json.js';
import type { WriteSession } from '../../../src/kernel/session.js';
import { write } from '../../../src/kernel/unit-of-work.js';
import * as benefits from '../../../src/modules/benefits/index.js';
import { balance, earn, enrolMember, freshId, settleDue } from '../../support/acts.js';
import { claim, freeUnits, grantsOf, issue, revoke } from '../../support/benefit-acts.js';
import { benefitProgram, counted, coupon } from '../../support/benefit-program.js';
import type { TestHouse } from '../../support/house.js';
import { follow, openTestHouse } from '../../support/house.js';

const DAY = 86_400_000;
const WAIT = { otherwise: [{ kind: 'wait', days: 10 }] };
const PRICED = { price: { wallet: 'points', points: 80 } };

let test: TestHouse;
afterEach(() => test.close());

const open = async (...offered: object[]) => {
  test = await openTestHouse({ program: benefitProgram(offered) });
  return enrolMember(test);
};
const stock = (units: number, terms: object = {}, ...more: object[]) =>
  follow(test.house, benefitProgram([coupon('five', { ...counted(units), ...WAIT, ...terms }), ...more]));
const rows = <Row>(text: string) => test.house.database.reader.rows<Row>(text);
const owed = () => rows<{ id: string; memberId: string; status: string; note: string | null; endedAt: number | null; owner: string | null }>('SELECT id, memberId, status, note, endedAt, owner FROM obligations ORDER BY createdAt, id'); // prettier-ignore
const letters = (type: string) => rows(`SELECT id FROM outbox WHERE type = '${type}'`);
const doing = (memberId: string, work: (session: WriteSession) => Json | Promise<Json>, key = freshId('key')) =>
  write(test.house, { caller: test.caller, members: [memberId], once: { mutation: 'test', key, input: {} } }, async (session) => work(session)); // prettier-ignore
const settle = (memberId: string, obligationId: string, how: 'deliver' | 'instead' | 'cancel', benefit: string | null = null, key?: string) => {
  const settling = { memberId, brandId: test.caller.brandId, obligationId, how, benefit, reason: 'sorry' };
  return doing(memberId, async (session) => ({ ...(await benefits.settleObligation(session, settling)) }), key);
}; // prettier-ignore
const exchange = (memberId: string, benefit: string, points: number | null, key?: string) =>
  doing(memberId, (session) => {
    const offered = benefits.offeredOf(test.house.programs.current(), benefit);
    if (!offered) throw new Error('no such benefit');
    return benefits.exchange(session, { memberId, brandId: test.caller.brandId, offered, expected: points === null ? null : { points } }); // prettier-ignore
  }, key); // prettier-ignore

describe('What is owed', () => {
  it('is given to the oldest first as soon as units are there, and lives from then on', async () => {
    const first = await open(coupon('five', { ...counted(0), ...WAIT, validity: { kind: 'days', days: 5 } }));
    await claim(test, first, 'five');
    test.clock.advance(DAY);
    const second = await enrolMember(test);
    await claim(test, second, 'five');
    test.clock.advance(6 * DAY);
    await settleDue(test);
    expect((await owed()).map(({ status }) => status)).toEqual(['open', 'open']);
    await stock(1, { validity: { kind: 'days', days: 5 } });
    await settleDue(test);
    expect((await owed()).map(({ status }) => status)).toEqual(['settled', 'open']);
    const [grant] = await grantsOf(test, first);
    expect(grant).toMatchObject({ status: 'claimed', code: expect.any(String) as unknown });
    expect(grant?.expiresAt).toBeGreaterThan(test.clock.now() + 4 * DAY);
    expect(await freeUnits(test, 'five')).toBe(0);
    await settleDue(test);
    expect(await grantsOf(test, second)).toMatchObject([{ status: 'owed' }]);
  });

  it('of a pre-sale is given from its day on, in steps as in one jump', async () => {
    const memberId = await open(coupon('five', { ...counted(0), otherwise: [{ kind: 'pre-sale', on: '2026-01-20' }] }));
    await claim(test, memberId, 'five');
    await stock(5, { otherwise: [{ kind: 'pre-sale', on: '2026-01-20' }] });
    test.clock.advance(3 * DAY);
    await settleDue(test);
    expect(await grantsOf(test, memberId)).toMatchObject([{ status: 'owed' }]);
    test.clock.advance(10 * DAY);
    await settleDue(test);
    const [{ endedAt } = { endedAt: null }] = await owed();
    expect(endedAt).toBe(Date.parse('2026-01-20T05:00:00Z')); // midnight in New York
    expect(await grantsOf(test, memberId)).toMatchObject([{ status: 'claimed' }]);
  });

  it('given back by somebody else is given on', async () => {
    const first = await open(coupon('five', { ...counted(1), ...WAIT }));
    const had = await claim(test, first, 'five');
    const second = await enrolMember(test);
    await claim(test, second, 'five');
    await revoke(test, first, had);
    await settleDue(test);
    expect(await grantsOf(test, second)).toMatchObject([{ status: 'claimed' }]);
  });

  it('beyond its time alarms once, and what is kept in time never', async () => {
    const memberId = await open(coupon('five', { ...counted(0), ...WAIT }));
    await claim(test, memberId, 'five');
    test.clock.advance(11 * DAY);
    await settleDue(test);
    await settleDue(test);
    expect(await letters('obligation.overdue')).toHaveLength(1);
    await stock(1);
    await settleDue(test);
    expect(await owed()).toMatchObject([{ status: 'settled' }]);
    expect(await letters('obligation.overdue')).toHaveLength(0);
  });

  it('is delivered by hand when there is one, refused when there is none, and once', async () => {
    const memberId = await open(coupon('five', { ...counted(0), ...WAIT }));
    const grantId = await claim(test, memberId, 'five');
    const [{ id } = { id: '' }] = await owed();
    await expect(settle(memberId, id, 'deliver')).rejects.toMatchObject({ code: 'OUT_OF_STOCK' });
    expect(await owed()).toMatchObject([{ status: 'open' }]);
    await stock(1);
    expect((await settle(memberId, id, 'deliver', null, 'once')).value).toMatchObject({ grantId });
    expect(await settle(memberId, id, 'deliver', null, 'once')).toMatchObject({ isReplay: true });
    await expect(settle(memberId, id, 'deliver')).rejects.toMatchObject({ code: 'OBLIGATION_ENDED' });
    expect(await owed()).toMatchObject([{ status: 'settled', note: 'sorry' }]);
    expect(await rows("SELECT action FROM audit_rows WHERE action = 'obligations.settled'")).toHaveLength(1);
  });

  it('is settled by something else, or cancelled with a reason', async () => {
    const memberId = await open(coupon('five', { ...counted(0), ...WAIT }), coupon('ten'));
    await claim(test, memberId, 'five');
    await claim(test, memberId, 'five');
    const [one, two] = await owed();
    await settle(memberId, one?.id ?? '', 'instead', 'ten');
    await settle(memberId, two?.id ?? '', 'cancel');
    const byBenefit = (await grantsOf(test, memberId)).map(({ benefit, status, instead }) => [benefit, status, instead]).sort(); // prettier-ignore
    expect(byBenefit).toEqual([['five', 'revoked', null], ['five', 'revoked', null], ['ten', 'issued', 'five']]); // prettier-ignore
    expect((await owed()).map(({ status }) => status).sort()).toEqual(['cancelled', 'settled']);
  });

  it('keeps its benefit from being retired', async () => {
    const memberId = await open(coupon('five', { ...counted(0), ...WAIT }));
    await claim(test, memberId, 'five');
    await expect(follow(test.house, benefitProgram([]))).rejects.toMatchObject({ code: 'BENEFIT_OWED', details: { open: 1 } }); // prettier-ignore
    await settle(memberId, (await owed())[0]?.id ?? '', 'cancel');
    await follow(test.house, benefitProgram([]));
  });
});

describe('An exchange', () => {
  it('takes points and gives the benefit at once, and once', async () => {
    const memberId = await open(coupon('five', { ...PRICED, ...counted(1) }));
    await expect(exchange(memberId, 'five', 80)).rejects.toMatchObject({ code: 'INSUFFICIENT_POINTS' });
    await earn(test, memberId, 200);
    await expect(exchange(memberId, 'five', 70)).rejects.toMatchObject({ code: 'PRICE_CHANGED', details: { points: 80 } }); // prettier-ignore
    await exchange(memberId, 'five', 80, 'once');
    expect(await exchange(memberId, 'five', 80, 'once')).toMatchObject({ isReplay: true });
    expect((await balance(test, memberId)).available).toBe(120);
    await expect(exchange(memberId, 'five', 80)).rejects.toMatchObject({ code: 'OUT_OF_STOCK' });
    expect((await balance(test, memberId)).available).toBe(120);
    expect(await grantsOf(test, memberId)).toMatchObject([{ benefit: 'five', status: 'claimed' }]);
  });

  it('gives the points back with the grant that is taken back, once', async () => {
    const memberId = await open(coupon('five', PRICED), coupon('free'));
    await earn(test, memberId, 100);
    await exchange(memberId, 'five', null);
    const [grant] = await grantsOf(test, memberId);
    await revoke(test, memberId, grant?.id ?? '');
    expect((await balance(test, memberId)).available).toBe(100);
    await expect(revoke(test, memberId, grant?.id ?? '')).rejects.toMatchObject({ code: 'GRANT_ENDED' });
    await revoke(test, memberId, await issue(test, memberId, 'free'));
    expect((await balance(test, memberId)).available).toBe(100);
  });

  it('of what there is none of buys what the chain says, and its points come back when that is cancelled', async () => {
    const memberId = await open(coupon('five', { ...PRICED, ...counted(0), ...WAIT }));
    await earn(test, memberId, 100);
    await exchange(memberId, 'five', 80);
    expect((await balance(test, memberId)).available).toBe(20);
    expect(await grantsOf(test, memberId)).toMatchObject([{ status: 'owed' }]);
    await settle(memberId, (await owed())[0]?.id ?? '', 'cancel');
    expect((await balance(test, memberId)).available).toBe(100);
  });
});
