import { describe, expect, it } from '@jest/globals';
import { Proven, PROVEN_MS } from '../../src/app/proven.js';

/** Credentials with a look at them that can be counted, on a clock that is moved by hand. */
function open(answers: readonly (string | null | Error)[]) {
  const now = { at: 0 };
  let looks = 0;
  const proven = new Proven<string>(() => now.at);
  const ask = () =>
    proven.of('token', () => {
      const answer = answers[Math.min(looks++, answers.length - 1)] ?? null;
      return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer);
    });
  return { now, ask, proven, looks: () => looks };
}

describe('credentials that proved themselves', () => {
  it('are looked at once for half a second, also when many requests come at the same moment', async () => {
    const { ask, now, looks } = open(['caller']);
    expect(await Promise.all([ask(), ask(), ask()])).toEqual(['caller', 'caller', 'caller']);
    now.at = PROVEN_MS - 1;
    await ask();
    expect(looks()).toBe(1);
  });

  it('prove themselves again afterwards, and stop when they were revoked', async () => {
    const { ask, now } = open(['caller', null]);
    expect(await ask()).toBe('caller');
    now.at = PROVEN_MS;
    expect(await ask()).toBeNull();
  });

  it('are looked at again every time when they proved nothing, and after a failure', async () => {
    const { ask, looks } = open([null, new Error('away'), 'caller']);
    expect(await ask()).toBeNull();
    await expect(ask()).rejects.toThrow('away');
    expect(await ask()).toBe('caller');
    expect(looks()).toBe(3);
  });

  it('prove themselves again as soon as this process forgets', async () => {
    const { ask, proven, looks } = open(['caller']);
    await ask();
    proven.forget();
    await ask();
    expect(looks()).toBe(2);
  });
});
