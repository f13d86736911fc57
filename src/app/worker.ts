import { pause } from '../kernel/bell.js';
import type { House, SandboxDoor } from '../kernel/house.js';
import { described } from '../kernel/graphql/masking.js';
import { startRelay } from '../kernel/relay.js';
import { startSchedules } from '../kernel/schedule-runner.js';

export interface Worker {
  /** Lets what is under way finish and resolves when nothing of it runs any more. */
  stop(): Promise<void>;
}

/** How often the sandbox is looked into: whether there is one, how far its clock was moved, and which program it follows. */
const SANDBOX_MS = 1_000;

/** Delivers letters and does due work in this process. Any number of processes may: leases see to it that one does at a time. */
export function startWorker(house: House): Worker {
  const stopping = new AbortController();
  const running = Promise.all([work(house, stopping.signal), workInSandbox(house, stopping.signal)]);
  return {
    async stop() {
      stopping.abort();
      await running;
    },
  };
}

async function work(house: House, signal: AbortSignal): Promise<void> {
  await Promise.all([startRelay(house, signal), startSchedules(house, signal)]);
}

/** The same in the sandbox, by its own clock, from the moment somebody has made it. */
async function workInSandbox({ sandbox, log }: House, signal: AbortSignal): Promise<void> {
  let working: Promise<void> | null = null;
  while (sandbox && !signal.aborted) {
    const found = await lookInto(sandbox, log);
    if (found) working ??= work(found, signal);
    await pause(SANDBOX_MS, signal);
  }
  await working;
}

async function lookInto(sandbox: SandboxDoor, log: House['log']): Promise<House | null> {
  try {
    return await sandbox.existing();
  } catch (error) {
    log.error({ error: described(error) }, 'The sandbox cannot be opened; it is tried again');
    return null;
  }
}
