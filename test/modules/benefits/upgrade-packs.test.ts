import { afterEach, describe, expect, it } from '@jest/globals';
import { buy, enrolMember, giveBack, settleDue } from '../../support/acts.js';
import { freeUnits, grantsOf } from '../../support/benefit-acts.js';
import { benefitProgram, counted, coupon } from '../../support/benefit-program.js';
import type { TestHouse } from '../../support/house.js';
import { openTestHouse } from '../../support/house.js';

type Pack = readonly object[];

/** Silver from 100.00 on and gold from 500.00 on, with these packs. */
function packed(benefits: readonly object[], packs: Readonly<Record<string, Pack>>) {
  const program = benefitProgram(benefits);
  const ladders = program.ladders.map((ladder) => ({
    ...ladder,
    tiers: ladder.tiers.map((tier) => ({ ...tier, ...(packs[tier.code] ? { upgradePack: packs[tier.code] } : {}) })),
  }));
  return { ...program, ladders };
}

describe('A pack of benefits', () => {
  let test: TestHouse | undefined;
  afterEach(async () => {
    await test?.close();
    test = undefined;
  });

  const open = async (benefits: readonly object[], packs: Readonly<Record<string, Pack>>) => {
    test = await openTestHouse({ program: packed(benefits, packs) });
    return { house: test, memberId: await enrolMember(test) };
  };
  const namesOf = async (house: TestHouse, memberId: string) => (await grantsOf(house, memberId)).map(({ benefit }) => benefit).sort(); // prettier-ignore

  it('is there in the answer to the purchase that lifts the member, beside the points', async () => {
    const silver = [{ benefit: 'coffee', quantity: 2 }, { wallet: 'points', points: 50 }]; // prettier-ignore
    const { house, memberId } = await open([coupon('coffee')], { silver });
    const { outcome } = await buy(house, memberId, 10_000);
    expect(outcome['benefit.issue']).toMatchObject([
      { benefit: 'coffee', status: 'done' },
      { benefit: 'coffee', status: 'done' },
    ]);
    expect(await grantsOf(house, memberId)).toMatchObject([
      { benefit: 'coffee', source: 'pack', status: 'issued', orderId: null },
      { benefit: 'coffee', source: 'pack', status: 'issued', orderId: null },
    ]);
  });

  it('of a tier that was jumped over is given too, and none a second time', async () => {
    const { house, memberId } = await open([coupon('coffee'), coupon('cake')], {
      silver: [{ benefit: 'coffee' }],
      gold: [{ benefit: 'cake' }],
    });
    await buy(house, memberId, 60_000);
    expect(await namesOf(house, memberId)).toEqual(['cake', 'coffee']);
    await buy(house, memberId, 60_000);
    await settleDue(house);
    expect(await namesOf(house, memberId)).toEqual(['cake', 'coffee']);
  });

  it('stays with the tier when the order is given back, and is not given again for another', async () => {
    const { house, memberId } = await open([coupon('coffee')], { silver: [{ benefit: 'coffee' }] });
    await buy(house, memberId, 10_000, { orderId: 'o-1' });
    await giveBack(house, memberId, 10_000, 'o-1');
    await buy(house, memberId, 12_000, { orderId: 'o-2' });
    expect(await grantsOf(house, memberId)).toMatchObject([{ benefit: 'coffee', status: 'issued' }]);
  });

  it('that runs out keeps nobody from the tier, and says what became of it', async () => {
    const { house, memberId } = await open([coupon('coffee', counted(1))], {
      silver: [{ benefit: 'coffee', quantity: 2 }],
    });
    const { outcome } = await buy(house, memberId, 10_000);
    expect(outcome['tiers.change']).toMatchObject([{ from: 'base', to: 'silver' }]);
    expect(await namesOf(house, memberId)).toEqual(['coffee']);
    expect(await freeUnits(house, 'coffee')).toBe(0);
  });

  it('of a benefit that is not there is refused, with the place', async () => {
    const program = packed([coupon('coffee')], { gold: [{ wallet: 'points', points: 5 }, { benefit: 'tea' }] });
    await expect(openTestHouse({ program })).rejects.toMatchObject({
      code: 'UNKNOWN_BENEFIT',
      path: ['ladders', '0', 'tiers', '2', 'upgradePack', '1', 'benefit'],
    });
  });

  it('is either points or benefits', async () => {
    const gold = [{ wallet: 'points', points: 5, benefit: 'coffee' }];
    await expect(openTestHouse({ program: packed([coupon('coffee')], { gold }) })).rejects.toMatchObject({
      code: 'INVALID_PROGRAM',
    });
  });
});
