import { randomUUID } from 'node:crypto';
import type { Clock } from './clock.js';
import { systemClock } from './clock.js';
import type { Sql } from './database.js';
import type { House } from './house.js';
import { insertRows } from './rows.js';
import { systemCaller } from './session.js';
import { write } from './unit-of-work.js';

/** Long enough for a slow garbage collection or a moment without database, short enough to wait for after a kill. */
export const LEASE_MS = 30_000;
const RENEW_MS = LEASE_MS / 3;

/**
 * Does work that only one process may do at a time; answers undefined, without doing it, while another one does. Leases
 * keep processes apart, so they run on the time of the machines, not on the house's clock, which may stand still or jump.
 */
export async function withLease<T>(
  house: House,
  name: string,
  work: (lease: HeldLease) => Promise<T>,
): Promise<T | undefined> {
  const owner = randomUUID();
  if (!(await takeLease(house, name, owner))) return undefined;
  const lease = new HeldLease(house, name, owner);
  try {
    return await work(lease);
  } finally {
    await lease.release();
  }
}

/** Takes a lease that nobody holds or whose time is over; answers whether it is the owner's now. */
export async function takeLease(
  house: House,
  name: string,
  owner: string,
  clock: Clock = systemClock,
): Promise<boolean> {
  const now = clock.now();
  if (await isHeld(house.database.reader, name, now)) return false; // the common case of a crowd, without a write
  const until = now + LEASE_MS;
  return change(house, async (sql) => {
    const free = 'UPDATE leases SET owner = ?, `until` = ? WHERE name = ? AND `until` <= ?';
    if ((await sql.run(free, [owner, until, name, now])) === 1) return true;
    const [row] = await sql.rows('SELECT name FROM leases WHERE name = ?', [name]);
    if (!row) await insertRows(sql, 'leases', [{ name, owner, until }]);
    return !row;
  });
}

/** Prolongs a lease; answers false when another has taken it meanwhile. */
export function renewLease(house: House, name: string, owner: string, clock: Clock = systemClock): Promise<boolean> {
  const until = clock.now() + LEASE_MS;
  return change(house, async (sql) => {
    return (await sql.run('UPDATE leases SET `until` = ? WHERE name = ? AND owner = ?', [until, name, owner])) === 1;
  });
}

/** Gives a lease back, so that the next one need not wait for its end. */
export function releaseLease(house: House, name: string, owner: string): Promise<boolean> {
  return change(house, async (sql) => {
    return (await sql.run('UPDATE leases SET `until` = 0 WHERE name = ? AND owner = ?', [name, owner])) === 1;
  });
}

/** Renews itself while the work goes on. The work asks `check` before each step it must not do twice. */
export class HeldLease {
  readonly #timer: NodeJS.Timeout;
  #until = Date.now() + LEASE_MS;
  #renewing: Promise<void> = Promise.resolve();

  constructor(
    private readonly house: House,
    private readonly name: string,
    private readonly owner: string,
  ) {
    this.#timer = setInterval(() => {
      this.#renewing = this.#renew();
    }, RENEW_MS);
    this.#timer.unref();
  }

  /** Throws when the lease has ended, so that another process may be at work by now. */
  check(): void {
    if (Date.now() >= this.#until) throw new LeaseLost(this.name);
  }

  async release(): Promise<void> {
    clearInterval(this.#timer);
    await this.#renewing;
    await releaseLease(this.house, this.name, this.owner).catch((error: unknown) => {
      this.house.log.warn({ err: error, lease: this.name }, 'A lease could not be given back; it ends by itself');
    });
  }

  async #renew(): Promise<void> {
    const started = Date.now();
    try {
      const isOurs = await renewLease(this.house, this.name, this.owner);
      this.#until = isOurs ? started + LEASE_MS : 0;
    } catch (error) {
      this.house.log.warn({ err: error, lease: this.name }, 'A lease could not be renewed; it is tried again');
    }
  }
}

/** The work took longer than its lease could be renewed. What it committed stays; whoever has the lease goes on. */
export class LeaseLost extends Error {
  override readonly name = 'LeaseLost';

  constructor(lease: string) {
    super(`The lease ${lease} has ended: another process may be doing its work`);
  }
}

async function isHeld(sql: Sql, name: string, now: number): Promise<boolean> {
  const [row] = await sql.rows<{ until: number }>('SELECT `until` FROM leases WHERE name = ?', [name]);
  return row !== undefined && row.until > now;
}

async function change(house: House, work: (sql: Sql) => Promise<boolean>): Promise<boolean> {
  const { value } = await write(house, { caller: systemCaller(''), members: [] }, ({ sql }) => work(sql));
  return value;
}
