import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { DAY_MS } from '../../../src/kernel/calendar.js';
import type { House } from '../../../src/kernel/house.js';
import { recalculateTiers } from '../../../src/modules/tiers/index.js';
import { act, balance, buy, enrolMember, settleDue, tierOf } from '../../support/acts.js';
import type { TestHouse } from '../../support/house.js';
import { follow, openTestHouse } from '../../support/house.js';
import { movesOf, setTier, standingOf } from '../../support/tier-acts.js';
import { tierProgram } from '../../support/tier-program.js';

const spend = (atLeast: number) => ({ measure: 'spend', atLeast, days: 365 });
const A_YEAR = { validity: { kind: 'months', months: 12 } };

let test: TestHouse;
let member: Record<'low' | 'silver' | 'gold' | 'held', string>;
beforeEach(async () => {
  test = await openTestHouse();
  member = { low: '', silver: '', gold: '', held: '' };
  for (const [name, amount] of [['low', 8_000], ['silver', 20_000], ['gold', 50_000], ['held', 8_000]] as const) {
    member[name] = await enrolMember(test);
    await buy(test, member[name], amount);
  } // prettier-ignore
  await setTier(test, member.held, 'gold', { days: null });
  test.clock.advance(DAY_MS);
});
afterEach(() => test.close());

const tiers = async () => Object.fromEntries(await Promise.all(Object.entries(member).map(async ([name, id]) => [name, await tierOf(test, id)]))) as object; // prettier-ignore
const recalculate = (isStrict = false, house: House = test.house) => recalculateTiers(house, { isStrict });
const dump = () => test.house.database.reader.rows('SELECT * FROM tier_standings ORDER BY memberId, ladder');

describe('After a ladder was changed', () => {
  it('who meets more rises with the pack of its tier; a second time nothing changes', async () => {
    await follow(test.house, tierProgram({ silver: { entry: spend(5_000) }, gold: { entry: spend(20_000) } }));
    expect(await recalculate()).toEqual({ members: 4, moved: 2, isResumed: false });
    expect(await tiers()).toEqual({ low: 'silver', silver: 'gold', gold: 'gold', held: 'gold' });
    expect((await balance(test, member.low)).available).toBe(80 + 50);
    const before = await dump();
    test.clock.advance(DAY_MS);
    expect(await recalculate()).toEqual({ members: 4, moved: 0, isResumed: false });
    expect(await dump()).toEqual(before);
  });

  it('nobody loses a tier before its validity ends, which begins with the recalculation', async () => {
    const harder = { silver: { entry: spend(30_000), ...A_YEAR }, gold: { entry: spend(90_000), ...A_YEAR } };
    await follow(test.house, tierProgram(harder));
    expect(await recalculate()).toMatchObject({ moved: 0 });
    expect(await tiers()).toEqual({ low: undefined, silver: 'silver', gold: 'gold', held: 'gold' });
    const before = await dump();
    expect(await recalculate()).toMatchObject({ moved: 0 });
    expect(await dump()).toEqual(before);
    const { validUntil } = (await standingOf(test, member.silver)) ?? {};
    test.clock.advance((validUntil as number) - test.clock.now());
    await settleDue(test);
    expect(await tiers()).toEqual({ low: undefined, silver: 'base', gold: 'silver', held: 'gold' });
  });

  it('strictly, who does not keep its tier falls at once by its policy, and once', async () => {
    const harder = { silver: { entry: spend(30_000) }, gold: { entry: spend(90_000), downgrade: 'one-step' } };
    await follow(test.house, tierProgram(harder));
    test.clock.advance(DAY_MS);
    expect(await recalculate(true)).toMatchObject({ moved: 2 });
    expect(await tiers()).toEqual({ low: undefined, silver: 'base', gold: 'silver', held: 'gold' });
    const before = await dump();
    test.clock.advance(DAY_MS);
    expect(await recalculate(true)).toMatchObject({ moved: 0 });
    expect(await dump()).toEqual(before);
  });

  it('goes on where it was stopped', async () => {
    for (let more = 0; more < 310; more++) await enrolMember(test);
    await follow(test.house, tierProgram({ silver: { entry: spend(5_000) } }));
    const stop = new AbortController();
    const stopped = await recalculateTiers(test.house, { isStrict: false, signal: stop.signal, onProgress: () => stop.abort() }); // prettier-ignore
    expect(stopped).toMatchObject({ members: 300, isResumed: false });
    expect(await recalculate()).toMatchObject({ members: 314, moved: 1, isResumed: true });
    expect(await tierOf(test, member.low)).toBe('silver');
  }, 60_000);

  it('begins anew where the program was another in between, though it is as it was when it was stopped', async () => {
    for (let more = 0; more < 310; more++) await enrolMember(test);
    const [lower, higher] = [tierProgram({ silver: { entry: spend(5_000) } }), tierProgram({ silver: A_YEAR })];
    await follow(test.house, lower);
    const stop = new AbortController();
    await recalculateTiers(test.house, { isStrict: false, signal: stop.signal, onProgress: () => stop.abort() });
    test.clock.advance(DAY_MS);
    await follow(test.house, higher);
    await enrolMember(test);
    test.clock.advance(DAY_MS);
    await follow(test.house, lower);
    expect(await recalculate()).toMatchObject({ members: 315, isResumed: false });
  }, 60_000);

  it.each([
    ['a recalculation', () => recalculate()],
    ['an act of the member', () => act(test, member.gold, 'share')],
  ])('a tier that has another code by now gives no pack a second time, by %s', async (_what, cause) => {
    const before = await balance(test, member.gold);
    await follow(test.house, tierProgram({ gold: { code: 'golden' } }));
    await cause();
    expect(await tierOf(test, member.gold)).toBe('golden');
    expect(await balance(test, member.gold)).toEqual(before);
  });

  it('a tier that is no more is left for the start, and of a ladder that is no more nothing is due', async () => {
    await follow(test.house, tierProgram({ gold: A_YEAR }));
    await recalculate();
    const { ladders, ...rest } = tierProgram();
    const [{ tiers: steps, ...ladder }] = ladders as unknown as [{ tiers: object[] }];
    await follow(test.house, { ...rest, ladders: [{ ...ladder, tiers: steps.slice(0, 2) }] });
    expect(await tierOf(test, member.gold)).toBe('gold');
    expect(await recalculate()).toMatchObject({ moved: 1 });
    expect(await tiers()).toMatchObject({ silver: 'silver', gold: 'silver' });
    expect((await movesOf(test, member.gold)).at(-1)?.slice(0, 2)).toEqual(['gold', 'silver']);
    await follow(test.house, tierProgram({ silver: A_YEAR }));
    await recalculate();
    await follow(test.house, { ...rest, ladders: [], campaigns: [] });
    test.clock.advance(800 * DAY_MS);
    await settleDue(test);
    expect(await standingOf(test, member.silver)).toMatchObject({ tier: 'silver', nextCheckAt: null });
  });
});
