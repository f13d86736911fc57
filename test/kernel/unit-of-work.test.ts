import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { House } from '../../src/kernel/house.js';
import type { Json } from '../../src/kernel/json.js';
import type { Recorded } from '../../src/kernel/queue.js';
import { refuse } from '../../src/kernel/refusal.js';
import type { WriteSession } from '../../src/kernel/session.js';
import { write } from '../../src/kernel/unit-of-work.js';
import { enrol } from '../../src/modules/members/index.js';
import { buy, enrolMember } from '../support/acts.js';
import type { TestHouse } from '../support/house.js';
import { openTestHouse } from '../support/house.js';
import { startProcess } from '../support/process.js';
import { isOnServer } from '../support/scratch.js';

describe('a unit of work', () => {
  let test: TestHouse;
  beforeEach(async () => {
    test = await openTestHouse();
  });
  afterEach(() => test.close());

  it('stores facts, what came of them and a letter about them, all in one transaction', async () => {
    const member = await enrolMember(test);
    await buy(test, member, 60_000);
    const { activities, point_lots, tier_standings, outbox } = await everything(test.house);
    expect([activities?.length, point_lots?.length, tier_standings?.length, outbox?.length]).toEqual([3, 4, 1, 2]);
  });

  it('leaves nothing behind when it is refused at the very end', async () => {
    const before = await everything(test.house);
    await expect(
      write(test.house, { caller: test.caller, members: [], once: keyed('k') }, async (session) => {
        await joinAndAnnounce(session);
        refuse('NOT_FOUND', { what: 'anything' });
      }),
    ).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect(await everything(test.house)).toEqual(before);
  });

  it('leaves nothing behind when anything is thrown', async () => {
    const before = await everything(test.house);
    const broken = write(test.house, { caller: test.caller, members: [] }, async (session) => {
      await joinAndAnnounce(session);
      throw new Error('a bug');
    });
    await expect(broken).rejects.toThrow('a bug');
    expect(await everything(test.house)).toEqual(before);
  });

  it('tells in a dry run what would happen, and leaves nothing behind', async () => {
    const before = await everything(test.house);
    const dry = { caller: test.caller, members: [], once: keyed('k'), isDryRun: true };
    const { value, results } = await write(test.house, dry, joinAndAnnounce);
    expect(results.get(value)).toMatchObject({ isReplay: false });
    expect(await everything(test.house)).toEqual(before);
  });

  it('touches no member it has not named', async () => {
    const [named, other] = [await enrolMember(test), await enrolMember(test)];
    const before = await everything(test.house);
    const reaching = write(test.house, { caller: test.caller, members: [named] }, (session) => {
      const fact = { type: 'share', brandId: test.caller.brandId };
      session.record({ ...fact, memberId: named });
      session.record({ ...fact, memberId: other });
      return Promise.resolve(undefined);
    });
    await expect(reaching).rejects.toThrow(`Member ${other} was not named`);
    expect(await everything(test.house)).toEqual(before);
  });

  it('grants no effect without a cause of its own', async () => {
    const member = await enrolMember(test);
    const granting = write(test.house, { caller: test.caller, members: [member] }, (session) => {
      const wish = { kind: 'points.earn', reason: 'gift', intent: { wallet: 'points', amount: 1 } };
      session.grant(wish, { cause: 'act_00000000000000000000000000' });
      return Promise.resolve(undefined);
    });
    await expect(granting).rejects.toThrow('has no cause in this session');
  });

  it('locks each member it names once, in id order, and leaves out those that do not exist', async () => {
    const members = [await enrolMember(test), await enrolMember(test), await enrolMember(test)];
    const named = [...members.toReversed(), ...members, 'mem_00000000000000000000000000'];
    const { value } = await write(test.house, { caller: test.caller, members: named }, (session) =>
      Promise.resolve([...session.members.keys()]),
    );
    expect(value).toEqual([...members].sort());
  });

  it('counts transactions by how they ended', async () => {
    const { house, caller } = test;
    const work = (isDryRun: boolean) => ({ caller, members: [], isDryRun });
    const before = await outcomes(house);
    await write(house, work(false), () => Promise.resolve(undefined));
    await write(house, work(true), () => Promise.resolve(undefined));
    await write(house, work(false), () => refuse('NOT_FOUND')).catch(() => undefined);
    await write(house, work(false), () => Promise.reject(new Error('a bug'))).catch(() => undefined);
    const after = await outcomes(house);
    const added = Object.fromEntries(Object.entries(after).map(([name, value]) => [name, value - (before[name] ?? 0)]));
    expect(added).toEqual({ committed: 1, dry_run: 1, refused: 1, failed: 1 });
  });

  describe('with a key', () => {
    it('answers a repeat what the first one answered, without doing anything', async () => {
      const work = { caller: test.caller, members: [], once: keyed('k') };
      const first = await write(test.house, work, joinAndAnnounce);
      const before = await everything(test.house);
      const second = await write(test.house, work, () => Promise.reject(new Error('must not run')));
      expect([first.isReplay, second.isReplay]).toEqual([false, true]);
      expect(second.value).toEqual(first.value);
      const told = [...first.results].map(([id, result]) => [id, { ...(result as Recorded), isReplay: true }]);
      expect([...second.results]).toEqual(told);
      expect(await everything(test.house)).toEqual(before);
    });

    it('refuses another input under the same key', async () => {
      const work = { caller: test.caller, members: [] };
      await write(test.house, { ...work, once: keyed('k', { amount: 1, of: 'points' }) }, () => Promise.resolve(1));
      const same = { ...work, once: keyed('k', { of: 'points', amount: 1 }) };
      expect((await write(test.house, same, () => Promise.resolve(2))).value).toBe(1);
      const other = { ...work, once: keyed('k', { of: 'points', amount: 2 }) };
      await expect(write(test.house, other, () => Promise.resolve(2))).rejects.toMatchObject({ code: 'IDEMPOTENCY_KEY_REUSED' }); // prettier-ignore
    });

    it('keeps callers and mutations apart', async () => {
      const answer = async (caller: typeof test.caller, mutation: string, value: number) =>
        (await write(test.house, { caller, members: [], once: { mutation, key: 'k', input: {} } }, () => Promise.resolve(value))).value; // prettier-ignore
      const other = { ...test.caller, keyId: 'key_of_another' };
      expect(await answer(test.caller, 'a', 1)).toBe(1);
      expect(await answer(other, 'a', 2)).toBe(2);
      expect(await answer(test.caller, 'b', 3)).toBe(3);
      expect(await answer(test.caller, 'a', 4)).toBe(1);
    });

    it('may be tried again with the same key after it was refused', async () => {
      const work = { caller: test.caller, members: [], once: keyed('k') };
      await expect(write(test.house, work, () => refuse('NOT_FOUND'))).rejects.toMatchObject({ code: 'NOT_FOUND' });
      expect((await write(test.house, work, () => Promise.resolve('done'))).value).toBe('done');
    });

    it.each([['an empty one', ''], ['one that is too long', 'x'.repeat(256)]])('refuses %s', async (_name, key) => {
      const work = { caller: test.caller, members: [], once: keyed(key) };
      await expect(write(test.house, work, () => Promise.resolve(1))).rejects.toMatchObject({ code: 'INVALID_INPUT' });
    }); // prettier-ignore

    it('is done once when the same request comes twenty times at once', async () => {
      const work = { caller: test.caller, members: [], once: keyed('k') };
      const answers = await Promise.all(
        Array.from({ length: 20 }, () =>
          write(test.house, work, async (session) => {
            await addOne(session);
            return joinAndAnnounce(session);
          }),
        ),
      );
      expect(answers.filter(({ isReplay }) => !isReplay)).toHaveLength(1);
      expect(new Set(answers.map(({ value }) => value)).size).toBe(1);
      expect(await counter(test.house)).toBe(2); // one by hand, one for the number of the member
    });
  });

  it('waits without blocking its process while another one holds the row, and loses nothing', async () => {
    const other = startProcess('support/writer-process.ts', [test.databaseUrl, '50']);
    expect(await other.line()).toBe('holding');
    const ours = Array.from({ length: 50 }, () => write(test.house, { caller: test.caller, members: [] }, addOne));
    let isAnyDone = false;
    const first = Promise.race(ours).then(() => {
      isAnyDone = true;
    });
    for (let turn = 0; turn < 20; turn++) await new Promise((resolve) => setTimeout(resolve, 1)); // timers still fire
    expect(isAnyDone).toBe(false);
    other.child.stdin?.write('go on\n');
    await Promise.all([first, ...ours]);
    expect([await other.line(), await other.ended, other.errors()]).toEqual(['done', 0, '']);
    expect(await counter(test.house)).toBe(100);
  });

  if (isOnServer) {
    it('runs again from the start after a deadlock, and everybody gets through', async () => {
      await write(test.house, { caller: test.caller, members: [] }, async ({ sql }) => {
        for (const name of ['a', 'b']) await sql.run('INSERT INTO counters (name, value) VALUES (?, 0)', [name]);
        return undefined;
      });
      const meeting = new Meeting(2);
      const cross = (first: string, second: string) =>
        write(test.house, { caller: test.caller, members: [] }, async ({ sql }) => {
          await sql.run('UPDATE counters SET value = value + 1 WHERE name = ?', [first]);
          await meeting.arrive(); // both hold one row now and want the other's
          await sql.run('UPDATE counters SET value = value + 1 WHERE name = ?', [second]);
          return undefined;
        });
      await Promise.all([cross('a', 'b'), cross('b', 'a')]);
      expect([await counter(test.house, 'a'), await counter(test.house, 'b')]).toEqual([2, 2]);
      const retries = await test.house.metrics.retries.get();
      expect(retries.values.find(({ labels }) => labels.why === 'retry')?.value).toBeGreaterThanOrEqual(1);
      await write(test.house, { caller: test.caller, members: [] }, async ({ sql }) => {
        await sql.run("DELETE FROM counters WHERE name IN ('a', 'b')");
        return undefined;
      });
    });
  }
});

const keyed = (key: string, input: Json = { a: 1 }) => ({ mutation: 'test', key, input });

/** A member joins and the house hears of it: rows in many tables, a number taken, two letters. Answers the activity. */
async function joinAndAnnounce(session: WriteSession): Promise<string> {
  const identities = [{ kind: 'external' as const, value: 'somebody' }];
  const { activityId } = await enrol(session, { brandId: session.caller.brandId, identities });
  session.emit({ type: 'program.applied', payload: {} });
  return activityId;
}

async function addOne({ sql }: WriteSession): Promise<undefined> {
  await sql.run("UPDATE counters SET value = value + 1 WHERE name = 'members.number'");
}

async function counter({ database }: House, name = 'members.number'): Promise<number | undefined> {
  const [row] = await database.reader.rows<{ value: number }>('SELECT value FROM counters WHERE name = ?', [name]);
  return row?.value;
}

/** Every row of every table. */
async function everything({ database }: House): Promise<Record<string, unknown[]>> {
  const content: Record<string, unknown[]> = {};
  for (const { tableName, primaryColumns } of database.source.entityMetadatas) {
    const key = primaryColumns.map(({ databaseName }) => `\`${databaseName}\``).join(', ');
    content[tableName] = await database.reader.rows(`SELECT * FROM ${tableName} ORDER BY ${key}`);
  }
  return content;
}

async function outcomes({ metrics }: House): Promise<Record<string, number>> {
  const { values } = await metrics.transactions.get();
  return Object.fromEntries(values.map(({ labels, value }) => [labels.outcome ?? '', value]));
}

/** Nobody goes on before all have come, the first time; those who come later go straight through. */
class Meeting {
  #come = 0;
  #open = (): void => undefined;
  readonly #complete = new Promise<void>((resolve) => {
    this.#open = resolve;
  });

  constructor(private readonly size: number) {}

  arrive(): Promise<void> {
    this.#come += 1;
    if (this.#come === this.size) this.#open();
    return this.#complete;
  }
}
