import { describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { stringify } from 'yaml';
import { failJob, openJob, saveCheckpoint, storedJob } from '../../../src/kernel/jobs.js';
import { write } from '../../../src/kernel/unit-of-work.js';
import { recordOne } from '../../../src/modules/engine/index.js';
import { importActivities, parseMapping } from '../../../src/modules/imports/index.js';
import type { ImportResult } from '../../../src/modules/imports/index.js';
import { verifyLedger } from '../../../src/modules/points/index.js';
import { enrolMember, freshId } from '../../support/acts.js';
import type { TestHouse } from '../../support/house.js';
import { openTestHouse } from '../../support/house.js';
import { lastJson, start } from '../../commands/laurel.js';
import { fileOf, importText, lines, orders, refusalOf, reported } from './import-text.js';

const ROWS = 6_000;

/** Invoices of one to five rows that interleave, refunds among them, and a bad row now and then. */
function invoices(): string {
  const rows = Array.from({ length: ROWS }, (_, at) => {
    const invoice = Math.floor(at / 5) * 2 + (at % 2);
    const id = invoice % 9 === 8 ? `C${invoice}` : String(invoice);
    const price = at % 997 === 0 ? 'free' : `${at % 90}.${at % 1000}`;
    return `${id},cust${invoice % 331},2025-0${1 + (invoice % 9)}-11,sku${at % 7},${id.startsWith('C') ? -1 : 2},${price}`;
  });
  return `id,customer,date,sku,quantity,price\n${rows.join('\n')}\n`;
}

const mapping = { ...lines, order: { by: '{id}', within: 6 } };

/** Everything an import leaves behind that must not depend on how often it was stopped. */
async function leftBy(test: TestHouse, result: ImportResult, errorFile: string): Promise<unknown> {
  const { read, accepted, replayed, rejected, members, amountMinor } = result;
  const facts = (await reported(test)).map((each) => [
    each.externalId,
    each.customer,
    each.amountMinor,
    each.occurredAt,
  ]);
  const balances = await test.house.database.reader.rows(
    `SELECT i.value, p.wallet, p.available, p.pending, p.earned FROM point_accounts p
       JOIN member_identities i ON i.memberId = p.memberId ORDER BY i.value, p.wallet`,
  );
  const errors = readFileSync(errorFile, 'utf8');
  return { counts: { read, accepted, replayed, rejected, members, amountMinor }, facts, balances, errors };
}

describe('an import that is stopped', () => {
  it('goes on where it was after SIGKILL, again and again, and leaves what one run leaves', async () => {
    const [killed, whole] = [await openTestHouse(), await openTestHouse()];
    const [file, map] = [fileOf(invoices()), fileOf(stringify(mapping), 'map.yaml')];
    const args = ['import', 'activities', file, '--mapping', map, '--json'];
    for (const until of [100, 2_000, 4_000]) {
      const { child, ended } = start(args, killed.databaseUrl);
      let progress = 0;
      while (progress < until && child.exitCode === null) {
        const [row] = await killed.house.database.reader.rows<{ progress: number }>('SELECT progress FROM jobs');
        progress = row?.progress ?? 0;
        await pause(3);
      }
      child.kill('SIGKILL');
      await ended;
      expect(progress).toBeLessThan(ROWS);
    }
    const last = await start(args, killed.databaseUrl).ended;
    const once = await importText(whole, mapping, readFileSync(file), { errorFile: `${file}.once.csv` });
    expect(last).toMatchObject({ code: 0 });
    expect(await leftBy(killed, lastJson(last) as ImportResult, `${file}.errors.csv`)).toEqual(
      await leftBy(whole, once.result, `${file}.once.csv`),
    );
    expect(once.result).toMatchObject({ read: ROWS, replayed: 0 });
    expect(once.result.rejected).toBeGreaterThan(6);
    expect(await verifyLedger(killed.house)).toMatchObject({ ok: true });
    await Promise.all([killed.close(), whole.close()]);
  });

  it('by another process at the same file ends with a sentence, and the other one finishes', async () => {
    const test = await openTestHouse();
    const file = fileOf(invoices());
    const read = parseMapping(stringify(mapping));
    if (read.kind !== 'activities') throw new Error('no mapping of activities');
    const attempts = [1, 2].map(() => importActivities(test.house, read, { file, caller: test.caller }));
    const ended = await Promise.all(attempts.map((attempt) => attempt.then(({ result }) => result.read, (error: unknown) => (error as { code: string }).code))); // prettier-ignore
    expect(ended.sort()).toEqual([ROWS, 'JOB_TAKEN_OVER']);
    await test.close();
  });

  it('beside somebody who records for the same members makes nothing wrong', async () => {
    const test = await openTestHouse();
    const member = await enrolMember(test, 'cust1');
    const rows = Array.from({ length: 3_000 }, (_, at) => `b${at},cust${at % 40},2025-03-04,10.00\n`).join('');
    const running = { still: true };
    const imported = importText(test, orders, `id,customer,date,amount\n${rows}`).finally(
      () => (running.still = false),
    );
    let recorded = 0;
    while (running.still) {
      const payload = { orderId: freshId('beside'), amountMinor: 100 };
      await recordOne(test.house, test.caller, {
        member: { id: member },
        type: 'purchase',
        externalId: payload.orderId,
        payload,
      });
      recorded += 1;
      await pause(1); // as a request would, it comes from outside
    }
    expect((await imported).result).toMatchObject({
      read: 3_000,
      accepted: 3_000,
      members: 40,
      amountMinor: 3_000_000,
    });
    const [figures] = await test.house.database.reader.rows<{ orders: number; spendMinor: number }>(
      'SELECT orders, spendMinor FROM member_metrics WHERE memberId = ?',
      [member],
    );
    expect(figures).toEqual({ orders: 75 + recorded, spendMinor: 75_000 + recorded * 100 });
    expect(await verifyLedger(test.house)).toMatchObject({ ok: true });
    await test.close();
  });
});

describe('a job', () => {
  it('starts once, goes on from its checkpoint after a failure, and starts over when it is done', async () => {
    const test = await openTestHouse();
    const { house, caller } = test;
    const key = { kind: 'count', key: 'sheep' };
    const first = await openJob(house, caller, key, { sheep: 0 });
    await advance(first, 10);
    await failJob(house, caller, { ...first, progress: 0 }, 'late: it has moved on');
    await failJob(house, caller, { ...first, progress: 10 }, 'the dog barked');
    const second = await openJob(house, caller, key, { sheep: 0 });
    expect(second).toEqual({ id: first.id, status: 'running', progress: 10, checkpoint: { sheep: 10 } });
    expect((await refusalOf(advance(first, 20))).code).toBe('JOB_TAKEN_OVER');
    expect(await storedJob(house.database.reader, first.id)).toMatchObject({ progress: 10 });
    await test.close();

    function advance({ id, progress: before }: { id: string; progress: number }, sheep: number) {
      const checkpoint = { id, before, progress: sheep, checkpoint: { sheep } };
      return write(house, { caller, members: [] }, async (session) => {
        await saveCheckpoint(session, checkpoint);
        return undefined;
      });
    }
  });
});
