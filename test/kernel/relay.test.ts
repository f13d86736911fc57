import { afterEach, describe, expect, it } from '@jest/globals';
import { startWorker } from '../../src/app/worker.js';
import type { Letter } from '../../src/kernel/events.js';
import type { Subscription } from '../../src/kernel/module.js';
import type { Notice } from '../../src/kernel/outbox.js';
import { measureOutbox, retryParked } from '../../src/kernel/outbox.store.js';
import { ATTEMPTS_MAX, deliverDue } from '../../src/kernel/relay.js';
import { insertRows } from '../../src/kernel/rows.js';
import { write } from '../../src/kernel/unit-of-work.js';
import { buy, enrolMember } from '../support/acts.js';
import type { TestHouse } from '../support/house.js';
import { openBeside, openTestHouse } from '../support/house.js';
import { startProcess } from '../support/process.js';

const FIVE_MINUTES = 300_000;

describe('the relay', () => {
  let test: TestHouse;
  afterEach(() => test.close());

  it('brings each letter to whoever subscribes to one of its activities, once, and then lets it go', async () => {
    const [purchases, everything, refunds] = [
      post('purchases', ['purchase']),
      post('all', ['*']),
      post('refunds', ['refund']),
    ];
    test = await openTestHouse({ house: { subscriptions: [purchases, everything, refunds] } });
    const member = await enrolMember(test);
    await buy(test, member, 60_000);

    expect(await deliverDue(test.house)).toBe(2);
    expect(purchases.got.map(typesIn)).toEqual([['purchase', 'tier.changed']]);
    expect(everything.got.map(typesIn)).toEqual([['member.enrolled'], ['purchase', 'tier.changed']]);
    expect(refunds.got).toEqual([]);
    expect(await waiting(test)).toEqual([]);
    expect(await deliverDue(test.house)).toBe(0);
    expect(everything.got).toHaveLength(2);
  });

  it('lets letters go that nobody subscribes to', async () => {
    test = await openTestHouse({ house: { subscriptions: [] } });
    await buy(test, await enrolMember(test), 1_000);
    expect(await waiting(test)).toHaveLength(2);
    await deliverDue(test.house);
    expect(await waiting(test)).toEqual([]);
  });

  it('brings events of the house', async () => {
    const applied = post('applied', ['program.applied']);
    test = await openTestHouse({ house: { subscriptions: [applied] } });
    await write(test.house, { caller: test.caller, members: [] }, (session) => {
      session.emit({ type: 'program.applied', payload: { hash: 'h' } });
      return Promise.resolve(undefined);
    });
    await deliverDue(test.house);
    expect(applied.got).toMatchObject([{ topic: 'house', type: 'program.applied', payload: { hash: 'h' } }]);
  });

  it('keeps the order of each member, and a failure holds only that member', async () => {
    const failing = new Set<string>();
    const all = post('all', ['*'], (letter) => failing.has(letter.topic));
    test = await openTestHouse({ house: { subscriptions: [all] } });
    const [one, two] = [await enrolMember(test), await enrolMember(test)];
    failing.add(one);
    for (let nth = 1; nth <= 5; nth++) for (const member of [one, two]) await buy(test, member, 100 * nth);

    await deliverDue(test.house);
    expect(all.got.map(({ topic }) => topic)).toEqual(Array(6).fill(two));
    expect(all.tried.filter(({ topic }) => topic === one)).toHaveLength(1);

    await buy(test, one, 900); // due at once, but behind the one that waits
    await deliverDue(test.house);
    expect(all.tried.filter(({ topic }) => topic === one)).toHaveLength(1);

    failing.clear();
    test.clock.advance(1_000);
    await deliverDue(test.house);
    for (const member of [one, two]) {
      const letters = all.got.filter(({ topic }) => topic === member);
      const expected = await journalOf(test, member);
      expect(letters.flatMap(idsIn)).toEqual(expected);
    }
  });

  it('tries again after one, two, four seconds and so on, at most five minutes', async () => {
    const never = post('never', ['*'], () => true);
    test = await openTestHouse({ house: { subscriptions: [never] } });
    await enrolMember(test);
    const waits: number[] = [];
    for (let attempt = 1; attempt < ATTEMPTS_MAX; attempt++) {
      await deliverDue(test.house);
      const [letter] = await waiting(test);
      expect(letter?.attempts).toBe(attempt);
      waits.push((letter?.dueAt ?? 0) - test.clock.now());
      test.clock.advance(waits.at(-1) ?? 0);
    }
    for (const [at, wait] of waits.entries()) {
      const most = Math.min(FIVE_MINUTES, 1_000 * 2 ** at);
      expect(wait).toBeGreaterThanOrEqual(most / 2);
      expect(wait).toBeLessThanOrEqual(most);
    }
  });

  it('does not bother those again that have it already', async () => {
    let isDown = true;
    const [fine, down] = [post('fine', ['*']), post('down', ['*'], () => isDown)];
    test = await openTestHouse({ house: { subscriptions: [down, fine] } });
    await enrolMember(test);
    await deliverDue(test.house);
    isDown = false;
    test.clock.advance(FIVE_MINUTES);
    await deliverDue(test.house);
    expect([fine.tried.length, down.tried.length, down.got.length]).toEqual([1, 2, 1]);
  });

  it('parks a letter after eight attempts, lets the next ones pass, and tries it again when asked to', async () => {
    let isDown = true;
    const picky = post('picky', ['*'], (letter) => isDown && typesIn(letter).includes('member.enrolled'));
    test = await openTestHouse({ house: { subscriptions: [picky] } });
    const member = await enrolMember(test);
    await buy(test, member, 100);
    for (let attempt = 1; attempt <= ATTEMPTS_MAX; attempt++) {
      await deliverDue(test.house);
      test.clock.advance(FIVE_MINUTES);
    }
    expect(picky.tried.filter((letter) => typesIn(letter).includes('member.enrolled'))).toHaveLength(ATTEMPTS_MAX);
    expect(picky.got.map(typesIn)).toEqual([['purchase']]);
    const [parked] = await waiting(test);
    expect(parked).toMatchObject({ attempts: ATTEMPTS_MAX, lastError: 'picky: no, thank you' });
    expect(parked?.parkedAt).not.toBeNull();
    await measureOutbox(test.house);
    expect((await test.house.metrics.lettersParked.get()).values[0]?.value).toBe(1);

    isDown = false;
    await deliverDue(test.house);
    expect(picky.got).toHaveLength(1);
    expect(await retryParked(test.house, parked?.id ?? '')).toBe(true);
    expect(await retryParked(test.house, parked?.id ?? '')).toBe(false);
    await deliverDue(test.house);
    expect(picky.got.map(typesIn)).toEqual([['purchase'], ['member.enrolled']]);
    expect(await waiting(test)).toEqual([]);
  });

  it('does not let a long queue behind one failure keep others waiting', async () => {
    const bad = new Set<string>();
    const all = post('all', ['*'], (letter) => bad.has(letter.topic));
    test = await openTestHouse({ house: { subscriptions: [all] } });
    const member = await enrolMember(test);
    bad.add(member);
    await copies(test, 1_500);
    const other = await enrolMember(test);
    await deliverDue(test.house);
    expect(all.got.map(({ topic }) => topic)).toEqual([other]);
    expect(all.tried).toHaveLength(2);
  });

  it('counts a delivery that does not end as failed', async () => {
    const forever: Subscription = { name: 'forever', types: ['*'], deliver: () => new Promise(() => undefined) };
    test = await openTestHouse({ house: { subscriptions: [forever] } });
    await enrolMember(test);
    await deliverDue(test.house, { deliveryMsMax: 5 });
    expect(await waiting(test)).toMatchObject([{ attempts: 1, lastError: 'forever: not done within 5 ms' }]);
  });

  it('delivers once when two processes start at the same time', async () => {
    const all = post('all', ['*']);
    test = await openTestHouse({ house: { subscriptions: [all] } });
    const beside = await openBeside(test, { subscriptions: [all] });
    await enrolMember(test);
    await copies(test, 300);
    const counts = await Promise.all([deliverDue(test.house), deliverDue(beside)]);
    expect([...counts].sort((a, b) => a - b)).toEqual([0, 301]);
    expect(new Set(all.got.map(({ id }) => id)).size).toBe(all.got.length);
    await beside.database.close();
  });

  it('delivers again what a killed process had under way, and loses nothing', async () => {
    const all = post('printer', ['*']);
    test = await openTestHouse({ house: { subscriptions: [all] } });
    const member = await enrolMember(test);
    await copies(test, 20);
    const letters = (await waiting(test)).map(({ id }) => id);

    const other = startProcess('support/relay-process.ts', [test.databaseUrl]);
    const printed: string[] = [];
    for (let nth = 0; nth < 3; nth++) {
      printed.push(await other.line());
      if (nth < 2) other.child.stdin?.write('done\n');
    }
    expect(await deliverDue(test.house)).toBe(0); // the other one has the lease
    other.child.kill('SIGKILL');
    expect(await other.ended).toBe('SIGKILL');
    expect(printed).toEqual(letters.slice(0, 3).map((id) => `${member} ${id}`));

    await runOutLeases(test);
    expect(await deliverDue(test.house)).toBe(21);
    expect(all.got.map(({ id }) => id)).toEqual(letters);
  });

  it('is woken by a commit of its own process, and ends what is under way when it is stopped', async () => {
    const { promise: started, resolve: start } = defer();
    const { promise: finished, resolve: finish } = defer();
    const got: Letter[] = [];
    const slow: Subscription = {
      name: 'slow',
      types: ['member.enrolled'],
      deliver: async (_, letter) => {
        start();
        await finished;
        got.push(letter);
      },
    };
    test = await openTestHouse({ house: { subscriptions: [slow] } });
    const worker = startWorker(test.house);
    await enrolMember(test);
    await started;
    const stopped = worker.stop();
    finish();
    await stopped;
    expect(got).toHaveLength(1);
    expect(await waiting(test)).toEqual([]);
  });

  it('counts what it does', async () => {
    const [fine, down] = [post('fine', ['purchase']), post('down', ['refund'], () => true)];
    test = await openTestHouse({ house: { subscriptions: [fine, down] } });
    const member = await enrolMember(test);
    await buy(test, member, 100);
    await deliverDue(test.house);
    await measureOutbox(test.house);
    const { values } = await test.house.metrics.letters.get();
    expect(values.map(({ labels, value }) => [labels.outcome, value])).toEqual([['unwanted', 1], ['delivered', 1]]); // prettier-ignore
    expect((await test.house.metrics.lettersWaiting.get()).values[0]?.value).toBe(0);
  });
});

interface Post extends Subscription {
  /** Letters it was handed, and those it took. */
  readonly tried: Letter[];
  readonly got: Letter[];
}

function post(name: string, types: readonly string[], refuses: (letter: Letter) => boolean = () => false): Post {
  const [tried, got]: [Letter[], Letter[]] = [[], []];
  return {
    name,
    types,
    tried,
    got,
    deliver: (_, letter) => {
      tried.push(letter);
      if (refuses(letter)) return Promise.reject(new Error('no, thank you'));
      got.push(letter);
      return Promise.resolve();
    },
  };
}

function noticesIn({ payload }: Letter): readonly Notice[] {
  return payload['activities'] as unknown as readonly Notice[];
}

const typesIn = (letter: Letter): string[] => noticesIn(letter).map(({ type }) => type);
const idsIn = (letter: Letter): string[] => noticesIn(letter).map(({ id }) => id);

interface Row {
  id: string;
  topic: string;
  attempts: number;
  dueAt: number;
  parkedAt: number | null;
  lastError: string | null;
}

function waiting({ house }: TestHouse): Promise<Row[]> {
  return house.database.reader.rows('SELECT id, topic, attempts, dueAt, parkedAt, lastError FROM outbox ORDER BY topic, sequence, id'); // prettier-ignore
}

async function journalOf({ house }: TestHouse, memberId: string): Promise<string[]> {
  const rows = await house.database.reader.rows<{ id: string }>(
    'SELECT id FROM activities WHERE memberId = ? ORDER BY sequence',
    [memberId],
  );
  return rows.map(({ id }) => id);
}

/** Many more letters behind the one there is, as if the member had been busy. */
async function copies({ house }: TestHouse, count: number): Promise<void> {
  await house.database.transaction(async (sql) => {
    const [first] = await sql.rows<Record<string, string | number | null>>('SELECT * FROM outbox ORDER BY id LIMIT 1');
    const numbers = Array.from({ length: count }, (_, at) => at + 1);
    const rows = numbers.map((n) => ({ ...first, id: `let_${String(n).padStart(26, '0')}`, sequence: 1 + n }));
    await insertRows(sql, 'outbox', rows);
    return { value: undefined, commit: true };
  });
}

/** What half a minute does to the lease of a process that is no more. */
async function runOutLeases({ house }: TestHouse): Promise<void> {
  await house.database.transaction(async (sql) => ({
    value: await sql.run('UPDATE leases SET `until` = 0'),
    commit: true,
  }));
}

function defer(): { promise: Promise<void>; resolve: () => void } {
  let resolve = (): void => undefined;
  const promise = new Promise<void>((done) => {
    resolve = done;
  });
  return { promise, resolve };
}
