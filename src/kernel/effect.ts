import type { Instant } from './clock.js';
import type { JsonObject } from './json.js';

/**
 * Something Laurel does for a member because of an activity. Whoever decides states what is wanted (`intent`);
 * the module that owns the kind works out what it comes to and applies it.
 */
export interface Effect<Intent = unknown> {
  readonly id: string;
  readonly kind: string;
  readonly memberId: string;
  /** The activity that caused it. */
  readonly causeId: string;
  /** The activity a caller reported, at the root of the chain. */
  readonly rootId: string;
  /** Who is paid for and by: the brand of the causing activity unless said otherwise. */
  readonly brandId: string;
  /** When it counts from. */
  readonly at: Instant;
  /** Why: a rule's code, "refund", "upgrade pack" … Shown to members and operators. */
  readonly reason: string;
  /** Only a required effect may refuse; every other ends as done or skipped. */
  readonly isRequired: boolean;
  readonly intent: Intent;
}

/** What a participant or an operation asks for; the engine adds id, member, cause and brand. */
export interface Wish<Intent = unknown> {
  readonly kind: string;
  readonly reason: string;
  readonly at?: Instant;
  readonly isRequired?: boolean;
  readonly intent: Intent;
  /** Of something only time brings about: names it among all of its member, so that what follows has the same ids in a replay. */
  readonly key?: string;
}

/** How an effect ended. `facts` are ids and what happened, small enough to store with the activity. */
export interface Outcome {
  readonly kind: string;
  /** `fallback`: something else instead; `owed`: nothing now, and a promise of it. */
  readonly status: 'done' | 'fallback' | 'owed' | 'skipped';
  readonly reason: string;
  readonly facts: JsonObject;
}
