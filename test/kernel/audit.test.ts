import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { AuditVerified } from '../../src/kernel/audit-verify.js';
import { verifyAudit } from '../../src/kernel/audit-verify.js';
import type { Caller } from '../../src/kernel/caller.js';
import { acting } from '../../src/kernel/caller.js';
import type { JsonObject } from '../../src/kernel/json.js';
import { runDue } from '../../src/kernel/schedule-runner.js';
import type { TestHouse } from '../support/house.js';
import { openTestHouse } from '../support/house.js';
import { doAs, operatorAs, sqlOf } from '../support/operators.js';
import { quickest } from '../support/quickest.js';

let test: TestHouse;
let boss: Caller;
beforeEach(async () => {
  test = await openTestHouse();
  boss = await operatorAs(test, 'boss', ['owner']);
  await sqlOf(test.house, 'DELETE FROM audit_rows');
});
afterEach(() => test.close());

type Row = Record<string, string | number | null>;
const rowsOf = (table = 'audit_rows', order = 'id') =>
  test.house.database.reader.rows<Row>(`SELECT * FROM ${table} ORDER BY ${order}`);

function note(name = 'thing.changed', before: JsonObject = { a: 1 }, after: JsonObject = { a: 2 }): Promise<undefined> {
  return doAs(test.house, boss, (session) => {
    session.audit({ action: name, subject: { type: 'thing', id: 'thg_1' }, before, after, reason: 'because' });
    return Promise.resolve(undefined);
  });
}

async function seal(): Promise<void> {
  test.clock.advance(60_000);
  await runDue(test.house);
}

const verify = (head?: string): Promise<AuditVerified> => verifyAudit(test.house, { head });
const whatOf = async () => (await verify()).problems.map(({ what }) => what);

describe('what an operator changes', () => {
  it('leaves a row with who, what, only the fields that changed, why and the request', async () => {
    await note('thing.changed', { a: 1, same: 'x', phone: '13800138000' }, { a: 2, same: 'x', phone: '13900139000' });
    const [row] = await rowsOf();
    expect(row).toMatchObject({ actor: 'operator', operatorId: boss.operatorId, action: 'thing.changed', subjectType: 'thing', subjectId: 'thg_1', reason: 'because', requestId: 'req-test', seal: null, at: test.clock.now() }); // prettier-ignore
    expect([row?.['was'], row?.['became']].map((text) => JSON.parse(String(text)) as unknown)).toEqual([
      { a: 1, phone: '***' },
      { a: 2, phone: '***' },
    ]);
  });

  it('leaves no addresses in a reason, and the longest reason holds nobody up', async () => {
    const because = async (reason: string) => {
      await doAs(test.house, boss, (session) => {
        session.audit({ action: 'thing.changed', reason });
        return Promise.resolve(undefined);
      });
      return (await rowsOf()).at(-1)?.['reason'];
    };
    expect(await because('write to a@example.com, or @ noon; call 138 0013 8000')).toBe('write to *** or @ noon; call ***'); // prettier-ignore
    const longest = async () => expect(await because('x'.repeat(200_000))).toBe('x'.repeat(500));
    expect(await quickest(1_000, longest)).toBeLessThan(1_000);
  });

  it('without a row fails and is undone: forgetting it is a bug', async () => {
    const work = doAs(test.house, { ...boss, act: undefined }, async ({ sql }) => {
      await sql.run("UPDATE operators SET name = 'changed'");
      return undefined;
    });
    await expect(work).rejects.toThrow('no audit row');
    expect(await test.house.database.reader.rows("SELECT id FROM operators WHERE name = 'changed'")).toEqual([]);
  });

  it('is named by its mutation where nobody noted anything, without secrets and without what is personal', async () => {
    const input = {
      memberId: 'mem_01ARZ3NDEKTSV4RRFFQ69G5FAV',
      input: { displayName: 'Zhang San', phone: '13800138000', amount: 5, wallet: 'points', free: 'anything', status: 'ACTIVE', payload: { tel: 13800138000 }, reason: 'call 138 0013 8000 or a@b.cn' },
      password: 'geheim geheim',
      idempotencyKey: 'k',
    }; // prettier-ignore
    const caller = acting(boss, { name: 'pointsEarn', requestId: 'req-1', input });
    await doAs(test.house, caller, () => Promise.resolve(undefined));
    const [row] = await rowsOf();
    expect(row).toMatchObject({ action: 'pointsEarn', subjectType: 'member', subjectId: input.memberId, reason: 'call *** or ***' }); // prettier-ignore
    expect(JSON.parse(String(row?.['input']))).toEqual({
      memberId: input.memberId,
      input: { displayName: '***', phone: '***', amount: 5, wallet: 'points', free: '***', status: 'ACTIVE', payload: '***' },
      password: '***',
    }); // prettier-ignore
  });

  it('leaves nothing when it was a dry run or refused', async () => {
    const refused = doAs(test.house, boss, (session) => {
      session.audit({ action: 'x.y' });
      return Promise.reject(new Error('no'));
    });
    await expect(refused).rejects.toThrow('no');
    expect(await rowsOf()).toEqual([]);
  });
});

describe('the seals', () => {
  beforeEach(async () => {
    for (const name of ['one', 'two', 'three']) await note(name);
    await seal();
    for (const name of ['four', 'five']) await note(name);
    await seal();
    await note('six');
  });

  it('cover everything but what was written since', async () => {
    expect(await verify()).toMatchObject({ ok: true, rows: 5, seals: 2, unsealed: 1, problems: [], head: { seal: 2 } });
    await seal();
    expect(await verify()).toMatchObject({ ok: true, rows: 6, seals: 3, unsealed: 0 });
  });

  it('tell which row was changed, removed, inserted or moved', async () => {
    const [first, , , fourth] = await rowsOf();
    await sqlOf(test.house, "UPDATE audit_rows SET action = 'other' WHERE id = ?", String(first?.['id']));
    expect((await verify()).problems).toEqual([{ what: 'row changed', seal: 1, rowId: first?.['id'] }]);
    await sqlOf(test.house, "UPDATE audit_rows SET action = 'one' WHERE id = ?", String(first?.['id']));
    expect(await verify()).toMatchObject({ ok: true });

    await sqlOf(test.house, "INSERT INTO audit_rows (id, at, actor, action, seal) VALUES ('aud_new', 1, 'operator', 'planted', 1)"); // prettier-ignore
    expect((await verify()).problems).toEqual([{ what: 'row inserted', seal: 1, rowId: 'aud_new' }]);
    await sqlOf(test.house, "UPDATE audit_rows SET seal = 77 WHERE id = 'aud_new'");
    expect(await whatOf()).toEqual(['seal removed']);
    await sqlOf(test.house, "DELETE FROM audit_rows WHERE id = 'aud_new'");

    await sqlOf(test.house, 'UPDATE audit_rows SET seal = 1 WHERE id = ?', String(fourth?.['id']));
    expect(await whatOf()).toEqual(['row inserted', 'row removed']);
    await sqlOf(test.house, 'DELETE FROM audit_rows WHERE id = ?', String(fourth?.['id']));
    expect((await verify()).problems).toEqual([{ what: 'row removed', seal: 2, rowId: fourth?.['id'] }]);
  });

  it('are found missing, at the end as well when one was noted elsewhere', async () => {
    const { head } = await verify();
    await sqlOf(test.house, 'DELETE FROM audit_rows WHERE seal = 2');
    await sqlOf(test.house, 'DELETE FROM audit_seals WHERE number = 2');
    expect(await verify()).toMatchObject({ ok: true });
    expect((await verify(head?.hash)).problems.map(({ what }) => what)).toEqual(['head unknown']);
    await sqlOf(test.house, 'DELETE FROM audit_seals WHERE number = 1');
    expect(await whatOf()).toContain('seal removed');
    await seal();
    expect((await verify()).ok).toBe(false);
  });

  it('find any single character that is changed in any sealed row or seal', async () => {
    const tables = [
      { table: 'audit_rows', key: 'id', rows: (await rowsOf()).filter(({ seal: number }) => number !== null) },
      { table: 'audit_seals', key: 'number', rows: await rowsOf('audit_seals', 'number') },
    ];
    let tried = 0;
    await fc.assert(
      fc.asyncProperty(fc.nat(), fc.nat(), fc.nat(), fc.nat(), async (a, b, c, d) => {
        const { table, key, rows } = tables[a % 2] as (typeof tables)[number];
        const row = rows[b % rows.length] ?? {};
        const columns = Object.keys(row).filter((column) => row[column] !== null);
        const column = columns[c % columns.length] ?? key;
        const value = row[column] ?? '';
        const other = typeof value === 'number' ? value + 1 + (d % 9) : oneOther(value, d);
        const id = row[key] ?? '';
        tried += 1;
        const set = (to: string | number, where: string | number) => sqlOf(test.house, `UPDATE ${table} SET \`${column}\` = ? WHERE ${key} = ?`, to, where); // prettier-ignore
        const isTaken = column === key && rows.some((one) => one[key] === other);
        if (isTaken) return;
        await set(other, id);
        const { ok } = await verify();
        await set(value, column === key ? other : id);
        expect([table, column, value, other, ok]).toEqual([table, column, value, other, false]);
      }),
      { numRuns: 120 },
    );
    expect(tried).toBe(120);
    expect(await verify()).toMatchObject({ ok: true });
  });
});

it('Whatever is written and whenever it is sealed, the seals agree', async () => {
  const act = fc.oneof(
    { weight: 4, arbitrary: fc.record({ name: fc.string({ maxLength: 20 }), text: fc.string({ unit: 'grapheme', maxLength: 40 }) }) }, // prettier-ignore
    { weight: 1, arbitrary: fc.constant(null) },
  );
  await fc.assert(
    fc.asyncProperty(fc.array(act, { maxLength: 12 }), async (acts) => {
      for (const one of acts) {
        const text = one?.text.toWellFormed().replaceAll('\0', '') ?? '';
        await (one ? note('a.b', { [one.name]: 1 }, { text }) : seal());
      }
      const verified = await verify();
      expect([verified.ok, verified.problems]).toEqual([true, []]);
    }),
    { numRuns: 15 },
  );
});

/** The same text with one character another one. */
function oneOther(text: string, seed: number): string {
  const at = seed % Math.max(1, text.length);
  const code = text.charCodeAt(at);
  const other = String.fromCharCode(code >= 97 && code < 122 ? code + 1 : code === 65 ? 66 : 65);
  return `${text.slice(0, at)}${other}${text.slice(at + 1)}`;
}
