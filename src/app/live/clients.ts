import type { Caller } from '../../kernel/caller.js';
import { callerKey } from '../../kernel/caller.js';
import type { Metrics } from '../../kernel/metrics.js';
import type { Asked } from '../whence.js';
import type { LiveLimits } from './limits.js';
import type { Closing, Line } from './line.js';

/** What a socket knows of its client from its first to its last moment. */
export interface Client {
  readonly line: Line;
  /** What stands for a request in everything it asks. */
  asker: Asked;
  /** Under which it is counted, once it has said who it is. */
  countedAs: string | null;
}

/** Everybody who is connected to this process, and how often each caller is. */
export class Clients {
  readonly #all = new Set<Client>();
  readonly #counts = new Map<string, number>();
  #isStopping = false;

  constructor(
    private readonly metrics: Metrics,
    private readonly limits: LiveLimits,
  ) {}

  /** Answers whether there is room. */
  letIn(client: Client): boolean {
    if (this.#isStopping || this.#all.size >= this.limits.connectionsMax) return false;
    this.#all.add(client);
    this.metrics.sockets.set(this.#all.size);
    return true;
  }

  letGo(client: Client): void {
    this.#all.delete(client);
    this.metrics.sockets.set(this.#all.size);
    const { countedAs } = client;
    if (countedAs === null) return;
    const left = (this.#counts.get(countedAs) ?? 1) - 1;
    if (left > 0) this.#counts.set(countedAs, left);
    else this.#counts.delete(countedAs);
  }

  /** Counts a connection for its caller; answers why it may not stay, or null. Somebody who proves nothing may not. */
  count(client: Client, caller: Caller): Closing | null {
    if (caller.kind === 'visitor' && caller.keyId === null) return 'UNAUTHENTICATED';
    const key = callerKey(caller);
    const count = this.#counts.get(key) ?? 0;
    const max = caller.kind === 'member' ? this.limits.perMemberMax : this.limits.perKeyMax;
    if (count >= max) return 'TOO_MANY_CONNECTIONS';
    if (!this.#all.has(client)) return 'GOING_AWAY';
    this.#counts.set(key, count + 1);
    client.countedAs = key;
    return null;
  }

  /** Those who have said who they are. */
  known(): Client[] {
    return [...this.#all].filter(({ countedAs }) => countedAs !== null);
  }

  stop(): void {
    this.#isStopping = true;
    for (const { line } of this.#all) line.close('GOING_AWAY');
  }
}
