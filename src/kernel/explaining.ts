import type { Activity } from './activity.js';
import type { Instant } from './clock.js';
import type { Compiled } from './expression/index.js';
import type { AccessRule } from './graphql/access.js';
import type { House } from './house.js';
import type { RuleScope } from './module.js';
import type { State } from './participant.js';
import type { LocalisedText } from './refusal.js';
import type { ReadSession } from './session.js';

/** How something decides about a member. */
export type ExplainedKind = 'RULE' | 'SEGMENT' | 'LAYER' | 'LEFT_OVER' | 'LIST';

/** What an answer rests on. */
export type Ground = 'ALWAYS' | 'CONDITION' | 'EARLIER' | 'NONE_ABOVE' | 'LIST' | 'NOT_ACTIVE' | 'RETIRED';

/** What something makes of a member, and on what ground. */
export interface Standing {
  readonly verdict: 'YES' | 'NO' | 'UNKNOWN';
  readonly ground: Ground;
  /** Who comes first and took the member, where that is the ground. */
  readonly by: Earlier | null;
}

/** What comes before something: where its condition holds, what comes after it does not get the member. */
export interface Earlier {
  readonly subjectId: string;
  readonly name: LocalisedText;
  readonly when: Compiled<RuleScope>;
}

/** What is stored about a member and something that has members. */
export interface StoredAnswer {
  readonly isIn: boolean;
  /** Since when it is in, or out where the journal knows; null when it never was in. */
  readonly since: Instant | null;
  /** The activity that brought it in or out; null where only time passed, or the rule was changed. */
  readonly cause: { readonly id: string; readonly type: string } | null;
}

/** Something of which can be said why it is, or is not, so for a member. */
export interface Explainable {
  readonly subjectId: string;
  readonly name: LocalisedText;
  readonly kind: ExplainedKind;
  /** The type of activity it listens to; null for what is about the member alone. */
  readonly on: string | null;
  /** Null where no condition of its own decides. */
  readonly when: Compiled<RuleScope> | null;
  /** What comes before it, in order. */
  readonly earlier: readonly Earlier[];
  readonly validUntil: Instant | null;
  isValidAt(at: Instant): boolean;
  /** What its conditions are asked over. */
  scopeOf(state: State, activity: Activity | undefined, now: Instant): RuleScope;
  standing(scope: RuleScope): Standing;
  /** Null for who may not know, and for what stores nothing. */
  stored(session: ReadSession, memberId: string): Promise<StoredAnswer | null>;
}

/** Whether the value of an attribute or a function may be told to the caller, by its name. */
export type MayTell = (name: string) => boolean;

/** What a module can explain: things whose ids start with a prefix. */
export interface Explains {
  readonly prefix: string;
  /** What one of them is called where it is not found. */
  readonly noun: string;
  /** Who may ask about one of them, where that is not everybody who may ask why at all. */
  readonly access?: AccessRule;
  /** All of them, for who asks about everything; absent where each is asked about by its id. */
  all?(house: House): readonly Explainable[];
  /** The one of an id; null when there is none, or none the caller may know. `tells` is absent for who may know everything. */
  find(session: ReadSession, id: string, tells: MayTell | undefined): Promise<Explainable | null>;
}

/** What a condition says, as a standing of its own; no condition always holds. */
export function byCondition(when: Compiled<RuleScope> | null, scope: RuleScope): Standing {
  if (!when) return { verdict: 'YES', ground: 'ALWAYS', by: null };
  const answer = when.evaluate(scope);
  return { verdict: answer === undefined ? 'UNKNOWN' : answer === true ? 'YES' : 'NO', ground: 'CONDITION', by: null };
}
