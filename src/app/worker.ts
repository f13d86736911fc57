import type { House } from '../kernel/house.js';
import { startRelay } from '../kernel/relay.js';
import { startSchedules } from '../kernel/schedule-runner.js';

export interface Worker {
  /** Lets what is under way finish and resolves when nothing of it runs any more. */
  stop(): Promise<void>;
}

/** Delivers letters and does due work in this process. Any number of processes may: leases see to it that one does at a time. */
export function startWorker(house: House): Worker {
  const stopping = new AbortController();
  const running = Promise.all([startRelay(house, stopping.signal), startSchedules(house, stopping.signal)]);
  return {
    async stop() {
      stopping.abort();
      await running;
    },
  };
}
