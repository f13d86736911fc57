import { afterEach, describe, expect, it } from '@jest/globals';
import { write } from '../../../src/kernel/unit-of-work.js';
import { applyProgram } from '../../../src/modules/engine/index.js';
import { enrol, suspend } from '../../../src/modules/members/index.js';
import { updateProfile } from '../../../src/modules/members/profile/update.js';
import { freshId, settleDue } from '../../support/acts.js';
import { grantsOf } from '../../support/benefit-acts.js';
import { benefitProgram, coupon } from '../../support/benefit-program.js';
import type { TestHouse } from '../../support/house.js';
import { openTestHouse } from '../../support/house.js';

const DAY = 86_400_000;
const NEW_YORK = 'America/New_York';

interface Told {
  readonly type: string;
  readonly occurredAt: number;
}

describe('The days of a member', () => {
  let test: TestHouse | undefined;
  afterEach(async () => {
    await test?.close();
    test = undefined;
  });

  const open = async (now: string) => {
    const rules = [
      { code: 'cake', name: 'cake', on: 'birthday', grant: [{ benefit: 'cake' }] },
      { code: 'years', name: 'years', on: 'anniversary', earn: [{ wallet: 'points', points: 25 }] },
    ];
    return (test = await openTestHouse({ program: benefitProgram([coupon('cake')], rules), now: Date.parse(now) }));
  };
  const join = async ({ house, caller }: TestHouse, person: { birthday?: string; zone?: string; enrolledAt?: number } = {}) => {
    const identities = [{ kind: 'external', value: freshId('celebrated') } as const];
    const { value } = await write(house, { caller, members: [] }, async (session) => ({ ...(await enrol(session, { brandId: caller.brandId, identities, ...person })) })); // prettier-ignore
    return value.memberId;
  }; // prettier-ignore
  const change = async (
    { house, caller }: TestHouse,
    memberId: string,
    profile: { birthday?: string; zone?: string },
  ) =>
    write(house, { caller, members: [memberId] }, async (session) => {
      await updateProfile(session, memberId, profile, null);
      return undefined;
    });
  const reach = async (house: TestHouse, instant: string) => {
    house.clock.advance(Date.parse(instant) - house.clock.now());
    await settleDue(house);
  };
  const told = async ({ house }: TestHouse, memberId: string, type = 'birthday') => {
    const rows = await house.database.reader.rows<Told>('SELECT type, occurredAt FROM activities WHERE memberId = ? AND type = ? ORDER BY sequence', [memberId, type]); // prettier-ignore
    return rows.map(({ occurredAt }) => new Date(occurredAt).toISOString());
  };

  it('are no facts where no rule of the program listens, and what passed unheard is not made up for later', async () => {
    const quiet = (test = await openTestHouse({ now: Date.parse('2026-01-15T17:00:00Z') }));
    const memberId = await join(quiet, { birthday: '1990-03-10' });
    await reach(quiet, '2026-03-20T12:00:00Z');
    expect([await told(quiet, memberId), await told(quiet, memberId, 'anniversary')]).toEqual([[], []]);
    const cake = { code: 'cake', name: 'cake', on: 'birthday', earn: [{ wallet: 'points', points: 25 }] };
    await write(quiet.house, { caller: quiet.caller, members: [] }, async (session) => ({ ...(await applyProgram(session, benefitProgram([], [cake]))) })); // prettier-ignore
    await quiet.house.programs.reload(quiet.house.database.reader);
    await reach(quiet, '2027-03-20T12:00:00Z');
    expect(await told(quiet, memberId)).toEqual(['2027-03-10T05:00:00.000Z']);
  });

  it('begin when they begin where it lives, or where the program is, and bring what rules say', async () => {
    const house = await open('2026-01-15T17:00:00Z');
    const [here, shanghai] = [await join(house, { birthday: '1990-03-10' }), await join(house, { birthday: '1990-03-10', zone: 'Asia/Shanghai' })]; // prettier-ignore
    await reach(house, '2026-03-09T15:59:59Z');
    expect([await told(house, here), await told(house, shanghai)]).toEqual([[], []]);
    await reach(house, '2026-03-09T16:00:00Z');
    expect([await told(house, here), await told(house, shanghai)]).toEqual([[], ['2026-03-09T16:00:00.000Z']]);
    await reach(house, '2026-03-10T04:00:00Z');
    expect(await told(house, here)).toEqual(['2026-03-10T04:00:00.000Z']);
    expect(await grantsOf(house, here)).toMatchObject([{ benefit: 'cake', source: 'date', status: 'issued' }]);
    await settleDue(house);
    expect(await grantsOf(house, here)).toHaveLength(1);
  });

  it('of 29 February are the 28th in years without one, for birthdays and for joining', async () => {
    const house = await open('2024-02-29T17:00:00Z');
    const memberId = await join(house, { birthday: '1992-02-29', zone: 'UTC' });
    await reach(house, '2029-01-01T00:00:00Z');
    const years = ['2025-02-28', '2026-02-28', '2027-02-28', '2028-02-29'].map((day) => `${day}T00:00:00.000Z`);
    expect(await told(house, memberId)).toEqual(['2024-02-29T17:00:00.000Z', ...years]);
    expect(await told(house, memberId, 'anniversary')).toEqual(years);
  });

  it('are the same in one jump of the clock and in many steps', async () => {
    const people = [{ birthday: '1988-12-31', zone: 'Pacific/Kiritimati' }, { birthday: '2000-02-29', zone: 'Pacific/Pago_Pago' }, { birthday: '1975-01-16' }, {}]; // prettier-ignore
    const live = async (days: number) => {
      const house = await open('2026-01-15T17:00:00Z');
      const members: string[] = [];
      for (const person of people) members.push(await join(house, person));
      for (let day = 0; day < 800; day += days) {
        house.clock.advance(days * DAY);
        await settleDue(house);
      }
      const lived = await Promise.all(members.map(async (id) => [await told(house, id), await told(house, id, 'anniversary'), (await grantsOf(house, id)).length])); // prettier-ignore
      await house.close();
      test = undefined;
      return lived;
    };
    const jump = await live(800);
    expect(jump.map((days) => days.map((each) => (Array.isArray(each) ? each.length : each)))).toEqual([[2, 2, 2], [3, 2, 3], [3, 2, 3], [0, 2, 0]]); // prettier-ignore
    expect(await live(40)).toEqual(jump);
  });

  it('come once to who joins, or says its birthday, on the day itself', async () => {
    const house = await open('2026-01-15T17:00:00Z');
    const [joins, says] = [await join(house, { birthday: '1990-01-15' }), await join(house)];
    await change(house, says, { birthday: '1991-01-15' });
    await settleDue(house);
    await change(house, joins, { zone: 'Asia/Tokyo' });
    await change(house, joins, { zone: NEW_YORK });
    await settleDue(house);
    for (const id of [joins, says]) expect(await told(house, id)).toEqual(['2026-01-15T17:00:00.000Z']);
    expect(await told(house, joins, 'anniversary')).toEqual([]);
  });

  it('come no second time within a year, wherever a birthday is moved', async () => {
    const house = await open('2026-01-15T17:00:00Z');
    const memberId = await join(house, { birthday: '1990-02-01' });
    await reach(house, '2026-02-02T00:00:00Z');
    await change(house, memberId, { birthday: '1990-12-30' });
    await reach(house, '2026-12-31T17:00:00Z');
    await change(house, memberId, { birthday: '1990-01-03' });
    await reach(house, '2027-02-01T00:00:00Z');
    expect(await told(house, memberId)).toEqual(['2026-02-01T05:00:00.000Z']);
    await change(house, memberId, { birthday: '1990-02-05' });
    await reach(house, '2027-03-01T00:00:00Z');
    expect(await told(house, memberId)).toEqual(['2026-02-01T05:00:00.000Z', '2027-02-05T05:00:00.000Z']);
    expect(await grantsOf(house, memberId)).toHaveLength(2);
  });

  it('count from when it joined, and pass by who is suspended', async () => {
    const house = await open('2026-01-15T17:00:00Z');
    const long = await join(house, { enrolledAt: Date.parse('2020-05-01T12:00:00Z') });
    const bad = await join(house, { birthday: '1990-05-01' });
    const { caller } = house;
    await write(house.house, { caller, members: [bad] }, async (session) => {
      await suspend(session, bad, 'fraud');
      return undefined;
    });
    await reach(house, '2026-06-01T00:00:00Z');
    expect(await told(house, bad)).toEqual([]);
    const [row] = await house.house.database.reader.rows<{ payload: string }>("SELECT payload FROM activities WHERE memberId = ? AND type = 'anniversary'", [long]); // prettier-ignore
    expect(JSON.parse(row?.payload ?? '{}')).toEqual({ years: 6 });
  });
});
