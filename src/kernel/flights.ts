import { setTimeout as sleep } from 'node:timers/promises';
import { refuse } from './refusal.js';

/** Longest a repeat waits for the first request with its key. */
export const WAIT_MS_MAX = 3_000;

/** Requests with a key that are under way in this process: a repeat waits for the first instead of doing its work beside it. */
export class Flights {
  readonly #running = new Map<string, Promise<void>>();

  /**
   * Does the work when nobody else does it under this key. A repeat waits until the first has ended and answers what that
   * stored; when it stored nothing (it was declined), one of those who wait takes its place. Refuses
   * IDEMPOTENCY_IN_PROGRESS when that takes too long.
   */
  async alone<T>(key: string, stored: () => Promise<T | undefined>, work: () => Promise<T>): Promise<T> {
    const deadline = performance.now() + WAIT_MS_MAX;
    for (let running = this.#running.get(key); running; running = this.#running.get(key)) {
      if (!(await endedBefore(running, deadline))) refuse('IDEMPOTENCY_IN_PROGRESS', {}, ['idempotencyKey']);
      const answer = await stored();
      if (answer !== undefined) return answer;
    }
    const result = work();
    const free = () => void this.#running.delete(key);
    this.#running.set(key, result.then(free, free));
    return result;
  }
}

async function endedBefore(running: Promise<void>, deadline: number): Promise<boolean> {
  const left = deadline - performance.now();
  if (left <= 0) return false;
  const patience = new AbortController();
  const hasEnded = running.then(() => true);
  const isTooLate = sleep(left, false, { signal: patience.signal }).catch(() => false);
  try {
    return await Promise.race([hasEnded, isTooLate]);
  } finally {
    patience.abort();
  }
}
