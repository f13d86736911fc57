import { afterEach, describe, expect, it } from '@jest/globals';
import { write } from '../../../src/kernel/unit-of-work.js';
import { issueBatch } from '../../../src/modules/benefits/index.js';
import { enrolAll } from '../../../src/modules/members/index.js';
import { balance, settleDue } from '../../support/acts.js';
import { freeUnits, grantsOf } from '../../support/benefit-acts.js';
import { benefitProgram, counted, coupon } from '../../support/benefit-program.js';
import type { TestHouse } from '../../support/house.js';
import { follow, openTestHouse } from '../../support/house.js';
import { startProcess } from '../../support/process.js';

const WAIT = { otherwise: [{ kind: 'wait', days: 10 }] };

let test: TestHouse;
afterEach(() => test.close());

const programOf = (five: object, rules: readonly object[] = []) => ({
  ...benefitProgram([five], rules),
  segments: { segments: [{ code: 'all', name: 'all', when: 'metrics.orders >= 0' }] },
});

/** So many members in one segment. */
async function open(people: number, five: object, rules: readonly object[] = []): Promise<string[]> {
  test = await openTestHouse({ program: programOf(five, rules) });
  const { value } = await write(test.house, { caller: test.caller, members: [] }, async (session) => {
    const enrolments = Array.from({ length: people }, (_, nth) => ({ brandId: test.caller.brandId, identities: [{ kind: 'external' as const, value: `bulk-${nth}` }] })); // prettier-ignore
    return (await enrolAll(session, enrolments)).map(({ memberId }) => memberId);
  });
  await settleDue(test);
  return value;
}

const issueTo = (audience: { segment: string } | { members: string[] }, size?: number) =>
  issueBatch(
    test.house,
    { benefit: 'five', reason: 'test', audience, name: 'test' },
    size === undefined ? {} : { size },
  );
const tally = async () => {
  const rows = await test.house.database.reader.rows<{ status: string; n: number; members: number }>('SELECT status, COUNT(*) AS n, COUNT(DISTINCT memberId) AS members FROM grants GROUP BY status ORDER BY status'); // prettier-ignore
  return Object.fromEntries(rows.map(({ status, n, members }) => [status, [n, members]])) as object;
};
const openObligations = async () => {
  const [row] = await test.house.database.reader.rows<{ n: number }>("SELECT COUNT(*) AS n FROM obligations WHERE status = 'open'"); // prettier-ignore
  return Number(row?.n);
};

/** Starts a process at it, kills it after so many pages, and then lets another one do the rest. */
async function killedAndResumed(pages: number, ...how: string[]): Promise<void> {
  const args = [test.databaseUrl, String(test.clock.now()), ...how];
  const first = startProcess('support/bulk-process.ts', args);
  for (let page = 0; page < pages; page++) await first.line();
  first.child.kill('SIGKILL');
  expect(await first.ended).toBe('SIGKILL');
  test.clock.advance(120_000); // the lease of whoever was killed runs out
  const second = startProcess('support/bulk-process.ts', [test.databaseUrl, String(test.clock.now()), ...how]);
  expect([await second.ended, second.errors()]).toEqual([0, '']);
}

describe('A benefit for many', () => {
  it('is issued once each, however often it is run, and rules act on it', async () => {
    const thanks = { code: 'thanks', name: 'thanks', on: 'benefit.issued', earn: [{ wallet: 'points', points: 7 }] };
    const members = await open(25, coupon('five'), [thanks]);
    expect(await issueTo({ segment: 'all' }, 10)).toEqual({ members: 25, issued: 25, owed: 0, had: 0, declined: 0, isResumed: false }); // prettier-ignore
    expect(await issueTo({ segment: 'all' }, 10)).toMatchObject({ issued: 0, had: 25 });
    expect(await issueTo({ members: [...members, ...members.slice(0, 3)] }, 10)).toMatchObject({ issued: 0, had: 25 });
    expect(await tally()).toEqual({ issued: [25, 25] });
    expect((await balance(test, members[0] ?? '')).available).toBe(7);
  });

  it('keeps to limits, eligibility and stock, and leaves out whom nobody knows', async () => {
    const members = await open(12, coupon('five', { limits: [{ max: 1, per: 'ever' }], eligibility: 'metrics.orders == 0', ...counted(8) })); // prettier-ignore
    expect(await issueTo({ members: [members[0] ?? '', 'mem_00000000000000000000000000'] })).toMatchObject({ issued: 1, declined: 1 }); // prettier-ignore
    expect(await issueBatch(test.house, { benefit: 'five', reason: 'test', audience: { segment: 'all' }, name: 'other' })).toMatchObject({ members: 12, issued: 7, declined: 5 }); // prettier-ignore
    expect(await grantsOf(test, members[0] ?? '')).toHaveLength(1);
    expect(await freeUnits(test, 'five')).toBe(0);
  });

  it('is refused where there is no such benefit or segment, or no reason', async () => {
    await open(1, coupon('five'));
    const batch = { benefit: 'five', reason: 'test', audience: { segment: 'all' }, name: 'x' };
    await expect(issueBatch(test.house, { ...batch, benefit: 'six' })).rejects.toMatchObject({ code: 'UNKNOWN_BENEFIT' }); // prettier-ignore
    await expect(issueBatch(test.house, { ...batch, audience: { segment: 'none' } })).rejects.toMatchObject({ code: 'UNKNOWN_SEGMENT' }); // prettier-ignore
    await expect(issueBatch(test.house, { ...batch, reason: ' ' })).rejects.toMatchObject({ code: 'REASON_MISSING' });
    expect(await tally()).toEqual({});
  });

  it('loses and doubles nothing where it is killed between two pages that overlap', async () => {
    await open(150, coupon('five'));
    await killedAndResumed(5, 'issue', 'all');
    expect(await tally()).toEqual({ issued: [150, 150] });
    const [job] = await test.house.database.reader.rows<{ progress: number; checkpoint: string; status: string }>('SELECT progress, checkpoint, status FROM jobs'); // prettier-ignore
    expect(job).toMatchObject({ progress: 150, status: 'done' });
    expect(JSON.parse(job?.checkpoint ?? '{}')).toMatchObject({ members: 150, issued: 150, had: 0, declined: 0 });
    expect(await issueTo({ segment: 'all' }, 10)).toMatchObject({ issued: 0 });
  }, 120_000);

  it('of which there are 100 for 150: 100 have it and 50 are owed it, also when it was killed on the way', async () => {
    await open(150, coupon('five', { ...counted(100), ...WAIT }));
    await killedAndResumed(7, 'issue', 'all');
    expect(await tally()).toEqual({ issued: [100, 100], owed: [50, 50] });
    expect([await openObligations(), await freeUnits(test, 'five')]).toEqual([50, 0]);
    await follow(test.house, programOf(coupon('five', { ...counted(140), ...WAIT })));
    await killedAndResumed(1, 'deliver');
    await settleDue(test);
    expect(await tally()).toEqual({ issued: [140, 140], owed: [10, 10] });
    expect([await openObligations(), await freeUnits(test, 'five')]).toEqual([10, 0]);
  }, 120_000);
});
