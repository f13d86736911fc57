import type { JsonObject } from './json.js';

/** Something that happened to the house (a program was applied, an import ended). Past tense; ids and amounts only. */
export interface HouseEvent {
  readonly type: string;
  readonly payload: JsonObject;
  /**
   * Letters of one topic wait for one another. `house` unless said otherwise; at most 30 characters, for what must neither
   * hold others nor be held by them.
   */
  readonly topic?: string;
}

/** What the relay hands to a subscriber: the activities of one member in order, or one event of the house. */
export interface Letter {
  readonly id: string;
  /** Letters of one topic arrive in the order they were committed: a member's id, or `house`. */
  readonly topic: string;
  readonly type: string;
  readonly payload: JsonObject;
}

export interface EventDeclaration {
  readonly type: string;
  readonly description: string;
}
