import type { ActivityInput } from './activity.js';
import type { AuditEntry } from './audit.js';
import type { Caller } from './caller.js';
import type { Instant } from './clock.js';
import type { Sql } from './database.js';
import type { Wish } from './effect.js';
import type { HouseEvent } from './events.js';
import type { House } from './house.js';
import type { LockedMember } from './participant.js';
import type { Queue } from './queue.js';

/** Who asks, when, on which database, in which house. Enough to read, not to write. */
export interface ReadSession {
  readonly caller: Caller;
  readonly now: Instant;
  readonly sql: Sql;
  readonly house: House;
}

declare const writable: unique symbol;

/** A read session inside an open transaction. Only the unit of work makes one, so holding it proves there is one. */
export interface WriteSession extends ReadSession {
  readonly [writable]: true;
  /** The members this transaction has locked. */
  readonly members: ReadonlyMap<string, LockedMember>;
  readonly isDryRun: boolean;
  /** Work that goes first: waited for before anything is taken or written that others share. */
  readonly follows?: Promise<unknown> | undefined;
  readonly queue: Queue;
  /** Queues a fact about a locked member; answers the id it will have. */
  record(activity: ActivityInput): string;
  /** Queues an effect that this call asks for itself; `cause` is an activity recorded in this session. */
  grant(wish: Wish, because: { readonly cause: string; readonly isRequired?: boolean }): void;
  /** Queues an event about the house, delivered after commit. */
  emit(event: HouseEvent): void;
  /** Notes what a person did; written in this transaction, sealed after it. */
  audit(entry: AuditEntry): void;
  /** Takes members enrolled in this very transaction among the locked ones. */
  adopt(members: readonly LockedMember[]): void;
}

/** A unit of work of the house itself: imports, schedules, the demo. Never made from a request. */
export function systemCaller(brandId: string): Caller {
  return { kind: 'system', brandId, isHost: true, keyId: null, memberId: null, operatorId: null, scopes: new Set() };
}
