import { afterEach, describe, expect, it } from '@jest/globals';
import { DAY_MS } from '../../../src/kernel/calendar.js';
import { runDue } from '../../../src/kernel/schedule-runner.js';
import type { Schedule } from '../../../src/kernel/schedules.js';
import { write } from '../../../src/kernel/unit-of-work.js';
import { queueReports, ready } from '../../../src/modules/engine/index.js';
import { balancesAsOf, verifyLedger } from '../../../src/modules/points/index.js';
import { earn, enrolMember, freshId, settleDue } from '../../support/acts.js';
import type { TestHouse } from '../../support/house.js';
import { openTestHouse } from '../../support/house.js';
import { ledgerProgram } from '../../support/ledger-program.js';

const DAY_AND_A_BIT_MS = DAY_MS + 600_000;

describe('Sealed days', () => {
  const opened: TestHouse[] = [];
  const open = async (): Promise<TestHouse> => {
    const test = await openTestHouse({ program: ledgerProgram });
    opened.push(test);
    return test;
  };
  afterEach(async () => {
    for (const test of opened.splice(0)) {
      expect(await verifyLedger(test.house)).toMatchObject({ ok: true, differences: [] });
      await test.close();
    }
  });

  it('are the same in many steps and in one jump, of years', async () => {
    const [steps, jump] = [await open(), await open()];
    for (const test of [steps, jump]) {
      const memberId = await enrolMember(test, 'same');
      await earn(test, memberId, 30, 'later');
      await earn(test, memberId, 20);
    }
    for (let day = 0; day < 120; day++) {
      steps.clock.advance(DAY_MS);
      await settleDue(steps);
    }
    jump.clock.advance(5 * 365 * DAY_MS);
    const done = await runDue(jump.house);
    expect(await sealsOf(jump)).toEqual(await sealsOf(steps));
    expect(await sealsOf(jump)).toEqual([
      { day: '2026-01-15', transfers: 2, sealedAt: Date.UTC(2026, 0, 16, 5, 5) },
      { day: '2026-04-01', transfers: 1, sealedAt: Date.UTC(2026, 3, 2, 4, 5) },
    ]);
    expect(done['points.seal']).toBe(2); // days without transfers cost nothing
  });

  it('stay what they are when history is imported whose points died long ago', async () => {
    const test = await open();
    const memberId = await sealTwoDays(test);
    const heardAt = test.clock.now();
    await share(test, memberId, heardAt - 200 * DAY_MS);
    await settleDue(test); // before the import itself settles, as a server beside it does
    for (const at of [heardAt - 20 * DAY_MS, heardAt - 1]) {
      const then = await balancesAsOf(test.house.database.reader, [memberId], at);
      expect(then.filter(({ wallet }) => wallet === 'later')).toEqual([]);
    }
    const died = await test.house.database.reader.rows(
      "SELECT occurredAt < ? AS isLongAgo, recordedAt FROM point_transfers WHERE kind = 'expire'",
      [heardAt - 30 * DAY_MS],
    );
    expect(died).toEqual([{ isLongAgo: 1, recordedAt: heardAt }]);
  });

  it('are found to differ where an amount was moved from one day to another, a day is missing or a count is wrong', async () => {
    const test = await open();
    await sealTwoDays(test);
    const alter = (text: string) =>
      test.house.database.transaction(async (sql) => ({ value: await sql.run(text), commit: true }));
    const found = async () => (await verifyLedger(test.house)).differences.map(({ what, id }) => `${what} ${id}`);
    const ofMembers = "account = 'members' AND wallet = 'points'";
    await alter(`UPDATE point_day_totals SET credited = 20 WHERE day = '2026-01-15' AND ${ofMembers}`);
    await alter(`UPDATE point_day_totals SET credited = 0 WHERE day = '2026-01-25' AND ${ofMembers}`);
    expect(await found()).toEqual(['seal 2026-01-15 members', 'seal 2026-01-25 members']);
    await alter(`UPDATE point_day_totals SET credited = 10 WHERE ${ofMembers}`);
    await alter("UPDATE point_seals SET transfers = 2 WHERE day = '2026-01-25'");
    expect(await found()).toEqual(['seal 2026-01-25 transfers']);
    await alter("UPDATE point_seals SET transfers = 1, day = '2026-01-20' WHERE day = '2026-01-15'");
    expect(await found()).toEqual(expect.arrayContaining(['seal other days transfers', 'seal 2026-01-15 members']));
    await alter("UPDATE point_seals SET day = '2026-01-15' WHERE day = '2026-01-20'");
    await alter('UPDATE point_seals SET transfers = 1');
  });

  it('stay what they are when points die late because settling had failed', async () => {
    const test = await open();
    const memberId = await enrolMember(test);
    await earn(test, memberId, 30, 'later');
    test.clock.advance(75 * DAY_MS);
    await settleDue(test);
    await earn(test, memberId, 5);
    test.clock.advance(DAY_AND_A_BIT_MS);
    const failing: Schedule = {
      name: 'points.settle',
      nextDueAt: () => Promise.resolve(null),
      run: () => Promise.resolve(0),
    };
    const schedules = test.house.schedules.map((each) => (each.name === failing.name ? failing : each));
    await runDue({ ...test.house, schedules });
    test.clock.advance(40 * DAY_MS);
    await earn(test, memberId, 5);
    test.clock.advance(DAY_AND_A_BIT_MS);
    await runDue({ ...test.house, schedules });
    await settleDue(test);
  });
});

/** Two days with transfers, sealed, and a member who has some. */
async function sealTwoDays(test: TestHouse): Promise<string> {
  const memberId = await enrolMember(test);
  for (let day = 0; day < 2; day++) {
    await earn(test, memberId, 10);
    test.clock.advance(10 * DAY_MS);
  }
  await settleDue(test);
  expect(await sealsOf(test)).toHaveLength(2);
  return memberId;
}

/** A share that is history, as imports report it. */
async function share(test: TestHouse, memberId: string, occurredAt: number): Promise<void> {
  const { house, caller } = test;
  const report = { member: { id: memberId }, type: 'share', externalId: freshId('share'), occurredAt, payload: {} };
  await write(house, { caller, members: [memberId] }, (session) => {
    queueReports(session, [{ ...ready(house, caller, report), memberId }], true);
    return Promise.resolve(undefined);
  });
}

async function sealsOf({ house }: TestHouse): Promise<unknown[]> {
  return house.database.reader.rows('SELECT day, transfers, sealedAt FROM point_seals ORDER BY day');
}
