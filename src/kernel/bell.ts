import { setTimeout as sleep } from 'node:timers/promises';

/** Waits, or returns early when the signal says to stop. */
export async function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  await sleep(milliseconds, undefined, { signal }).catch(() => undefined);
}

/** Wakes whoever waits for work in this process, so that it need not poll often. A ring that nobody heard is kept. */
export class Bell {
  #isRung = false;
  #wake: (() => void) | undefined;

  ring(): void {
    this.#isRung = true;
    this.#wake?.();
  }

  /** Returns at the next ring, after so many milliseconds, or when the signal says to stop. One waits at a time. */
  async heard(milliseconds: number, signal: AbortSignal): Promise<void> {
    if (!this.#isRung) {
      const woken = new AbortController();
      this.#wake = () => {
        woken.abort();
      };
      await pause(milliseconds, AbortSignal.any([signal, woken.signal]));
      this.#wake = undefined;
    }
    this.#isRung = false;
  }
}
