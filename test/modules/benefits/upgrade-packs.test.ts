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

  it.each([[{ wallet: 'points', points: 5, benefit: 'coffee' }], [{ package: 'welcome', benefit: 'coffee' }], [{ package: 'welcome', quantity: 2 }]])('is points, benefits or a package, and one of them: %j', async (item) => {
    await expect(openTestHouse({ program: packed([coupon('coffee')], { gold: [item] }) })).rejects.toMatchObject({
      code: 'INVALID_PROGRAM',
    });
  }); // prettier-ignore
});

describe('A package in a pack', () => {
  let test: TestHouse | undefined;
  afterEach(async () => {
    await test?.close();
    test = undefined;
  });

  const bundle = (code: string, parts: readonly object[], more: object = {}) => ({ code, kind: 'bundle', name: { en: code, 'zh-CN': code, 'zh-TW': code }, parts, ...more }); // prettier-ignore
  const open = async (benefits: readonly object[], packages: readonly object[], packs: Readonly<Record<string, Pack>>) => {
    test = await openTestHouse({ program: { ...packed(benefits, packs), packages } });
    return { house: test, memberId: await enrolMember(test) };
  }; // prettier-ignore
  const issuesOf = (house: TestHouse, memberId: string) => house.house.database.reader.rows<{ package: string; source: string }>('SELECT package, source FROM package_issues WHERE memberId = ? ORDER BY package', [memberId]); // prettier-ignore
  const namesOf = async (house: TestHouse, memberId: string) => (await grantsOf(house, memberId)).map(({ benefit }) => benefit).sort(); // prettier-ignore

  it('is there whole in the answer to the purchase that lifts the member, with every tier that was gone through, and once', async () => {
    const packages = [bundle('welcome', [{ benefit: 'coffee', quantity: 2 }]), bundle('great', [{ benefit: 'cake' }, { benefit: 'coffee' }])]; // prettier-ignore
    const packs = { silver: [{ package: 'welcome' }, { wallet: 'points', points: 50 }], gold: [{ package: 'great' }] };
    const { house, memberId } = await open([coupon('coffee'), coupon('cake')], packages, packs);
    const { outcome } = await buy(house, memberId, 60_000, { orderId: 'o-1' });
    expect(outcome['benefit.package']).toMatchObject([{ package: 'welcome', grants: 2 }, { package: 'great', grants: 2 }]); // prettier-ignore
    await buy(house, memberId, 60_000);
    await giveBack(house, memberId, 60_000, 'o-1');
    await settleDue(house);
    expect(await issuesOf(house, memberId)).toEqual([{ package: 'great', source: 'pack' }, { package: 'welcome', source: 'pack' }]); // prettier-ignore
    expect(await namesOf(house, memberId)).toEqual(['cake', 'coffee', 'coffee', 'coffee']);
  });

  it('that cannot be had whole is left out and told of, and keeps nobody from the tier', async () => {
    const packages = [bundle('welcome', [{ benefit: 'coffee', quantity: 2 }]), bundle('gone', [{ benefit: 'coffee' }], { status: 'retired' })]; // prettier-ignore
    const { house, memberId } = await open([coupon('coffee', counted(1))], packages, { silver: [{ package: 'welcome' }, { package: 'gone' }] }); // prettier-ignore
    const { outcome } = await buy(house, memberId, 10_000);
    expect(outcome['tiers.change']).toMatchObject([{ to: 'silver' }]);
    expect(outcome['skipped']).toMatchObject([{ reason: 'PACKAGE_PART_MISSING coffee' }, { reason: 'PACKAGE_NOT_LIVE' }]); // prettier-ignore
    expect([await namesOf(house, memberId), await freeUnits(house, 'coffee')]).toEqual([[], 1]);
  });

  it('of a card opens its cycles from the day of the upgrade on', async () => {
    const packages = [bundle('card', [{ benefit: 'coffee' }], { kind: 'card', cycle: { unit: 'month', count: 3 } })];
    const { house, memberId } = await open([coupon('coffee')], packages, { silver: [{ package: 'card' }] });
    await buy(house, memberId, 10_000);
    house.clock.advance(40 * 86_400_000);
    await settleDue(house);
    expect((await grantsOf(house, memberId)).map(({ status }) => status)).toEqual(['expired', 'issued']);
  });

  it('that is not there is refused, with the place', async () => {
    const gold = [{ wallet: 'points', points: 5 }, { package: 'welcome' }];
    await expect(open([coupon('coffee')], [], { gold })).rejects.toMatchObject({
      code: 'UNKNOWN_PACKAGE',
      path: ['ladders', '0', 'tiers', '2', 'upgradePack', '1', 'package'],
    });
  });
});
