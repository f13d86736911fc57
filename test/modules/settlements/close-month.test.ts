import { afterEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { DAY_MS } from '../../../src/kernel/calendar.js';
import { Refusal } from '../../../src/kernel/refusal.js';
import { runDue } from '../../../src/kernel/schedule-runner.js';
import { payablesIn, verifyStatements } from '../../../src/modules/points/index.js';
import type { StoredStatement } from '../../../src/modules/settlements/index.js';
import { linesOfMonth, spanOf, statementsOfMonth } from '../../../src/modules/settlements/index.js';
import { enrolMember, transfersOf } from '../../support/acts.js';
import type { TestHouse } from '../../support/house.js';
import { openTestHouse, TEST_NOW } from '../../support/house.js';
import { BRANDS, manyBrands, moveAt, reverseBy } from './between-brands.js';

const MONTH = '2026-01';
const FEBRUARY = Date.UTC(2026, 1, 1, 5); // midnight in New York

const opened: TestHouse[] = [];
const open = async (): Promise<TestHouse> => {
  const test = await openTestHouse({ program: manyBrands });
  opened.push(test);
  return test;
};
afterEach(async () => {
  for (const test of opened.splice(0)) await test.close();
});

const linesOfBrands = async ({ house }: TestHouse, month = MONTH) =>
  (await linesOfMonth(house.database.reader, month)).map(({ payerId, payeeId, points, rate, amountMinor }) => [
    payerId.slice(4),
    payeeId.slice(4),
    points,
    rate,
    amountMinor,
  ]);
const balancesOf = async ({ house }: TestHouse, month = MONTH) =>
  Object.fromEntries((await statementsOfMonth(house.database.reader, month)).map((each) => [each.brandId, each.balanceMinor])); // prettier-ignore
const sum = (numbers: readonly number[]) => numbers.reduce((total, each) => total + each, 0);

/** Moves the clock to the closing of January, and does what is due. */
async function close(test: TestHouse, at = FEBRUARY + 600_000): Promise<Record<string, number>> {
  test.clock.set(at);
  return { ...(await runDue(test.house)) };
}

describe('A month', () => {
  it('is closed ten minutes after it is over, for all brands, with what one issued and another took', async () => {
    const test = await open();
    const member = await enrolMember(test);
    await moveAt(test, 'earn', 'brd_north', member, 1_000);
    await moveAt(test, 'spend', 'brd_south', member, 600); // north pays south: 600 × 0.333
    await moveAt(test, 'spend', 'brd_host', member, 300); // north pays the host: 300 × 0.501
    await moveAt(test, 'spend', 'brd_north', member, 100); // its own points: nothing
    expect((await close(test, FEBRUARY + 599_999))['settlements.close-month']).toBeUndefined();
    expect((await close(test))['settlements.close-month']).toBe(4);
    expect(await linesOfBrands(test)).toEqual([
      ['north', 'host', 300, 501, 150],
      ['north', 'south', 600, 333, 200],
    ]);
    expect(await balancesOf(test)).toEqual({
      brd_host: 159,
      brd_north: -359,
      brd_south: 200,
      brd_bare: 0,
    });
    const statements = await statementsOfMonth(test.house.database.reader, MONTH);
    expect(Object.fromEntries(statements.map(({ brandId, dueOn }) => [brandId, dueOn]))).toEqual({
      brd_host: null, brd_north: '2026-02-15', brd_south: '2026-02-15', brd_bare: null,
    }); // prettier-ignore
    expect(await runDue(test.house)).toEqual({});
    expect(await verifyStatements(test.house.database.reader, test.house)).toEqual([]);
  });

  it('takes a give-back off the brand where the points were spent, whoever gives back, at the price of that day', async () => {
    const test = await open();
    const member = await enrolMember(test);
    await moveAt(test, 'earn', 'brd_north', member, 1_000);
    const spent = await moveAt(test, 'spend', 'brd_host', member, 400);
    test.clock.set(TEST_NOW + 10 * DAY_MS); // the next version of the agreement is valid
    await reverseBy(test, 'brd_south', member, spent);
    await moveAt(test, 'spend', 'brd_host', member, 100);
    await close(test);
    expect(await linesOfBrands(test)).toEqual([['north', 'host', 100, 603, 40]]); // the host bears 33 % of 60
  });

  it('lists what was spent without an agreement at nothing', async () => {
    const test = await open();
    const member = await enrolMember(test);
    await moveAt(test, 'earn', 'brd_bare', member, 1_000);
    await moveAt(test, 'spend', 'brd_host', member, 400);
    await close(test);
    expect(await linesOfBrands(test)).toEqual([['bare', 'host', 400, 0, 0]]);
    const [line] = await linesOfMonth(test.house.database.reader, MONTH);
    expect(line).toMatchObject({ agreementOfId: null, agreementFrom: null });
  });

  it('carries what is given back later into the month in which it is given back', async () => {
    const test = await open();
    const member = await enrolMember(test);
    await moveAt(test, 'earn', 'brd_south', member, 1_000);
    const spent = await moveAt(test, 'spend', 'brd_host', member, 400);
    await close(test);
    await reverseBy(test, 'brd_host', member, spent);
    expect(await linesOfBrands(test)).toEqual([['south', 'host', 400, 777, 155]]);
    await close(test, Date.UTC(2026, 2, 2));
    expect(await linesOfBrands(test, '2026-02')).toEqual([['south', 'host', -400, 777, -155]]);
    expect(await verifyStatements(test.house.database.reader, test.house)).toEqual([]);
  });

  it('that is over takes nothing more: what is written later belongs to the month it is written in', async () => {
    const test = await open();
    const member = await enrolMember(test);
    await moveAt(test, 'earn', 'brd_south', member, 1_000);
    await moveAt(test, 'spend', 'brd_host', member, 400);
    const { database, programs } = test.house;
    await close(test);
    await database.transaction(async (sql) => {
      const late = [FEBRUARY + 700_000, member];
      await sql.run("UPDATE point_transfers SET recordedAt = ? WHERE kind = 'spend' AND memberId = ?", late);
      return { value: undefined, commit: true };
    });
    const { zone } = programs.current();
    expect(await payablesIn(database.reader, spanOf('2026-01', zone))).toEqual([]);
    expect(await payablesIn(database.reader, spanOf('2026-02', zone))).toEqual([
      expect.objectContaining({ spentOn: '2026-01-15', points: 400 }),
    ]);
  });

  it('is closed the same in one long step as in many short ones', async () => {
    const [long, short] = [await open(), await open()];
    for (const test of [long, short]) {
      const member = await enrolMember(test);
      await moveAt(test, 'earn', 'brd_south', member, 1_000);
      await moveAt(test, 'spend', 'brd_north', member, 400);
    }
    await close(long, Date.UTC(2026, 4, 20));
    for (let at = TEST_NOW; at < Date.UTC(2026, 4, 20); at += 5 * DAY_MS) await close(short, at);
    await close(short, Date.UTC(2026, 4, 20));
    const stored = async ({ house }: TestHouse): Promise<StoredStatement[]> =>
      house.database.reader.rows('SELECT * FROM statements ORDER BY id');
    expect(await stored(short)).toEqual(await stored(long));
    expect(await stored(short)).toHaveLength(16);
  });

  it('is found out when somebody changes what is stored of it', async () => {
    const test = await open();
    const member = await enrolMember(test);
    await moveAt(test, 'earn', 'brd_south', member, 1_000);
    await moveAt(test, 'spend', 'brd_host', member, 400);
    await close(test);
    const { database } = test.house;
    const change = (text: string) =>
      database.transaction(async (sql) => ({ value: await sql.run(text), commit: true }));
    await change('UPDATE statement_lines SET amountMinor = amountMinor + 5');
    expect(await verifyStatements(database.reader, test.house)).toEqual([
      { what: 'statement', brandId: 'brd_host', month: MONTH, expected: 155, stored: 160 },
      { what: 'statement', brandId: 'brd_south', month: MONTH, expected: -155, stored: -160 },
    ]);
    await change('UPDATE statement_lines SET amountMinor = amountMinor - 5');
    await change("UPDATE statements SET balanceMinor = 1 WHERE brandId = 'brd_bare'");
    expect(await verifyStatements(database.reader, test.house)).toEqual([
      { what: 'statement', brandId: 'brd_bare', month: MONTH, expected: 0, stored: 1 },
    ]);
  });
});

const step = fc.record({
  what: fc.constantFrom('earn' as const, 'spend' as const, 'spend' as const, 'reverse' as const, 'wait' as const),
  brand: fc.constantFrom(...BRANDS),
  member: fc.nat(2),
  amount: fc.integer({ min: 1, max: 700 }),
  nth: fc.nat(30),
});

describe('Whatever is earned, spent and reversed at whichever brands', () => {
  it('all statements of a month come to zero, what is open too, and counting anew finds no difference', async () => {
    const test = await open();
    const { house, clock } = test;
    const members = [await enrolMember(test), await enrolMember(test), await enrolMember(test)];
    for (const member of members) await moveAt(test, 'earn', 'brd_north', member, 500);
    const done = new Map<string, number>();
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 20 }), async (steps) => {
        for (const { what, brand, member, amount, nth } of steps) {
          const memberId = members[member] ?? '';
          const ended = await (async () => {
            try {
              if (what === 'wait') clock.advance(nth * (DAY_MS / 4));
              else if (what === 'reverse') {
                const transfers = await transfersOf(test, memberId);
                await reverseBy(test, brand, memberId, transfers[nth % transfers.length]?.id ?? '');
              } else await moveAt(test, what, brand, memberId, amount);
              return 'done';
            } catch (error) {
              if (error instanceof Refusal) return error.code;
              throw error;
            }
          })();
          done.set(`${what} ${ended}`, (done.get(`${what} ${ended}`) ?? 0) + 1);
        }
        await runDue(house);
      }),
      { numRuns: 30 },
    );
    clock.advance(31 * DAY_MS);
    await runDue(house);
    const months = await house.database.reader.rows<{ month: string }>('SELECT month FROM statement_months');
    let moved = 0;
    for (const { month } of months) {
      const balances = Object.values(await balancesOf(test, month));
      moved += sum(balances.map(Math.abs));
      expect(sum(balances)).toBe(0);
    }
    expect(moved).toBeGreaterThan(0);
    expect(await verifyStatements(house.database.reader, house)).toEqual([]);
    const points = async (text: string) => (await house.database.reader.rows<{ n: number }>(text))[0]?.n;
    const spentElsewhere = await points(
      "SELECT SUM(d.amount) AS n FROM point_draws d JOIN point_transfers t ON t.id = d.transferId JOIN point_lots l ON l.id = d.lotId LEFT JOIN point_transfers o ON o.id = t.reversesId WHERE t.kind IN ('spend', 'give_back') AND l.issuerId <> COALESCE(o.brandId, t.brandId)",
    );
    const listed = await points(
      "SELECT SUM(points) AS n FROM statement_lines WHERE payerId <> 'brd_host' OR issuerId = 'brd_host'",
    );
    expect(listed).toBe(spentElsewhere); // every point is on a line; where the host bears a part, on one more
    console.info('statements property test ran:', Object.fromEntries([...done].sort()), `${months.length} months`);
  });
});
