import { afterEach, describe, expect, it } from '@jest/globals';
import { buy, enrolMember, giveBack, settleDue } from '../../support/acts.js';
import {
  claim,
  freeUnits,
  grantsOf,
  hold,
  issue,
  redeem,
  release,
  reverse,
  revoke,
} from '../../support/benefit-acts.js';
import { benefitProgram, counted, coupon } from '../../support/benefit-program.js';
import type { TestHouse } from '../../support/house.js';
import { follow, openTestHouse, TEST_NOW } from '../../support/house.js';

const MINUTE = 60_000;
const DAY = 86_400_000;

describe('A benefit', () => {
  let test: TestHouse;
  afterEach(() => test.close());

  const open = async (benefits: readonly object[], rules: readonly object[] = []) => {
    test = await openTestHouse({ program: benefitProgram(benefits, rules) });
    return enrolMember(test);
  };

  it('is there in the answer to the purchase that earned it, and in the database', async () => {
    const rule = { code: 'big', name: 'big', on: 'purchase', when: 'activity.amountMinor >= 5000', grant: [{ benefit: 'five' }] };
    const memberId = await open([coupon('five')], [rule]);
    const { outcome } = await buy(test, memberId, 5_000);
    expect(outcome['benefit.issue']).toMatchObject([{ benefit: 'five', status: 'done' }]);
    expect(await grantsOf(test, memberId)).toMatchObject([{ benefit: 'five', status: 'issued', code: expect.stringMatching(/^[2-9A-Z]{16}$/) as unknown }]);
    await buy(test, memberId, 4_999);
    expect(await grantsOf(test, memberId)).toHaveLength(1);
  }); // prettier-ignore

  it('is taken back with the order that earned it, while nobody used it', async () => {
    const rule = { code: 'any', name: 'any', on: 'purchase', grant: [{ benefit: 'five', quantity: 2 }] };
    const memberId = await open([coupon('five', counted(5))], [rule]);
    await buy(test, memberId, 5_000, { orderId: 'o-1' });
    const [first] = await grantsOf(test, memberId);
    await redeem(test, memberId, first?.id ?? '');
    await giveBack(test, memberId, 2_000, 'o-1');
    expect((await grantsOf(test, memberId)).map(({ status }) => status)).toEqual(['used', 'issued']);
    await giveBack(test, memberId, 3_000, 'o-1');
    expect((await grantsOf(test, memberId)).map(({ status }) => status)).toEqual(['used', 'revoked']);
    expect(await freeUnits(test, 'five')).toBe(4);
  });

  it('that has died dies when its use is taken back or let go of, and its unit is there again', async () => {
    const memberId = await open([coupon('five', { ...counted(2), validity: { kind: 'days', days: 1 } })]);
    const [used, held] = [await claim(test, memberId, 'five'), await claim(test, memberId, 'five')];
    const useId = await redeem(test, memberId, used);
    const holdId = await hold(test, memberId, held, 43_200);
    test.clock.advance(3 * DAY);
    await settleDue(test);
    expect((await grantsOf(test, memberId)).map(({ status }) => status).sort()).toEqual(['held', 'used']);
    await reverse(test, memberId, used, useId);
    await release(test, memberId, held, holdId);
    await settleDue(test);
    expect((await grantsOf(test, memberId)).map(({ status }) => status)).toEqual(['expired', 'expired']);
    expect(await freeUnits(test, 'five')).toBe(2);
  });

  it('used on an order is there again when the order is given back', async () => {
    const memberId = await open([coupon('five')]);
    const grantId = await claim(test, memberId, 'five');
    await buy(test, memberId, 5_000, { orderId: 'o-2' });
    await redeem(test, memberId, grantId, { orderId: 'o-2' });
    await giveBack(test, memberId, 5_000, 'o-2');
    expect(await grantsOf(test, memberId)).toMatchObject([{ status: 'claimed', uses: 0 }]);
  });

  it('is held, redeemed, reversed, and used once', async () => {
    const memberId = await open([coupon('five')]);
    const grantId = await claim(test, memberId, 'five');
    const held = await hold(test, memberId, grantId);
    expect(await grantsOf(test, memberId)).toMatchObject([{ status: 'held' }]);
    await expect(redeem(test, memberId, grantId)).rejects.toMatchObject({ code: 'GRANT_HELD' });
    await release(test, memberId, grantId, held);
    const again = await hold(test, memberId, grantId);
    await redeem(test, memberId, grantId, { redemptionId: again });
    expect(await grantsOf(test, memberId)).toMatchObject([{ status: 'used', uses: 1 }]);
    await expect(redeem(test, memberId, grantId)).rejects.toMatchObject({ code: 'GRANT_ENDED' });
    await expect(redeem(test, memberId, grantId, { redemptionId: again })).rejects.toMatchObject({ code: 'HOLD_ENDED' }); // prettier-ignore
    await reverse(test, memberId, grantId, again);
    await expect(reverse(test, memberId, grantId, again)).rejects.toMatchObject({ code: 'NOT_REDEEMED' });
    expect(await grantsOf(test, memberId)).toMatchObject([{ status: 'claimed', uses: 0 }]);
  });

  it('that nobody came back for is free again when its time is over, and dies on its day', async () => {
    const memberId = await open([coupon('five', { validity: { kind: 'days', days: 2 }, ...counted(1) })]);
    const grantId = await claim(test, memberId, 'five');
    const held = await hold(test, memberId, grantId, 15);
    test.clock.advance(15 * MINUTE);
    await expect(redeem(test, memberId, grantId, { redemptionId: held })).rejects.toMatchObject({ code: 'HOLD_ENDED' });
    await settleDue(test);
    expect(await grantsOf(test, memberId)).toMatchObject([{ status: 'claimed' }]);
    test.clock.advance(2 * DAY);
    await expect(redeem(test, memberId, grantId)).rejects.toMatchObject({ code: 'GRANT_EXPIRED' });
    await settleDue(test);
    expect(await grantsOf(test, memberId)).toMatchObject([{ status: 'expired' }]);
    expect(await freeUnits(test, 'five')).toBe(1);
  });

  it('that dies while a payment holds it waits for the payment, and dies when nobody pays', async () => {
    const until = new Date(TEST_NOW + 10 * MINUTE).toISOString();
    const memberId = await open([coupon('five', { validity: { kind: 'fixed', until } })]);
    const [paid, left] = [await claim(test, memberId, 'five'), await claim(test, memberId, 'five')];
    const [toPay] = [await hold(test, memberId, paid, 30), await hold(test, memberId, left, 30)];
    test.clock.advance(11 * MINUTE);
    await settleDue(test);
    await redeem(test, memberId, paid, { redemptionId: toPay });
    test.clock.advance(20 * MINUTE);
    await settleDue(test);
    expect((await grantsOf(test, memberId)).map(({ id, status }) => [id, status]).sort()).toEqual(
      [
        [paid, 'used'],
        [left, 'expired'],
      ].sort(),
    );
  });

  it('that retires while a payment holds a part of it ends when nobody pays, and keeps nothing else from happening', async () => {
    const memberId = await open([coupon('wallet', { isPartial: true }), coupon('other', { validity: { kind: 'days', days: 1 } })]);
    const grantId = await claim(test, memberId, 'wallet');
    await claim(test, memberId, 'other');
    await hold(test, memberId, grantId, 3 * 24 * 60, { amountMinor: 100 });
    const honourUntil = new Date(TEST_NOW + 10 * MINUTE).toISOString();
    await follow(test.house, benefitProgram([coupon('wallet', { isPartial: true, status: 'retiring', honourUntil }), coupon('other')]));
    test.clock.advance(2 * DAY);
    await settleDue(test);
    expect((await grantsOf(test, memberId)).map(({ benefit, status }) => [benefit, status]).sort()).toEqual([['other', 'expired'], ['wallet', 'claimed']]);
    test.clock.advance(2 * DAY);
    await settleDue(test);
    expect((await grantsOf(test, memberId)).map(({ status }) => status)).toEqual(['expired', 'expired']);
  }); // prettier-ignore

  it('is money that may be used bit by bit', async () => {
    const memberId = await open([coupon('wallet', { isPartial: true })]);
    const grantId = await claim(test, memberId, 'wallet');
    await redeem(test, memberId, grantId, { amountMinor: 200 });
    await expect(redeem(test, memberId, grantId, { amountMinor: 301 })).rejects.toMatchObject({ code: 'VALUE_EXCEEDED' });
    await redeem(test, memberId, grantId, { amountMinor: 300 });
    expect(await grantsOf(test, memberId)).toMatchObject([{ status: 'used', usedMinor: 500 }]);
  }); // prettier-ignore

  it('goes to a member so often as its limits allow, and again in the next period', async () => {
    const memberId = await open([coupon('five', { limits: [{ max: 2, per: 'day' }, { max: 3, per: 'ever' }] })]); // prettier-ignore
    await claim(test, memberId, 'five');
    const second = await claim(test, memberId, 'five');
    await expect(claim(test, memberId, 'five')).rejects.toMatchObject({ code: 'LIMIT_REACHED' });
    test.clock.advance(DAY);
    await claim(test, memberId, 'five');
    await expect(claim(test, memberId, 'five')).rejects.toMatchObject({ code: 'LIMIT_REACHED' });
    await revoke(test, memberId, second);
    await claim(test, memberId, 'five');
  });

  it('is not for who is not eligible', async () => {
    const memberId = await open([coupon('vip', { eligibility: 'tier.rank >= 2' })]);
    await expect(issue(test, memberId, 'vip')).rejects.toMatchObject({ code: 'NOT_ELIGIBLE' });
  });

  it('that is gone is refused, replaced, owed or made up for, as its chain says', async () => {
    const chain = [{ kind: 'substitute', benefit: 'tea' }, { kind: 'compensation', benefit: 'sorry' }];
    const memberId = await open([
      coupon('cake', { ...counted(1), otherwise: chain }),
      coupon('tea', counted(1)),
      coupon('sorry'),
      coupon('none', counted(0)),
      coupon('later', { ...counted(0), otherwise: [{ kind: 'wait', days: 3 }] }),
    ]);
    for (let nth = 0; nth < 3; nth++) await issue(test, memberId, 'cake');
    expect((await grantsOf(test, memberId)).map(({ benefit, instead }) => [benefit, instead])).toEqual([['cake', null], ['tea', 'cake'], ['sorry', 'cake']]);
    await expect(issue(test, memberId, 'none')).rejects.toMatchObject({ code: 'OUT_OF_STOCK' });
    const owed = await issue(test, memberId, 'later');
    expect((await grantsOf(test, memberId)).at(-1)).toMatchObject({ id: owed, status: 'owed', code: null });
  }); // prettier-ignore

  it('of twelve is had by twelve of forty who claim at the same moment', async () => {
    await open([coupon('rare', counted(12))]);
    const members = await Promise.all(Array.from({ length: 40 }, () => enrolMember(test)));
    const ended = await Promise.allSettled(members.map((memberId) => claim(test, memberId, 'rare')));
    expect(ended.filter(({ status }) => status === 'fulfilled')).toHaveLength(12);
    const refused = ended.flatMap((each) => (each.status === 'rejected' ? [(each.reason as { code: string }).code] : []));
    expect(new Set(refused)).toEqual(new Set(['OUT_OF_STOCK']));
    expect(await freeUnits(test, 'rare')).toBe(0);
  }); // prettier-ignore
});
