import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { ManualClock } from '../../src/kernel/clock.js';
import { LEASE_MS, LeaseLost, releaseLease, renewLease, takeLease, withLease } from '../../src/kernel/lease.js';
import type { TestHouse } from '../support/house.js';
import { openTestHouse, TEST_NOW } from '../support/house.js';

describe('a lease', () => {
  let test: TestHouse;
  const clock = new ManualClock(TEST_NOW);
  const take = (owner: string, name = 'work') => takeLease(test.house, name, owner, clock);

  beforeEach(async () => {
    clock.set(TEST_NOW);
    test = await openTestHouse();
  });
  afterEach(async () => {
    jest.restoreAllMocks();
    await test.close();
  });

  it('belongs to one owner at a time, and each name is a lease of its own', async () => {
    expect([await take('me'), await take('you'), await take('you', 'other work')]).toEqual([true, false, true]);
  });

  it('goes to exactly one of many who want it at once', async () => {
    const taken = await Promise.all(Array.from({ length: 20 }, (_, at) => take(`owner ${at}`)));
    expect(taken.filter(Boolean)).toHaveLength(1);
  });

  it('ends by itself when its owner is no more', async () => {
    await take('me');
    clock.advance(LEASE_MS - 1);
    expect(await take('you')).toBe(false);
    clock.advance(1);
    expect(await take('you')).toBe(true);
  });

  it('is prolonged by its owner only, and no longer once another has it', async () => {
    await take('me');
    clock.advance(LEASE_MS / 2);
    expect(await renewLease(test.house, 'work', 'you', clock)).toBe(false);
    expect(await renewLease(test.house, 'work', 'me', clock)).toBe(true);
    clock.advance(LEASE_MS - 1);
    expect(await take('you')).toBe(false);
    clock.advance(1);
    expect(await take('you')).toBe(true);
    expect(await renewLease(test.house, 'work', 'me', clock)).toBe(false);
  });

  it('is free at once when its owner gives it back, and nobody else can', async () => {
    await take('me');
    expect(await releaseLease(test.house, 'work', 'you')).toBe(false);
    expect(await take('you')).toBe(false);
    expect(await releaseLease(test.house, 'work', 'me')).toBe(true);
    expect(await take('you')).toBe(true);
  });

  it('is held while the work goes on and given back when it ends, also by an error', async () => {
    const done = await withLease(test.house, 'work', async () => [
      await withLease(test.house, 'work', () => Promise.resolve('never')),
    ]);
    expect(done).toEqual([undefined]);
    const broken = withLease(test.house, 'work', () => Promise.reject(new Error('a bug')));
    await expect(broken).rejects.toThrow('a bug');
    expect(await withLease(test.house, 'work', () => Promise.resolve('done'))).toBe('done');
  });

  it('stops work that has gone on for longer than it could be prolonged', async () => {
    const late = withLease(test.house, 'work', (lease) => {
      lease.check();
      const now = Date.now();
      jest.spyOn(Date, 'now').mockReturnValue(now + LEASE_MS); // as if the process had been stopped for half a minute
      lease.check();
      return Promise.resolve('done');
    });
    await expect(late).rejects.toThrow(LeaseLost);
  });
});
