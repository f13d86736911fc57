import { afterEach, describe, expect, it } from '@jest/globals';
import { write } from '../../../src/kernel/unit-of-work.js';
import { enrol } from '../../../src/modules/members/index.js';
import { claim, freeUnits, hold, redeem } from '../../support/benefit-acts.js';
import { benefitProgram, counted, coupon } from '../../support/benefit-program.js';
import type { TestHouse } from '../../support/house.js';
import { openTestHouse } from '../../support/house.js';

describe('At the same moment', () => {
  let test: TestHouse;
  afterEach(() => test.close());

  it('five thousand claim a hundred: a hundred have one, all others are told that there is none, and none is lost', async () => {
    test = await openTestHouse({ program: benefitProgram([coupon('rare', { ...counted(100), limits: [{ max: 1, per: 'ever' }] })]) });
    const members = await crowd(5_000);
    const ended = await inLanes(200, members, (memberId) => claim(test, memberId, 'rare', `once-${memberId}`));
    expect(tallied(ended)).toEqual({ done: 100, OUT_OF_STOCK: 4_900 });
    expect(await freeUnits(test, 'rare')).toBe(0);
    expect(await grantsBy('status')).toEqual({ claimed: 100 });
    const [units] = await count('SELECT COUNT(DISTINCT grantId) AS n FROM benefit_units');
    expect(units?.n).toBe(100);
  }, 300_000);

  it('where a chain ends in waiting, nobody is refused: who gets none is owed one', async () => {
    const waiting = { ...counted(20), otherwise: [{ kind: 'wait', days: 7 }] };
    test = await openTestHouse({ program: benefitProgram([coupon('rare', waiting)]) });
    const members = await crowd(100);
    await Promise.all(members.map((memberId) => claim(test, memberId, 'rare', `once-${memberId}`)));
    expect(await grantsBy('status')).toEqual({ claimed: 20, owed: 80 });
    const [obligations] = await count("SELECT COUNT(*) AS n FROM obligations WHERE status = 'open'");
    expect(obligations?.n).toBe(80);
  });

  it('thirty claims of one member: as many as its limit, whatever the keys', async () => {
    test = await openTestHouse({ program: benefitProgram([coupon('three', { limits: [{ max: 3, per: 'day' }] })]) });
    const [memberId = ''] = await crowd(1);
    const ended = await Promise.allSettled(Array.from({ length: 30 }, () => claim(test, memberId, 'three')));
    expect(tallied(ended)).toEqual({ done: 3, LIMIT_REACHED: 27 });
  });

  it('thirty uses of one grant: one is made', async () => {
    test = await openTestHouse({ program: benefitProgram([coupon('five')]) });
    const [memberId = ''] = await crowd(1);
    const grantId = await claim(test, memberId, 'five');
    const uses = Array.from({ length: 30 }, (_, nth) => (nth % 2 ? hold(test, memberId, grantId) : redeem(test, memberId, grantId)));
    expect(tallied(await Promise.allSettled(uses))['done']).toBe(1);
  });

  /** Enrols so many at once. */
  async function crowd(size: number): Promise<string[]> {
    const { house, caller } = test;
    const members: string[] = [];
    for (let at = 0; at < size; at += 500) {
      const { value } = await write(house, { caller, members: [] }, async (session) => {
        const ids: string[] = [];
        for (let nth = at; nth < Math.min(size, at + 500); nth++) {
          const identities = [{ kind: 'external' as const, value: `crowd-${nth}` }];
          ids.push((await enrol(session, { brandId: caller.brandId, identities })).memberId);
        }
        return ids;
      });
      members.push(...value);
    }
    return members;
  }

  async function grantsBy(column: string): Promise<Record<string, number>> {
    const rows = await test.house.database.reader.rows<{ name: string; n: number }>(`SELECT ${column} AS name, COUNT(*) AS n FROM grants GROUP BY ${column}`);
    return Object.fromEntries(rows.map(({ name, n }) => [name, n]));
  }

  function count(text: string): Promise<{ n: number }[]> {
    return test.house.database.reader.rows<{ n: number }>(text);
  }
}); // prettier-ignore

/** How many ended in which way: `done`, or the code of the refusal. */
function tallied(ended: readonly PromiseSettledResult<unknown>[]): Record<string, number> {
  const counted: Record<string, number> = {};
  for (const each of ended) {
    const how = each.status === 'fulfilled' ? 'done' : ((each.reason as { code?: string }).code ?? String(each.reason));
    counted[how] = (counted[how] ?? 0) + 1;
  }
  return counted;
}

/** Lets everybody act, so many at the same time. */
async function inLanes(
  lanes: number,
  members: readonly string[],
  act: (memberId: string) => Promise<unknown>,
): Promise<PromiseSettledResult<unknown>[]> {
  const ended: PromiseSettledResult<unknown>[] = [];
  let next = 0;
  const lane = async () => {
    for (let member = members[next++]; member !== undefined; member = members[next++])
      ended.push(...(await Promise.allSettled([act(member)])));
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  return ended;
}
