import type { Activity } from './activity.js';
import type { AuditEntry } from './audit.js';
import type { Instant } from './clock.js';
import type { Wish } from './effect.js';
import type { HouseEvent } from './events.js';
import type { JsonObject } from './json.js';
import type { Stored } from './outbox.js';
import type { State } from './participant.js';
import type { Refusal } from './refusal.js';

/** A queued fact with the effects its operation asked for. */
export interface Queued {
  readonly activity: Activity;
  readonly wishes: Wish[];
  /** Hash of what the brand sent: a repeat with another body is refused. */
  readonly inputHash: string | null;
  /** A line of a batch ends with its own result instead of failing the transaction. */
  readonly isLine: boolean;
}

/** How a queued activity ended. */
export interface Recorded {
  /** The stored activity: of this call, or of the first one when it is a repeat. */
  readonly activityId: string;
  readonly memberId: string;
  readonly isReplay: boolean;
  readonly outcome: JsonObject;
}

/** The work a session has queued, and what became of it. */
export interface Queue {
  readonly facts: Queued[];
  readonly events: HouseEvent[];
  /** What a person did, for the audit. */
  readonly audits: AuditEntry[];
  /** Members to settle up to an instant although nothing happened to them. */
  readonly settle: Map<string, Instant>;
  /** What the house itself wants for members it settles, without any fact: nothing is recorded where nothing comes of it. */
  readonly asked: Map<string, readonly Wish[]>;
  readonly results: Map<string, Recorded | Refusal>;
  /** Activities the drain has stored, in order. */
  readonly stored: Stored[];
  /** Where members stand after what was decided on. */
  readonly after: Map<string, State>;
}

export function emptyQueue(): Queue {
  return { facts: [], events: [], audits: [], settle: new Map(), asked: new Map(), results: new Map(), stored: [], after: new Map() }; // prettier-ignore
}
