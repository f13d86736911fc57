import type { Activity } from './activity.js';
import type { Day } from './calendar.js';
import type { Instant } from './clock.js';
import type { Effect, Outcome, Wish } from './effect.js';
import type { Bound } from './bind.js';
import type { Vocabulary } from './expression/index.js';
import type { RuleScope } from './module.js';
import type { WriteSession } from './session.js';

/** What the rows of one member look like under its lock, before anything was decided. */
export interface LockedMember {
  readonly id: string;
  /** Dense position of the member: its bit in segment bitmaps. */
  readonly number: number;
  readonly status: string;
  readonly enrolledAt: Instant;
  readonly brandId: string;
}

/** A piece of the one state query: `columns` of the rows `from` names, for many members at once. */
export interface Fragment {
  readonly name: string;
  /** The column that says whose row it is. */
  readonly member: string;
  readonly columns: readonly string[];
  /** `FROM … WHERE …` with `?` for every value. */
  readonly from: string;
  readonly params: readonly Bound[];
}

/** The rows of one fragment that belong to one member, each an array in the order of `columns`. */
export type Rows = (fragment: string) => readonly (readonly unknown[])[];

/** What is asked of the state, so that a participant reads no more than this drain can use. */
export interface Need {
  readonly memberIds: readonly string[];
  readonly activities: readonly Activity[];
  readonly wishes: readonly Wish[];
  /** Everything due up to here is settled first. */
  readonly until: Instant;
  /** The day `until` falls on in the program's zone: windows of what is asked without an activity end there. */
  readonly today: Day;
  /** The widest look back that any participant asked for, by name (`wants`). */
  readonly wants: Wants;
}

/** How far back rules look, by name of a history (`members.days: 365`); the largest number over all participants wins. */
export type Wants = Readonly<Record<string, number>>;

/** Where one member stands while a drain decides: a slice a participant, each replaced, never changed. */
export interface State {
  readonly member: LockedMember;
  readonly slices: Readonly<Record<string, unknown>>;
  /** The compiled parts of the program, for rules that read other participants' slices. */
  readonly parts: Readonly<Record<string, unknown>>;
}

/** A wish after its owner has looked at the state: the effect as it will be written, or why it will not be. */
export type Resolved = { readonly effect: Effect; readonly fact?: FollowUp } | { readonly skipped: string };

/** An effect that is a fact itself (a tier changed) and is decided on in its turn. */
export interface FollowUp {
  readonly type: string;
  readonly subjectId: string | null;
  readonly payload: Activity['payload'];
  /** At which brand it happened, where that is another than the one of its cause. */
  readonly brandId?: string;
  /** It was due before its cause was written down: part of imported history, whatever it is found out by. */
  readonly isHistory?: boolean;
}

/** What a drain did to one member: the two states and everything between them. */
export interface Change {
  readonly memberId: string;
  readonly before: State;
  readonly after: State;
  readonly activities: readonly Activity[];
  readonly effects: readonly Effect[];
}

/** Why a rule did or did not act; kept with the activity. */
export interface Decision {
  readonly subjectId: string;
  readonly hit: boolean;
  /** The first clause that was not met, when it did not act. */
  readonly unmet?: string;
  /** What multiplied the points it gave. */
  readonly times?: readonly Times[];
}

/** A factor on the points of a rule: of the tier the member had, or of a benefit, for so much of the amount (minor units). */
export interface Times {
  readonly kind: 'TIER' | 'BENEFIT';
  /** Of the tier or the benefit. */
  readonly code: string;
  readonly numerator: number;
  readonly denominator: number;
  /** Of a benefit that is good for a part of a purchase. */
  readonly withinMinor?: number;
  readonly ofMinor?: number;
}

/** What a member cannot have of what is shared by all (stock, a limit): known to its participant, which decides again. */
export interface Denial {
  readonly memberId: string;
  readonly what: unknown;
}

/** What was taken of what is shared, for `apply` to write down, and what could not be had. */
export interface Reserved {
  readonly kept: unknown;
  readonly denials: readonly Denial[];
}

export interface Decided {
  readonly wishes: readonly Wish[];
  readonly decisions?: readonly Decision[];
}

/**
 * How a module takes part in the engine. `compile`, `slice`, `fold…`, `due`, `decide`, `react` and `resolve` are pure: they see
 * no database and no clock. `load` only says what to read, `apply` writes the changes of all members set-based.
 */
export interface Participant<Part = unknown, Slice = unknown> {
  readonly name: string;
  /** The kinds of effects it owns. */
  readonly effects: readonly string[];
  /** Turns its section of the program into what deciding needs; throws a Refusal for a program that cannot work. */
  compile(program: Compiling): Part;
  wants?(part: Part): Wants;
  load(need: Need): readonly Fragment[];
  /**
   * What it reads besides of members about whom something is decided as of a day that has passed (`turnsAt`): windows end on
   * that day then, however long ago it was. Rows of a fragment that `load` names as well are added to its rows.
   */
  loadPast?(need: Need): readonly Fragment[];
  slice(rows: Rows, need: Need): Slice;
  /** The slice of a member about whom nothing is stored yet (simulation starts here). */
  readonly empty: Slice;
  /** Refuses a fact that cannot be, given the state (a refund of more than is left). Nothing of it is written. */
  vet?(part: Part, state: State, activity: Activity): void;
  foldActivity?(part: Part, slice: Slice, activity: Activity): Slice;
  foldEffect?(part: Part, slice: Slice, effect: Effect): Slice;
  /** What time alone has brought about up to `until`, oldest first, each with its own instant. */
  due?(part: Part, slice: Slice, until: Instant): readonly Wish[];
  /** The next instant at which it decides on everything as it stands then: what others have due by then is settled first. */
  turnsAt?(slice: Slice): Instant | null;
  /** What rules want because of a fact. They see the fact counted, everything else as it stood before. */
  decide?(part: Part, state: State, activity: Activity): Decided;
  /** What the state itself brings about once the rules have acted (a tier is reached); asked until nobody wants anything. */
  react?(part: Part, state: State, activity: Activity): readonly Wish[];
  /** What the state brings about once everything has happened (a segment is entered), on whatever fact or none; asked until nobody wants anything. */
  rest?(part: Part, state: State, now: Instant): readonly Wish[];
  resolve?(part: Part, state: State, effect: Effect): Resolved;
  /**
   * Takes what the changes need of rows that all members share, in the order of their keys and without writing to them:
   * `kept` is what earlier rounds of the same drain took. Whoever is denied is decided on again, knowing it (`deny`).
   */
  reserve?(session: WriteSession, changes: readonly Change[], kept: unknown): Promise<Reserved>;
  deny?(slice: Slice, what: unknown): Slice;
  apply?(session: WriteSession, changes: readonly Change[], kept: unknown): Promise<void>;
  /** What a caller is told about an effect of this participant. */
  report?(effect: Effect): Outcome | undefined;
}

/** What `compile` may look at: the sections of the program and the parts compiled before this one. */
export interface Compiling {
  readonly zone: string;
  readonly currency: string;
  readonly vocabulary: Vocabulary<RuleScope>;
  readonly activityTypes: ReadonlySet<string>;
  section(name: string): unknown;
  part<P, S>(participant: Participant<P, S>): P;
}

/** The slice of a participant of a row above. */
export function sliceOf<Slice>(state: State, participant: Pick<Participant<never, Slice>, 'name' | 'empty'>): Slice {
  return state.slices[participant.name] as Slice;
}
