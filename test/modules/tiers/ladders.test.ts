import { afterEach, describe, expect, it } from '@jest/globals';
import { write } from '../../../src/kernel/unit-of-work.js';
import { applyProgram } from '../../../src/modules/engine/index.js';
import { buy, earn, enrolMember } from '../../support/acts.js';
import type { TestHouse } from '../../support/house.js';
import { openTestHouse } from '../../support/house.js';
import { standingOf } from '../../support/tier-acts.js';
import { tier, tierProgram } from '../../support/tier-program.js';

let test: TestHouse;
afterEach(() => test.close());

const name = { en: 'Club', 'zh-CN': '俱乐部', 'zh-TW': '俱樂部' };
const A_YEAR = { validity: { kind: 'months', months: 12 } };
const spend = (atLeast: number, days = 365) => ({ measure: 'spend', atLeast, days });

describe('Several ladders', () => {
  it('are climbed each by its own rules, in one answer', async () => {
    const club = { code: 'club', name, tiers: [tier('guest', 0), tier('friend', 1, { entry: { measure: 'points', wallet: 'growth', atLeast: 50 } })] }; // prettier-ignore
    test = await openTestHouse({ program: tierProgram({ otherLadders: [club] }) });
    const memberId = await enrolMember(test);
    const { outcome } = await buy(test, memberId, 10_000);
    expect(outcome['tiers.change']).toMatchObject([
      { ladder: 'main', to: 'silver' },
      { ladder: 'club', to: 'friend' },
    ]);
    const other = await enrolMember(test);
    await earn(test, other, 50, 'growth');
    expect([await standingOf(test, other), await standingOf(test, other, 'club')]).toMatchObject([undefined, { tier: 'friend' }]); // prettier-ignore
  });
});

describe('A ladder that nobody could climb', () => {
  it.each([
    ['a rank is left out', { more: [tier('jade', 4, { entry: spend(90_000) })] }, 'ladders.0.tiers.3.rank'],
    ['two tiers have one rank', { more: [tier('jade', 2, { entry: spend(90_000) })] }, 'ladders.0.tiers.3.rank'],
    ['two tiers take the same', { gold: { entry: spend(10_000) } }, 'ladders.0.tiers.2.entry.atLeast'],
    ['a higher tier takes less', { gold: { entry: spend(9_000) } }, 'ladders.0.tiers.2.entry.atLeast'],
    ['a higher tier takes less over other days', { gold: { entry: spend(9_999, 364) } }, 'ladders.0.tiers.2.entry.atLeast'],
    ['a higher tier takes next to nothing ever', { gold: { entry: { measure: 'spend', atLeast: 1 } } }, 'ladders.0.tiers.2.entry.atLeast'],
    ['a higher tier takes less in a year', { gold: { entry: { measure: 'spend', atLeast: 9_999, year: 'calendar' } } }, 'ladders.0.tiers.2.entry.atLeast'],
    ['a higher tier takes as much over more days', { gold: { entry: spend(10_000, 366) } }, 'ladders.0.tiers.2.entry.atLeast'],
    ['a higher tier takes as much ever', { gold: { entry: { measure: 'spend', atLeast: 10_000 } } }, 'ladders.0.tiers.2.entry.atLeast'],
    ['a higher tier takes as much over days that hold the year', { silver: { entry: { measure: 'spend', atLeast: 10_000, year: 'membership' } }, gold: { entry: spend(10_000, 366) } }, 'ladders.0.tiers.2.entry.atLeast'],
    ['the third takes less than the first, whatever is between', { gold: { entry: { measure: 'orders', atLeast: 5 } }, more: [tier('jade', 3, { entry: spend(9_000, 30) })] }, 'ladders.0.tiers.3.entry.atLeast'],
    ['more is needed to keep than to reach', { gold: { ...A_YEAR, keep: spend(50_001) } }, 'ladders.0.tiers.2.keep'],
    ['as much is needed to keep in less time', { gold: { ...A_YEAR, keep: spend(50_000, 364) } }, 'ladders.0.tiers.2.keep'], // prettier-ignore
    ['a tier has no rule and is not by invitation', { gold: { entry: null } }, 'ladders.0.tiers.2.entry'],
    ['a tier by invitation has a rule', { gold: { invitedOnly: true } }, 'ladders.0.tiers.2.entry'],
    ['a keep rule that is never asked', { gold: { keep: spend(1) } }, 'ladders.0.tiers.2.keep'],
    ['a window is days and a year', { gold: { entry: { ...spend(50_000), year: 'calendar' } } }, 'ladders.0.tiers.2.entry'],
    ['a wallet that is not there', { gold: { entry: { measure: 'points', wallet: 'miles', atLeast: 1 } } }, 'ladders.0.tiers.2.entry.wallet'],
    ['a multiplied wallet that is not there', { gold: { multiplier: { numerator: 2, denominator: 1, wallets: ['miles'] } } }, 'ladders.0.tiers.2.multiplier.wallets.0'],
    ['a name nobody knows in a condition', { gold: { entry: { when: 'metrics.odrers > 1' } } }, 'ladders.0.tiers.2.entry.when'],
    ['a condition over one activity', { gold: { ...A_YEAR, keep: { when: 'activity.amountMinor > 1' } } }, 'ladders.0.tiers.2.keep.when'],
    ['an unknown policy', { gold: { downgrade: 'gently' } }, 'ladders.0.tiers.2.downgrade'],
  ])('is refused with the place: %s', async (_what, wanted, place) => {
    test = await openTestHouse();
    const before = test.house.programs.current().hash;
    const applying = write(test.house, { caller: test.caller, members: [] }, async (session) => {
      await applyProgram(session, tierProgram(wanted));
      return undefined;
    });
    await expect(applying).rejects.toMatchObject({ path: place.split('.') });
    expect((await test.house.programs.reload(test.house.database.reader)).hash).toBe(before);
  }); // prettier-ignore

  it.each([
    ['as much in less time', { gold: { entry: spend(10_000, 30) } }],
    ['as much in a year as in so many days, of which neither holds the other', { gold: { entry: { measure: 'spend', atLeast: 10_000, year: 'calendar' } } }],
    ['more in less time', { gold: { entry: spend(10_001, 30) } }],
    ['less of something else', { gold: { entry: { measure: 'orders', atLeast: 1 } } }],
  ])('is none where a higher tier takes %s', async (_what, wanted) => {
    test = await openTestHouse({ program: tierProgram(wanted) });
    expect(test.house.programs.current().hash).toBeTruthy();
  }); // prettier-ignore
});
