import { setTimeout as sleep } from 'node:timers/promises';
import type { Attempt } from './ask.js';
import { attempt } from './ask.js';
import { between } from './chance.js';
import type { Operation } from './operation.js';
import type { Servers } from './servers.js';

/** What a till has written down about an operation. */
export interface Entry {
  readonly operation: Operation;
  readonly end: Attempt;
  /** Whether an attempt went unanswered, so that it may have happened although a later one was declined. */
  readonly isUnsure: boolean;
}

const ATTEMPTS_MAX = 400;

/** What all tills have done and were told. */
export class Book {
  readonly entries: Entry[] = [];
  /** Why attempts had to be repeated, and how often. */
  readonly repeated = new Map<string, number>();
  readonly declined = new Map<string, number>();
  /** Acknowledged by a repeat: an earlier attempt had done it and its answer was lost. */
  replays = 0;

  constructor(
    private readonly servers: Servers,
    private readonly token: string,
  ) {}

  /** Sends an operation until it is acknowledged or declined, as a till does; answers the id of what it made, or null. */
  async settle(operation: Operation): Promise<string | null> {
    let isUnsure = false;
    for (let attempts = 1; ; attempts++) {
      const { document, variables } = operation;
      const end = await attempt(this.servers.nextUrl(), this.token, document, variables);
      if (end.how === 'again' && attempts < ATTEMPTS_MAX) {
        isUnsure ||= end.isUnsure;
        count(this.repeated, end.why);
        await sleep(between(20, 300));
        continue;
      }
      this.entries.push({ operation, end, isUnsure });
      if (end.how === 'declined') count(this.declined, end.why);
      if (end.how !== 'done') return null;
      if (end.isReplay) this.replays += 1;
      return end.id;
    }
  }
}

export function count(counts: Map<string, number>, what: string, by = 1): void {
  counts.set(what, (counts.get(what) ?? 0) + by);
}
