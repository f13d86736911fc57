import type { Day } from './calendar.js';
import type { Instant } from './clock.js';
import type { Wish } from './effect.js';
import type { JsonObject } from './json.js';
import type { LocalisedText } from './refusal.js';

/** Everything a member does, and everything that happens to it, is one of these: immutable, with a time and a cause. */
export interface Activity {
  readonly id: string;
  readonly type: string;
  readonly memberId: string;
  /** The brand that reported it. */
  readonly brandId: string;
  /** The brand's own id of the fact; unique with the brand, which makes recording exactly-once. */
  readonly externalId: string | null;
  readonly occurredAt: Instant;
  readonly occurredOn: Day;
  readonly recordedAt: Instant;
  /** Imported from the past: facts, ledger, tiers and rights count; incentives and messages do not. */
  readonly isHistory: boolean;
  /** The activity that led to this one, when the house recorded it itself. */
  readonly causeId: string | null;
  /** What it is about: the order of a purchase and of its refunds. */
  readonly subjectId: string | null;
  /** Its value in minor units of the program's currency, where it has one. */
  readonly amountMinor: number | null;
  readonly payload: JsonObject;
}

/** What a caller queues; the unit of work fills in the rest. */
export interface ActivityInput {
  readonly type: string;
  readonly memberId: string;
  readonly brandId: string;
  readonly externalId?: string | null;
  readonly occurredAt?: Instant;
  readonly isHistory?: boolean;
  readonly causeId?: string | null;
  readonly subjectId?: string | null;
  readonly amountMinor?: number | null;
  readonly payload?: JsonObject;
}

/** Who may report an activity: a brand's backend, a member's own token, or only the house itself. */
export type ActivityOrigin = 'BRAND' | 'MEMBER' | 'HOUSE';

/** The facts of one activity as its type reads them out of a payload. */
export interface ActivityFacts {
  readonly subjectId: string | null;
  readonly amountMinor: number | null;
  readonly payload: JsonObject;
}

/** A type of activity, declared by the module that understands it. */
export interface ActivityType {
  readonly type: string;
  readonly origin: ActivityOrigin;
  readonly description: LocalisedText;
  /** Checks a payload and normalises it; refuses what is not one. Without it any flat payload is taken. */
  readonly read?: (payload: JsonObject, context: { readonly currency: string }) => ActivityFacts;
  /** What recording it asks for by itself (points that are given), read from its payload, so that a replay asks for the same. */
  readonly asks?: (payload: JsonObject) => readonly Wish[];
  /** Names in its payload that are told only to who sees all brands (figures), and only to the host (who did it). */
  readonly secret?: { readonly ofAllBrands?: readonly string[]; readonly ofHost?: readonly string[] };
  /** Nobody but the host is told that it happened: it says what the house thinks of a member, over all brands. */
  readonly isForHost?: boolean;
}
