import { setTimeout as sleep } from 'node:timers/promises';
import type { Connection } from 'mysql2/promise';
import { between, shuffled } from './chance.js';
import type { Servers } from './servers.js';

export const FAULTS = ['kill', 'pause', 'cut'] as const;

export type Fault = (typeof FAULTS)[number];

/** How often each fault comes, and how long it is quiet between two of them. */
export interface Plan {
  readonly rounds: number;
  readonly quietMs: readonly [number, number];
  readonly pauseMs: readonly [number, number];
}

export interface Haunted {
  readonly came: Readonly<Record<Fault, number>>;
  readonly connectionsCut: number;
}

const AWAY_MS = [0, 1_500] as const;
const CUTS = 5;

/** Brings every fault as often as the plan says, in an order of its own; answers how often each came. */
export async function haunt(
  servers: Servers,
  { admin, user }: { readonly admin: Connection; readonly user: string },
  { rounds, quietMs, pauseMs }: Plan,
): Promise<Haunted> {
  let connectionsCut = 0;
  const bring: Readonly<Record<Fault, () => Promise<void>>> = {
    kill: () => servers.kill(between(0, 1), between(...AWAY_MS)),
    pause: () => servers.pause(between(0, 1), between(...pauseMs)),
    cut: async () => void (connectionsCut += await cut(admin, user)),
  };
  const came = { kill: 0, pause: 0, cut: 0 };
  for (const fault of shuffled(Array.from({ length: rounds }, () => FAULTS).flat())) {
    await sleep(between(...quietMs));
    await bring[fault]();
    came[fault] += 1;
  }
  await sleep(between(...quietMs));
  return { came, connectionsCut };
}

/** Ends every connection of the servers, a few times in a row, so that transactions are cut wherever they are; answers how many. */
async function cut(admin: Connection, user: string): Promise<number> {
  let ended = 0;
  for (let time = 0; time < CUTS; time++) {
    const [rows] = await admin.query('SELECT id FROM information_schema.processlist WHERE user = ?', [user]);
    for (const { id } of rows as { id: number }[]) {
      ended += await admin.query(`KILL CONNECTION ${id}`).then(
        () => 1,
        () => 0, // it has ended by itself
      );
    }
    await sleep(between(5, 60));
  }
  return ended;
}
